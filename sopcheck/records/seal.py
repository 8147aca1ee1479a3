"""The seal of a printed file: a signature over every byte of it, in a field of fixed width inside it.

The field is a text in the catalogue, `/SopcheckSeal (sopcheck:seal:1:KEY:DIGEST:SIGNATURE)`, in lower-case
hex. What is signed is the file with the digits of DIGEST and SIGNATURE written as zeros; so no byte can
change, the seal's own included, without being noticed. `docs/record-format.md` says it for strangers.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

from pikepdf import Name, Pdf, String

_KEY, _DIGEST, _SIGNATURE = 64, 64, 128
_WORD = "sopcheck:seal:1:"
# What a signature is for stands in it, so that none made for an entry or a record passes as a seal.
_SIGNED_AS = b"sopcheck/print/v1\0"
_FIELD = re.compile(
    rb"/SopcheckSeal \(sopcheck:seal:1:"
    rb"(?P<key>[0-9a-f]{64}):(?P<digest>[0-9a-f]{64}):(?P<signature>[0-9a-f]{128})\)"
)


class SealSigner(Protocol):
    """Whoever seals a print: a person's Ed25519 key."""

    @property
    def public_key(self) -> bytes:
        """Give the public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign a message; 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal found in a file, and what the file's bytes really hash to."""

    public_key: bytes
    stated: bytes
    signature: bytes
    actual: bytes

    @property
    def is_signed(self) -> bool:
        """Tell whether somebody sealed the file, or only its digest was noted."""
        return any(self.public_key)

    @property
    def message(self) -> bytes:
        """Give what was signed: the digest that the file states, which should be the actual one."""
        return _SIGNED_AS + self.stated


def reserve(pdf: Pdf, *, public_key: bytes) -> None:
    """Leave room for the seal in a file that is still to be written."""
    field = f"{_WORD}{public_key.hex().zfill(_KEY)}:{'0' * _DIGEST}:{'0' * _SIGNATURE}"
    pdf.Root[Name.SopcheckSeal] = String(field)


def sealed(file: bytes, signer: SealSigner | None) -> bytes:
    """Fill the room that was left; without a signer only the digest is noted.

    Raises:
        ValueError: no room was left, or more than once.
    """
    place = _only_field(file)
    if place is None:
        raise ValueError("the file has no single place for a seal")
    blank = _blanked(file, place)
    digest = hashlib.sha256(blank).digest()
    signature = signer.sign(_SIGNED_AS + digest) if signer else bytes(_SIGNATURE // 2)
    return _replaced(_replaced(blank, place, "digest", digest), place, "signature", signature)


def found(file: bytes) -> Seal | None:
    """Read the seal of a file; none if there is none, or more than one."""
    place = _only_field(file)
    if place is None:
        return None
    key, stated, signature = (bytes.fromhex(place[name].decode()) for name in ("key", "digest", "signature"))
    return Seal(key, stated, signature, hashlib.sha256(_blanked(file, place)).digest())


def _only_field(file: bytes) -> re.Match[bytes] | None:
    places = list(_FIELD.finditer(file))
    # Of two seals one could be for another file, and a reader might check the one that fits.
    return places[0] if len(places) == 1 else None


def _blanked(file: bytes, place: re.Match[bytes]) -> bytes:
    blank = _replaced(file, place, "digest", bytes(_DIGEST // 2))
    return _replaced(blank, place, "signature", bytes(_SIGNATURE // 2))


def _replaced(file: bytes, place: re.Match[bytes], name: str, value: bytes) -> bytes:
    return file[: place.start(name)] + value.hex().encode() + file[place.end(name) :]
