"""Decisions about limits and gates: explained, extended, judged, overridden; each with what is refused."""

from datetime import datetime

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import ActRefusedError, RankRefusedError, RoleRefusedError
from sopcheck.cases.events import LimitJudged, Place, When
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import ClockId
from sopcheck.errors import RefusedError
from tests.cases.desk import BST, FARROW, OKELL, STAFF, Desk, accepted, after, place, when

LATER = When(datetime(2026, 5, 9, tzinfo=BST))


def desk_after(**span: float) -> Desk:
    """A desk so long after the report."""
    desk = Desk()
    desk.now = after(**span)
    return desk


def test_a_limit_is_explained_when_the_reason_is_written() -> None:
    desk = desk_after(hours=30)
    event = decisions.explain(desk.acting(), place("record-crime"), reason="The system was down")
    assert event.at.at == after(hours=30)


@pytest.mark.parametrize(
    ("item", "reason", "word"), [("record-crime", " ", "explanation"), ("place-markers", "x", "no limit")]
)
def test_an_explanation_is_a_reason_for_a_limit(item: str, reason: str, word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        decisions.explain(Desk().acting(), place(item), reason=reason)


def extended(
    by: Person, *, item: str = "record-crime", until: When = LATER, reason: str = "Agreed"
) -> object:
    """Extend a limit an hour after the report."""
    return decisions.extend(desk_after(hours=1).acting(by), place(item), until, reason=reason)


def test_a_sergeant_extends_a_limit_that_asks_for_no_rank() -> None:
    assert extended(OKELL)


@pytest.mark.parametrize("by", [FARROW, STAFF])
def test_somebody_below_sergeant_extends_no_limit(by: Person) -> None:
    with pytest.raises(RankRefusedError, match="sergeant"):
        extended(by)


@pytest.mark.parametrize(
    ("item", "until", "reason", "word"),
    [
        ("place-markers", LATER, "Agreed", "no limit"),
        ("record-crime", LATER, "", "reason for the extension"),
        ("record-crime", when(hours=24), "Agreed", "no later than"),
        ("record-crime", when(hours=2), "Agreed", "no later than"),
    ],
)
def test_an_extension_that_says_nothing_is_refused(item: str, until: When, reason: str, word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        extended(OKELL, item=item, until=until, reason=reason)


def test_an_extension_by_a_minute_is_taken() -> None:
    assert extended(OKELL, until=when(hours=24, minutes=1))


def test_a_limit_that_has_passed_may_still_be_extended() -> None:
    desk = desk_after(hours=30)
    assert accepted(decisions.extend(desk.acting(OKELL), place("record-crime"), LATER, reason="Agreed"))


def judged(desk: Desk, *items: str, by: Person = OKELL) -> LimitJudged:
    """Judge limits as not justified."""
    at = When(desk.now)
    return decisions.judge(
        desk.acting(by), tuple(place(item) for item in items), "not justified", at, reason="Late"
    )


def test_passed_limits_are_judged_one_or_many_at_once() -> None:
    assert len(judged(desk_after(hours=30), "record-crime", "research-systems").places) == 2


@pytest.mark.parametrize("hours", [23, 24])
def test_a_limit_that_has_not_passed_is_not_judged(hours: int) -> None:
    with pytest.raises(ActRefusedError, match="has not passed"):
        judged(desk_after(hours=hours), "record-crime")


def test_one_limit_that_has_not_passed_spoils_the_lot() -> None:
    with pytest.raises(ActRefusedError, match="has not passed"):
        judged(desk_after(hours=30), "record-crime", "assess-complexity")


def test_an_investigator_judges_no_limit_and_nobody_judges_none() -> None:
    with pytest.raises(RoleRefusedError, match="supervisor"):
        judged(desk_after(hours=30), "record-crime", by=FARROW)
    with pytest.raises(ActRefusedError, match="No limit was chosen"):
        judged(desk_after(hours=30))


def test_a_gate_is_overridden_by_a_supervisor_with_a_reason() -> None:
    event = decisions.override(
        Desk().acting(OKELL), place("record-outcome"), CASE_CLOSED, reason="Kept elsewhere"
    )
    assert (event.gate, event.reason) == (CASE_CLOSED, "Kept elsewhere")


@pytest.mark.parametrize(
    ("where", "gate", "by", "reason", "word"),
    [
        (place("record-outcome"), "case-closed", OKELL, "", "reason for the override"),
        (place("record-outcome"), "nfa-decision", OKELL, "x", "does not stand before this gate"),
        (place("record-crime"), "case-closed", OKELL, "x", "does not stand before this gate"),
        (place("record-outcome"), "case-closed", FARROW, "x", "takes the role of supervisor"),
    ],
)
def test_an_override_that_cannot_be_is_refused(
    where: Place, gate: str, by: Person, reason: str, word: str
) -> None:
    with pytest.raises(RefusedError, match=word):
        decisions.override(Desk().acting(by), where, ClockId(gate), reason=reason)
