"""The rows of the worklist, made from the index alone: no case is read to show a list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sopcheck.cases.derived import CaseRow as IndexRow
from sopcheck.cases.derived import OpenLimit
from sopcheck.cases.events import CaseId
from sopcheck.cases.register import Person
from sopcheck.cases.summary import Listed, Payload, read_limit, read_payload
from sopcheck.ledger.entry import PersonId
from sopcheck.services.people import name_of
from sopcheck.services.views import CaseRow, Worklist, WorkRow

MOST_NEXT = 5
QUIET = timedelta(days=14)
REVIEW_WINDOW = timedelta(days=7)


def worklist_of(
    cases: Sequence[IndexRow],
    limits: Iterable[OpenLimit],
    *,
    people: Mapping[PersonId, Person],
    now: datetime,
) -> Worklist:
    """What is passed and what ends soon, national limits first; the next five; the cases."""
    rows = {row.case: row for row in cases}
    listed = [_work_row(rows[one.case], read_limit(one.limit), now) for one in limits if one.case in rows]
    passed = [row for row in listed if row.word == "passed"]
    soon = [row for row in listed if row.word != "passed"]
    return Worklist(
        passed=tuple(sorted(passed, key=_national_first)),
        soon=tuple(sorted(soon, key=_national_first)),
        next=_next(cases, shown={(row.case, row.place) for row in listed}, now=now),
        cases=tuple(case_row(row, people=people, now=now) for row in cases),
        reviews_due=sum(1 for row in cases if review_due(read_payload(row), now)),
    )


def case_row(row: IndexRow, *, people: Mapping[PersonId, Person], now: datetime) -> CaseRow:
    """One case as the list shows it."""
    payload = read_payload(row)
    listed = [read_limit(limit) for limit in row.limits]
    ahead = [limit for limit in listed if limit.ends is not None and limit.ends >= now]
    following = min(ahead, key=lambda limit: (limit.ends or now, limit.basis != "national"), default=None)
    return CaseRow(
        case=CaseId(row.case),
        reference=row.reference,
        operation=row.operation,
        district=row.district,
        team=row.team,
        investigator=_holder(people, row.investigator),
        supervisor=_holder(people, row.supervisor),
        opened=row.opened,
        answered=row.answered,
        applicable=row.applicable,
        next_limit=following.ends if following else None,
        next_limit_words=following.prompt if following else "",
        next_basis=following.basis if following else None,
        last_review=payload.last_review,
        last_activity=row.last_activity,
        closed=row.closed,
        marks=marks_of(row, payload, now),
    )


def marks_of(row: IndexRow, payload: Payload, now: datetime) -> tuple[str, ...]:
    """The few words that a supervisor looks for on a case."""
    if row.closed:
        return ("closed",)
    # Few on purpose: a list on which every case is marked tells nobody where to look.
    marks = (
        (not row.investigator, "no investigator"),
        (payload.owner_absent, "owner absent"),
        (now - row.last_activity >= QUIET, "no activity for 14 days"),
    )
    return tuple(words for held, words in marks if held)


def review_due(payload: Payload, now: datetime) -> bool:
    """Whether a review of the case is overdue or falls due within a week."""
    return any(review.due is not None and review.due - now <= REVIEW_WINDOW for review in payload.reviews)


def _next(
    cases: Sequence[IndexRow], *, shown: set[tuple[CaseId, object]], now: datetime
) -> tuple[WorkRow, ...]:
    rows = (_work_row(row, listed, now) for row in cases for listed in read_payload(row).next)
    # What is passed or due soon stands above already, and would crowd out what could be done today.
    waiting = sorted((row for row in rows if (row.case, row.place) not in shown), key=_soonest)
    return tuple(waiting[:MOST_NEXT])


def _work_row(row: IndexRow, listed: Listed, now: datetime) -> WorkRow:
    # Judged anew, because the index was written at an earlier moment.
    passed = listed.ends is not None and listed.ends < now
    soon = listed.soon is not None and listed.soon <= now
    return WorkRow(
        case=CaseId(row.case),
        reference=row.reference,
        operation=row.operation,
        place=listed.place,
        prompt=listed.prompt,
        subject_label=listed.subject_label,
        word="passed" if passed else "due soon" if soon else "running",
        ends=listed.ends,
        basis=listed.basis,
    )


def _national_first(row: WorkRow) -> tuple[bool, str]:
    return (row.basis != "national", row.ends.isoformat() if row.ends else "")


def _soonest(row: WorkRow) -> tuple[bool, str]:
    return (row.ends is None, row.ends.isoformat() if row.ends else "")


def _holder(people: Mapping[PersonId, Person], person: str) -> str:
    return name_of(people, PersonId(person)) if person else ""
