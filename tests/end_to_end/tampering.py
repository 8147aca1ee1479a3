"""Changing a vault as somebody can who has its keys and writes SQL."""

from pathlib import Path

from sopcheck.crypto.kdf import subkey
from sopcheck.vault import cipher
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyslots import Opened, open_slot
from sopcheck.vault.labels import people_of, read_files
from sopcheck.vault.specs import key_spec
from tests.world import PASSPHRASE


def _opened(folder: Path) -> Opened:
    slot = people_of(folder)[0].id
    return open_slot(read_files(Folder(folder)), slot, PASSPHRASE, device_secret=None)


def key_of(folder: Path) -> bytes:
    """The key of the database of a locked vault."""
    return subkey(_opened(folder).secrets.vault_key, b"sopcheck/db/v1")


def spec_of(folder: Path) -> KeySpec:
    """The key and salt of the database of a locked vault."""
    opened = _opened(folder)
    return key_spec(opened.file, opened.secrets.vault_key)


def tamper(folder: Path, *statements: str) -> None:
    """Run statements on the database of a locked vault."""
    connection = cipher.connect(folder / "vault.db", spec_of(folder))
    for statement in statements:
        connection.execute(statement)
    connection.close()
