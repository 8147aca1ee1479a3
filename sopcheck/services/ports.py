"""What the services ask of the machine, as small interfaces; `vault` and `records` answer them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from sopcheck.cases.derived import CaseLine, CaseRow, Change, OpenLimit, Snapshot, Words
from sopcheck.cases.reviews.reviewed import (
    Amended,
    Blank,
    FileVerdict,
    FrozenRecord,
    PrintOrder,
    Reviewed,
    SheetKind,
    Shown,
)
from sopcheck.ledger.chain import Chains
from sopcheck.ledger.entry import Book, Draft, PersonId, Stored
from sopcheck.ledger.verify import Problem
from sopcheck.services.vault_ports import (
    Backups,
    Contents,
    FoundBackup,
    KeyLabel,
    PrintNotice,
    Proofs,
    Rehearsal,
    Rekeying,
    Report,
    Restored,
    Slots,
    WaysBack,
    Witness,
)

T = TypeVar("T")


class Clock(Protocol):
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


class Ledger(Protocol):
    """The signed entries of this vault."""

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        recorded_at: datetime,
        also: Callable[[Sequence[Stored]], Change] | None = None,
    ) -> list[Stored]:
        """Append entries, with what follows from them, in one durable transaction."""
        ...

    def entries(self, book: Book) -> list[Stored]:
        """The entries of a book in causal order, hashes and chain checked."""
        ...

    def books(self) -> list[Book]:
        """Every book of the ledger."""
        ...

    def count(self) -> int:
        """How many entries there are."""
        ...

    def verify(
        self,
        *,
        keys: Mapping[PersonId, Collection[bytes]],
        everything: bool = True,
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        """Check places, authors and signatures of all entries, or of those since the last time."""
        ...


class Index(Protocol):
    """The derived index of cases and their words."""

    @property
    def must_rebuild(self) -> bool:
        """Whether the index must be made again before it is used."""
        ...

    def put(self, row: CaseRow) -> None:
        """Replace the row of a case."""
        ...

    def get(self, case: str) -> CaseRow | None:
        """The row of a case."""
        ...

    def by_reference(self, reference: str) -> CaseRow | None:
        """The case of that reference, in capitals or not."""
        ...

    def cases(
        self,
        *,
        open_only: bool = False,
        investigator: str | None = None,
        supervisor: str | None = None,
    ) -> list[CaseRow]:
        """The rows of cases without their limits, all or those held by somebody."""
        ...

    def listed(self, holder: str | None = None) -> list[CaseLine]:
        """The open cases that somebody holds, or all of them, the latest activity first."""
        ...

    def limits(self, *, soon_by: datetime, holder: str | None = None) -> list[OpenLimit]:
        """Open limits that are due soon or passed by then, the soonest end first."""
        ...

    def coming(self, *, after: datetime, most: int, holder: str | None = None) -> list[OpenLimit]:
        """The limits that end next among those that are not due soon by then."""
        ...

    def stale(self, at: datetime) -> list[str]:
        """Cases of which time alone has changed something since they were indexed."""
        ...

    def search(self, text: str, *, most: int = 50) -> list[str]:
        """Cases in which every word begins some word."""
        ...

    def agrees(self, cases: Collection[str]) -> bool:
        """Whether exactly these cases are listed, and the search finds what it was given."""
        ...

    def mark_for_rebuild(self) -> None:
        """Say that the index must be made again before it is used."""
        ...

    def rebuild(self, cases: Iterable[tuple[CaseRow, Sequence[Words]]]) -> None:
        """Replace the whole index in one transaction."""
        ...


class Unfinished(Protocol):
    """Half-typed text of the unlocked person, encrypted like all else."""

    def keep(self, *, key: str, text: str) -> None:
        """Keep the text under the key."""
        ...

    def get(self, key: str) -> str:
        """The text kept, or nothing."""
        ...

    def all(self) -> dict[str, str]:
        """Everything that is kept, by its key."""
        ...

    def drop(self, key: str) -> None:
        """Forget the text."""
        ...


class Markers(Protocol):
    """When the unlocked person last looked at a case; private to them (DPA 2018 s.62(4))."""

    def looked(self, *, case: str, at: datetime) -> None:
        """Remember the look."""
        ...

    def last_look(self, case: str) -> datetime | None:
        """The last look, if any."""
        ...


class Snapshots(Protocol):
    """What was shown when reviews were signed."""

    def get(self, review: str) -> Snapshot | None:
        """The snapshot of a review."""
        ...


class Numbers(Protocol):
    """Durable counters of this device."""

    def take(self, name: str) -> int:
        """The next number, from 1; never given twice."""
        ...


class Found(Protocol):
    """What unlocking a vault found."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences to show after unlocking."""
        ...

    @property
    def failed_unlocks(self) -> tuple[datetime, ...]:
        """Failed tries since the last unlock."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check at unlocking found."""
        ...


