"""A decision on a row of an exception list is of that row as it was: each closing is one of its own."""

from sopcheck.cases.codec import decode, encode
from sopcheck.cases.events import CaseReopened, ExceptionJudged, Judged
from sopcheck.cases.judged_rows import decided_on, row_of
from tests.cases.book import Book, before, checklist, item, place, utc, when

FIRST, SECOND = "2026-05-06 09:00", "2026-05-08 09:00"
LATER = "2026-05-09 09:00"


def closed_twice() -> Book:
    """A case that was closed, opened again and closed without what must come before."""
    book = Book(checklist(item("act", gate=before("case-closed"))))
    book.clock("case-closed", FIRST)
    book.add(CaseReopened(at=when("2026-05-07 09:00"), why="New evidence"))
    book.clock("case-closed", SECOND)
    return book


def judge(book: Book, row: Judged, at: str) -> None:
    """A supervisor decides on a row of the list of gates."""
    event = ExceptionJudged(at=when(at), listed="gates", rows=(row,), verdict="justified", reason="Told")
    book.add(event, by="okell")


def decided(book: Book) -> list[str]:
    """What was decided on each row of the list of gates."""
    rows = book.evaluation(LATER).exceptions.gates_not_met
    found = [decided_on(book.case(), "gates", row[0]) for row in rows]
    return ["" if one is None else one.verdict for one in found]


def named(at: str) -> Judged:
    """The row of the closing of a moment."""
    return Judged(place=place("act"), due=utc(at))


def test_each_closing_is_named_by_when_it_was() -> None:
    rows = closed_twice().evaluation(LATER).exceptions.gates_not_met
    assert [row_of(row[0], listed="gates") for row in rows] == [named(FIRST), named(SECOND)]


def test_a_decision_on_one_closing_is_none_on_the_next() -> None:
    book = closed_twice()
    judge(book, named(FIRST), LATER)
    assert decided(book) == ["justified", ""]
    judge(book, named(SECOND), LATER)
    assert decided(book) == ["justified", "justified"]


def test_a_decision_that_named_no_closing_is_of_those_that_had_come() -> None:
    book = Book(checklist(item("act", gate=before("case-closed"))))
    book.clock("case-closed", FIRST)
    judge(book, Judged(place=place("act")), FIRST)
    book.add(CaseReopened(at=when("2026-05-07 09:00"), why="New evidence"))
    book.clock("case-closed", SECOND)
    assert decided(book) == ["justified", ""]


def test_on_another_list_a_row_is_named_by_its_place_alone() -> None:
    book = closed_twice()
    book.answer("act", LATER, status="not done")
    (row,) = book.evaluation(LATER).exceptions.not_done
    assert row_of(row[0], listed="not done") == Judged(place=place("act"))


def test_a_row_goes_into_the_book_and_comes_out_the_same() -> None:
    for row in (named(FIRST), Judged(place=place("act"))):
        event = ExceptionJudged(at=when(LATER), listed="gates", rows=(row,), verdict="action", reason="See")
        written = encode(event)
        assert decode(written.kind, written.version, written.body) == event
