"""The rule that set the date of a review, in one sentence (convention 9)."""

from collections.abc import Iterator
from datetime import datetime

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
from sopcheck.checklists.time_words import end_words, moment_words

_UNKNOWN_CLOCK = Clock(says="")
_MOST_OF_A_SERIES = 400
_BROUGHT = "when the case came to follow the version that asks for it"


def why_review(case: Case, calendar: Calendar, at: datetime, review: ReviewState | NextReview) -> str:
    """Say which rule set the date of a review."""
    reading = Reading(case, calendar, at)
    rule, due = review.rule, review.due
    if rule.gate is not None:
        return _before(reading, rule, review)
    if due is None or rule.due is None:
        return ""
    words = end_words(due, zone=reading.zone, now=at)
    ends = f"so it is due {'at' if words.startswith('the end') else 'on'} {words}."
    if rule.type == "rolling":
        return f"{_chain(reading, rule, rule.due, due)}, {ends}"
    if rule.type == "event":
        return f"{_event(reading, rule, rule.due, review)}, {ends}"
    return f"{_dated(reading, rule, rule.due, due)}, {ends}"


def _before(reading: Reading, rule: ReviewRule, review: ReviewState | NextReview) -> str:
    clock = rule.gate.before if rule.gate else ClockId("")
    subject = reading.case.subjects.get(review.of or "")
    about = "" if subject is None else f", for {subject.label}"
    was = "" if review.due is None else f" That was on {_moment(reading, review.due)}."
    return f"To be held before the moment when {_since(reading, clock)}{about}.{was}"


def _dated(reading: Reading, rule: ReviewRule, due: ReviewDue, ends: datetime) -> str:
    setting = reading.clock(ClockId(due.from_), None)
    since = _since(reading, ClockId(due.from_))
    if setting is None:
        return f"{_length(due)} from when {since}"
    for number in range(1, _MOST_OF_A_SERIES):
        found = due_of(reading, rule, setting.at, times=number)
        if found is None or found.ends >= ends or due.every is None:
            break
    if found is None:
        return f"{_length(due, number)} from when {since} ({_moment(reading, setting.at)})"
    if found.start != setting.at:
        # A move brought it, and makes nothing overdue in the past.
        return f"{_length(found.due, number)} from {_BROUGHT} ({_moment(reading, found.start)})"
    return f"{_length(found.due, number)} from when {since} ({_moment(reading, found.start)})"


def _event(reading: Reading, rule: ReviewRule, due: ReviewDue, review: ReviewState | NextReview) -> str:
    entry = review.trigger if isinstance(review, ReviewState) else None
    recorded = None if entry is None else reading.case.entry(entry)
    title = rule.title[:1].lower() + rule.title[1:]
    subject = reading.case.subjects.get(review.of or "")
    about = title if subject is None else f"{title} ({subject.label})"
    if recorded is None or recorded.event is None:
        return f"{_length(due)} from this event: {about}"
    at = instant(recorded.event.at, recorded=recorded.recorded_at, zone=reading.zone)
    event = f"this event: {about}, {_moment(reading, at)}"
    found = due_of(reading, rule, at)
    if found is None or found.start == at:
        return f"{_length(due)} from {event}"
    return f"{_length(found.due)} from {_BROUGHT} ({_moment(reading, found.start)}), for {event}"


def _chain(reading: Reading, rule: ReviewRule, due: ReviewDue, ends: datetime) -> str:
    return next(_bases(reading, rule, due, ends), f"{_length(due)} from the review before")


def _bases(reading: Reading, rule: ReviewRule, due: ReviewDue, ends: datetime) -> Iterator[str]:
    """Find what the date of a chain review follows from, the latest first."""
    for held in reversed(reading.case.held_reviews):
        if any(one.rule in due.from_review for one in held.event.discharges):
            yield from _after_review(reading, rule, held, ends)
    for closing in reading.case.closings:
        if closing.reopened is not None:
            yield from _after_reopening(reading, rule, closing.reopened, ends)
    # Only if nothing else gives the date: the review before may have been held after all, and late.
    if due.if_never_held is not None:
        yield f"{_length(due)} from the due date of the review before, which was not held"


def _after_review(reading: Reading, rule: ReviewRule, held: HeldReview, ends: datetime) -> Iterator[str]:
    when, next_date = _moment(reading, held.at), held.event.next_date
    if next_date is not None:
        if end_of_target(next_date, zone=reading.zone).end == ends:
            reason = f": {held.event.next_reason}" if held.event.next_reason else ""
            yield f"A date set with the review of {when}{reason}"
        return
    found = due_of(reading, rule, held.at)
    if found is not None and found.ends == ends:
        yield f"{_length(found.due)} from the completion of the review before ({when})"


def _after_reopening(reading: Reading, rule: ReviewRule, reopened: datetime, ends: datetime) -> Iterator[str]:
    found = due_of(reading, rule, reopened)
    if found is not None and found.ends == ends:
        yield f"{_length(found.due)} from the reopening of the case ({_moment(reading, reopened)})"


def _length(due: ReviewDue, times: int = 1) -> str:
    words = amount_words((due.amount or due.every or 0) * times, due.unit)
    return words[:1].upper() + words[1:]


def _since(reading: Reading, clock: ClockId) -> str:
    return clock_words(clock, reading.case.programme.clocks.get(clock, _UNKNOWN_CLOCK))


def _moment(reading: Reading, at: datetime) -> str:
    return moment_words(at, zone=reading.zone, now=reading.at)
