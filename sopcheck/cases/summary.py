"""A case in one row: what lists, ranges and searches need, derived from the case and its evaluation.

The row says what was so when it was made, and when time alone next changes that (`next_moment`), so
that a list of thousands of cases evaluates only those of which something has become due.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.counts import counts
from sopcheck.cases.derived import CaseRow, LimitRow, Words
from sopcheck.cases.duties import joined, once
from sopcheck.cases.events import (
    ActionRaised,
    AnswerCorrected,
    CaseDescribed,
    CaseEvent,
    CaseId,
    CaseOpened,
    Given,
    HolderRole,
    ItemAnswered,
    LimitExplained,
    NoteAdded,
    Place,
    Recorded,
    ReviewHeld,
    SubjectAdded,
    SubjectChanged,
)
from sopcheck.cases.known_items import SEE_CHILD
from sopcheck.cases.states import Evaluation, NextReview, PlaceState, ReviewState
from sopcheck.checklists.definition import Basis, ChecklistId, ScheduleId

_OPEN_WORDS = frozenset(("running", "due soon", "passed"))


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """What a list shows of a case beside the columns of its row."""

    last_review: datetime | None
    next: tuple["Listed", ...]
    reviews: tuple["DueReview", ...]
    owner_absent: bool
    passed_national: int
    child_not_seen: bool
    missed: tuple["DueReview", ...] = ()
    directions: tuple["ListedDirection", ...] = ()
    checklists: tuple[ChecklistId, ...] = ()


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a list shows it."""

    place: Place
    prompt: str
    subject_label: str
    basis: Basis
    ends: datetime | None
    soon: datetime | None


class DueReview(msgspec.Struct, frozen=True, kw_only=True):
    """A review that is to come, due, overdue or missed; `missed_cycles` of a 28-day review left lying."""

    rule: ScheduleId
    title: str
    of: str | None
    due: datetime | None
    missed_cycles: int = 0


class ListedDirection(msgspec.Struct, frozen=True, kw_only=True):
    """A direction that is not settled yet; one that is answered waits for a supervisor."""

    place: Place
    prompt: str
    subject_label: str
    text: str
    due: date | None
    answered: bool


NO_PAYLOAD = Payload(
    last_review=None, next=(), reviews=(), owner_absent=False, passed_national=0, child_not_seen=False
)
"""Of a case of which nothing is kept beside its row."""


def summarise(case_id: CaseId, case: Case, evaluation: Evaluation) -> CaseRow:
    """The index row of a case as it is at the moment of the evaluation."""
    counted = counts(evaluation, case.programme)
    at = evaluation.at
    payload, limits = _payload(case, evaluation), tuple(_limits(case, evaluation))
    following = _following(limits, at)
    return CaseRow(
        case=case_id,
        # Names are columns of their own, because lists sort and filter by them in the database.
        reference=case.reference,
        operation=case.operation,
        district=case.district,
        team=case.team,
        investigator=_held_by(case, "investigator", at),
        supervisor=_held_by(case, "supervisor", at),
        opened=case.opened or at,
        closed=case.is_closed(at),
        answered=sum(count.answered for count in counted),
        applicable=sum(count.applicable for count in counted),
        last_activity=_last_activity(case, at),
        last_review=payload.last_review,
        next_review=_next_due(payload),
        next_limit=following.ends if following else None,
        next_words=following.prompt if following else "",
        next_basis=following.basis if following else "",
        owner_absent=payload.owner_absent,
        directed=_unanswered(payload),
        next_moment=evaluation.next_change,
        payload=msgspec.json.encode(payload),
        limits=limits,
    )


def _held_by(case: Case, role: HolderRole, at: datetime) -> str:
    return case.holder(role, at) or ""


def _next_due(payload: Payload) -> datetime | None:
    return min((review.due for review in payload.reviews if review.due), default=None)


def _unanswered(payload: Payload) -> int:
    return sum(1 for direction in payload.directions if not direction.answered)


def _following(limits: Iterable[LimitRow], at: datetime) -> Listed | None:
    """The limit that ends next, of two with one end the national."""
    ahead = [limit for limit in limits if limit.ends_at is not None and limit.ends_at >= at]
    first = min(ahead, key=lambda limit: (limit.ends_at or at, limit.basis != "national"), default=None)
    return None if first is None else read_limit(first)


def read_payload(row: CaseRow) -> Payload:
    """What else a list shows of the case."""
    return msgspec.json.decode(row.payload, type=Payload)


def read_limit(row: LimitRow) -> Listed:
    """The place of an open limit of the index."""
    return msgspec.json.decode(row.what, type=Listed)


def words_of(case: CaseId, entry: Recorded) -> tuple[Words, ...]:
    """What an entry adds to the searchable words of its case."""
    if entry.event is None:
        return ()
    return tuple(
        Words(case=case, part=part or entry.entry, text=text) for part, text in _texts(entry.event) if text
    )


