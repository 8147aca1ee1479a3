"""Before anything is replayed there is a copy of everything, and it can be put back to the byte."""

import os
from pathlib import Path

import pytest

from sopcheck.vault import recovery
from sopcheck.vault.errors import DiskError
from sopcheck.vault.folder import Folder
from tests.vault.vaults import NOW, contents


def test_where_nothing_would_be_replayed_nothing_is_copied(folder: Path) -> None:
    (folder / "vault.db-journal").write_bytes(b"")

    assert recovery.set_aside(Folder(folder), now=NOW) is None
    assert not (folder / "recovery").exists()


def test_a_journal_with_content_has_everything_copied(folder: Path) -> None:
    (folder / "vault.db-journal").write_bytes(b"journal")

    aside = recovery.set_aside(Folder(folder), now=NOW)

    assert aside is not None
    assert contents(aside.copies) == {
        name: data for name, data in contents(folder).items() if "/" not in name
    }
    assert aside.copies.name == "20260507T090000000000Z"


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
def test_files_that_this_program_never_writes_are_taken_out_of_the_way(folder: Path, ending: str) -> None:
    stray = folder / f"vault.db{ending}"
    stray.write_bytes(b"foreign")

    aside = recovery.set_aside(Folder(folder), now=NOW)

    assert aside is not None
    assert not stray.exists()
    assert (aside.copies / stray.name).read_bytes() == b"foreign"


def test_what_was_set_aside_is_put_back_to_the_byte(folder: Path) -> None:
    (folder / "vault.db-journal").write_bytes(b"journal")
    (folder / "vault.db-wal").write_bytes(b"foreign")
    before = contents(folder)

    aside = recovery.set_aside(Folder(folder), now=NOW)
    (folder / "vault.db").write_bytes(b"ruined")
    (folder / "vault.db-journal").unlink()
    assert aside is not None
    aside.put_back()

    assert contents(folder) == before
    assert not (folder / "recovery").exists()


def test_earlier_copies_stay_when_the_latest_are_put_back(folder: Path) -> None:
    recovery.copy(Folder(folder), now=NOW.replace(year=2025))
    (folder / "vault.db-journal").write_bytes(b"journal")

    aside = recovery.set_aside(Folder(folder), now=NOW)
    assert aside is not None
    aside.put_back()

    assert [path.name for path in (folder / "recovery").iterdir()] == ["20250507T090000000000Z"]


def test_without_room_for_the_copies_nothing_is_opened(folder: Path) -> None:
    (folder / "vault.db-journal").write_bytes(b"journal")
    (folder / "recovery").write_bytes(b"in the way")

    with pytest.raises(DiskError):
        recovery.set_aside(Folder(folder), now=NOW)

    assert (folder / "vault.db-journal").read_bytes() == b"journal"


def test_two_crashes_in_one_second_are_kept_apart(folder: Path) -> None:
    first = recovery.copy(Folder(folder), now=NOW)
    second = recovery.copy(Folder(folder), now=NOW)
    assert first != second
    assert contents(first) == contents(second)


def test_what_is_copied_either_way_is_on_the_disk_before_anything_else_happens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, sync = set[int](), os.fsync

    def noted(descriptor: int) -> None:
        sync(descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", noted)
    (folder / "vault.db-journal").write_bytes(b"journal")
    aside = recovery.set_aside(Folder(folder), now=NOW)
    assert aside is not None
    assert {path.stat().st_ino for path in (aside.copies, *aside.copies.iterdir())} <= synced
    synced.clear()
    aside.put_back()
    assert {path.stat().st_ino for path in folder.glob("vault.db*")} <= synced
