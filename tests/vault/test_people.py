"""Several people use one vault, each with a passphrase and a signature of their own."""

import json
from pathlib import Path

import pytest

from sopcheck.crypto.signing import verify
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import key_writer
from sopcheck.vault.errors import DiskError, WrongPassphraseError
from sopcheck.vault.keyring import KeyringUnreliableError
from sopcheck.vault.keyslots import PREVIOUS_USED, DeviceSecretMissingError, UnfitPersonError
from sopcheck.vault.labels import people_of
from sopcheck.vault.opening import OldKeyFileError
from sopcheck.vault.passphrases import UnfitPassphraseError
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import ANN, BEN, BOOK, OTHER, PASSPHRASE, FakeKeyring, contents, create, enter, fill

NEW = "a wholly new passphrase"


def add_ben(vault: OpenVault) -> bytes:
    return vault.slots.add(person=BEN, label="5678", passphrase=OTHER)


def generation(folder: Path) -> int:
    return int(json.loads((folder / "vault.keys").read_bytes())["gen"])


def test_a_person_who_was_added_unlocks_and_signs_as_themselves(folder: Path) -> None:
    with enter(folder) as vault:
        key = add_ben(vault)
        fill(vault, 1)
    with enter(folder, person=BEN, passphrase=OTHER) as vault:
        assert (vault.person, vault.public_key) == (BEN, key)
        assert verify(key, b"message", vault.sign(b"message"))
        fill(vault, 1)
        assert [entry.by for entry in vault.ledger.entries(BOOK)] == [ANN, BEN]


def test_everybody_is_listed(folder: Path) -> None:
    with enter(folder) as vault:
        add_ben(vault)
        listed = vault.slots.people()

    assert people_of(folder) == listed
    assert [(slot.label, slot.person) for slot in listed] == [("1234", ANN), ("5678", BEN)]


def test_one_persons_passphrase_does_not_unlock_as_another(folder: Path) -> None:
    with enter(folder) as vault:
        add_ben(vault)

    with pytest.raises(WrongPassphraseError):
        enter(folder, person=BEN, passphrase=PASSPHRASE)


@pytest.mark.parametrize(("person", "label"), [(ANN, "5678"), (BEN, "1234")])
def test_nobody_is_added_twice(vault: OpenVault, person: PersonId, label: str) -> None:
    with pytest.raises(UnfitPersonError, match="Choose another"):
        vault.slots.add(person=person, label=label, passphrase=OTHER)


@pytest.mark.parametrize(
    ("label", "passphrase", "error"),
    [("5678", "short", UnfitPassphraseError), ("", OTHER, UnfitPersonError)],
)
def test_a_person_who_cannot_be_added_changes_nothing(
    folder: Path, label: str, passphrase: str, error: type[Exception]
) -> None:
    with enter(folder) as vault:
        before = contents(folder)
        with pytest.raises(error):
            vault.slots.add(person=BEN, label=label, passphrase=passphrase)
        assert contents(folder) == before


def test_a_changed_passphrase_opens_and_the_old_one_does_not(folder: Path) -> None:
    with enter(folder) as vault:
        key = vault.public_key
        vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)

    with pytest.raises(WrongPassphraseError):
        enter(folder)
    with enter(folder, passphrase=NEW) as vault:
        assert vault.public_key == key


def test_changing_it_twice_asks_for_the_one_in_force(vault: OpenVault) -> None:
    vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)

    with pytest.raises(WrongPassphraseError):
        vault.slots.change_passphrase(old=PASSPHRASE, new=OTHER)
    vault.slots.change_passphrase(old=NEW, new=OTHER)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [(OTHER, NEW, WrongPassphraseError), (PASSPHRASE, "short", UnfitPassphraseError)],
)
def test_a_passphrase_that_cannot_be_changed_stays(
    folder: Path, old: str, new: str, error: type[Exception]
) -> None:
    with enter(folder) as vault:
        before = contents(folder)
        with pytest.raises(error):
            vault.slots.change_passphrase(old=old, new=new)
        assert contents(folder) == before


