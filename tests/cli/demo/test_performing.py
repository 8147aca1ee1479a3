"""Acts are performed in the order of typing, each by the person who typed it, and time never goes back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cli.demo.performing import Step, StoryClock, perform
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk

NOW = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
PEOPLE = {"farrow": PersonId("f"), "okell": PersonId("o")}


@dataclass
class Door:
    """A program of which only coming and going is known."""

    seen: list[str] = field(default_factory=list)

    def unlock(self, person: PersonId, passphrase: str) -> "Door":
        self.seen.append(f"{person} in with {passphrase}")
        return self

    def lock(self) -> None:
        self.seen.append("out")


def perform_on(door: Door, *steps: Step) -> StoryClock:
    clock = StoryClock(NOW)
    perform(cast("Program", door), clock, steps, people=PEOPLE, passphrase="p")
    return clock


def step(door: Door, hours: int, who: str, says: str) -> Step:
    def act(_: Desk, clock: StoryClock) -> None:
        door.seen.append(f"{says} {clock.now():%H:%M}")

    return Step(NOW + timedelta(hours=hours), who, act)


def test_acts_come_in_the_order_of_typing_each_under_its_own_name() -> None:
    door = Door()
    perform_on(door, step(door, 2, "okell", "b"), step(door, 1, "farrow", "a"), step(door, 3, "okell", "c"))
    assert door.seen == ["f in with p", "a 14:00", "out", "o in with p", "b 15:00", "c 16:00", "out"]


def test_the_clock_never_goes_back() -> None:
    door = Door()
    late = Step(NOW, "farrow", lambda _, clock: clock.pass_(90))
    perform_on(door, late, step(door, 1, "farrow", "a"))
    assert "a 14:30" in door.seen


def test_the_desk_is_locked_even_where_an_act_fails() -> None:
    def fail(_: Desk, __: StoryClock) -> None:
        raise ValueError

    door = Door()
    with pytest.raises(ValueError):  # noqa: PT011 - any error
        perform_on(door, Step(NOW, "farrow", fail))
    assert door.seen[-1] == "out"


def test_a_clock_shows_whole_minutes_in_utc() -> None:
    clock = StoryClock(NOW.replace(second=31, microsecond=7))
    assert clock.now() == NOW
