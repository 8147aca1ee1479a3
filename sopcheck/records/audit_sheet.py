"""Prints the audit sheet of a dip sample: the cases in the order of the draw, with room for what is found.

It says from what the sample follows, so that anybody can draw it again (`docs/dip-sampling.md`), and nothing
about the people who work on the cases.
"""

from sopcheck.cases.reviews.reviewed import Marking, PrintOrder
from sopcheck.cases.sampling import InFrame, Sample, frame_words
from sopcheck.checklists.local_time import LONDON
from sopcheck.records import wording
from sopcheck.records.document import Block, Column, Document, KeyValues, Margins, Table, Tone, Words
from sopcheck.records.finishing import finished
from sopcheck.records.phrases import Phrases, plain
from sopcheck.records.stamping import front

TITLE = "Audit sheet of a dip sample"
_PHRASES = Phrases(LONDON)
_LINE = "_" * 24
_HOW = (
    "The cases stand in the order of the draw. A sample asks how work is done; it ranks nobody. "
    "Write yes, no or not known in each box."
)
# The questions of an inspector (`domain.md` 4.3); the answers are written by hand.
_COLUMNS = (
    Column("Case", 26),
    Column("Child safe", 11, box=True),
    Column("Right pace", 11, box=True),
    Column("Supervised", 12, box=True),
    Column("Can be shown", 12, box=True),
    Column("Found, and fed back to whom and when", 28, box=True),
)


def render_audit_sheet(sample: Sample, order: PrintOrder, marking: Marking) -> bytes:
    """Print a sheet as a PDF."""
    return finished(_document(sample, order, marking), at=order.printed_at)


def _document(sample: Sample, order: PrintOrder, marking: Marking) -> Document:
    margins = Margins(
        marking=marking.marking,
        handling=marking.handling,
        top_left=TITLE,
        top_right=f"Sample {sample.number}, print {order.number}",
        bottom_left=f"For {order.recipient}: {order.purpose}",
    )
    blocks: tuple[Block, ...] = (
        *front(TITLE, marking.notice),
        _how_drawn(sample, order),
        Words(_HOW, tone=Tone.SMALL),
        Table(_COLUMNS, tuple(_row(number, case) for number, case in enumerate(sample.cases, start=1))),
        Words(
            "Drawn by the SHA-256 of the seed and each case reference, the lowest first; anybody who has the "
            "references can draw it again (dip sampling, format 1). "
            f"All times are local times, {LONDON.key}.",
            tone=Tone.SMALL,
        ),
    )
    return Document(f"{TITLE} {sample.number}", margins, blocks)


def _how_drawn(sample: Sample, order: PrintOrder) -> KeyValues:
    drawn = _PHRASES.at(sample.drawn_at)
    return KeyValues(
        (
            (("Frame", plain(frame_words(sample.frame))),),
            (("Seed", plain(sample.seed)), ("Drawn", plain(f"{len(sample.cases)} of {sample.in_frame}"))),
            (("Drawn by", plain(sample.drawn_by)), ("At", plain(drawn))),
            (("Printed by", plain(order.printed_by)), ("At", plain(_PHRASES.at(order.printed_at)))),
            # Nobody signs it in the program: who did the audit, and when, is written by hand.
            (("Audited by", plain(_LINE)), ("On", plain(_LINE))),
        )
    )


def _row(number: int, case: InFrame) -> tuple[tuple[Words, ...], ...]:
    about = (
        case.team,
        case.district,
        "closed" if case.closed else "open",
        f"since {wording.day(case.opened)}",
    )
    said = ", ".join(part for part in about if part)
    blank = (Words(""),)
    first = (Words(f"{number}  {case.reference}", tone=Tone.STRONG), Words(said, tone=Tone.SMALL))
    return (first, blank, blank, blank, blank, blank)
