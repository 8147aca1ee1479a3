"""What is written beside a backup: of which vault, when, and how far every chain had come.

Canonical JSON `backup.json`: entries, gen, heads {chain id: [number, entry hash]}, mac, magic, made (UTC), v,
vault. The MAC is under the vault key, so whether a backup opens with the present key can be told without
opening it. History of the format: v 1, the first.
"""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from sopcheck import canonical
from sopcheck.errors import DamagedError
from sopcheck.ledger.chain import Mark
from sopcheck.ledger.entry import ChainId
from sopcheck.vault import files
from sopcheck.vault.seal import Seal

NAME = "backup.json"
_PURPOSE = b"sopcheck/backup/v1"
_MOST_BYTES = 256 * 1024


class BackupDamagedError(DamagedError):
    """A backup is not what was written."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__("This backup is damaged or was altered. Take another one.")


class BackupNote(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a backup holds; `made` is UTC text."""

    entries: Annotated[int, Meta(ge=0)]
    gen: int
    heads: dict[ChainId, Mark]
    mac: str = ""
    made: str
    vault: str
    magic: Literal["sopcheck-backup"] = "sopcheck-backup"
    v: Literal[1] = 1

    def sealed(self, vault_key: bytes) -> "BackupNote":
        """Give the note with the MAC that belongs to it."""
        return msgspec.structs.replace(self, mac=Seal(vault_key, _PURPOSE).of(self._unsealed()))

    def is_of(self, vault_key: bytes) -> bool:
        """Tell whether it was written with this vault key and not changed since."""
        return Seal(vault_key, _PURPOSE).fits(self._unsealed(), self.mac)

    def covers(self, other: "BackupNote") -> bool:
        """Tell whether every chain had come here at least as far as in another backup."""
        return all(
            log in self.heads and self.heads[log].seq >= reached.seq for log, reached in other.heads.items()
        )

    def written(self) -> bytes:
        """Give the bytes of the file."""
        return canonical.encode(msgspec.to_builtins(self))

    def _unsealed(self) -> "BackupNote":
        return msgspec.structs.replace(self, mac="")


def read_note(folder: Path) -> BackupNote:
    """Read what is written beside a backup.

    Raises:
        BackupDamagedError: there is none, or it is no such note.
        DiskError: it cannot be read.
    """
    path = folder / NAME
    try:
        with files.disk_errors():
            if not path.is_file() or path.stat().st_size > _MOST_BYTES:
                raise BackupDamagedError
            content = path.read_bytes()
        return msgspec.convert(canonical.decode(content), BackupNote)
    except (canonical.NotCanonicalError, msgspec.ValidationError):
        raise BackupDamagedError from None
