"""Unlocking: who may, what is told, and that whatever is wrong is said and left as it was."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sopcheck.errors import SopcheckError
from sopcheck.vault import cipher, opening, recovery, schema
from sopcheck.vault.errors import (
    NewerVaultError,
    PlaceUnfitError,
    VaultClosedError,
    VaultDamagedError,
    VaultInUseError,
    WrongPassphraseError,
)
from sopcheck.vault.keyslots import DeviceSecretMissingError, UnknownSlotError
from sopcheck.vault.opening import by_passphrase, unlock
from tests.vault.vaults import (
    ANN,
    BOOK,
    NETWORKED,
    NOW,
    OTHER,
    PASSPHRASE,
    THIS,
    FakeKeyring,
    contents,
    copy_of,
    create,
    enter,
    fill,
    spec_of,
    tamper,
)

Change = Callable[[Path], object]


def count(folder: Path) -> int:
    with enter(folder) as vault:
        return len(vault.ledger.entries(BOOK))


def test_the_right_passphrase_unlocks(used_folder: Path) -> None:
    with enter(used_folder) as vault:
        assert vault.person == ANN
        assert (vault.notices, vault.problems, vault.failed_unlocks) == ((), (), ())
        assert len(vault.ledger.entries(BOOK)) == 40


def test_a_wrong_passphrase_changes_nothing_but_the_count_of_attempts(folder: Path) -> None:
    before = contents(folder)

    with pytest.raises(WrongPassphraseError):
        enter(folder, passphrase=OTHER)

    assert {name: data for name, data in contents(folder).items() if name != "vault.attempts"} == before


def test_failed_unlocks_are_told_until_they_are_forgotten(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            enter(folder, passphrase=OTHER)
    with enter(folder) as vault:
        assert vault.failed_unlocks == (NOW, NOW)
    with enter(folder) as vault:
        assert len(vault.failed_unlocks) == 2
        vault.forget_failed_unlocks()
    with enter(folder) as vault:
        assert vault.failed_unlocks == ()


def test_after_a_refusal_the_vault_can_be_unlocked(folder: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        enter(folder, passphrase=OTHER)

    enter(folder).close()


def test_a_second_window_is_told_of_the_first(folder: Path) -> None:
    with enter(folder), pytest.raises(VaultInUseError, match="process 4711 on desk-1"):
        enter(folder)


def test_a_locked_vault_answers_nobody(folder: Path) -> None:
    vault = enter(folder)
    vault.close()
    vault.close()

    with pytest.raises(VaultClosedError):
        vault.ledger.count()


def test_a_block_locks_the_vault_at_its_end(folder: Path) -> None:
    with pytest.raises(KeyError), enter(folder):
        raise KeyError

    enter(folder).close()


def test_locking_lets_a_save_end_first(folder: Path) -> None:
    vault = enter(folder)
    saving = threading.Thread(target=fill, args=(vault, 1))
    saving.start()
    saving.join()
    vault.close()

    assert count(folder) == 1


def test_a_person_who_is_not_in_the_list_is_told(folder: Path) -> None:
    with pytest.raises(UnknownSlotError):
        unlock(folder, by_passphrase("0" * 32, PASSPHRASE, None), keyring=None, now=NOW, machine=THIS)


def test_a_vault_on_a_network_drive_is_not_opened(folder: Path) -> None:
    with pytest.raises(PlaceUnfitError):
        enter(folder, machine=NETWORKED)


@pytest.mark.parametrize("keyring", [None, FakeKeyring()])
def test_without_its_device_secret_a_vault_is_untouched(tmp_path: Path, keyring: FakeKeyring | None) -> None:
    create(tmp_path / "vault", keyring=FakeKeyring()).close()
    before = contents(tmp_path)

    with pytest.raises(DeviceSecretMissingError):
        enter(tmp_path / "vault", keyring=keyring)

    assert contents(tmp_path) == before


def test_a_secret_of_another_machine_counts_as_none(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    create(tmp_path / "vault", keyring=keyring).close()
    for place in keyring.kept:
        keyring.kept[place] = bytes(32)

    with pytest.raises(DeviceSecretMissingError):
        enter(tmp_path / "vault", keyring=keyring)


def cut(path: Path) -> None:
    (path / "vault.db").write_bytes((path / "vault.db").read_bytes()[:-4096])


def lengthen(path: Path) -> None:
    (path / "vault.db").write_bytes((path / "vault.db").read_bytes() + b"\0" * 4096)


def overwrite(path: Path) -> None:
    (path / "vault.db").write_bytes(b"\xff\xd8\xff\xe0" + bytes(8188))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (cut, "nothing doubtful is shown"),
        (lengthen, "nothing doubtful is shown"),
        (overwrite, "do not belong together"),
        (lambda path: tamper(path, "PRAGMA user_version = 0"), "nothing doubtful is shown"),
        (lambda path: tamper(path, "PRAGMA application_id = 1"), "nothing doubtful is shown"),
        (lambda path: tamper(path, "DELETE FROM device"), "nothing doubtful is shown"),
    ],
)
def test_a_database_that_is_not_as_written_is_refused_and_left(
    folder: Path, change: Change, sentence: str
) -> None:
    change(folder)
    before = contents(folder)

    for _ in range(2):
        with pytest.raises(VaultDamagedError, match=sentence):
            enter(folder)

    assert contents(folder) == before


def test_a_newer_vault_is_refused_and_left(folder: Path) -> None:
    tamper(folder, f"PRAGMA user_version = {schema.VERSION + 1}")
    before = contents(folder)

    with pytest.raises(NewerVaultError, match="Install that version and open it there"):
        enter(folder)

    assert contents(folder) == before


def test_an_older_vault_is_copied_and_brought_up_to_date(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(opening, "migrate", lambda _: steps.append("migrated"))

    enter(folder).close()

    assert steps == ["migrated"]
    (copied,) = (folder / "recovery").iterdir()
    assert {path.name for path in copied.iterdir()} >= {"vault.db", "vault.keys"}


def test_an_upgrade_that_fails_leaves_the_vault_locked_and_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(opening, "migrate", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        enter(folder)
    monkeypatch.undo()

    enter(folder).close()


@pytest.mark.parametrize("name", ["vault.db", "vault.keys"])
def test_a_file_of_another_vault_does_not_belong(folder: Path, tmp_path: Path, name: str) -> None:
    create(tmp_path / "other").close()
    (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    before = contents(folder)

    with pytest.raises(VaultDamagedError, match="do not belong together"):
        enter(folder)

    assert contents(folder) == before


def test_a_damaged_salt_is_made_good(used_folder: Path) -> None:
    content = (used_folder / "vault.db").read_bytes()
    (used_folder / "vault.db").write_bytes(bytes(16) + content[16:])

    assert count(used_folder) == 40


def test_leftovers_of_a_kill_are_swept(folder: Path) -> None:
    (folder / "vault.keys.part").write_bytes(b"half")

    enter(folder).close()

    assert not (folder / "vault.keys.part").exists()


def interrupt(folder: Path, *, then: Callable[[Path], object]) -> None:
    """Change every entry in one transaction, small cache, and act while it is half written to the file."""
    connection = cipher.connect(folder / "vault.db", spec_of(folder))
    connection.execute("PRAGMA cache_size=5")
    connection.execute("BEGIN")
    connection.execute("UPDATE body SET content = zeroblob(length(content)), salt = zeroblob(16)")
    then(folder)
    connection.execute("ROLLBACK")
    connection.close()


def test_an_interrupted_save_is_undone_and_the_files_are_kept(used_folder: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    interrupt(used_folder, then=lambda path: copy_of(path, crashed))
    before = contents(crashed)

    with enter(crashed) as vault:
        assert vault.notices == (recovery.JOURNAL_KEPT,)
        assert [entry.altered for entry in vault.ledger.entries(BOOK)] == [False] * 40

    (kept,) = (crashed / "recovery").iterdir()
    assert before["vault.db-journal"]
    assert contents(kept) == before


def old_journal(used_folder: Path) -> bytes:
    journals: list[bytes] = []
    interrupt(used_folder, then=lambda path: journals.append((path / "vault.db-journal").read_bytes()))
    with enter(used_folder) as vault:
        fill(vault, 30, text="later " * 500)
    return journals[0]


def test_an_old_journal_beside_a_newer_database_is_refused_and_everything_left(used_folder: Path) -> None:
    """Replayed, it would make the database malformed for good."""
    (used_folder / "vault.db-journal").write_bytes(old_journal(used_folder))
    before = contents(used_folder)

    for _ in range(2):
        with pytest.raises(VaultDamagedError, match="Move that file elsewhere"):
            enter(used_folder)
        assert contents(used_folder) == before


def test_once_the_old_journal_is_moved_away_the_vault_is_whole(used_folder: Path) -> None:
    (used_folder / "vault.db-journal").write_bytes(old_journal(used_folder))
    with pytest.raises(VaultDamagedError):
        enter(used_folder)
    (used_folder / "vault.db-journal").unlink()

    assert count(used_folder) == 70


def test_a_journal_of_another_vault_is_refused_and_everything_left(
    used_folder: Path, folder_of_another: Path
) -> None:
    journal = old_journal(folder_of_another)
    (used_folder / "vault.db-journal").write_bytes(journal)
    before = contents(used_folder)

    with pytest.raises(SopcheckError):
        enter(used_folder)

    assert contents(used_folder) == before


@pytest.fixture
def folder_of_another(tmp_path: Path) -> Path:
    path = tmp_path / "another"
    with create(path) as vault:
        fill(vault, 40, text="another " * 1000)
    return path


def test_a_foreign_log_beside_the_database_is_taken_out_of_the_way(used_folder: Path) -> None:
    (used_folder / "vault.db-wal").write_bytes(b"7\x7f\x06\x83" + bytes(4096))

    with enter(used_folder) as vault:
        assert vault.notices == (recovery.JOURNAL_KEPT,)
        assert len(vault.ledger.entries(BOOK)) == 40

    assert not (used_folder / "vault.db-wal").exists()
