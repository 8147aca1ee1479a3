"""The rule that set the date of a review, in one sentence (convention 9)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sopcheck.cases.case import Case
from sopcheck.cases.reading import Reading
from sopcheck.cases.review_calls import due_after
from sopcheck.cases.states import NextReview, ReviewState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Clock, ClockId, ReviewDue, ReviewRule
from sopcheck.checklists.explaining import amount_words, clock_words
from sopcheck.checklists.limits import end_of_target
from sopcheck.checklists.time_words import end_words, moment_words

_UNKNOWN_CLOCK = Clock(says="")
_JUST_BEFORE = timedelta(microseconds=1)


def why_review(case: Case, calendar: Calendar, at: datetime, review: ReviewState | NextReview) -> str:
    """Say which rule set the date of a review."""
    reading = Reading(case, calendar, at)
    rule, due = review.rule, review.due
    if rule.gate is not None:
        return _before(reading, rule, review.of)
    if due is None or rule.due is None:
        return ""
    words = end_words(due, zone=reading.zone, now=at)
    ends = f"so it is due {'at' if words.startswith('the end') else 'on'} {words}."
    if rule.type == "rolling":
        return f"{_chain(reading, rule.due, due)}, {ends}"
    if rule.type == "event":
        return f"{_event(reading, rule, rule.due, review)}, {ends}"
    return f"{_dated(reading, rule.due, due)}, {ends}"


def _before(reading: Reading, rule: ReviewRule, of: str | None) -> str:
    clock = rule.gate.before if rule.gate else ClockId("")
    subject = reading.case.subjects.get(of or "")
    about = "" if subject is None else f", for {subject.label}"
    return f"To be held before the moment when {_since(reading, clock)}{about}."


def _dated(reading: Reading, due: ReviewDue, ends: datetime) -> str:
    setting = reading.clock(ClockId(due.from_), None)
    since = _since(reading, ClockId(due.from_))
    amount = due.amount
    if setting is not None and due.every is not None:
        amount = next(
            (due.every * n for n in range(1, 400) if due_after(reading, due, setting.at, times=n) >= ends),
            due.every,
        )
    when = "" if setting is None else f" ({_moment(reading, setting.at)})"
    return f"{_sentence(amount_words(amount or 0, due.unit))} from when {since}{when}"


def _event(reading: Reading, rule: ReviewRule, due: ReviewDue, review: ReviewState | NextReview) -> str:
    entry = review.trigger if isinstance(review, ReviewState) else None
    recorded = None if entry is None else reading.case.entry(entry)
    title = rule.title[:1].lower() + rule.title[1:]
    subject = reading.case.subjects.get(review.of or "")
    about = title if subject is None else f"{title} ({subject.label})"
    when = ""
    if recorded is not None and recorded.event is not None:
        when = f", {_moment(reading, recorded.event.at.at)}"
    return f"{_sentence(amount_words(due.amount or 0, due.unit))} from this event: {about}{when}"


def _chain(reading: Reading, due: ReviewDue, ends: datetime) -> str:
    length = _sentence(amount_words(due.amount or 0, due.unit))
    return next(_bases(reading, due, ends, length), f"{length} from the review before")


def _bases(reading: Reading, due: ReviewDue, ends: datetime, length: str) -> Iterator[str]:
    """Find what the date of a chain review follows from, the latest first."""
    for held in reversed(reading.case.held_reviews):
        if not any(one.rule in due.from_review for one in held.event.discharges):
            continue
        when = _moment(reading, held.at)
        if held.event.next_date is not None:
            if end_of_target(held.event.next_date, zone=reading.zone).end == ends:
                reason = f": {held.event.next_reason}" if held.event.next_reason else ""
                yield f"A date set with the review of {when}{reason}"
        elif due_after(reading, due, held.at) == ends:
            yield f"{length} from the completion of the review before ({when})"
    for closing in reading.case.closings:
        if closing.reopened is not None and due_after(reading, due, closing.reopened) == ends:
            yield f"{length} from the reopening of the case ({_moment(reading, closing.reopened)})"
    if due.if_never_held is not None:
        yield f"{length} from the due date of the review before, which was not held"


def _since(reading: Reading, clock: ClockId) -> str:
    return clock_words(clock, reading.case.programme.clocks.get(clock, _UNKNOWN_CLOCK))


def _moment(reading: Reading, at: datetime) -> str:
    return moment_words(at, zone=reading.zone, now=reading.at)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
