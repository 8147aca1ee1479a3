"""A backup counts once it was opened and compared; damage is refused and never laundered."""

import errno
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.errors import DamagedError, RefusedError
from sopcheck.vault import backup, cipher
from sopcheck.vault.backup import BackupRow
from sopcheck.vault.backup_note import NAME, BackupDamagedError, read_note
from sopcheck.vault.errors import DiskError, VaultDamagedError
from sopcheck.vault.folder import PAGE_BYTES
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import BOOK, NOW, OTHER, contents, copy_of, create, enter, fill


def made(vault: OpenVault, **later: int) -> BackupRow:
    return vault.backups.make(at=NOW + timedelta(**later))


def test_a_backup_is_a_vault_that_opens_with_all_that_was_recorded(used_folder: Path, tmp_path: Path) -> None:
    with enter(used_folder) as vault:
        row = made(vault)
        entries = vault.ledger.entries(BOOK)
    copied = copy_of(row.path, tmp_path / "copy")
    with enter(copied) as vault:
        assert vault.ledger.entries(BOOK) == entries
    assert (row.entries, row.made, row.opens_now) == (len(entries), NOW, True)


def test_a_backup_holds_the_vault_its_keys_and_a_note_and_nothing_else(folder: Path) -> None:
    with enter(folder) as vault:
        row = made(vault)
    assert sorted(path.name for path in row.path.iterdir()) == [NAME, "vault.db", "vault.keys"]
    assert json.loads((row.path / NAME).read_bytes())["entries"] == 0


def test_backups_are_listed_the_newest_first(folder: Path) -> None:
    with enter(folder) as vault:
        first = made(vault)
        fill(vault, 2)
        second = made(vault, days=1)
        assert vault.backups.all() == [second, first]


def test_two_backups_in_one_second_are_two(folder: Path) -> None:
    with enter(folder) as vault:
        paths = {made(vault).path.name for _ in range(3)}
    assert len(paths) == 3


def test_one_is_due_once_something_was_recorded(folder: Path) -> None:
    with enter(folder) as vault:
        assert vault.backups.is_due()
        made(vault)
        assert not vault.backups.is_due()
        fill(vault, 1)
        assert vault.backups.is_due()


