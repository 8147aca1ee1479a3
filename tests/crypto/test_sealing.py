"""Sealing is HPKE as RFC 9180 has it, and nothing altered or meant for others opens."""

import hmac
import pickle
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.crypto.kdf import subkey
from sopcheck.crypto.sealing import PUBLIC_KEY_BYTES, SealingKey, seal
from sopcheck.crypto.signing import UnfitKeyError
from sopcheck.crypto.wrapping import TAG_BYTES, UnwrapError

SEED = bytes(range(32))
KEY = SealingKey(SEED)
SMALL_ORDER = (
    "00" * 32,
    "01" + "00" * 31,
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
)


@given(st.binary(max_size=200), st.binary(max_size=100))
def test_what_is_sealed_to_a_key_opens_with_it(text: bytes, info: bytes) -> None:
    sealed = seal(KEY.public, text, info=info)
    assert KEY.unsealed(sealed, info=info) == text
    assert len(sealed) == PUBLIC_KEY_BYTES + len(text) + TAG_BYTES


def test_no_two_seals_are_alike() -> None:
    assert seal(KEY.public, b"text", info=b"") != seal(KEY.public, b"text", info=b"")


def test_another_key_or_purpose_opens_nothing() -> None:
    sealed = seal(KEY.public, b"text", info=b"purpose")
    with pytest.raises(UnwrapError):
        SealingKey(bytes(32)).unsealed(sealed, info=b"purpose")
    with pytest.raises(UnwrapError):
        KEY.unsealed(sealed, info=b"other")


def test_no_altered_byte_and_no_shorter_text_opens() -> None:
    sealed = seal(KEY.public, b"a key of 32 bytes, or thereabout", info=b"")
    for place in range(len(sealed)):
        altered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        for wrong in (altered, sealed[:place]):
            with pytest.raises(UnwrapError):
                KEY.unsealed(wrong, info=b"")


@pytest.mark.parametrize("key", [*SMALL_ORDER, "", "00" * 31, "ff" * 33])
def test_nothing_is_sealed_to_what_keeps_no_secret(key: str) -> None:
    with pytest.raises(UnfitKeyError, match="keeps nothing secret"):
        seal(bytes.fromhex(key), b"text", info=b"")


def test_a_sealed_text_that_begins_with_a_key_of_small_order_does_not_open() -> None:
    for key in SMALL_ORDER:
        with pytest.raises(UnwrapError):
            KEY.unsealed(bytes.fromhex(key) + bytes(32), info=b"")


def test_a_sealing_key_does_not_leave_the_process() -> None:
    with pytest.raises(TypeError, match="stays where it is"):
        pickle.dumps(KEY)
    assert SEED.hex() not in repr(KEY)


def test_another_reading_of_rfc_9180_opens_what_we_seal() -> None:
    sealed = seal(KEY.public, b"the vault key", info=b"purpose")
    assert opened_by_the_book(subkey(SEED, b"sopcheck/seal/v1"), sealed, b"purpose") == b"the vault key"


def test_the_book_agrees_with_its_own_test_vector() -> None:
    # RFC 9180, A.1.1: the shared secret that DHKEM(X25519, HKDF-SHA256) gives the recipient.
    enc = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
    private = "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"
    shared = shared_secret(bytes.fromhex(private), bytes.fromhex(enc))
    assert shared.hex() == "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc"


def opened_by_the_book(private: bytes, sealed: bytes, info: bytes) -> bytes:
    """RFC 9180, 5.1 to 6.1, base mode, written a second time with nothing but HMAC, X25519 and AES-GCM."""
    suite = b"HPKE" + bytes.fromhex("002000010002")
    secret = shared_secret(private, sealed[:32])
    context = b"\0" + labelled_extract(suite, b"", b"psk_id_hash", b"")
    context += labelled_extract(suite, b"", b"info_hash", info)
    base = labelled_extract(suite, secret, b"secret", b"")
    key = labelled_expand(suite, base, b"key", context, 32)
    nonce = labelled_expand(suite, base, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, sealed[32:], b"")


def shared_secret(private: bytes, enc: bytes) -> bytes:
    key = X25519PrivateKey.from_private_bytes(private)
    dh = key.exchange(X25519PublicKey.from_public_bytes(enc))
    suite = b"KEM" + bytes.fromhex("0020")
    extracted = labelled_extract(suite, b"", b"eae_prk", dh)
    context = enc + key.public_key().public_bytes_raw()
    return labelled_expand(suite, extracted, b"shared_secret", context, 32)


def labelled_extract(suite: bytes, salt: bytes, label: bytes, key: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, sha256)


def labelled_expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(key, labelled + b"\x01", sha256)[:length]
