"""Creating a vault: a whole one, or none."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from sopcheck.ledger.entry import PersonId
from sopcheck.vault import cipher, files, keyslots, schema, values
from sopcheck.vault.database import Database
from sopcheck.vault.folder import Folder
from sopcheck.vault.key_writer import GENERATION
from sopcheck.vault.keyfile import FORMAT, MAGIC, SECRET_BYTES, KeyFile, Slot
from sopcheck.vault.keyring import DeviceSecrets
from sopcheck.vault.keyslots import Costs, Opened, Owner, Secrets
from sopcheck.vault.lock import FolderLock
from sopcheck.vault.machine import Machine
from sopcheck.vault.opening import assemble, migrate
from sopcheck.vault.passphrases import check_passphrase
from sopcheck.vault.people import ID_BYTES, new_device_secret
from sopcheck.vault.specs import SALT_BYTES, key_spec
from sopcheck.vault.vault import OpenVault

T = TypeVar("T")


def create_vault(
    path: Path,
    *,
    person: PersonId,
    label: str,
    passphrase: str,
    keyring: DeviceSecrets | None,
    machine: Machine,
    begin: Callable[[OpenVault], T],
    costs: Costs | None = None,
) -> T:
    """Create a vault in an empty or new folder, with its first person, open it, and begin to use it.

    Without a keyring the passphrase alone protects the slot, and guessing it costs more. Gives what `begin`
    gives; what that raises is passed on, and there is no vault then.

    Raises:
        UnfitPassphraseError, UnfitPersonError, PlaceUnfitError: it cannot be made like this.
        NoKeyringError, KeyringLockedError, KeyringUnreliableError, DiskError: the machine says no.
    """
    folder = Folder(path)
    folder.require_local(machine)
    folder.require_free()
    check_passphrase(passphrase)
    keyslots.check_label(label)
    making = _Making(folder, keyring=keyring, machine=machine, costs=costs or Costs())
    return making.vault(person=person, label=label, passphrase=passphrase, begin=begin)


class _Making:
    """The making of one vault. What was made is unmade, in the reverse order, unless all of it succeeds."""

    def __init__(
        self,
        folder: Folder,
        *,
        keyring: DeviceSecrets | None,
        machine: Machine,
        costs: Costs,
    ) -> None:
        self._folder = folder
        self._keyring = keyring
        self._machine = machine
        self._costs = costs
        self._id = machine.random_bytes(ID_BYTES).hex()
        self._slot_id = machine.random_bytes(ID_BYTES).hex()
        self._secrets = Secrets(machine.random_bytes(SECRET_BYTES), machine.random_bytes(SECRET_BYTES))

    def vault(self, *, person: PersonId, label: str, passphrase: str, begin: Callable[[OpenVault], T]) -> T:
        """Make it, open it and begin to use it."""
        with ExitStack() as undoing, ExitStack() as closing:
            self._make_folder(undoing)
            closing.callback(FolderLock(self._folder, self._machine).release)
            slot = self._make_slot(undoing, person=person, label=label, passphrase=passphrase)
            file = self._key_file(slot)
            database = self._make_database(file)
            closing.callback(database.close)
            # Last, for until there is a key file nobody takes the folder for a vault that lost something.
            files.replace(self._folder.keys, file.written())
            vault = assemble(
                self._folder,
                database,
                Opened(file, slot, self._secrets, ()),
                notices=(),
                keyring=self._keyring,
                machine=self._machine,
                costs=self._costs,
                closing=closing.pop_all(),
            )
            closing.callback(vault.close)
            begun = begin(vault)
            closing.pop_all()
            undoing.pop_all()
        return begun

    def _make_folder(self, undoing: ExitStack) -> None:
        path = self._folder.path
        undoing.callback(_empty, self._folder, remove=not path.exists())
        with files.disk_errors():
            path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _make_slot(self, undoing: ExitStack, *, person: PersonId, label: str, passphrase: str) -> Slot:
        secret = new_device_secret(self._machine, self._keyring, vault=self._id, slot=self._slot_id)
        # A secret that belongs to no vault would only puzzle whoever finds it.
        if self._keyring is not None:
            undoing.callback(self._keyring.remove, vault=self._id, slot=self._slot_id)
        return keyslots.make_slot(
            self._secrets,
            Owner(self._slot_id, person, label),
            vault=self._id,
            passphrase=passphrase,
            device_secret=secret,
            costs=self._costs,
            random_bytes=self._machine.random_bytes,
        )

    def _key_file(self, slot: Slot) -> KeyFile:
        file = KeyFile(
            db_salt=self._machine.random_bytes(SALT_BYTES).hex(),
            gen=1,
            mac="",
            magic=MAGIC,
            pending=None,
            slots=(slot,),
            v=FORMAT,
            vault=self._id,
        )
        return keyslots.seal(file, self._secrets.vault_key)

    def _make_database(self, file: KeyFile) -> Database:
        spec = key_spec(file, self._secrets.vault_key)
        cipher.connect(self._folder.database, spec, create=True).close()
        database = Database(self._folder.database, spec)
        with ExitStack() as undoing:
            undoing.callback(database.close)
            migrate(database)
            self._fill(database)
            undoing.pop_all()
        return database

    def _fill(self, database: Database) -> None:
        device = {
            "id": 1,
            "seed": self._machine.random_bytes(SECRET_BYTES),
            "record_epoch": 1,
            "access_epoch": 2,
        }
        with database.write() as connection:
            connection.execute(sa.insert(schema.device), device)
            values.put(connection, GENERATION, "1")


def _empty(folder: Folder, *, remove: bool) -> None:
    # The folder held nothing of anybody's before: only what was just made is taken away again. The key file
    # goes first, for without it what a failing disk lets nobody remove is not taken for a vault.
    for path in (folder.keys, *folder.path.glob("vault.*")):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    if remove:
        with suppress(OSError):
            folder.path.rmdir()
