"""A signature proves who signed, and a key that proves nothing is refused."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.crypto import signing
from sopcheck.crypto.signing import KnownSigners, SigningKey, UnfitKeyError
from sopcheck.ledger.entry import PersonId
from sopcheck.ledger.verify import verify as verify_entries
from tests.ledger.writing import ANN, line, plain

BEN = PersonId("ben")
FIELD = 2**255 - 19
CURVE = -121665 * pow(121666, -1, FIELD) % FIELD
Point = tuple[int, int]


def key(person: PersonId = ANN, seed: bytes = b"s" * 32) -> SigningKey:
    return SigningKey(person, seed)


def doubled(point: Point) -> Point:
    """Double a point of the curve, from the definition of the curve alone."""
    x, y = point
    product = CURVE * x * x * y * y % FIELD
    return (
        2 * x * y * pow(1 + product, -1, FIELD) % FIELD,
        (y * y + x * x) * pow(1 - product, -1, FIELD) % FIELD,
    )


def square_root(square: int) -> int | None:
    root = pow(square, (FIELD + 3) // 8, FIELD)
    if root * root % FIELD != square:
        root = root * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    return root if root * root % FIELD == square else None


def point_at(height: int) -> Point | None:
    """Find a point of the curve with this height, if there is one."""
    y2 = height * height % FIELD
    x = square_root((y2 - 1) * pow(CURVE * y2 + 1, -1, FIELD) % FIELD)
    return None if x is None else (x, height)


def order_8_height() -> int:
    """Solve for the height of a point that doubles to one of height 0."""
    for root in (square_root((1 + CURVE) % FIELD), -(square_root((1 + CURVE) % FIELD) or 0)):
        height = square_root((-1 + (root or 0)) * pow(CURVE, -1, FIELD) % FIELD)
        if height is not None:
            return height
    raise AssertionError("there is one")


SMALL_HEIGHTS = [0, 1, FIELD - 1, order_8_height(), FIELD - order_8_height()]


@given(st.binary(max_size=200))
def test_what_a_person_signed_is_accepted_as_theirs(message: bytes) -> None:
    signature = key().sign(message)

    assert KnownSigners({ANN: [key().public]}).accepts(ANN, message, signature)
    assert signing.verify(key().public, message, signature)


@pytest.mark.parametrize("place", range(64))
def test_a_flipped_byte_of_a_signature_is_refused(place: int) -> None:
    signature = bytearray(key().sign(b"message"))
    signature[place] ^= 1

    assert not signing.verify(key().public, b"message", bytes(signature))


@pytest.mark.parametrize("signature", [b"", b"short", b"\0" * 64, b"\xff" * 65])
def test_what_is_no_signature_is_refused(signature: bytes) -> None:
    assert not signing.verify(key().public, b"message", signature)


def test_another_message_or_person_is_refused() -> None:
    known = KnownSigners({ANN: [key().public], BEN: [key(BEN, b"b" * 32).public]})
    signature = key().sign(b"message")

    assert not known.accepts(ANN, b"messagf", signature)
    assert not known.accepts(BEN, b"message", signature)
    assert not known.accepts(PersonId("eve"), b"message", signature)


def test_a_person_may_have_had_several_keys() -> None:
    old, new = key(), key(seed=b"n" * 32)
    known = KnownSigners({ANN: [old.public, new.public]})

    assert all(known.accepts(ANN, b"message", one.sign(b"message")) for one in (old, new))


def test_only_those_with_a_key_are_known() -> None:
    known = KnownSigners({ANN: [key().public], BEN: []})

    assert known.knows(ANN)
    assert not known.knows(BEN)


def test_a_key_depends_on_its_seed_alone() -> None:
    assert key().public == key(BEN).public
    assert key().public != key(seed=b"t" * 32).public


def test_a_signing_key_is_not_shown_and_does_not_leave() -> None:
    assert "73" * 8 not in repr(key())
    with pytest.raises(TypeError, match="stays where it is"):
        pickle.dumps(key())


@pytest.mark.parametrize("height", SMALL_HEIGHTS)
def test_the_refused_heights_are_those_of_small_order(height: int) -> None:
    point = point_at(height)
    assert point is not None

    assert doubled(doubled(doubled(point))) == (0, 1)


@pytest.mark.parametrize("sign", [0, 1 << 255])
@pytest.mark.parametrize("height", SMALL_HEIGHTS)
def test_keys_of_small_order_are_refused(height: int, sign: int) -> None:
    weak = (height | sign).to_bytes(32, "little")

    with pytest.raises(UnfitKeyError, match="proves nothing"):
        signing.check_public_key(weak)
    assert not signing.verify(weak, b"message", b"\1" + bytes(63))


@pytest.mark.parametrize(
    "unfit", [b"", b"short", b"x" * 33, FIELD.to_bytes(32, "little"), (2**255 - 1).to_bytes(32, "little")]
)
def test_what_is_no_key_in_its_only_form_is_refused(unfit: bytes) -> None:
    with pytest.raises(UnfitKeyError):
        KnownSigners({ANN: [unfit]})


def test_an_ordinary_key_is_no_small_one() -> None:
    signing.check_public_key(key().public)


def test_signatures_of_this_kind_satisfy_the_ledger() -> None:
    entries = plain(line(3, signer=key()))

    assert verify_entries(entries, verifier=KnownSigners({ANN: [key().public]})) == []
    assert len(verify_entries(entries, verifier=KnownSigners({ANN: [key(seed=b"o" * 32).public]}))) == 3
