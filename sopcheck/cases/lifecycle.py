"""The life of a checklist version: draft, proposed, approved, in force, superseded, withdrawn.

What the register keeps is the last step of a version; which is in force follows from the days from which the
force approved them. A case takes the version in force on the day on which the police first knew, and not on
the day on which somebody typed it, so that a late record is judged by the rules of its day.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.register.register import DefinitionRow, Register
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.versions import version_rank

LifeStatus = Literal[
    "illustrative baseline", "draft", "proposed", "approved", "in force", "superseded", "withdrawn"
]
DRAFT_WATERMARK = "DRAFT: TEST DATA"
"""What prints across what is made under a version that the force has not approved yet."""
MOVABLE: frozenset[str] = frozenset(("in force", "superseded", "illustrative baseline"))
"""Where a version stands that cases may be moved to: no draft, and none before its day."""
_WORD = re.compile(r"[a-z]{4,}")


def versions_of(register: Register, checklist: ChecklistId) -> tuple[DefinitionRow, ...]:
    """Every version of a checklist in the register, the lowest first."""
    rows = (row for row in register.definitions.values() if row.checklist == checklist)
    return tuple(sorted(rows, key=lambda row: version_rank(row.version)))


def in_force(register: Register, checklist: ChecklistId, day: date) -> DefinitionRow | None:
    """Give the version in force on a day: the one approved last from then, else the baseline that ships."""
    rows = versions_of(register, checklist)
    begun = [row for row in rows if row.status == "approved" and _begins(row) <= day]
    # Of two from one day the higher; the rows come in that order and the last of equals wins.
    approved = max(reversed(begun), key=_begins, default=None)
    # One that ships goes on as the baseline while the force considers approving it.
    baseline = [row for row in rows if row.author is None and row.status not in ("approved", "withdrawn")]
    return approved or (baseline[-1] if baseline else None)


def status_on(register: Register, row: DefinitionRow, day: date) -> LifeStatus:
    """Tell where a version stands on a day."""
    if row.status == "illustrative baseline":
        newest = in_force(register, row.checklist, day)
        return row.status if newest is None or newest.author is None else "superseded"
    if row.status != "approved" or _begins(row) > day:
        return row.status
    return "in force" if in_force(register, row.checklist, day) is row else "superseded"


def is_draft(row: DefinitionRow) -> bool:
    """Whether what is done under a version is test data: nobody may sign it, and its prints say so."""
    return row.author is not None and row.status in ("draft", "proposed")


def is_begun(row: DefinitionRow, day: date) -> bool:
    """Whether cases and reviews may have begun to follow a version by a day."""
    return not is_draft(row) and row.status != "withdrawn" and _begins(row) <= day


def require_usable(register: Register, checklist: ChecklistId, version: Version) -> None:
    """Refuse a version that no real case may follow; a case that follows it already goes on with it.

    Raises:
        ActRefusedError: it is a draft, awaits approval, or was withdrawn.
    """
    row = register.definitions.get((checklist, version))
    if row is not None and is_draft(row):
        raise ActRefusedError(
            f"{checklist} {version} is not approved, so it is for test data only."
            " Let a second SOP owner approve it."
        )
    if row is not None and row.status == "withdrawn":
        raise ActRefusedError(f"{checklist} {version} was withdrawn. Choose the version that is in force.")


def require_in_force(register: Register, checklist: ChecklistId, version: Version, day: date) -> None:
    """Refuse a new case any version but that in force on the day of the report.

    Raises:
        ActRefusedError: it may not be used, or another version was in force on that day.
    """
    require_usable(register, checklist, version)
    there = in_force(register, checklist, day)
    if there is not None and there.version != version:
        raise ActRefusedError(
            f"On the day of the report {checklist} {there.version} was in force."
            " Open the case under that version."
        )


def require_higher(register: Register, checklist: ChecklistId, version: Version) -> None:
    """Refuse a version that goes backwards.

    Raises:
        ActRefusedError: a version that is as high, or higher, was put forward already.
    """
    rank = version_rank(version)
    put_forward = [row for row in versions_of(register, checklist) if row.status != "draft"]
    # Each district's versions go up by themselves, beside those of the force.
    known = [
        row
        for row in put_forward
        if row.version != version and version_rank(row.version).profile == rank.profile
    ]
    if known and version_rank(known[-1].version) >= rank:
        raise ActRefusedError(
            f"Versions only go up, and {checklist} {known[-1].version} is here."
            " Give the new one a higher number."
        )


def require_own_meanings(new: Checklist, earlier: Iterable[Checklist]) -> None:
    """Refuse an id that meant another thing in an earlier version: what was answered would change its sense.

    Raises:
        ActRefusedError: an item shares no word with what its id asked before.
    """
    for old in earlier:
        for item in new.items():
            was = old.find_item(item.id)
            if was is not None and _is_another(was.prompt, item.prompt):
                raise ActRefusedError(
                    f"“{item.id}” asked something else in version {old.version}."
                    " Give the new item an id of its own; it may say which item it replaces."
                )


def require_day(register: Register, row: DefinitionRow, day: date, *, today: date) -> None:
    """Refuse a day that is past, or before that of a version which is in force or will be.

    Raises:
        ActRefusedError: the day cannot be the first of this version.
    """
    if day < today:
        raise ActRefusedError("A version cannot come into force in the past. Give today or a later day.")
    others = [one for one in versions_of(register, row.checklist) if one.status == "approved"]
    latest = max(others, key=_begins, default=None)
    if latest is not None and day < _begins(latest):
        raise ActRefusedError(
            f"{row.checklist} {latest.version} comes into force later than that day and would take over"
            " again. Give its day or a later one."
        )


def _begins(row: DefinitionRow) -> date:
    return row.effective_from or date.min


def _is_another(was: str, now: str) -> bool:
    before, after = set(_WORD.findall(was.lower())), set(_WORD.findall(now.lower()))
    return bool(before and after) and not before & after
