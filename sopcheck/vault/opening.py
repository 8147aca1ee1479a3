"""Unlocking a vault; whatever goes wrong, nothing half done stays, nothing is lost, and all is given back."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from msgspec import Struct

from sopcheck.crypto.kdf import subkey
from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger.chain import Chains, chain_id
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import attempts, cipher, files, keyslots, recovery, schema, values
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database
from sopcheck.vault.errors import (
    DAMAGED,
    KeyFileDamagedError,
    NewerVaultError,
    VaultDamagedError,
    WrongPassphraseError,
)
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import KeyFile
from sopcheck.vault.keyring import DeviceSecrets
from sopcheck.vault.keyslots import Costs, Opened
from sopcheck.vault.labels import read_files
from sopcheck.vault.ledger import Ledger
from sopcheck.vault.lock import FolderLock
from sopcheck.vault.machine import Machine
from sopcheck.vault.people import GENERATION, Slots, device_secret_of, note_generation
from sopcheck.vault.vault import Findings, Identity, OpenVault
from sopcheck.vault.verification import Verification

TORN_FREE_PAGE = (
    "A part of the vault that holds nothing was damaged, as a power cut can do. Everything recorded is whole."
)
LEDGER_PROBLEMS = (
    "Entries of this vault are missing or were altered since they were signed. Verify the vault to see which."
)
_DATABASE_KEY = b"sopcheck/db/v1"
_DEVICE = PersonId("device")


class Device(Struct, frozen=True):
    """This installation: its signing seed and the numbers of its two chains."""

    seed: bytes
    record_epoch: int
    access_epoch: int

    @property
    def key(self) -> bytes:
        """The public key, which names its chains."""
        return SigningKey(_DEVICE, self.seed).public

    def chains(self) -> Chains:
        """The chains it writes on."""
        return Chains(chain_id(self.key, self.record_epoch), chain_id(self.key, self.access_epoch))


class OldKeyFileError(KeyFileDamagedError):
    """The key file is an older copy, in which a removed person or an old passphrase may still stand."""

    def __init__(self, *, found: int, wanted: int) -> None:
        """Name both generations."""
        super().__init__(
            f"The key file of this vault is an older copy (number {found}; the vault has number {wanted}). "
            "Put the newest vault.keys back."
        )


def unlock(
    path: Path,
    *,
    slot: str,
    passphrase: str,
    keyring: DeviceSecrets | None,
    now: datetime,
    machine: Machine,
    costs: Costs | None = None,
) -> OpenVault:
    """Open the vault in a folder as the person of a slot; takes as long as the slot's passphrase costs.

    Raises:
        WrongPassphraseError, UnfitPassphraseError, UnknownSlotError: the person cannot enter like this.
        DeviceSecretMissingError, NoKeyringError, KeyringLockedError: the key store does not help.
        VaultMissingError, VaultInUseError, PlaceUnfitError, DiskError: the folder does not help.
        NewerVaultError, ForeignFileError, VaultDamagedError, KeyFileDamagedError: it is not as written.
    """
    folder = Folder(path)
    folder.require_local(machine)
    folder.require_vault()
    with ExitStack() as stack:
        stack.callback(FolderLock(folder, machine).release)
        # Only whoever holds the lock knows that no other program is still writing these.
        files.sweep(folder.path)
        opened = _open_slot(folder, slot=slot, passphrase=passphrase, keyring=keyring, now=now)
        database, notices = _open_database(folder, opened, now=now)
        stack.callback(database.close)
        _check_generation(database, opened)
        return assemble(
            folder,
            database,
            opened,
            notices=(*opened.notices, *notices),
            keyring=keyring,
            machine=machine,
            costs=costs or Costs(),
            closing=stack.pop_all(),
        )


def assemble(
    folder: Folder,
    database: Database,
    opened: Opened,
    *,
    notices: tuple[str, ...],
    keyring: DeviceSecrets | None,
    machine: Machine,
    costs: Costs,
    closing: ExitStack,
) -> OpenVault:
    """Put an open vault together; what was taken is given back if that fails."""
    with ExitStack() as stack:
        stack.push(closing)
        signer = SigningKey(opened.slot.person, opened.secrets.seed)
        device = _device(database)
        chains = device.chains()
        own = (chains.record, chains.access)
        verification = Verification(database, vault_key=opened.secrets.vault_key, own=own)
        problems = verification.quickly().problems
        ledger = Ledger(database, chains=chains, signer=signer, machine=machine, verification=verification)
        told = (*notices, LEDGER_PROBLEMS) if problems else notices
        vault = OpenVault(
            folder,
            database,
            identity=Identity(opened.file.vault, signer, signer.public, device.key, chains),
            findings=Findings(told, problems, attempts.noted(folder)),
            ledger=ledger,
            slots=Slots(folder, database, opened, keyring=keyring, machine=machine, costs=costs),
            closing=closing,
        )
        stack.pop_all()
    return vault


def key_spec(file: KeyFile, vault_key: bytes) -> KeySpec:
    """Give the key of a vault's database, with the salt that the key file keeps for it."""
    return KeySpec(subkey(vault_key, _DATABASE_KEY).hex() + file.db_salt)


