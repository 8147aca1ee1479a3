"""The history of a place in words: every answer, correction and withdrawal, the newest first."""

from sopcheck.cases.events import Given, ItemAnswered, Place, Recorded
from sopcheck.cases.states import Answer
from sopcheck.cases.taking_back import places_of
from sopcheck.services.views import CaseView, HistoryLine


def history_lines(view: CaseView, place: Place) -> tuple[HistoryLine, ...]:
    """Everything that was ever recorded at a place, the newest first."""
    standing = {answer.entry for answer in view.case.standing(place)}
    answers = [_line(view, answer, current=answer.entry in standing) for answer in view.case.history(place)]
    taken_back = [_taken_back(view, entry) for entry in view.case.entries if place in _withdrawn(view, entry)]
    # Sorted before it is turned, so that of one moment what was recorded last comes first.
    oldest_first = sorted((*answers, *taken_back), key=lambda line: line.recorded)
    return tuple(reversed(oldest_first))


def given_words(given: Given) -> str:
    """What an answer says, in one line."""
    parts = (given.status, given.choice, given.reference, given.text)
    return "; ".join(part for part in parts if part)


def _line(view: CaseView, answer: Answer, *, current: bool) -> HistoryLine:
    reasons = (answer.given.reason, answer.why)
    return HistoryLine(
        at=answer.done,
        recorded=answer.recorded,
        by_name=view.name(answer.by),
        words=given_words(answer.given),
        reason="; ".join(reason for reason in reasons if reason),
        late=answer.late_record,
        current=current,
    )


def _withdrawn(view: CaseView, entry: Recorded) -> tuple[Place, ...]:
    return places_of(entry) if entry.entry in view.case.withdrawn else ()


def _taken_back(view: CaseView, entry: Recorded) -> HistoryLine:
    event = entry.event
    words = given_words(event.given) if isinstance(event, ItemAnswered) else ""
    return HistoryLine(
        at=entry.recorded_at if event is None else event.at.at,
        recorded=entry.recorded_at,
        by_name=view.name(entry.by),
        words=f"{words} (taken back)",
        reason=view.case.withdrawn[entry.entry].reason,
    )