class Vault(Found, Protocol):
    """An open vault."""

    @property
    def vault_id(self) -> str:
        """The random id of the vault."""
        ...

    @property
    def person(self) -> PersonId:
        """Who unlocked it."""
        ...

    @property
    def public_key(self) -> bytes:
        """The signing key of the person, 32 bytes."""
        ...

    @property
    def device_key(self) -> bytes:
        """The key of this device, 32 bytes."""
        ...

    @property
    def chains(self) -> Chains:
        """The chains that this device writes on."""
        ...

    @property
    def ledger(self) -> Ledger:
        """The signed entries."""
        ...

    @property
    def index(self) -> Index:
        """The derived index."""
        ...

    @property
    def unfinished(self) -> Unfinished:
        """Half-typed text."""
        ...

    @property
    def markers(self) -> Markers:
        """Who last looked when."""
        ...

    @property
    def snapshots(self) -> Snapshots:
        """Signed snapshots."""
        ...

    @property
    def numbers(self) -> Numbers:
        """Counters."""
        ...

    @property
    def print_notice(self) -> PrintNotice:
        """What its documents say under their title."""
        ...

    @property
    def proofs(self) -> Proofs:
        """Last proofs."""
        ...

    @property
    def backups(self) -> Backups:
        """Backups."""
        ...

    @property
    def rehearsal(self) -> Rehearsal:
        """Rehearsals of a restore."""
        ...

    @property
    def rekeying(self) -> Rekeying:
        """Changing the vault's key."""
        ...

    @property
    def ways_back(self) -> WaysBack:
        """The ways back in."""
        ...

    @property
    def witness(self) -> Witness:
        """What others know of it."""
        ...

    @property
    def slots(self) -> Slots:
        """Key slots."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The person's Ed25519 signature over a message that names its own domain."""
        ...

    def heal(self) -> None:
        """Make the file whole again where a page that holds nothing was torn."""
        ...

    def check_pages(self) -> None:
        """Check every page of the file, and the settings on which saving rests."""
        ...

    def forget_failed_unlocks(self) -> None:
        """Forget the failed tries, once they stand in the access book."""
        ...

    def close(self) -> None:
        """Lock the vault."""
        ...


class Door(Protocol):
    """Somebody's way into a vault, and into backups of it."""

    def unlock(self, *, now: datetime) -> Vault:
        """Open the vault."""
        ...

    def look_into(self, backup: Path) -> Contents:
        """Check a backup and tell what it holds; nothing is changed."""
        ...

    def restore(
        self, backup: Path, *, now: datetime, progress: Callable[[int, int], None] | None = None
    ) -> Restored:
        """Put a backup in the place of the vault; what was there is copied aside."""
        ...


class VaultFolder(Protocol):
    """The folder in which a vault lies or may be created."""

    def exists(self) -> bool:
        """Whether there is a vault."""
        ...

    def labels(self) -> Sequence[KeyLabel]:
        """Who can unlock it; readable while it is locked."""
        ...

    def keyring_note(self) -> str:
        """Empty, or the sentence that says what the missing keyring means."""
        ...

    def size(self) -> int:
        """The bytes that the vault's file takes."""
        ...

    def saying(
        self, words: Sequence[str], *, also: Path, progress: Callable[[int, int], None] | None = None
    ) -> tuple[int, list[str]]:
        """Search the files of the vault, and of another folder, for words; how many, and which say one."""
        ...

    def create(self, *, person: PersonId, label: str, passphrase: str, begin: Callable[[Vault], T]) -> T:
        """Create the vault with its first person and begin to use it; where that fails there is none."""
        ...

    def by_passphrase(self, slot: str, passphrase: str) -> Door:
        """The door of a person."""
        ...

    def by_code(self, typed: str) -> Door:
        """The door that the code of a recovery sheet opens."""
        ...

    def by_custodians(self, keys: Sequence[tuple[bytes, str]]) -> Door:
        """The door that the key files of both custodians open, each with its passphrase."""
        ...

    def backups(self, place: Path | None = None) -> Sequence[FoundBackup]:
        """Which backups lie in a folder; without one, where the vault puts them by itself."""
        ...

    def labels_in(self, backup: Path) -> Sequence[KeyLabel]:
        """Who can open a backup."""
        ...


class Seal(Protocol):
    """Signs a printed file as a whole."""

    @property
    def public_key(self) -> bytes:
        """The Ed25519 key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over a message that names its own domain."""
        ...


class RecordPress(Protocol):
    """Makes supervision records and all other documents, and reads them back."""

    def freeze(self, reviewed: Reviewed) -> FrozenRecord:
        """What the record of a review says, ready to be signed."""
        ...

    def freeze_sheet(self, kind: SheetKind, shown: Shown) -> FrozenRecord:
        """What a document says of a case as it stands; nobody signs it."""
        ...

    def freeze_addenda(self, shown: Shown, amended: Amended) -> FrozenRecord:
        """What was added to a signed review; nobody signs the sheet."""
        ...

    def freeze_checklist(self, blank: Blank) -> FrozenRecord:
        """What a version of a checklist asks, to be filled in by hand."""
        ...

    def check(self, frozen: FrozenRecord) -> None:
        """Refuse, with a `DamagedError`, a record of which a text or the annex is not what was signed."""
        ...

    def render(
        self, frozen: FrozenRecord, order: PrintOrder, *, name: str, seal: Seal | None, annex: bool = False
    ) -> bytes:
        """A document as a PDF; `name` is who signed it, `annex` adds the state of every item of a record."""
        ...

    def verify(self, data: bytes, *, known: Mapping[bytes, str]) -> FileVerdict:
        """What can be said of a printed file; `known` gives the people of a vault by their keys."""
        ...
