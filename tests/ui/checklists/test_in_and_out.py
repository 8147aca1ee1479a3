"""Checklists in and out of the window: said first, then done; a new one from nothing; a file, a print."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from sopcheck.checklists.reader import read
from sopcheck.exchange.sheet_writing import sheets_of
from sopcheck.ui.checklists.bringing_in import ArrivalSheet
from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.checklists.version_acts import BlankVersion
from sopcheck.ui.kit.fields import OneLine
from tests.records.prints import words
from tests.ui.owner_screen import CSE, FIRST, NEXT, Owner


class OneFile:
    """Chooses the same file for everything."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.named = ""

    def choose_definition(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        done(self.path)

    def choose_place(self, parent: QWidget, name: str, done: Callable[[Path], None]) -> None:
        self.named = name
        done(self.path)


@pytest.fixture
def file(tmp_path: Path) -> OneFile:
    return OneFile(tmp_path / "next.xlsx")


@pytest.fixture
def page(owner: Owner, file: OneFile) -> ChecklistsPage:
    made = ChecklistsPage(owner.session, files=file)
    owner.show(made)
    return made


def text(owner: Owner, *changes: tuple[str, str]) -> str:
    made = owner.world.desk.library.source(CSE, FIRST).replace('version: "1.0"', 'version: "1.1"')
    for old, new in changes:
        assert old in made
        made = made.replace(old, new, 1)
    return made


def imported(owner: Owner, page: ChecklistsPage) -> ArrivalSheet:
    """The sheet about the file that is chosen."""
    page.writing.bring_in.click()
    owner.settle()
    sheet = page.findChild(ArrivalSheet)
    assert sheet is not None
    owner.sheet(page)
    return sheet


def lines(sheet: ArrivalSheet) -> list[str]:
    return [sheet.lines.rows.index(at).data() for at in range(len(sheet.lines.rows.values))]


def versions(owner: Owner) -> set[str]:
    return {row.version for row in owner.world.desk.library.versions() if row.checklist == CSE}


def test_an_import_says_what_it_would_do_and_has_done_nothing(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    prompt = ("See the child in person", "See the child alone, in person")
    file.path.write_bytes(sheets_of(read(text(owner, prompt), name="a").checklist))
    sheet = imported(owner, page)
    assert "What people read and find (1)" in sheet.differences.rows.index(0).data()
    owner.click(sheet, "Cancel")
    assert versions(owner) == {"1.0"}


def test_what_was_looked_at_is_taken_as_a_draft_and_is_in_the_list(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    file.path.write_bytes(sheets_of(read(text(owner), name="a").checklist))
    owner.click(imported(owner, page), "Import as a version")
    assert page.line.text == "CSE investigation SOP 1.1 is here as a draft. Propose it when it is ready."
    chosen = page.versions.current()
    assert chosen is not None
    assert (chosen.checklist, chosen.version) == (CSE, NEXT)
    assert page.focusWidget() is page.versions
    rows = [(row.checklist, row.version, row.status) for row in page.versions.rows.values]
    assert rows[:2] == [(CSE, "1.0", "illustrative baseline"), (CSE, "1.1", "draft")]


def test_every_problem_names_sheet_row_and_column_and_nothing_can_be_taken(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    gone = ("applies_when: victim-is-child", "applies_when: gone")
    file.path.write_bytes(sheets_of(read(text(owner, gone), name="a").checklist))
    sheet = imported(owner, page)
    assert lines(sheet) == ["There is no fact “gone” here. Define it, or name another."]
    said = sheet.lines.rows.values[0]
    assert str(said).startswith("next.xlsx, sheet Items, row ")
    assert sheet.primary.isHidden()
    sheet.reject()


def test_what_has_problems_can_be_mended_as_a_draft(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    gone = ("applies_when: victim-is-child", "applies_when: gone")
    file.path.write_bytes(sheets_of(read(text(owner, gone), name="a").checklist))
    sheet = imported(owner, page)
    with owner.qtbot.waitSignal(page.draft_wanted) as wanted:
        owner.click(sheet, "Open as a draft")
    assert wanted.args == [CSE, NEXT]
    assert owner.world.desk.drafting.take_up(CSE).now.version == NEXT
    assert versions(owner) == {"1.0"}


def test_where_a_draft_is_being_written_already_that_is_told(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    owner.world.desk.drafting.begin(CSE, FIRST)
    file.path.write_bytes(sheets_of(read(text(owner), name="a").checklist))
    sheet = imported(owner, page)
    owner.click(sheet, "Open as a draft")
    assert sheet.line.text.startswith("A draft of this checklist is being written.")
    assert sheet.primary.isEnabled()
    sheet.reject()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"PK\x03\x04", "not a spreadsheet that can be read"),
        ("a.xlsm", b"", "not a spreadsheet that can be read"),
        ("a.json", b"{}", "not a FHIR Questionnaire"),
    ],
)
def test_a_file_that_is_none_of_these_is_one_sentence(
    owner: Owner, page: ChecklistsPage, file: OneFile, name: str, data: bytes, said: str
) -> None:
    file.path = file.path.with_name(name)
    file.path.write_bytes(data)
    page.writing.bring_in.click()
    owner.settle()
    assert said in page.line.text
    assert page.findChild(ArrivalSheet) is None


def test_a_file_that_holds_no_checklist_says_what_is_wrong(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    file.path = file.path.with_name("a.yaml")
    file.path.write_text("format: 1\nformat: 1\n", encoding="utf-8")
    sheet = imported(owner, page)
    assert any(
        "stands here a second time. Keep one. The first is on line 1." in line for line in lines(sheet)
    )
    assert sheet.cancel.text() == "Close"
    sheet.reject()


def test_a_form_becomes_a_draft_and_says_what_did_not_fit(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    form = '{"resourceType": "Questionnaire", "name": "Visit", "item": [{"linkId": "a", "type": "integer"}]}'
    file.path = file.path.with_name("a.json")
    file.path.write_text(form, encoding="utf-8")
    sheet = imported(owner, page)
    assert lines(sheet) == ["linkId a: A number is asked for as a text."]
    owner.click(sheet, "Open as a draft")
    assert [one.checklist for one in owner.world.desk.drafting.drafts()] == ["visit"]


def test_a_profile_shows_where_it_asks_less_before_it_is_taken(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    digest = next(row.digest for row in owner.world.desk.library.versions() if row.checklist == CSE)
    file.path = file.path.with_name("barnsley.yaml")
    head = f'name: barnsley\nrevision: 1\nbaseline: {{checklist: {CSE}, version: "1.0", digest: {digest}}}'
    change = "{item: return-device, withdrawn: true, reason: The hub does it.}"
    item = next(one.id for one in reversed(list(owner.world.desk.library.definition(CSE, FIRST).items())))
    change = change.replace("return-device", item)
    file.path.write_text(f"profile: 1\n{head}\nchanges:\n  - {change}\n", encoding="utf-8")
    sheet = imported(owner, page)
    assert lines(sheet)[-1].endswith("Reason: The hub does it.")
    owner.click(sheet, "Import as a version")
    assert "1.0+barnsley.1" in versions(owner)


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_a_version_is_exported_as_the_name_says(
    owner: Owner, page: ChecklistsPage, file: OneFile, ending: str
) -> None:
    file.path = file.path.with_name(f"out.{ending}")
    owner.click(page, "Export…")
    assert (file.named, page.line.text) == (
        "cse-investigation-1.0.yaml",
        f"CSE investigation SOP 1.0 is saved as out.{ending}.",
    )
    if ending == "xlsx":
        assert "Items" in load_workbook(file.path).sheetnames
    else:
        assert file.path.read_text(encoding="utf-8") == owner.world.desk.library.source(CSE, FIRST)


def test_a_name_that_says_nothing_of_the_kind_is_refused(
    owner: Owner, page: ChecklistsPage, file: OneFile
) -> None:
    file.path = file.path.with_name("out.txt")
    owner.click(page, "Export…")
    assert page.line.text.startswith("Name the file with .yaml or .xlsx")
    assert not file.path.exists()


def test_a_version_prints_with_a_number_a_purpose_and_a_recipient(owner: Owner, page: ChecklistsPage) -> None:
    owner.click(page, "Print…")
    sheet = owner.sheet(page)
    assert {one.accessibleName() for one in sheet.findChildren(OneLine)} == {"Purpose", "Recipient"}
    owner.click(sheet, "Cancel")
    printed = BlankVersion(CSE, FIRST).printed(
        owner.world.desk.printing, purpose="Training", recipient="The team"
    )
    assert "Training" in words(printed.pdf)


def test_a_checklist_is_begun_from_nothing_and_can_be_gone_on_with(
    owner: Owner, page: ChecklistsPage
) -> None:
    page.writing.new.click()
    sheet = owner.sheet(page)
    title = sheet.findChild(OneLine)
    assert title is not None
    assert title.hasFocus()
    title.setText("Missing children")
    with owner.qtbot.waitSignal(page.draft_wanted) as wanted:
        owner.press(sheet, "Return")
        owner.settle()
    assert wanted.args == ["missing-children", "1.0"]
    page.refresh()
    owner.settle()
    assert "Missing children 1.0" in [one.text() for one in page.writing.findChildren(QLabel)]
    go_on = next(one for one in page.writing.findChildren(QPushButton) if one.text() == "Go on")
    assert go_on.accessibleName() == "Go on with Missing children 1.0"
    with owner.qtbot.waitSignal(page.draft_wanted):
        go_on.click()


def test_a_checklist_without_a_title_is_refused_in_the_sheet(owner: Owner, page: ChecklistsPage) -> None:
    page.writing.new.click()
    sheet = owner.sheet(page)
    owner.click(sheet, "Write it")
    assert QApplication.activeModalWidget() is sheet
    assert owner.world.desk.drafting.drafts() == ()
    owner.click(sheet, "Cancel")


def test_who_may_propose_nothing_sees_neither(owner: Owner) -> None:
    owner.world.as_("farrow")
    page = ChecklistsPage(owner.session)
    owner.show(page)
    assert page.writing.isHidden()
    assert page.acts.propose.isHidden()
    assert not page.acts.export.isHidden()
