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


class CaseLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A case as a list of thousands shows it.

    `next_limit` is the end of the limit that ends next, `next_words` and `next_basis` what it is,
    `next_review` when a review is due first, `directed` how many directions wait for an answer; all as they
    were when the row was made.
    """

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
    last_review: datetime | None = None
    next_review: datetime | None = None
    next_limit: datetime | None = None
    next_words: str = ""
    next_basis: str = ""
    owner_absent: bool = False
    directed: int = 0


class CaseRow(CaseLine, frozen=True, kw_only=True):
    """All that is kept of a case beside the ledger; `next_moment` is when time alone next changes a state."""

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

    `finished` names half-typed texts that the saved answer makes superfluous. `erased` names entries whose
    words go for ever, `gone` cases of which nothing readable is left, `without` what signed records were
    left with once texts were erased from them, `unshown` reviews of which no record is left.
    """

    cases: tuple[CaseRow, ...] = ()
    words: tuple[Words, ...] = ()
    finished: tuple[str, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    erased: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    without: tuple[Snapshot, ...] = ()
    unshown: tuple[str, ...] = ()
