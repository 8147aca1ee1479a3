"""Reasons for limits: one takes the place of another, and hides none that was given in time."""

from sopcheck.cases.events import LimitExplained
from sopcheck.cases.said import explained, explained_before
from tests.cases.book import Book, checklist, item, place, when


def before(*reasons: str) -> list[str]:
    """What was said before the last of these, which were written a day apart."""
    made = Book(checklist(item("contact")))
    for day, reason in enumerate(reasons, start=4):
        made.add(LimitExplained(at=when(f"2026-06-0{day} 11:00"), place=place("contact"), reason=reason))
    said = made.case().explanations[place("contact")]
    last = explained(said[-1])
    return [] if last is None else [one.reason for one in explained_before(said, last)]


def test_an_only_reason_took_no_others_place() -> None:
    assert before("Down") == []


def test_the_newest_of_the_earlier_ones_comes_first() -> None:
    assert before("Down", "Still down", "Found") == ["Still down", "Down"]
