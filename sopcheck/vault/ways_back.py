"""The ways back into a vault: the code of a printed sheet, or the keys of a force's two custodians.

Each holds what a person's slot holds: the vault key, and a seed of its own. So whoever uses one signs what
they do with a key that the register knows as that way back, and as nobody's.
"""

from collections.abc import Callable, Sequence

from msgspec import structs

from sopcheck.crypto.sealing import SealingKey, seal
from sopcheck.crypto.signing import SigningKey
from sopcheck.crypto.wrapping import UnwrapError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault import keyslots, labels, moving
from sopcheck.vault.custodian import custodian_keys, make_custodian, open_custodian
from sopcheck.vault.errors import KeyFileDamagedError, WrongPassphraseError
from sopcheck.vault.folder import Folder
from sopcheck.vault.key_writer import KeyWriter
from sopcheck.vault.keyfile import SECRET_BYTES, ForceSlot, KeyFile
from sopcheck.vault.keyslots import Costs, Opened, Owner, Secrets, UnknownSlotError
from sopcheck.vault.labels import BackLabel, KeyFiles
from sopcheck.vault.machine import Machine
from sopcheck.vault.people import ID_BYTES
from sopcheck.vault.recovery_codes import groups, new_code, read_code

_FORCE = b"sopcheck/force/v1\0"
_NUMBER_DIGITS = 6


class WrongCodeError(WrongPassphraseError):
    """The code is well written, and of no sheet of this vault."""

    def __init__(self) -> None:
        """Say what may be the matter."""
        super(WrongPassphraseError, self).__init__(
            "That code opens no recovery of this vault. Look whether the sheet is of this vault, and whether "
            "a newer sheet has taken its place."
        )


class NoCustodiansError(UnknownSlotError):
    """The vault is recovered with a sheet, not by custodians."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super(UnknownSlotError, self).__init__(
            "No custodians are named in this vault. Recover it with its recovery sheet."
        )


class WrongCustodiansError(WrongPassphraseError):
    """The two keys are not those of this vault's custodians."""

    def __init__(self) -> None:
        """Say what may be the matter."""
        super(WrongPassphraseError, self).__init__(
            "These are not the keys of this vault's two custodians. Bring both key files, and try again."
        )


Enter = Callable[[BackLabel, bytes], None]
"""Lets the register know a way back by its public key, before it is in force."""


