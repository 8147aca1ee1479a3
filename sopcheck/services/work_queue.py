"""The review queue, made from the index: what is due, overdue or missed, the most serious first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sopcheck.cases.derived import CaseRow as IndexRow
from sopcheck.cases.events import CaseId
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import ReviewWord
from sopcheck.cases.summary import DueReview, Payload, read_payload
from sopcheck.ledger.entry import PersonId
from sopcheck.services.people import name_of
from sopcheck.services.views import QueueRow
from sopcheck.services.work_rows import QUIET, REVIEW_WINDOW

# What was missed longer ago stands on signed records by now; nothing can be done about it here.
MISSED_SHOWN = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which rows of the queue are wanted; what is empty is not asked for."""

    district: str = ""
    team: str = ""
    investigator: str = ""

    def takes(self, row: QueueRow) -> bool:
        """Whether a row is wanted."""
        asked = (
            (self.district, row.district),
            (self.team, row.team),
            (self.investigator, row.investigator),
        )
        return all(not wanted or wanted == there for wanted, there in asked)


def queue_rows(
    rows: Iterable[IndexRow], *, people: Mapping[PersonId, Person], now: datetime
) -> tuple[QueueRow, ...]:
    """Reviews due within a week, overdue or missed, by how serious the matter is.

    First cases with a national limit passed, then those with a child unseen, without an active investigator,
    without activity; of equals the longest overdue first.
    """
    found = [one for row in rows for one in _reviews_of(row, people, now)]
    found.sort(key=lambda pair: pair[0])
    return tuple(row for _, row in found)


_Seriousness = tuple[bool, bool, bool, bool, bool, str]


def _reviews_of(
    row: IndexRow, people: Mapping[PersonId, Person], now: datetime
) -> Iterator[tuple[_Seriousness, QueueRow]]:
    payload = read_payload(row)
    for review, word in _shown(payload, now):
        yield _seriousness(row, payload, review, now), _queue_row(row, payload, review, word, people, now)


def _shown(payload: Payload, now: datetime) -> Iterator[tuple[DueReview, ReviewWord]]:
    """What is overdue, the first that is still to come (the others come after it), and what was missed."""
    dated = sorted((review.due, place) for place, review in enumerate(payload.reviews) if review.due)
    ahead = [place for due, place in dated if now <= due <= now + REVIEW_WINDOW]
    yield from ((payload.reviews[place], "overdue") for due, place in dated if due < now)
    yield from ((payload.reviews[place], "due") for place in ahead[:1])
    yield from (
        (review, "missed") for review in payload.missed if review.due and now - review.due <= MISSED_SHOWN
    )


def _seriousness(row: IndexRow, payload: Payload, review: DueReview, now: datetime) -> _Seriousness:
    # The graver comes first, and False sorts before True.
    due = review.due or now
    return (
        not payload.passed_national,
        not payload.child_not_seen,
        _has_active_investigator(row, payload),
        now - row.last_activity < QUIET,
        due >= now,
        due.isoformat(),
    )


def _has_active_investigator(row: IndexRow, payload: Payload) -> bool:
    return bool(row.investigator) and not payload.owner_absent


def _queue_row(
    row: IndexRow,
    payload: Payload,
    review: DueReview,
    word: ReviewWord,
    people: Mapping[PersonId, Person],
    now: datetime,
) -> QueueRow:
    due = review.due or now
    return QueueRow(
        case=CaseId(row.case),
        reference=row.reference,
        operation=row.operation,
        rule_title=review.title,
        due=due,
        word=word,
        over_seconds=None if word == "due" else int((now - due).total_seconds()),
        why=_why(row, payload, review, now),
        investigator=name_of(people, PersonId(row.investigator)) if row.investigator else "",
        district=row.district,
        team=row.team,
    )


def _why(row: IndexRow, payload: Payload, review: DueReview, now: datetime) -> str:
    limits = "limit" if payload.passed_national == 1 else "limits"
    cycles = "cycle" if review.missed_cycles == 1 else "cycles"
    days = (now - row.last_activity).days
    reasons: Sequence[tuple[bool, str]] = (
        (payload.passed_national > 0, f"{payload.passed_national} national {limits} passed"),
        (payload.child_not_seen, "a child has not been seen"),
        (not row.investigator, "no investigator"),
        (payload.owner_absent, "the investigator is absent"),
        (now - row.last_activity >= QUIET, f"no activity for {days} days"),
        (review.missed_cycles > 0, f"{review.missed_cycles} {cycles} missed"),
        (not row.supervisor, "no supervisor"),
        (any(one.answered for one in payload.directions), "an answered direction waits"),
    )
    return "; ".join(words for held, words in reasons if held)
