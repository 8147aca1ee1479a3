"""The rule that set the date of a review, in one sentence (convention 9)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sopcheck.cases.case import Case
from sopcheck.cases.moments import instant
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.dues import due_of
from sopcheck.cases.standing import HeldReview
from sopcheck.cases.states import NextReview, ReviewState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Clock, ClockId, ReviewDue, ReviewRule
from sopcheck.checklists.explaining import amount_words, clock_words
from sopcheck.checklists.limits import end_of_target
from sopcheck.checklists.time_words import Telling

_UNKNOWN_CLOCK = Clock(says="")
_MOST_OF_A_SERIES = 400
_BROUGHT = "when the case came to follow the version that asks for it"


class _Asked(NamedTuple):
    """A rule that set a date, with what the sentence about it needs."""

    reading: Reading
    told: Telling
    rule: ReviewRule
    due: ReviewDue


def why_review(
    case: Case, calendar: Calendar, at: datetime, review: ReviewState | NextReview, *, on_paper: bool = False
) -> str:
    """Say which rule set the date of a review; on paper the date stands beside it, and is not said."""
    reading, told = Reading(case, calendar, at), Telling(case.programme.zone, at, on_paper)
    rule, due = review.rule, review.due
    if rule.gate is not None:
        return _before(reading, told, review)
    if due is None or rule.due is None:
        return ""
    asked, ends = _Asked(reading, told, rule, rule.due), told.so_it("is due", due)
    if rule.type == "rolling":
        return f"{_chain(asked, due)}{ends}"
    return f"{_event(asked, review) if rule.type == 'event' else _dated(asked, due)}{ends}"


def _before(reading: Reading, told: Telling, review: ReviewState | NextReview) -> str:
    clock = review.rule.gate.before if review.rule.gate else ClockId("")
    subject = reading.case.subjects.get(review.of or "")
    about = "" if subject is None else f", for {subject.label}"
    was = "" if review.due is None else f" That was on {told.moment(review.due)}."
    return f"To be held before the moment when {_since(reading, clock)}{about}.{was}"


def _dated(asked: _Asked, ends: datetime) -> str:
    reading, told, rule, due = asked
    setting = reading.clock(ClockId(due.from_), None)
    since = _since(reading, ClockId(due.from_))
    if setting is None:
        return f"{_length(due)} from when {since}"
    for number in range(1, _MOST_OF_A_SERIES):
        found = due_of(reading, rule, setting.at, times=number)
        if found is None or found.ends >= ends or due.every is None:
            break
    if found is None:
        return f"{_length(due, number)} from when {since} ({told.moment(setting.at)})"
    if found.start != setting.at:
        # A move brought it, and makes nothing overdue in the past.
        return f"{_length(found.due, number)} from {_BROUGHT} ({told.moment(found.start)})"
    return f"{_length(found.due, number)} from when {since} ({told.moment(found.start)})"


def _event(asked: _Asked, review: ReviewState | NextReview) -> str:
    reading, told, rule, due = asked
    entry = review.trigger if isinstance(review, ReviewState) else None
    recorded = None if entry is None else reading.case.entry(entry)
    title = rule.title[:1].lower() + rule.title[1:]
    subject = reading.case.subjects.get(review.of or "")
    about = title if subject is None else f"{title} ({subject.label})"
    if recorded is None or recorded.event is None:
        return f"{_length(due)} from this event: {about}"
    at = instant(recorded.event.at, recorded=recorded.recorded_at, zone=reading.zone)
    event = f"this event: {about}, {told.moment(at)}"
    found = due_of(reading, rule, at)
    if found is None or found.start == at:
        return f"{_length(due)} from {event}"
    return f"{_length(found.due)} from {_BROUGHT} ({told.moment(found.start)}), for {event}"


def _chain(asked: _Asked, ends: datetime) -> str:
    return next(_bases(asked, ends), f"{_length(asked.due)} from the review before")


def _bases(asked: _Asked, ends: datetime) -> Iterator[str]:
    """Find what the date of a chain review follows from, the latest first."""
    case, due = asked.reading.case, asked.due
    for held in reversed(case.held_reviews):
        if any(one.rule in due.from_review for one in held.event.discharges):
            yield from _after_review(asked, held, ends)
    for closing in case.closings:
        if closing.reopened is not None:
            yield from _after_reopening(asked, closing.reopened, ends)
    # Only if nothing else gives the date: the review before may have been held after all, and late.
    if due.if_never_held is not None:
        yield f"{_length(due)} from the due date of the review before, which was not held"


def _after_review(asked: _Asked, held: HeldReview, ends: datetime) -> Iterator[str]:
    when, next_date = asked.told.moment(held.at), held.event.next_date
    if next_date is not None:
        if end_of_target(next_date, zone=asked.reading.zone).end == ends:
            reason = f": {held.event.next_reason}" if held.event.next_reason else ""
            yield f"A date set with the review of {when}{reason}"
        return
    found = due_of(asked.reading, asked.rule, held.at)
    if found is not None and found.ends == ends:
        yield f"{_length(found.due)} from the completion of the review before ({when})"


def _after_reopening(asked: _Asked, reopened: datetime, ends: datetime) -> Iterator[str]:
    found = due_of(asked.reading, asked.rule, reopened)
    if found is not None and found.ends == ends:
        yield f"{_length(found.due)} from the reopening of the case ({asked.told.moment(reopened)})"


def _length(due: ReviewDue, times: int = 1) -> str:
    words = amount_words((due.amount or due.every or 0) * times, due.unit)
    return words[:1].upper() + words[1:]


def _since(reading: Reading, clock: ClockId) -> str:
    return clock_words(clock, reading.case.programme.clocks.get(clock, _UNKNOWN_CLOCK))
