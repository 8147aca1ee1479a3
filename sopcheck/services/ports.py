"""What the services ask of the machine, as small interfaces; `vault` and `records` answer them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from sopcheck.cases.derived import CaseRow, Change, OpenLimit, Snapshot, Words
from sopcheck.cases.reviewed import FileVerdict, FrozenRecord, PrintOrder, Reviewed
from sopcheck.ledger.entry import Book, Draft, PersonId, Stored
from sopcheck.ledger.verify import Problem

T = TypeVar("T")


class Clock(Protocol):
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


class Report(Protocol):
    """What a verification found."""

    @property
    def checked(self) -> int:
        """How many entries were looked at."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with them."""
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

    def headers(self, book: Book) -> list[Stored]:
        """The same without their bodies."""
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
        """The rows of cases, all or those held by somebody."""
        ...

    def limits(
        self, *, soon_by: datetime, investigator: str | None = None, supervisor: str | None = None
    ) -> list[OpenLimit]:
        """Open limits that are due soon or passed by then, the soonest end first."""
        ...

    def stale(self, at: datetime) -> list[str]:
        """Cases of which time alone has changed something since they were indexed."""
        ...

    def search(self, text: str, *, most: int = 50) -> list[str]:
        """Cases in which every word begins some word."""
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


class KeyLabel(Protocol):
    """A key slot as it can be read while the vault is locked."""

    @property
    def id(self) -> str:
        """The slot."""
        ...

    @property
    def label(self) -> str:
        """What the person chose to be called in the list."""
        ...

    @property
    def person(self) -> PersonId:
        """Whose slot it is."""
        ...

    @property
    def kind(self) -> Literal["device", "passphrase"]:
        """Whether the device secret of this machine is needed too."""
        ...


class Slots(Protocol):
    """The key slots of an open vault."""

    def people(self) -> Sequence[KeyLabel]:
        """Every slot."""
        ...

    def add(self, *, person: PersonId, label: str, passphrase: str) -> bytes:
        """Make a slot for a person; gives their public signing key."""
        ...

    def remove(self, person: PersonId) -> None:
        """Take away the slot of somebody who was never enrolled."""
        ...

    def change_passphrase(self, *, old: str, new: str) -> None:
        """Give the unlocked person's slot another passphrase."""
        ...


class Vault(Protocol):
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
    def notices(self) -> tuple[str, ...]:
        """Sentences to show after unlocking."""
        ...

    @property
    def failed_unlocks(self) -> tuple[datetime, ...]:
        """Failed tries since the last unlock."""
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
    def slots(self) -> Slots:
        """Key slots."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The person's Ed25519 signature over a message that names its own domain."""
        ...

    def forget_failed_unlocks(self) -> None:
        """Forget the failed tries, once they stand in the access book."""
        ...

    def close(self) -> None:
        """Lock the vault."""
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

    def create(self, *, person: PersonId, label: str, passphrase: str, begin: Callable[[Vault], T]) -> T:
        """Create the vault with its first person and begin to use it; where that fails there is none."""
        ...

    def unlock(self, *, slot: str, passphrase: str, now: datetime) -> Vault:
        """Open the vault."""
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
    """Makes supervision records and reads them back."""

    def freeze(self, reviewed: Reviewed) -> FrozenRecord:
        """What the record of a review says, ready to be signed."""
        ...

    def check(self, frozen: FrozenRecord) -> None:
        """Refuse, with a `DamagedError`, a record of which a text is not the one that was signed."""
        ...

    def render(self, frozen: FrozenRecord, order: PrintOrder, *, name: str, seal: Seal | None) -> bytes:
        """The record as a PDF; `name` is the reviewer's, beside the signature."""
        ...

    def verify(self, data: bytes, *, known: Mapping[bytes, str]) -> FileVerdict:
        """What can be said of a printed file; `known` gives the people of a vault by their keys."""
        ...
