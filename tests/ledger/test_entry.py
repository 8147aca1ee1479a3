"""Headers and bodies are bytes with one form; what they say is read without being rewritten."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck import canonical
from sopcheck.ledger import entry as entries
from sopcheck.ledger.entry import ACCESS, REGISTER, Header, MalformedHeaderError, Sop, case_book, case_of
from tests.ledger.writing import ANN, BOOK, Device, draft

AT = datetime(2026, 11, 22, 10, 0, 0, 123_999, tzinfo=UTC)


def header(**changes: object) -> Header:
    return msgspec.structs.replace(Device("one").write().header, **changes)


@given(
    number=st.integers(1, 2**53 - 1),
    back=st.booleans(),
    seen=st.lists(st.binary(min_size=32, max_size=32), max_size=3),
    sop=st.none() | st.just(Sop("cse-investigation", "a" * 64, "1.0")),
)
def test_the_fast_writer_of_headers_gives_the_canonical_form(
    number: int, back: bool, seen: list[bytes], sop: Sop | None
) -> None:
    written = header(
        seq=number,
        seen=tuple(name.hex() for name in seen),
        sop=msgspec.UNSET if sop is None else sop,
        t=entries.Times(back, number, "2026-11-22T10:00:00.000Z"),
    )

    assert entries.write_header(written) == canonical.encode(msgspec.to_builtins(written))


def test_a_header_is_read_back_as_it_was_written() -> None:
    written = header(sop=Sop("cse-investigation", "a" * 64, "1.0"))

    assert entries.read_header(entries.write_header(written)) == written


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"v":1}'])
def test_bytes_that_are_no_header_are_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(MalformedHeaderError, match="Verify the vault"):
        entries.read_header(data)


def test_a_field_that_this_version_does_not_know_is_refused() -> None:
    newer = entries.write_header(header()).replace(b'{"body_h"', b'{"aaa":1,"body_h"')

    with pytest.raises(MalformedHeaderError):
        entries.read_header(newer)


def test_an_entry_is_named_by_the_leaf_hash_of_its_header() -> None:
    assert entries.entry_hash(b"x") == hashlib.sha256(b"\0x").hexdigest()


def test_the_salt_is_part_of_the_hash_of_a_body() -> None:
    assert entries.body_hash(b"1" * 16, b"same") != entries.body_hash(b"2" * 16, b"same")


def test_times_are_cut_to_milliseconds_in_utc() -> None:
    assert entries.instant_text(AT) == "2026-11-22T10:00:00.123Z"


def test_a_time_of_another_zone_is_written_in_utc() -> None:
    summer = AT.astimezone(timezone(timedelta(hours=1)))

    assert entries.instant_text(summer) == "2026-11-22T10:00:00.123Z"


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC)))
def test_written_times_sort_as_times_do(at: datetime) -> None:
    later = at + timedelta(milliseconds=1)

    assert entries.instant_text(at) < entries.instant_text(later)
    assert entries.instant(entries.instant_text(at)) == at.replace(microsecond=at.microsecond // 1000 * 1000)


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(MalformedHeaderError, match="time of an entry"):
        entries.instant("yesterday")


def test_the_book_of_a_case_names_it() -> None:
    assert case_book("c1") == "case:c1"
    assert case_of(BOOK) == "c1"


@pytest.mark.parametrize("book", [REGISTER, ACCESS])
def test_the_other_books_are_of_no_case(book: entries.Book) -> None:
    assert case_of(book) is None


def test_an_entry_at_hand_tells_what_its_header_says() -> None:
    at_hand = Device("one").write(at=AT)
    told = (at_hand.book, at_hand.kind, at_hand.version, at_hand.by, at_hand.role, at_hand.body)

    assert told == (BOOK, "ItemAnswered", 1, ANN, "investigator", draft(1).body)
    assert entries.stored(at_hand.entry, received=at_hand.received) == at_hand