class WaysBack:
    """The ways back into an open vault."""

    def __init__(self, folder: Folder, keys: KeyWriter, *, machine: Machine, costs: Costs) -> None:
        """Change the key file through this writer."""
        self._folder = folder
        self._keys = keys
        self._machine = machine
        self._costs = costs

    def all(self) -> list[BackLabel]:
        """Tell what ways there are."""
        return labels.ways_back(self._keys.file)

    def make_sheet(self, *, enter: Enter) -> tuple[BackLabel, tuple[str, ...]]:
        """Make a sheet in place of the one before; gives the groups of its code too, told here only.

        What `enter` raises is passed on, and nothing changed then.

        Raises:
            DiskError: nothing changed.
        """
        seed, owner = self._machine.random_bytes(SECRET_BYTES), self._owner()
        code = new_code(self._machine.random_bytes)
        slot = keyslots.make_slot(
            Secrets(self._keys.vault_key, seed),
            owner,
            vault=self._keys.file.vault,
            passphrase=code,
            device_secret=None,
            costs=self._costs,
            random_bytes=self._machine.random_bytes,
            sheet=True,
        )
        enter(labels.back(slot), SigningKey(owner.person, seed).public)
        self._keys.write(sheets=(slot,))
        return labels.back(slot), groups(code)

    def make_force(self, custodians: tuple[str, str], *, enter: Enter) -> BackLabel:
        """Make the way of two custodians, by their public keys as typed, in place of the one before.

        Raises:
            UnfitCustodianError, UnfitKeyError: a key is mistyped, twice the same, or keeps nothing secret.
            DiskError: nothing changed.
        """
        custodians = custodian_keys(custodians)
        seed, owner = self._machine.random_bytes(SECRET_BYTES), self._owner()
        empty = ForceSlot(ct="", custodians=custodians, id=owner.slot, label=owner.label, person=owner.person)
        info = _info(empty, self._keys.file.vault)
        first, second = (bytes.fromhex(key) for key in custodians)
        wrapped = seal(first, seal(second, self._keys.vault_key + seed, info=info), info=info)
        slot = moving.certified(structs.replace(empty, ct=wrapped.hex()), seed, self._keys.file.vault)
        enter(labels.back(slot), SigningKey(owner.person, seed).public)
        self._keys.write(force=(slot,))
        return labels.back(slot)

    def rehearse(self, typed: str) -> BackLabel:
        """Open the slot of a sheet as recovery would, from the key file as it lies on the disk.

        Raises:
            MistypedCodeError, WrongCodeError: it is no code, or of no sheet of this vault.
            KeyFileDamagedError, DiskError: recovery would fail.
        """
        return labels.back(open_sheet(labels.read_files(self._folder), typed).slot)

    def rehearse_force(self, keys: Sequence[tuple[bytes, str]]) -> BackLabel:
        """The same with the key files of both custodians, each with its passphrase.

        Raises:
            CustodianFileError, WrongPassphraseError: one of the files does not open.
            NoCustodiansError, WrongCustodiansError: this vault has no custodians, or others.
            KeyFileDamagedError, DiskError: recovery would fail.
        """
        first, second = (open_custodian(content, passphrase) for content, passphrase in keys)
        return labels.back(open_force(labels.read_files(self._folder), first, second).slot)

    def new_custodian(self, passphrase: str) -> tuple[bytes, str]:
        """Make the key of a custodian: the bytes of its file, and the public key to give away.

        Raises:
            UnfitPassphraseError: the passphrase is too easily guessed.
        """
        return make_custodian(passphrase, self._machine.random_bytes, self._costs.passphrase)

    def _owner(self) -> Owner:
        name, person = (self._machine.random_bytes(ID_BYTES).hex() for _ in range(2))
        return Owner(name, PersonId(person), name[:_NUMBER_DIGITS].upper())


def open_sheet(files: KeyFiles, typed: str) -> Opened:
    """Open the slot of the sheet whose code was typed.

    Raises:
        MistypedCodeError, WrongCodeError: it is no code, or of no sheet of this vault.
        KeyFileDamagedError: the key file was altered.
    """
    code = read_code(typed)
    for sheet in files.best().sheets:
        try:
            return keyslots.open_slot(files, sheet.id, code, device_secret=None)
        except WrongPassphraseError:
            continue
    raise WrongCodeError


def open_force(files: KeyFiles, first: SealingKey, second: SealingKey) -> Opened:
    """Open the slot of the force with the keys of both custodians, in either order.

    Raises:
        UnknownSlotError, WrongCustodiansError: there is no such slot, or it has other custodians.
        KeyFileDamagedError: the key file was altered.
    """
    file = files.best()
    if not file.force:
        raise NoCustodiansError
    held = {key.public.hex(): key for key in (first, second)}
    for slot in file.force:
        if set(slot.custodians) == set(held):
            outer, inner = (held[key] for key in slot.custodians)
            return _opened_force(file, slot, outer, inner)
    raise WrongCustodiansError


def _opened_force(file: KeyFile, slot: ForceSlot, outer: SealingKey, inner: SealingKey) -> Opened:
    info = _info(slot, file.vault)
    try:
        plain = inner.unsealed(outer.unsealed(bytes.fromhex(slot.ct), info=info), info=info)
    except UnwrapError:
        raise KeyFileDamagedError from None
    held = Secrets(plain[:SECRET_BYTES], plain[SECRET_BYTES:])
    secrets = keyslots.up_to_date(slot, file.vault, held)
    if not keyslots.is_authentic(file, secrets.vault_key):
        raise KeyFileDamagedError
    return Opened(file, slot, secrets, ())


def _info(slot: ForceSlot, vault: str) -> bytes:
    # HPKE's one-shot form binds to nothing else, so all that stands beside the sealed keys is in here.
    return _FORCE + " ".join((vault, slot.id, slot.label, slot.person, *slot.custodians)).encode()
