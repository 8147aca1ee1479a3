"""The key file `vault.keys`: a slot for each person, sealed by a MAC under the vault key (`security.md` 3).

Canonical JSON: magic, v, vault, gen (rises with every change), db_salt (of the database's first page, which
would otherwise be a single point of failure), slots, pending (a change of the vault key under way; none in
this version), mac. A slot shows a label its owner chose, and wraps VK(32) || user seed(32).
History of the format: v 1, the first.
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

FORMAT = 1
MAGIC = "sopcheck-keys"
SECRET_BYTES = 32
_MOST_BYTES = 256 * 1024

_Salt = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Nonce = Annotated[str, Meta(pattern="^[0-9a-f]{24}$")]
_Wrapped = Annotated[str, Meta(pattern="^[0-9a-f]{160}$")]
_Mac = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Fingerprint = Annotated[str, Meta(pattern="^([0-9a-f]{16})?$")]
_Label = Annotated[str, Meta(min_length=1, max_length=64)]
_Person = Annotated[PersonId, Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]
_Generation = Annotated[int, Meta(ge=1)]

SlotKind = Literal["device", "passphrase"]


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


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
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


class KeyFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A key file that was read; not yet known to be authentic."""

    db_salt: _Salt
    gen: _Generation
    mac: _Mac
    magic: str
    pending: None
    slots: Annotated[tuple[Slot, ...], Meta(min_length=1)]
    v: int
    vault: _Id

    def slot(self, name: str) -> Slot | None:
        """Find a slot by its id."""
        return next((slot for slot in self.slots if slot.id == name), None)

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
    del fields["ct"]
    return canonical.encode({**fields, "v": FORMAT, "vault": vault})


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
    if version != FORMAT:
        raise KeyFileDamagedError
    try:
        file = msgspec.convert(fields, KeyFile)
    except msgspec.ValidationError:
        raise KeyFileDamagedError from None
    # Before anybody types a passphrase: a forged file could ask for a terabyte of memory.
    for slot in file.slots:
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
