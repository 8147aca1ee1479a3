"""Who may unlock is told while the vault is locked, even where the newest key file is damaged."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sopcheck import canonical
from sopcheck.vault.errors import ForeignFileError, KeyFileDamagedError, NewerVaultError, VaultMissingError
from sopcheck.vault.folder import Folder
from sopcheck.vault.labels import KeyFiles, SlotLabel, people_of, read_files
from tests.vault.vaults import ANN


def test_everybody_with_a_slot_is_told(folder: Path) -> None:
    (told,) = people_of(folder)

    assert told == SlotLabel(told.id, "1234", ANN, "passphrase")


def test_where_the_key_file_is_damaged_the_one_before_tells(folder: Path) -> None:
    expected = people_of(folder)
    content = (folder / "vault.keys").read_bytes()
    (folder / "vault.keys.prev").write_bytes(content)
    (folder / "vault.keys").write_bytes(content[:-1])

    assert people_of(folder) == expected
    assert read_files(Folder(folder)).current is None


def test_where_the_key_file_is_missing_the_one_before_tells(folder: Path) -> None:
    expected = people_of(folder)
    (folder / "vault.keys").rename(folder / "vault.keys.prev")

    assert people_of(folder) == expected


def test_a_damaged_file_before_is_nobodys_trouble(folder: Path) -> None:
    (folder / "vault.keys.prev").write_bytes(b"damaged")

    assert read_files(Folder(folder)).previous is None


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", KeyFileDamagedError), (b'{"magic":"other"}', ForeignFileError)],
)
def test_without_a_usable_file_the_sentence_is_that_of_the_newest(
    folder: Path, content: bytes, error: type[Exception]
) -> None:
    (folder / "vault.keys").write_bytes(content)

    with pytest.raises(error):
        people_of(folder)


def test_a_newer_file_is_never_passed_over_for_the_one_before(folder: Path) -> None:
    content = (folder / "vault.keys").read_bytes()
    (folder / "vault.keys.prev").write_bytes(content)
    (folder / "vault.keys").write_bytes(canonical.encode({**json.loads(content), "v": 3}))

    with pytest.raises(NewerVaultError):
        people_of(folder)


def test_where_there_is_no_vault_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(VaultMissingError):
        people_of(tmp_path)


def test_without_any_file_there_is_nobody() -> None:
    with pytest.raises(KeyFileDamagedError):
        KeyFiles(None, None).best()


def test_telling_loads_nothing_heavy() -> None:
    """The unlock page is painted from this."""
    code = "import sys, sopcheck.vault.place; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert not {"sqlalchemy", "sqlcipher3", "alembic", "cryptography", "keyring", "filelock"} & set(
        loaded.split()
    )
