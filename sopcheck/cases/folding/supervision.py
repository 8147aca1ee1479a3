"""The book of supervision: reviews, actions, who holds the case and who is absent."""

from collections.abc import Callable
from typing import assert_never

import msgspec

from sopcheck.cases.events import (
    AbsenceRecorded,
    ActionDone,
    ActionRaised,
    AddendumWritten,
    CaseAssigned,
    ExceptionJudged,
    ReviewHeld,
    ReviewId,
    ReviewOpened,
)
from sopcheck.cases.standing import (
    Absence,
    Addendum,
    HeldReview,
    Holding,
    Mark,
    OpenedReview,
    RowJudgement,
)
from sopcheck.cases.states import ActionState
from sopcheck.ledger.entry import PersonId

AboutSupervision = (
    ReviewOpened
    | ReviewHeld
    | ExceptionJudged
    | AddendumWritten
    | ActionRaised
    | ActionDone
    | CaseAssigned
    | AbsenceRecorded
)


class SupervisionBook:
    """Takes events of supervision; `has_answered` tells who answered an investigator's item so far."""

    def __init__(self, has_answered: Callable[[PersonId], bool]) -> None:
        self._has_answered = has_answered
        self.opened: dict[ReviewId, OpenedReview] = {}
        self.held: dict[ReviewId, HeldReview] = {}
        self.signed: set[ReviewId] = set()
        self.actions: dict[str, ActionState] = {}
        self.holders: list[Holding] = []
        self.absences: list[Absence] = []
        self.investigators: set[PersonId] = set()
        self.row_judgements: list[RowJudgement] = []
        self.addenda: list[Addendum] = []

    def take(self, event: AboutSupervision, mark: Mark) -> str:
        """Take an event; says why where it does not fit."""
        match event:
            case ReviewOpened():
                review = OpenedReview(mark=mark, review=event.review, meant_for=event.meant_for)
                self.opened.setdefault(event.review, review)
                return ""
            case ReviewHeld():
                return self._hold(event, mark)
            case ExceptionJudged():
                self._judge(event, mark)
                return ""
            case AddendumWritten():
                return self._add(event, mark)
            case ActionRaised():
                return self._raise(event, mark)
            case ActionDone():
                return self._finish(event, mark)
            case CaseAssigned():
                return self._assign(event, mark)
            case AbsenceRecorded():
                self.absences.append(Absence(mark=mark, person=event.person, absent=event.absent))
                return ""
            case _:
                assert_never(event)

    def note_withdrawn(self, event: ReviewHeld) -> None:
        """Know of a review that was signed and counts no more: what was added to its record stays with it."""
        self.signed.add(event.review)

    def is_run(self, name: str) -> bool:
        """Whether this is the id of a review that was begun or held."""
        return name in self.opened or name in self.held

    def held_reviews(self) -> tuple[HeldReview, ...]:
        """The reviews that were held, by when each was; of one instant the one recorded first."""
        return tuple(sorted(self.held.values(), key=lambda held: (held.at, held.order)))

    def _hold(self, event: ReviewHeld, mark: Mark) -> str:
        if event.review in self.held:
            return "The review of this id was signed already."
        self.signed.add(event.review)
        person = mark.by
        # As it was known then: who answers an item afterwards was independent all the same.
        independent = person not in self.investigators and not self._has_answered(person)
        self.held[event.review] = HeldReview(
            mark=mark, review=event.review, event=event, independent=independent
        )
        return ""

    def _judge(self, event: ExceptionJudged, mark: Mark) -> None:
        self.row_judgements.extend(
            RowJudgement(
                mark=mark,
                listed=event.listed,
                row=row,
                verdict=event.verdict,
                reason=event.reason,
                review=event.review,
            )
            for row in event.rows
        )

    def _add(self, event: AddendumWritten, mark: Mark) -> str:
        if event.review not in self.signed:
            return "It adds to a review that is not on the case."
        self.addenda.append(Addendum(mark=mark, review=event.review, text=event.text, reason=event.reason))
        return ""

    def _raise(self, event: ActionRaised, mark: Mark) -> str:
        if event.action in self.actions:
            return "An action of this id was raised already."
        self.actions[event.action] = ActionState(
            action=event.action,
            text=event.text,
            owner=event.owner,
            due=event.due,
            raised=mark.at,
            state="open",
            review=event.review,
        )
        return ""

    def _finish(self, event: ActionDone, mark: Mark) -> str:
        action = self.actions.get(event.action)
        if action is None:
            return "It finishes an action that is not on the case."
        state = "dropped" if event.dropped else "complete"
        self.actions[event.action] = msgspec.structs.replace(
            action, state=state, done=mark.at, result=event.result
        )
        return ""

    def _assign(self, event: CaseAssigned, mark: Mark) -> str:
        self.holders.append(Holding(mark=mark, role=event.role, to=event.to))
        # Who ever was the investigator never is independent again, so a later holder replaces nobody here.
        if event.role == "investigator" and event.to is not None:
            self.investigators.add(event.to)
        return ""
