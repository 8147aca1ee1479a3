"""Which Ed25519 public keys can prove anything at all.

Libraries load points of small order and for some of them accept "signatures" that nobody made
(`security.md` 5.6), so a key is looked at before it is believed: plain arithmetic, no library.
"""

PUBLIC_KEY_BYTES = 32
_FIELD = 2**255 - 19
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# The heights of the eight points whose order divides the cofactor; their signs do not matter.
_SMALL = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})


def proves_something(key: bytes) -> bool:
    """Tell whether a key has its length, is written canonically, and is not of small order."""
    # The top bit is the sign of the other coordinate, which does not matter here.
    height = int.from_bytes(key, "little") & ~(1 << 255)
    return len(key) == PUBLIC_KEY_BYTES and height < _FIELD and height not in _SMALL


def written_key(text: str) -> bytes | None:
    """Read a key as the register writes it, in lower-case hex; None where it proves nothing."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if key.hex() == text and proves_something(key) else None
