"""From a key to a recorded answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, ItemAnswered, When
from sopcheck.checklists.definition import ChecklistId, FactId, Version
from sopcheck.errors import UnavailableError
from sopcheck.services.views import CaseView
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import (
    AUDITOR,
    CASE,
    CHILD,
    VICTIM,
    BookCasework,
    heather,
    new_case,
    place,
    wall,
)
from tests.ui.case_screen import Screen, answer_at, screen
from tests.ui.fakes import NOW


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


def test_d_records_that_it_was_done_now(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("D")
    answer = answer_at(shown, "place-markers")
    assert answer.given == Given(status="done")
    assert answer.done == NOW


def test_the_list_keeps_its_place_and_the_next_open_item_is_offered(shown: Screen) -> None:
    shown.go_to("check-record-language")
    shown.press("D")
    assert shown.state.place == place("check-record-language")
    assert shown.has_focus(shown.page.middle.list)
    item = "Place warning markers on the child, address and suspect so the next call handler sees the risk"
    shown.click(f"Next (N): {item}")
    assert shown.state.place == place("place-markers")


def test_the_next_item_is_cut_short_where_there_is_no_room(shown: Screen) -> None:
    bar = shown.page.side.item.bar
    words = "Refer to the multi-agency child exploitation meeting and record the outcome" * 3
    bar.say_next(words)
    link = shown.button(f"Next (N): {words}")
    assert link.text().startswith("Next (N): Refer to")
    assert link.text().endswith("…")


def test_while_it_is_saved_the_row_says_so(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.page.answering.press("now")
    items = shown.page.middle.list.items
    at = items.find(place("place-markers"))
    assert at is not None
    assert items.words(at).sign.word == "saving…"
    shown.settle()
    assert items.words(at).sign.word == "done"


def test_t_asks_when_it_was_done_and_enter_saves(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("T")
    shown.write("yesterday 9:30")
    shown.press("Return")
    assert answer_at(shown, "place-markers").done == wall("2026-05-06 09:30")
    assert shown.page.side.item.bar.form is None


def test_d_shows_the_time_of_the_report_instead_of_moving_it_to_now(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, new_case())
    shown.go_to("record-first-report")
    shown.press("D")
    assert shown.part(TimeField, within=shown.form).edit.text() == "6 May 2026 16:00"
    shown.press("Return")
    assert answer_at(shown, "record-first-report").done == wall("2026-05-06 16:00")


def test_a_time_that_is_not_understood_is_told_in_its_field_and_nothing_is_saved(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("T")
    shown.write("half past teatime")
    shown.press("Return")
    assert "This time is not understood." in shown.part(TimeField, within=shown.form).meaning
    assert shown.state_of(place("place-markers")).status == "open"


def test_a_time_to_come_is_refused_and_what_was_typed_stays(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("T")
    shown.write("today 23:00")
    shown.press("Return")
    assert "is ahead of now" in shown.form.line.text
    assert shown.part(TimeField, within=shown.form).edit.text() == "today 23:00"


def test_a_time_before_the_report_is_asked_about_and_taken_on_yes(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("T")
    shown.write("29 apr 10:00")
    shown.press("Return")
    assert shown.state_of(place("place-markers")).status == "open"
    shown.click("Yes, record it so", within=shown.form)
    assert answer_at(shown, "place-markers").done == wall("2026-04-29 10:00")


def test_the_repeated_hour_asks_which_one(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = new_case(received="2026-10-24 22:00")
    book.now = wall("2026-10-25 09:00")
    shown = screen(qtbot, tasks, book, change=_at(book))
    shown.go_to("place-markers")
    shown.press("T")
    shown.write("01:40")
    shown.press("Return")
    field = shown.part(TimeField, within=shown.form)
    assert ("came twice" in field.meaning, field.picks[0].hasFocus()) == (True, True)
    shown.click("Sun 25 Oct, 01:40 GMT")
    shown.click("Save")
    answer = answer_at(shown, "place-markers")
    assert answer.offset_minutes == 0
    assert answer.done.hour == 1


def _at(book: BookCasework) -> Callable[[Session], Session]:
    return lambda session: replace(session, now=lambda: book.now)


def test_x_asks_why_and_records_not_done(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("X")
    shown.write("The address is not known yet.")
    shown.press("Ctrl+Return")
    assert answer_at(shown, "place-markers").given == Given(
        status="not done", reason="The address is not known yet."
    )


def test_a_records_not_applicable_and_the_row_stays_until_one_moves_on(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("A")
    shown.write("No address is shared with a suspect.")
    shown.press("Ctrl+Return")
    assert shown.state.place == place("place-markers")
    assert shown.state.status == "not applicable"
    shown.press("N")
    shown.page.refresh()
    shown.settle()
    assert shown.page.middle.list.items.find(place("place-markers")) is None


def test_a_reason_that_is_required_is_asked_for_and_nothing_is_lost(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("A", "Ctrl+Return")
    assert "The reason" in shown.form.line.text
    assert shown.state_of(place("place-markers")).status == "open"
    assert shown.form.primary.isEnabled()


def test_escape_puts_the_form_away_and_keeps_what_was_typed(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("X")
    shown.write("Half a reason")
    shown.press("Escape")
    assert shown.page.side.item.bar.form is None
    assert shown.has_focus(shown.page.middle.list)
    shown.press("X")
    typed = shown.part(ManyLines, within=shown.form)
    shown.qtbot.waitUntil(lambda: typed.text() == "Half a reason")


def test_a_choice_is_asked_for_once_and_goes_with_the_answer(shown: Screen) -> None:
    shown.go_to("assess-complexity")
    shown.press("D")
    assert shown.state_of(place("assess-complexity")).status == "open"
    assert shown.focused.accessibleName() == "not complex"
    shown.button("complex").click()
    shown.press("D")
    assert answer_at(shown, "assess-complexity").given.choice == "complex"


def test_whoever_has_no_choice_to_give_is_not_held_up(shown: Screen) -> None:
    shown.go_to("assess-complexity")
    shown.press("D", "D")
    assert answer_at(shown, "assess-complexity").given == Given(status="done")


def test_enter_after_the_choice_goes_on_with_the_key_that_was_pressed(shown: Screen) -> None:
    shown.go_to("assess-complexity")
    shown.press("T", "Return")
    assert shown.form.isVisible()
    assert shown.state_of(place("assess-complexity")).status == "open"


def test_a_choice_that_takes_a_reason_asks_for_it(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather())
    shown.go_to("decide-arrest")
    shown.button("defer with reason").click()
    shown.press("D")
    field = shown.find(ManyLines, "The reason for this choice")
    field.setPlainText("The suspect is abroad until June.")
    shown.click("Save")
    assert shown.state.answer is not None
    assert shown.state.answer.given.reason == "The suspect is abroad until June."


def test_reference_and_note_go_with_the_answer(shown: Screen) -> None:
    shown.go_to("record-strategy-decisions")
    shown.press("R")
    shown.write("CSC-7731")
    shown.click("+ note")
    shown.write("Filed by the hub.")
    shown.click("Done now (D)")
    assert shown.state.answer is not None
    assert shown.state.answer.given == Given(status="done", reference="CSC-7731", text="Filed by the hub.")


def test_one_key_copies_the_last_time_and_reference(shown: Screen) -> None:
    shown.go_to("record-strategy-decisions")
    shown.press("R")
    shown.write("CSC-7731")
    shown.press("Escape", "T")
    shown.write("yesterday 9:30")
    shown.press("Return")
    shown.go_to("check-record-language")
    shown.press("L", "Return")
    answer = answer_at(shown, "check-record-language")
    assert answer.done == wall("2026-05-06 09:30")
    assert answer.given.reference == "CSC-7731"


def test_with_nothing_to_copy_that_is_said(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("L")
    assert "no answer to copy" in shown.page.side.item.bar.line.text


def test_one_act_can_be_recorded_for_several_subjects(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    book.add_subject(CASE, (CHILD, VICTIM), "Child B, 13", When(wall("2026-05-01 09:00")))
    book.set_fact(CASE, FactId("victim-is-child"), "yes", When(wall("2026-05-01 09:00")))
    shown = screen(qtbot, tasks, book)
    shown.go_to("meet-health-needs")
    shown.click("Child B, 13")
    shown.click("Done now (D)")
    entry = shown.book.entries[-1].event
    assert isinstance(entry, ItemAnswered)
    assert len(entry.of) == 2
    states = [
        one for one in shown.page.acts.must_view.evaluation.places if one.item.id == "meet-health-needs"
    ]
    assert [one.status for one in states] == ["done", "done"]


def test_a_subject_for_whom_it_is_done_is_not_offered_again(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    book.add_subject(CASE, (CHILD, VICTIM), "Child B, 13", When(wall("2026-05-01 09:00")))
    book.set_fact(CASE, FactId("victim-is-child"), "yes", When(wall("2026-05-01 09:00")))
    second = book.refresh(CASE).case.subjects_of(CHILD)[1].subject
    shown = screen(qtbot, tasks, book, at=place("see-child", second))
    assert shown.page.side.item.fields.subjects() == ()
    ticks = [one for one in shown.page.side.item.fields.findChildren(QAbstractButton) if one.isCheckable()]
    assert [one.accessibleName() for one in ticks if one.isVisible()] == []


def test_one_act_can_meet_another_item_too(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = new_case()
    book.adopt(CASE, ChecklistId("online-cse"), Version("1.0"))
    book.set_fact(CASE, FactId("online-element"), "yes", When(NOW))
    shown = screen(qtbot, tasks, book)
    shown.go_to("apply-exploitation-flag")
    ticks = [one for one in shown.page.side.item.fields.findChildren(QAbstractButton) if one.isCheckable()]
    assert [one.isChecked() for one in ticks] == [False]
    ticks[0].click()
    shown.click("Done now (D)")
    entry = shown.book.entries[-1].event
    assert isinstance(entry, ItemAnswered)
    assert [also.item for also in entry.also] == ["online-flag-crime"]


def test_a_disk_that_fails_loses_nothing(qtbot: QtBot, tasks: TaskRunner) -> None:
    class Full(BookCasework):
        def answer(self, *args: object, **kwargs: object) -> CaseView:
            raise UnavailableError("The disk is full. Make room and save again; nothing was recorded.")

    book = Full()
    book.entries.extend(heather().entries)
    shown = screen(qtbot, tasks, book)
    shown.go_to("place-markers")
    shown.press("R")
    shown.write("NV-1")
    shown.click("Done now (D)")
    assert "The disk is full." in shown.page.side.item.bar.line.text
    assert shown.page.side.item.fields.reference.text() == "NV-1"
    items = shown.page.middle.list.items
    assert items.words(items.find(place("place-markers")) or 0).sign.word == "open"


def test_moving_to_another_item_puts_the_form_away(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("X")
    shown.page.go_to(place("check-record-language"))
    assert shown.page.side.item.bar.form is None


def test_whoever_may_not_answer_is_offered_no_way_to(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather(AUDITOR))
    shown.go_to("place-markers")
    before = len(shown.book.entries)
    shown.press("D", "X")
    assert len(shown.book.entries) == before
    assert shown.page.side.item.bar.form is None


def test_an_answer_of_a_rolling_item_begins_a_new_round(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    view = book.adopt(CASE, ChecklistId("victim-engagement"), Version("1.0"))
    rolling = next(
        one for one in view.evaluation.places if one.item.rolling and one.applies != "no" and not one.none_yet
    )
    shown = screen(qtbot, tasks, book, at=rolling.place, change=_at(book))
    shown.press("D")
    book.now = NOW + timedelta(hours=1)
    shown.press("D")
    assert len(shown.page.acts.must_view.case.history(rolling.place)) == 2


def test_whoever_changes_nothing_after_all_sees_what_stands(shown: Screen) -> None:
    shown.go_to("record-crime")
    shown.press("T")
    assert shown.page.side.item.fields.isVisible()
    shown.click("Cancel")
    assert not shown.page.side.item.fields.isVisible()
    assert shown.has_focus(shown.page.middle.list)


@pytest.mark.parametrize("gone", ["to another item", "out of the form"])
def test_a_question_finds_whoever_has_gone_on_meanwhile(shown: Screen, gone: str) -> None:
    shown.go_to("place-markers")
    shown.press("T")
    shown.part(TimeField, within=shown.form).edit.setText("29 apr 10:00")
    shown.form.primary.click()
    if gone == "to another item":
        shown.page.go_to(place("see-child"))
    else:
        shown.page.side.item.bar.close_form()
    shown.settle()
    assert shown.state_of(place("place-markers")).status == "open"
    shown.click("Yes, record it so")
    assert shown.state_of(place("place-markers")).status == "done"
