"""Who holds a case, who is absent, and the times without an active holder (`domain.md` 7 and 11)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

from sopcheck.cases.events import HolderRole
from sopcheck.cases.standing import Absence, Holding
from sopcheck.cases.states import NotActive
from sopcheck.checklists.limits import LATE_RECORD_AFTER
from sopcheck.checklists.local_time import day_of
from sopcheck.ledger.entry import PersonId


def by_effect(holders: Iterable[Holding], role: HolderRole) -> tuple[Holding, ...]:
    """Give who held the case in a role, in the order in which it took effect."""
    return tuple(sorted((held for held in holders if held.role == role), key=lambda held: held.at))


def holder_at(holders: Iterable[Holding], role: HolderRole, at: datetime) -> PersonId | None:
    """Tell who held the case in a role at a moment."""
    held = [holding for holding in by_effect(holders, role) if holding.at <= at]
    return held[-1].to if held else None


def absent_at(absences: Iterable[Absence], person: PersonId, at: datetime) -> bool:
    """Tell whether somebody was absent at a moment."""
    known = [said for said in absences if said.person == person and said.at <= at]
    # By effect and not by recording: who was back on Monday is back, however late it was typed in.
    return bool(known) and max(known, key=lambda said: said.at).absent


def changes_of(holders: Iterable[Holding], role: HolderRole) -> tuple[Holding, ...]:
    """Give the assignments to another person than the last; the first is no change (convention 9)."""
    changes: list[Holding] = []
    last: PersonId | None = None
    for holding in by_effect(holders, role):
        # Given back and taken up again by the same person, it has not changed hands.
        if holding.to is None:
            continue
        if last is not None and holding.to != last:
            changes.append(holding)
        last = holding.to
    return tuple(changes)


def times_not_active(
    holders: Sequence[Holding], absences: Sequence[Absence], at: datetime, zone: ZoneInfo
) -> tuple[NotActive, ...]:
    """Give every time without an active holder up to a moment, ended or not.

    It begins with the first assignment of the role at the earliest: before that the case waits to be
    allocated, which has an item and a limit of its own.
    """
    found = [
        gap
        for role in get_args(HolderRole)
        for gap in _gaps(role, by_effect(holders, role), absences, at, zone)
    ]
    return tuple(sorted(found, key=lambda gap: gap.from_))


def _gaps(
    role: HolderRole, holders: Sequence[Holding], absences: Sequence[Absence], at: datetime, zone: ZoneInfo
) -> list[NotActive]:
    gaps: list[NotActive] = []
    began: Holding | Absence | None = None
    for change in _turns(holders, absences, at):
        holder = holder_at(holders, role, change.at)
        active = holder is not None and not absent_at(absences, holder, change.at)
        if not active and began is None:
            began = change
        elif active and began is not None:
            gaps.append(_gap(role, began, change.at, at, zone))
            began = None
    if began is not None:
        gaps.append(_gap(role, began, None, at, zone))
    return gaps


def _turns(holders: Sequence[Holding], absences: Sequence[Absence], at: datetime) -> list[Holding | Absence]:
    """Give what may have changed who is active, in the order of effect."""
    if not holders:
        return []
    turns: list[Holding | Absence] = [*holders, *absences]
    first = holders[0].at
    return sorted((turn for turn in turns if first <= turn.at <= at), key=lambda turn: turn.at)


def _gap(
    role: HolderRole, began: Holding | Absence, until: datetime | None, at: datetime, zone: ZoneInfo
) -> NotActive:
    return NotActive(
        holder=role,
        from_=began.at,
        until=until,
        days=(day_of(until or at, zone) - day_of(began.at, zone)).days,
        recorded_late=began.recorded - began.at > LATE_RECORD_AFTER,
    )
