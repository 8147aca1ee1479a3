"""The events of the access book: who looked at, printed or exported what (DPA 2018 s.62).

They never hold what was seen, and serve only the purposes of s.62(4); no statistics are drawn from them.
Format 1 of every body.
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from sopcheck.cases.events import CaseId, Event, ReviewId
from sopcheck.ledger.entry import EntryHash, PersonId

DocumentKind = Literal[
    "record", "items", "annex", "addenda", "status", "checklist", "disclosure", "sensitive-disclosure"
]
"""All that is printed: `items` is the record with the state of every item, `annex` the sensitive one."""

PrintedKind = DocumentKind | Literal["audit-sheet"]
"""All that is printed with a number: beside the documents of a case the sheet of a dip sample."""

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


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
    """A supervision record was printed or saved, with its print number, for whom and what for.

    `annex` says that the state of every item was printed with it; `file` is the digest of the whole file.
    """

    case: CaseId
    review: ReviewId
    number: str
    purpose: str
    recipient: str
    digest: str = ""
    annex: bool = False
    ledger: str = ""
    file: str = ""


class DocumentPrinted(Event, frozen=True, kw_only=True):
    """Another document was printed or saved: of a case, of one of its reviews, a checklist, or a sample.

    `digest` is that of the data in the print; of an audit sheet, which has none, that of the whole file, as
    `file` is.
    """

    document: PrintedKind
    number: str
    purpose: str
    recipient: str
    digest: str = ""
    case: CaseId | None = None
    review: ReviewId | None = None
    file: str = ""


class PrintFailed(Event, frozen=True, kw_only=True):
    """A print that is noted came to nothing: it could not be written, or no printer took it.

    Where a printer took a part of it, paper may lie there all the same.
    """

    number: str
    at_printer: bool = False


class CaseExported(Event, frozen=True, kw_only=True):
    """What a case says left the program in another form than a numbered record."""

    case: CaseId
    form: str
    purpose: str
    recipient: str


class SampleDrawn(Event, frozen=True, kw_only=True):
    """A dip sample was drawn: from which frame, with which seed, and how many of how many cases."""

    number: int
    seed: str
    frame: str
    drawn: int
    of: int


class AttemptRefused(Event, frozen=True, kw_only=True):
    """A rule of rank, role or independence refused an act; the case is unchanged."""

    action: str
    rule: Literal["role", "rank", "independence", "gate", "other"]
    case: CaseId | None = None


LawfulPurpose = Literal["lawfulness", "self-monitoring", "integrity", "criminal proceedings"]
"""What the access book may serve (DPA 2018 s.62(4)), and nothing else."""


class AccessBookRead(Event, frozen=True, kw_only=True):
    """The access book itself was read or exported, for one of the purposes that the law allows."""

    purpose: LawfulPurpose
    shown: int
    form: str = ""


class EntriesExported(Event, frozen=True, kw_only=True):
    """The entries of the whole vault left it, to be verified elsewhere; with their words, or without."""

    purpose: str
    recipient: str
    entries: int
    words: bool


class VaultVerified(Event, frozen=True, kw_only=True):
    """Entries, chains and signatures were checked; how many, and how many problems were found."""

    checked: int
    problems: int


class DamageNoted(Event, frozen=True, kw_only=True):
    """A check found damage: what kind, where, and what it means."""

    what: str
    where: str = ""
    entry: EntryHash | None = None


class LossAccepted(Event, frozen=True, kw_only=True):
    """Entries that this machine had seen are gone for good, and it is said why; they are awaited no more."""

    problems: int
    reason: str


class PassphraseChanged(Event, frozen=True, kw_only=True):
    """A person changed the passphrase of the own slot, or an administrator made a new slot."""

    person: PersonId


class RecoveryRehearsed(Event, frozen=True, kw_only=True):
    """The code of a recovery sheet was typed, and it would have opened the vault."""

    recovery: PersonId
    label: str = ""


class VaultRecovered(Event, frozen=True, kw_only=True):
    """A person whose own way in was lost got a new one through a way back."""

    person: PersonId
    recovery: PersonId


class VaultKeyChanged(Event, frozen=True, kw_only=True):
    """The key of the vault was changed: who had the old one opens only what was copied before."""


class RestoreRehearsed(Event, frozen=True, kw_only=True):
    """A backup was restored to a place apart and verified: of when, how many entries and problems."""

    backup: Instant
    entries: int
    problems: int


class VaultRestored(Event, frozen=True, kw_only=True):
    """A backup took the place of the vault: of when, and how many entries since are not in it, if known."""

    backup: Instant
    missing: int | None = None


class BackupsDestroyed(Event, frozen=True, kw_only=True):
    """A new backup took the place of all before, which held what was erased; copies set aside went too."""

    backups: int
    copies: int


AccessEvent = (
    Unlocked
    | UnlockFailed
    | CaseViewed
    | CasesSearched
    | RecordPrinted
    | DocumentPrinted
    | PrintFailed
    | CaseExported
    | SampleDrawn
    | AttemptRefused
    | AccessBookRead
    | EntriesExported
    | VaultVerified
    | DamageNoted
    | LossAccepted
    | PassphraseChanged
    | RecoveryRehearsed
    | VaultRecovered
    | VaultKeyChanged
    | RestoreRehearsed
    | VaultRestored
    | BackupsDestroyed
)
