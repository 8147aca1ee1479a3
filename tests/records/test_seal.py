"""The seal over a printed file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.records import seal
from tests.records.prints import OKELL_KEY, ordinary_print, verify

ZEROS = b"/SopcheckSeal (sopcheck:seal:1:" + b"0" * 64 + b":" + b"0" * 64 + b":" + b"0" * 128 + b")"


def test_a_sealed_file_is_as_long_as_it_was() -> None:
    assert len(seal.sealed(b"before" + ZEROS + b"after", OKELL_KEY)) == len(b"beforeafter") + len(ZEROS)


def test_a_seal_proves_the_file_around_it() -> None:
    found = seal.found(ordinary_print())
    assert found is not None
    assert found.is_signed
    assert found.stated == found.actual
    assert verify(found.public_key, found.message, found.signature)


def test_without_a_signer_only_the_digest_is_noted() -> None:
    found = seal.found(seal.sealed(b"x" + ZEROS, None))
    assert found is not None
    assert not found.is_signed
    assert found.stated == found.actual
    assert not any(found.signature)


@given(st.binary(max_size=40), st.binary(max_size=40), st.integers(0), st.integers(1, 255))
def test_no_byte_around_the_field_can_change(before: bytes, after: bytes, place: int, change: int) -> None:
    file = bytearray(seal.sealed(b"-" + before + ZEROS + after, OKELL_KEY))
    start = file.index(b"/SopcheckSeal")
    outside = [*range(start), *range(start + len(ZEROS), len(file))]
    file[outside[place % len(outside)]] ^= change
    found = seal.found(bytes(file))
    assert found is None or found.stated != found.actual


@pytest.mark.parametrize(
    "file", [b"", b"no seal", ZEROS + ZEROS, ZEROS[:-2] + b")", ZEROS.replace(b"0", b"A")]
)
def test_a_file_without_exactly_one_field_has_no_seal(file: bytes) -> None:
    assert seal.found(file) is None
    with pytest.raises(ValueError, match="no single place"):
        seal.sealed(file, OKELL_KEY)
