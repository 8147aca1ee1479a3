"""A supervisor moves cases in the window: many from the Checklists page, one from the case, with previews."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from sopcheck import settings
from sopcheck.cases.events import CaseId
from sopcheck.checklists.definition import Version
from sopcheck.errors import UnavailableError
from sopcheck.services.moving import MoveOutcome
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.moving.history import WithdrawnSheet
from sopcheck.ui.moving.sheet import MovingSheet
from sopcheck.ui.moving.words import fate_words, refused_words
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.records.goldens import text_of
from tests.services.owners import second_owner
from tests.services.test_moving import LEFT_OUT, NEXT, followed, published, three
from tests.ui.fakes import FakeAccess, FakeDesk, shipped
from tests.ui.moving_fakes import FakeMoving
from tests.ui.showing import shown
from tests.world import MAIN, World, template

Settle = Callable[[], None]


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A vault with three cases of the first version, after the next one came into force."""
    made = World.in_copy(second_owner(template(tmp_path_factory)), tmp_path / "vault")
    three(made)
    published(made)
    yield made
    made.desk.lock()


@pytest.fixture
def here(world: World, tasks: TaskRunner) -> Session:
    """A session of DS Okell on that vault."""
    strength = FakeAccess(FakeDesk()).strength
    return Session(
        desk=world.desk, tasks=tasks, now=world.clock.now, force=settings.shipped(), strength=strength
    )


def cases(world: World) -> list[CaseId]:
    """The cases of the vault, by their references."""
    rows = sorted(world.desk.casework.cases(), key=lambda row: row.reference)
    return [row.case for row in rows]


@pytest.fixture
def sheet(qtbot: QtBot, here: Session, settle: Settle) -> MovingSheet:
    """The sheet for all cases, opened from the Checklists page."""
    page = shown(qtbot, ChecklistsPage(here))
    page.refresh()
    settle()
    row = next(one for one in page.versions.rows.values if (one.checklist, one.version) == (MAIN, NEXT))
    page.versions.choose(row)
    settle()
    page.move_cases.click()
    settle()
    found = page.findChild(MovingSheet)
    assert found is not None
    return found


def versions(world: World) -> list[str]:
    """The version that each case follows."""
    return [followed(world.desk, case) for case in cases(world)]


def test_every_open_case_is_shown_with_what_changes(sheet: MovingSheet) -> None:
    said = [sheet.cases.rows.index(at, 1).data() for at in range(3)]
    assert len(sheet.cases.rows.values) == 3
    assert all("due at another time" in words for words in said)


def test_the_items_of_a_case_stand_side_by_side(sheet: MovingSheet) -> None:
    row = next(one for one in sheet.items.rows.values if one.place.item == "record-crime")
    at = sheet.items.rows.values.index(row)
    before, after = (sheet.items.rows.index(at, column).data() for column in (2, 3))
    assert before.startswith("By ")
    assert after.startswith("By ")
    assert before != after


def test_what_somebody_should_look_at_stays_until_it_is_chosen(sheet: MovingSheet) -> None:
    assert set(sheet.choices.values()) == {"stay"}
    sheet.all.choose("now")
    sheet.all.chosen.emit()
    assert set(sheet.choices.values()) == {"now"}


def test_without_a_reason_nothing_is_moved(sheet: MovingSheet, world: World, settle: Settle) -> None:
    sheet.all.choose("now")
    sheet.all.chosen.emit()
    sheet.primary.click()
    settle()
    assert versions(world) == ["1.0", "1.0", "1.0"]
    assert sheet.isVisible()


def test_a_supervisor_moves_three_cases_undoes_one_and_the_record_prints_both_versions(
    qtbot: QtBot, sheet: MovingSheet, here: Session, world: World, settle: Settle
) -> None:
    sheet.all.choose("now")
    sheet.all.chosen.emit()
    sheet.reason.setPlainText("New limits")
    sheet.primary.click()
    settle()
    assert versions(world) == ["1.1", "1.1", "1.1"]
    page = case_page(qtbot, here, cases(world)[1], settle)
    choose(page, "Take the move back…", settle)
    ask = next(one for one in page.findChildren(Sheet) if one.isVisible())
    part = ask.findChild(ManyLines)
    assert part is not None
    part.setPlainText("Trial next week")
    ask.primary.click()
    settle()
    assert versions(world) == ["1.1", "1.0", "1.1"]
    case = cases(world)[0]
    signed = world.review(case, "24-hour", who="teal")
    words = text_of(world.desk.printing.show(case, signed.review))
    assert all(f"CSE investigation SOP {version}" in words for version in ("1.0", "1.1"))


