"""Keys from passphrases and from other keys (`security.md` 3.1 and 3.2).

P   = Argon2id(passphrase, salt)                                what guessing costs
KEK = HKDF-SHA256(P, salt=device secret or zeros, info=label || slot)    wraps one copy of the vault key
sub = HKDF-Expand(key, label)                                   one key for one purpose
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from sopcheck.crypto.cost import Argon2Cost
from sopcheck.errors import UnavailableError

KEY_BYTES = 32
SALT_BYTES = 16
_KEK = b"sopcheck/kek/v1"


class MemoryShortError(UnavailableError):
    """The machine has not the memory that deriving a key takes."""


def key_encryption_key(
    passphrase: bytes, *, salt: bytes, cost: Argon2Cost, device_secret: bytes | None, slot: str
) -> bytes:
    """Derive the key that wraps a slot's copy of the vault key; takes as long as the cost says.

    Raises:
        MemoryShortError: there is not enough memory now.
    """
    argon2 = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    try:
        secret = argon2.derive(passphrase)
    except MemoryError:
        raise MemoryShortError(
            "There is not enough memory to check the passphrase. Close other programs and try again."
        ) from None
    device = device_secret or bytes(KEY_BYTES)
    return HKDF(SHA256(), KEY_BYTES, salt=device, info=_KEK + slot.encode()).derive(secret)


def subkey(key: bytes, label: bytes) -> bytes:
    """Derive the key for one purpose from a uniformly random key."""
    return HKDFExpand(SHA256(), KEY_BYTES, label).derive(key)


def tag(key: bytes, message: bytes) -> bytes:
    """Authenticate a message: HMAC-SHA256."""
    return hmac.digest(key, message, hashlib.sha256)


def tag_fits(key: bytes, message: bytes, claimed: bytes) -> bool:
    """Tell whether a tag is the message's, in constant time."""
    return hmac.compare_digest(tag(key, message), claimed)
