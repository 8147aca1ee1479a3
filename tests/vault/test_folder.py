"""Each thing that can be wrong with a folder has a sentence of its own, and looking changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sopcheck.errors import SopcheckError
from sopcheck.vault.errors import ForeignFileError, PlaceUnfitError, VaultDamagedError, VaultMissingError
from sopcheck.vault.folder import Folder, beside
from tests.vault.vaults import NETWORKED, THIS, contents

Change = Callable[[Path], object]


def remove_both(path: Path) -> None:
    (path / "vault.keys").unlink()
    (path / "vault.db").unlink()


def link_database(path: Path) -> None:
    (path / "vault.db").rename(path / "elsewhere")
    (path / "vault.db").symlink_to(path / "elsewhere")


def database_is_folder(path: Path) -> None:
    (path / "vault.db").unlink()
    (path / "vault.db").mkdir()


def keys_are_folder(path: Path) -> None:
    (path / "vault.keys").unlink()
    (path / "vault.keys").mkdir()


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (remove_both, VaultMissingError, "There is no vault in that folder"),
        (lambda path: (path / "vault.keys").unlink(), VaultMissingError, "vault.keys, is missing"),
        (lambda path: (path / "vault.db").unlink(), VaultMissingError, "vault.db, is missing"),
        (lambda path: (path / "vault.db").write_bytes(b""), VaultDamagedError, "vault.db, is empty"),
        (
            lambda path: (path / "vault.db").write_bytes(b"SQLite format 3\0" + bytes(4080)),
            ForeignFileError,
            "was not made by sopcheck",
        ),
        (link_database, ForeignFileError, "vault.db in this folder is not a file"),
        (database_is_folder, ForeignFileError, "vault.db in this folder is not a file"),
        (keys_are_folder, ForeignFileError, "vault.keys in this folder is not a file"),
    ],
)
def test_what_is_wrong_is_said_and_left_as_it_is(
    folder: Path, change: Change, error: type[SopcheckError], sentence: str
) -> None:
    change(folder)
    before = contents(folder)

    with pytest.raises(error, match=sentence):
        Folder(folder).require_vault()

    assert contents(folder) == before


@pytest.mark.parametrize("missing", ["nowhere", "nowhere/at/all"])
def test_a_folder_that_is_not_there_holds_no_vault(tmp_path: Path, missing: str) -> None:
    with pytest.raises(VaultMissingError, match="create a vault there"):
        Folder(tmp_path / missing).require_vault()

    assert not (tmp_path / missing).exists()


def test_a_whole_vault_is_found(folder: Path) -> None:
    Folder(folder).require_vault()


def test_a_vault_whose_key_file_has_a_predecessor_is_found(folder: Path) -> None:
    (folder / "vault.keys").rename(folder / "vault.keys.prev")

    Folder(folder).require_vault()


def test_a_new_or_empty_folder_is_free(tmp_path: Path) -> None:
    Folder(tmp_path).require_free()
    Folder(tmp_path / "new").require_free()


def test_a_vault_is_never_created_over_another(folder: Path) -> None:
    with pytest.raises(PlaceUnfitError, match="There is a vault in that folder already"):
        Folder(folder).require_free()


def test_a_vault_is_not_created_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()

    with pytest.raises(PlaceUnfitError, match="not empty"):
        Folder(tmp_path).require_free()
    with pytest.raises(PlaceUnfitError, match="not empty"):
        Folder(tmp_path / "holiday.jpg").require_free()


def test_a_network_folder_is_refused(tmp_path: Path) -> None:
    Folder(tmp_path).require_local(THIS)

    with pytest.raises(PlaceUnfitError, match="cannot lie on a network drive"):
        Folder(tmp_path).require_local(NETWORKED)


def test_a_journal_and_a_log_lie_beside_their_database(folder: Path) -> None:
    names = [path.name for path in beside(Folder(folder).next_database)]
    assert names == ["vault.db.next-journal", "vault.db.next-wal", "vault.db.next-shm"]
