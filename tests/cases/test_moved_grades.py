"""The limits of a grade over a move: each level goes on from the one before it (conventions 8 and 13)."""

import msgspec

from sopcheck.cases.events import GradeChanged
from sopcheck.checklists.definition import (
    Checklist,
    Clock,
    ClockId,
    Fact,
    FactId,
    Grade,
    GradeId,
    Item,
    ItemId,
    Level,
)
from tests.cases.book import Book, checklist, hours, item, when

GRADED, MOVED = "2026-05-05 10:00", "2026-05-07 09:00"
FACTS = {FactId(f"is-{level}"): Fact(says=f"It is {level}.") for level in ("high", "middle", "low")}


def graded(version: str, **levels: int) -> Checklist:
    """A version with these levels, the highest first, each with its hours from the grading."""
    grade = Grade(
        id=GradeId("level"),
        set_by=ItemId("grade"),
        levels_high_to_low=tuple(
            Level(choice=name, fact=FactId(f"is-{name}"), item=ItemId(f"act-{name}")) for name in levels
        ),
    )
    asks = item("grade", choices=tuple(levels), sets_grade=grade.id, sets_clock=ClockId("graded"))
    acts = [_act(name, amount) for name, amount in levels.items()]
    clocks = {"graded": Clock(says="Graded.", when="it was graded")}
    made = checklist(asks, *acts, version=version, grades=(grade,), clocks=clocks)
    return msgspec.structs.replace(made, facts=FACTS)


def _act(name: str, amount: int) -> Item:
    return item(f"act-{name}", limit=hours(amount, "graded"), applies_when=f"is-{name}")


def moved(old: Checklist, new: Checklist, choice: str) -> Book:
    """A case that was graded under the one version and moved to the other."""
    book = Book(old, others=(new,))
    book.answer("grade", GRADED, choice=choice)
    book.move(new, MOVED)
    return book


def regrade(book: Book, choice: str, at: str) -> None:
    """Change the grade."""
    book.add(GradeChanged(at=when(at), grade=GradeId("level"), choice=choice))


def test_a_grade_that_rises_after_a_move_goes_on_from_the_limit_that_ran() -> None:
    book = moved(graded("1.0", high=24, low=96), graded("2.0", high=12, low=48), "low")
    regrade(book, "high", "2026-05-07 09:30")
    assert book.ends("act-high", "2026-05-07 09:45") == "2026-05-07 10:00"


def test_so_does_one_that_rises_to_a_level_that_the_move_brought() -> None:
    book = moved(graded("1.0", high=24, low=96), graded("2.0", high=12, middle=36, low=96), "low")
    regrade(book, "middle", "2026-05-08 23:00")
    assert book.ends("act-middle", "2026-05-08 23:30") == "2026-05-09 10:00"


def test_one_that_rose_in_another_version_keeps_the_earliest_of_the_three() -> None:
    book = moved(graded("1.0", high=24, low=96), graded("2.0", high=72, low=96), "low")
    book.move(book.definitions.all()[0], "2026-05-07 20:00")
    regrade(book, "high", "2026-05-08 09:00")
    assert book.ends("act-high", "2026-05-08 09:30") == "2026-05-09 09:00"


def test_a_grade_that_rises_and_falls_between_two_moves_keeps_its_limit() -> None:
    book = Book(graded("1.0", high=72, low=48), others=(graded("2.0", high=72, low=48),))
    first, second = book.definitions.all()
    book.answer("grade", GRADED, choice="low")
    regrade(book, "high", "2026-05-06 10:00")
    book.move(second, MOVED)
    regrade(book, "low", "2026-05-07 09:30")
    book.move(first, "2026-05-07 09:45")
    assert book.ends("act-low", "2026-05-07 09:50") == "2026-05-07 10:00"


def test_a_level_shortened_into_the_past_keeps_the_old_limit() -> None:
    book = moved(graded("1.0", high=24, low=96), graded("2.0", high=24, low=24), "low")
    assert book.ends("act-low", MOVED) == "2026-05-09 10:00"
    assert book.passed(MOVED) == []


def test_a_first_grade_after_the_move_has_the_limit_of_its_version() -> None:
    new = graded("2.0", high=12, low=48)
    book = Book(graded("1.0", high=24, low=96), others=(new,))
    book.move(new, MOVED)
    book.answer("grade", "2026-05-07 10:00", choice="low")
    assert book.ends("act-low", "2026-05-07 11:00") == "2026-05-09 10:00"
