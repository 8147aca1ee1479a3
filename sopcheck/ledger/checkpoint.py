"""Checkpoints: what a chain was at a size, as the signed note of C2SP `tlog-checkpoint`.

    sopcheck/<chain id>            the origin, which names the key too
    1234                           how many entries
    <base64 of the Merkle root>
                                   an empty line
    — sopcheck/<chain id> <base64 of key hash(4) || Ed25519 signature(64)>

The device signs the text above the empty line, its newline included. Whoever keeps such a note can be shown
that nothing before it was changed (`merkle.root`); a witness adds a line of its own below.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator

from msgspec import Struct

from sopcheck.errors import DamagedError
from sopcheck.ledger.entry import ChainId

_ORIGIN = "sopcheck/"
_DASH = "— "
_ED25519 = b"\x01"
_KEY_HASH = 4
_ROOT_BYTES = 32
_MOST_BYTES = 16 * 1024
# What is printed of a root: enough that nobody finds another history with the same beginning.
SHORT = 16

Sign = Callable[[bytes], bytes]
Accepts = Callable[[bytes, bytes, bytes], bool]


class NotACheckpointError(DamagedError):
    """A text is no checkpoint, or nobody known signed it."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("This is no checkpoint of a ledger. Give the text exactly as it was kept.")


class Checkpoint(Struct, frozen=True):
    """A chain as it was when it had that many entries."""

    log: ChainId
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{_ORIGIN}{self.log}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def line(self) -> str:
        """What a person can compare on paper: the chain, the size, the beginning of the root."""
        return f"{self.log[:8]} · {self.size} · {self.root.hex()[:SHORT]}"


class Line(Struct, frozen=True):
    """A checkpoint as it stands on paper, shortened."""

    log: str
    size: int
    root: str


def signed(checkpoint: Checkpoint, *, device_key: bytes, sign: Sign) -> str:
    """Give the note of a checkpoint, signed by the device."""
    signature = _key_hash(checkpoint.log, device_key) + sign(checkpoint.text.encode())
    line = f"{_DASH}{_ORIGIN}{checkpoint.log} {base64.b64encode(signature).decode()}\n"
    return f"{checkpoint.text}\n{line}"


def read(note: str, *, device_key: bytes, accepts: Accepts) -> Checkpoint:
    """Read a note that this device signed; `accepts` takes key, message and signature.

    Raises:
        NotACheckpointError: it is none, or the device did not sign it.
    """
    checkpoint = parse(note)
    text, _, lines = note.partition("\n\n")
    wanted = _key_hash(checkpoint.log, device_key)
    for name, key_hash, signature in _signatures(lines):
        if (name, key_hash) == (f"{_ORIGIN}{checkpoint.log}", wanted):
            # The text ends in the newline before the empty line.
            if accepts(device_key, f"{text}\n".encode(), signature):
                return checkpoint
            break
    raise NotACheckpointError


def parse(note: str) -> Checkpoint:
    """Read what a note says, whoever signed it; written again it must give the same bytes.

    Raises:
        NotACheckpointError: it is none.
    """
    text = note.partition("\n\n")[0] + "\n"
    try:
        origin, size, root = text[:_MOST_BYTES].rstrip("\n").split("\n")
        found = Checkpoint(
            ChainId(origin.removeprefix(_ORIGIN)), int(size), base64.b64decode(root, validate=True)
        )
    except (ValueError, binascii.Error):
        raise NotACheckpointError from None
    if found.text != text or len(found.root) != _ROOT_BYTES or found.size < 0:
        raise NotACheckpointError
    return found


def parse_line(text: str) -> Line:
    """Read the line that is printed on paper, as somebody typed it.

    Raises:
        NotACheckpointError: it is none.
    """
    parts = text.replace("·", " ").split()
    try:
        log, size, root = parts[-3], int(parts[-2].replace(",", "")), parts[-1].lower()
        bytes.fromhex(log)
        bytes.fromhex(root)
    except (IndexError, ValueError):
        raise NotACheckpointError from None
    if len(root) != SHORT or size < 1:
        raise NotACheckpointError
    return Line(log.lower(), size, root)


def _key_hash(log: ChainId, device_key: bytes) -> bytes:
    name = f"{_ORIGIN}{log}\n".encode()
    return hashlib.sha256(name + _ED25519 + device_key).digest()[:_KEY_HASH]


def _signatures(lines: str) -> Iterator[tuple[str, bytes, bytes]]:
    for line in lines.splitlines():
        name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
        try:
            signature = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            continue
        if line.startswith(_DASH):
            yield name, signature[:_KEY_HASH], signature[_KEY_HASH:]
