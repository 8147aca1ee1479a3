"""How a chain grows: each entry numbered, naming the one before, signed and timed."""

import hashlib
from datetime import timedelta

import pytest
from msgspec.structs import replace

from sopcheck.ledger import chain
from sopcheck.ledger.chain import Chains, Occasion
from sopcheck.ledger.entry import (
    ACCESS,
    REGISTER,
    SIGNED_FOR,
    ChainId,
    Sop,
    Stored,
    body_hash,
    read_header,
)
from sopcheck.ledger.form import UnfitEntryError
from tests.ledger.writing import ANN, BOOK, START, Device, HashSigner, draft


def first(**changes: object) -> Stored:
    return chain.extend(
        replace(draft(), **changes),
        after=chain.start(ChainId("a" * 32)),
        seen=(),
        signer=HashSigner(ANN),
        salt=b"s" * 16,
        occasion=Occasion(at=START, mono=7),
    )


def test_the_first_entry_has_nothing_before_it() -> None:
    header = first().header

    assert (header.seq, header.prev) == (1, chain.NOTHING_BEFORE)


def test_each_entry_names_the_one_before() -> None:
    device = Device("one")
    before, after = device.write(), device.write()

    assert (after.header.seq, after.header.prev) == (2, before.hash)


def test_the_header_binds_the_salted_body() -> None:
    written = first()

    assert written.header.body_h == body_hash(b"s" * 16, draft().body)
    assert written.header.body_n == len(draft().body)


def test_the_person_signs_the_header_for_this_purpose_only() -> None:
    written = first()

    assert written.entry.signature == HashSigner(ANN).sign(SIGNED_FOR + written.entry.header_bytes)


def test_the_bytes_say_what_the_header_says() -> None:
    written = first(sop=Sop("cse-investigation", "a" * 64, "1.0"))

    assert read_header(written.entry.header_bytes) == written.header


@pytest.mark.parametrize(("minutes", "back"), [(1, False), (0, False), (-1, True)])
def test_a_clock_that_went_back_is_noted(minutes: int, back: bool) -> None:
    device = Device("one")
    device.write(at=START)

    assert device.write(at=START + timedelta(minutes=minutes)).header.t.back is back


def test_an_own_entry_is_received_when_it_is_recorded() -> None:
    assert first().received == first().recorded == START


def test_a_draft_that_cannot_be_an_entry_is_refused() -> None:
    with pytest.raises(UnfitEntryError):
        first(kind="not a kind")


def test_chains_are_named_by_device_and_epoch() -> None:
    names = {chain.chain_id(key, epoch) for key in (b"one", b"two") for epoch in (1, 2)}

    assert len(names) == 4
    assert all(len(name) == 32 for name in names)


def test_access_has_a_chain_of_its_own() -> None:
    chains = Chains(ChainId("record"), ChainId("access"))

    assert chains.of(ACCESS) == "access"
    assert chains.of(REGISTER) == chains.of(BOOK) == "record"


def test_a_chain_is_named_by_the_key_and_the_epoch_in_eight_bytes() -> None:
    # What `security.md` 5.2 says, computed by hand: another verifier must come to the same name.
    written = b"device key" + bytes([0, 0, 0, 0, 0, 0, 1, 2])
    assert chain.chain_id(b"device key", 258) == hashlib.sha256(written).hexdigest()[:32]
