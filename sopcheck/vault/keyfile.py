"""The key file `vault.keys`: a slot for each person, sealed by a MAC under the vault key (`security.md` 3).

Canonical JSON: magic, v, vault, gen (rises with every change), db_salt (of the database's first page, which
would otherwise be a single point of failure), slots, sheets and force (the ways back in), pending (always
null: a new vault key takes effect with the file that holds it), mac. `docs/key-file.md` says it in full.
A slot shows a label its owner chose, and wraps VK(32) || user seed(32).
History of the format: v 1, the first. v 2 adds `sheets`, `force`, and to a slot `seal`, `certified`, `moved`.
"""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from sopcheck import canonical
from sopcheck.crypto.cost import Argon2Cost
from sopcheck.ledger.entry import PersonId
from sopcheck.vault.errors import ForeignFileError, KeyFileDamagedError, NewerVaultError
from sopcheck.vault.files import disk_errors

FORMAT = 2
MAGIC = "sopcheck-keys"
SECRET_BYTES = 32
_MOST_BYTES = 256 * 1024

_Salt = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Nonce = Annotated[str, Meta(pattern="^[0-9a-f]{24}$")]
_Wrapped = Annotated[str, Meta(pattern="^[0-9a-f]{160}$")]
_Twice = Annotated[str, Meta(pattern="^[0-9a-f]{320}$")]
_Key = Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")]
_Signature = Annotated[str, Meta(pattern="^([0-9a-f]{128})?$")]
_Moved = Annotated[str, Meta(pattern="^([0-9a-f]{160})?$")]
_Custodian = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Mac = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Fingerprint = Annotated[str, Meta(pattern="^([0-9a-f]{16})?$")]
_Label = Annotated[str, Meta(min_length=1, max_length=64)]
_Person = Annotated[PersonId, Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]
_Generation = Annotated[int, Meta(ge=1)]

SlotKind = Literal["device", "passphrase", "sheet"]
# What a slot is bound to has not changed since the first format.
_SLOT_FORMAT = 1
_UNBOUND = ("ct", "seal", "certified", "moved")


class Kdf(Struct, frozen=True, forbid_unknown_fields=True):
    """How a slot's key is derived: memory in KiB, lanes, passes."""

    m: int
    name: Literal["argon2id"]
    p: int
    t: int

    def cost(self) -> Argon2Cost:
        """Give the cost.

        Raises:
            CostOutOfBoundsError: it is outside what is accepted; nothing was allocated for it.
        """
        return Argon2Cost(self.m, self.t, self.p)


class Sealed(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What every way in has, so that a new vault key reaches its owner without the owner.

    `seal` is the X25519 key of the owner's seed, `certified` the owner's signature over it, and `moved` the
    vault key sealed to it, where that was changed since the slot was made.
    """

    seal: _Key = ""
    certified: _Signature = ""
    moved: _Moved = ""


class Slot(Sealed, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One way in. `dev` tells a wrong device secret from a wrong passphrase without giving either away."""

    ct: _Wrapped
    dev: _Fingerprint
    id: _Id
    kdf: Kdf
    kind: SlotKind
    label: _Label
    nonce: _Nonce
    person: _Person
    salt: _Salt


class ForceSlot(Sealed, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The way in of a force: the keys sealed to the second custodian, and that to the first."""

    ct: _Twice
    custodians: tuple[_Custodian, _Custodian]
    id: _Id
    label: _Label
    person: _Person


AnySlot = Slot | ForceSlot


class KeyFile(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A key file that was read; not yet known to be authentic."""

    db_salt: _Salt
    gen: _Generation
    mac: _Mac
    magic: str
    pending: None
    slots: Annotated[tuple[Slot, ...], Meta(min_length=1)]
    v: int
    vault: _Id
    sheets: tuple[Slot, ...] = ()
    force: tuple[ForceSlot, ...] = ()

    def slot(self, name: str) -> Slot | None:
        """Find the slot of a person or of a sheet by its id."""
        return next((slot for slot in (*self.slots, *self.sheets) if slot.id == name), None)

    def every_slot(self) -> tuple[AnySlot, ...]:
        """Give all ways in."""
        return (*self.slots, *self.sheets, *self.force)

    def written(self) -> bytes:
        """Give the bytes of the file."""
        return canonical.encode(msgspec.to_builtins(self))

    def authenticated(self) -> bytes:
        """Give the bytes that the MAC covers: everything but itself."""
        fields: dict[str, object] = msgspec.to_builtins(self)
        del fields["mac"]
        return canonical.encode(fields)


def bound_to(slot: Slot, vault: str) -> bytes:
    """Give what a slot's wrapped keys are bound to: all that stands beside them."""
    fields: dict[str, object] = msgspec.to_builtins(slot)
    bound = {name: value for name, value in fields.items() if name not in _UNBOUND}
    return canonical.encode({**bound, "v": _SLOT_FORMAT, "vault": vault})


def read(path: Path) -> KeyFile:
    """Read a key file; strict, and without allocating what a forged one asks for.

    Raises:
        ForeignFileError, NewerVaultError, KeyFileDamagedError: it is not a key file that can be used.
        DiskError: it cannot be read.
    """
    with disk_errors():
        # Ten megabytes of brackets are refused unread.
        if path.stat().st_size > _MOST_BYTES:
            raise KeyFileDamagedError
        return parse(path.read_bytes())


def parse(content: bytes) -> KeyFile:
    """Read the bytes of a key file; raises as `read` does."""
    fields = _fields(content)
    if fields.get("magic") != MAGIC:
        raise ForeignFileError("The file vault.keys in this folder is not a key file. Choose another folder.")
    version = fields.get("v")
    if isinstance(version, int) and version > FORMAT:
        raise NewerVaultError
    if type(version) is not int or version < 1:
        raise KeyFileDamagedError
    try:
        file = msgspec.convert(fields, KeyFile)
    except msgspec.ValidationError:
        raise KeyFileDamagedError from None
    # Before anybody types a passphrase: a forged file could ask for a terabyte of memory.
    for slot in (*file.slots, *file.sheets):
        slot.kdf.cost()
    return file


def _fields(content: bytes) -> dict[str, object]:
    try:
        fields = canonical.decode(content)
    except canonical.NotCanonicalError:
        raise KeyFileDamagedError from None
    if not isinstance(fields, dict):
        raise KeyFileDamagedError
    return fields
