"""Records, history and header: what the page tells and where it leads."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import DirectionGiven, Given, ReviewHeld, ReviewId, When
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.signed_since import SignedSince
from sopcheck.ui.case.addendum import AddendumSheet
from sopcheck.ui.case.header import about_line, marks_of
from sopcheck.ui.record.signed_words import since_words
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, BookCasework, heather, new_case, place, wall
from tests.ui.case_screen import HELD, Screen, screen
from tests.ui.fakes import NOW, OKELL

WORDS = Words(LONDON, NOW)


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


def texts(shown: Screen) -> list[str]:
    return [label.text() for label in shown.page.side.findChildren(QLabel) if label.isVisible()]


def test_without_a_signed_review_that_is_said(shown: Screen) -> None:
    shown.click("Supervision records")
    assert "No review of this case has been signed yet." in texts(shown)
    assert not shown.button("Show the record").isEnabled()


def test_records_stand_newest_first(shown: Screen) -> None:
    later = replace(HELD, review=ReviewId("r2"), title="72-hour review", held=NOW + timedelta(days=2))
    shown.printing.held = (HELD, later)
    shown.click("Supervision records")
    assert [one.title for one in shown.page.side.records.list.rows.values] == [
        "72-hour review",
        "24-hour review",
    ]


def test_the_button_shows_the_record_that_is_chosen(shown: Screen) -> None:
    shown.printing.held = (HELD,)
    shown.click("Supervision records")
    with shown.qtbot.waitSignal(shown.page.record_wanted) as wanted:
        shown.click("Show the record")
    assert wanted.args == [CASE, "r1"]


def test_the_head_tells_since_when_who_and_what(shown: Screen) -> None:
    view = shown.page.acts.must_view
    line = about_line(view, WORDS)
    assert line.startswith("open since Thu 30 Apr · DC Farrow · DS Okell · CSE investigation SOP 1.0 (")
    assert view.case.adopted[0].digest[:8] in line
    assert view.case.adopted[0].digest[:9] not in line


def test_nobody_holding_the_case_is_said() -> None:
    book = new_case()
    view = book.assign(CASE, "supervisor", None, When(NOW))
    assert "no supervisor" in about_line(view, WORDS)


def test_a_closed_case_says_when_it_was_closed() -> None:
    book = heather(OKELL)
    for state in book.refresh(CASE).evaluation.places:
        if state.limit is not None and state.limit.clock == "case-closed":
            book.override(CASE, state.place, "Agreed.")
    view = book.close(CASE, When(NOW), "Outcome recorded.")
    assert about_line(view, WORDS).startswith("closed Thu 7 May, 09:00")


def test_a_hold_is_told_at_the_head() -> None:
    book = heather(OKELL)
    assert marks_of(book.refresh(CASE)) == ()
    assert marks_of(book.hold(CASE, "Inquiry.")) == ("on hold: nothing may be erased",)
    assert marks_of(book.lift(CASE, "Inquiry ended.")) == ()


def test_the_history_of_an_item_is_opened_by_a_press(shown: Screen) -> None:
    shown.go_to("record-crime")
    shown.click("History: 1 entry ›")
    assert "done; NV-C-26-40117" in texts(shown)
    shown.click("History: 1 entry ⌄")
    assert "done; NV-C-26-40117" not in texts(shown)


def test_an_open_history_follows_what_is_recorded(shown: Screen) -> None:
    shown.go_to("refer-to-exploitation-panel")
    shown.click("History: 1 entry ›")
    shown.page.focus_first()
    shown.press("D")
    assert shown.button("History: 2 entries ⌄").isEnabled()
    assert "done" in texts(shown)


def test_the_history_of_another_item_is_folded(shown: Screen) -> None:
    shown.go_to("record-crime")
    shown.click("History: 1 entry ›")
    shown.go_to("see-child")
    assert not shown.page.side.item.history.is_open


def test_an_item_without_entries_has_no_history(shown: Screen) -> None:
    shown.go_to("place-markers")
    assert not shown.page.side.item.history.isVisible()


def test_the_item_says_why_and_why_then(shown: Screen) -> None:
    shown.go_to("record-crime")
    said = shown.page.side.item.text
    assert "24 hours from when the report was received" in said
    assert "Always asked." in said
    assert "Done Thu 30 Apr, 15:40, DC Farrow" in said
    assert "Reference: NV-C-26-40117" in said


def test_what_was_recorded_later_says_when(qtbot: QtBot, tasks: TaskRunner) -> None:
    from sopcheck.cases.events import Given

    book = heather()
    book.answer(CASE, place("place-markers"), Given(status="done"), When(wall("2026-05-05 10:00")))
    shown = screen(qtbot, tasks, book, at=place("place-markers"))
    assert "Done Tue 5 May, 10:00, DC Farrow, recorded Thu 7 May, 09:00" in shown.page.side.item.text


def test_who_answers_and_where_it_comes_from_stand_at_the_end(shown: Screen) -> None:
    shown.go_to("endorse-investigation-plan")
    assert any(text.startswith("Answered by a supervisor") and "Source: " in text for text in texts(shown))
    shown.go_to("meet-health-needs")
    assert any("victim-safety: its words print only in the annex" in text for text in texts(shown))


def reviewed(book: BookCasework) -> BookCasework:
    """The case with a signed review."""
    book.append((ReviewHeld(at=When(NOW), review=ReviewId("r1"), outcome="on track"),))
    return book


def test_the_head_says_what_changed_since_the_last_signature() -> None:
    book = reviewed(heather(OKELL))
    assert "signed Thu 7 May, 09:00, nothing changed since" in about_line(book.refresh(CASE), WORDS)
    book.answer(CASE, place("place-markers"), Given(status="done"), When(NOW))
    assert "signed Thu 7 May, 09:00, 1 item changed since" in about_line(book.refresh(CASE), WORDS)


@pytest.mark.parametrize(
    ("items", "moved", "says"),
    [
        (0, True, "another version or checklist since"),
        (2, True, "2 items changed since, another version or checklist since"),
        (0, False, "nothing changed since"),
    ],
)
def test_after_a_move_nobody_is_told_that_nothing_changed(items: int, moved: bool, says: str) -> None:
    since = SignedSince(review=ReviewId("r1"), signed=NOW, items=items, moved=moved, addenda=0)
    assert since_words(since, WORDS) == f"signed Thu 7 May, 09:00, {says}"


def addendum_sheet(shown: Screen) -> AddendumSheet:
    """The sheet that adds to the review that was held."""
    shown.printing.held = (HELD,)
    shown.click("Supervision records")
    shown.click("Add to it…")
    sheet = shown.page.findChild(AddendumSheet)
    assert isinstance(sheet, AddendumSheet)
    return sheet


def test_an_addendum_that_lacks_something_says_so_at_the_field_and_goes_there(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    shown = screen(qtbot, tasks, reviewed(heather(OKELL)))
    sheet = addendum_sheet(shown)
    sheet.primary.click()
    assert sheet.text.hasFocus()
    assert sheet.text.accessibleDescription().startswith("Write what the record should also say")
    sheet.text.setPlainText("The child was seen on 5 May")
    sheet.primary.click()
    assert sheet.reason.hasFocus()
    assert sheet.reason.accessibleDescription().startswith("Say why it is added now")
    assert sheet.text.accessibleDescription() == ""
    shown.settle()
    assert not shown.book.refresh(CASE).case.addenda


def test_an_addendum_is_added_to_the_review_that_is_chosen(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, reviewed(heather(OKELL)))
    sheet = addendum_sheet(shown)
    sheet.text.setPlainText("The child was seen on 5 May")
    sheet.reason.setPlainText("Misread the notebook")
    sheet.primary.click()
    shown.settle()
    (addendum,) = shown.book.refresh(CASE).case.addenda
    assert (addendum.text, addendum.reason) == ("The child was seen on 5 May", "Misread the notebook")
    assert "Added Thu 7 May, 09:00: The child was seen on 5 May Why: Misread the notebook" in texts(shown)


def test_a_withdrawn_review_says_so_can_be_shown_and_is_added_to_no_further(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    shown = screen(qtbot, tasks, reviewed(heather(OKELL)))
    shown.printing.held = (replace(HELD, withdrawn=NOW),)
    shown.click("Supervision records")
    row = shown.page.side.records.list.model().index(0, 0)
    assert "withdrawn since" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert shown.button("Show the record").isEnabled()
    assert not shown.button("Add to it…").isEnabled()


def test_an_investigator_adds_to_no_review(shown: Screen) -> None:
    shown.printing.held = (HELD,)
    shown.click("Supervision records")
    assert "Add to it…" not in [
        one.text() for one in shown.page.side.findChildren(QPushButton) if one.isVisible()
    ]


def test_directions_to_answer_are_told_at_the_head() -> None:
    book = heather()
    given = DirectionGiven(at=When(NOW), place=place("record-crime"), text="Today")
    book.append((given,))
    assert "1 direction to answer" in marks_of(book.refresh(CASE))
