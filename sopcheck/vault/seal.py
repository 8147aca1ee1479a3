"""The MAC under which this program notes things for itself: what machines saw, how far all was good, backups.

HMAC-SHA-256 of the canonical bytes, under a key of its own for each purpose (`security.md` 3.1), in hex.
"""

import msgspec
from msgspec import Struct

from sopcheck import canonical
from sopcheck.crypto import kdf


class Seal:
    """Marks notes of one purpose as written by somebody who had the vault open."""

    __slots__ = ("_key",)

    def __init__(self, vault_key: bytes, purpose: bytes) -> None:
        """Derive the key of a purpose."""
        self._key = kdf.subkey(vault_key, purpose)

    def of(self, note: Struct) -> str:
        """Give the MAC of a note."""
        return kdf.tag(self._key, _written(note)).hex()

    def fits(self, note: Struct, claimed: str) -> bool:
        """Tell whether a MAC is that of a note; what is no hex is none."""
        try:
            mac = bytes.fromhex(claimed)
        except ValueError:
            return False
        return kdf.tag_fits(self._key, _written(note), mac)

    def __reduce__(self) -> str:
        raise TypeError("A key of a vault stays where it is.")


def _written(note: Struct) -> bytes:
    return canonical.encode(msgspec.to_builtins(note))
