"""One program at a time; a lock whose holder has ended counts for nothing."""

import errno
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import filelock
import pytest

from sopcheck.vault.errors import DiskError, ForeignFileError, VaultInUseError
from sopcheck.vault.folder import Folder
from sopcheck.vault.labels import people_of
from sopcheck.vault.lock import FolderLock
from tests.vault.vaults import THIS, enter


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[FolderLock]:
    held = FolderLock(Folder(tmp_path), THIS)
    yield held
    held.release()


def test_a_second_program_is_told_who_has_the_vault_open(lock: FolderLock, tmp_path: Path) -> None:
    with pytest.raises(VaultInUseError, match=r"process 4711 on desk-1\)\. Close it there"):
        FolderLock(Folder(tmp_path), THIS)


@pytest.mark.parametrize("note", [b"", b"[1]", b"\xff"])
def test_without_a_readable_note_it_is_told_all_the_same(
    lock: FolderLock, tmp_path: Path, note: bytes
) -> None:
    (tmp_path / "vault.holder").write_bytes(note)

    with pytest.raises(VaultInUseError, match="open in another window or program"):
        FolderLock(Folder(tmp_path), THIS)


def test_after_release_the_folder_is_free(tmp_path: Path) -> None:
    for _ in range(2):
        FolderLock(Folder(tmp_path), THIS).release()

    assert not (tmp_path / "vault.holder").exists()


def test_the_note_of_a_program_that_ended_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "vault.lock").touch()
    (tmp_path / "vault.holder").write_bytes(b'{"host":"desk-9","process":1}')

    FolderLock(Folder(tmp_path), THIS).release()


def test_a_folder_that_takes_no_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(filelock.FileLock, "acquire", refused)
    with pytest.raises(DiskError, match="cannot be written to"):
        FolderLock(Folder(tmp_path), THIS)


def test_a_full_disk_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    FolderLock(Folder(tmp_path), THIS).release()


@pytest.mark.parametrize(
    "name",
    [
        "vault.attempts",
        "vault.db-journal",
        "vault.db-shm",
        "vault.db-wal",
        "vault.db.next",
        "vault.db.next-journal",
        "vault.holder",
        "vault.keys.prev",
        "vault.lock",
    ],
)
def test_nothing_is_written_through_a_link_that_somebody_left_in_the_folder(
    folder: Path, tmp_path: Path, name: str
) -> None:
    own = tmp_path / "letter.txt"
    own.write_bytes(b"the person's own")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(own)
    for act in (partial(FolderLock, Folder(folder), THIS), partial(enter, folder)):
        with pytest.raises(ForeignFileError, match=rf"{name} in this folder is not a file\."):
            act()
    assert own.read_bytes() == b"the person's own"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such pipes")
def test_a_pipe_under_the_name_of_a_file_keeps_nobody_waiting(folder: Path) -> None:
    (folder / "vault.keys.prev").unlink(missing_ok=True)
    os.mkfifo(folder / "vault.keys.prev")
    with pytest.raises(ForeignFileError, match=r"vault\.keys\.prev"):
        people_of(folder)
