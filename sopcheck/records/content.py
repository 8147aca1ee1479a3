"""From a reviewed case to what its supervision record says (`domain.md` 4.3, in that order).

Items of print class intelligence-sensitive stand in no list; one line counts them. The words of
staff-personal and victim-safety items keep their class, and the ordinary print leaves them out.
"""

from datetime import UTC, date, datetime, time

from sopcheck.cases.case import Adopted
from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.register import Person as Enrolled
from sopcheck.cases.reviewed import Reviewed
from sopcheck.cases.states import ActionState, PlaceState, SubjectState
from sopcheck.checklists.time_words import elapsed_words
from sopcheck.ledger.entry import PersonId
from sopcheck.records.case_lists import exceptions_of, label, prompts
from sopcheck.records.record import (
    Action,
    AdoptedVersion,
    Basis,
    ChildSeen,
    Decision,
    Discussion,
    Identity,
    ItemState,
    NextReview,
    Person,
    Risk,
    SensitiveAnnex,
    SignOff,
    SupervisionRecord,
    Text,
    Unwitnessed,
)

_SENSITIVE = "intelligence-sensitive"
_ELSEWHERE = frozenset(("staff-personal", "victim-safety"))


def record_of(reviewed: Reviewed) -> SupervisionRecord:
    """The record of a review, in words and times."""
    held = reviewed.held
    raised = {action.action for action in reviewed.evaluation.actions if action.review == held.review}
    return SupervisionRecord(
        review_id=held.review,
        marking=reviewed.marking.marking,
        handling=reviewed.marking.handling,
        identity=_identity(reviewed),
        basis=_basis(reviewed),
        risk=_risk(reviewed),
        exceptions=exceptions_of(reviewed),
        decision=Decision(
            outcome=held.outcome, why=_text(held.reasons), main_cause_of_delay=_text(held.cause_of_delay)
        ),
        previous_actions=tuple(
            _action(reviewed, action) for action in reviewed.evaluation.actions if action.action not in raised
        ),
        new_actions=tuple(
            _action(reviewed, action) for action in reviewed.evaluation.actions if action.action in raised
        ),
        next_reviews=tuple(
            NextReview(kind=coming.rule.title, due=coming.due, rule=coming.why)
            for coming in reviewed.evaluation.next_reviews
        ),
        discussion=_discussion(held),
        sign_off=SignOff(person=_person(reviewed.reviewer, "reviewer"), at=held.at.at),
        unwitnessed=_unwitnessed(reviewed),
        sensitive=_sensitive(reviewed),
        items=tuple(_item(reviewed, state) for state in _annexed(reviewed)),
    )


def _identity(reviewed: Reviewed) -> Identity:
    case, held = reviewed.case, reviewed.held
    due = min((met.due for met in reviewed.discharged if met.due is not None), default=None)
    investigator = case.holder("investigator", held.at.at)
    return Identity(
        case_reference=case.reference,
        operation=case.operation,
        crime_numbers=tuple(part.strip() for part in case.crime_numbers.split(",") if part.strip()),
        investigator=_holder(reviewed, investigator),
        reviewer=_person(reviewed.reviewer, "reviewer"),
        review_type=" and ".join(met.rule.title for met in reviewed.discharged)
        or "Review outside the schedule",
        period_from=reviewed.previous or case.report_received or case.opened or held.at.at,
        period_to=held.at.at,
        due=due,
        held=held.at.at,
        late_by=_late_by(due, held.at.at),
        independence=reviewed.independence,
        exception=_text(held.exception),
    )


def _late_by(due: datetime | None, held: datetime) -> str:
    return "" if due is None or held <= due else elapsed_words(held - due)


def _holder(reviewed: Reviewed, person: PersonId | None) -> Person | None:
    if person is None:
        return None
    known = reviewed.people.get(person)
    return (
        _person(known, "investigator")
        if known
        else Person(name="a person not known here", role="investigator")
    )


def _person(person: Enrolled, role: str) -> Person:
    rank = (person.rank or "police staff").replace("-", " ")
    return Person(name=person.name, number=person.number, rank=rank, role=role)


def _basis(reviewed: Reviewed) -> Basis:
    case = reviewed.case
    here = {(known.checklist, known.version) for known in case.programme.checklists}
    absent = [one for one in case.versions if (one.checklist, one.version) not in here]
    missing = tuple(f"{one.checklist} {one.version} is not on this machine." for one in absent)
    set_aside = len(case.set_aside)
    notes = (f"{set_aside} entries do not fit and were set aside.",) if set_aside else ()
    return Basis(
        versions=tuple(_version(reviewed, adopted) for adopted in case.versions),
        data_as_at=reviewed.held.at.at,
        read=tuple(Text(words) for words in (_read(reviewed),) if words),
        calendar=f"bank holidays of {reviewed.calendar.name}",
        notes=(*missing, *notes),
    )


def _read(reviewed: Reviewed) -> str:
    answers = (state.answer for state in reviewed.questions if state.place.item == "review-read-record")
    return next((answer.given.text for answer in answers if answer is not None), "")


