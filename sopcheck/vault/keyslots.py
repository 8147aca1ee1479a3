"""The ways in: making a slot, opening it, and using the key file before this one where this one is damaged."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import Struct, structs

from sopcheck.crypto import kdf
from sopcheck.crypto.kdf import Argon2Cost, key_encryption_key
from sopcheck.crypto.wrapping import NONCE_BYTES, UnwrapError, unwrap, wrap
from sopcheck.errors import DamagedError, RefusedError, UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import keyfile
from sopcheck.vault.errors import KeyFileDamagedError, NewerVaultError, WrongPassphraseError
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import SECRET_BYTES, Kdf, KeyFile, Slot, SlotKind
from sopcheck.vault.passphrases import passphrase_bytes

PREVIOUS_USED = (
    "The key file of this vault was damaged, so the one before it was used. Whoever changed a passphrase or "
    "was added last may have to do so again."
)
_DEVICE = b"sopcheck/device-secret/v1\0"


class DeviceSecretMissingError(UnavailableError):
    """This machine and account have not the device secret that the slot needs."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__(
            "The key store of this computer lacks the secret that belongs to this person's passphrase. "
            "Unlock where it was set up, or ask an administrator to add this person again."
        )


class UnknownSlotError(RefusedError):
    """The key file has no such slot."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__("This person can no longer unlock this vault. Choose another from the list.")


class UnfitPersonError(RefusedError):
    """A person cannot be given a slot like this."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What guessing costs, for slots with and without a device secret."""

    device: Argon2Cost = kdf.DEVICE
    passphrase: Argon2Cost = kdf.PASSPHRASE_ONLY


TESTING_COSTS = Costs(kdf.TESTING, kdf.TESTING)


class NewPerson(Struct, frozen=True):
    """Somebody who is to get a slot; the label is what the unlock page shows, a collar number by default."""

    id: PersonId
    label: str


class SlotLabel(Struct, frozen=True):
    """What is known of a slot without unlocking it."""

    id: str
    label: str
    person: PersonId
    kind: SlotKind


class Secrets:
    """What a slot gives: the vault key and its owner's seed; neither prints nor pickles."""

    __slots__ = ("seed", "vault_key")

    def __init__(self, vault_key: bytes, seed: bytes) -> None:
        """Hold both."""
        self.vault_key = vault_key
        self.seed = seed

    def __reduce__(self) -> str:
        raise TypeError("The keys of a vault stay where they are.")


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """The key file of a folder and the one before it; at least one of them could be read."""

    current: KeyFile | None
    previous: KeyFile | None

    def best(self) -> KeyFile:
        """Give the one to show people from."""
        file = self.current or self.previous
        if file is None:
            raise KeyFileDamagedError
        return file


@dataclass(frozen=True, slots=True)
class Opened:
    """A slot that was opened: the authentic file it stands in, its secrets, what the user must be told."""

    file: KeyFile
    slot: Slot
    secrets: Secrets
    notices: tuple[str, ...]


def people_of(path: Path) -> list[SlotLabel]:
    """Tell who may unlock the vault in a folder, without unlocking it.

    Raises:
        VaultMissingError, ForeignFileError, NewerVaultError, KeyFileDamagedError, DiskError: it cannot.
    """
    folder = Folder(path)
    folder.require_vault()
    return labels(read_files(folder).best())


def labels(file: KeyFile) -> list[SlotLabel]:
    """Give what may be shown of the slots of a key file."""
    return [SlotLabel(slot.id, slot.label, slot.person, slot.kind) for slot in file.slots]


def read_files(folder: Folder) -> KeyFiles:
    """Read the key file and the one before it.

    Raises:
        NewerVaultError: a newer program wrote it.
        ForeignFileError, KeyFileDamagedError, DiskError: neither can be used.
    """
    previous = _readable(folder.previous_keys)
    try:
        return KeyFiles(keyfile.read(folder.keys), previous)
    except NewerVaultError:
        raise
    except (DamagedError, UnavailableError):
        if previous is None:
            raise
        return KeyFiles(None, previous)


def open_slot(files: KeyFiles, name: str, passphrase: str, *, device_secret: bytes | None) -> Opened:
    """Open a slot.

    Raises:
        WrongPassphraseError, UnfitPassphraseError: the passphrase does not open it.
        DeviceSecretMissingError: the slot needs a device secret, and this is not it.
        KeyFileDamagedError: the file was altered, and the one before it does not help.
    """
    typed = passphrase_bytes(passphrase)
    if files.current is None:
        return replace(_opened(files.best(), name, typed, device_secret), notices=(PREVIOUS_USED,))
    try:
        return _opened(files.current, name, typed, device_secret)
    except _NOT_OPENED as error:
        opened = _opened_by_previous(files, name, typed, device_secret, error)
        if opened is None:
            raise
        return opened


