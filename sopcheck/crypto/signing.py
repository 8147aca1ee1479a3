"""Personal signatures: Ed25519 with keys derived from a seed that only its owner's slot holds.

OpenSSL loads public keys of small order and for some of them accepts "signatures" that nobody made
(`security.md` 5.6), so keys are checked here before they are used.
"""

from collections.abc import Collection, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sopcheck.crypto.kdf import subkey
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.ledger.public_keys import proves_something

_SIGN = b"sopcheck/sign/v1"


class UnfitKeyError(RefusedError):
    """A public key is not one that can prove anything."""


class SigningKey:
    """The key with which a person or a device signs; neither prints nor pickles."""

    __slots__ = ("_key", "_person")

    def __init__(self, person: PersonId, seed: bytes) -> None:
        """Derive the signing key from the owner's seed."""
        self._person = person
        self._key = Ed25519PrivateKey.from_private_bytes(subkey(seed, _SIGN))

    @property
    def person(self) -> PersonId:
        """Who signs."""
        return self._person

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Sign the message."""
        return self._key.sign(message)

    def __reduce__(self) -> str:
        raise TypeError("A signing key stays where it is.")


class KnownSigners:
    """The public keys of people; a person may have had several."""

    def __init__(self, keys: Mapping[PersonId, Collection[bytes]]) -> None:
        """Load the keys.

        Raises:
            UnfitKeyError: one of them proves nothing.
        """
        self._keys = {person: [_loaded(key) for key in of_person] for person, of_person in keys.items()}

    def knows(self, person: PersonId) -> bool:
        """Tell whether any key of this person is known."""
        return bool(self._keys.get(person))

    def accepts(self, person: PersonId, message: bytes, signature: bytes) -> bool:
        """Tell whether this person signed this message."""
        return any(_accepts(key, message, signature) for key in self._keys.get(person, ()))


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is good under a key; never for a key of small order or a malformed one."""
    try:
        return _accepts(_loaded(public_key), message, signature)
    except UnfitKeyError:
        return False


def check_public_key(key: bytes) -> None:
    """Refuse a key that is no point, not written canonically, or of small order.

    Raises:
        UnfitKeyError: the key proves nothing.
    """
    if not proves_something(key):
        raise UnfitKeyError("This signing key proves nothing about its owner. Ask for another enrolment.")


def _loaded(key: bytes) -> Ed25519PublicKey:
    check_public_key(key)
    return Ed25519PublicKey.from_public_bytes(key)


def _accepts(key: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
