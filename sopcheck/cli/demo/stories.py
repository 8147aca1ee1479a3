"""The fictitious cases of the demonstration; every name, place and reference is made up.

They differ in age and in what went well, so that the lists, the reviews and the printed record have
something to show: limits met and passed, corrections, late typing, reviews held, late and missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cli.demo import first_week, longer, package
from sopcheck.cli.demo.performing import Step
from sopcheck.cli.demo.story import days_before

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sopcheck.cli.demo.performing import StoryClock
    from sopcheck.cli.demo.story import Story
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk

PICTURED, PRINTED, REVIEWED = "NV/CSE/26/0101", "NV/CSE/26/0139", "NV/CSE/26/0212"


_AUDITS = (95, 37, 8, 1)


def audits(now: datetime) -> list[Step]:
    """The auditor verifies the vault every few weeks, and more often while there is much to do."""
    return [Step(days_before(now, days, "08:05"), "teal", _verify) for days in _AUDITS]


def _verify(desk: Desk, _: StoryClock) -> None:
    desk.assurance.verify()


def stories(now: datetime, people: Mapping[str, PersonId]) -> list[Story]:
    """Every case of the demonstration as it stands at `now`."""
    tell = (
        first_week.heather,
        package.larch,
        longer.rowan,
        first_week.survivor,
        longer.alder,
        first_week.this_morning,
        longer.juniper,
        first_week.intelligence,
        longer.thistle,
        first_week.not_allocated,
    )
    return [story(now, people) for story in tell]
