"""The one way in which values become bytes that are hashed and signed.

RFC 8785, restricted until it is trivial (`security.md` 5.3): objects with keys of `[A-Za-z0-9_-]`, arrays,
text without NUL or lone surrogates, integers that a double can hold, booleans and null; no fractions.
Writing goes through `rfc8785`, reading compares with another library's writer, so each checks the other.
"""

import hashlib
import re

import msgspec
import rfc8785

from sopcheck.errors import DamagedError, RefusedError

DEFINITION_DEPTH = 64
_GREATEST = 2**53 - 1
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_READER = msgspec.json.Decoder()
_WRITER = msgspec.json.Encoder(order="sorted")
_UNFIT_LETTER = re.compile(r"[\x00\ud800-\udfff]")


class UnfitValueError(RefusedError):
    """A value cannot be written exactly, and so is not written at all."""


class NotCanonicalError(DamagedError):
    """Bytes that should be canonical are not."""

    def __init__(self) -> None:
        """Say so; what exactly is odd would help nobody but a forger."""
        super().__init__("This data is damaged or foreign. Ask for it again from where it came.")


def encode(value: object, *, depth: int = 16) -> bytes:
    """Write a value as canonical bytes; `depth` is how deep objects and arrays may nest.

    Raises:
        UnfitValueError: the value holds something that has no exact form.
    """
    _check(value, depth)
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # checked just above, node by node


def decode(data: bytes, *, depth: int = 16) -> object:
    """Read canonical bytes; anything that would be written differently is refused.

    Raises:
        NotCanonicalError: for doubled keys, spaces, fractions, other escapes, bad UTF-8, deep nesting.
    """
    try:
        value: object = _READER.decode(data)
        # An unfit letter cannot stand in UTF-8 but escaped, and most bodies have no escape at all.
        _check(value, depth, letters=b"\\u" in data)
    except (msgspec.MsgspecError, ValueError, RecursionError, UnfitValueError):
        raise NotCanonicalError from None
    if _WRITER.encode(value) != data:
        raise NotCanonicalError
    return value


def digest(value: object, *, depth: int = 16) -> str:
    """Give the SHA-256 of the canonical bytes, as 64 hex digits."""
    return hashlib.sha256(encode(value, depth=depth)).hexdigest()


def _check(value: object, depth: int, *, letters: bool = True) -> None:
    if isinstance(value, str):
        if letters:
            _check_text(value)
    elif isinstance(value, dict | list | tuple):
        _check_nested(value, depth, letters=letters)
    elif isinstance(value, int):
        if not -_GREATEST <= value <= _GREATEST:
            raise UnfitValueError("This number is too large to be recorded exactly. Give a smaller one.")
    elif value is not None:
        raise UnfitValueError("This value cannot be recorded exactly. Give whole numbers and text only.")


def _check_nested(
    value: dict[object, object] | list[object] | tuple[object, ...], depth: int, *, letters: bool
) -> None:
    if not depth:
        raise UnfitValueError("This value is nested too deeply to be recorded. Make it simpler.")
    if isinstance(value, dict):
        for key in value:
            if not (isinstance(key, str) and _KEY.fullmatch(key)):
                raise UnfitValueError("A name in this value cannot be recorded. Use a-z, 0-9, _ and -.")
    for inner in value.values() if isinstance(value, dict) else value:
        # Most of what there is, and the call is what takes time.
        if letters or type(inner) is not str:
            _check(inner, depth - 1, letters=letters)


def _check_text(text: str) -> None:
    if _UNFIT_LETTER.search(text):
        raise UnfitValueError(
            "This text holds a character that cannot be kept. Type it instead of pasting it."
        )
