"""The annex of a record: the full state of every applicable item, by checklist and stage."""

from itertools import groupby

from sopcheck.records.document import Block, Column, Heading, PageBreak, Table
from sopcheck.records.phrases import (
    CONFLICT,
    NONE,
    Cell,
    Phrases,
    item_cell,
    one_of,
    plain,
    said,
    sentence,
    small,
)
from sopcheck.records.record import ItemState

_COLUMNS = (Column("Item", 35), Column("Answer", 39), Column("Limit or gate, its end", 26))


def annex_blocks(items: tuple[ItemState, ...], phrases: Phrases) -> list[Block]:
    """Set the annex on pages of its own; the items come in the order in which they were given."""
    blocks: list[Block] = [PageBreak(), Heading("Annex: every applicable item", level=2)]
    for (checklist, stage), group in groupby(items, key=lambda item: (item.checklist, item.stage)):
        blocks += [Heading(f"{checklist}: {stage}", level=3), item_table(tuple(group), phrases)]
    return blocks if items else [*blocks, NONE]


def item_table(items: tuple[ItemState, ...], phrases: Phrases) -> Table:
    """Set items with what was answered, by whom and when, and where their limits stand."""
    return Table(_COLUMNS, tuple(_row(item, phrases) for item in items))


def _row(item: ItemState, phrases: Phrases) -> tuple[Cell, ...]:
    done = phrases.known(item.done, day_only=item.done_day_only) if item.done else ""
    answer = [
        # One line: under "Not done" a line that begins with "Done" would read as its opposite.
        plain(done, lead=sentence(item.status)) if done else plain(sentence(item.status)),
        plain(item.choice, lead="Choice"),
        plain(item.reference, lead="Reference"),
        phrases.by_at(item.by, item.recorded, lead="Recorded"),
        said(item.words),
        small(item.asked_as),
        small(CONFLICT if item.conflict else ""),
    ]
    return item_cell(item.item, item.of, item.item_id), one_of(answer), plain(sentence(item.limit))
