"""What changed on a case since a moment, in words: one line an entry, the newest first."""

from datetime import datetime

from sopcheck.cases import events
from sopcheck.cases.events import CaseEvent, Place, Recorded, ReviewId
from sopcheck.services.history import given_words
from sopcheck.services.views import CaseView, ChangeLine, Changes

_PLAIN: dict[type[CaseEvent], str] = {
    events.CaseOpened: "Case opened",
    events.CaseDescribed: "Description of the case changed",
    events.ReviewOpened: "Review begun",
    events.ReviewHeld: "Review held and signed",
    events.CaseClosed: "Case closed",
    events.CaseReopened: "Case reopened",
    events.HoldPlaced: "Hold placed",
    events.HoldLifted: "Hold lifted",
    events.RetentionSet: "Date set for reviewing whether to keep the case",
    events.ConflictSettled: "Conflict settled",
    events.EntryWithdrawn: "Entry withdrawn",
    events.BodyErased: "Words of an entry erased",
    events.SubjectChanged: "Subject changed",
}

_REASONED: dict[type[CaseEvent], str] = {
    events.LimitExplained: "Limit explained",
    events.LimitExtended: "Limit extended",
    events.GateOverridden: "Gate overridden",
}


def changes_since(view: CaseView, since: datetime | None, *, review: ReviewId | None = None) -> Changes:
    """What was recorded on the case after a moment, but for the review that is being held."""
    later = (
        entry
        for order, entry in enumerate(view.case.entries)
        if (since is None or entry.recorded_at > since)
        and not _is_of(entry.event, review)
        and not _is_settled_in(view, entry, order, review)
    )
    lines = tuple(_line(view, entry) for entry in later)
    return Changes(since=since, lines=tuple(reversed(lines)))


def _is_settled_in(view: CaseView, entry: Recorded, order: int, review: ReviewId | None) -> bool:
    """Tell whether an action was finished by whoever holds the review, since it was begun.

    The event itself names no review, for an investigator finishes actions between reviews.
    """
    opened = None if review is None else view.case.opened_reviews.get(review)
    if opened is None or not isinstance(entry.event, events.ActionDone):
        return False
    return entry.by == opened.by and order > opened.order


def _is_of(event: CaseEvent | None, review: ReviewId | None) -> bool:
    """Tell whether an event belongs to a review: its opening, and what was answered or decided in it."""
    if review is None:
        return False
    match event:
        case (
            events.ReviewOpened()
            | events.LimitJudged()
            | events.ExceptionJudged()
            | events.DirectionGiven()
            | events.DirectionSettled()
            | events.ActionRaised()
        ):
            return event.review == review
        case events.ItemAnswered():
            return review in event.of
        case events.AnswerCorrected():
            return event.place.of == review
        case _:
            return False


def _line(view: CaseView, entry: Recorded) -> ChangeLine:
    return ChangeLine(
        at=entry.recorded_at,
        by_name=view.name(entry.by),
        words=words_of_event(view, entry.event) if entry.event else entry.why_missing,
        place=_place_of(entry.event),
    )


def words_of_event(view: CaseView, event: CaseEvent) -> str:
    """What an event says, in one line."""
    if plain := _PLAIN.get(type(event)):
        return plain
    said = (tell(view, event) for tell in (_of_items, _of_facts, _of_work, _of_people))
    return next(words for words in said if words)


def _of_items(view: CaseView, event: CaseEvent) -> str:
    match event:
        case events.ItemAnswered():
            return _answer(view, event)
        case events.AnswerCorrected():
            return _joined("Corrected", _prompt(view, event.place), given_words(event.given))
        case events.LimitExplained() | events.LimitExtended() | events.GateOverridden():
            return _joined(_REASONED[type(event)], _prompt(view, event.place), event.reason)
        case events.LimitJudged():
            return _joined(f"{_limits(len(event.places))} judged {event.verdict}", event.reason)
        case events.ExceptionJudged():
            return _joined(f"{len(event.rows)} of “{event.listed}” judged {event.verdict}", event.reason)
        case events.DirectionGiven():
            return _joined("Direction", _prompt(view, event.place), event.text)
        case events.GradeChanged():
            return _joined("Grade changed", event.choice, event.reason)
        case _:
            return ""


def _answer(view: CaseView, event: events.ItemAnswered) -> str:
    # A subject may come with an entry that this machine has not; an id would tell nobody anything.
    labels = ", ".join(view.subject_label(of) for of in event.of if of in view.case.subjects)
    return _joined(_prompt(view, Place(event.checklist, event.item)), labels, given_words(event.given))


def _of_facts(view: CaseView, event: CaseEvent) -> str:
    programme = view.case.programme
    match event:
        case events.FactSet():
            fact = programme.facts.get(event.fact)
            value = "not known yet" if event.value == "unknown" else event.value
            labels = ", ".join(view.subject_label(of) for of in event.of)
            return _joined("Fact", labels, f"{fact.says if fact else event.fact} {value}")
        case events.ClockSet() | events.TargetSet():
            clock = programme.clocks.get(event.clock)
            return _joined("Set", view.subject_label(event.of), clock.says if clock else event.clock)
        case events.SubjectAdded():
            return _joined("Added", event.label)
        case events.NoteAdded():
            return _joined("Note", event.text)
        case _:
            return ""


def _of_work(view: CaseView, event: CaseEvent) -> str:
    match event:
        case events.ActionRaised():
            return _joined("Action", event.text, f"for {view.name(event.owner)}")
        case events.ActionDone():
            return _joined("Action dropped" if event.dropped else "Action complete", event.result)
        case events.DirectionAnswered():
            return _joined("Direction answered", event.text)
        case events.DirectionSettled():
            return _joined("Direction dropped" if event.dropped else "Direction settled", event.result)
        case events.AddendumWritten():
            return _joined("Added to a signed review", event.text, event.reason)
        case _:
            return ""


def _of_people(view: CaseView, event: CaseEvent) -> str:
    match event:
        case events.CaseAssigned():
            return f"{event.role.capitalize()}: {view.name(event.to)}"
        case events.AbsenceRecorded():
            return f"{view.name(event.person)} {'absent' if event.absent else 'back'}"
        case events.ChecklistAdopted() | events.CaseMoved():
            return f"Follows {event.checklist} {event.version}"
        case events.MovePlanned():
            return f"To follow {event.checklist} {event.version} from the next review on"
        # An event of a later version is told by its name: a line too many beats a change that is hidden.
        case _:
            return type(event).__name__


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _prompt(view: CaseView, place: Place) -> str:
    item = view.case.programme.item(place.checklist, place.item)
    return item.prompt.rstrip(".") if item else place.item


def _place_of(event: CaseEvent | None) -> Place | None:
    match event:
        case events.ItemAnswered():
            return Place(event.checklist, event.item, next(iter(event.of), None))
        case (
            events.AnswerCorrected()
            | events.LimitExplained()
            | events.LimitExtended()
            | events.GateOverridden()
            | events.DirectionGiven()
        ):
            return event.place
        case _:
            return None


def _limits(count: int) -> str:
    return "1 limit" if count == 1 else f"{count} limits"
