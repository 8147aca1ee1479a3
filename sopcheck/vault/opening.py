"""Unlocking a vault; whatever goes wrong, nothing half done stays, nothing is lost, and all is given back."""

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger.verify import Problem
from sopcheck.vault import attempts, cipher, files, keyslots, recovery, schema, switching, values
from sopcheck.vault.anchors import AnchorPlace, Anchors, FilePlace, KeyringPlace
from sopcheck.vault.backup import Backups
from sopcheck.vault.database import Database
from sopcheck.vault.device import Device, read_device, start_new_chains
from sopcheck.vault.errors import (
    DAMAGED,
    KeyFileDamagedError,
    NewerVaultError,
    VaultDamagedError,
    WrongPassphraseError,
)
from sopcheck.vault.folder import Folder
from sopcheck.vault.healing import heal, mend_index
from sopcheck.vault.key_writer import GENERATION, KeyWriter, note_generation
from sopcheck.vault.keyring import DeviceSecrets
from sopcheck.vault.keyslots import Costs, Opened, Way
from sopcheck.vault.labels import KeyFiles, read_files
from sopcheck.vault.ledger import Ledger
from sopcheck.vault.lock import FolderLock
from sopcheck.vault.machine import Machine
from sopcheck.vault.people import Slots, device_secret_of
from sopcheck.vault.rehearsal import Rehearsal
from sopcheck.vault.rekeying import Rekeying
from sopcheck.vault.specs import key_spec
from sopcheck.vault.vault import Findings, Identity, OpenVault, Rooms
from sopcheck.vault.verification import Verification
from sopcheck.vault.ways_back import WaysBack
from sopcheck.vault.witness import Witness

TORN_FREE_PAGE = (
    "A part of the vault that holds nothing was damaged, as a power cut can do. Everything recorded is whole."
)
INDEX_MENDED = (
    "Some entries could not be found by their case, as where a disk kept an older part of the file. That was "
    "put right, and everything recorded is shown again."
)
LEDGER_PROBLEMS = (
    "Entries of this vault are missing or were altered since they were signed. Verify the vault to see which."
)


class OldKeyFileError(KeyFileDamagedError):
    """The key file is an older copy, in which a removed person or an old passphrase may still stand."""

    def __init__(self, *, found: int, wanted: int) -> None:
        """Name both generations."""
        super().__init__(
            f"The key file of this vault is an older copy (number {found}; the vault has number {wanted}). "
            "Put the newest vault.keys back."
        )


def by_passphrase(slot: str, passphrase: str, keyring: DeviceSecrets | None) -> Way:
    """Give the way in of a person: takes as long as the slot's passphrase costs.

    It raises WrongPassphraseError, UnfitPassphraseError, UnknownSlotError where the person cannot enter like
    this, and DeviceSecretMissingError, NoKeyringError, KeyringLockedError where the key store does not help.
    """

    def open_slot(files: KeyFiles) -> Opened:
        best = files.best()
        secret = device_secret_of(best.slot(slot), best.vault, keyring)
        return keyslots.open_slot(files, slot, passphrase, device_secret=secret)

    return open_slot


def unlock(
    path: Path,
    way: Way,
    *,
    keyring: DeviceSecrets | None,
    now: datetime,
    machine: Machine,
    costs: Costs | None = None,
) -> OpenVault:
    """Open the vault in a folder; `way` opens one of its slots, and what it raises is passed on.

    Raises:
        WrongPassphraseError: the way leads nowhere; the try is counted beside the vault.
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
        opened = _open_slot(folder, way, now=now)
        switching.finish(folder, opened.file)
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
        device, witness, missing = _witnessed(folder, database, opened, keyring=keyring, machine=machine)
        chains = device.chains()
        verification = Verification(
            database, vault_key=opened.secrets.vault_key, checkpoints=witness.checkpoints
        )
        problems = (*missing, *verification.quickly().problems)
        ledger = Ledger(
            database,
            chains=chains,
            signer=signer,
            machine=machine,
            verification=verification,
            witness=witness,
        )
        keys = KeyWriter(folder, database, opened)
        spec = key_spec(opened.file, opened.secrets.vault_key)
        vault = OpenVault(
            folder,
            database,
            identity=Identity(opened.file.vault, signer, signer.public, device.key, chains),
            findings=Findings((*notices, *_told(missing, problems)), problems, attempts.noted(folder)),
            ledger=ledger,
            witness=witness,
            rooms=Rooms(
                slots=Slots(keys, opened.slot, keyring=keyring, machine=machine, costs=costs),
                ways_back=WaysBack(folder, keys, machine=machine, costs=costs),
                heal=partial(heal, folder, database, spec) if TORN_FREE_PAGE in notices else None,
                backups=Backups(folder, database, keys, spec=spec, log=chains.record),
                rehearsal=Rehearsal(folder, keys, machine),
                rekeying=Rekeying(folder, database, keys, machine=machine, follow=witness.follow),
            ),
            closing=closing,
        )
        stack.pop_all()
    return vault


def _witnessed(
    folder: Folder, database: Database, opened: Opened, *, keyring: DeviceSecrets | None, machine: Machine
) -> tuple[Device, Witness, tuple[Problem, ...]]:
    """Hold the vault against what this machine saw of it; where it is older, it goes on in new chains."""
    vault, vault_key = opened.file.vault, opened.secrets.vault_key
    places: list[AnchorPlace] = [FilePlace(folder.path)]
    if keyring is not None:
        places.append(KeyringPlace(keyring, vault))
    anchors = Anchors(places, vault=vault, vault_key=vault_key)
    device = read_device(database)
    witness = Witness(database, device=device, anchors=anchors)
    missing = witness.missing()
    if any(one.where in witness.own for one in missing):
        device = start_new_chains(database, machine)
        witness = Witness(database, device=device, anchors=anchors)
        missing = witness.missing()
    return device, witness, missing


def _told(missing: tuple[Problem, ...], problems: tuple[Problem, ...]) -> tuple[str, ...]:
    # What is missing is said in full: it is the one thing that nobody finds by looking at the entries.
    first = tuple(dict.fromkeys(one.meaning for one in missing))
    return (*first, LEDGER_PROBLEMS) if len(problems) > len(missing) else first


def _open_slot(folder: Folder, way: Way, *, now: datetime) -> Opened:
    key_files = read_files(folder)
    try:
        return way(key_files)
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
        mended = mend_index(database)
        undoing.pop_all()
    told = ((recovery.JOURNAL_KEPT, aside), (INDEX_MENDED, mended), (TORN_FREE_PAGE, torn))
    return database, tuple(sentence for sentence, is_so in told if is_so)


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
