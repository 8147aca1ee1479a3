"""Composes a checklist to be filled in by hand: a box for the answer, and one for each of its two times."""

from zoneinfo import ZoneInfo

from sopcheck.records import wording
from sopcheck.records.document import Block, Column, Document, Heading, Table, Words
from sopcheck.records.phrases import Cell, Phrases, item_cell, one_of, plain, small
from sopcheck.records.sheets import BlankChecklist, BlankItem, BlankStage
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

TITLE = "Checklist"
_COLUMNS = (
    Column("Item", 42),
    Column("Answer", 17),
    Column("Done at", 12, box=True),
    Column("Written at", 12, box=True),
    Column("By, reference or reason", 22, box=True),
)
_BOXES = ("☐ done", "☐ not done", "☐ not applicable")
_HOW = (
    "Write when it was done and when you write it, both with the date. "
    "Of what is not done or not applicable write the reason. "
    "Type it into the program as soon as you can, with both times."
)


def build_checklist(blank: BlankChecklist, *, details: PrintDetails, stamp: Stamp) -> Document:
    """Compose the checklist and one print of it."""
    phrases = Phrases(ZoneInfo(blank.time_zone))
    reference = blank.case_reference
    marks = Marks(title=TITLE, reference=reference, marking=blank.marking, handling=blank.handling)
    blocks = [
        *front(TITLE, blank.notice),
        *_identity(blank, phrases),
        *(block for stage in blank.stages for block in _stage(stage)),
        *_left_out(blank),
        *received_block(details, stamp, phrases, caption="Filled in by, signature and date"),
    ]
    return Document(title_of(TITLE, reference, details), margins(marks, details, stamp), tuple(blocks))


def _identity(blank: BlankChecklist, phrases: Phrases) -> list[Block]:
    # A form of no case leaves room for the reference, or nobody knows later whose it was.
    case = plain(blank.case_reference) if blank.case_reference else plain("_" * 24)
    rows = [
        (("Case reference", case), ("Operation", plain(blank.operation))),
        (("SOP and version", one_of([plain(version) for version in blank.versions])),),
        (("Data as at", plain(phrases.at(blank.as_at))),),
        (("How to fill it in", plain(_HOW)),),
    ]
    return [filled(rows)]


def _stage(stage: BlankStage) -> list[Block]:
    rows = tuple(_row(item) for item in stage.items)
    return [Heading(f"{stage.checklist}: {stage.stage}", level=2), Table(_COLUMNS, rows)]


def _row(item: BlankItem) -> tuple[Cell, ...]:
    what = one_of(
        [
            item_cell(item.item, item.of, item.item_id),
            small(item.repeats),
            small(item.asked),
            small(item.limit),
            small(item.stands),
        ]
    )
    choices = [small(f"☐ {choice}") for choice in item.choices]
    # A choice says that it was done, and what.
    answer = one_of([small(box) for box in (_BOXES[1:] if choices else _BOXES)])
    return (what, one_of([*choices, answer]), (), (), small(item.reference))


def _left_out(blank: BlankChecklist) -> list[Block]:
    if not blank.left_out:
        return []
    return [Words(f"{wording.left_out(blank.left_out)} not on this print.")]
