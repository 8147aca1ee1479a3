"""A wrapped key comes out whole under its own wrapping key, or not at all."""

import pytest

from sopcheck.crypto.wrapping import NONCE_BYTES, TAG_BYTES, UnwrapError, unwrap, wrap

KEY = b"k" * 32
NONCE = b"n" * NONCE_BYTES
PLAIN = b"vault key and seed" * 3
BOUND = b"header"


def wrapped() -> bytes:
    return wrap(KEY, PLAIN, nonce=NONCE, bound_to=BOUND)


def test_what_was_wrapped_is_unwrapped() -> None:
    assert unwrap(KEY, wrapped(), nonce=NONCE, bound_to=BOUND) == PLAIN


def test_wrapping_adds_a_tag_and_shows_nothing() -> None:
    assert len(wrapped()) == len(PLAIN) + TAG_BYTES
    assert PLAIN[:8] not in wrapped()


@pytest.mark.parametrize("place", range(len(PLAIN) + TAG_BYTES))
def test_any_flipped_byte_is_noticed(place: int) -> None:
    damaged = bytearray(wrapped())
    damaged[place] ^= 1

    with pytest.raises(UnwrapError):
        unwrap(KEY, bytes(damaged), nonce=NONCE, bound_to=BOUND)


@pytest.mark.parametrize("content", [b"", b"short", wrapped()[:-1], wrapped() + b"x"])
def test_any_other_length_is_noticed(content: bytes) -> None:
    with pytest.raises(UnwrapError):
        unwrap(KEY, content, nonce=NONCE, bound_to=BOUND)


@pytest.mark.parametrize(
    ("key", "nonce", "bound_to"),
    [(b"x" * 32, NONCE, BOUND), (KEY, b"x" * NONCE_BYTES, BOUND), (KEY, NONCE, b"headeR")],
)
def test_another_key_nonce_or_header_opens_nothing(key: bytes, nonce: bytes, bound_to: bytes) -> None:
    with pytest.raises(UnwrapError):
        unwrap(key, wrapped(), nonce=nonce, bound_to=bound_to)
