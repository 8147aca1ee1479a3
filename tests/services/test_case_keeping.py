"""Keeping a case as a whole: who holds it, what it follows, what it is called, closing, reopening, holds."""

import pytest

from sopcheck.cases.events import CaseId, When
from sopcheck.cases.refusals import ActRefusedError, GateRefusedError
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.views import CaseView
from tests.world import World

ONLINE = (ChecklistId("online-cse"), Version("1.0"))
BEFORE_CLOSING = (
    "hand-over-risk",
    "sweep-intelligence",
    "record-outcome",
    "set-retention",
    "close-with-review",
)


@pytest.fixture
def case(world: World) -> CaseId:
    """A case that DC Farrow investigates; DS Okell is at the desk."""
    case = world.open().id
    world.as_("okell")
    return case


def closed(world: World, case: CaseId) -> CaseView:
    """The case closed, without the items that should have come before."""
    casework = world.as_("okell").casework
    view = casework.refresh(case)
    for state in view.evaluation.places:
        if state.place.item in BEFORE_CLOSING:
            casework.override(case, state.place, "Taken over by another force")
    return casework.close(case, When(world.clock.now()), "Taken over")


def test_somebody_else_may_hold_the_case_from_now_on(world: World, case: CaseId) -> None:
    world.clock.forward(hours=1)
    now = world.clock.now()
    view = world.desk.casework.assign(case, "supervisor", world.people["teal"], When(now))
    assert view.case.holder("supervisor", now) == world.people["teal"]
    assert [row.supervisor for row in world.desk.casework.cases()] == ["DI Teal"]


def test_nobody_who_is_not_enrolled_holds_a_case(world: World, case: CaseId) -> None:
    with pytest.raises(RefusedError, match="not enrolled"):
        world.desk.casework.assign(case, "supervisor", PersonId("x"), When(world.clock.now()))


def test_an_absent_investigator_is_marked_until_back(world: World, case: CaseId) -> None:
    casework, farrow = world.desk.casework, world.people["farrow"]
    casework.absence(case, farrow, True, When(world.clock.now()))
    assert "owner absent" in casework.cases()[0].marks
    world.clock.forward(days=1)
    casework.absence(case, farrow, False, When(world.clock.now()))
    assert "owner absent" not in casework.cases()[0].marks


def test_a_case_may_follow_one_checklist_more(world: World, case: CaseId) -> None:
    view = world.desk.casework.adopt(case, *ONLINE, reason="An account was found")
    assert [one.checklist for one in view.evaluation.versions] == ["cse-investigation", "online-cse"]
    with pytest.raises(ActRefusedError):
        world.desk.casework.adopt(case, *ONLINE)


def test_a_checklist_that_is_not_here_is_not_followed(world: World, case: CaseId) -> None:
    with pytest.raises(RefusedError, match="checklist"):
        world.desk.casework.adopt(case, ChecklistId("nothing"), Version("1.0"))


def test_a_case_is_found_by_its_new_words_and_keeps_the_others(world: World, case: CaseId) -> None:
    view = world.desk.casework.describe(case, operation="Sorrel", crime_numbers="NV-C-26-1")
    assert (view.case.reference, view.case.operation) == ("NV/CSE/26/0101", "Sorrel")
    assert [hit.case for hit in world.desk.casework.search("nv-c-26-1")] == [case]
    assert world.desk.casework.search("heather") == ()


def test_a_case_whose_gates_stand_open_is_not_closed(world: World, case: CaseId) -> None:
    with pytest.raises(GateRefusedError, match="Hand over remaining risk"):
        world.desk.casework.close(case, When(world.clock.now()), "Done")


def test_a_closed_case_leaves_the_work_and_comes_back_when_it_is_reopened(world: World, case: CaseId) -> None:
    view = closed(world, case)
    assert view.case.is_closed(world.clock.now())
    assert world.desk.casework.worklist().cases == ()
    assert [(row.closed, row.marks) for row in world.desk.casework.cases()] == [(True, ("closed",))]
    world.clock.forward(days=1)
    view = world.desk.casework.reopen(case, "A witness has come")
    assert not view.case.is_closed(world.clock.now())
    assert [row.case for row in world.desk.casework.worklist().cases] == [case]


def test_reopening_takes_a_reason_and_a_closed_case(world: World, case: CaseId) -> None:
    with pytest.raises(RefusedError):
        world.desk.casework.reopen(case, "Why not")
    closed(world, case)
    with pytest.raises(RefusedError):
        world.desk.casework.reopen(case, " ")


def test_a_hold_is_placed_and_lifted_with_a_reason(world: World, case: CaseId) -> None:
    view = world.desk.casework.hold(case, "Public inquiry")
    assert [(hold.why, hold.lifted) for hold in view.case.holds] == [("Public inquiry", None)]
    world.clock.forward(days=1)
    view = world.desk.casework.lift(case, "The inquiry has ended")
    assert view.case.holds[0].lifted == world.clock.now()
    with pytest.raises(RefusedError):
        world.desk.casework.lift(case, "Again")
