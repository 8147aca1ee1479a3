"""The heart of the record: the six lists of exceptions (`domain.md` 4.3, point 5), each never left out.

A limit that was justified and a review that was held late print as all others do; nothing is counted
into a score, and a missed local limit is called *limit passed*.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sopcheck.records import wording
from sopcheck.records.document import Block, Column, Heading, Table, Tone, Words
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
from sopcheck.records.record import (
    Exceptions,
    GateNotMet,
    Judgement,
    LateOrCorrected,
    LimitPassed,
    NotApplicable,
    NotDone,
    ReviewException,
)

_Row = TypeVar("_Row")
_LIMITS = (
    Column("Item", 128),
    # As wide as the longest time with the word before it, so that no row breaks between the two.
    Column("Clock, end, done, overrun", 151),
    Column("Reason, and when written", 107),
    Column("Reviewer’s decision", 107),
)
_GATES = (Column("Item", 32), Column("Had to come", 34), Column("Passed without it, because", 34))
_NOT_DONE = (Column("Item", 40), Column("Reason", 36), Column("Recorded", 24))
_NOT_APPLICABLE = (Column("Item", 31), Column("Reason", 27), Column("Challenged", 20), Column("Recorded", 22))
_LATE = (Column("Item", 27), Column("Old and new value", 30), Column("Who and when", 24), Column("Why", 19))
_REVIEWS = (
    Column("Review", 28),
    Column("Due and held", 28),
    Column("State", 23),
    Column("Held by exception", 21),
)


def exception_blocks(exceptions: Exceptions, phrases: Phrases) -> list[Block]:
    """Set the six lists in their fixed order, empty ones as *None*."""
    return [
        *item_lists(exceptions, phrases),
        *_listed(
            "f. Reviews late or missed",
            _REVIEWS,
            exceptions.reviews_late_or_missed,
            lambda row: _review(row, phrases),
        ),
    ]


def item_lists(exceptions: Exceptions, phrases: Phrases) -> list[Block]:
    """Set the five lists that are about items."""
    limits = sorted(exceptions.limits_passed, key=_national_first)
    return [
        *_listed("a. Limits passed, national first", _LIMITS, limits, lambda row: _limit(row, phrases)),
        *_listed("b. Gates not met", _GATES, exceptions.gates_not_met, lambda row: _gate(row, phrases)),
        *_listed("c. Items not done", _NOT_DONE, exceptions.not_done, lambda row: _not_done(row, phrases)),
        *_listed(
            "d. Items not applicable",
            _NOT_APPLICABLE,
            exceptions.not_applicable,
            lambda row: _not_applicable(row, phrases),
        ),
        *_listed(
            "e. Late records and corrections",
            _LATE,
            exceptions.late_records_and_corrections,
            lambda row: _late(row, phrases),
        ),
    ]


def _listed(
    title: str, columns: tuple[Column, ...], rows: Sequence[_Row], cells: Callable[[_Row], tuple[Cell, ...]]
) -> list[Block]:
    heading = Heading(title, level=3)
    # A list that is left out might as well not have been looked at; "None" is a statement.
    return [heading, Table(columns, tuple(cells(row) for row in rows)) if rows else NONE]


def _national_first(row: LimitPassed) -> tuple[bool, float, str]:
    # The id settles equal ends, so that the same record never prints in two orders.
    return row.basis != "national", row.ended.timestamp(), row.item_id


def _limit(row: LimitPassed, phrases: Phrases) -> tuple[Cell, ...]:
    return (
        item_cell(row.item, row.of, row.checklist),
        _when_of_limit(row, phrases),
        one_of(
            [
                said(row.reason, otherwise="No reason given"),
                phrases.by_at(row.reason_by, row.reason_at, lead="Written"),
            ]
        ),
        one_of(
            [
                plain(sentence(row.judged) or "Not decided yet"),
                said(row.judged_reason),
                phrases.by_at(row.judged_by, row.judged_at),
            ]
        ),
    )


def _when_of_limit(row: LimitPassed, phrases: Phrases) -> Cell:
    done = phrases.known(row.done, day_only=row.done_day_only) if row.done else ""
    return one_of(
        [
            (Words(row.clock, lead=f"{sentence(row.basis)} limit:", tone=Tone.SMALL),),
            plain(phrases.end(row.ended), lead="Ended"),
            plain("provisional: the bank-holiday calendar ended before it" if row.provisional else ""),
            plain(done, lead="Done") if done else plain("Still open"),
            plain(row.overrun, lead="Over by"),
            small(CONFLICT if row.conflict else ""),
        ]
    )


def _gate(row: GateNotMet, phrases: Phrases) -> tuple[Cell, ...]:
    event = plain(phrases.at(row.event_at) if row.event_at else "", lead="That was")
    return (
        item_cell(row.item, row.of, f"{sentence(row.basis)} gate", row.checklist),
        one_of([plain(sentence(row.gate)), event]),
        one_of(
            [
                said(row.override, otherwise="No reason given"),
                phrases.by_at(row.override_by, row.override_at, lead="Written"),
                _decision(row.judged, phrases),
            ]
        ),
    )


def _not_done(row: NotDone, phrases: Phrases) -> tuple[Cell, ...]:
    return (
        item_cell(row.item, row.of, row.checklist),
        one_of([said(row.reason, otherwise="No reason given"), _decision(row.judged, phrases)]),
        phrases.by_at(row.by, row.at),
    )


def _not_applicable(row: NotApplicable, phrases: Phrases) -> tuple[Cell, ...]:
    return (
        item_cell(row.item, row.of, row.checklist),
        one_of([said(row.reason, otherwise="No reason given"), _decision(row.judged, phrases)]),
        one_of([plain("Challenged" if row.challenged else "No"), said(row.challenge)]),
        phrases.by_at(row.by, row.at),
    )


def _late(row: LateOrCorrected, phrases: Phrases) -> tuple[Cell, ...]:
    done = phrases.known(row.done, day_only=row.done_day_only) if row.done else ""
    first = "Added" if row.kind == wording.ADDENDUM else "Answer"
    return (
        item_cell(row.item, row.of, sentence(row.kind), row.checklist),
        one_of(
            [
                said(row.old, lead="Old"),
                said(row.new, lead="New" if row.old else first),
                plain(done, lead="Done"),
            ]
        ),
        phrases.by_at(row.by, row.at, lead="Recorded"),
        one_of(
            [
                said(row.why, otherwise="" if row.old is None else "No reason given"),
                _decision(row.judged, phrases),
            ]
        ),
    )


def _review(row: ReviewException, phrases: Phrases) -> tuple[Cell, ...]:
    held = plain(phrases.at(row.held), lead="Held") if row.held else plain("Not held")
    cycles = f"{row.missed_cycles} due dates went by" if row.missed_cycles > 1 else ""
    return (
        one_of([plain(row.review), said(row.of, lead="For")]),
        one_of([plain(phrases.end(row.due), lead="Due"), held]),
        one_of([plain(sentence(row.state)), plain(row.over, lead="By"), plain(cycles)]),
        one_of([said(row.reason, otherwise="No"), _decision(row.judged, phrases)]),
    )


def _decision(judged: Judgement | None, phrases: Phrases) -> Cell:
    """What the reviewer decided on a row; limits have a column for it."""
    if judged is None:
        return ()
    return one_of(
        [
            plain(sentence(judged.verdict), lead="Reviewer"),
            said(judged.reason),
            phrases.by_at(judged.by, judged.at),
        ]
    )
