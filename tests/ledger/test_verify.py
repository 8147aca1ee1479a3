"""Every way to tamper that a chain and its signatures can show is told, at the entry where it is."""

import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sopcheck import canonical
from sopcheck.ledger import verify as verifying
from sopcheck.ledger.chain import Mark
from sopcheck.ledger.entry import Entry, PersonId, Stored, body_hash, write_header
from sopcheck.ledger.verify import Problem, What, verify
from tests.ledger.writing import ANN, BEN, KNOWN, Device, HashVerifier, line, plain, resigned

Tamper = Callable[[list[Stored]], list[Entry]]


def found(entries: list[Entry]) -> set[What]:
    return {problem.what for problem in verify(entries, verifier=KNOWN)}


def edited(entry: Stored, **changes: object) -> bytes:
    return write_header(replace(entry.header, **changes))


def with_entry(entries: list[Stored], place: int, entry: Entry) -> list[Entry]:
    changed = plain(entries)
    changed[place] = entry
    return changed


def edit_header(entries: list[Stored]) -> list[Entry]:
    altered = replace(entries[4].entry, header_bytes=edited(entries[4], kind="CaseClosed"))
    return with_entry(entries, 4, altered)


def edit_header_and_sign_as_another(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, 4, resigned(entries[4], BEN, edited(entries[4], kind="CaseClosed")))


def delete_one(entries: list[Stored]) -> list[Entry]:
    return plain(entries[:4] + entries[5:])


def delete_the_first(entries: list[Stored]) -> list[Entry]:
    return plain(entries[1:])


def insert_one(entries: list[Stored]) -> list[Entry]:
    return [*plain(entries), resigned(entries[4], ANN, edited(entries[4], kind="NoteAdded"))]


def swap_two(entries: list[Stored]) -> list[Entry]:
    one = resigned(entries[4], ANN, edited(entries[4], seq=entries[5].header.seq))
    other = resigned(entries[5], ANN, edited(entries[5], seq=entries[4].header.seq))
    return [*plain(entries[:4]), one, other, *plain(entries[6:])]


def sign_as_a_stranger(entries: list[Stored]) -> list[Entry]:
    stranger = PersonId("eve")
    return with_entry(entries, -1, resigned(entries[-1], stranger, edited(entries[-1], by=stranger)))


def sign_in_anothers_name(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, -1, resigned(entries[-1], ANN, edited(entries[-1], by=BEN)))


def sign_for_another_purpose(entries: list[Stored]) -> list[Entry]:
    other = replace(entries[-1].entry, signature=b"checkpoint")
    return with_entry(entries, -1, other)


def alter_a_body(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, 4, replace(entries[4].entry, body=b'{"answer":"not done","number":4}'))


def alter_a_salt(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, 4, replace(entries[4].entry, salt=b"x" * 16))


def take_the_body_of_another(entries: list[Stored]) -> list[Entry]:
    other = entries[5].entry
    return with_entry(entries, 4, replace(entries[4].entry, body=other.body, salt=other.salt))


def take_a_body_away(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, 4, replace(entries[4].entry, body=None, salt=None))


def space_out_a_header(entries: list[Stored]) -> list[Entry]:
    fields = json.loads(entries[-1].entry.header_bytes)
    return with_entry(entries, -1, resigned(entries[-1], ANN, json.dumps(fields, sort_keys=True).encode()))


def write_no_header(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, -1, resigned(entries[-1], ANN, b"{}"))


def write_a_newer_header(entries: list[Stored]) -> list[Entry]:
    return with_entry(entries, -1, resigned(entries[-1], ANN, edited(entries[-1], v=2)))


