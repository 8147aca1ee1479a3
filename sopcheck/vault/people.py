"""Changing who may unlock an open vault, and with what."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from sopcheck.crypto.signing import SigningKey
from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import keyslots, labels
from sopcheck.vault.key_writer import KeyWriter
from sopcheck.vault.keyfile import SECRET_BYTES, AnySlot, Slot
from sopcheck.vault.keyring import DeviceSecrets
from sopcheck.vault.keyslots import Costs, Owner, Secrets, UnfitPersonError, UnknownSlotError
from sopcheck.vault.labels import KeyFiles, SlotLabel
from sopcheck.vault.machine import Machine
from sopcheck.vault.passphrases import check_passphrase

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class _Made:
    """A slot that is made and not yet in force, with the public key that goes with it."""

    public_key: bytes
    slot: Slot


class Slots:
    """The people of an open vault."""

    def __init__(
        self,
        keys: KeyWriter,
        mine: AnySlot,
        *,
        keyring: DeviceSecrets | None,
        machine: Machine,
        costs: Costs,
    ) -> None:
        """Change the key file as the person of the slot that is `mine`."""
        self._keys = keys
        self._mine = mine
        self._keyring = keyring
        self._machine = machine
        self._costs = costs

    def people(self) -> list[SlotLabel]:
        """Tell who may unlock this vault."""
        return labels.labels(self._keys.file)

    def add(self, *, person: PersonId, label: str, passphrase: str) -> bytes:
        """Give somebody a slot and a seed of their own; gives their public key, for the register.

        Raises:
            UnfitPersonError, UnfitPassphraseError: the label or passphrase will not do; nothing changed.
            NoKeyringError, KeyringLockedError, KeyringUnreliableError, DiskError: nothing changed.
        """
        check_passphrase(passphrase)
        self._require_new(person, label)
        made = self._made(person, label, passphrase)
        with ExitStack() as undoing:
            undoing.callback(self._forget_secret, made.slot.id)
            self._keys.write(slots=(*self._keys.file.slots, made.slot))
            undoing.pop_all()
        return made.public_key

    def remove(self, person: PersonId) -> None:
        """Take away the slot of a person; the vault key is not changed, and they may still have it.

        Raises:
            DiskError: nothing changed.
        """
        slots = self._keys.file.slots
        self._keys.write(slots=tuple(slot for slot in slots if slot.person != person))
        for slot in slots:
            if slot.person == person:
                self._forget_secret(slot.id)

    def renew(self, *, person: PersonId, label: str, passphrase: str, enter: Callable[[bytes], None]) -> None:
        """Give somebody whose own way in is lost a new slot and a new seed in place of the old.

        `enter` lets the register know the new public key, before anything can be signed with it; what it
        raises is passed on, and nothing changed then.

        Raises:
            UnfitPersonError, UnfitPassphraseError: the label or passphrase will not do; nothing changed.
            NoKeyringError, KeyringLockedError, KeyringUnreliableError, DiskError: nothing changed.
        """
        check_passphrase(passphrase)
        slots = self._keys.file.slots
        others = tuple(slot for slot in slots if slot.person != person)
        # A person may keep the label, but not take that of another.
        if any(label == slot.label for slot in others):
            raise UnfitPersonError("Somebody else has that label. Choose another.")
        made = self._made(person, label, passphrase)
        with ExitStack() as undoing:
            undoing.callback(self._forget_secret, made.slot.id)
            enter(made.public_key)
            self._keys.write(slots=(*others, made.slot))
            undoing.pop_all()
        for slot in set(slots) - set(others):
            self._forget_secret(slot.id)

    def change_passphrase(self, *, old: str, new: str) -> None:
        """Change the passphrase of the person who unlocked; the device secret stays.

        Raises:
            WrongPassphraseError, UnfitPassphraseError: nothing changed.
            NoKeyringError, KeyringLockedError, DeviceSecretMissingError, DiskError: nothing changed.
        """
        mine = self._keys.file.slot(self._mine.id)
        if mine is None or mine.kind == "sheet":
            raise UnknownSlotError
        secret = device_secret_of(mine, self._keys.file.vault, self._keyring)
        # Whoever finds the vault unlocked must not be able to lock its owner out.
        opened = keyslots.open_slot(KeyFiles(self._keys.file, None), mine.id, old, device_secret=secret)
        check_passphrase(new)
        owner = Owner(mine.id, mine.person, mine.label)
        slot = self._slot(opened.secrets, owner, new, device_secret=secret)
        self._keys.write(slots=tuple(slot if one.id == mine.id else one for one in self._keys.file.slots))

    def _made(self, person: PersonId, label: str, passphrase: str) -> _Made:
        seed = self._machine.random_bytes(SECRET_BYTES)
        name = self._machine.random_bytes(ID_BYTES).hex()
        keyslots.check_label(label)
        with ExitStack() as undoing:
            undoing.callback(self._forget_secret, name)
            secret = new_device_secret(self._machine, self._keyring, vault=self._keys.file.vault, slot=name)
            secrets = Secrets(self._keys.vault_key, seed)
            slot = self._slot(secrets, Owner(name, person, label), passphrase, device_secret=secret)
            undoing.pop_all()
        return _Made(SigningKey(person, seed).public, slot)

    def _forget_secret(self, slot: str) -> None:
        # A secret that is left over opens nothing; failing to remove it must not hide what went wrong.
        if self._keyring is not None:
            with suppress(UnavailableError):
                self._keyring.remove(vault=self._keys.file.vault, slot=slot)

    def _require_new(self, person: PersonId, label: str) -> None:
        keyslots.check_label(label)
        if any(person == slot.person or label == slot.label for slot in self._keys.file.slots):
            raise UnfitPersonError("Somebody with that label can unlock this vault already. Choose another.")

    def _slot(self, secrets: Secrets, owner: Owner, passphrase: str, *, device_secret: bytes | None) -> Slot:
        return keyslots.make_slot(
            secrets,
            owner,
            vault=self._keys.file.vault,
            passphrase=passphrase,
            device_secret=device_secret,
            costs=self._costs,
            random_bytes=self._machine.random_bytes,
        )


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
