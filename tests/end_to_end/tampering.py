"""Changing a vault as somebody can who has its keys and writes SQL."""

from pathlib import Path

from sopcheck.vault import cipher
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyslots import open_slot
from sopcheck.vault.labels import people_of, read_files
from sopcheck.vault.opening import key_spec
from tests.world import PASSPHRASE


def tamper(folder: Path, *statements: str) -> None:
    """Run statements on the database of a locked vault."""
    slot = people_of(folder)[0].id
    opened = open_slot(read_files(Folder(folder)), slot, PASSPHRASE, device_secret=None)
    connection = cipher.connect(folder / "vault.db", key_spec(opened.file, opened.secrets.vault_key))
    for statement in statements:
        connection.execute(statement)
    connection.close()
