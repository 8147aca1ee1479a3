"""The place of a vault as the services ask for it: a folder, the key store of this account, a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sopcheck.vault.errors import VaultMissingError
from sopcheck.vault.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from sopcheck.ledger.entry import PersonId
    from sopcheck.vault.backup import FoundBackup
    from sopcheck.vault.keyring import DeviceSecrets
    from sopcheck.vault.keyslots import Costs, Way
    from sopcheck.vault.labels import SlotLabel
    from sopcheck.vault.machine import Machine
    from sopcheck.vault.restoring import Contents, Restored
    from sopcheck.vault.vault import OpenVault

T = TypeVar("T")
_NO_BACKUP = "There is no backup in that folder. Choose the folder of one backup."
_NO_KEYRING = (
    "This account has no key store that sopcheck can use, so your passphrase alone protects the vault. "
    "Choose a long one; unlocking takes a little longer."
)


class Door(NamedTuple):
    """The way of a passphrase, a sheet's code or two custodians, at the folder of a vault."""

    path: Path
    way: Way
    keyring: DeviceSecrets | None
    machine: Machine
    costs: Costs | None

    def unlock(self, *, now: datetime) -> OpenVault:
        """Open the vault; see `opening.unlock`."""
        from sopcheck.vault.opening import unlock  # the unlock page comes before it

        return unlock(
            self.path, self.way, keyring=self.keyring, now=now, machine=self.machine, costs=self.costs
        )

    def look_into(self, backup: Path) -> Contents:
        """Check a backup and tell what it holds; see `restoring.look_into`."""
        from sopcheck.vault.restoring import look_into  # seldom needed

        return look_into(backup, self.path, self.way, machine=self.machine)

    def restore(
        self, backup: Path, *, now: datetime, progress: Callable[[int, int], None] | None = None
    ) -> Restored:
        """Put a backup in the place of the vault; what was there is copied aside."""
        from sopcheck.vault.restoring import restore  # seldom needed

        return restore(backup, self.path, self.way, now=now, machine=self.machine, progress=progress)


class VaultPlace:
    """Creates and unlocks the vault of one folder; `keyring` finds the key store or says there is none."""

    def __init__(
        self,
        path: Path,
        *,
        machine: Machine,
        keyring: Callable[[], DeviceSecrets],
        costs: Costs | None = None,
    ) -> None:
        self._path = path
        self._machine = machine
        self._find_keyring = keyring
        self._costs = costs

    def exists(self) -> bool:
        """Whether there is a vault in the folder."""
        folder = Folder(self._path)
        return folder.database.exists() or folder.keys.exists()

    def labels(self) -> list[SlotLabel]:
        """Who can unlock the vault."""
        from sopcheck.vault.labels import people_of  # the unlock page is painted before it

        return people_of(self._path)

    def keyring_note(self) -> str:
        """Empty, or the sentence that says what the missing key store means."""
        return "" if self._keyring() is not None else _NO_KEYRING

    def require_closed(self) -> None:
        """Refuse where another program has the vault open.

        Raises:
            VaultInUseError: it is open somewhere; told by process and host where that is known.
        """
        from sopcheck.vault.lock import FolderLock  # the unlock page comes before it

        FolderLock(Folder(self._path), self._machine).release()

    def size(self) -> int:
        """The bytes of the vault's file."""
        return Folder(self._path).database.stat().st_size

    def saying(
        self, words: Sequence[str], *, also: Path, progress: Callable[[int, int], None] | None = None
    ) -> tuple[int, list[str]]:
        """Search every file of the folder, and of another one, for words; how many, and which say one."""
        from sopcheck.vault.files import disk_errors  # seldom needed

        marks = [word.encode(writing) for word in words for writing in ("utf-8", "utf-16-le", "utf-16-be")]
        places = {path for place in (self._path, also) for path in place.rglob("*") if path.is_file()}
        saying = []
        for done, path in enumerate(sorted(places), start=1):
            with disk_errors():
                content = path.read_bytes()
            if any(mark in content for mark in marks):
                saying.append(path.name)
            if progress is not None:
                progress(done, len(places))
        return len(places), saying

    def create(self, *, person: PersonId, label: str, passphrase: str, begin: Callable[[OpenVault], T]) -> T:
        """Create the vault with its first person and begin to use it; where that fails there is none."""
        from sopcheck.vault.creating import create_vault  # the unlock page comes before it

        return create_vault(
            self._path,
            person=person,
            label=label,
            passphrase=passphrase,
            keyring=self._keyring(),
            machine=self._machine,
            begin=begin,
            costs=self._costs,
        )

    def by_passphrase(self, slot: str, passphrase: str) -> Door:
        """The door of a person: their slot, and what they typed."""
        from sopcheck.vault.opening import by_passphrase  # the unlock page comes before it

        keyring = self._keyring()
        return self._door(by_passphrase(slot, passphrase, keyring), keyring)

    def by_code(self, typed: str) -> Door:
        """The door that the code of a recovery sheet opens."""
        from sopcheck.vault.ways_back import open_sheet  # seldom needed

        return self._door(lambda files: open_sheet(files, typed), self._keyring())

    def by_custodians(self, keys: Sequence[tuple[bytes, str]]) -> Door:
        """The door that the key files of both custodians open, each with its passphrase.

        Raises:
            CustodianFileError, WrongPassphraseError: one of the files does not open.
        """
        from sopcheck.vault.custodian import open_custodian  # seldom needed
        from sopcheck.vault.ways_back import open_force

        first, second = (open_custodian(content, passphrase) for content, passphrase in keys)
        return self._door(lambda files: open_force(files, first, second), self._keyring())

    def backups(self, place: Path | None = None) -> list[FoundBackup]:
        """Which backups lie in a folder; without one, where this vault puts them unless told otherwise."""
        from sopcheck.vault.backup import found_in  # seldom needed

        return found_in(place or Folder(self._path).backups)

    def labels_in(self, backup: Path) -> list[SlotLabel]:
        """Who can open a backup; they are those who could unlock the vault when it was made."""
        from sopcheck.vault.labels import people_of  # seldom needed

        try:
            return people_of(backup)
        except VaultMissingError:
            raise VaultMissingError(_NO_BACKUP) from None

    def _door(self, way: Way, keyring: DeviceSecrets | None) -> Door:
        return Door(path=self._path, way=way, keyring=keyring, machine=self._machine, costs=self._costs)

    def _keyring(self) -> DeviceSecrets | None:
        from sopcheck.vault.keyring import NoKeyringError  # the unlock page comes before it

        try:
            return self._find_keyring()
        except NoKeyringError:
            return None
