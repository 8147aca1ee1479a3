"""What belongs to an answer: who did it, corrections, grades, limits, gates, and what explains them."""

from datetime import timedelta

import pytest

from sopcheck.cases.events import CaseId, FactValue, Given, Place, SubjectId, When
from sopcheck.cases.refusals import ActRefusedError, RankRefusedError
from sopcheck.checklists.definition import ChecklistId, FactId, GradeId, ItemId, KindId, Version
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.views import NewCase
from tests.world import MAIN, World, place

ONLINE = ChecklistId("online-cse")
DONE = Given(status="done")


@pytest.fixture
def case(world: World) -> CaseId:
    """A case with a suspect."""
    case = world.open().id
    now = When(world.clock.now())
    world.desk.casework.add_subject(case, (KindId("suspect"),), "Suspect A", now)
    return case


def suspect(world: World, case: CaseId) -> SubjectId:
    return SubjectId(world.desk.casework.refresh(case).evaluation.subjects[0].subject)


def fact(world: World, case: CaseId, name: str, value: FactValue = "yes") -> None:
    world.desk.casework.set_fact(case, FactId(name), value, When(world.clock.now()))


def test_somebody_else_may_have_done_what_you_record(world: World) -> None:
    case = world.open().id
    view = world.desk.casework.answer(
        case, place("record-crime"), DONE, When(world.clock.now()), done_by=world.people["teal"]
    )
    answer = view.case.answer(place("record-crime"))
    assert answer is not None
    assert (answer.by, answer.done_by) == (world.people["farrow"], world.people["teal"])


def test_only_somebody_enrolled_can_have_done_it(world: World) -> None:
    case = world.open().id
    now = When(world.clock.now())
    with pytest.raises(RefusedError, match="not enrolled"):
        world.desk.casework.answer(case, place("record-crime"), DONE, now, done_by=PersonId("nobody"))


def test_your_own_answer_changes_freely_until_somebody_else_records(world: World) -> None:
    case = world.open().id
    view = world.answer(case, "record-crime", reference="1")
    assert view.case.may_change_freely(place("record-crime"), view.me.person)
    world.as_("okell").casework.note(case, "Seen", When(world.clock.now()))
    view = world.as_("farrow").casework.refresh(case)
    assert not view.case.may_change_freely(place("record-crime"), view.me.person)


def test_a_raised_grade_moves_the_limit_forward(world: World) -> None:
    now = When(world.clock.now())
    new = NewCase(
        reference="NV/2", received=now, checklists=((MAIN, Version("1.0")), (ONLINE, Version("1.0")))
    )
    case = world.as_("farrow").casework.open_case(new).id
    casework = world.desk.casework
    for name in ("online-element", "iioc-suspected"):
        fact(world, case, name)
    casework.answer(
        case, Place(ONLINE, ItemId("online-record-source")), Given(status="done", choice="NCA"), now
    )
    low = Given(status="done", choice="low")
    casework.answer(case, Place(ONLINE, ItemId("online-assess-risk")), low, now)
    view = casework.regrade(
        case, GradeId("online-risk"), "high", When(world.clock.now()), reason="New report"
    )
    high = view.state(Place(ONLINE, ItemId("online-act-high")))
    assert high is not None
    assert (high.applies, high.limit and high.limit.word) == ("yes", "running")


def test_a_limit_is_extended_by_a_sergeant_and_not_by_a_constable(world: World) -> None:
    case = world.open().id
    later = When(world.clock.now() + timedelta(days=2))
    with pytest.raises(RankRefusedError):
        world.desk.casework.extend(case, place("record-crime"), later, "Registrar away")
    view = world.as_("okell").casework.extend(case, place("record-crime"), later, "Registrar away")
    state = view.state(place("record-crime"))
    assert state is not None
    assert state.limit is not None
    assert state.limit.ends == later.at


def test_a_gate_is_passed_without_an_item_knowingly(world: World, case: CaseId) -> None:
    where = place("plan-suspect-welfare", suspect(world, case))
    view = world.as_("okell").casework.override(case, where, "In hospital")
    assert [one.reason for one in view.case.overrides[where]] == ["In hospital"]


def test_an_item_without_a_gate_has_nothing_to_override(world: World) -> None:
    case = world.open().id
    with pytest.raises(RefusedError, match="stands before no gate"):
        world.as_("okell").casework.override(case, place("record-crime"), "Why not")


@pytest.mark.parametrize("item", ["record-crime", "nothing-like-it"])
def test_what_is_not_there_is_refused_and_nothing_is_written(world: World, item: str) -> None:
    case = world.open().id
    before = world.desk.opened.vault.ledger.count()
    with pytest.raises(ActRefusedError):
        world.desk.casework.explain(case, place("nothing-like-it"), "x")
    with pytest.raises(RefusedError):
        world.desk.casework.explain(case, place(item), " ")
    assert world.desk.opened.vault.ledger.count() == before


def test_limits_items_and_reviews_explain_themselves(world: World) -> None:
    view = world.open()
    casework = world.desk.casework
    state = view.state(place("record-crime"))
    assert state is not None
    assert casework.why_limit(view, state).startswith("24 hours from when the report was received")
    assert casework.why_asked(view, state) == "Always asked."
    first = view.evaluation.next_reviews[0]
    assert casework.why_review(view, first).startswith("24 hours from when the report was received")


def test_other_items_of_one_act_are_offered_while_they_are_open(world: World, case: CaseId) -> None:
    view = world.add_child(case)
    child = next(one.subject for one in view.evaluation.subjects if one.label.startswith("Child"))
    fact(world, case, "child-at-risk")
    casework = world.desk.casework
    offered = casework.same_act(
        casework.refresh(case), place("act-on-access-to-children", suspect(world, case))
    )
    assert offered == ()
    view = casework.refresh(case)
    assert all(
        one.of in {child, None} for one in casework.same_act(view, place("refer-to-social-care", child))
    )


def test_an_item_that_no_checklist_of_the_case_has_is_part_of_no_act(world: World) -> None:
    view = world.open()
    assert world.desk.casework.same_act(view, Place(ONLINE, ItemId("online-flag-crime"))) == ()
