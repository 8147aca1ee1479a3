"""The history of a place in words: every answer, correction and withdrawal, the newest first."""

from sopcheck.cases.events import Given, Place
from sopcheck.cases.states import Answer
from sopcheck.services.views import CaseView, HistoryLine


def history_lines(view: CaseView, place: Place) -> tuple[HistoryLine, ...]:
    """Everything that was ever recorded at a place, the newest first."""
    standing = {answer.entry for answer in view.case.standing(place)}
    answers = reversed(view.case.history(place))
    return tuple(_line(view, answer, current=answer.entry in standing) for answer in answers)


def given_words(given: Given) -> str:
    """What an answer says, in one line."""
    parts = (given.status, given.choice, given.reference, given.text)
    return "; ".join(part for part in parts if part)


def _line(view: CaseView, answer: Answer, *, current: bool) -> HistoryLine:
    withdrawn = view.case.withdrawn.get(answer.entry)
    words = given_words(answer.given)
    reasons = (answer.given.reason, answer.why, withdrawn.reason if withdrawn else "")
    return HistoryLine(
        at=answer.done,
        recorded=answer.recorded,
        by_name=view.name(answer.by),
        words=f"{words} (withdrawn)" if withdrawn else words,
        reason="; ".join(reason for reason in reasons if reason),
        late=answer.late_record,
        current=current,
    )
