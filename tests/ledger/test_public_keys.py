"""A key that proves nothing is told from one that can, by arithmetic alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger.entry import PersonId
from sopcheck.ledger.public_keys import proves_something, written_key

FIELD = 2**255 - 19
SMALL = (0, 1, FIELD - 1, 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7)


def key_of(number: int) -> bytes:
    return number.to_bytes(32, "little")


@pytest.mark.parametrize("height", SMALL)
@pytest.mark.parametrize("sign", [0, 1 << 255])
def test_a_point_of_small_order_proves_nothing(height: int, sign: int) -> None:
    assert not proves_something(key_of(height | sign))


@pytest.mark.parametrize("height", [FIELD, FIELD + 1, 2**255 - 1])
def test_a_height_beyond_the_field_proves_nothing(height: int) -> None:
    assert not proves_something(key_of(height))


@given(st.binary(max_size=64).filter(lambda key: len(key) != 32))
def test_a_key_of_another_length_proves_nothing(key: bytes) -> None:
    assert not proves_something(key)


@given(st.binary(min_size=32, max_size=32))
def test_every_key_that_a_seed_gives_can_prove_something(seed: bytes) -> None:
    public = SigningKey(PersonId("ann"), seed).public
    assert written_key(public.hex()) == public


@pytest.mark.parametrize("text", ["", "00" * 32, "AB" * 32, "zz" * 32, "ab" * 31, " " + "ab" * 32])
def test_what_is_not_written_as_a_key_is_none(text: str) -> None:
    assert written_key(text) is None
