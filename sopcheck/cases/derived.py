"""What is derived from a case and kept beside the ledger: its index row, its words, its snapshots.

All of it can be made again from the ledger at any time; nothing here is evidence but a snapshot, which
is found again by the digest that its signed review carries.
"""

from datetime import datetime

import msgspec


class LimitRow(msgspec.Struct, frozen=True, kw_only=True):
    """An open limit of a case: when it becomes due soon and when it ends, in UTC."""

    place: str
    what: str
    basis: str
    soon_at: datetime | None
    ends_at: datetime | None


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row a case, for lists and ranges; `next_moment` is when time alone next changes a state."""

    case: str
    reference: str
    operation: str
    district: str
    team: str
    investigator: str
    supervisor: str
    opened: datetime
    closed: bool
    answered: int
    applicable: int
    last_activity: datetime
    next_moment: datetime | None
    payload: bytes
    limits: tuple[LimitRow, ...]


class OpenLimit(msgspec.Struct, frozen=True, kw_only=True):
    """A limit of the index with the case that it belongs to."""

    case: str
    limit: LimitRow


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A searchable text of a case; the same `part` replaces, an empty text removes."""

    case: str
    part: str
    text: str


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What was shown when a review was signed: canonical bytes, found by review and digest."""

    review: str
    digest: str
    content: bytes


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is saved in the same transaction as the entries that it follows from.

    `finished` names half-typed texts that the saved answer makes superfluous.
    """

    cases: tuple[CaseRow, ...] = ()
    words: tuple[Words, ...] = ()
    finished: tuple[str, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