def case_page(qtbot: QtBot, here: Session, case: CaseId, settle: Settle) -> CasePage:
    """The page of a case, read."""
    page = shown(qtbot, CasePage(here, case))
    page.refresh()
    settle()
    return page


def choose(page: CasePage, words: str, settle: Settle) -> None:
    """Choose a line of the menu of the case."""
    page.header.menu.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    line = next(one for one in menu.actions() if one.text().replace("&", "") == words)
    line.trigger()
    menu.close()
    settle()


def test_one_case_is_moved_from_its_page_at_the_next_review(
    qtbot: QtBot, here: Session, world: World, settle: Settle
) -> None:
    case = cases(world)[0]
    page = case_page(qtbot, here, case, settle)
    choose(page, "Move to another version…", settle)
    settle()
    sheet = page.findChild(MovingSheet)
    assert sheet is not None
    assert sheet.cases.isHidden()
    sheet.choice.choose("at the next review")
    sheet.choice.chosen.emit()
    sheet.reason.setPlainText("New limits")
    sheet.primary.click()
    settle()
    assert followed(world.desk, case) == "1.0"
    world.review(case, "24-hour", who="teal")
    assert followed(world.desk, case) == Version("1.1")


def test_after_an_answer_the_page_says_what_to_do_instead_of_taking_the_move_back(
    qtbot: QtBot, here: Session, world: World, settle: Settle
) -> None:
    case = cases(world)[0]
    world.desk.moving.move(case, MAIN, NEXT, reason="New limits")
    world.answer(case, "record-crime", reference="1")
    page = case_page(qtbot, here, case, settle)
    choose(page, "Take the move back…", settle)
    assert page.line.text == (
        "Something was answered, or a review signed, under the new version already."
        " Move the case back to the version before."
    )
    assert followed(world.desk, case) == "1.1"


def test_a_plan_is_taken_back_and_the_case_stays(
    qtbot: QtBot, here: Session, world: World, settle: Settle
) -> None:
    case = cases(world)[0]
    world.desk.moving.plan(case, MAIN, NEXT, reason="New limits")
    page = case_page(qtbot, here, case, settle)
    choose(page, "Take the move back…", settle)
    (ask,) = (one for one in page.findChildren(Sheet) if one.isVisible())
    assert "The case will not be moved at the next review." in [
        one.text() for one in ask.findChildren(QLabel)
    ]
    part = ask.findChild(ManyLines)
    assert part is not None
    part.setPlainText("Trial next week")
    ask.primary.click()
    settle()
    world.review(case, "24-hour", who="teal")
    assert followed(world.desk, case) == "1.0"


def test_a_draft_is_no_version_to_move_to(qtbot: QtBot, here: Session, settle: Settle) -> None:
    page = shown(qtbot, ChecklistsPage(here))
    page.refresh()
    settle()
    assert page.move_cases.isEnabled()
    review = next(one for one in page.versions.rows.values if one.checklist == "supervisor-review")
    page.versions.choose(review)
    settle()
    assert not page.move_cases.isEnabled()
    assert page.findChild(QMenu) is None


def test_what_a_version_left_out_is_read_from_the_case(
    qtbot: QtBot, here: Session, world: World, settle: Settle
) -> None:
    case = cases(world)[0]
    world.answer(case, LEFT_OUT)
    world.desk.moving.move(case, MAIN, NEXT, reason="New limits")
    page = case_page(qtbot, here, case, settle)
    choose(page, "Answers kept from earlier versions…", settle)
    sheet = page.findChild(WithdrawnSheet)
    assert sheet is not None
    (said,) = [sheet.kept.rows.data(sheet.kept.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)]
    assert "Done" in said
    assert "Asked under 1.0, withdrawn in 1.1" in said
    sheet.primary.click()


def test_a_case_that_keeps_nothing_offers_nothing_to_read(
    qtbot: QtBot, here: Session, world: World, settle: Settle
) -> None:
    page = case_page(qtbot, here, cases(world)[0], settle)
    page.header.menu.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    assert "Answers kept from earlier versions…" not in [
        line.text().replace("&", "") for line in menu.actions()
    ]
    menu.close()


def test_the_case_names_both_versions_and_a_move_that_waits(
    qtbot: QtBot, here: Session, world: World, settle: Settle
) -> None:
    first, second, _ = cases(world)
    world.desk.moving.move(first, MAIN, NEXT, reason="New limits")
    world.desk.moving.plan(second, MAIN, NEXT, reason="New limits")
    assert "1.0 until Thu 7 May" in all_words(case_page(qtbot, here, first, settle))
    assert "moves to CSE investigation SOP 1.1 at the next review" in all_words(
        case_page(qtbot, here, second, settle)
    )


