from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.conditions import (
    ALWAYS,
    EARLIEST,
    History,
    Truth,
    came_true,
    evaluate,
    facts_of,
    since,
    undecided,
    value_at,
)
from sopcheck.checklists.definition import Clause, Condition, FactId

NAMES = ("a", "b", "c")
TRUTHS: st.SearchStrategy[Truth] = st.sampled_from(("yes", "no", "unknown"))
START = datetime(2026, 5, 1, tzinfo=UTC)
# What the three values are worth, so that `all` is the least, `any` the greatest and `not` the mirror image.
WORTH: Mapping[Truth, int] = {"no": 0, "unknown": 1, "yes": 2}


def _clauses(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        some.map(lambda parts: Clause(all=parts)),
        some.map(lambda parts: Clause(any=parts)),
        inner.map(lambda part: Clause(not_=part)),
    )


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(st.sampled_from(NAMES), _clauses, max_leaves=6)
STANDINGS = st.fixed_dictionaries({FactId(name): TRUTHS for name in NAMES})


def _histories() -> st.SearchStrategy[dict[FactId, History]]:
    step = st.tuples(st.integers(0, 9).map(lambda n: START + timedelta(hours=n)), TRUTHS)
    one: st.SearchStrategy[History] = st.lists(step, max_size=4, unique_by=lambda pair: pair[0]).map(
        _in_order
    )
    return st.fixed_dictionaries({FactId(name): one for name in NAMES})


def _in_order(steps: list[tuple[datetime, Truth]]) -> History:
    return tuple(sorted(steps))


def _worth(condition: Condition, standing: Mapping[FactId, Truth]) -> int:
    if isinstance(condition, str):
        return WORTH[standing[FactId(condition)]]
    if condition.not_ is not None:
        return 2 - _worth(condition.not_, standing)
    if condition.any:
        return max(_worth(part, standing) for part in condition.any)
    return min(_worth(part, standing) for part in condition.all)


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (None, "yes"),
        ("yes", "yes"),
        ("unknown", "unknown"),
        (Clause(all=("yes", "yes")), "yes"),
        (Clause(all=("yes", "unknown")), "unknown"),
        (Clause(all=("no", "unknown")), "no"),
        (Clause(any=("no", "unknown")), "unknown"),
        (Clause(any=("yes", "unknown")), "yes"),
        (Clause(any=("no", "no")), "no"),
        (Clause(not_="unknown"), "unknown"),
        (Clause(not_="yes"), "no"),
        (Clause(all=("yes", Clause(not_="no"))), "yes"),
    ],
)
def test_unknown_stays_unknown_unless_the_other_facts_decide(
    condition: Condition | None, value: Truth
) -> None:
    same: Mapping[str, Truth] = {"yes": "yes", "no": "no", "unknown": "unknown"}
    assert evaluate(condition, same.__getitem__) == value


@given(CONDITIONS, STANDINGS)
def test_a_condition_is_the_least_the_greatest_or_the_mirror_of_its_parts(
    condition: Condition, standing: dict[FactId, Truth]
) -> None:
    assert WORTH[evaluate(condition, standing.__getitem__)] == _worth(condition, standing)


@given(CONDITIONS, STANDINGS, st.sampled_from(NAMES), TRUTHS)
def test_what_was_decided_stays_decided_when_more_becomes_known(
    condition: Condition, standing: dict[FactId, Truth], name: str, value: Truth
) -> None:
    before = evaluate(condition, standing.__getitem__)
    if standing[FactId(name)] == "unknown" and before != "unknown":
        assert evaluate(condition, (standing | {FactId(name): value}).__getitem__) == before


def test_facts_are_named_once_and_in_order() -> None:
    nested = Clause(all=("b", Clause(not_="a"), Clause(any=("b", "c"))))
    assert facts_of(nested) == ("b", "a", "c")
    assert (facts_of("a"), facts_of(None)) == (("a",), ())


