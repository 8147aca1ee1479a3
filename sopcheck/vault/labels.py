"""Who may unlock a vault, told while it is locked; light, since the unlock page is painted from it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import Struct

from sopcheck.errors import DamagedError, UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import keyfile
from sopcheck.vault.errors import KeyFileDamagedError, NewerVaultError
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import AnySlot, ForceSlot, KeyFile, SlotKind


class SlotLabel(Struct, frozen=True):
    """What is known of a slot without unlocking it."""

    id: str
    label: str
    person: PersonId
    kind: SlotKind


class BackLabel(Struct, frozen=True):
    """What is known of a way back: a sheet with its number, or the custodians of a force by public keys."""

    person: PersonId
    label: str
    kind: Literal["sheet", "force"]
    custodians: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """The key file of a folder and the one before it; at least one of them could be read."""

    current: KeyFile | None
    previous: KeyFile | None

    def best(self) -> KeyFile:
        """Give the one to show people from."""
        file = self.current or self.previous
        if file is None:
            raise KeyFileDamagedError
        return file


def people_of(path: Path) -> list[SlotLabel]:
    """Tell who may unlock the vault in a folder, without unlocking it.

    Raises:
        VaultMissingError, ForeignFileError, NewerVaultError, KeyFileDamagedError, DiskError: it cannot.
    """
    folder = Folder(path)
    folder.require_vault()
    return labels(read_files(folder).best())


def labels(file: KeyFile) -> list[SlotLabel]:
    """Give what may be shown of the slots of a key file."""
    return [SlotLabel(slot.id, slot.label, slot.person, slot.kind) for slot in file.slots]


def back(slot: AnySlot) -> BackLabel:
    """Give what may be shown of a way back."""
    if isinstance(slot, ForceSlot):
        return BackLabel(slot.person, slot.label, "force", slot.custodians)
    return BackLabel(slot.person, slot.label, "sheet")


def ways_back(file: KeyFile) -> list[BackLabel]:
    """Give what may be shown of the ways back in a key file."""
    return [*map(back, file.sheets), *map(back, file.force)]


def read_files(folder: Folder) -> KeyFiles:
    """Read the key file and the one before it.

    Raises:
        NewerVaultError: a newer program wrote it.
        ForeignFileError, KeyFileDamagedError, DiskError: neither can be used.
    """
    previous = _readable(folder.previous_keys)
    try:
        return KeyFiles(keyfile.read(folder.keys), previous)
    except NewerVaultError:
        raise
    except (DamagedError, UnavailableError):
        if previous is None:
            raise
        return KeyFiles(None, previous)


def _readable(path: Path) -> KeyFile | None:
    try:
        return keyfile.read(path)
    except (DamagedError, UnavailableError):
        return None
