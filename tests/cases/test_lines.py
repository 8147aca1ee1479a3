"""From when a place counts under a version: what was asked already goes on, what a move brings begins."""

import msgspec
import pytest

from sopcheck.checklists.definition import Checklist, Clause
from tests.cases.book import Book, before, checklist, days, item

MOVED, LATER = "2026-05-09 09:00", "2026-05-10 09:00"
ARRESTED = "2026-05-08 10:00"


def book_of(first: Checklist, *, moves: bool) -> Book:
    """A case of one version, or moved from it to another that is the same."""
    second = msgspec.structs.replace(first, version="2.0")
    book = Book(first, others=(second,))
    book.clock("arrested", ARRESTED)
    book.fact("network", "2026-05-05 10:00")
    book.answer("act", "2026-05-05 11:00")
    book.fact("network", "2026-05-05 12:00", "no")
    if moves:
        book.move(second, MOVED)
    return book


def test_what_was_done_while_it_was_asked_is_judged_so_though_its_condition_ended_by_the_move() -> None:
    first = checklist(item("act", applies_when="network", limit=days(3, "arrested")))
    unmoved, moved = (book_of(first, moves=moves) for moves in (False, True))
    assert unmoved.ends("act", LATER) == moved.ends("act", LATER) == "2026-05-12 00:00"
    assert unmoved.state("act", LATER).limit == moved.state("act", LATER).limit


def test_what_was_done_before_it_was_asked_is_judged_as_it_was_asked_by_the_move() -> None:
    first = checklist(item("act", applies_when=Clause(not_="network"), limit=days(3, "arrested")))
    unmoved, moved = (book_of(first, moves=moves) for moves in (False, True))
    assert unmoved.state("act", LATER).limit == moved.state("act", LATER).limit


@pytest.mark.parametrize(("amount", "ends"), [(30, "2026-06-05 00:00"), (3, "2026-05-16 00:00")])
def test_what_a_version_in_between_left_out_goes_on_unless_that_had_ended(amount: int, ends: str) -> None:
    first = checklist(item("act", limit=days(amount)))
    second = checklist(item("other"), version="2.0")
    third = checklist(item("act", limit=days(amount)), version="3.0")
    book = Book(first, others=(second, third))
    book.move(second, "2026-05-07 09:00")
    book.move(third, "2026-05-12 09:00")
    assert book.ends("act", "2026-05-12 10:00") == ends


def test_a_gate_that_is_nothing_any_more_does_not_come_back_by_a_move() -> None:
    gated = item("act", gate=before("case-closed"), applies_when="network")
    second = checklist(item("act"), version="2.0")
    book = Book(checklist(gated), others=(second,))
    book.fact("network", "2026-05-05 10:00")
    book.clock("case-closed", "2026-05-05 12:00")
    assert book.word("act", "2026-05-05 13:00") == "gate not met"
    book.fact("network", "2026-05-05 14:00", "no")
    assert book.word("act", "2026-05-05 15:00") is None
    book.move(second, MOVED)
    assert (book.word("act", LATER), book.evaluation(LATER).exceptions.gates_not_met) == (None, ())
