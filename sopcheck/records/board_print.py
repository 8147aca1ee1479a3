"""Prints what differs between two versions of a checklist, for the board that approves the later one."""

from collections.abc import Iterable
from datetime import datetime

from sopcheck.checklists.board import BoardPaper, BoardPart, BoardRow, gone_words, new_words
from sopcheck.checklists.local_time import LONDON
from sopcheck.records.document import Block, Column, Document, Heading, KeyValues, Margins, Table
from sopcheck.records.finishing import finished
from sopcheck.records.phrases import NONE, Cell, Phrases, one_of, plain, small

TITLE = "Changes of a checklist"
_PUBLISHED = frozenset(("illustrative baseline", "approved", "in force", "superseded", "withdrawn"))
_UNPUBLISHED = "Draft: not in force"
_COLUMNS = (
    Column("What", 24),
    Column("Change", 12),
    Column("Was", 24),
    Column("Is", 24),
    Column("Source", 16),
)


def render_board_paper(paper: BoardPaper, *, marking: str, handling: str, printed_at: datetime) -> bytes:
    """Print a paper as a PDF."""
    return finished(
        _document(paper, marking=marking, handling=handling, printed_at=printed_at), at=printed_at
    )


def _document(paper: BoardPaper, *, marking: str, handling: str, printed_at: datetime) -> Document:
    margins = Margins(
        marking=marking,
        handling=handling,
        top_left=paper.title,
        top_right=TITLE,
        bottom_left=paper.is_,
        watermark="" if paper.standing in _PUBLISHED else _UNPUBLISHED,
    )
    rows = (
        (("Checklist", plain(paper.title)),),
        (("Was", plain(paper.was)),),
        (("Is", plain(paper.is_)),),
        (("Standing", plain(paper.standing)),),
        (("Reason", plain(paper.reason or "None given")),),
        (
            ("Unchanged items", plain(str(paper.unchanged))),
            ("Printed", plain(Phrases(LONDON).at(printed_at))),
        ),
    )
    blocks: list[Block] = [Heading(TITLE, level=1), KeyValues(rows)]
    for part in paper.parts:
        blocks += _part(part)
    return Document(f"{TITLE}: {paper.is_}", margins, tuple(blocks))


def _part(part: BoardPart) -> list[Block]:
    rows = tuple(_row(row) for row in part.rows)
    return [Heading(f"{part.heading} ({len(rows)})", level=2), Table(_COLUMNS, rows) if rows else NONE]


def _row(row: BoardRow) -> tuple[Cell, ...]:
    return (
        one_of([plain(row.prompt or row.about), small(row.about if row.prompt else "")]),
        plain(row.change),
        one_of([plain(row.was), _marked("Gone", gone_words(row))]),
        one_of([plain(row.is_), _marked("New", new_words(row))]),
        small(row.source),
    )


def _marked(lead: str, runs: Iterable[str]) -> Cell:
    # In words, since paper is black and white, and colour says nothing to who cannot see it.
    found = " … ".join(runs)
    return small(f"{lead}: {found}") if found else ()
