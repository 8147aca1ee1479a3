"""The colour profile that an archival PDF must carry: grey, as all we print is black and white.

A display profile of ICC version 2.1 with one tone curve, made here so that no foreign file has to ship.
"""

import struct

_TAG_HEADER = 12


def grey_profile() -> bytes:
    """Give the profile: grey with gamma 2.2 under the standard white (D50)."""
    tags = [
        (b"desc", _description(b"Grey, gamma 2.2")),
        (b"cprt", b"text" + bytes(4) + b"No rights reserved\0"),
        (b"wtpt", b"XYZ " + bytes(4) + _fixed(0.9642, 1.0, 0.8249)),
        (b"kTRC", b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256))),
    ]
    # Each part begins at a multiple of four, as the format asks.
    start = 128 + 4 + _TAG_HEADER * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags:
        table += struct.pack(">4sII", name, start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    created = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    kind = struct.pack(">II4s4s4s", size, 0, struct.pack(">I", 0x02100000), b"mntr", b"GRAY")
    rest = b"XYZ " + created + b"acsp" + bytes(4 * 7) + _fixed(0.9642, 1.0, 0.8249)
    return (kind + rest).ljust(128, b"\0")


def _description(words: bytes) -> bytes:
    # The unused Unicode and Macintosh parts must be there all the same.
    return b"desc" + bytes(4) + struct.pack(">I", len(words) + 1) + words + b"\0" + bytes(4 + 4 + 2 + 1 + 67)


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)
