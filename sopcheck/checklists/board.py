"""A comparison as a paper for the board that approves an SOP: headings and rows, in people's words.

What changes for those who do the work stands first. Each row names the source that the item cites now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sopcheck.checklists.compare import Comparison, Row
from sopcheck.checklists.compare_kinds import Weight
from sopcheck.checklists.compare_words import Mark, marks, told
from sopcheck.checklists.definition import Checklist, ItemId
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.value_words import in_words

_HEADINGS: Final[tuple[tuple[Weight, str], ...]] = (
    ("major", "What people must do"),
    ("minor", "What people read and find"),
    ("none", "Sources and spelling"),
)
# What stands elsewhere now, or is another item, was not written anew word by word.
_UNMARKED = frozenset(("moved", "replaced"))
CHANGE_WORDS: Final = {
    "added": "Added",
    "withdrawn": "Withdrawn",
    "replaced": "Replaced by",
    "moved": "Moved",
    "reworded": "Reworded",
    "condition": "Condition changed",
    "limit": "Limit changed",
    "gate": "Gate changed",
    "other": "Changed",
}
"""What each kind of change is called, in the words of OSCAL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One change: what it is about, what was and what is, the words that came and went, the source now."""

    about: str
    prompt: str
    change: str
    was: str
    is_: str
    marks: tuple[Mark, ...]
    source: str


@dataclass(frozen=True, slots=True)
class BoardPart:
    """The changes of one weight, under their heading; there may be none."""

    heading: str
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPaper:
    """The whole paper: the two versions with their digests, why they differ, and the changes.

    `standing` is where the later version is in its life, as in “proposed”.
    """

    title: str
    was: str
    is_: str
    reason: str
    standing: str
    parts: tuple[BoardPart, ...]
    unchanged: int


def board_paper(comparison: Comparison, *, reason: str, standing: str = "draft") -> BoardPaper:
    """Make the paper of a comparison; `reason` is why the later version was written."""
    changed = {one for row in comparison.rows if row.under == "items" for one in (row.id, *row.heirs)}
    parts = tuple(
        BoardPart(heading, tuple(_row(comparison, row) for row in comparison.rows if row.weight == weight))
        for weight, heading in _HEADINGS
    )
    return BoardPaper(
        title=comparison.is_.title,
        was=_named(comparison.was),
        is_=_named(comparison.is_),
        reason=reason,
        standing=standing,
        parts=parts,
        unchanged=sum(item.id not in changed for item in comparison.is_.items()),
    )


def rows_about(comparison: Comparison, item: ItemId) -> tuple[BoardRow, ...]:
    """Give the changes of one item that both versions have, or of what took the place of another."""
    rows = (row for row in comparison.rows if row.under == "items" and item in (row.id, *row.heirs))
    return tuple(_row(comparison, row) for row in rows if row.change not in {"added", "withdrawn"})


def new_words(row: BoardRow) -> Iterator[str]:
    """Give the runs of words that came, where a text was reworded."""
    yield from _runs(row, "new")


def gone_words(row: BoardRow) -> Iterator[str]:
    """Give the runs of words that went, where a text was reworded."""
    yield from _runs(row, "gone")


def _runs(row: BoardRow, kind: str) -> Iterator[str]:
    for mark in row.marks:
        if mark.kind == kind and (words := mark.text.strip()):
            # A point or comma beside the words that changed is no word; where only it changed it is told.
            yield words.strip(" ,;:.") or words


def _named(checklist: Checklist) -> str:
    return f"{checklist.name}, digest {digest_of(checklist)[:8]}"


def _row(comparison: Comparison, row: Row) -> BoardRow:
    words = told(row, was=in_words(comparison.was), is_=in_words(comparison.is_))
    now = comparison.is_.find_item(ItemId(row.id)) if row.under == "items" else None
    # What was withdrawn is told with the words and the source that it had.
    item = now or (comparison.was.find_item(ItemId(row.id)) if row.under == "items" else None)
    return BoardRow(
        about=words.about,
        prompt=item.prompt if item and words.is_ != item.prompt != words.was else "",
        change=CHANGE_WORDS[row.change],
        was=words.was or _absent(row),
        is_=words.is_ or _absent(row),
        marks=marks(words.was, words.is_) if row.change not in _UNMARKED and words.was and words.is_ else (),
        source=item.source if item else "",
    )


def _absent(row: Row) -> str:
    # That a whole entry came or went the word for the change says; a key alone would read as if it stayed.
    return "none" if row.key else ""
