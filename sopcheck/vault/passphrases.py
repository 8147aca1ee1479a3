"""What a passphrase must be, and the bytes it stands for (`security.md` 3.1, case A9)."""

import unicodedata

from sopcheck.errors import RefusedError

_MOST_BYTES = 1024
_LEAST_LETTERS = 15
_LEAST_WORDS = 4


class UnfitPassphraseError(RefusedError):
    """A passphrase cannot be used."""


def passphrase_bytes(text: str) -> bytes:
    """Give the bytes a passphrase stands for: composed (NFC), so every keyboard types the same; spaces count.

    Raises:
        UnfitPassphraseError: it is endless or holds what no keyboard types.
    """
    try:
        composed = unicodedata.normalize("NFC", text).encode()
    except UnicodeEncodeError:
        composed = b"\0"
    if b"\0" in composed:
        raise UnfitPassphraseError(
            "That passphrase holds a character that no keyboard types. Type it instead of pasting it."
        )
    if len(composed) > _MOST_BYTES:
        raise UnfitPassphraseError("That passphrase is too long. Use at most 1,024 letters.")
    return composed


def check_passphrase(text: str) -> None:
    """Refuse a new passphrase that is too easily guessed.

    Raises:
        UnfitPassphraseError: it has neither 15 letters nor 4 words, or cannot be used at all.
    """
    composed = passphrase_bytes(text).decode()
    if len(composed) < _LEAST_LETTERS and len(set(composed.split())) < _LEAST_WORDS:
        raise UnfitPassphraseError(
            "That passphrase is too short. Use at least 15 letters, or at least four different words."
        )
