"""The review queue: what is overdue, what comes next and what was missed, the most serious first."""

from datetime import timedelta

from sopcheck.cases.events import SubjectId, When
from sopcheck.checklists.definition import FactId
from sopcheck.services.views import QueueRow
from tests.world import World, place


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


def test_a_case_without_an_active_investigator_comes_before_one_that_has_one(world: World) -> None:
    world.open("NV/1", ago=timedelta(hours=5))
    left = world.open("NV/2").id
    world.desk.casework.assign(left, "investigator", None, When(world.clock.now()))
    rows = queue(world)
    assert [row.reference for row in rows] == ["NV/2", "NV/1"]
    assert (rows[0].why, rows[0].investigator) == ("no investigator", "")


def test_a_case_left_lying_for_14_days_says_so_and_one_of_13_does_not(world: World) -> None:
    world.open()
    world.clock.forward(days=13, hours=23)
    assert "no activity" not in queue(world)[0].why
    world.clock.forward(hours=1)
    assert "no activity for 14 days" in queue(world)[0].why


def test_a_missed_review_is_listed_for_four_weeks(world: World) -> None:
    case = world.open().id
    world.clock.forward(days=4)
    world.review(case, "72-hour")
    missed = [row for row in queue(world) if row.word == "missed"]
    assert [row.rule_title for row in missed] == ["First review"]
    world.clock.forward(days=24)
    assert any(row.word == "missed" for row in queue(world))
    world.clock.forward(days=1)
    assert not any(row.word == "missed" for row in queue(world))


def test_a_28_day_review_left_lying_counts_its_cycles(world: World) -> None:
    case = world.open().id
    for rule in ("24-hour", "72-hour", "7-day"):
        world.review(case, rule)
        world.clock.forward(minutes=1)
    world.clock.forward(days=60)
    (row,) = (row for row in queue(world) if row.rule_title == "28-day review")
    assert "2 cycles missed" in row.why


def test_the_district_and_team_of_a_case_stand_in_its_row(world: World) -> None:
    case = world.open().id
    world.desk.casework.describe(case, district="Rotherham", team="North")
    row = queue(world)[0]
    assert (row.district, row.team) == ("Rotherham", "North")


def test_a_case_that_nobody_supervises_is_in_every_supervisors_queue(world: World) -> None:
    world.open("NV/1")
    orphan = world.open("NV/2").id
    world.as_("okell").casework.assign(orphan, "supervisor", None, When(world.clock.now()))
    assert [(row.reference, row.why) for row in queue(world)] == [("NV/1", ""), ("NV/2", "no supervisor")]


def test_everybodys_cases_are_there_on_request(world: World) -> None:
    world.open("NV/1")
    other = world.open("NV/2").id
    world.as_("okell").casework.assign(other, "supervisor", world.people["teal"], When(world.clock.now()))
    assert {row.reference for row in world.desk.supervision.queue(everybody=True)} == {"NV/1", "NV/2"}


def test_an_answered_direction_that_waits_is_said(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    view = desk.supervision.direct(case, review, place("record-crime"), "Today please").view
    assert queue(world)[0].why == ""
    world.as_("farrow").casework.answer_direction(case, view.case.directions[0].entry, "Recorded")
    assert queue(world)[0].why == "an answered direction waits"


def test_a_case_left_lying_comes_before_one_that_is_worked_on_though_it_is_due_later(world: World) -> None:
    busy = world.open("NV/1", ago=timedelta(hours=5)).id
    world.open("NV/2")
    world.clock.forward(days=15)
    world.desk.casework.note(busy, "The school rang", When(world.clock.now()))
    references = [row.reference for row in queue(world) if row.rule_title == "First review"]
    assert references == ["NV/2", "NV/1"]
