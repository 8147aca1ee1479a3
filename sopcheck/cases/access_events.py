"""The events of the access book: who looked at, printed or exported what (DPA 2018 s.62).

They never hold what was seen, and serve only the purposes of s.62(4); no statistics are drawn from them.
Format 1 of every body.
"""

from typing import Literal

from sopcheck.cases.events import CaseId, Event, ReviewId
from sopcheck.ledger.entry import EntryHash, PersonId


class Unlocked(Event, frozen=True, kw_only=True):
    """A person opened the vault."""


class UnlockFailed(Event, frozen=True, kw_only=True):
    """Somebody tried to open the vault and could not; logged at the next unlock."""

    label: str = ""


class CaseViewed(Event, frozen=True, kw_only=True):
    """A case was shown; written before it is shown."""

    case: CaseId


class CasesSearched(Event, frozen=True, kw_only=True):
    """The cases were searched or listed; how many were shown, never the words."""

    shown: int


class RecordPrinted(Event, frozen=True, kw_only=True):
    """A supervision record was printed or saved, with its print number, for whom and what for."""

    case: CaseId
    review: ReviewId
    number: str
    purpose: str
    recipient: str
    digest: str = ""
    annex: bool = False


class CaseExported(Event, frozen=True, kw_only=True):
    """What a case says left the program in another form than a numbered record."""

    case: CaseId
    form: str
    purpose: str
    recipient: str


class AttemptRefused(Event, frozen=True, kw_only=True):
    """A rule of rank, role or independence refused an act; the case is unchanged."""

    action: str
    rule: Literal["role", "rank", "independence", "gate", "other"]
    case: CaseId | None = None


class VaultVerified(Event, frozen=True, kw_only=True):
    """Entries, chains and signatures were checked; how many, and how many problems were found."""

    checked: int
    problems: int


class DamageNoted(Event, frozen=True, kw_only=True):
    """A check found damage: what kind, where, and what it means."""

    what: str
    where: str = ""
    entry: EntryHash | None = None


class PassphraseChanged(Event, frozen=True, kw_only=True):
    """A person changed the passphrase of the own slot, or an administrator made a new slot."""

    person: PersonId


AccessEvent = (
    Unlocked
    | UnlockFailed
    | CaseViewed
    | CasesSearched
    | RecordPrinted
    | CaseExported
    | AttemptRefused
    | VaultVerified
    | DamageNoted
    | PassphraseChanged
)
