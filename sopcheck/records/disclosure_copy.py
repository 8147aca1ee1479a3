"""Composes the disclosure copy: every entry of a case in order, with its author and both its times."""

from zoneinfo import ZoneInfo

from sopcheck.records import wording
from sopcheck.records.document import Block, Column, Document, Heading, Table, Words
from sopcheck.records.phrases import NONE, Cell, Phrases, one_of, plain, said, small
from sopcheck.records.sheets import DisclosureCopy, Entry, Said
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

TITLE, SENSITIVE_TITLE = "Disclosure copy", "Disclosure copy, sensitive"
_COLUMNS = (
    Column("Entry", 14),
    Column("What it says", 51),
    Column("When, recorded, by whom", 35),
)
_WHOLE = (
    "Everything that was recorded on this case, in the order of its book: what was corrected, overtaken or "
    "taken back is listed too, and says so. An entry is known by its number here and by the first letters of "
    "its hash."
)
_LEFT_OUT = (
    "The words of intelligence-sensitive, staff-personal and victim-safety entries are left out, and each "
    "place says so. The entries themselves, their authors and their times are all here."
)
_SHOWN = "The words of intelligence-sensitive, staff-personal and victim-safety entries are in it."


def build_disclosure(copy: DisclosureCopy, *, details: PrintDetails, stamp: Stamp) -> Document:
    """Compose the copy and one print of it."""
    phrases = Phrases(ZoneInfo(copy.time_zone))
    title, reference = SENSITIVE_TITLE if copy.sensitive else TITLE, copy.case_reference
    marks = Marks(title=title, reference=reference, marking=copy.marking, handling=copy.handling)
    blocks = [
        *front(title, copy.notice),
        *_identity(copy, phrases),
        Heading("Entries", level=2),
        Table(_COLUMNS, tuple(_row(entry, phrases) for entry in copy.entries)) if copy.entries else NONE,
        *received_block(details, stamp, phrases),
    ]
    return Document(title_of(title, reference, details), margins(marks, details, stamp), tuple(blocks))


def _identity(copy: DisclosureCopy, phrases: Phrases) -> list[Block]:
    rows = [
        (("Case reference", plain(copy.case_reference)), ("Operation", plain(copy.operation))),
        (("Data as at", plain(phrases.at(copy.as_at))), ("Entries", plain(_count(copy)))),
        (("What this is", (Words(_WHOLE), Words(_SHOWN if copy.sensitive else _LEFT_OUT))),),
    ]
    return [filled(rows)]


def _count(copy: DisclosureCopy) -> str:
    return wording.counted(len(copy.entries), "entry", "entries")


def _row(entry: Entry, phrases: Phrases) -> tuple[Cell, ...]:
    done = phrases.known(entry.done, day_only=entry.done_day_only) if entry.done else ""
    received = phrases.at(entry.received) if entry.received else ""
    says = one_of([_said(line) for line in (*entry.says, *entry.standing)])
    return (
        one_of([plain(str(entry.number)), small(entry.entry)]),
        (Words("", lead=entry.what), *says),
        one_of(
            [
                plain(done, lead="When"),
                plain(phrases.at(entry.recorded), lead="Recorded"),
                plain(received, lead="Received"),
                plain(entry.by, lead="By"),
            ]
        ),
    )


def _said(line: Said) -> Cell:
    return said(line.text, lead=line.label) if line.text else plain(line.words, lead=line.label)
