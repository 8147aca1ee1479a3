"""A new vault key reaches the owner of a slot and nobody else, and only where the owner signed for it."""

import os

import pytest
from msgspec.structs import replace

from sopcheck.crypto.sealing import SealingKey
from sopcheck.crypto.signing import SigningKey
from sopcheck.vault import moving
from sopcheck.vault.errors import KeyFileDamagedError
from sopcheck.vault.keyfile import Slot
from sopcheck.vault.keyslots import TESTING_COSTS, Owner, Secrets, make_slot
from tests.vault.vaults import ANN, BEN, PASSPHRASE

VAULT, KEY, NEW = "f" * 32, bytes(range(32)), bytes(range(32, 64))
SEED, OTHER_SEED = b"a" * 32, b"b" * 32
SLOT = make_slot(
    Secrets(KEY, SEED),
    Owner("a" * 32, ANN, "1234"),
    vault=VAULT,
    passphrase=PASSPHRASE,
    device_secret=None,
    costs=TESTING_COSTS,
    random_bytes=os.urandom,
)
PUBLIC = SigningKey(ANN, SEED).public


def current(slot: Slot, seed: bytes = SEED, vault: str = VAULT) -> bytes:
    return moving.current_key(slot, vault, vault_key=KEY, seed=seed)


def test_a_slot_that_was_just_made_has_the_key_that_is_in_it() -> None:
    assert (SLOT.moved, current(SLOT)) == ("", KEY)


def test_the_owner_finds_the_new_key() -> None:
    assert current(moving.moved(SLOT, VAULT, NEW)) == NEW


@pytest.mark.parametrize(
    ("slot", "seed", "vault"),
    [
        (SLOT, OTHER_SEED, VAULT),
        (SLOT, SEED, "0" * 32),
        (replace(SLOT, id="b" * 32), SEED, VAULT),
        (replace(SLOT, person=BEN), SEED, VAULT),
    ],
)
def test_nobody_else_finds_it_and_no_other_slot_holds_it(slot: Slot, seed: bytes, vault: str) -> None:
    moved = replace(slot, moved=moving.moved(SLOT, VAULT, NEW).moved)
    with pytest.raises(KeyFileDamagedError):
        current(moved, seed, vault)


def test_a_slot_is_certified_by_its_owners_key() -> None:
    assert moving.is_certified(SLOT, VAULT, [bytes(32), PUBLIC])
    assert SLOT.seal == SealingKey(SEED).public.hex()


@pytest.mark.parametrize(
    ("slot", "vault", "keys"),
    [
        (SLOT, VAULT, [SigningKey(ANN, OTHER_SEED).public]),
        (SLOT, VAULT, []),
        (SLOT, "0" * 32, [PUBLIC]),
        (replace(SLOT, person=BEN), VAULT, [PUBLIC]),
        (replace(SLOT, seal=SealingKey(OTHER_SEED).public.hex()), VAULT, [PUBLIC]),
        (replace(SLOT, seal="", certified=""), VAULT, [PUBLIC]),
        (moving.certified(SLOT, OTHER_SEED, VAULT), VAULT, [PUBLIC]),
    ],
)
def test_a_sealing_key_that_somebody_else_put_in_is_not_certified(
    slot: Slot, vault: str, keys: list[bytes]
) -> None:
    assert not moving.is_certified(slot, vault, keys)
