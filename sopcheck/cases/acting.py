"""Who acts on which case, when, and what can be known about it: what every decision is given.

With it the few questions that all decisions ask: is the time taken, is the item there, whose is it.
"""

from datetime import UTC, datetime

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import Place, SubjectId, When
from sopcheck.cases.refusals import ActRefusedError, ConfirmationNeededError
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Item, KindId
from sopcheck.checklists.local_time import judged_at


class Acting(msgspec.Struct, frozen=True, kw_only=True):
    """A person at the keyboard with a case open; `now` is the moment of recording, in UTC."""

    case: Case
    definitions: Definitions
    calendar: Calendar
    by: Person
    now: datetime

    def evaluation(self) -> Evaluation:
        """What the case amounts to at this moment, with all that is known of it."""
        # What came from a machine with a fast clock may be known later than now; no state lies before it.
        moment = max(self.now, self.case.last_known or self.now)
        return evaluate(self.case, self.definitions, self.calendar, moment)

    def when(self) -> When:
        """The moment of recording as a wall time with its offset."""
        local = self.now.astimezone(self.case.programme.zone)
        # By way of text, so that the offset is fixed and does not follow the zone when time is added.
        return When(datetime.fromisoformat(local.isoformat()))


def judged(acting: Acting, at: When) -> datetime:
    """The instant at which a time counts: of a day alone its end, or the moment of recording."""
    if at.precision == "minute":
        return at.at.astimezone(UTC)
    return judged_at(at.at.date(), recorded_at=acting.now, zone=acting.case.programme.zone)


def refuse_ahead(acting: Acting, at: When) -> None:
    """Refuse a time that has not come (convention 20).

    Raises:
        ActRefusedError: the time lies ahead of the moment of recording.
    """
    if at.at > acting.now:
        raise ActRefusedError("This time is ahead of now. Give the time when it happened.")


def ask_if_before_report(acting: Acting, at: When, *, confirmed: bool, what: str) -> None:
    """Ask about a time before the first report, unless somebody has said that it is meant so (convention 20).

    Raises:
        ConfirmationNeededError: nobody has said so yet.
    """
    received = acting.case.report_received
    # Before the report is recorded nobody can say what came before it.
    if confirmed or received is None or judged(acting, at) >= received:
        return
    raise ConfirmationNeededError(
        f"{what} at this time comes before the report was received."
        " Confirm that this is meant, or give another time."
    )


def item_at(acting: Acting, place: Place) -> Item:
    """Find the item of a place.

    Raises:
        ActRefusedError: the case follows no checklist with this item.
    """
    item = acting.case.programme.item(place.checklist, place.item)
    if item is None:
        raise ActRefusedError("The case follows no checklist with this item. Choose an item of the case.")
    return item


def item_place(acting: Acting, place: Place) -> tuple[Place, Item]:
    """Find the item of a place and settle its subject: the only one of its kind where none is named.

    Raises:
        ActRefusedError: there is no such item, or the subject is missing, unknown or of another kind.
    """
    item = item_at(acting, place)
    if is_of_review(acting, place):
        return place, item
    if item.repeats_for is None:
        if place.of is not None:
            raise ActRefusedError(f"“{item.prompt}” is answered once for the case. Leave the subject out.")
        return place, item
    of = subject_of_kind(acting, place.of, item.repeats_for, what=f"“{item.prompt}”")
    return msgspec.structs.replace(place, of=of), item


def in_conflict(acting: Acting, place: Place) -> bool:
    """Tell whether answers stand side by side on the place until somebody settles which holds."""
    found = acting.case.answers.get(place)
    return found is not None and found.conflict


def is_of_review(acting: Acting, place: Place) -> bool:
    """Tell whether the place is one of a review, whose id stands where else the subject does."""
    return place.of is not None and place.of in acting.case.opened_reviews


def subject_of_kind(acting: Acting, of: str | None, kind: KindId, *, what: str) -> SubjectId:
    """Give the subject named, or the only one of the kind where none is.

    Raises:
        ActRefusedError: there is none, or several to choose from, or the one named is of another kind.
    """
    label = kind_words(acting, kind)
    if of is None:
        there = acting.case.subjects_of(kind)
        # With several there is no telling; a wrong child is worse than a question.
        if len(there) != 1:
            raise ActRefusedError(f"{what} belongs to one {label}. Say which, or add it first.")
        return there[0].subject
    subject = acting.case.subjects.get(of)
    if subject is None:
        raise ActRefusedError(f"There is no such {label} on the case. Add it first.")
    if not subject.has(kind):
        raise ActRefusedError(f"This subject is not a {label}. {what} belongs to a {label}; choose one.")
    return subject.subject


def kind_words(acting: Acting, kind: KindId) -> str:
    """What people call a kind of subject."""
    known = acting.case.programme.kinds.get(kind)
    return known.label if known else str(kind)