def _open_slot(
    folder: Folder, *, slot: str, passphrase: str, keyring: DeviceSecrets | None, now: datetime
) -> Opened:
    key_files = read_files(folder)
    best = key_files.best()
    secret = device_secret_of(best.slot(slot), best.vault, keyring)
    try:
        return keyslots.open_slot(key_files, slot, passphrase, device_secret=secret)
    except WrongPassphraseError:
        attempts.note(folder, at=now)
        raise


def _open_database(folder: Folder, opened: Opened, *, now: datetime) -> tuple[Database, tuple[str, ...]]:
    spec = key_spec(opened.file, opened.secrets.vault_key)
    aside = recovery.set_aside(folder, now=now)
    try:
        # What a journal was replayed into is looked at in full: it may have been the wrong journal.
        check = cipher.check_quickly if aside is None else cipher.check_fully
        torn = check(folder.database, spec)
    except VaultDamagedError:
        if aside is None:
            raise
        aside.put_back()
        raise VaultDamagedError(recovery.WRONG_JOURNAL) from None
    database = Database(folder.database, spec)
    with ExitStack() as undoing:
        undoing.callback(database.close)
        _bring_up_to_date(folder, database, now=now)
        undoing.pop_all()
    kept = () if aside is None else (recovery.JOURNAL_KEPT,)
    return database, (*kept, TORN_FREE_PAGE) if torn else kept


def _bring_up_to_date(folder: Folder, database: Database, *, now: datetime) -> None:
    with database.read() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        made_by = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    if made_by != schema.APPLICATION_ID or version < 1:
        raise VaultDamagedError(DAMAGED)
    if version > schema.VERSION:
        raise NewerVaultError
    if version < schema.VERSION:
        recovery.copy(folder, now=now)
        migrate(database)


def migrate(database: Database) -> None:
    """Bring the tables up to date, all steps in one transaction."""
    # Alembic is heavy, and most unlocks have nothing to migrate.
    from sopcheck.vault import migrations  # noqa: PLC0415

    with database.write() as connection:
        migrations.upgrade(connection)


def _check_generation(database: Database, opened: Opened) -> None:
    with database.read() as connection:
        noted = int(values.get(connection, GENERATION) or 0)
    # Where the newest file was found damaged, the one before it is what there is.
    oldest = noted - 1 if opened.notices else noted
    if opened.file.gen < oldest:
        raise OldKeyFileError(found=opened.file.gen, wanted=noted)
    # A kill between writing the key file and noting its number.
    if opened.file.gen > noted:
        note_generation(database, opened.file)


def _device(database: Database) -> Device:
    with database.read() as connection:
        row = connection.execute(sa.select(schema.device)).one_or_none()
    if row is None:
        raise VaultDamagedError(DAMAGED)
    return Device(row.seed, row.record_epoch, row.access_epoch)
