"""Composes the sensitive annex of a record: what the record leaves out, in full, class by class.

It is a print of its own with its own number; each of its pages says what kinds of text are in it.
"""

from zoneinfo import ZoneInfo

from sopcheck.records import wording
from sopcheck.records.annex import item_table
from sopcheck.records.document import Block, Document, Heading, Notice, Tone, Words
from sopcheck.records.exception_lists import item_lists
from sopcheck.records.phrases import NONE, Phrases, named, plain, sentence
from sopcheck.records.sheets import Annex, AnnexPart, lines_of, rows_in
from sopcheck.records.stamping import (
    Marks,
    PrintDetails,
    Stamp,
    filled,
    front,
    margins,
    received_block,
    title_of,
)

TITLE = "Sensitive annex"
_APART = "Keep this annex apart from the record, and give it to nobody who was given the record alone."


def build_annex(annex: Annex, *, details: PrintDetails, stamp: Stamp) -> Document:
    """Compose the annex and one print of it."""
    phrases = Phrases(ZoneInfo(annex.time_zone))
    classes = ", ".join(part.print_class for part in annex.parts)
    # The kinds of text stand on every page, for pages of a file come apart.
    title = f"{TITLE}: {classes} · {annex.reference}"
    marks = Marks(title=title, reference="", marking=annex.marking, handling=annex.handling)
    blocks = [
        *front(TITLE, annex.notice),
        Notice(Words(_APART, tone=Tone.STRONG)),
        *_identity(annex, phrases),
        *(block for part in annex.parts for block in _part(part, phrases)),
        *received_block(details, stamp, phrases),
    ]
    return Document(title_of(TITLE, annex.reference, details), margins(marks, details, stamp), tuple(blocks))


def _identity(annex: Annex, phrases: Phrases) -> list[Block]:
    rows = [
        (("Case reference", plain(annex.case_reference)), ("Operation", plain(annex.operation))),
        (("Annex to", plain(f"Supervision record: {annex.review_type}")),),
        (("Reviewer", plain(named(annex.reviewer))), ("Data as at", plain(phrases.at(annex.as_at)))),
        (("This annex", plain(f"{annex.reference}, {_lines(annex)}")),),
    ]
    return [Heading("Identity", level=2), filled(rows)]


def _lines(annex: Annex) -> str:
    return wording.counted(lines_of(annex.parts), "line", "lines")


def _part(part: AnnexPart, phrases: Phrases) -> list[Block]:
    lists = item_lists(part.exceptions, phrases) if rows_in(part.exceptions) else []
    none = [] if lists else [Words("No exceptions of such items.")]
    items = [item_table(part.items, phrases)] if part.items else [NONE]
    return [
        Heading(f"{sentence(part.print_class)} text", level=2),
        *none,
        *lists,
        Heading("The items", level=3),
        *items,
    ]
