"""A direction is given by a supervisor, answered by whoever works on the case, settled by a supervisor."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases import decisions
from sopcheck.cases.events import DirectionAnswered, DirectionSettled
from sopcheck.cases.refusals import ActRefusedError, RoleRefusedError
from sopcheck.cases.standing import Direction
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash
from tests.cases.desk import AUDITOR, FARROW, OKELL, START, Desk, place

ELSEWHERE = EntryHash("ab" * 32)


def directed() -> tuple[Desk, EntryHash]:
    """A case with one direction, and its entry."""
    desk = Desk()
    entry = desk.do(
        lambda acting: decisions.direct(acting, place("record-crime"), "Today please", due=date(2026, 5, 2)),
        by=OKELL,
    )
    return desk, entry


def the_one(desk: Desk) -> Direction:
    (direction,) = desk.case.directions
    return direction


def test_a_direction_is_given_on_an_item_by_a_supervisor() -> None:
    desk, entry = directed()
    direction = the_one(desk)
    assert (direction.entry, direction.text, direction.due) == (entry, "Today please", date(2026, 5, 2))
    assert direction.state == "open"
    with pytest.raises(RoleRefusedError):
        decisions.direct(desk.acting(FARROW), place("record-crime"), "Today please")
    with pytest.raises(RefusedError, match="The direction is empty"):
        decisions.direct(desk.acting(OKELL), place("record-crime"), " ")


def test_a_direction_may_be_due_on_its_own_day_and_not_before() -> None:
    desk = Desk()
    today = desk.now.date()
    assert decisions.direct(desk.acting(OKELL), place("record-crime"), "Now", due=today).due == today
    with pytest.raises(ActRefusedError, match="before it is given"):
        decisions.direct(desk.acting(OKELL), place("record-crime"), "Now", due=today - timedelta(days=1))


def test_an_answered_direction_waits_for_a_supervisor() -> None:
    desk, entry = directed()
    desk.do(lambda acting: decisions.answer_direction(acting, entry, "Recorded at 14:00"))
    assert the_one(desk).state == "answered"
    assert [answer.text for answer in the_one(desk).answers] == ["Recorded at 14:00"]
    with pytest.raises(RefusedError, match="answer to the direction is empty"):
        decisions.answer_direction(desk.acting(), entry, "")
    with pytest.raises(RoleRefusedError, match="answer a direction"):
        decisions.answer_direction(desk.acting(AUDITOR), entry, "Seen")


def test_a_direction_is_settled_once_by_a_supervisor() -> None:
    desk, entry = directed()
    with pytest.raises(RoleRefusedError):
        decisions.settle_direction(desk.acting(FARROW), entry)
    desk.do(lambda acting: decisions.settle_direction(acting, entry, result="Seen"), by=OKELL)
    assert the_one(desk).state == "settled"
    with pytest.raises(ActRefusedError, match="settled already"):
        decisions.settle_direction(desk.acting(OKELL), entry)
    with pytest.raises(ActRefusedError, match="settled already"):
        decisions.answer_direction(desk.acting(), entry, "Too late")


def test_a_direction_is_dropped_with_a_reason() -> None:
    desk, entry = directed()
    with pytest.raises(RefusedError, match="reason for dropping the direction is empty"):
        decisions.settle_direction(desk.acting(OKELL), entry, dropped=True)
    desk.do(lambda acting: decisions.settle_direction(acting, entry, result="Moot", dropped=True), by=OKELL)
    assert the_one(desk).state == "dropped"


def test_what_is_said_of_a_direction_that_is_not_here_is_refused_or_set_aside() -> None:
    desk, _ = directed()
    with pytest.raises(ActRefusedError, match="no such direction"):
        decisions.answer_direction(desk.acting(), ELSEWHERE, "Done")
    desk.record(DirectionAnswered(at=desk.acting().when(), direction=ELSEWHERE, text="Done"))
    desk.record(DirectionSettled(at=desk.acting().when(), direction=ELSEWHERE), by=OKELL)
    assert [aside.why for aside in desk.case.set_aside] == [
        "It is about a direction that is not on the case."
    ] * 2


def test_two_who_settle_one_direction_apart_settle_it_once() -> None:
    desk, entry = directed()
    for result in ("Seen", "Seen too"):
        desk.record(DirectionSettled(at=desk.acting().when(), direction=entry, result=result), by=OKELL)
    settled = the_one(desk).settled
    assert settled is not None
    assert settled.result == "Seen"
    assert [aside.why for aside in desk.case.set_aside] == ["The direction was settled already."]


def test_a_withdrawn_answer_leaves_the_direction_open() -> None:
    desk, entry = directed()
    answer = desk.do(lambda acting: decisions.answer_direction(acting, entry, "Recorded"))
    desk.do(lambda acting: decisions.withdraw(acting, answer, reason="Wrong case"))
    assert the_one(desk).state == "open"
    assert desk.case.opened == START


ACTS = st.lists(st.sampled_from(["answer", "settle", "drop"]), max_size=8)


@given(ACTS)
def test_whatever_was_recorded_apart_a_direction_has_one_end_and_nothing_is_lost(acts: list[str]) -> None:
    desk, entry = directed()
    at = desk.acting().when()
    for act in acts:
        if act == "answer":
            desk.record(DirectionAnswered(at=at, direction=entry, text="Done"))
        else:
            desk.record(DirectionSettled(at=at, direction=entry, result="x", dropped=act == "drop"), by=OKELL)
    ends = [act for act in acts if act != "answer"]
    expected = {"settle": "settled", "drop": "dropped"}[ends[0]] if ends else "answered" if acts else "open"
    direction = the_one(desk)
    assert direction.state == expected
    assert len(direction.answers) == acts.count("answer")
    assert len(desk.case.set_aside) == max(0, len(ends) - 1)
