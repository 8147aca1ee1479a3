"""The timeline of a case, and its notes."""

from dataclasses import replace

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import EntryWithdrawn, NoteAdded, When
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.case.timeline import TimelineRow, timeline_rows
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, heather, wall
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW
from tests.ui.review_fakes import Story


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    made = screen(qtbot, tasks, heather())
    made.click("Timeline")
    return made


def rows() -> list[TimelineRow]:
    book = heather()
    book.note(CASE, "The school rang again.", When(wall("2026-05-06 09:00")))
    return list(timeline_rows(book.refresh(CASE), Words(LONDON, NOW)))


def row(words: str) -> TimelineRow:
    return next(one for one in rows() if one.words == words)


def test_the_newest_stands_first() -> None:
    assert rows()[0].words == "The school rang again."


def test_a_clock_is_told_in_its_own_words() -> None:
    assert row("The report was received").told == "Thu 30 Apr, 10:30 · DC Farrow"


def test_an_answer_is_told_by_what_was_asked() -> None:
    assert row("Decide whether police protection is needed and record why or why not").told.startswith(
        "Sat 2 May, 09:20 · Child A, 15"
    )


def test_what_was_answered_of_a_review_shows_no_id() -> None:
    view = heather().refresh(CASE)
    line = structs.replace(view.evaluation.timeline[0], of="2b203c72c30c268ed2c08227a58fce3c")
    told = timeline_rows(
        replace(view, evaluation=structs.replace(view.evaluation, timeline=(line,))), Words(LONDON, NOW)
    )
    assert "2b203c72" not in told[0].told


def test_holders_and_subjects_are_told() -> None:
    told = {one.words for one in rows()}
    assert {"Investigator: DC Farrow", "On the case: Suspect A"} <= told


def test_an_answer_is_corrected_and_not_withdrawn() -> None:
    assert row("Search police systems for every child, adult, address, phone and vehicle named").entry is None
    assert row("The school rang again.").entry is not None


def test_a_note_is_written_with_the_time_at_which_it_happened(shown: Screen) -> None:
    panel = shown.page.side.timeline
    panel.note.setPlainText("The school rang again.")
    panel.when.edit.setText("yesterday 9:00")
    shown.click("Write the note")
    event = shown.book.entries[-1].event
    assert isinstance(event, NoteAdded)
    assert event.at.at == wall("2026-05-06 09:00")
    assert panel.note.text() == ""
    assert f"case:{CASE}/note" not in shown.desk.fake.drafts.kept


def test_an_empty_note_is_not_written(shown: Screen) -> None:
    before = len(shown.book.entries)
    shown.click("Write the note")
    assert len(shown.book.entries) == before
    assert shown.has_focus(shown.page.side.timeline.note)


def test_a_time_that_is_not_understood_keeps_the_note(shown: Screen) -> None:
    panel = shown.page.side.timeline
    panel.note.setPlainText("The school rang again.")
    panel.when.edit.setText("some time")
    shown.click("Write the note")
    assert ("not understood" in panel.when.meaning, panel.when.edit.hasFocus()) == (True, True)
    assert panel.note.text() == "The school rang again."


def test_a_time_to_come_is_refused_and_the_note_stays(shown: Screen) -> None:
    panel = shown.page.side.timeline
    panel.note.setPlainText("The school rang again.")
    panel.when.edit.setText("today 23:00")
    shown.click("Write the note")
    assert "ahead of now" in panel.line.text
    assert panel.note.text() == "The school rang again."


def test_what_was_recorded_by_mistake_is_withdrawn_with_a_reason(shown: Screen) -> None:
    panel = shown.page.side.timeline
    subject = next(one for one in panel.list.rows.values if one.words == "On the case: Suspect A")
    panel.list.choose(subject)
    shown.click("Withdraw…")
    sheet = shown.sheet(Sheet)
    shown.part(ManyLines, within=sheet).setPlainText("Recorded on the wrong case.")
    shown.click("Withdraw", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, EntryWithdrawn)
    assert event.entry == subject.entry


def test_what_cannot_be_withdrawn_is_not_offered(shown: Screen) -> None:
    panel = shown.page.side.timeline
    answer = next(one for one in panel.list.rows.values if one.words.startswith("Search police systems"))
    panel.list.choose(answer)
    assert not shown.button("Withdraw…").isEnabled()


def test_a_review_that_was_held_is_a_line_of_its_own() -> None:
    story = Story()
    story.hold("1 09:30")
    told = [one.words for one in timeline_rows(story.view(), Words(LONDON, NOW))]
    assert "Review held" in told
