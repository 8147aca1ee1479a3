"""The timeline of a case: what happened, by instant and never by wall time (convention 15)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

from sopcheck.cases.clocks import ClockKey
from sopcheck.cases.events import Place
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.cases.standing import (
    AnswerHistory,
    ClockSetting,
    Closing,
    HeldReview,
    Holding,
    Note,
    Stands,
    Subject,
)
from sopcheck.cases.states import TimelineEntry

What = Literal["note", "clock", "review", "subject", "holder"]
Line = tuple[int, TimelineEntry]


def timeline(
    *,
    notes: Iterable[Note],
    clocks: Mapping[ClockKey, Iterable[ClockSetting]],
    closings: Iterable[Closing],
    subjects: Iterable[Subject],
    reviews: Iterable[HeldReview],
    holders: Iterable[Holding],
    answers: Mapping[Place, AnswerHistory],
) -> tuple[TimelineEntry, ...]:
    """Put what happened in its order; of one instant in that of recording, then the answers."""
    lines = [
        *(_line(note, "note", note.text) for note in notes),
        *(_line(one, "clock", one.clock, one.of) for settings in clocks.values() for one in settings),
        *(_line(closing, "clock", CASE_CLOSED) for closing in closings),
        *(_line(subject, "subject", subject.label, subject.subject) for subject in subjects),
        *(_line(review, "review", review.review) for review in reviews),
        *(_line(holder, "holder", holder.role) for holder in holders),
    ]
    ordered = [line for _, line in sorted(lines, key=_recorded_first)]
    return tuple(sorted((*ordered, *_acts(answers)), key=_by_instant))


def _line(stands: Stands, what: What, name: str, of: str | None = None) -> Line:
    return stands.order, TimelineEntry(at=stands.at, what=what, name=name, of=of, entry=stands.entry)


def _acts(answers: Mapping[Place, AnswerHistory]) -> Iterator[TimelineEntry]:
    for place, history in answers.items():
        for answer in history.standing:
            at, entry = answer.judged, answer.entry
            yield TimelineEntry(at=at, what="answer", name=place.item, of=place.of, entry=entry)


def _recorded_first(line: Line) -> int:
    return line[0]


def _by_instant(line: TimelineEntry) -> datetime:
    return line.at
