"""A checkpoint is one text only, signed by the device; any other text or key is none."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.crypto.signing import SigningKey, verify
from sopcheck.ledger import checkpoint
from sopcheck.ledger.checkpoint import Checkpoint, Line, NotACheckpointError
from sopcheck.ledger.entry import ChainId, PersonId

DEVICE = SigningKey(PersonId("device"), bytes(range(32)))
OTHER = SigningKey(PersonId("device"), bytes(32))
LOG = ChainId("8dbc6523dc4fd45ced421736 2bcdf33".replace(" ", "0"))
GIVEN = Checkpoint(LOG, 1234, hashlib.sha256(b"root").digest())
NOTE = checkpoint.signed(GIVEN, device_key=DEVICE.public, sign=DEVICE.sign)


def read(note: str, key: SigningKey = DEVICE) -> Checkpoint:
    return checkpoint.read(note, device_key=key.public, accepts=verify)


def test_what_was_signed_is_read() -> None:
    assert read(NOTE) == GIVEN


def test_the_text_is_that_of_the_format() -> None:
    root = base64.b64encode(GIVEN.root).decode()
    body, _, line = NOTE.partition("\n\n")
    assert body == f"sopcheck/{LOG}\n1234\n{root}"
    dash, name, encoded = line.rstrip("\n").split(" ")
    key_hash = hashlib.sha256(f"sopcheck/{LOG}\n".encode() + b"\x01" + DEVICE.public).digest()[:4]
    assert (dash, name, base64.b64decode(encoded)[:4]) == ("—", f"sopcheck/{LOG}", key_hash)


def test_a_note_of_another_device_is_none() -> None:
    with pytest.raises(NotACheckpointError):
        read(NOTE, OTHER)


def test_a_witness_may_sign_below() -> None:
    assert read(NOTE + "— witness.example AAAA\n") == GIVEN
    first, _, second = NOTE.partition("\n\n")
    assert read(f"{first}\n\n— witness.example AAAA\nnot a signature\n{second}") == GIVEN


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="ascii"))
def test_any_changed_character_is_refused(place: int, character: str) -> None:
    changed = NOTE[:place] + character + NOTE[place + 1 :]
    if changed == NOTE:
        return
    try:
        found = read(changed)
    except NotACheckpointError:
        return
    # Only what nobody signs may differ: the newline at the very end.
    assert found == GIVEN
    assert place == len(NOTE) - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sopcheck/x\n",
        NOTE.replace("1234", "01234"),
        NOTE.replace("1234", "-1"),
        NOTE.replace("1234", "1234.0"),
        NOTE.replace("1234\n", "1234\nmore\n"),
        NOTE.replace("sopcheck/", "other/", 1),
        f"sopcheck/{LOG}\n1\nAAAA\n\n",
    ],
)
def test_another_text_is_none(text: str) -> None:
    with pytest.raises(NotACheckpointError, match="This is no checkpoint"):
        read(text)


def test_a_checkpoint_that_nobody_signed_is_none() -> None:
    with pytest.raises(NotACheckpointError):
        read(GIVEN.text + "\n")
    assert checkpoint.parse(GIVEN.text + "\n") == GIVEN


@given(st.binary(min_size=32, max_size=32), st.integers(1, 10**9))
def test_the_line_on_paper_is_read_back(root: bytes, size: int) -> None:
    given_one = Checkpoint(LOG, size, root)
    assert checkpoint.parse_line(given_one.line) == Line(LOG[:8], size, root.hex()[:16])
    assert checkpoint.parse_line(f"Ledger {given_one.line.replace('·', ' ')}").size == size


@pytest.mark.parametrize("text", ["", "a b", "zz 1 0011223344556677", "aa x 0011223344556677", "aa 1 00"])
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(NotACheckpointError):
        checkpoint.parse_line(text)
