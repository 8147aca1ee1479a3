"""The review queue: what is overdue and what comes next, the most serious first."""

from datetime import timedelta

from sopcheck.cases.events import SubjectId, When
from sopcheck.checklists.definition import FactId
from sopcheck.services.views import QueueRow
from tests.world import World


def queue(world: World) -> list[QueueRow]:
    return list(world.as_("okell").supervision.queue())


def test_of_a_new_case_the_first_review_is_to_come_and_the_later_ones_wait(world: World) -> None:
    world.open()
    (row,) = queue(world)
    assert (row.rule_title, row.word, row.over_seconds) == ("First review", "due", None)
    assert (row.investigator, row.why) == ("DC Farrow", "")


def test_a_review_due_at_this_very_moment_is_not_overdue_and_a_second_later_it_is(world: World) -> None:
    world.open(ago=timedelta(0))
    world.clock.forward(hours=24)
    assert queue(world)[0].word == "due"
    world.clock.forward(seconds=1)
    assert (queue(world)[0].word, queue(world)[0].over_seconds) == ("overdue", 1)


def test_all_that_is_overdue_is_listed_and_then_the_next(world: World) -> None:
    world.open()
    world.clock.forward(days=4)
    titles = [(row.rule_title, row.word) for row in queue(world)]
    assert titles == [("First review", "overdue"), ("Second review", "overdue"), ("Third review", "due")]


def test_a_review_more_than_a_week_ahead_is_not_in_the_queue(world: World) -> None:
    case = world.open().id
    for rule in ("24-hour", "72-hour", "7-day"):
        world.review(case, rule)
        world.clock.forward(minutes=1)
    assert queue(world) == []
    world.clock.forward(days=22)
    assert [row.rule_title for row in queue(world)] == ["28-day review"]


def test_a_passed_national_limit_comes_before_what_is_only_overdue(world: World) -> None:
    calm = world.open("NV/1").id
    world.answer(calm, "record-crime", reference="1")
    world.open("NV/2")
    world.clock.forward(hours=30)
    rows = queue(world)
    assert rows[0].reference == "NV/2"
    assert rows[0].why == "1 national limit passed"


def test_an_unseen_child_and_an_absent_investigator_are_said(world: World) -> None:
    case = world.open().id
    child = SubjectId(world.add_child(case).evaluation.subjects[0].subject)
    now, young = When(world.clock.now()), FactId("victim-is-child")
    world.desk.casework.set_fact(case, young, "yes", now, of=(child,))
    world.as_("okell").casework.absence(case, world.people["farrow"], True, now)
    assert queue(world)[0].why == "a child has not been seen; the investigator is absent"


def test_a_supervisor_with_cases_sees_those_and_one_without_sees_all(world: World) -> None:
    world.open("NV/1")
    view = world.open("NV/2")
    world.as_("okell").casework.assign(view.id, "supervisor", world.people["teal"], When(world.clock.now()))
    assert [row.reference for row in queue(world)] == ["NV/1"]
    assert [row.reference for row in world.as_("teal").supervision.queue()] == ["NV/2"]
