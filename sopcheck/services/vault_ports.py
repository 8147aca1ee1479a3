"""What the services ask of an open vault beside its entries: keys, ways back, backups, witnesses."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from sopcheck.ledger.checkpoint import Checkpoint
from sopcheck.ledger.entry import PersonId
from sopcheck.ledger.verify import Problem


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

    @property
    def evidence(self) -> tuple[Problem, ...]:
        """What their clocks contradict."""
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
    def kind(self) -> Literal["device", "passphrase", "sheet"]:
        """Whether the device secret of this machine is needed too; a sheet's is not a person's."""
        ...


class BackLabel(Protocol):
    """A way back into a vault, as it can be read while it is locked."""

    @property
    def person(self) -> PersonId:
        """The id under which it signs."""
        ...

    @property
    def label(self) -> str:
        """Its number."""
        ...

    @property
    def kind(self) -> Literal["sheet", "force"]:
        """Whether it is a printed sheet or the custodians of a force."""
        ...

    @property
    def custodians(self) -> tuple[str, ...]:
        """The public keys of the custodians, in hex; none of a sheet."""
        ...


class WaysBack(Protocol):
    """The ways back into an open vault."""

    def all(self) -> Sequence[BackLabel]:
        """Every way that the key file has."""
        ...

    def make_sheet(self, *, enter: Callable[[BackLabel, bytes], None]) -> tuple[BackLabel, tuple[str, ...]]:
        """Make a sheet in place of the one before, once its key is entered; gives the groups of its code."""
        ...

    def make_force(
        self, custodians: tuple[str, str], *, enter: Callable[[BackLabel, bytes], None]
    ) -> BackLabel:
        """Make the way of two custodians, by their public keys in hex, once its own key is entered."""
        ...

    def rehearse(self, typed: str) -> BackLabel:
        """Open the slot of a sheet as recovery would."""
        ...

    def rehearse_force(self, keys: Sequence[tuple[bytes, str]]) -> BackLabel:
        """Open the slot of the force as recovery would, with both key files and their passphrases."""
        ...

    def new_custodian(self, passphrase: str) -> tuple[bytes, str]:
        """Make the key of a custodian: the bytes of its file, and the public key."""
        ...


class Proofs(Protocol):
    """When what a vault promises was last proved on this machine."""

    def last(self, name: str) -> datetime | None:
        """The last proof of this name, if there was one."""
        ...

    def proved(self, name: str, at: datetime) -> None:
        """Remember a proof."""
        ...


class Outstanding(Protocol):
    """What nobody outside this machine has seen."""

    @property
    def entries(self) -> int:
        """How many entries."""
        ...

    @property
    def oldest(self) -> datetime | None:
        """When the oldest of them was recorded."""
        ...


class Witness(Protocol):
    """What others know of this vault: this machine's note of it, and what was printed."""

    @property
    def is_behind(self) -> bool:
        """Whether the vault is an older state of itself, and nobody accepted that; then it is only read."""
        ...

    def is_of_another_key(self) -> bool:
        """Whether the note of this machine is of another key of the vault, as before its key was changed."""
        ...

    def is_new_here(self) -> bool:
        """Whether a vault that was used before meets a machine that has no note of it."""
        ...

    def anchor(self, at: datetime) -> None:
        """Note on this machine how far the vault has come."""
        ...

    def accept(self, at: datetime) -> None:
        """Take the vault as it is now for what this machine has seen, after a restore that was told."""
        ...

    def paper(self) -> Checkpoint:
        """The checkpoint that a print carries."""
        ...

    def notes(self) -> tuple[str, ...]:
        """The newest signed checkpoint of each chain that is written here."""
        ...

    def witnessed(self, checkpoint: Checkpoint) -> None:
        """Note that a checkpoint has left this machine."""
        ...

    def outstanding(self) -> Outstanding:
        """What no checkpoint that left this machine covers yet."""
        ...

    def compare(self, printed: str) -> Problem | None:
        """What is wrong with the ledger by the line of a printed record, if anything."""
        ...


