"""What the case itself says of seeing the child is filled in; what it does not say somebody says."""

from datetime import timedelta

import pytest

from sopcheck.cases.events import CaseId, Given, SubjectId, When
from sopcheck.checklists.definition import FactId
from sopcheck.services.review_facts import NOT_YET, SEEN_SINCE, child_seen
from tests.world import World, place


@pytest.fixture
def case(world: World) -> CaseId:
    """A case with one child."""
    opened = world.open().id
    child = SubjectId(world.add_child(opened).evaluation.subjects[0].subject)
    world.subjects["child"] = child
    now = When(world.clock.now())
    world.desk.casework.set_fact(opened, FactId("victim-is-child"), "yes", now, of=(child,))
    return opened


def seen(world: World, case: CaseId) -> str:
    return child_seen(world.desk.casework.refresh(case))


def see(world: World, case: CaseId, *, done: timedelta = timedelta(0)) -> None:
    where = place("see-child", world.subjects["child"])
    at = When(world.clock.now() - done)
    world.as_("farrow").casework.answer(case, where, Given(status="done"), at)


def test_without_a_child_nothing_is_said(world: World) -> None:
    assert child_seen(world.open()) == ""


def test_a_child_that_was_not_seen_is_said_to_be_unseen(world: World, case: CaseId) -> None:
    assert seen(world, case) == NOT_YET


def test_a_child_seen_since_the_last_review_is_said_to_be(world: World, case: CaseId) -> None:
    see(world, case)
    assert seen(world, case) == SEEN_SINCE


def test_of_a_child_seen_before_the_last_review_somebody_else_must_say_it(world: World, case: CaseId) -> None:
    see(world, case)
    world.clock.forward(hours=1)
    world.review(case, "24-hour")
    assert seen(world, case) == ""


def test_the_time_of_seeing_counts_and_not_the_time_of_typing(world: World, case: CaseId) -> None:
    world.clock.forward(hours=1)
    world.review(case, "24-hour")
    world.clock.forward(hours=1)
    see(world, case, done=timedelta(minutes=90))
    assert seen(world, case) == ""


def test_a_first_draft_says_it_and_that_it_is_the_first_review(world: World, case: CaseId) -> None:
    draft = world.as_("okell").supervision.open(case).draft
    assert (draft.child_seen, draft.risk_change) == (NOT_YET, "first review")
