"""The ways in: making a slot, opening it, and using the previous key file where this one is damaged."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec import structs

from sopcheck.crypto import cost as costs_of
from sopcheck.crypto.cost import Argon2Cost
from sopcheck.crypto.kdf import SALT_BYTES, key_encryption_key, subkey, tag, tag_fits
from sopcheck.crypto.wrapping import NONCE_BYTES, UnwrapError, unwrap, wrap
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import keyfile, moving
from sopcheck.vault.errors import KeyFileDamagedError, WrongPassphraseError
from sopcheck.vault.keyfile import SECRET_BYTES, AnySlot, Kdf, KeyFile, Slot, SlotKind
from sopcheck.vault.labels import KeyFiles
from sopcheck.vault.passphrases import passphrase_bytes

PREVIOUS_USED = (
    "The key file of this vault was damaged, so the one before it was used. Whoever changed a passphrase or "
    "was added last may have to do so again."
)
_HEADER = b"sopcheck/header/v1"
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

    device: Argon2Cost = costs_of.DEVICE
    passphrase: Argon2Cost = costs_of.PASSPHRASE_ONLY


TESTING_COSTS = Costs(costs_of.TESTING, costs_of.TESTING)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose slot it is: its id, the person, and the label that the unlock page shows."""

    slot: str
    person: PersonId
    label: str


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
class Opened:
    """A slot that was opened: the authentic file it stands in, its secrets, what the user must be told."""

    file: KeyFile
    slot: AnySlot
    secrets: Secrets
    notices: tuple[str, ...]


Way = Callable[[KeyFiles], Opened]
"""Opens a slot of the key files of a vault."""


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
    owner: Owner,
    *,
    vault: str,
    passphrase: str,
    device_secret: bytes | None,
    costs: Costs,
    random_bytes: Callable[[int], bytes],
    sheet: bool = False,
) -> Slot:
    """Wrap the keys for a person, or for whoever holds a sheet, whose code is the passphrase then.

    With a device secret the passphrase alone opens nothing.

    Raises:
        UnfitPersonError: the label cannot be shown.
    """
    check_label(owner.label)
    kind: SlotKind = "sheet" if sheet else "passphrase" if device_secret is None else "device"
    # A code has more bits than anybody guesses, whatever a guess costs.
    cost = costs.passphrase if kind == "passphrase" else costs.device
    slot = Slot(
        ct="",
        dev=fingerprint(device_secret),
        id=owner.slot,
        kdf=Kdf(cost.memory_kib, "argon2id", cost.lanes, cost.passes),
        kind=kind,
        label=owner.label,
        nonce=random_bytes(NONCE_BYTES).hex(),
        person=owner.person,
        salt=random_bytes(SALT_BYTES).hex(),
    )
    key = _key(slot, passphrase_bytes(passphrase), device_secret)
    plain = secrets.vault_key + secrets.seed
    wrapped = wrap(key, plain, nonce=bytes.fromhex(slot.nonce), bound_to=keyfile.bound_to(slot, vault))
    return moving.certified(structs.replace(slot, ct=wrapped.hex()), secrets.seed, vault)


def seal(file: KeyFile, vault_key: bytes) -> KeyFile:
    """Give the same file with the MAC that belongs to it."""
    return structs.replace(file, mac=tag(subkey(vault_key, _HEADER), file.authenticated()).hex())


def is_authentic(file: KeyFile, vault_key: bytes) -> bool:
    """Tell whether nothing in a file was changed by anybody without the vault key."""
    return tag_fits(subkey(vault_key, _HEADER), file.authenticated(), bytes.fromhex(file.mac))


def check_label(label: str) -> None:
    """Refuse a label that the unlock page could not show.

    Raises:
        UnfitPersonError: it is empty, too long, or holds what cannot be seen.
    """
    if not 1 <= len(label.strip()) <= len(label) <= 64 or not label.isprintable():
        raise UnfitPersonError("That label cannot be shown. Use 1 to 64 letters, such as a collar number.")


def up_to_date(slot: AnySlot, vault: str, secrets: Secrets) -> Secrets:
    """Give the secrets of a slot with the vault key of now, which may have been changed since it was made.

    Raises:
        KeyFileDamagedError: the slot was altered.
    """
    key = moving.current_key(slot, vault, vault_key=secrets.vault_key, seed=secrets.seed)
    return Secrets(key, secrets.seed)


def fingerprint(device_secret: bytes | None) -> str:
    """Name a device secret without giving it away; it is random, so nothing can be guessed from this."""
    return "" if device_secret is None else hashlib.sha256(_DEVICE + device_secret).hexdigest()[:16]


def _opened(file: KeyFile, name: str, passphrase: bytes, device_secret: bytes | None) -> Opened:
    slot = file.slot(name)
    if slot is None:
        raise UnknownSlotError
    # Told apart by the fingerprint, or a person with a new profile would be told to retype a good passphrase.
    if slot.kind == "device" and (device_secret is None or fingerprint(device_secret) != slot.dev):
        raise DeviceSecretMissingError
    secrets = _unwrapped(slot, file.vault, _key(slot, passphrase, device_secret))
    secrets = up_to_date(slot, file.vault, secrets)
    # Makes the slots key-committing, and notices whatever was changed beside this slot.
    if not is_authentic(file, secrets.vault_key):
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
    if files.current is not None and is_authentic(files.current, opened.secrets.vault_key):
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