class FoundBackup(Protocol):
    """A backup as it can be told without a key."""

    @property
    def made(self) -> datetime:
        """When it was made, in UTC."""
        ...

    @property
    def entries(self) -> int:
        """How many entries it holds."""
        ...

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        ...

    @property
    def path(self) -> Path:
        """Its folder."""
        ...


class BackupRow(FoundBackup, Protocol):
    """A backup of an open vault."""

    @property
    def opens_now(self) -> bool:
        """Whether the present key opens it; else it still opens with the passphrases of its time."""
        ...


class Backups(Protocol):
    """The backups of an open vault."""

    @property
    def place(self) -> Path:
        """Where backups are put."""
        ...

    def put_into(self, place: Path | None) -> None:
        """Choose where backups are put; None for the folder of the vault."""
        ...

    def all(self) -> Sequence[BackupRow]:
        """Every backup of this vault, the newest first."""
        ...

    def aside(self) -> Sequence[Path]:
        """Which copies of the vault were set aside, before a restore or a repair."""
        ...

    def destroy(self, paths: Iterable[Path]) -> None:
        """Take away backups and copies that were set aside."""
        ...

    def is_due(self) -> bool:
        """Whether anything was recorded since the newest."""
        ...

    def make(self, *, at: datetime, progress: Callable[[int, int], None] | None = None) -> BackupRow:
        """Make one, verified, and thin the older ones."""
        ...


class Rehearsal(Protocol):
    """Rehearses restores for an open vault."""

    def restore(
        self,
        backup: Path,
        *,
        known: Mapping[PersonId, Collection[bytes]],
        now: datetime,
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        """Restore a backup to a place apart, check every entry in it, and clear up."""
        ...


class Rekeying(Protocol):
    """Changes the key of an open vault."""

    def require_possible(
        self, known: Mapping[PersonId, Collection[bytes]], *, without: PersonId | None
    ) -> None:
        """Refuse while somebody who stays could not be given the new key."""
        ...

    def change(
        self,
        known: Mapping[PersonId, Collection[bytes]],
        *,
        without: PersonId | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Give the vault another key, and that to all but one person; the vault is closed then."""
        ...


class Restored(Protocol):
    """What came back with a backup."""

    @property
    def made(self) -> datetime:
        """When the backup was made, in UTC."""
        ...

    @property
    def entries(self) -> int:
        """How many entries it holds."""
        ...

    @property
    def missing(self) -> int | None:
        """How many the vault had since; none where it could not be read."""
        ...


class Lacking(Protocol):
    """What the vault has that a backup has not."""

    @property
    def entries(self) -> int:
        """How many entries."""
        ...

    @property
    def cases(self) -> int:
        """Of how many cases any of them is."""
        ...


class Contents(Protocol):
    """What a backup holds."""

    @property
    def made(self) -> datetime:
        """When it was made, in UTC."""
        ...

    @property
    def entries(self) -> int:
        """How many entries it holds."""
        ...

    @property
    def cases(self) -> int:
        """How many cases it holds."""
        ...

    @property
    def lacking(self) -> Lacking | None:
        """What would be missing; none where no vault is there, or it cannot be read."""
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
        """Take away the slot of somebody, if there is one."""
        ...

    def renew(self, *, person: PersonId, label: str, passphrase: str, enter: Callable[[bytes], None]) -> None:
        """Give somebody a new slot and seed in place of the old, once the public key is entered."""
        ...

    def change_passphrase(self, *, old: str, new: str) -> None:
        """Give the unlocked person's slot another passphrase."""
        ...


class PrintNotice(Protocol):
    """What every document of the vault says under its title."""

    def keep(self, words: str) -> None:
        """Keep the words in place of those before."""
        ...

    def get(self) -> str:
        """Give the words; empty for a vault of real cases."""
        ...
