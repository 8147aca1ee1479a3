"""The review queue, made from the index: what is due, overdue or soon, the most serious first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sopcheck.cases.derived import CaseRow as IndexRow
from sopcheck.cases.events import CaseId
from sopcheck.cases.register import Person
from sopcheck.cases.summary import DueReview, Payload, read_payload
from sopcheck.ledger.entry import PersonId
from sopcheck.services.people import name_of
from sopcheck.services.views import QueueRow
from sopcheck.services.work_rows import REVIEW_WINDOW, marks_of


def queue_rows(
    rows: Iterable[IndexRow], *, people: Mapping[PersonId, Person], now: datetime
) -> tuple[QueueRow, ...]:
    """Reviews due within a week or overdue; cases with a national limit passed or a child unseen first."""
    found = [one for row in rows for one in _reviews_of(row, people, now)]
    found.sort(key=lambda pair: pair[0])
    return tuple(row for _, row in found)


_Seriousness = tuple[bool, bool, bool, str]


def _reviews_of(
    row: IndexRow, people: Mapping[PersonId, Person], now: datetime
) -> Iterator[tuple[_Seriousness, QueueRow]]:
    payload = read_payload(row)
    for review in _shown(payload, now):
        yield _seriousness(payload, review, now), _queue_row(row, payload, review, people, now)


def _shown(payload: Payload, now: datetime) -> Iterator[DueReview]:
    """What is overdue, and the first that is still to come; the others come after that one."""
    dated = sorted((review.due, place) for place, review in enumerate(payload.reviews) if review.due)
    ahead = [place for due, place in dated if now <= due <= now + REVIEW_WINDOW]
    yield from (payload.reviews[place] for due, place in dated if due < now)
    yield from (payload.reviews[place] for place in ahead[:1])


def _seriousness(payload: Payload, review: DueReview, now: datetime) -> _Seriousness:
    # The graver comes first, and False sorts before True.
    due = review.due or now
    return (not payload.passed_national, not payload.child_not_seen, due >= now, due.isoformat())


def _queue_row(
    row: IndexRow, payload: Payload, review: DueReview, people: Mapping[PersonId, Person], now: datetime
) -> QueueRow:
    due = review.due or now
    over = due < now
    return QueueRow(
        case=CaseId(row.case),
        reference=row.reference,
        operation=row.operation,
        rule_title=review.title,
        due=review.due,
        word="overdue" if over else "due",
        over_seconds=int((now - due).total_seconds()) if over else None,
        why=_why(payload),
        marks=marks_of(row, payload, now),
        investigator=name_of(people, PersonId(row.investigator)) if row.investigator else "",
    )


def _why(payload: Payload) -> str:
    limits = "limit" if payload.passed_national == 1 else "limits"
    reasons: Sequence[tuple[bool, str]] = (
        (payload.passed_national > 0, f"{payload.passed_national} national {limits} passed"),
        (payload.child_not_seen, "a child has not been seen"),
        (payload.owner_absent, "the investigator is absent"),
    )
    return "; ".join(words for held, words in reasons if held)