def test_with_a_keyring_each_slot_has_a_device_secret_of_its_own(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    with create(tmp_path / "vault", keyring=keyring) as vault:
        add_ben(vault)
        assert [slot.kind for slot in vault.slots.people()] == ["device", "device"]

    assert len(set(keyring.kept.values())) == 2
    enter(tmp_path / "vault", keyring=keyring, person=BEN, passphrase=OTHER).close()


def test_a_changed_passphrase_keeps_the_device_secret(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    with create(tmp_path / "vault", keyring=keyring) as vault:
        before = dict(keyring.kept)
        vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)

    assert keyring.kept == before
    enter(tmp_path / "vault", keyring=keyring, passphrase=NEW).close()


def test_without_the_device_secret_a_passphrase_is_not_changed(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    with create(tmp_path / "vault", keyring=keyring) as vault:
        keyring.kept.clear()
        with pytest.raises(DeviceSecretMissingError):
            vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)


def test_a_key_store_that_forgets_adds_nobody(folder: Path) -> None:
    with enter(folder, keyring=FakeKeyring(forgetful=True)) as vault:
        before = contents(folder)
        with pytest.raises(KeyringUnreliableError):
            add_ben(vault)
        assert contents(folder) == before


def test_each_change_is_a_generation_and_the_one_before_is_kept(folder: Path) -> None:
    before = (folder / "vault.keys").read_bytes()
    with enter(folder) as vault:
        add_ben(vault)
        assert (generation(folder), (folder / "vault.keys.prev").read_bytes()) == (2, before)
        vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)
        assert generation(folder) == 3


def test_an_older_copy_of_the_key_file_is_refused_by_number(folder: Path) -> None:
    older = (folder / "vault.keys").read_bytes()
    with enter(folder) as vault:
        add_ben(vault)
    (folder / "vault.keys").write_bytes(older)

    with pytest.raises(OldKeyFileError, match=r"number 1; the vault has number 2"):
        enter(folder)


def test_a_damaged_key_file_is_passed_over_for_the_one_before_with_a_notice(folder: Path) -> None:
    with enter(folder) as vault:
        add_ben(vault)
    damaged = (folder / "vault.keys").read_bytes()[:-1]
    (folder / "vault.keys").write_bytes(damaged)

    with enter(folder) as vault:
        assert vault.notices == (PREVIOUS_USED,)
        add_ben(vault)

    assert (folder / "vault.damaged").read_bytes() == damaged
    enter(folder, person=BEN, passphrase=OTHER).close()


def test_the_one_before_is_good_for_one_change_only(folder: Path) -> None:
    oldest = (folder / "vault.keys").read_bytes()
    with enter(folder) as vault:
        add_ben(vault)
        vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)
    (folder / "vault.keys").write_bytes(b"damaged")
    (folder / "vault.keys.prev").write_bytes(oldest)

    with pytest.raises(OldKeyFileError):
        enter(folder)


def test_a_kill_between_key_file_and_note_harms_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with enter(folder) as vault:
        monkeypatch.setattr(key_writer, "note_generation", lambda *_: None)
        add_ben(vault)

    for _ in range(2):
        with enter(folder, person=BEN, passphrase=OTHER) as vault:
            assert vault.notices == ()


def test_a_change_that_stands_is_not_told_as_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskError("The disk is full.")

    with enter(folder) as vault:
        monkeypatch.setattr(key_writer, "note_generation", full)
        vault.slots.change_passphrase(old=PASSPHRASE, new=NEW)
    monkeypatch.undo()

    enter(folder, passphrase=NEW).close()


def test_somebody_who_was_removed_can_be_added_again(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    with create(tmp_path / "vault", keyring=keyring) as vault:
        add_ben(vault)
        vault.slots.remove(BEN)
        assert [slot.person for slot in people_of(tmp_path / "vault")] == [ANN]
        assert len(keyring.kept) == 1
        add_ben(vault)


def test_a_full_disk_leaves_no_secret_in_the_key_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    keyring = FakeKeyring()
    with create(tmp_path / "vault", keyring=keyring) as vault:
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(DiskError):
            add_ben(vault)
        monkeypatch.undo()
    assert len(keyring.kept) == 1


def test_a_full_disk_changes_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with enter(folder) as vault:
        before = contents(folder)
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(DiskError, match="The disk is full"):
            add_ben(vault)
        monkeypatch.undo()
        assert contents(folder) == before
        add_ben(vault)


def test_a_new_way_in_takes_the_label_of_nobody_else(vault: OpenVault) -> None:
    add_ben(vault)
    before = vault.slots.people()
    with pytest.raises(UnfitPersonError, match="Somebody else has that label"):
        vault.slots.renew(person=BEN, label="1234", passphrase=NEW, enter=lambda _: None)
    assert vault.slots.people() == before
    vault.slots.renew(person=BEN, label="5678", passphrase=NEW, enter=lambda _: None)
    assert [slot.label for slot in vault.slots.people()] == ["1234", "5678"]
