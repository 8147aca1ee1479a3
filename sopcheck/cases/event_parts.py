"""What every event of a case is made of: ids, wall times, places, what an answer says.

Format 1 of every body, as of the events themselves (`events.py`).
"""

from datetime import datetime
from typing import Annotated, Literal, NewType

import msgspec

from sopcheck.checklists.definition import ChecklistId, ItemId, ScheduleId

CaseId = NewType("CaseId", str)
SubjectId = NewType("SubjectId", str)
ReviewId = NewType("ReviewId", str)
ActionId = NewType("ActionId", str)

Status = Literal["done", "not done", "not applicable"]
FactValue = Literal["yes", "no", "unknown"]
HolderRole = Literal["investigator", "supervisor"]
Verdict = Literal["justified", "not justified", "action"]
ListedAs = Literal["gates", "not done", "not applicable", "late", "reviews"]
Precision = Literal["minute", "day"]


class When(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A wall time with its offset; known to the minute, or only to the day (then at local midnight)."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    precision: Precision = "minute"


class Place(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Where an answer belongs: an item of a checklist and, where it repeats, the subject or review run."""

    checklist: ChecklistId
    item: ItemId
    of: str | None = None


class Given(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What an answer says; every text is a short note or a reference, never the material itself."""

    status: Status
    choice: str = ""
    reference: str = ""
    text: str = ""
    reason: str = ""


class Discharged(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A due review that a held review meets; `of` is the suspect, subject or event entry it is for."""

    rule: ScheduleId
    of: str | None = None


class Judged(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A row of an exception list: its place or, of the list of reviews, the rule with its subject and due.

    Of a gate that was not met `due` is when its event happened; in what was judged earlier on it is missing.
    """

    place: Place | None = None
    rule: ScheduleId | None = None
    of: str | None = None
    due: datetime | None = None


class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag=True,
    tag_field="kind",
    gc=False,
):
    """What all events have: the moment at which it happened."""

    at: When