@given(CONDITIONS, STANDINGS)
def test_the_facts_that_leave_it_open_would_decide_it(
    condition: Condition, standing: dict[FactId, Truth]
) -> None:
    open_ones = undecided(condition, standing.__getitem__)
    if evaluate(condition, standing.__getitem__) == "unknown":
        assert open_ones
        assert {standing[fact] for fact in open_ones} == {"unknown"}
    else:
        assert open_ones == ()


def test_a_fact_that_decides_nothing_is_not_asked_about() -> None:
    standing: Mapping[str, Truth] = {"a": "no", "b": "unknown", "c": "unknown"}
    assert undecided(Clause(any=(Clause(all=("a", "b")), "c")), standing.__getitem__) == ("c",)
    assert undecided(None, standing.__getitem__) == ()


@given(CONDITIONS, _histories(), st.integers(-1, 10))
def test_a_history_says_at_each_moment_what_the_facts_say_then(
    condition: Condition, histories: dict[FactId, History], hour: int
) -> None:
    at = START + timedelta(hours=hour)
    standing = {fact: value_at(history, at) for fact, history in histories.items()}
    history = since(condition, histories.__getitem__)
    assert value_at(history, at) == evaluate(condition, standing.__getitem__)


@given(CONDITIONS, _histories())
def test_a_history_ascends_and_says_nothing_twice(
    condition: Condition, histories: dict[FactId, History]
) -> None:
    history = since(Clause(not_=Clause(not_=condition)), histories.__getitem__)
    assert all(earlier[0] < later[0] for earlier, later in pairwise(history))
    assert all(earlier[1] != later[1] for earlier, later in pairwise(history))


@given(CONDITIONS, _histories(), st.integers(0, 10))
def test_what_came_true_has_held_without_a_break(
    condition: Condition, histories: dict[FactId, History], hour: int
) -> None:
    at = START + timedelta(hours=hour)
    history = since(condition, histories.__getitem__)
    began = came_true(history, at)
    assert (began is None) is (value_at(history, at) != "yes")
    between = [value for step, value in history if began is not None and began <= step <= at]
    assert set(between) <= {"yes"}


def test_what_always_holds_has_held_since_the_earliest_moment() -> None:
    assert since(None, lambda _: ()) is ALWAYS
    assert came_true(ALWAYS, START) == EARLIEST


def test_a_condition_that_was_lost_came_true_when_it_came_back() -> None:
    hours = [START + timedelta(hours=n) for n in range(4)]
    history: History = ((hours[0], "yes"), (hours[1], "no"), (hours[2], "yes"))
    assert [came_true(history, at) for at in hours] == [hours[0], None, hours[2], hours[2]]


def test_a_condition_of_two_facts_came_true_with_the_later() -> None:
    later = START + timedelta(hours=5)
    histories: dict[str, History] = {"a": ((START, "yes"),), "b": ((START, "no"), (later, "yes"))}
    history = since(Clause(all=("a", "b")), histories.__getitem__)
    assert history == ((START, "no"), (later, "yes"))
    assert came_true(history, later) == later


def test_what_changes_at_one_instant_is_one_step() -> None:
    histories: dict[str, History] = {"a": ((START, "no"),), "b": ((START, "yes"),)}
    assert since(Clause(any=("a", "b")), histories.__getitem__) == ((START, "yes"),)
    assert since(Clause(all=(Clause(not_="a"), "b")), histories.__getitem__) == ((START, "yes"),)
    assert since(Clause(all=("b", Clause(not_="b"))), histories.__getitem__) == ((START, "no"),)


def test_two_facts_that_change_places_at_once_leave_no_gap() -> None:
    later = START + timedelta(hours=1)
    histories: dict[str, History] = {
        "a": ((START, "yes"), (later, "no")),
        "b": ((START, "no"), (later, "yes")),
    }
    assert since(Clause(any=("a", "b")), histories.__getitem__) == ((START, "yes"),)


def test_a_yes_that_is_said_again_is_the_same_yes() -> None:
    later = START + timedelta(hours=1)
    assert came_true(((START, "yes"), (later, "yes")), later) == START
