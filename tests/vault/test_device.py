"""The installation of a vault: its key names its chains, and it may begin new ones."""

from pathlib import Path

import pytest

from sopcheck.ledger.chain import chain_id
from sopcheck.vault.database import Database
from sopcheck.vault.device import read_device, start_new_chains
from sopcheck.vault.errors import VaultDamagedError
from tests.vault.vaults import THIS, spec_of, tamper


def test_new_chains_are_of_the_same_device_and_never_of_a_number_before(folder: Path) -> None:
    database = Database(folder / "vault.db", spec_of(folder))
    first, second, third = (
        read_device(database),
        start_new_chains(database, THIS),
        start_new_chains(database, THIS),
    )
    database.close()
    assert first.key == second.key == third.key
    chains = [chain for one in (first, second, third) for chain in (one.chains().record, one.chains().access)]
    assert len(set(chains)) == 6
    assert chains[0] == chain_id(first.key, 1)


def test_a_vault_that_does_not_say_which_installation_it_is_of_is_damaged(folder: Path) -> None:
    tamper(folder, "DELETE FROM device")
    database = Database(folder / "vault.db", spec_of(folder))
    with pytest.raises(VaultDamagedError):
        read_device(database)
    database.close()
