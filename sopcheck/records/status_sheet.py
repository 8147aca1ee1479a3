"""Composes the status sheet: one page that says where a case is, to carry on with on paper.

What was done is written beside the item with both times, so that it can be typed later as it was: when it
was done, and when it was written down.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec

from sopcheck.records import wording
from sopcheck.records.document import Block, Column, Document, Heading, Table, Words
from sopcheck.records.phrases import (
    NONE,
    Cell,
    Phrases,
    item_cell,
    named,
    one_of,
    plain,
    said,
    sentence,
    small,
)
from sopcheck.records.record import ChildSeen
from sopcheck.records.sheets import OpenItem, StatusSheet
from sopcheck.records.stamping import (
    Marks,
    PrintDetails,
    Stamp,
    filled,
    front,
    margins,
    title_of,
)

TITLE = "Status sheet"
_STILL = (
    Column("Still to be done", 40),
    Column("Limit", 23),
    Column("Done at", 13, box=True),
    Column("Written at", 13, box=True),
    Column("By, and reference", 21, box=True),
)
_MOST_REVIEWS, _MOST_ACTIONS, _MOST_SEEN = 2, 4, 4
_EMPTY_ROWS = 2


def build_status(
    sheet: StatusSheet, *, details: PrintDetails, stamp: Stamp, pages: Callable[[Document], int]
) -> Document:
    """Compose the sheet with as many open items as one page has room for; the most urgent come first.

    `pages` tells how many pages a document would take.
    """
    few, many = 0, len(sheet.items)
    # The largest number that fits: everything below it fits too.
    while few < many:
        tried = (few + many + 1) // 2
        fits = pages(_composed(sheet, tried, details, stamp)) == 1
        few, many = (tried, many) if fits else (few, tried - 1)
    return _composed(sheet, few, details, stamp)


def _composed(sheet: StatusSheet, shown: int, details: PrintDetails, stamp: Stamp) -> Document:
    phrases = Phrases(ZoneInfo(sheet.time_zone))
    reference = sheet.case_reference
    marks = Marks(title=TITLE, reference=reference, marking=sheet.marking, handling=sheet.handling)
    blocks = [
        *front(TITLE, sheet.notice),
        _where_we_are(sheet, phrases, details),
        *_still(sheet, shown, phrases),
    ]
    return Document(title_of(TITLE, reference, details), margins(marks, details, stamp), tuple(blocks))


def _where_we_are(sheet: StatusSheet, phrases: Phrases, details: PrintDetails) -> Block:
    holders = [
        plain(named(person) if person else "Nobody", lead=lead)
        for lead, person in (("Investigator", sheet.investigator), ("Supervisor", sheet.supervisor))
    ]
    # Who carries on with a sheet of a closed case must see that at once.
    closed = [(("Closed", plain(phrases.at(sheet.closed))),)] if sheet.closed is not None else []
    return filled(
        [
            *closed,
            (
                ("Case reference", plain(sheet.case_reference)),
                ("Operation", plain(sheet.operation or "None")),
            ),
            (("Held by", one_of(holders)), ("Data as at", plain(phrases.at(sheet.as_at)))),
            (("Last review", _last_review(sheet, phrases)), ("Child seen", _seen(sheet, phrases))),
            (("Next reviews", _next_reviews(sheet, phrases)),),
            (("Open actions", _actions(sheet, phrases)),),
            (("This print", _print_line(details, phrases)),),
        ]
    )


def _print_line(details: PrintDetails, phrases: Phrases) -> Cell:
    # In one line: the page belongs to the work.
    made = f"{phrases.at(details.printed_at)} ({phrases.zone.key}), by {details.printed_by}"
    return small(f"{made}, for {details.recipient}: {details.purpose}")


def _last_review(sheet: StatusSheet, phrases: Phrases) -> Cell:
    if sheet.reviewed_at is None:
        return plain("None held yet")
    return one_of(
        [
            plain(f"{phrases.at(sheet.reviewed_at)}: {sheet.last_review}"),
            plain(sheet.risk, lead="Risk"),
        ]
    )


def _seen(sheet: StatusSheet, phrases: Phrases) -> Cell:
    cells = [_child(child, phrases) for child in sheet.seen[:_MOST_SEEN]]
    return one_of([*cells, _more(len(sheet.seen) - _MOST_SEEN)]) or plain("Not recorded")


def _child(child: ChildSeen, phrases: Phrases) -> Cell:
    when = f", {phrases.known(child.at, day_only=child.day_only)}" if child.at else ""
    if child.of is None or child.of.absence:
        return plain(f"{child.state}{when}")
    return said(msgspec.structs.replace(child.of, free_text=f"{child.of.free_text}: {child.state}{when}"))


def _next_reviews(sheet: StatusSheet, phrases: Phrases) -> Cell:
    cells = [
        plain(
            f"{review.kind}: {phrases.end(review.due) if review.due else 'no date'}"
            f"{f', {review.rule}' if review.rule else ''}"
        )
        for review in sheet.next_reviews[:_MOST_REVIEWS]
    ]
    return one_of(cells) or plain("None")


def _actions(sheet: StatusSheet, phrases: Phrases) -> Cell:
    cells = []
    for action in sheet.actions[:_MOST_ACTIONS]:
        due = phrases.day(action.due) if action.due else "no date"
        cells += [said(action.what), small(f"{action.owner}, due {due}")]
    return one_of([*cells, _more(len(sheet.actions) - _MOST_ACTIONS)]) or plain("None")


def _still(sheet: StatusSheet, shown: int, phrases: Phrases) -> list[Block]:
    empty = ((), (), (), (), ())
    rows = [_row(item, phrases) for item in sheet.items[:shown]]
    left = len(sheet.items) - shown
    notes = [
        f"{wording.counted(left, 'further item is', 'further items are')} still to be done." if left else "",
        f"{wording.left_out(sheet.left_out)} not on this sheet." if sheet.left_out else "",
    ]
    return [
        Heading("What is still to be done, most urgent first", level=2),
        Table(_STILL, (*rows, *([empty] * _EMPTY_ROWS))) if rows else NONE,
        *(Words(note) for note in notes if note),
    ]


def _row(item: OpenItem, phrases: Phrases) -> tuple[Cell, ...]:
    ends = phrases.end(item.ends) if item.ends else ""
    provisional = "provisional" if item.provisional else ""
    state = ", ".join(part for part in (sentence(item.state), item.basis, provisional) if part)
    return (item_cell(item.item, item.of), one_of([plain(state), small(ends)]), (), (), ())


def _more(count: int) -> Cell:
    return small(f"and {count} more") if count > 0 else ()
