"""A restored vault is whole, says what is missing, and goes on in chains of its own."""

from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.vault import switching
from sopcheck.vault.backup import BackupRow
from sopcheck.vault.backup_note import BackupDamagedError
from sopcheck.vault.errors import (
    DiskError,
    KeyFileDamagedError,
    PlaceUnfitError,
    VaultDamagedError,
    VaultInUseError,
    WrongPassphraseError,
)
from sopcheck.vault.opening import by_passphrase
from sopcheck.vault.restoring import Contents, Lacking, Restored, look_into, restore
from tests.vault.vaults import (
    ANN,
    BOOK,
    NETWORKED,
    NOW,
    OTHER,
    PASSPHRASE,
    THIS,
    contents,
    enter,
    fill,
    slot_of,
)

NOT_RESTORED = (BackupDamagedError, VaultDamagedError, WrongPassphraseError, KeyFileDamagedError, DiskError)


@pytest.fixture
def row(folder: Path, tmp_path: Path) -> BackupRow:
    """A backup of five entries, to which the vault has added three."""
    with enter(folder) as vault:
        vault.backups.put_into(tmp_path / "backups")
        fill(vault, 5)
        made = vault.backups.make(at=NOW)
        fill(vault, 3)
        vault.witness.anchor(NOW)
    return made


def put_back(row: BackupRow, folder: Path, *, passphrase: str = PASSPHRASE) -> Restored:
    way = by_passphrase(slot_of(row.path), passphrase, None)
    return restore(row.path, folder, way, now=NOW, machine=THIS)


def test_a_restored_vault_has_what_the_backup_had_and_tells_what_it_lacks(
    row: BackupRow, folder: Path
) -> None:
    assert put_back(row, folder) == Restored(NOW, 5, 3)
    with enter(folder) as vault:
        assert len(vault.ledger.entries(BOOK)) == 5
        assert any("3 entries are missing" in notice for notice in vault.notices)


def look(row: BackupRow, folder: Path, *, passphrase: str = PASSPHRASE) -> Contents:
    way = by_passphrase(slot_of(row.path), passphrase, None)
    return look_into(row.path, folder, way, machine=THIS)


def test_what_a_backup_lacks_is_told_before_it_is_restored_and_nothing_is_changed(
    row: BackupRow, folder: Path
) -> None:
    before = contents(folder), contents(row.path)
    assert look(row, folder) == Contents(NOW, 5, 0, Lacking(3, 1))
    assert (contents(folder), contents(row.path)) == before


def test_where_no_vault_is_nothing_is_lacking(row: BackupRow, tmp_path: Path) -> None:
    assert look(row, tmp_path / "new place" / "vault").lacking is None
    assert not (tmp_path / "new place").exists()


def test_a_vault_with_a_journal_is_not_touched_by_looking(row: BackupRow, folder: Path) -> None:
    (folder / "vault.db-journal").write_bytes(b"of an interrupted save" * 100)
    before = contents(folder)
    assert look(row, folder).lacking is None
    assert contents(folder) == before


def test_who_cannot_open_a_backup_learns_nothing_of_it(row: BackupRow, folder: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        look(row, folder, passphrase=OTHER)


def test_an_open_vault_is_told_before_anything_is_compared(row: BackupRow, folder: Path) -> None:
    with enter(folder), pytest.raises(VaultInUseError):
        look(row, folder)


def test_a_restored_vault_writes_on_new_chains(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        before = vault.chains
    put_back(row, folder)
    with enter(folder) as vault:
        assert {vault.chains.record, vault.chains.access}.isdisjoint({before.record, before.access})
        vault.witness.accept(NOW)
        fill(vault, 1)
        assert len(vault.ledger.entries(BOOK)) == 6
        assert not [
            one
            for one in vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
            if "missing" not in one.meaning
        ]


def test_what_was_printed_of_a_restored_vault_stays_witnessed_and_the_rest_does_not(
    row: BackupRow, folder: Path
) -> None:
    put_back(row, folder)
    with enter(folder) as vault:
        assert vault.witness.outstanding().entries == 5
        vault.witness.accept(NOW)
        fill(vault, 2)
        assert vault.witness.outstanding().entries == 7
        vault.witness.witnessed(vault.witness.paper())
        fill(vault, 1)
        assert vault.witness.outstanding().entries == 1


def test_what_was_there_is_kept(row: BackupRow, folder: Path) -> None:
    before = contents(folder)
    put_back(row, folder)
    (kept,) = (folder / "recovery").iterdir()
    for name in ("vault.db", "vault.keys"):
        assert (kept / name).read_bytes() == before[name]


def test_a_backup_is_restored_where_nothing_is(row: BackupRow, tmp_path: Path) -> None:
    assert put_back(row, tmp_path / "new place" / "vault").missing is None
    with enter(tmp_path / "new place" / "vault") as vault:
        assert len(vault.ledger.entries(BOOK)) == 5


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 1000])
def test_a_vault_that_cannot_be_read_any_more_is_restored(
    row: BackupRow, folder: Path, damage: bytes
) -> None:
    (folder / "vault.db").write_bytes(damage)
    assert put_back(row, folder).missing is None
    enter(folder).close()


