"""Stepping through a story: by the list, the bar, the keys, or to any moment of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Place
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.errors import RefusedError
from sopcheck.services.rehearsal_moves import PlaceMoved
from sopcheck.services.rehearsal_story import Story
from sopcheck.ui.rehearsal.look import LookPane
from sopcheck.ui.rehearsal.stage import Aim, RehearsalStage, looked
from sopcheck.ui.session import Session
from tests.services.rehearsed import CHILD, CHILD_IS_CHILD, NOTE, SEEN, moment, story
from tests.ui.rehearsal_screen import Settle, opened, stage_of, words_in

CHECK = "  - {as_at: 2026-05-01 10:00, items: [{item: see-child, of: child-a, state: %s}]}\n"
SEE_CHILD = Place(ChecklistId("cse-investigation"), ItemId("see-child"), "child-a")
AHEAD = "at: 2026-05-09 10:00, recorded: 2026-05-08 09:00, by: farrow, answer: record-crime, refused: ahead"


@pytest.fixture
def stage(qtbot: QtBot, session: Session, settle: Settle) -> RehearsalStage:
    return stage_of(session, qtbot, settle)


def small(expected: str = "met") -> Story:
    return story(CHILD, CHILD_IS_CHILD, SEEN, NOTE, AHEAD, expect=CHECK % expected)


@pytest.fixture
def little(qtbot: QtBot, session: Session, settle: Settle) -> RehearsalStage:
    return stage_of(session, qtbot, settle, story=small())


def moved_items(look: LookPane) -> list[str]:
    states = [move.after for move in look.moved.list.rows.values if isinstance(move, PlaceMoved)]
    return [state.place.item for state in states if state is not None]


def test_a_story_begins_at_its_first_event(stage: RehearsalStage) -> None:
    assert stage.place == 0
    assert "After event 1 of 51" in words_in(stage.bar)
    assert "record-first-report" in moved_items(stage.look)
    assert stage.view is not None
    assert len(stage.stops.rows.values) == 56


def test_every_event_and_check_is_in_the_list(stage: RehearsalStage, session: Session) -> None:
    assert stage.stops.rows.values == opened(session).stops
    heard = stage.stops.rows.data(stage.stops.rows.index(7), Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("8  Assess immediate threat")
    assert heard.endswith("8 of 56")


def test_the_list_steps_by_keys(stage: RehearsalStage, qtbot: QtBot, settle: Settle) -> None:
    stage.focus_first()
    for _ in range(7):
        qtbot.keyClick(stage.stops, Qt.Key.Key_Down)
    settle()
    assert stage.place == 7
    assert "assess-immediate-risk" in moved_items(stage.look)


def test_the_bar_steps_by_keys_wherever_the_focus_is(
    stage: RehearsalStage, qtbot: QtBot, settle: Settle
) -> None:
    stage.look.switch.buttons["items"].setFocus()
    qtbot.keyClick(stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(stage, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert stage.place == 1
    qtbot.keyClick(stage, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert stage.place == 55


def test_f6_goes_round_the_panes_and_enter_goes_into_what_is_so(
    stage: RehearsalStage, qtbot: QtBot, settle: Settle
) -> None:
    stage.focus_first()
    qtbot.keyClick(stage.stops, Qt.Key.Key_Return)
    assert stage.look.moved.list.hasFocus()
    qtbot.keyClick(stage.look.moved.list, Qt.Key.Key_F6)
    assert stage.beside.buttons["why"].hasFocus()
    qtbot.keyClick(stage.beside.buttons["why"], Qt.Key.Key_F6)
    assert stage.stops.hasFocus()
    stage.look.switch.show_pane("expected")
    qtbot.keyClick(stage.stops, Qt.Key.Key_F6)
    assert stage.look.switch.buttons["expected"].hasFocus()
    qtbot.keyClick(stage.look.switch.buttons["expected"], Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert stage.stops.hasFocus()


def test_at_either_end_a_step_stays_there(stage: RehearsalStage, settle: Settle) -> None:
    stage.bar.back.click()
    settle()
    assert stage.place == 0
    stage.bar.end.click()
    stage.bar.on.click()
    settle()
    assert stage.place == 55


def test_the_list_and_the_slider_go_along(stage: RehearsalStage, settle: Settle) -> None:
    stage.bar.slider.setValue(20)
    settle()
    assert stage.stops.currentIndex().row() == 20
    stage.go_to(31)
    assert stage.bar.slider.value() == 31


def test_whoever_drags_the_slider_sees_where_it_comes_to_rest(stage: RehearsalStage, settle: Settle) -> None:
    for place in range(40):
        stage.bar.slider.setValue(place)
    settle()
    settle()
    assert stage.view is not None
    assert stage.view.read_at == stage.stops.rows.values[39].at


def test_any_moment_can_be_looked_at(little: RehearsalStage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(little.bar.moment.edit, "1 May 2026 10:16")
    qtbot.keyClick(little.bar.moment.edit, Qt.Key.Key_Return)
    settle()
    assert little.view is not None
    assert little.view.read_at == moment("2026-05-01 10:16")
    assert "Fri 1 May, 10:16" in words_in(little.bar)


def test_a_moment_that_is_not_understood_leads_nowhere(little: RehearsalStage, qtbot: QtBot) -> None:
    qtbot.keyClicks(little.bar.moment.edit, "someday")
    little.bar.look.click()
    assert little.place == 0
    assert "14:05" in little.bar.moment.meaning


def test_the_items_stand_as_they_stood_then(little: RehearsalStage, settle: Settle) -> None:
    little.look.switch.show_pane("items")
    for place, status in ((4, "open"), (5, "done")):
        little.go_to(place)
        settle()
        assert little.look.items.go_to(SEE_CHILD)
        state = little.look.items.state
        assert state is not None
        assert state.status == status


def test_why_it_is_asked_and_why_then_is_said_of_the_chosen_item(
    little: RehearsalStage, settle: Settle
) -> None:
    little.go_to(4)
    settle()
    little.look.place_chosen.emit(SEE_CHILD)
    assert "Asked because the victim is under 18 now" in little.why.asked.text
    assert "so it ends on Fri 1 May, 10:20" in little.why.then.text
    little.go_to(3)
    settle()
    assert little.why.asked.text.startswith("May apply: it is not known yet")


def test_an_item_that_is_not_there_yet_has_no_why(little: RehearsalStage, settle: Settle) -> None:
    little.look.switch.show_pane("reviews")
    little.go_to(4)
    settle()
    little.look.place_chosen.emit(SEE_CHILD)
    little.go_to(0)
    settle()
    assert "Choose an item" in words_in(little.why)


def test_why_follows_what_a_step_changed(little: RehearsalStage, settle: Settle) -> None:
    little.go_to(5)
    settle()
    assert "See the child" in words_in(little.why)
    assert "Done Thu 30 Apr, 12:00" in words_in(little.why)


def test_a_row_that_moved_can_be_asked_why(little: RehearsalStage, settle: Settle) -> None:
    little.go_to(5)
    settle()
    little.look.moved.list.choose(little.look.moved.list.rows.values[0])
    assert "See the child" in words_in(little.why)


def test_a_refused_event_says_why_and_changed_nothing(little: RehearsalStage, settle: Settle) -> None:
    little.bar.end.click()
    settle()
    assert "Refused: " in words_in(little.look)
    heading, *meanwhile = little.look.moved.list.rows.values
    assert heading == "Meanwhile, since the event before"
    assert meanwhile


def test_a_check_shows_what_the_file_expects_and_afterwards_the_pane_before(
    little: RehearsalStage, settle: Settle
) -> None:
    little.look.switch.show_pane("reviews")
    little.go_to(6)
    settle()
    assert little.look.switch.shown == "expected"
    heard = little.look.expected.list.rows.data(
        little.look.expected.list.rows.index(0), Qt.ItemDataRole.AccessibleTextRole
    )
    assert "as expected" in heard
    little.go_to(7)
    settle()
    assert little.look.switch.shown == "reviews"


def test_what_differs_is_said_in_words_at_its_check(qtbot: QtBot, session: Session, settle: Settle) -> None:
    stage = stage_of(session, qtbot, settle, story=small("passed"))
    stage.go_to(6)
    settle()
    (row,) = (
        stage.look.expected.list.rows.data(stage.look.expected.list.rows.index(0), role) for role in ROLES
    )
    assert "expected passed, but it is met" in row
    assert "1 difference" in words_in(stage.bar)


ROLES = (Qt.ItemDataRole.AccessibleTextRole,)


def test_reviews_and_exceptions_are_those_of_the_moment(stage: RehearsalStage, settle: Settle) -> None:
    stage.go_to(18)
    settle()
    stage.look.switch.show_pane("exceptions")
    stage.look.switch.show_pane("reviews")
    assert stage.view is not None
    evaluation = stage.view.evaluation
    assert stage.look.reviews.list.rows.values == evaluation.reviews
    first = stage.look.exceptions.list.rows.values[0]
    assert first[1].places[0] == evaluation.exceptions.limits_passed[0][0].place


def test_the_buttons_say_how_much_is_behind_them(stage: RehearsalStage, settle: Settle) -> None:
    stage.go_to(18)
    settle()
    said = {key: made.text() for key, made in stage.look.switch.buttons.items()}
    stage.look.switch.show_pane("exceptions")
    count = len(stage.look.exceptions.list.rows.values)
    assert said["exceptions"] == f"Exceptions {count}"
    assert said["expected"] == "Expected 4"


def test_a_pane_is_filled_once_it_is_looked_at(stage: RehearsalStage, settle: Settle) -> None:
    stage.look.switch.show_pane("moved")
    stage.go_to(17)
    settle()
    assert stage.look.reviews.list.rows.values == ()
    stage.look.switch.show_pane("reviews")
    assert stage.look.reviews.list.rows.values


def test_a_look_is_made_without_a_window(session: Session) -> None:
    told = opened(session)
    found = looked(told, Aim(place=7, moment=None, tried=None))
    assert found.seen.view.read_at == told.stops[7].at
    assert found.tried_moves == ()


def test_no_word_is_cut_off_at_twice_the_size(stage: RehearsalStage) -> None:
    labels = [label for label in stage.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
    QApplication.processEvents()
    assert [one.text() for one in labels if one.height() < one.heightForWidth(one.width())] == []


def test_an_exception_can_be_asked_why(stage: RehearsalStage, settle: Settle, qtbot: QtBot) -> None:
    stage.go_to(18)
    settle()
    stage.look.switch.show_pane("exceptions")
    rows = stage.look.exceptions.list.rows.values
    row = next(row for row in rows if row[1].places)
    with qtbot.waitSignal(stage.look.place_chosen) as chosen:
        stage.look.exceptions.list.choose(row)
    assert chosen.args == [row[1].places[0]]


def test_a_step_that_cannot_be_looked_at_is_told_and_the_next_one_can(
    stage: RehearsalStage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise RefusedError("This step cannot be shown. Go on to the next.")

    with monkeypatch.context() as patch:
        patch.setattr("sopcheck.ui.rehearsal.stage.looked", refused)
        stage.go_to(3)
        settle()
    assert stage.panel.line.text == "This step cannot be shown. Go on to the next."
    stage.go_to(4)
    settle()
    assert stage.view is not None
    assert stage.view.read_at == stage.stops.rows.values[4].at
