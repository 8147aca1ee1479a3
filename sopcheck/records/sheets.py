"""What the further documents say, as values made of words and times, as `record.py` does for the record.

`Text` marks words that a person wrote; everything else is in the clear. Every `datetime` knows its offset.
"""

from datetime import datetime

import msgspec

from sopcheck.records.record import Action, ChildSeen, Exceptions, ItemState, NextReview, Person, Text


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What every document says of itself; a blank checklist may be of no case."""

    case_reference: str = ""
    operation: str = ""
    time_zone: str = "Europe/London"
    marking: str = "OFFICIAL-SENSITIVE"
    handling: str = ""
    notice: str = ""
    as_at: datetime


class AnnexPart(msgspec.Struct, frozen=True, kw_only=True):
    """The items of one sensitive print class, and what the six lists say of them, with all their words."""

    print_class: str
    exceptions: Exceptions = Exceptions()
    items: tuple[ItemState, ...] = ()


class Annex(Sheet, frozen=True, kw_only=True):
    """The sensitive annex of one record: `reference` is the one that the record names."""

    reference: str
    review_id: str
    review_type: str
    reviewer: Person
    parts: tuple[AnnexPart, ...]


class OpenItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item still to be done; `state` and `basis` in words, `ends` where its limit runs."""

    item: str
    item_id: str
    of: Text | None = None
    state: str = ""
    basis: str = ""
    ends: datetime | None = None
    provisional: bool = False


class StatusSheet(Sheet, frozen=True, kw_only=True):
    """Where a case stands, on one page; `left_out` counts intelligence-sensitive items still to be done.

    `closed` is since when the case is closed, if it is.
    """

    closed: datetime | None = None
    investigator: Person | None = None
    supervisor: Person | None = None
    risk: str = ""
    last_review: str = ""
    reviewed_at: datetime | None = None
    seen: tuple[ChildSeen, ...] = ()
    next_reviews: tuple[NextReview, ...] = ()
    actions: tuple[Action, ...] = ()
    items: tuple[OpenItem, ...] = ()
    left_out: int = 0


class BlankItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item to be filled in by hand; `asked` says when it applies, `stands` what is recorded already."""

    item: str
    item_id: str
    of: Text | None = None
    repeats: str = ""
    asked: str = ""
    limit: str = ""
    choices: tuple[str, ...] = ()
    reference: str = ""
    stands: str = ""


class BlankStage(msgspec.Struct, frozen=True, kw_only=True):
    """The items of one stage of one checklist."""

    checklist: str
    stage: str
    items: tuple[BlankItem, ...]


class BlankChecklist(Sheet, frozen=True, kw_only=True):
    """A checklist to be filled in by hand: of one version, or of what applies to a case.

    `left_out` counts the intelligence-sensitive items of a case.
    """

    versions: tuple[str, ...]
    stages: tuple[BlankStage, ...]
    left_out: int = 0


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an entry says: in words of the program, or in words that somebody wrote."""

    label: str
    words: str = ""
    text: Text | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the case book, with both its times; `standing` says what became of it."""

    number: int
    # The first letters of the entry's hash, by which it is found in the ledger.
    entry: str
    what: str
    by: str
    done: datetime | None = None
    done_day_only: bool = False
    recorded: datetime
    received: datetime | None = None
    says: tuple[Said, ...] = ()
    standing: tuple[Said, ...] = ()


class DisclosureCopy(Sheet, frozen=True, kw_only=True):
    """Everything that was ever recorded on a case, in order."""

    sensitive: bool = False
    entries: tuple[Entry, ...]


class Addendum(msgspec.Struct, frozen=True, kw_only=True):
    """What a signed record should have said, why, and who wrote so when."""

    text: Text
    reason: Text
    by: str
    at: datetime


class Addenda(Sheet, frozen=True, kw_only=True):
    """The addenda to one supervision record, known by its digest."""

    review_type: str
    held: datetime
    reviewer: Person
    record_digest: str
    addenda: tuple[Addendum, ...]


def lines_of(parts: tuple[AnnexPart, ...]) -> int:
    """How many lines an annex of these parts has: the rows of its lists and its items."""
    return sum(len(part.items) + rows_in(part.exceptions) for part in parts)


def rows_in(lists: Exceptions) -> int:
    """How many rows the lists about items have together."""
    return (
        len(lists.limits_passed)
        + len(lists.gates_not_met)
        + len(lists.not_done)
        + len(lists.not_applicable)
        + len(lists.late_records_and_corrections)
    )
