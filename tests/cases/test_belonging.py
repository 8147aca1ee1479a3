"""Whom a subject belongs to, however far up, and though merged entries may go round in a circle."""

import pytest

from sopcheck.cases.belonging import line_of, owner
from sopcheck.checklists.definition import KindId
from tests.cases.book import Book, checklist


def book() -> Book:
    """A case with a suspect, a device of theirs, and two that belong to each other."""
    made = Book(checklist())
    made.subject("s1", "2026-05-05 10:00", "suspect")
    made.subject("d1", "2026-05-05 11:00", "device", of="s1")
    made.subject("x", "2026-05-05 12:00", "device", of="y")
    made.subject("y", "2026-05-05 12:00", "device", of="x")
    return made


@pytest.mark.parametrize(
    ("of", "line"),
    [
        (None, ()),
        ("s1", ("s1",)),
        ("d1", ("d1", "s1")),
        ("x", ("x", "y")),
        ("gone", ("gone",)),
    ],
)
def test_a_subject_stands_before_those_it_belongs_to(of: str | None, line: tuple[str, ...]) -> None:
    assert line_of(book().case().subjects, of) == line


@pytest.mark.parametrize(
    ("of", "kind", "found"),
    [
        ("d1", "device", "d1"),
        ("d1", "suspect", "s1"),
        ("s1", "device", None),
        ("x", "suspect", None),
        ("gone", "suspect", None),
        (None, "suspect", None),
    ],
)
def test_the_owner_is_the_nearest_of_the_kind(of: str | None, kind: str, found: str | None) -> None:
    assert owner(book().case().subjects, of, KindId(kind)) == found
