"""How a changed vault key reaches the owners of slots, none of whom is there to type a passphrase.

Each slot shows a sealing key, derived from its owner's seed and signed by the owner. A new vault key is
sealed to it; whoever opens the slot finds the seed in it, and with that the new key. The signature is checked
against the register before anything is sealed: who may write the key file could put in a key of their own.
"""

from collections.abc import Collection
from typing import TypeVar

from msgspec import structs

from sopcheck.crypto.sealing import SealingKey, seal
from sopcheck.crypto.signing import SigningKey, verify
from sopcheck.crypto.wrapping import UnwrapError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault.errors import KeyFileDamagedError
from sopcheck.vault.keyfile import AnySlot, ForceSlot, Slot

S = TypeVar("S", Slot, ForceSlot)
_CERTIFIED = b"sopcheck/seal/v1\0"
_MOVED = b"sopcheck/moved/v1\0"


def certified(slot: S, seed: bytes, vault: str) -> S:
    """Give the slot with the sealing key of its owner, signed by the owner."""
    public = SealingKey(seed).public
    signature = SigningKey(slot.person, seed).sign(_statement(slot.person, slot.id, vault, public))
    return structs.replace(slot, seal=public.hex(), certified=signature.hex())


def is_certified(slot: AnySlot, vault: str, keys: Collection[bytes]) -> bool:
    """Tell whether the sealing key was signed with one of the owner's keys."""
    statement = _statement(slot.person, slot.id, vault, bytes.fromhex(slot.seal))
    return bool(slot.seal) and any(verify(key, statement, bytes.fromhex(slot.certified)) for key in keys)


def moved(slot: S, vault: str, vault_key: bytes) -> S:
    """Give the slot with another vault key in it, for its owner alone."""
    sealed = seal(bytes.fromhex(slot.seal), vault_key, info=_info(slot, vault))
    return structs.replace(slot, moved=sealed.hex())


def current_key(slot: AnySlot, vault: str, *, vault_key: bytes, seed: bytes) -> bytes:
    """Give the vault key that a slot holds now: the one wrapped in it, or the one that came after.

    Raises:
        KeyFileDamagedError: what came after was not made for this slot.
    """
    if not slot.moved:
        return vault_key
    try:
        return SealingKey(seed).unsealed(bytes.fromhex(slot.moved), info=_info(slot, vault))
    except UnwrapError:
        raise KeyFileDamagedError from None


def _statement(person: PersonId, slot: str, vault: str, public: bytes) -> bytes:
    return _CERTIFIED + f"{vault} {slot} {person} {public.hex()}".encode()


def _info(slot: AnySlot, vault: str) -> bytes:
    return _MOVED + f"{vault} {slot.id} {slot.person}".encode()