def all_words(page: CasePage) -> str:
    """Everything that the head of the case says."""
    return " ".join(label.text() for label in page.header.findChildren(QLabel))


def test_what_another_version_would_do_is_not_shown_once_one_has_chosen_again(
    qtbot: QtBot, here: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = [((MAIN, version), version) for version in (NEXT, Version("1.0"))]
    page = shown(qtbot, QWidget())
    sheet = MovingSheet(page, here, offered)
    seen: list[int] = []
    monkeypatch.setattr(sheet.cases, "show_values", lambda values: seen.append(len(values)))
    sheet.version.choose((MAIN, Version("1.0")))
    sheet.version.chosen.emit()
    settle()
    assert (seen, sheet.primary.isEnabled()) == ([0], False)
    sheet.reject()


def move_all(sheet: MovingSheet) -> None:
    """Give the reason and move every case now."""
    sheet.all.choose("now")
    sheet.all.chosen.emit()
    sheet.reason.setPlainText("New limits")
    sheet.primary.click()


def test_a_case_that_somebody_else_moved_meanwhile_is_named_and_the_others_are_moved(
    sheet: MovingSheet, world: World, settle: Settle
) -> None:
    world.desk.moving.move(cases(world)[1], MAIN, NEXT, reason="Sooner")
    move_all(sheet)
    settle()
    assert versions(world) == ["1.1", "1.1", "1.1"]
    reference = sorted(row.reference for row in world.desk.casework.cases())[1]
    assert sheet.line.text.startswith(f"2 cases moved to CSE investigation SOP 1.1. {reference}: ")
    assert (sheet.isVisible(), len(sheet.cases.rows.values)) == (True, 0)
    sheet.reject()


def test_what_was_chosen_for_the_others_stays_after_a_case_was_refused(
    sheet: MovingSheet, world: World, settle: Settle
) -> None:
    stays, meanwhile, _ = sheet.choices
    world.desk.moving.move(meanwhile, MAIN, NEXT, reason="Sooner")
    sheet.choices.update(dict.fromkeys(sheet.choices, "now"))
    sheet.choices[stays] = "stay"
    sheet.reason.setPlainText("New limits")
    sheet.primary.click()
    settle()
    assert sheet.choices == {stays: "stay"}
    sheet.reject()


def test_cases_refused_for_one_reason_are_named_together() -> None:
    why = {"one": "No.", "two": "Not yet.", "three": "No."}
    refused = [
        MoveOutcome(case=CaseId(name), reference=name, choice="now", refused=reason)
        for name, reason in why.items()
    ]
    assert refused_words(refused) == "one, three: No. two: Not yet."


def test_where_a_move_fails_it_is_told_and_can_be_tried_again(
    sheet: MovingSheet, world: World, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UnavailableError("The disk is full. Make room and try again.")

    monkeypatch.setattr(world.desk.moving, "move_many", full)
    move_all(sheet)
    settle()
    assert sheet.line.text == "The disk is full. Make room and try again."
    assert (sheet.primary.isEnabled(), sheet.reason.text()) == (True, "New limits")
    sheet.reject()


def test_nothing_can_be_moved_to_a_version_whose_effects_could_not_be_shown(
    ground: QWidget, here: Session, settle: Settle
) -> None:
    offered = [((MAIN, version), version) for version in (NEXT, Version("9.9"))]
    sheet = MovingSheet(ground, here, offered)
    settle()
    for version, shown_well in ((Version("9.9"), False), (NEXT, True)):
        sheet.version.choose((MAIN, version))
        sheet.version.chosen.emit()
        settle()
        assert (sheet.line.text == "", sheet.primary.isEnabled()) == (shown_well, shown_well)
    sheet.reject()


def test_a_case_for_which_there_is_no_other_version_is_told_so(
    ground: QWidget, here: Session, world: World
) -> None:
    sheet = MovingSheet(ground, here, [], case=cases(world)[0])
    assert sheet.line.text == "There is no other version of a checklist that a case follows."
    assert not sheet.primary.isEnabled()
    sheet.reject()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"fate": "kept"}, "As before"),
        ({"fate": "kept", "stage_moved": True}, "In another stage"),
        ({"fate": "new", "stage_moved": True}, "New"),
        ({"fate": "reworded", "ask_again": True}, "Reworded: ask again?"),
    ],
)
def test_what_becomes_of_an_item_is_said_in_few_words(change: dict[str, object], says: str) -> None:
    (found,) = FakeMoving().impact_on(CaseId("c1"), shipped()[0]).cases
    assert fate_words(structs.replace(found.preview.places[1], **change)) == says
