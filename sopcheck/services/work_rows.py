"""The rows of the worklist, made from the index alone: no case is read to show a list.

Of thousands of cases only those rows are made that somebody looks at.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sopcheck.cases.derived import CaseLine, OpenLimit
from sopcheck.cases.events import CaseId
from sopcheck.cases.register.register import Person
from sopcheck.cases.summary import Listed, Payload, read_limit
from sopcheck.checklists.definition import Basis
from sopcheck.ledger.entry import PersonId
from sopcheck.services.lazy_rows import LazyRows
from sopcheck.services.people import name_of
from sopcheck.services.views import CaseRow, DirectedRow, Worklist, WorkRow

MOST_NEXT = 5
QUIET = timedelta(days=14)
REVIEW_WINDOW = timedelta(days=7)


def worklist_of(
    cases: Sequence[CaseLine],
    limits: Iterable[OpenLimit],
    coming: Iterable[OpenLimit],
    *,
    people: Mapping[PersonId, Person],
    now: datetime,
) -> Worklist:
    """What is passed and what ends soon, national limits first; the next five; the cases.

    `limits` are those that are soon or passed, `coming` those that end next; both by their ends.
    """
    lines = {line.case: line for line in cases}
    # Sorted by its ends already, so only the basis tells them apart (a sort keeps the order of equals).
    shown = sorted(
        (one for one in limits if one.case in lines), key=lambda one: one.limit.basis != "national"
    )
    passed = [one for one in shown if _is_passed(one, now)]
    soon = [one for one in shown if not _is_passed(one, now)]

    def row(one: OpenLimit) -> WorkRow:
        """A row of the list, once it is looked at."""
        return _work_row(lines[one.case], read_limit(one.limit), now)

    return Worklist(
        passed=LazyRows(passed, row),
        soon=LazyRows(soon, row),
        next=tuple(row(one) for one in coming if one.case in lines),
        cases=LazyRows(cases, lambda line: case_row(line, people=people, now=now)),
        reviews_due=reviews_due(cases, now),
        marked=any(_is_marked(line, now) for line in cases),
    )


def case_row(line: CaseLine, *, people: Mapping[PersonId, Person], now: datetime) -> CaseRow:
    """One case as the list shows it."""
    # A limit that has ended since the row was made is told of above the list.
    ahead = line.next_limit is not None and line.next_limit >= now
    return CaseRow(
        case=CaseId(line.case),
        reference=line.reference,
        operation=line.operation,
        district=line.district,
        team=line.team,
        investigator=_holder(people, line.investigator),
        supervisor=_holder(people, line.supervisor),
        opened=line.opened,
        answered=line.answered,
        applicable=line.applicable,
        next_limit=line.next_limit if ahead else None,
        next_limit_words=line.next_words if ahead else "",
        next_basis=_basis(line.next_basis) if ahead else None,
        last_review=line.last_review,
        last_activity=line.last_activity,
        closed=line.closed,
        marks=marks_of(line, now),
    )


def marks_of(line: CaseLine, now: datetime) -> tuple[str, ...]:
    """The few words that a supervisor looks for on a case."""
    if line.closed:
        return ("closed",)
    # Few on purpose: a list on which every case is marked tells nobody where to look.
    marks = (
        (not line.investigator, "no investigator"),
        (line.owner_absent, "owner absent"),
        (now - line.last_activity >= QUIET, "no activity for 14 days"),
    )
    return tuple(words for held, words in marks if held)


def reviews_due(cases: Iterable[CaseLine], now: datetime) -> int:
    """In how many cases a review is overdue or falls due within a week."""
    until = now + REVIEW_WINDOW
    return sum(1 for line in cases if line.next_review is not None and line.next_review <= until)


def due_first(row: DirectedRow) -> tuple[bool, str]:
    """By the day that a direction names; one without a day comes last."""
    return (row.due is None, row.due.isoformat() if row.due else "")


def directed_rows(line: CaseLine, payload: Payload) -> list[DirectedRow]:
    """What a supervisor has directed on a case and nobody has answered yet."""
    return [
        DirectedRow(
            case=CaseId(line.case),
            reference=line.reference,
            operation=line.operation,
            place=one.place,
            prompt=one.prompt,
            subject_label=one.subject_label,
            text=one.text,
            due=one.due,
        )
        for one in payload.directions
        if not one.answered
    ]


def open_without_end(line: CaseLine, payload: Payload, *, now: datetime) -> list[WorkRow]:
    """What is to be done next on a case and has no end, for a list on which little ends."""
    return [_work_row(line, listed, now) for listed in payload.next if listed.ends is None]


def _is_marked(line: CaseLine, now: datetime) -> bool:
    # Asked of every case, where the words of the marks are made only for those that are shown.
    return line.owner_absent or not line.investigator or now - line.last_activity >= QUIET


def _is_passed(one: OpenLimit, now: datetime) -> bool:
    # Judged anew, because the index was written at an earlier moment.
    return one.limit.ends_at is not None and one.limit.ends_at < now


def _work_row(line: CaseLine, listed: Listed, now: datetime) -> WorkRow:
    passed = listed.ends is not None and listed.ends < now
    soon = listed.soon is not None and listed.soon <= now
    return WorkRow(
        case=CaseId(line.case),
        reference=line.reference,
        operation=line.operation,
        place=listed.place,
        prompt=listed.prompt,
        subject_label=listed.subject_label,
        word="passed" if passed else "due soon" if soon else "running",
        ends=listed.ends,
        basis=listed.basis,
    )


def _basis(word: str) -> Basis | None:
    return None if not word else "national" if word == "national" else "baseline"


def _holder(people: Mapping[PersonId, Person], person: str) -> str:
    return name_of(people, PersonId(person)) if person else ""
