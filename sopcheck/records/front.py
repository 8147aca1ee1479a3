"""The front of a record: which review of which case this is, what it rests on, and the risk now.

The order is that of `domain.md` 4.3, points 2 to 4.
"""

from collections.abc import Iterator

from sopcheck.cases.moving_history import move_behind
from sopcheck.cases.register.register import Person as Enrolled
from sopcheck.cases.reviews.reviewed import Reviewed, Shown
from sopcheck.cases.standing import Adopted
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ItemId
from sopcheck.checklists.time_words import elapsed_words
from sopcheck.records import wording
from sopcheck.records.naming import label, person_name, title
from sopcheck.records.phrases import sentence
from sopcheck.records.record import AdoptedVersion, Basis, ChildSeen, Identity, Person, Risk, Text

# What the record takes from the answers of particular items; without them it says that nothing is recorded.
_CRIME, _SEEN, _READ = ItemId("record-crime"), ItemId("see-child"), ItemId("review-read-record")


def identity(reviewed: Reviewed) -> Identity:
    """Which review of which case, by whom, when it was due and when it was held."""
    case, held = reviewed.case, reviewed.held
    due = min((met.due for met in reviewed.discharged if met.due is not None), default=None)
    met = " and ".join(dict.fromkeys(state.rule.title for state in reviewed.discharged))
    return Identity(
        case_reference=case.reference,
        operation=case.operation,
        crime_numbers=_crime_numbers(reviewed),
        investigator=_investigator(reviewed),
        reviewer=enrolled(reviewed.reviewer, _role(reviewed)),
        review_type=met or "Review outside the schedule",
        about=tuple(_about(reviewed)),
        period_from=reviewed.previous or case.report_received or case.opened or held.at.at,
        period_to=held.at.at,
        due=due,
        held=held.at.at,
        late_by="" if due is None or held.at.at <= due else elapsed_words(held.at.at - due),
        independence=reviewed.independence,
        exception=Text(held.exception) if held.exception else None,
    )


def _about(reviewed: Reviewed) -> Iterator[Text]:
    """Whom or what the review is for, each once."""
    for of in dict.fromkeys(state.of for state in reviewed.discharged):
        said = label(reviewed, of)
        if said is not None:
            yield said


def _crime_numbers(reviewed: Reviewed) -> tuple[str, ...]:
    """The crime numbers of the case; where it has none, those that its crimes were recorded with."""
    described = reviewed.case.crime_numbers.split(",")
    places = [state for state in reviewed.evaluation.places if state.place.item == _CRIME]
    answered = [state.answer.given.reference for state in places if state.answer]
    typed = [part.strip() for part in described if part.strip()]
    return tuple(dict.fromkeys(typed or [number for number in answered if number]))


def _investigator(reviewed: Reviewed) -> Person | None:
    person = reviewed.case.holder("investigator", reviewed.held.at.at)
    if person is None:
        return None
    known = reviewed.people.get(person)
    return (
        enrolled(known, "investigator")
        if known
        else Person(name=person_name(reviewed, person), role="investigator")
    )


def _role(reviewed: Reviewed) -> str:
    """The reviewer's role on this case."""
    holds = reviewed.case.holder("supervisor", reviewed.held.at.at) == reviewed.reviewer.person
    return "supervisor of the case" if holds else "reviewer"


def enrolled(person: Enrolled, role: str) -> Person:
    """Somebody as the record names them, with a role on the case."""
    rank = (person.rank or "police staff").replace("-", " ")
    return Person(name=person.name, number=person.number, rank=rank, role=role)


def basis(reviewed: Reviewed) -> Basis:
    """The versions followed, the moment of the data, what was read, the calendar."""
    calendar = reviewed.calendar
    return Basis(
        versions=tuple(_version(reviewed, adopted) for adopted in reviewed.case.versions),
        data_as_at=reviewed.held.at.at,
        read=tuple(Text(words) for words in (_read(reviewed),) if words),
        calendar=f"{calendar.region}, known to {wording.day(calendar.until)}",
        notes=tuple(_notes(reviewed)),
    )


def _notes(reviewed: Reviewed) -> Iterator[str]:
    """What the reader must know of the basis: versions that are not here, entries that did not fit."""
    case = reviewed.case
    here = {(known.checklist, known.version) for known in case.programme.checklists}
    for adopted in case.versions:
        if (adopted.checklist, adopted.version) not in here:
            yield f"{title(reviewed, adopted.checklist)} {adopted.version} is not on this machine."
    if case.set_aside:
        count = wording.counted(len(case.set_aside), "entry does", "entries do")
        yield f"{count} not fit the rest and count for nothing."


def _read(reviewed: Reviewed) -> str:
    answers = (state.answer for state in reviewed.questions if state.place.item == _READ)
    return next((answer.given.text for answer in answers if answer is not None), "")


def _version(reviewed: Reviewed, adopted: Adopted) -> AdoptedVersion:
    later = (
        one.from_
        for one in reviewed.case.versions
        if one.checklist == adopted.checklist and one.from_ > adopted.from_
    )
    move = move_behind(reviewed.case, adopted)
    return AdoptedVersion(
        title=title(reviewed, adopted.checklist),
        version=adopted.version,
        digest=adopted.digest,
        standing=reviewed.standings.get(adopted.digest, "not known here"),
        since=adopted.from_,
        until=min(later, default=None),
        moved_by=person_name(reviewed, move.by) if move else "",
        reason=Text(move.reason) if move and move.reason else None,
    )


def risk(reviewed: Reviewed) -> Risk:
    """The risk now and its change, the child's voice, and whether each child has been seen."""
    held = reviewed.held
    return Risk(
        now=sentence(held.risk) or "Not stated",
        change=sentence(held.risk_change) or "Not stated",
        voice=Text(held.childs_voice) if held.childs_voice else None,
        seen=tuple(_seen(reviewed)),
    )


def _seen(reviewed: Reviewed) -> Iterator[ChildSeen]:
    """Whether each child has been seen: what the reviewer says, then the item that asks it of each."""
    if reviewed.held.child_seen:
        yield ChildSeen(state=sentence(reviewed.held.child_seen))
    yield from children_seen(reviewed)


def children_seen(shown: Shown) -> Iterator[ChildSeen]:
    """What the item that asks it of each child says."""
    for state in shown.evaluation.places:
        if state.place.item == _SEEN and state.applies == "yes" and state.place.of:
            yield _seen_row(shown, state)


def _seen_row(shown: Shown, state: PlaceState) -> ChildSeen:
    child, answer = label(shown, state.place.of), state.answer
    if state.status == "done" and answer is not None:
        return ChildSeen(of=child, state="seen", at=answer.done, day_only=answer.precision == "day")
    closed = state.status == "not applicable"
    return ChildSeen(of=child, state="does not apply, with a reason" if closed else "not yet seen")
