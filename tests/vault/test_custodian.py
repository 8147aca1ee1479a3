"""A custodian's key file opens with its passphrase and nothing else; public keys are taken as pasted."""

import os

import pytest

from sopcheck.crypto.cost import TESTING, CostOutOfBoundsError
from sopcheck.crypto.sealing import seal
from sopcheck.errors import SopcheckError
from sopcheck.vault.custodian import (
    CustodianFileError,
    UnfitCustodianError,
    custodian_keys,
    make_custodian,
    open_custodian,
)
from sopcheck.vault.errors import WrongPassphraseError
from sopcheck.vault.passphrases import UnfitPassphraseError
from tests.vault.vaults import OTHER, PASSPHRASE

CONTENT, PUBLIC = make_custodian(PASSPHRASE, os.urandom, TESTING)


def test_the_file_opens_with_its_passphrase() -> None:
    key = open_custodian(CONTENT, PASSPHRASE)
    assert key.public.hex() == PUBLIC
    assert key.unsealed(seal(bytes.fromhex(PUBLIC), b"text", info=b""), info=b"") == b"text"


def test_no_two_custodians_are_alike() -> None:
    assert make_custodian(PASSPHRASE, os.urandom, TESTING)[1] != PUBLIC


def test_a_custodians_passphrase_costs_what_a_passphrase_alone_must() -> None:
    content, _ = make_custodian(PASSPHRASE, os.urandom)
    assert b'"kdf":{"m":262144,"name":"argon2id","p":4,"t":3}' in content


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphraseError, match="passphrase of a custodian does not open their key file"):
        open_custodian(CONTENT, OTHER)


def test_a_weak_passphrase_makes_no_key() -> None:
    with pytest.raises(UnfitPassphraseError):
        make_custodian("short", os.urandom, TESTING)


def test_no_changed_byte_and_no_shorter_file_opens() -> None:
    for place in range(0, len(CONTENT), 3):
        flipped = CONTENT[:place] + bytes([CONTENT[place] ^ 1]) + CONTENT[place + 1 :]
        for wrong in (flipped, CONTENT[:place]):
            with pytest.raises(SopcheckError):
                open_custodian(wrong, PASSPHRASE)


@pytest.mark.parametrize("wrong", [b"", b"{}", b"%PDF-1.7", b"{" * 10_000, CONTENT + b"\n"])
def test_what_is_no_key_file_is_refused(wrong: bytes) -> None:
    with pytest.raises(CustodianFileError, match="Take another copy"):
        open_custodian(wrong, PASSPHRASE)


def test_a_file_that_asks_for_a_terabyte_is_refused() -> None:
    with pytest.raises(CostOutOfBoundsError):
        open_custodian(CONTENT.replace(b'"m":19456', b'"m":1073741824'), PASSPHRASE)


def test_public_keys_are_taken_in_capitals_and_with_spaces() -> None:
    other = "ab" * 32
    assert custodian_keys((PUBLIC.upper(), f" {other[:32]} {other[32:]}\n")) == (PUBLIC, other)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ((), "two custodians"),
        ((PUBLIC,), "two custodians"),
        ((PUBLIC, PUBLIC), "two custodians"),
        ((PUBLIC, PUBLIC[:-1]), "64 digits"),
        ((PUBLIC, "x" * 64), "64 digits"),
    ],
)
def test_less_than_two_whole_keys_are_refused(typed: tuple[str, ...], says: str) -> None:
    with pytest.raises(UnfitCustodianError, match=says):
        custodian_keys(typed)
