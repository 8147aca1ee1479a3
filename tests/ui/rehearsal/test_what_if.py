"""The what-if panel: a question, what moves as before and after, and back to the file as it is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import When
from sopcheck.checklists.definition import FactId, KindId
from sopcheck.services.rehearsal_what_if import FactIs, LeftOut, Moved
from sopcheck.ui.rehearsal.stage import RehearsalStage
from sopcheck.ui.session import Session
from tests.services.rehearsed import CHILD, CHILD_IS_CHILD, NOTE, SEEN, UNOPENED, moment, story
from tests.ui.rehearsal_screen import Settle, stage_of, words_in

SUSPECTS = tuple(
    f"at: 2026-05-03 10:20, by: farrow, add: suspect, as: suspect-{name}, label: Suspect {name.upper()}"
    for name in "ab"
)


@pytest.fixture
def stage(qtbot: QtBot, session: Session, settle: Settle) -> RehearsalStage:
    made = stage_of(session, qtbot, settle, story=story(CHILD, CHILD_IS_CHILD, SEEN, NOTE, *SUSPECTS))
    made.beside.show_pane("what-if")
    made.go_to(6)
    settle()
    return made


def ask(stage: RehearsalStage, kind: str) -> None:
    form = stage.panel.form
    form.kind.choose(kind)
    form.kind.chosen.emit()


def press(stage: RehearsalStage, settle: Settle) -> None:
    stage.panel.form.primary.click()
    settle()
    settle()


def said(stage: RehearsalStage) -> list[str]:
    rows = stage.panel.moves.list.rows
    return [rows.data(rows.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(len(rows.values))]


def test_a_time_that_is_otherwise_tells_what_moves_as_before_and_after(
    stage: RehearsalStage, settle: Settle
) -> None:
    ask(stage, "time")
    stage.panel.form.which.choose(6)
    stage.panel.form.happened.edit.setText("2 May 2026 12:00")
    press(stage, settle)
    assert "Event 6 happened Sat 2 May, 12:00." in words_in(stage.panel)
    (row,) = said(stage)
    assert "was done, met, ends Fri 1 May, 10:20" in row
    assert "is done, met late, ends Fri 1 May, 10:20" in row


def test_an_event_that_is_left_out_moves_its_item(stage: RehearsalStage, settle: Settle) -> None:
    ask(stage, "event")
    stage.panel.form.which.choose(6)
    press(stage, settle)
    assert stage.panel.tried_changes == (LeftOut(number=6),)
    assert "limit passed" in said(stage)[0]


def test_a_fact_that_is_otherwise_takes_away_what_it_brought(stage: RehearsalStage, settle: Settle) -> None:
    ask(stage, "fact")
    stage.panel.form.fact.choose(FactId("victim-is-child"))
    stage.panel.form.fact.chosen.emit()
    stage.panel.form.value.choose("no")
    stage.panel.form.since.edit.setText("30 Apr 2026 10:20")
    press(stage, settle)
    (change,) = stage.panel.tried_changes
    assert change == FactIs(
        fact=FactId("victim-is-child"),
        of="child-a",
        kind=KindId("victim"),
        value="no",
        since=moment("2026-04-30 10:20"),
    )
    assert any("was open" in row and "is not asked" in row for row in said(stage))


def test_a_fact_of_suspects_asks_of_which(stage: RehearsalStage) -> None:
    form = stage.panel.form
    ask(stage, "fact")
    form.fact.choose(FactId("victim-is-child"))
    form.fact.chosen.emit()
    assert not form.of.isVisible()
    form.fact.choose(FactId("arrest-made"))
    form.fact.chosen.emit()
    assert form.of.isVisible()
    assert [form.of.itemText(at) for at in range(form.of.count())] == [
        "everybody so far",
        "Suspect A",
        "Suspect B",
    ]


def test_the_fact_says_how_it_stands_in_the_story(stage: RehearsalStage) -> None:
    stage.panel.form.fact.choose(FactId("victim-is-child"))
    stage.panel.form.fact.chosen.emit()
    assert "In the story it is yes since Thu 30 Apr, 10:20." in words_in(stage.panel)
    stage.panel.form.fact.choose(FactId("arrest-made"))
    stage.panel.form.fact.chosen.emit()
    assert "In the story it is not known at this moment." in words_in(stage.panel)


def test_a_question_begins_at_the_event_that_is_looked_at(stage: RehearsalStage, settle: Settle) -> None:
    stage.go_to(5)
    settle()
    assert stage.panel.form.which.value() == 6
    assert stage.panel.form.happened.when() == When(moment("2026-04-30 12:00"))


def test_whoever_is_typing_is_not_interrupted_by_a_step(stage: RehearsalStage, settle: Settle) -> None:
    stage.panel.form.since.edit.setFocus()
    stage.panel.form.since.edit.setText("1 May")
    stage.go_to(5)
    settle()
    assert stage.panel.form.since.edit.text() == "1 May"


def test_a_time_that_is_missing_is_asked_for(stage: RehearsalStage, settle: Settle) -> None:
    ask(stage, "time")
    stage.panel.form.happened.clear()
    press(stage, settle)
    assert stage.panel.tried_changes == ()
    assert "Give the time." in words_in(stage.panel.form)


def test_changes_add_up_until_they_are_reset(stage: RehearsalStage, settle: Settle) -> None:
    ask(stage, "event")
    for number in (6, 7):
        stage.panel.form.which.choose(number)
        press(stage, settle)
    assert words_in(stage.panel).count("did not happen.") == 2
    stage.panel.reset_button.click()
    settle()
    assert stage.panel.tried_changes == ()
    assert "As if" not in words_in(stage.panel)


def test_what_moves_goes_along_with_the_steps(stage: RehearsalStage, settle: Settle) -> None:
    ask(stage, "event")
    stage.panel.form.which.choose(6)
    press(stage, settle)
    stage.go_to(4)
    settle()
    assert said(stage) == []
    assert "Nothing moves as at Thu 30 Apr, 10:20. At the end of the story 1 do" in words_in(stage.panel)


def test_events_that_go_too_and_refusals_are_told(stage: RehearsalStage, settle: Settle) -> None:
    ask(stage, "event")
    stage.panel.form.which.choose(4)
    press(stage, settle)
    assert "events 6." in words_in(stage.panel)
    stage.panel.reset_button.click()
    ask(stage, "time")
    stage.panel.form.which.choose(4)
    stage.panel.form.happened.edit.setText("2 May 2026 12:00")
    press(stage, settle)
    assert "Event 6 is refused: " in words_in(stage.panel)


def test_what_cannot_be_played_is_refused_and_taken_back(
    qtbot: QtBot, session: Session, settle: Settle
) -> None:
    stage = stage_of(session, qtbot, settle, story=story())
    ask(stage, "event")
    for number in (1, 2, 3):
        stage.panel.form.which.choose(number)
        press(stage, settle)
    assert "Nothing of the story would be left" in stage.panel.line.text
    assert len(stage.panel.tried_changes) == 2


def test_enter_in_a_time_asks(stage: RehearsalStage, qtbot: QtBot, settle: Settle) -> None:
    ask(stage, "time")
    stage.panel.form.happened.edit.setFocus()
    qtbot.keyClick(stage.panel.form.happened.edit, Qt.Key.Key_Return)
    settle()
    assert isinstance(stage.panel.tried_changes[0], Moved)


def test_the_file_is_as_it_was(session: Session, qtbot: QtBot, settle: Settle) -> None:
    before = Path(UNOPENED).read_bytes()
    stage = stage_of(session, qtbot, settle)
    ask(stage, "event")
    press(stage, settle)
    assert stage.panel.tried_changes
    assert Path(UNOPENED).read_bytes() == before