def _version(reviewed: Reviewed, adopted: Adopted) -> AdoptedVersion:
    later = [
        one
        for one in reviewed.case.versions
        if one.checklist == adopted.checklist and one.from_ > adopted.from_
    ]
    title = next(
        (known.title for known in reviewed.case.programme.checklists if known.checklist == adopted.checklist),
        str(adopted.checklist),
    )
    return AdoptedVersion(
        title=title,
        version=adopted.version,
        digest=adopted.digest,
        standing=reviewed.standings.get(adopted.digest, "not known here"),
        since=adopted.from_,
        until=min((one.from_ for one in later), default=None),
    )


def _risk(reviewed: Reviewed) -> Risk:
    held = reviewed.held
    return Risk(
        now=held.risk or "not stated",
        change=held.risk_change or "not stated",
        note=None,
        voice=_text(held.childs_voice),
        seen=_seen(reviewed),
    )


def _seen(reviewed: Reviewed) -> tuple[ChildSeen, ...]:
    """Whether each child has been seen: by the item that asks, and by what the reviewer says."""
    said = reviewed.held.child_seen
    asked = [state for state in reviewed.evaluation.places if state.place.item == "see-child"]
    rows = [_seen_row(reviewed, state) for state in asked if state.applies == "yes" and state.place.of]
    return (*rows, ChildSeen(state=f"since the last review: {said}")) if said else tuple(rows)


def _seen_row(reviewed: Reviewed, state: PlaceState) -> ChildSeen:
    answer = state.answer
    if state.status != "done" or answer is None:
        words = {"not applicable": "does not apply, with a reason"}.get(state.status, "not yet seen")
        return ChildSeen(of=label(reviewed, state.place.of), state=words)
    return ChildSeen(
        of=label(reviewed, state.place.of), state="seen", at=answer.done, day_only=answer.precision == "day"
    )


def _action(reviewed: Reviewed, action: ActionState) -> Action:
    new = action.review == reviewed.held.review
    state = {"open": "new" if new else "carried", "complete": "complete", "dropped": "dropped"}[action.state]
    owner = reviewed.people.get(action.owner)
    return Action(
        what=Text(action.text),
        owner=owner.name if owner else "a person not known here",
        due=_noon(action.due),
        due_day_only=True,
        state=state,
        note=_text(action.result),
    )


def _noon(day: date) -> datetime:
    """A day as an instant that is on that day in every zone of the United Kingdom."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def _discussion(held: ReviewHeld) -> Discussion:
    return Discussion(
        discussed=_text(held.discussion),
        comment=_text(held.investigators_comment),
        good_work=_text(held.good_work),
    )


def _unwitnessed(reviewed: Reviewed) -> Unwitnessed | None:
    if not reviewed.unwitnessed:
        return None
    return Unwitnessed(entries=reviewed.unwitnessed, oldest=reviewed.oldest_unwitnessed)


def _sensitive(reviewed: Reviewed) -> SensitiveAnnex | None:
    """The line that says what a sensitive annex would hold; none where there is nothing sensitive."""
    asked = [state for state in _states(reviewed) if state.applies == "yes"]
    intelligence = sum(1 for state in asked if state.item.print_class == _SENSITIVE)
    others = sum(1 for state in asked if state.item.print_class in _ELSEWHERE and _has_words(state))
    if not intelligence and not others:
        return None
    return SensitiveAnnex(
        reference=reviewed.annex_reference, intelligence_items=intelligence, other_texts=others
    )


def _has_words(state: PlaceState) -> bool:
    return state.answer is not None and bool(state.answer.given.text or state.answer.given.reason)


def _states(reviewed: Reviewed) -> tuple[PlaceState, ...]:
    return (*reviewed.evaluation.places, *reviewed.questions)


def _annexed(reviewed: Reviewed) -> tuple[PlaceState, ...]:
    return tuple(
        state
        for state in _states(reviewed)
        if state.applies == "yes" and state.item.print_class != _SENSITIVE and not state.none_yet
    )


def _item(reviewed: Reviewed, state: PlaceState) -> ItemState:
    answer = state.answer
    given = answer.given if answer else None
    words = "\n".join(part for part in (given.text, given.reason) if part) if given else ""
    return ItemState(
        checklist=state.place.checklist,
        stage=state.stage,
        item=prompts((state,)),
        item_id=state.place.item,
        of=_subject(reviewed, state),
        status=state.status,
        limit=state.word or "",
        done=answer.done if answer else None,
        done_day_only=answer is not None and answer.precision == "day",
        recorded=answer.recorded if answer else None,
        by=_by(reviewed, answer.by) if answer else "",
        choice=given.choice if given else "",
        reference=given.reference if given else "",
        words=Text(words, state.item.print_class) if words else None,
    )


def _subject(reviewed: Reviewed, state: PlaceState) -> Text | None:
    subjects: tuple[SubjectState, ...] = reviewed.evaluation.subjects
    known = any(subject.subject == state.place.of for subject in subjects)
    return label(reviewed, state.place.of) if known else None


def _by(reviewed: Reviewed, person: PersonId) -> str:
    known = reviewed.people.get(person)
    return known.name if known else "a person not known here"


def _text(words: str) -> Text | None:
    return Text(words) if words else None