def test_backups_go_where_they_are_put_and_others_there_are_left_alone(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    (place / "holiday pictures").mkdir(parents=True)
    with enter(folder) as vault:
        vault.backups.put_into(place)
        row = made(vault)
    with enter(folder) as vault:
        assert vault.backups.all() == [row]
        assert row.path.parent == place
        vault.backups.put_into(None)
        assert vault.backups.all() == []
    assert (place / "holiday pictures").is_dir()
    assert not (folder / "backups").exists()


def test_a_place_that_takes_no_backup_is_refused_and_they_go_where_they_went(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with enter(folder) as vault:
        vault.backups.put_into(tmp_path / "place")
        row = made(vault)
        for place in (tmp_path / "file", tmp_path / "file" / "within"):
            with pytest.raises(DiskError, match="Backups cannot be put there"):
                vault.backups.put_into(place)
        assert vault.backups.place == tmp_path / "place"
        assert vault.backups.all() == [row]
    assert [path.name for path in (tmp_path / "place").iterdir()] == [row.path.name]


def test_a_backup_of_another_vault_is_not_listed_nor_thinned(folder: Path, tmp_path: Path) -> None:
    with create(tmp_path / "other") as vault:
        vault.backups.put_into(tmp_path / "place")
        other = made(vault)
    with enter(folder) as vault:
        vault.backups.put_into(tmp_path / "place")
        row = made(vault, days=400)
        assert vault.backups.all() == [row]
    assert other.path.exists()


def test_older_backups_are_thinned_only_after_the_new_one_is_verified(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise BackupDamagedError

    with enter(folder) as vault:
        first = made(vault)
        with monkeypatch.context() as patch:
            patch.setattr(backup, "check_backup", damaged)
            with pytest.raises(BackupDamagedError):
                made(vault, hours=1)
        assert vault.backups.all() == [first]
        second = made(vault, hours=1)
        assert vault.backups.all() == [second]


def test_backups_of_an_older_key_are_told_apart_and_never_thinned(folder: Path) -> None:
    with enter(folder) as vault:
        old = made(vault)
        vault.slots.change_passphrase(old="correct horse battery staple", new=OTHER)
        known = {vault.person: [vault.public_key]}
        vault.rekeying.change(known)
    with enter(folder, passphrase=OTHER) as vault:
        new = made(vault, days=400)
        assert [(row.path, row.opens_now) for row in vault.backups.all()] == [
            (new.path, True),
            (old.path, False),
        ]
    enter(copy_of(old.path, folder.parent / "old")).close()


def test_a_backup_that_holds_more_than_a_vault_that_was_put_back_is_never_thinned(
    folder: Path, tmp_path: Path
) -> None:
    with enter(folder) as vault:
        vault.backups.put_into(tmp_path / "place")
        fill(vault, 2)
        lesser = made(vault)
    older = copy_of(folder, tmp_path / "older")
    with enter(folder) as vault:
        fill(vault, 1)
        fuller = made(vault, minutes=1)
        assert vault.backups.all() == [fuller]
    with enter(older) as vault:
        newest = made(vault, days=400)
        assert vault.backups.all() == [newest, fuller]
    assert not lesser.path.exists()


def test_a_page_that_goes_bad_is_refused_or_was_still_in_memory_and_is_never_laundered(
    used_folder: Path, tmp_path: Path
) -> None:
    content = (used_folder / "vault.db").read_bytes()
    with enter(used_folder) as vault:
        made(vault)
        right = vault.ledger.entries(BOOK)
    outcomes = []
    for page in range(1, len(content) // PAGE_BYTES, 5):
        (used_folder / "vault.db").write_bytes(content)
        row = backup_with_bad_page(used_folder, content, page)
        if row is not None:
            with enter(copy_of(row.path, tmp_path / f"copy {page}")) as vault:
                assert vault.ledger.entries(BOOK) == right
        outcomes.append(row is None)
    assert outcomes.count(True) >= 3


def backup_with_bad_page(folder: Path, content: bytes, page: int) -> BackupRow | None:
    place = page * PAGE_BYTES + 200
    with enter(folder) as vault:
        before = vault.backups.all()
        flipped = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        (folder / "vault.db").write_bytes(flipped)
        try:
            return made(vault, hours=page)
        except VaultDamagedError:
            assert len(list((folder / "backups").iterdir())) == len(before) == len(vault.backups.all())
            return None


def test_a_full_disk_leaves_the_old_backup_and_nothing_of_the_new(
    used_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with enter(used_folder) as vault:
        first = made(vault)
        before = contents(used_folder / "backups")
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(DiskError, match="The disk is full"):
            made(vault, hours=1)
        monkeypatch.undo()
        assert contents(used_folder / "backups") == before
        assert vault.backups.all() == [first]
        fill(vault, 1)


def test_what_a_kill_left_behind_is_no_backup_and_is_swept(folder: Path) -> None:
    left = folder / "backups" / "20260507T080000000000Z.part"
    left.mkdir(parents=True)
    (left / "vault.db").write_bytes(b"half")
    with enter(folder) as vault:
        assert vault.backups.all() == []
        made(vault)
    assert not left.exists()


def test_progress_is_told_and_may_stop_it(used_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class StoppedError(RefusedError):
        """Somebody pressed Cancel."""

    def stop(_done: int, _total: int) -> None:
        raise StoppedError("Stopped.")

    monkeypatch.setattr(backup, "_STEPS", 10)
    steps: list[tuple[int, int]] = []
    with enter(used_folder) as vault:
        vault.backups.make(at=NOW, progress=lambda done, total: steps.append((done, total)))
        assert steps == sorted(steps)
        with pytest.raises(StoppedError):
            vault.backups.make(at=NOW + timedelta(hours=1), progress=stop)
        assert len(vault.backups.all()) == 1
        fill(vault, 1)
    assert [path for path in (used_folder / "backups").iterdir() if path.suffix == ".part"] == []


def test_nothing_of_the_cases_is_readable_in_a_backup(folder: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 3, text="Operation Heather " * 100)
        row = made(vault)
    held = b"".join(path.read_bytes() for path in row.path.iterdir())
    assert b"Heather" not in held


@pytest.mark.parametrize(
    "change", [lambda note: note | {"entries": 7}, lambda note: note | {"mac": "00" * 32}]
)
def test_a_note_that_was_altered_makes_it_no_backup_of_the_present_key(folder: Path, change: object) -> None:
    with enter(folder) as vault:
        row = made(vault)
        note = json.loads((row.path / NAME).read_bytes())
        from sopcheck import canonical

        (row.path / NAME).write_bytes(canonical.encode(change(note)))  # type: ignore[operator]  # a parametrised lambda
        assert [one.opens_now for one in vault.backups.all()] == [False]


@pytest.mark.parametrize("content", [b"", b"{}", b"[", b"{" * 300_000])
def test_a_folder_without_a_good_note_is_no_backup(folder: Path, content: bytes) -> None:
    with enter(folder) as vault:
        row = made(vault)
        (row.path / NAME).write_bytes(content)
        assert vault.backups.all() == []
        with pytest.raises(DamagedError, match="Take another one"):
            read_note(row.path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_backup_is_for_its_owner_only(folder: Path) -> None:
    with enter(folder) as vault:
        row = made(vault)
    assert row.path.stat().st_mode & 0o777 == 0o700


def test_a_backup_whose_database_is_not_what_the_note_says_is_refused(used_folder: Path) -> None:
    with enter(used_folder) as vault:
        row = made(vault)
        note = read_note(row.path)
        fill(vault, 1, text="more")
        newer = made(vault, days=1)
        spec = vault.backups._spec  # noqa: SLF001 - no other way to the key of an open vault
        backup.check_backup(newer.path / "vault.db", spec, read_note(newer.path))
        with pytest.raises(BackupDamagedError):
            backup.check_backup(newer.path / "vault.db", spec, note)
        assert cipher.check_fully(row.path / "vault.db", spec) == 0


def test_backups_are_found_without_a_key_and_told_by_their_notes(folder: Path, tmp_path: Path) -> None:
    with enter(folder) as vault:
        vault.backups.put_into(tmp_path / "stick")
        first, second = made(vault), made(vault, days=1)
    (tmp_path / "stick" / "no backup").mkdir()
    found = backup.found_in(tmp_path / "stick")
    assert [(one.path, one.made, one.entries) for one in found] == [
        (row.path, row.made, row.entries) for row in (second, first)
    ]
    assert backup.found_in(first.path) == [found[1]]
    assert backup.found_in(tmp_path / "nowhere") == []


def test_a_disk_that_does_not_read_makes_no_backup_a_damaged_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with enter(folder) as vault:
        row = vault.backups.make(at=NOW)
        monkeypatch.setattr(Path, "read_bytes", unread)
        with pytest.raises(DiskError, match="try again"):
            read_note(row.path)
        assert vault.backups.all() == []


@pytest.mark.parametrize("name", ["wedding.part", "20260507T080000000000Z.part"])
def test_what_else_lies_in_a_chosen_folder_is_left_alone(folder: Path, tmp_path: Path, name: str) -> None:
    own = tmp_path / "chosen" / name
    own.mkdir(parents=True)
    (own / "vault.db").write_bytes(b"perhaps a backup")
    (own / "letter.txt").write_bytes(b"the person's own")
    with enter(folder) as vault:
        vault.backups.put_into(tmp_path / "chosen")
        vault.backups.make(at=NOW)
    assert len(contents(own)) == 2
