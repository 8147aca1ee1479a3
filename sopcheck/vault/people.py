"""Changing who may unlock an open vault; every change is a new generation of the key file.

The key file is written first and the vault's own note of the generation after it, so that a kill in between
leaves a key file that is newer than the note, which is fine, and never one that is older.
"""

from contextlib import ExitStack, suppress
from pathlib import Path

from msgspec import structs

from sopcheck.crypto.signing import SigningKey
from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import files, keyslots, labels, values
from sopcheck.vault.database import Database
from sopcheck.vault.errors import DiskError
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import SECRET_BYTES, KeyFile, Slot
from sopcheck.vault.keyring import DeviceSecrets
from sopcheck.vault.keyslots import Costs, Opened, Owner, Secrets, UnfitPersonError
from sopcheck.vault.labels import KeyFiles, SlotLabel
from sopcheck.vault.machine import Machine
from sopcheck.vault.passphrases import check_passphrase

GENERATION = "generation"
ID_BYTES = 16


class Slots:
    """The people of an open vault."""

    def __init__(
        self,
        folder: Folder,
        database: Database,
        opened: Opened,
        *,
        keyring: DeviceSecrets | None,
        machine: Machine,
        costs: Costs,
    ) -> None:
        """Change the key file of this folder as the person who unlocked it."""
        self._folder = folder
        self._database = database
        self._secrets = opened.secrets
        self._file = opened.file
        self._mine = opened.slot
        self._previous = _keep_old_as(folder, opened)
        self._keyring = keyring
        self._machine = machine
        self._costs = costs

    def people(self) -> list[SlotLabel]:
        """Tell who may unlock this vault."""
        return labels.labels(self._file)

    def add(self, *, person: PersonId, label: str, passphrase: str) -> bytes:
        """Give somebody a slot and a seed of their own; gives their public key, for the register.

        Raises:
            UnfitPersonError, UnfitPassphraseError: the label or passphrase will not do; nothing changed.
            NoKeyringError, KeyringLockedError, KeyringUnreliableError, DiskError: nothing changed.
        """
        check_passphrase(passphrase)
        self._require_new(person, label)
        seed = self._machine.random_bytes(SECRET_BYTES)
        name = self._machine.random_bytes(ID_BYTES).hex()
        with ExitStack() as undoing:
            undoing.callback(self._forget_secret, name)
            secret = new_device_secret(self._machine, self._keyring, vault=self._file.vault, slot=name)
            secrets = Secrets(self._secrets.vault_key, seed)
            slot = self._slot(secrets, Owner(name, person, label), passphrase, device_secret=secret)
            self._write((*self._file.slots, slot))
            undoing.pop_all()
        return SigningKey(person, seed).public

    def remove(self, person: PersonId) -> None:
        """Take away the slot of somebody who was never enrolled; the vault key is not changed.

        Raises:
            DiskError: nothing changed.
        """
        gone = [slot for slot in self._file.slots if slot.person == person]
        self._write(tuple(slot for slot in self._file.slots if slot.person != person))
        for slot in gone:
            self._forget_secret(slot.id)

    def change_passphrase(self, *, old: str, new: str) -> None:
        """Change the passphrase of the person who unlocked; the device secret stays.

        Raises:
            WrongPassphraseError, UnfitPassphraseError: nothing changed.
            NoKeyringError, KeyringLockedError, DeviceSecretMissingError, DiskError: nothing changed.
        """
        mine = self._mine
        secret = device_secret_of(mine, self._file.vault, self._keyring)
        # Whoever finds the vault unlocked must not be able to lock its owner out.
        keyslots.open_slot(KeyFiles(self._file, None), mine.id, old, device_secret=secret)
        check_passphrase(new)
        owner = Owner(mine.id, mine.person, mine.label)
        slot = self._slot(self._secrets, owner, new, device_secret=secret)
        self._write(tuple(slot if one.id == mine.id else one for one in self._file.slots))
        self._mine = slot

    def _forget_secret(self, slot: str) -> None:
        # A secret that is left over opens nothing; failing to remove it must not hide what went wrong.
        if self._keyring is not None:
            with suppress(UnavailableError):
                self._keyring.remove(vault=self._file.vault, slot=slot)

    def _require_new(self, person: PersonId, label: str) -> None:
        keyslots.check_label(label)
        if any(person == slot.person or label == slot.label for slot in self._file.slots):
            raise UnfitPersonError("Somebody with that label can unlock this vault already. Choose another.")

    def _slot(self, secrets: Secrets, owner: Owner, passphrase: str, *, device_secret: bytes | None) -> Slot:
        return keyslots.make_slot(
            secrets,
            owner,
            vault=self._file.vault,
            passphrase=passphrase,
            device_secret=device_secret,
            costs=self._costs,
            random_bytes=self._machine.random_bytes,
        )

    def _write(self, slots: tuple[Slot, ...]) -> None:
        changed = structs.replace(self._file, slots=slots, gen=self._file.gen + 1)
        sealed = keyslots.seal(changed, self._secrets.vault_key)
        files.replace(self._folder.keys, sealed.written(), previous=self._previous)
        self._file, self._previous = sealed, self._folder.previous_keys
        # The change stands from here on, and a note that lags behind is mended by the next unlock.
        with suppress(DiskError):
            note_generation(self._database, sealed)


def note_generation(database: Database, file: KeyFile) -> None:
    """Let the vault know its key file, so that an older copy of it is noticed."""
    with database.write() as connection:
        values.put(connection, GENERATION, str(file.gen))


def new_device_secret(
    machine: Machine, keyring: DeviceSecrets | None, *, vault: str, slot: str
) -> bytes | None:
    """Put a fresh device secret in the key store; None where the passphrase is to protect alone."""
    if keyring is None:
        return None
    secret = machine.random_bytes(SECRET_BYTES)
    keyring.put(vault=vault, slot=slot, secret=secret)
    return secret


def device_secret_of(slot: Slot | None, vault: str, keyring: DeviceSecrets | None) -> bytes | None:
    """Fetch the device secret that a slot needs; None if it needs none or there is none."""
    if slot is None or slot.kind != "device" or keyring is None:
        return None
    return keyring.get(vault=vault, slot=slot.id)


def _keep_old_as(folder: Folder, opened: Opened) -> Path:
    # Where this one was damaged, the good previous one must not be overwritten with it.
    return folder.keys.with_suffix(".damaged") if opened.notices else folder.previous_keys
