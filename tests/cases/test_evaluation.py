"""The whole evaluation: total, reproducible, aware of what time alone will change."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import changed, evaluate, state_of
from sopcheck.cases.events import CaseEvent
from sopcheck.cases.folding.fold import fold
from sopcheck.checklists import packs
from sopcheck.checklists.definition import ChecklistId, ItemId, SameAct
from sopcheck.checklists.reader import read
from tests.cases.book import (
    CALENDAR,
    REPORT,
    SOP,
    Book,
    before,
    checklist,
    day,
    days,
    hours,
    item,
    place,
    utc,
    wall,
)
from tests.cases.generated_events import events as any_event

PACKS = tuple(read(source.yaml, name=source.file).checklist for source in packs.shipped())


def book() -> Book:
    return Book(
        checklist(
            item("act", limit=hours(24)),
            item("late", limit=days(3, unit="working-days"), applies_when="online"),
            item("see", repeats_for="child", limit=hours(48)),
        )
    )


def test_a_moment_before_the_last_entry_is_answered_from_what_was_known_then() -> None:
    made = book()
    made.answer("act", "2026-05-05 10:00", recorded="2026-05-08 10:00")
    whole = evaluate(made.case(), made.definitions, CALENDAR, utc("2026-05-07 10:00"))
    assert whole == made.evaluation("2026-05-07 10:00")
    state = state_of(whole, place("act"))
    assert state is not None
    assert state.status == "open"


def test_a_place_that_is_not_there_has_no_state() -> None:
    assert state_of(book().evaluation(REPORT), place("none")) is None


def test_definitions_installed_since_are_read_without_folding_again() -> None:
    made = book()
    case = fold(made.entries, Definitions({}))
    assert evaluate(case, Definitions({}), CALENDAR, utc(REPORT)).places == ()
    assert len(evaluate(case, made.definitions, CALENDAR, utc(REPORT)).places) == 3


@pytest.mark.parametrize("at", ["2026-05-05 09:00", "2026-05-06 03:00", "2026-05-06 04:00"])
def test_between_a_moment_and_the_next_change_no_state_changes(at: str) -> None:
    made = book()
    now = made.evaluation(at)
    assert now.next_change is not None
    just_before = evaluate(
        made.case(at), made.definitions, CALENDAR, now.next_change - timedelta(microseconds=1)
    )
    assert not changed(now, just_before).places


def test_the_next_change_is_when_a_limit_becomes_soon_and_then_when_it_has_ended() -> None:
    made = Book(checklist(item("act", limit=hours(24))))
    soon = made.evaluation(REPORT).next_change
    assert soon == utc("2026-05-06 03:00") + timedelta(microseconds=1)
    ended = evaluate(made.case(), made.definitions, CALENDAR, soon).next_change
    assert ended == utc("2026-05-06 09:00") + timedelta(microseconds=1)
    assert evaluate(made.case(), made.definitions, CALENDAR, ended).next_change is None


def test_a_gate_with_a_known_event_ahead_changes_when_it_comes() -> None:
    made = Book(checklist(item("act", gate=before("decided"))))
    made.clock("decided", "2026-06-01 10:00", recorded="2026-05-06 10:00")
    assert made.evaluation("2026-05-07 09:00").next_change == utc("2026-06-01 10:00")


def test_what_changed_is_what_was_answered_and_what_has_passed() -> None:
    made = book()
    first = made.evaluation("2026-05-06 10:00")
    made.answer("act", "2026-05-06 11:00")
    second = made.evaluation("2026-05-06 12:00")
    assert [state.place.item for state in changed(first, second).places] == ["act"]
    assert changed(second, made.evaluation("2026-05-06 13:00")).places == ()


def test_a_passed_limit_that_is_longer_over_has_not_changed() -> None:
    made = book()
    assert changed(made.evaluation("2026-05-07 10:00"), made.evaluation("2026-05-08 10:00")).places == ()


def test_the_next_five_are_those_that_end_first_and_a_national_one_before_a_local_one() -> None:
    acts = [item(f"act-{number}", limit=hours(number)) for number in (5, 1, 4, 3, 2, 6)]
    made = Book(checklist(*acts, item("nation", limit=hours(1, basis="national"))))
    found = [state.place.item for state in made.evaluation(REPORT).next_five]
    assert found == ["nation", "act-1", "act-2", "act-3", "act-4"]


def test_of_the_next_five_a_duty_of_two_items_is_one() -> None:
    links = [(SameAct(item=ItemId(other), checklist=SOP, always=True),) for other in ("tell", "inform")]
    tell = item("tell", limit=hours(1), same_act=links[1])
    inform = item("inform", limit=hours(2), same_act=links[0])
    made = Book(checklist(tell, inform, *[item(f"act-{number}", limit=hours(3)) for number in range(5)]))
    found = [state.place.item for state in made.evaluation(REPORT).next_five]
    assert found == ["tell", "act-0", "act-1", "act-2", "act-3"]


def test_the_next_five_are_filled_with_what_is_open_and_has_no_end() -> None:
    made = Book(checklist(item("first"), item("act", limit=hours(1)), item("may", applies_when="online")))
    assert [state.place.item for state in made.evaluation(REPORT).next_five] == ["act", "first"]


def test_each_fact_is_given_with_its_value_since_when_and_by_whom() -> None:
    made = book()
    made.subject("a", REPORT, "suspect")
    made.subject("d", "2026-05-06 09:00", "device", of="a")
    made.fact("online", "2026-05-06 10:00")
    facts = {(fact.fact, fact.of): fact for fact in made.evaluation("2026-05-07 09:00").facts}
    assert (facts["online", None].value, facts["online", None].set_by) == ("yes", "person")  # type: ignore[index]
    held = facts["held", "a"]  # type: ignore[index]
    assert (held.value, held.set_by, held.since) == ("yes", "program", utc("2026-05-06 09:00"))
    assert facts["network", None].value == "unknown"  # type: ignore[index]


def test_a_later_calendar_moves_what_was_provisional() -> None:
    made = Book(checklist(item("act", limit=days(3, unit="working-days"))))
    short = msgspec.structs.replace(CALENDAR, until=day("2026-05-06"), holidays=frozenset())
    ends = [made.state("act", REPORT, calendar=one).limit for one in (short, CALENDAR)]
    assert [limit.provisional for limit in ends if limit] == [True, False]
    assert [wall(limit.ends) for limit in ends if limit and limit.ends] == ["2026-05-09 00:00"] * 2


def a_case(data: st.DataObject) -> Book:
    made = Book(*PACKS)
    for event in data.draw(st.lists(any_event, max_size=10)):
        if isinstance(event, CaseEvent):
            made.add(event)
    return made


@settings(max_examples=60)
@given(st.data(), st.integers(-400, 4000))
def test_whatever_is_recorded_a_case_is_evaluated(data: st.DataObject, hours_on: int) -> None:
    made = a_case(data)
    at = utc(REPORT) + timedelta(hours=hours_on)
    evaluation = evaluate(fold(made.entries, made.definitions), made.definitions, CALENDAR, at)
    assert evaluation.at == at


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "fact", "clock", "subject", "review"]),
        st.sampled_from(["a", "b"]),
        st.integers(1, 500),
    ),
    max_size=8,
)


def played(steps: list[tuple[str, str, int]]) -> tuple[Book, list[str]]:
    """A case with what the steps say, each a number of hours later; and when each was recorded."""
    made, at, moments = book(), utc(REPORT), []
    made.subject("a", REPORT, "child")
    for what, name, later in steps:
        at += timedelta(hours=later)
        text = at.isoformat()
        moments.append(text)
        match what:
            case "answer":
                made.answer("see", text, name)
            case "fact":
                made.fact("online", text, "yes" if name == "a" else "no")
            case "clock":
                made.clock("report-received", text)
            case "subject":
                made.subject(name, text, "child")
            case _:
                made.review(text)
    return made, moments


@given(STEPS)
def test_an_evaluation_at_a_moment_never_changes_when_later_entries_arrive(
    steps: list[tuple[str, str, int]],
) -> None:
    made, moments = played(steps)
    for number, at in enumerate(moments):
        then, _ = played(steps[: number + 1])
        assert made.evaluation(at) == then.evaluation(at)


@given(STEPS, st.integers(0, 1000))
def test_a_passed_limit_stays_an_exception_as_time_passes(
    steps: list[tuple[str, str, int]], later: int
) -> None:
    made, moments = played(steps)
    at = utc(moments[-1] if moments else REPORT)
    soon = evaluate(made.case(), made.definitions, CALENDAR, at)
    late = evaluate(made.case(), made.definitions, CALENDAR, at + timedelta(hours=later))
    before_it = {row[0].place for row in soon.exceptions.limits_passed}
    assert before_it <= {row[0].place for row in late.exceptions.limits_passed}


def test_the_whole_of_the_shipped_packs_is_evaluated_for_every_kind_of_subject() -> None:
    made = Book(*PACKS)
    for number, kind in enumerate(made.case().programme.kinds):
        made.subject(f"s{number}", REPORT, kind)
    evaluation = made.evaluation("2026-06-01 09:00")
    items = {(state.place.checklist, state.place.item) for state in evaluation.places}
    assert len(items) == 224 - 35
    assert (ChecklistId("supervisor-review"), ItemId("review-outcome")) not in items
