"""What is done with a version: the next is written, two are compared, one is approved by somebody else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sopcheck.checklists.drafting.edits import Changed
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.checklists.version_acts import ApproveSheet
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.services.owners import second_owner
from tests.ui.owner_screen import CSE, FIRST, NEXT, Owner
from tests.world import World, copied, template

NEW = "See the child alone, and not by telephone."


@pytest.fixture
def owner(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Owner]:
    folder = copied(second_owner(template(tmp_path_factory)), tmp_path / "vault")
    made = Owner(qtbot, tasks, World.on(folder))
    yield made
    made.settle()
    made.world.desk.lock()


@pytest.fixture
def proposed(owner: Owner) -> Owner:
    drafting = owner.world.desk.drafting
    draft = drafting.begin(CSE, FIRST)
    changed = draft.done(Changed(under="items", id="see-child", key="prompt", value=NEW))
    changed = changed.done(Changed(under="items", id="place-markers", key="source", value="The board, 2026"))
    drafting.propose(changed, reason="A child speaks more freely alone.")
    return owner


def checklists(owner: Owner, version: str) -> ChecklistsPage:
    page = ChecklistsPage(owner.session)
    owner.show(page)
    rows = page.versions.rows.values
    page.versions.choose(next(row for row in rows if (row.checklist, row.version) == (CSE, version)))
    owner.settle()
    return page


def offered(page: ChecklistsPage) -> list[str]:
    acts = (page.acts.write, page.acts.compare, page.acts.propose, page.acts.approve, page.acts.withdraw)
    return [pressed.text() for pressed in acts if not pressed.isHidden()]


def test_an_owner_writes_compares_and_withdraws_what_is_in_force(owner: Owner) -> None:
    page = checklists(owner, FIRST)
    assert offered(page)[:2] == ["Write the next version", "Compare…"]
    assert "Approve…" not in offered(page)


def test_a_draft_that_is_there_is_gone_on_with(owner: Owner) -> None:
    owner.world.desk.drafting.begin(CSE, FIRST)
    assert offered(checklists(owner, FIRST))[0] == "Go on with the draft"


def test_an_investigator_only_compares(owner: Owner) -> None:
    owner.world.as_("farrow")
    assert offered(checklists(owner, FIRST)) == ["Compare…"]


def test_what_is_wished_goes_to_the_window(owner: Owner) -> None:
    page = checklists(owner, FIRST)
    with owner.qtbot.waitSignal(page.draft_wanted) as wanted:
        page.acts.write.click()
    assert wanted.args == [CSE, FIRST]
    with owner.qtbot.waitSignal(page.comparison_wanted):
        page.acts.compare.click()


def test_enter_presses_the_button_that_has_the_focus(owner: Owner) -> None:
    page = checklists(owner, FIRST)
    page.acts.write.setFocus()
    with owner.qtbot.waitSignal(page.draft_wanted):
        owner.press(page, "Return")


def approve(owner: Owner, day: str, reason: str) -> tuple[ChecklistsPage, ApproveSheet]:
    page = checklists(owner, NEXT)
    page.acts.approve.click()
    sheet = owner.sheet(page)
    assert isinstance(sheet, ApproveSheet)
    sheet.day.edit.setText(day)
    sheet.reason.setPlainText(reason)
    sheet.submitted.emit()
    owner.settle()
    return page, sheet


def test_another_owner_approves_it_from_a_day_on(proposed: Owner) -> None:
    proposed.world.as_("ash")
    page, _ = approve(proposed, "tomorrow", "The board agreed on it.")
    day = Words(LONDON, proposed.world.clock.now()).day(proposed.world.clock.now().date() + timedelta(days=1))
    assert page.line.text == f"CSE investigation SOP 1.1 is now approved, in force from {day}."
    heard = page.versions.rows.data(page.versions.rows.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith(f"CSE investigation SOP 1.1, approved, in force from {day} · ")
    assert page.focusWidget() is page.versions
    row = next(row for row in proposed.world.desk.library.versions() if row.version == NEXT)
    assert row.effective_from == proposed.world.clock.now().date() + timedelta(days=1)


def test_an_investigator_is_not_offered_to_approve(proposed: Owner) -> None:
    proposed.world.as_("farrow")
    assert offered(checklists(proposed, NEXT)) == ["Compare…"]


def test_an_approval_begins_with_its_day_and_today_is_a_press_away(proposed: Owner) -> None:
    proposed.world.as_("ash")
    page = checklists(proposed, NEXT)
    page.acts.approve.click()
    sheet = proposed.sheet(page)
    assert isinstance(sheet, ApproveSheet)
    assert sheet.focusWidget() is sheet.day.edit
    proposed.click(sheet, "In force from: today")
    assert sheet.day.day() == proposed.world.desk.publishing.today()


def test_whoever_proposed_it_does_not_approve_it(proposed: Owner) -> None:
    page, sheet = approve(proposed, "tomorrow", "I like it.")
    assert sheet.line.text != ""
    assert sheet.primary.isEnabled()
    row = next(row for row in proposed.world.desk.library.versions() if row.version == NEXT)
    assert row.status == "proposed"
    sheet.reject()
    page.close()


@pytest.mark.parametrize(
    ("day", "reason", "told"),
    [("", "Agreed.", "Give the day"), ("tomorrow", "", "Write the reason")],
)
def test_an_approval_that_lacks_something_says_what(
    proposed: Owner, day: str, reason: str, told: str
) -> None:
    proposed.world.as_("ash")
    _, sheet = approve(proposed, day, reason)
    assert any(told in problem for problem in sheet.problems)
    sheet.reject()


def give_reason(owner: Owner, page: ChecklistsPage, reason: str) -> None:
    sheet = owner.sheet(page)
    QTest.keyClicks(QApplication.focusWidget() or sheet, reason)
    owner.press(sheet, "Ctrl+Return")


def test_the_baseline_is_proposed_with_a_reason_and_the_page_says_where_it_stands(owner: Owner) -> None:
    page = checklists(owner, FIRST)
    page.acts.propose.setFocus()
    owner.press(page, "Space")
    give_reason(owner, page, "The force works by it already.")
    assert page.line.text == "CSE investigation SOP 1.0 is now proposed."
    row = next(row for row in page.versions.rows.values if (row.checklist, row.version) == (CSE, FIRST))
    assert row.steps[-1].reason == "The force works by it already."


def test_a_version_that_was_withdrawn_with_a_reason_offers_nothing_of_the_kind_again(proposed: Owner) -> None:
    proposed.world.as_("ash")
    page = checklists(proposed, NEXT)
    page.acts.withdraw.setFocus()
    proposed.press(page, "Space")
    give_reason(proposed, page, "The board thought again.")
    assert page.line.text == "CSE investigation SOP 1.1 is now withdrawn."
    assert offered(page) == ["Write the next version", "Compare…"]


def test_without_a_reason_nothing_is_withdrawn(proposed: Owner) -> None:
    proposed.world.as_("ash")
    page = checklists(proposed, NEXT)
    page.acts.withdraw.click()
    give_reason(proposed, page, "")
    sheet = proposed.sheet(page)
    assert "Write the reason; it is kept with the record." in (
        said.text() for said in sheet.findChildren(QLabel)
    )
    proposed.press(sheet, "Esc")
    assert "Withdraw…" in offered(page)


@pytest.mark.parametrize("width", range(300, 900, 40))
def test_export_and_print_stand_together_however_narrow_the_line(proposed: Owner, width: int) -> None:
    acts = checklists(proposed, NEXT).acts
    acts.resize(width, 200)
    out = acts.export.parentWidget()
    assert out is not None
    assert out is acts.print.parentWidget()
    assert acts.rect().right() >= out.geometry().right()