def _payload(case: Case, evaluation: Evaluation) -> Payload:
    labels = _labels(evaluation)
    investigator = case.holder("investigator", evaluation.at)
    return Payload(
        last_review=max((held.at for held in case.held_reviews), default=None),
        next=tuple(_listed(state, labels) for state in evaluation.next_five),
        reviews=tuple(_due_reviews(evaluation)),
        owner_absent=investigator is not None and case.is_absent(investigator, evaluation.at),
        passed_national=sum(1 for _ in once(filter(_is_passed_national, evaluation.places), case.programme)),
        child_not_seen=any(_is_child_unseen(state) for state in evaluation.places),
        missed=tuple(_due_review(state) for state in evaluation.reviews if state.word == "missed"),
        directions=tuple(_directions(case, labels)),
        checklists=tuple(adopted.checklist for adopted in case.adopted),
    )


def _is_passed_national(state: PlaceState) -> bool:
    limit = state.limit
    return limit is not None and limit.word == "passed" and limit.basis == "national"


def _is_child_unseen(state: PlaceState) -> bool:
    return state.place.item == SEE_CHILD and state.applies == "yes" and state.status in {"open", "not done"}


def _due_reviews(evaluation: Evaluation) -> Iterator[DueReview]:
    waiting = [state for state in evaluation.reviews if state.word in {"due", "overdue"}]
    found = [_due_review(state) for state in waiting]
    coming = [_due_review(state) for state in evaluation.next_reviews]
    # What is due today is among those to come as well.
    yield from dict.fromkeys((*found, *coming))


def _due_review(state: ReviewState | NextReview) -> DueReview:
    cycles = state.missed_cycles if isinstance(state, ReviewState) else 0
    return DueReview(
        rule=state.rule.id, title=state.rule.title, of=state.of, due=state.due, missed_cycles=cycles
    )


def _directions(case: Case, labels: dict[str, str]) -> Iterator[ListedDirection]:
    for direction in case.directions:
        item = case.programme.item(direction.place.checklist, direction.place.item)
        if direction.settled is None and item is not None:
            yield ListedDirection(
                place=direction.place,
                prompt=item.prompt,
                subject_label=labels.get(direction.place.of or "", ""),
                text=direction.text,
                due=direction.due,
                answered=direction.state == "answered",
            )


def _limits(case: Case, evaluation: Evaluation) -> Iterator[LimitRow]:
    labels = _labels(evaluation)
    asked = (state for state in evaluation.places if state.applies == "yes" and state.status == "open")
    for state, *_ in joined(filter(_counts, asked), case.programme):
        limit = state.limit
        if limit is not None:
            yield LimitRow(
                place=msgspec.json.encode(state.place).decode(),
                what=msgspec.json.encode(_listed(state, labels)).decode(),
                basis=limit.basis,
                soon_at=limit.soon or limit.ends,
                ends_at=limit.ends,
            )


def _counts(state: PlaceState) -> bool:
    return state.limit is not None and state.limit.word in _OPEN_WORDS


def _listed(state: PlaceState, labels: dict[str, str]) -> Listed:
    limit = state.limit
    basis: Basis = limit.basis if limit else "baseline"
    return Listed(
        place=state.place,
        prompt=state.item.prompt,
        subject_label=labels.get(state.place.of or "", ""),
        basis=basis,
        ends=limit.ends if limit else None,
        soon=limit.soon if limit else None,
    )


def _labels(evaluation: Evaluation) -> dict[str, str]:
    return {subject.subject: subject.label for subject in evaluation.subjects}


def _last_activity(case: Case, at: datetime) -> datetime:
    return case.last.recorded_at if case.last else case.opened or at


def _texts(event: CaseEvent) -> Iterator[tuple[str, str]]:
    """The texts of an event, each with its part: a fixed part replaces what stood there before."""
    match event:
        case CaseOpened() | CaseDescribed():
            # By its newest words only: a case that was renamed must not be found under what it was called.
            yield "reference", event.reference
            yield "operation", event.operation
            if isinstance(event, CaseDescribed):
                yield "crime numbers", event.crime_numbers
        case ItemAnswered() | AnswerCorrected():
            yield "", _given_text(event.given)
        case NoteAdded() | ActionRaised():
            yield "", event.text
        case LimitExplained():
            yield "", event.reason
        case SubjectAdded() | SubjectChanged():
            yield f"subject {event.subject}", event.label
        case ReviewHeld():
            yield "", "\n".join((event.outcome, event.reasons, event.text, event.discussion, event.good_work))
        case _:
            return


def _given_text(given: Given) -> str:
    return "\n".join(text for text in (given.reference, given.text, given.reason) if text)
