"""An answer is on the disk, whole and chained, or it is not there at all; what was altered is not shown."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.cases.derived import Change, Snapshot, Words
from sopcheck.crypto.signing import KnownSigners
from sopcheck.errors import DamagedError
from sopcheck.ledger.entry import ACCESS, REGISTER, Book, MalformedHeaderError, Stored, case_book
from sopcheck.ledger.form import UnfitEntryError
from sopcheck.ledger.verify import verify
from sopcheck.vault.errors import VaultDamagedError
from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import ANN, BOOK, NOW, answer, enter, fill, tamper


def append(vault: OpenVault, *numbers: int, book: Book = BOOK) -> list[Stored]:
    return vault.ledger.append([answer(number, book=book) for number in numbers], recorded_at=NOW)


def numbers(entries: Sequence[Stored]) -> list[int]:
    return [entry.header.seq for entry in entries]


def test_what_was_appended_is_read_in_order(vault: OpenVault) -> None:
    written = append(vault, 1) + append(vault, 2, 3)

    assert vault.ledger.entries(BOOK) == written
    assert [entry.body for entry in written] == [answer(number).body for number in (1, 2, 3)]


def test_what_was_appended_is_there_after_the_vault_was_closed(folder: Path) -> None:
    with enter(folder) as vault:
        written = append(vault, 1, 2)
    with enter(folder) as vault:
        assert vault.ledger.entries(BOOK) == written
        (after,) = append(vault, 3)

    assert (after.header.seq, after.header.prev) == (3, written[1].hash)


def test_entries_are_signed_by_whoever_unlocked(vault: OpenVault) -> None:
    entries = [entry.entry for entry in append(vault, 1, 2)]

    assert verify(entries, verifier=KnownSigners({ANN: [vault.public_key]})) == []


def test_entries_know_the_heads_of_their_book(vault: OpenVault) -> None:
    first, second = append(vault, 1, 2)
    (other,) = append(vault, 1, book=case_book("c2"))
    (third,) = append(vault, 3)

    assert first.header.seen == other.header.seen == ()
    assert (second.header.seen, third.header.seen) == ((first.hash,), (second.hash,))
    assert third.header.prev == other.hash


def test_access_is_written_on_a_chain_of_its_own(vault: OpenVault) -> None:
    (record,) = append(vault, 1)
    (register,) = append(vault, 2, book=REGISTER)
    (access,) = append(vault, 3, book=ACCESS)

    assert record.header.log == register.header.log == vault.chains.record
    assert (access.header.log, access.header.seq) == (vault.chains.access, 1)


def test_books_and_entries_are_counted(vault: OpenVault) -> None:
    append(vault, 1, 2)
    append(vault, 1, book=REGISTER)

    assert vault.ledger.books() == [BOOK, REGISTER]
    assert vault.ledger.count() == 3


def test_a_book_without_entries_is_empty(vault: OpenVault) -> None:
    assert vault.ledger.entries(case_book("unknown")) == []


def test_times_are_kept_as_they_were_recorded(vault: OpenVault) -> None:
    vault.ledger.append([answer()], recorded_at=NOW + timedelta(microseconds=123_456))
    (entry,) = vault.ledger.entries(BOOK)

    assert entry.recorded == entry.received == NOW + timedelta(microseconds=123_000)


def test_a_clock_set_back_changes_no_order_and_is_noted(vault: OpenVault) -> None:
    append(vault, 1)
    vault.ledger.append([answer(2)], recorded_at=NOW - timedelta(days=365))
    first, second = vault.ledger.entries(BOOK)

    assert (first.header.t.back, second.header.t.back) == (False, True)
    assert numbers([first, second]) == [1, 2]


def test_what_follows_from_entries_is_saved_with_them(vault: OpenVault) -> None:
    vault.unfinished.keep(key="note", text="half")
    shown = Snapshot(review="r1", digest="d", content=b"shown")

    def also(entries: Sequence[Stored]) -> Change:
        words = Words(case="c1", part=entries[0].hash, text="telephone")
        return Change(words=(words,), finished=("note",), snapshots=(shown,))

    vault.ledger.append([answer()], recorded_at=NOW, also=also)

    assert vault.unfinished.all() == {}
    assert vault.snapshots.get("r1") == shown


def test_what_follows_may_look_into_the_vault(vault: OpenVault) -> None:
    seen: list[int] = []

    def also(entries: Sequence[Stored]) -> Change:
        seen.append(len(vault.ledger.entries(BOOK)))
        return Change()

    vault.ledger.append([answer()], recorded_at=NOW, also=also)

    assert seen == [1]


def test_where_what_follows_fails_nothing_is_saved_and_nothing_is_built_on_it(vault: OpenVault) -> None:
    append(vault, 1)

    def fail(entries: Sequence[Stored]) -> Change:
        raise KeyError

    with pytest.raises(KeyError):
        vault.ledger.append([answer(2)], recorded_at=NOW, also=fail)
    (after,) = append(vault, 3)

    assert numbers(vault.ledger.entries(BOOK)) == [1, 2]
    assert after.header.seq == 2


def test_one_draft_that_cannot_be_recorded_saves_none(vault: OpenVault) -> None:
    long = answer(text="x" * 1024 * 1024)

    with pytest.raises(UnfitEntryError, match="Shorten it"):
        vault.ledger.append([answer(1), long], recorded_at=NOW)

    assert vault.ledger.count() == 0


def test_a_megabyte_of_text_is_kept(vault: OpenVault) -> None:
    text = "ż" * 500_000
    vault.ledger.append([answer(text=text)], recorded_at=NOW)

    assert vault.ledger.entries(BOOK)[0].body == answer(text=text).body


def test_threads_that_save_at_once_make_one_chain(vault: OpenVault) -> None:
    threads = [threading.Thread(target=append, args=(vault, number)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers(vault.ledger.entries(BOOK)) == list(range(1, 13))
    assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems


def tampered(folder: Path, statement: str) -> Path:
    """Have a vault with five entries changed by somebody who has its key and writes SQL."""
    with enter(folder) as vault:
        fill(vault, 5)
    tamper(folder, statement)
    return folder


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE id = 3",
        "UPDATE entry SET header = CAST(replace(header, 'Answered', 'Reviewed') AS BLOB) WHERE id = 3",
        "UPDATE entry SET header = X'00' WHERE id = 3",
        "UPDATE entry SET hash = zeroblob(32) WHERE id = 3",
        "UPDATE entry SET book = 'case:c2' WHERE id = 3",
        "UPDATE entry SET header = (SELECT header FROM entry WHERE id = 2) WHERE id = 3",
    ],
)
def test_a_book_whose_entries_were_altered_is_not_shown(folder: Path, statement: str) -> None:
    with enter(tampered(folder, statement)) as vault:
        assert vault.problems
        with pytest.raises(DamagedError, match="Verify the vault") as error:
            vault.ledger.entries(BOOK)

    assert isinstance(error.value, VaultDamagedError | MalformedHeaderError)


@pytest.mark.parametrize(
    ("statement", "altered"),
    [
        ("UPDATE body SET content = X'7B7D' WHERE entry = 3", True),
        ("UPDATE body SET salt = zeroblob(16) WHERE entry = 3", True),
        ("DELETE FROM body WHERE entry = 3", False),
    ],
)
def test_a_body_that_is_not_the_signed_one_is_left_out_and_marked(
    folder: Path, statement: str, altered: bool
) -> None:
    with enter(tampered(folder, statement)) as vault:
        entries = vault.ledger.entries(BOOK)

    assert [entry.body is None for entry in entries] == [False, False, True, False, False]
    assert [entry.altered for entry in entries] == [False, False, altered, False, False]
