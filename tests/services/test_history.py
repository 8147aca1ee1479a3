"""The history of a place: everything that was ever recorded there, the newest first."""

from sopcheck.cases.events import CaseId, Given, When
from sopcheck.services.history import given_words, history_lines
from sopcheck.services.views import HistoryLine
from tests.world import World, place

CRIME = place("record-crime")


def lines(world: World, case: CaseId) -> tuple[HistoryLine, ...]:
    return history_lines(world.desk.casework.refresh(case), CRIME)


def correct(world: World, case: CaseId, reference: str) -> None:
    given = Given(status="done", reference=reference)
    world.desk.casework.correct(case, CRIME, given, When(world.clock.now()), reason="A slip")


def test_a_place_that_was_never_answered_has_no_history(world: World) -> None:
    assert lines(world, world.open().id) == ()


def test_a_correction_stands_above_the_answer_that_it_replaced(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    world.clock.forward(hours=1)
    correct(world, case, "2")
    newest, oldest = lines(world, case)
    assert (newest.words, newest.reason, newest.current) == ("done; 2", "A slip", True)
    assert (oldest.words, oldest.current) == ("done; 1", False)


def test_an_answer_that_was_taken_back_is_told_as_that(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    world.desk.casework.take_back(case)
    assert [line.words for line in lines(world, case)] == ["done; 1 (taken back)"]


def test_who_recorded_it_is_named(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    assert lines(world, case)[0].by_name == "DC Farrow"


def test_an_answer_is_said_in_one_line_without_what_was_left_empty() -> None:
    assert given_words(Given(status="done", choice="high", text="Seen")) == "done; high; Seen"
    assert given_words(Given(status="not done")) == "not done"