def make_slot(
    secrets: Secrets,
    *,
    vault: str,
    name: str,
    person: NewPerson,
    passphrase: str,
    device_secret: bytes | None,
    costs: Costs,
    random_bytes: Callable[[int], bytes],
) -> Slot:
    """Wrap the keys for a person; with a device secret the passphrase alone opens nothing.

    Raises:
        UnfitPersonError: the label cannot be shown.
    """
    check_label(person.label)
    cost = costs.passphrase if device_secret is None else costs.device
    slot = Slot(
        ct="",
        dev=fingerprint(device_secret),
        id=name,
        kdf=Kdf(cost.memory_kib, "argon2id", cost.lanes, cost.passes),
        kind="passphrase" if device_secret is None else "device",
        label=person.label,
        nonce=random_bytes(NONCE_BYTES).hex(),
        person=person.id,
        salt=random_bytes(16).hex(),
    )
    key = _key(slot, passphrase_bytes(passphrase), device_secret)
    plain = secrets.vault_key + secrets.seed
    wrapped = wrap(key, plain, nonce=bytes.fromhex(slot.nonce), bound_to=keyfile.bound_to(slot, vault))
    return structs.replace(slot, ct=wrapped.hex())


def check_label(label: str) -> None:
    """Refuse a label that the unlock page could not show.

    Raises:
        UnfitPersonError: it is empty, too long, or holds what cannot be seen.
    """
    if not 1 <= len(label.strip()) <= len(label) <= 64 or not label.isprintable():
        raise UnfitPersonError("That label cannot be shown. Use 1 to 64 letters, such as a collar number.")


def fingerprint(device_secret: bytes | None) -> str:
    """Name a device secret without giving it away; it is random, so nothing can be guessed from this."""
    return "" if device_secret is None else hashlib.sha256(_DEVICE + device_secret).hexdigest()[:16]


def _readable(path: Path) -> KeyFile | None:
    try:
        return keyfile.read(path)
    except (DamagedError, UnavailableError):
        return None


def _opened(file: KeyFile, name: str, passphrase: bytes, device_secret: bytes | None) -> Opened:
    slot = file.slot(name)
    if slot is None:
        raise UnknownSlotError
    if slot.kind == "device" and (device_secret is None or fingerprint(device_secret) != slot.dev):
        raise DeviceSecretMissingError
    secrets = _unwrapped(slot, file.vault, _key(slot, passphrase, device_secret))
    if not file.is_authentic(secrets.vault_key):
        raise KeyFileDamagedError
    return Opened(file, slot, secrets, ())


def _opened_by_previous(
    files: KeyFiles, name: str, passphrase: bytes, device_secret: bytes | None, error: Exception
) -> Opened | None:
    if files.previous is None or (isinstance(error, WrongPassphraseError) and _same_slot(files, name)):
        return None
    try:
        opened = _opened(files.previous, name, passphrase, device_secret)
    except _NOT_OPENED:
        return None
    # An intact file means that the passphrase or the people were changed since, not that it was damaged.
    if files.current is not None and files.current.is_authentic(opened.secrets.vault_key):
        return None
    return replace(opened, notices=(PREVIOUS_USED,))


def _same_slot(files: KeyFiles, name: str) -> bool:
    one, other = files.current, files.previous
    if one is None or other is None:
        return False
    return one.vault == other.vault and one.slot(name) == other.slot(name)


def _unwrapped(slot: Slot, vault: str, key: bytes) -> Secrets:
    bound_to = keyfile.bound_to(slot, vault)
    try:
        plain = unwrap(key, bytes.fromhex(slot.ct), nonce=bytes.fromhex(slot.nonce), bound_to=bound_to)
    except UnwrapError:
        raise WrongPassphraseError from None
    return Secrets(plain[:SECRET_BYTES], plain[SECRET_BYTES:])


def _key(slot: Slot, passphrase: bytes, device_secret: bytes | None) -> bytes:
    return key_encryption_key(
        passphrase,
        salt=bytes.fromhex(slot.salt),
        cost=slot.kdf.cost(),
        device_secret=device_secret if slot.kind == "device" else None,
        slot=slot.id,
    )


_NOT_OPENED = (UnknownSlotError, DeviceSecretMissingError, WrongPassphraseError, KeyFileDamagedError)
