"""Telling a case what is so: facts, clocks, dates, subjects, and taking entries back."""

from datetime import date, timedelta

import pytest

from sopcheck.cases.events import CaseId, Given, SubjectId, When
from sopcheck.cases.refusals import ConfirmationNeededError
from sopcheck.checklists.definition import ClockId, FactId, KindId
from sopcheck.errors import RefusedError
from sopcheck.services.casework import Casework
from sopcheck.services.views import CaseView
from tests.world import World, place

CHILD = (KindId("child"), KindId("victim"))


@pytest.fixture
def case(world: World) -> CaseId:
    """A case of which DC Farrow is at the desk."""
    return world.open().id


def now(world: World) -> When:
    return When(world.clock.now())


def added(view: CaseView) -> SubjectId:
    return SubjectId(view.evaluation.subjects[-1].subject)


def test_a_fact_brings_the_items_that_wait_for_it(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    before = casework.refresh(case).state(place("record-rape-report"))
    view = casework.set_fact(case, FactId("rape-reported-not-crimed"), "yes", now(world))
    after = view.state(place("record-rape-report"))
    assert before is not None
    assert after is not None
    assert (before.applies, after.applies) == ("may", "yes")


def test_a_fact_of_one_subject_says_nothing_of_another(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    first = added(casework.add_subject(case, CHILD, "Child A", now(world)))
    second = added(casework.add_subject(case, CHILD, "Child B", now(world)))
    view = casework.set_fact(case, FactId("victim-is-child"), "yes", now(world), of=(first,))
    states = [view.state(place("see-child", of)) for of in (first, second)]
    assert [state and state.applies for state in states] == ["yes", "may"]


def test_a_fact_that_no_checklist_knows_is_refused(world: World, case: CaseId) -> None:
    with pytest.raises(RefusedError):
        world.desk.casework.set_fact(case, FactId("nothing"), "yes", now(world))


def test_a_clock_starts_the_limits_that_count_from_it(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    child = added(casework.add_subject(case, CHILD, "Child A", now(world)))
    casework.set_fact(case, FactId("police-protection-used"), "yes", now(world), of=(child,))
    view = casework.set_clock(case, ClockId("police-protection-start"), now(world), of=child)
    state = view.state(place("end-police-protection", child))
    assert state is not None
    assert state.limit is not None
    assert state.limit.ends == world.clock.now() + timedelta(hours=72)


def test_a_clock_before_the_report_is_asked_about(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    early = When(world.clock.now() - timedelta(days=1))
    clock = ClockId("cross-border-identified")
    with pytest.raises(ConfirmationNeededError):
        casework.set_clock(case, clock, early)
    assert casework.set_clock(case, clock, early, confirmed=True).case.clock(clock) == early.at


def test_a_date_that_somebody_set_ends_its_limit_with_that_day(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    plan = added(casework.add_subject(case, (KindId("action-plan"),), "Plan 1", now(world)))
    view = casework.set_target(case, ClockId("prosecutor"), date(2026, 6, 1), of=plan)
    state = view.state(place("complete-prosecutor-actions", plan))
    assert state is not None
    assert state.limit is not None
    assert f"{state.limit.ends:%d %H:%M}" == "01 23:00"


def test_a_subject_gains_kinds_and_loses_none(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    suspect = added(casework.add_subject(case, (KindId("suspect"),), "Suspect A", now(world)))
    view = casework.change_subject(case, suspect, add_kinds=(KindId("child"),), label="Suspect A, 16")
    (found,) = view.evaluation.subjects
    assert ({kind for kind, _ in found.kinds}, found.label) == ({"suspect", "child"}, "Suspect A, 16")
    assert view.subject_label(suspect) == "Suspect A, 16"


@pytest.mark.parametrize(("kind", "label"), [("nothing", "X"), ("child", " "), ("child", "a\nb")])
def test_a_subject_needs_a_kind_that_there_is_and_a_label(
    world: World, case: CaseId, kind: str, label: str
) -> None:
    with pytest.raises(RefusedError):
        world.desk.casework.add_subject(case, (KindId(kind),), label, now(world))
    assert world.desk.casework.refresh(case).evaluation.subjects == ()


def test_an_event_belongs_to_its_suspect(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    suspect = added(casework.add_subject(case, (KindId("suspect"),), "Suspect A", now(world)))
    view = casework.add_subject(case, (KindId("suspect-event"),), "Arrest", now(world), of=suspect)
    assert view.evaluation.subjects[-1].of == suspect


def test_an_entry_that_is_no_answer_is_withdrawn_with_a_reason(world: World, case: CaseId) -> None:
    casework = world.desk.casework
    view = casework.note(case, "Wrong case", now(world))
    (note,) = view.case.notes
    with pytest.raises(RefusedError):
        casework.withdraw(case, note.entry, " ")
    view = casework.withdraw(case, note.entry, "Of another case")
    assert view.case.notes == ()
    assert view.case.withdrawn[note.entry].reason == "Of another case"


def test_where_there_is_no_conflict_nothing_is_settled(world: World, case: CaseId) -> None:
    casework: Casework = world.desk.casework
    view = world.answer(case, "record-crime", reference="1")
    answer = view.case.answer(place("record-crime"))
    assert answer is not None
    with pytest.raises(RefusedError, match="in conflict"):
        casework.settle(case, answer.entry, reason="This one", place=place("record-crime"))
    with pytest.raises(RefusedError, match="sets no fact"):
        casework.settle(case, answer.entry, reason="This one")


def test_a_line_on_the_timeline_may_be_long_and_is_found(world: World, case: CaseId) -> None:
    text = "Call from the school. " * 2000
    view = world.desk.casework.note(case, text, now(world))
    assert view.case.notes[0].text == text
    assert [hit.case for hit in world.desk.casework.search("school")] == [case]


def test_an_answer_may_be_known_only_to_the_day(world: World, case: CaseId) -> None:
    day = world.clock.now().replace(hour=0, minute=0) - timedelta(hours=1)
    given, when = Given(status="done"), When(day, precision="day")
    view = world.desk.casework.answer(case, place("place-markers"), given, when, confirmed=True)
    answer = view.case.answer(place("place-markers"))
    assert answer is not None
    assert answer.precision == "day"
