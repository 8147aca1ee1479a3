"""Roles are judged at a position: by number on one chain, by time between chains."""

from datetime import UTC, datetime, timedelta

import pytest

from sopcheck.cases.people import Enrolled, Position, Step
from sopcheck.ledger.entry import PersonId

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
GRANTED = Step(Position(NOW, "here", 10), "supervisor", True, "sergeant")
WITHDRAWN = Step(Position(NOW + HOUR, "here", 20), "supervisor", False, None)
OKELL = Enrolled(PersonId("okell"), "DS Okell", "411", "okell", ("0a",), (GRANTED, WITHDRAWN))


@pytest.mark.parametrize(
    ("position", "held"),
    [
        (Position(NOW, "here", 9), False),
        (Position(NOW, "here", 11), True),
        (Position(NOW + 5 * HOUR, "here", 19), True),
        (Position(NOW - 5 * HOUR, "here", 21), False),
        # A clock set back a year takes no role away, and gives none back.
        (Position(NOW - 9000 * HOUR, "here", 15), True),
        (Position(NOW - HOUR, "there", 15), False),
        (Position(NOW, "there", 1), True),
        (Position(NOW + HOUR, "there", 1), False),
    ],
)
def test_a_role_counts_between_its_grant_and_its_withdrawal(position: Position, held: bool) -> None:
    assert OKELL.author_of(position).roles == (("supervisor",) if held else ())


def test_what_the_register_says_now_asks_no_clock() -> None:
    assert OKELL.now().roles == ()
    assert OKELL.with_step(GRANTED).now().roles == ("supervisor",)


def test_the_rank_is_that_of_the_last_grant_and_stays_with_the_person() -> None:
    promoted = Step(Position(NOW + 2 * HOUR, "here", 30), "supervisor", True, "inspector")
    assert OKELL.with_step(promoted).now().rank == "inspector"
    assert OKELL.now().rank == "sergeant"


def test_without_a_chain_the_time_alone_decides() -> None:
    assert Position(NOW).precedes(Position(NOW))
    assert not Position(NOW + HOUR).precedes(Position(NOW))