def write_on_from_a_backup(entries: list[Stored]) -> list[Entry]:
    return [*plain(entries), resigned(entries[-1], ANN, edited(entries[-1], kind="NoteAdded"))]


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        (edit_header, {What.BAD_SIGNATURE, What.BROKEN_LINK}),
        (edit_header_and_sign_as_another, {What.BAD_SIGNATURE, What.BROKEN_LINK}),
        (delete_one, {What.GAP}),
        (delete_the_first, {What.GAP}),
        (insert_one, {What.FORK}),
        (swap_two, {What.BROKEN_LINK}),
        (sign_as_a_stranger, {What.UNKNOWN_SIGNER}),
        (sign_in_anothers_name, {What.BAD_SIGNATURE}),
        (sign_for_another_purpose, {What.BAD_SIGNATURE}),
        (alter_a_body, {What.CONTENT_ALTERED}),
        (alter_a_salt, {What.CONTENT_ALTERED}),
        (take_the_body_of_another, {What.CONTENT_ALTERED}),
        (take_a_body_away, {What.CONTENT_MISSING}),
        (space_out_a_header, {What.MALFORMED}),
        (write_no_header, {What.MALFORMED}),
        (write_a_newer_header, {What.MALFORMED}),
        (write_on_from_a_backup, {What.FORK}),
    ],
)
def test_tampering_is_told_for_what_it_is(tamper: Tamper, what: set[What]) -> None:
    assert found(tamper(line(8))) == what


def test_an_untouched_chain_has_no_problem() -> None:
    assert verify(plain(line(50)), verifier=KNOWN) == []


def test_the_order_in_which_entries_are_given_does_not_matter() -> None:
    assert verify(plain(line(50))[::-1], verifier=KNOWN) == []


def test_chains_of_several_devices_are_checked_apart() -> None:
    one, other = Device("one"), Device("two", person=BEN)
    entries = [device.write() for device in (one, other, one, other)]

    assert verify(plain(entries), verifier=KNOWN) == []


def test_a_problem_says_where_since_when_and_what_it_means() -> None:
    entries = line(8)

    assert verify(delete_one(entries), verifier=KNOWN) == [
        Problem(What.GAP, entries[5].hash, entries[5].header.t.utc, "Entries are missing before this one: 1.")
    ]


def test_a_signed_body_that_is_not_canonical_is_no_content() -> None:
    entry = line(1)[0]
    body = b'{"number": 0}'
    bound = edited(entry, body_n=len(body), body_h=body_hash(entry.entry.salt or b"", body))
    changed = replace(resigned(entry, ANN, bound), body=body)

    assert found([changed]) == {What.CONTENT_ALTERED}


def test_a_chain_goes_on_from_its_mark() -> None:
    entries = line(8)
    log = entries[0].header.log
    mark = {log: Mark(4, entries[3].hash)}

    assert verify(plain(entries[4:]), verifier=KNOWN, since=mark) == []


def test_a_chain_that_does_not_go_on_from_its_mark_is_told() -> None:
    entries = line(8)
    mark = {entries[0].header.log: Mark(4, entries[2].hash)}
    problems = verify(plain(entries[4:]), verifier=KNOWN, since=mark)

    assert [(one.what, one.where) for one in problems] == [(What.BROKEN_LINK, entries[4].hash)]


def test_both_branches_of_a_fork_may_go_on() -> None:
    device = Device("one")
    common = device.write()
    branch = [device.write(), device.write()]
    device.restore(common)
    other = [device.write(number=10), device.write(number=11)]
    problems = verify(plain([common, *branch, *other]), verifier=KNOWN)

    assert {problem.what for problem in problems} == {What.FORK}
    assert len(problems) == 2


def test_without_a_verifier_signatures_are_left_out() -> None:
    entry = line(1)[0]
    unsigned = replace(entry.entry, signature=b"")

    assert verifying.examine(unsigned, None).problems == ()
    assert verifying.examine(unsigned, HashVerifier(frozenset({ANN}))).problems


def test_a_body_that_fits_is_the_signed_one() -> None:
    entry = line(1)[0]

    assert verifying.content_fits(entry.header, b"\0" * 16, canonical.encode({"answer": "done", "number": 0}))
    assert not verifying.content_fits(entry.header, b"\0" * 16, b"{}")
