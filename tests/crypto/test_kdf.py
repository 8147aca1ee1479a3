"""Keys come from everything they should come from, and from nothing else."""

import hashlib
import hmac

import pytest

from sopcheck.crypto import kdf
from sopcheck.crypto.cost import TESTING
from sopcheck.crypto.kdf import MemoryShortError, key_encryption_key


def derived(
    passphrase: bytes = b"correct horse",
    salt: bytes = b"s" * 16,
    device: bytes | None = None,
    slot: str = "one",
) -> bytes:
    return key_encryption_key(passphrase, salt=salt, cost=TESTING, device_secret=device, slot=slot)


def test_the_same_secrets_give_the_same_key() -> None:
    assert derived() == derived()
    assert len(derived()) == 32


def test_whatever_changes_gives_another_key() -> None:
    keys = {
        derived(),
        derived(passphrase=b"correct horsf"),
        derived(salt=b"t" * 16),
        derived(device=b"d" * 32),
        derived(slot="two"),
    }

    assert len(keys) == 5


def test_a_missing_device_secret_counts_as_zeros() -> None:
    assert derived(device=None) == derived(device=bytes(32))


def test_too_little_memory_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short:
        def __init__(self, **costs: object) -> None:
            assert costs["memory_cost"] == TESTING.memory_kib

        def derive(self, passphrase: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(kdf, "Argon2id", Short)

    with pytest.raises(MemoryShortError, match="Close other programs"):
        derived()


def test_subkeys_are_the_expansion_of_the_standard() -> None:
    """RFC 5869, section 2.3, with one block of output."""
    expected = hmac.digest(b"k" * 32, b"label\x01", hashlib.sha256)

    assert kdf.subkey(b"k" * 32, b"label") == expected


def test_a_tag_fits_its_message_and_key_only() -> None:
    tag = kdf.tag(b"key", b"message")

    assert kdf.tag_fits(b"key", b"message", tag)
    assert not kdf.tag_fits(b"key", b"messagf", tag)
    assert not kdf.tag_fits(b"kez", b"message", tag)
    assert not kdf.tag_fits(b"key", b"message", b"")
