"""Wrapping one key under another: AES-256-GCM, each wrapping key used once."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
TAG_BYTES = 16


class UnwrapError(Exception):
    """The wrapping key, the wrapped bytes or what they are bound to is not right; nothing tells which."""


def wrap(key: bytes, plaintext: bytes, *, nonce: bytes, bound_to: bytes) -> bytes:
    """Encrypt and bind to the bytes that stand beside it."""
    return AESGCM(key).encrypt(nonce, plaintext, bound_to)


def unwrap(key: bytes, wrapped: bytes, *, nonce: bytes, bound_to: bytes) -> bytes:
    """Decrypt.

    Raises:
        UnwrapError: something is not right; callers say what that means to a person.
    """
    try:
        return AESGCM(key).decrypt(nonce, wrapped, bound_to)
    except InvalidTag:
        raise UnwrapError from None