def test_a_vault_whose_files_are_gone_is_restored(row: BackupRow, folder: Path) -> None:
    for name in ("vault.db", "vault.keys"):
        (folder / name).unlink()
    put_back(row, folder)
    enter(folder).close()


def test_the_key_file_of_a_restore_is_newer_than_both(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        vault.slots.change_passphrase(old=PASSPHRASE, new=OTHER)
        vault.slots.change_passphrase(old=OTHER, new=PASSPHRASE)
    put_back(row, folder)
    enter(folder).close()
    enter(folder).close()


def test_the_passphrase_is_that_of_when_the_backup_was_made(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        vault.slots.change_passphrase(old=PASSPHRASE, new=OTHER)
    before = contents(folder)
    with pytest.raises(WrongPassphraseError):
        put_back(row, folder, passphrase=OTHER)
    assert contents(folder) == before
    put_back(row, folder)


def test_an_open_vault_is_not_restored_over(row: BackupRow, folder: Path) -> None:
    with enter(folder), pytest.raises(VaultInUseError):
        put_back(row, folder)


def test_a_vault_is_not_restored_onto_a_network(row: BackupRow, tmp_path: Path) -> None:
    way = by_passphrase(slot_of(row.path), PASSPHRASE, None)
    with pytest.raises(PlaceUnfitError, match="network drive"):
        restore(row.path, tmp_path / "share", way, now=NOW, machine=NETWORKED)
    assert not (tmp_path / "share").exists()


@pytest.mark.parametrize("name", ["vault.db", "vault.keys", "backup.json"])
@pytest.mark.parametrize("spoilt", ["flipped", "cut", "gone"])
def test_a_damaged_backup_is_refused_and_the_vault_stays(
    row: BackupRow, folder: Path, name: str, spoilt: str
) -> None:
    before, way = contents(folder), by_passphrase(slot_of(row.path), PASSPHRASE, None)
    content = (row.path / name).read_bytes()
    (row.path / name).unlink()
    if spoilt != "gone":
        middle = len(content) // 2
        bad = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        (row.path / name).write_bytes(bad if spoilt == "flipped" else content[:middle])
    with pytest.raises(NOT_RESTORED):
        restore(row.path, folder, way, now=NOW, machine=THIS)
    assert contents(folder) == before
    enter(folder).close()


def test_a_backup_with_entries_of_another_is_refused(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        later = vault.backups.make(at=NOW + timedelta(days=1))
    (row.path / "vault.db").write_bytes((later.path / "vault.db").read_bytes())
    with pytest.raises(BackupDamagedError, match="Take another one"):
        put_back(row, folder)


@pytest.mark.parametrize("step", ["copy_to_next", "commit"])
def test_a_full_disk_leaves_the_vault_as_it_was(
    row: BackupRow, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskError("The disk is full.")

    monkeypatch.setattr(switching, step, full)
    with pytest.raises(DiskError):
        put_back(row, folder)
    monkeypatch.undo()
    with enter(folder) as vault:
        assert len(vault.ledger.entries(BOOK)) == 8


def test_a_rehearsal_checks_every_entry_and_leaves_everything_as_it_was(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        before, backup = contents(folder), contents(row.path)
        report = vault.rehearsal.restore(row.path, known={ANN: [vault.public_key]}, now=NOW)
        assert (report.checked, report.problems) == (5, ())
        assert (contents(folder), contents(row.path)) == (before, backup)
        fill(vault, 1)


def test_a_rehearsal_finds_what_is_wrong_with_a_backup(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        assert vault.rehearsal.restore(row.path, known={}, now=NOW).problems
        content = bytearray((row.path / "vault.db").read_bytes())
        content[-2000] ^= 1
        (row.path / "vault.db").write_bytes(content)
        with pytest.raises(VaultDamagedError):
            vault.rehearsal.restore(row.path, known={ANN: [vault.public_key]}, now=NOW)
    assert not (folder / "rehearsal").exists()


def test_a_rehearsal_does_without_a_backup_of_an_older_key(row: BackupRow, folder: Path) -> None:
    with enter(folder) as vault:
        known = {ANN: [vault.public_key]}
        vault.rekeying.change(known)
    with enter(folder) as vault, pytest.raises(BackupDamagedError):
        vault.rehearsal.restore(row.path, known=known, now=NOW)


def test_a_rehearsal_follows_no_link(row: BackupRow, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "vault.db").write_bytes(b"another vault")
    with enter(folder) as vault:
        (folder / "rehearsal").symlink_to(other)
        vault.rehearsal.restore(row.path, known={}, now=NOW)
    assert contents(other) == {"vault.db": b"another vault"}
    assert not (folder / "rehearsal").is_symlink()
