"""Sealing a few bytes to a key that is not here: HPKE, base mode (RFC 9180).

DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. A sealed text is the 32 bytes of the encapsulated key,
then the ciphertext with its tag. HPKE's one-shot form has no other data to bind to, so whatever stands beside
a sealed text goes into `info` (`security.md` 3.2).
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sopcheck.crypto.kdf import subkey
from sopcheck.crypto.signing import UnfitKeyError
from sopcheck.crypto.wrapping import UnwrapError

PUBLIC_KEY_BYTES = 32
_SEAL = b"sopcheck/seal/v1"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealingKey:
    """The key to which others seal; derived from its owner's seed, it neither prints nor pickles."""

    __slots__ = ("_key",)

    def __init__(self, seed: bytes) -> None:
        """Derive the key from the owner's seed."""
        self._key = X25519PrivateKey.from_private_bytes(subkey(seed, _SEAL))

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def unsealed(self, sealed: bytes, *, info: bytes) -> bytes:
        """Give what was sealed to this key.

        Raises:
            UnwrapError: it was sealed to another key, for another purpose, or altered.
        """
        try:
            return _SUITE.decrypt(sealed, self._key, info)
        # A text that is too short for a key, or begins with one of small order, is no more than altered.
        except (InvalidTag, ValueError):
            raise UnwrapError from None

    def __reduce__(self) -> str:
        raise TypeError("A sealing key stays where it is.")


def seal(public_key: bytes, plaintext: bytes, *, info: bytes) -> bytes:
    """Seal bytes so that only the owner of the key opens them, and only under the same `info`.

    Raises:
        UnfitKeyError: it is no key, or one of small order, to which nothing is secret.
    """
    try:
        return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public_key), info)
    except ValueError:
        raise UnfitKeyError(
            "This key keeps nothing secret. Ask its owner for the right one, and compare it by voice."
        ) from None
