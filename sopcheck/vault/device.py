"""This installation: the seed it signs checkpoints with, and the numbers of the two chains it writes."""

import sqlalchemy as sa
from msgspec import Struct

from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger.chain import Chains, chain_id
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import schema
from sopcheck.vault.database import Database
from sopcheck.vault.errors import DAMAGED, VaultDamagedError
from sopcheck.vault.machine import Machine

_DEVICE = PersonId("device")
_EPOCH_BYTES = 7


class Device(Struct, frozen=True):
    """This installation: its signing seed and the numbers of its two chains."""

    seed: bytes
    record_epoch: int
    access_epoch: int

    @property
    def key(self) -> bytes:
        """The public key, which names its chains."""
        return self.signer.public

    @property
    def signer(self) -> SigningKey:
        """The key that signs checkpoints."""
        return SigningKey(_DEVICE, self.seed)

    def chains(self) -> Chains:
        """The chains it writes on."""
        key = self.key
        return Chains(chain_id(key, self.record_epoch), chain_id(key, self.access_epoch))


def read_device(database: Database) -> Device:
    """Read which installation this is.

    Raises:
        VaultDamagedError: the vault does not say.
    """
    with database.read() as connection:
        row = connection.execute(sa.select(schema.device)).one_or_none()
    if row is None:
        raise VaultDamagedError(DAMAGED)
    return Device(row.seed, row.record_epoch, row.access_epoch)


def start_new_chains(database: Database, machine: Machine) -> Device:
    """Write on new chains from now on, as a vault does that was put back to an older state.

    Going on with the old ones would give two entries one number, which nobody could tell from a forgery.
    """
    # By chance and not counted up: a folder put back twice must not choose the same number again.
    epoch = int.from_bytes(machine.random_bytes(_EPOCH_BYTES), "big") | 1
    with database.write() as connection:
        changed = sa.update(schema.device).values(record_epoch=epoch, access_epoch=epoch + 1)
        connection.execute(changed)
    return read_device(database)
