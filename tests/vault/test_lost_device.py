"""A key store that was lost closes a vault to its passphrase; the sheet opens it, and gives a new slot.

Run beside a real Secret Service (`tools/with-keyring`), whose item is deleted as a lost profile would.
"""

from pathlib import Path

import pytest

from sopcheck.vault.keyring import KeyStore, system_keyring
from sopcheck.vault.keyslots import DeviceSecretMissingError
from sopcheck.vault.opening import unlock
from sopcheck.vault.vault import OpenVault
from sopcheck.vault.ways_back import open_sheet
from tests.vault.test_ways_back import make_sheet
from tests.vault.vaults import ANN, BOOK, NOW, OTHER, THIS, create, enter, fill, slot_of


@pytest.fixture
def store(real_key_store: None) -> KeyStore:
    del real_key_store
    return system_keyring()


def by_code(folder: Path, code: str, store: KeyStore) -> OpenVault:
    return unlock(folder, lambda files: open_sheet(files, code), keyring=store, now=NOW, machine=THIS)


def test_a_slot_whose_device_secret_is_lost_is_renewed(tmp_path: Path, store: KeyStore) -> None:
    folder, entered = tmp_path / "vault", list[bytes]()
    with create(folder, keyring=store) as vault:
        code, name = make_sheet(vault), vault.vault_id
        fill(vault, 1)
    store.remove(vault=name, slot=slot_of(folder))
    with pytest.raises(DeviceSecretMissingError):
        enter(folder, keyring=store)

    with by_code(folder, code, store) as vault:
        vault.slots.renew(person=ANN, label="1234", passphrase=OTHER, enter=entered.append)
    with enter(folder, keyring=store, passphrase=OTHER) as vault:
        assert [vault.public_key] == entered
        assert [slot.kind for slot in vault.slots.people()] == ["device"]
        assert len(vault.ledger.entries(BOOK)) == 1
    store.remove(vault=name, slot=slot_of(folder))


def test_the_key_of_a_vault_with_device_secrets_is_changed(tmp_path: Path, store: KeyStore) -> None:
    folder = tmp_path / "vault"
    with create(folder, keyring=store) as vault:
        fill(vault, 1)
        vault.rekeying.change({ANN: [vault.public_key]})
    with enter(folder, keyring=store) as vault:
        assert len(vault.ledger.entries(BOOK)) == 1
        store.remove(vault=vault.vault_id, slot=slot_of(folder))
