"""The vault of a folder, as the services ask for it."""

from pathlib import Path

import pytest

from sopcheck.vault.keyring import DeviceSecrets, KeyringLockedError, NoKeyringError
from sopcheck.vault.keyslots import TESTING_COSTS
from sopcheck.vault.place import VaultPlace
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import ANN, NOW, PASSPHRASE, THIS, FakeKeyring


def no_keyring() -> DeviceSecrets:
    raise NoKeyringError


def locked_keyring() -> DeviceSecrets:
    raise KeyringLockedError


def place(path: Path, keyring: DeviceSecrets | None = None) -> VaultPlace:
    found = no_keyring if keyring is None else lambda: keyring
    return VaultPlace(path, machine=THIS, keyring=found, costs=TESTING_COSTS)


@pytest.mark.parametrize(("keyring", "kind"), [(None, "passphrase"), (FakeKeyring(), "device")])
def test_a_vault_is_made_and_unlocked(tmp_path: Path, keyring: FakeKeyring | None, kind: str) -> None:
    there = place(tmp_path / "vault", keyring)
    assert not there.exists()
    there.create(person=ANN, label="1234", passphrase=PASSPHRASE, begin=OpenVault.close)
    (label,) = there.labels()

    assert there.exists()
    assert (label.person, label.kind) == (ANN, kind)
    assert there.size() == (tmp_path / "vault" / "vault.db").stat().st_size
    there.by_passphrase(label.id, PASSPHRASE).unlock(now=NOW).close()


def test_a_missing_key_store_is_told_before_a_vault_is_made(tmp_path: Path) -> None:
    assert "your passphrase alone protects the vault" in place(tmp_path).keyring_note()
    assert place(tmp_path, FakeKeyring()).keyring_note() == ""


def test_a_locked_key_store_is_no_missing_one(tmp_path: Path) -> None:
    there = VaultPlace(tmp_path, machine=THIS, keyring=locked_keyring, costs=TESTING_COSTS)

    with pytest.raises(KeyringLockedError, match="Unlock it and try again"):
        there.create(person=ANN, label="1234", passphrase=PASSPHRASE, begin=OpenVault.close)


def test_a_vault_without_its_database_still_exists(folder: Path) -> None:
    (folder / "vault.db").unlink()

    assert place(folder).exists()
