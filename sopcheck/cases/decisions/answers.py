"""Decisions about items: answering, correcting, changing a grade.

`at` is always *done at*: never ahead of the moment of recording, and asked about before the first report.
An answer to an item that does not apply is taken, because what is known today may be known better tomorrow;
it counts when the item applies (`checklists.md`, convention 7).
"""

from collections.abc import Sequence
from datetime import timedelta, timezone

import msgspec

from sopcheck.cases import texts
from sopcheck.cases.acting import (
    Acting,
    ask_if_before_report,
    in_conflict,
    is_of_review,
    item_place,
    refuse_ahead,
    subject_of_kind,
)
from sopcheck.cases.authority import require, require_fit
from sopcheck.cases.events import AnswerCorrected, Given, GradeChanged, ItemAnswered, Place, Status, When
from sopcheck.cases.refusals import ActRefusedError, CorrectionNeededError
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import Answer
from sopcheck.checklists.conditions import evaluate
from sopcheck.checklists.definition import GradeId, Item, Rank
from sopcheck.ledger.entry import PersonId

_WITH_REASON = "with reason"


def answer(
    acting: Acting,
    place: Place,
    given: Given,
    done: When,
    *,
    of: tuple[str, ...] = (),
    also: tuple[Place, ...] = (),
    done_by: Person | None = None,
    confirmed: bool = False,
) -> ItemAnswered:
    """Answer an item for one subject or several, and the items of `also` by the same act.

    Raises:
        CorrectionNeededError: an answer stands that is not this person's to change freely.
        ConfirmationNeededError: it was done before the report; ask, and call again `confirmed`.
        RefusedError: the time, the rank, the choice or the reason.
    """
    targets = [item_place(acting, msgspec.structs.replace(place, of=one)) for one in of or (place.of,)]
    more = [item_place(acting, other) for other in also]
    refuse_ahead(acting, done)
    _require_answerers(acting, (*targets, *more), done_by or acting.by)
    _check_given(targets[0][1], given)
    ask_if_before_report(acting, done, confirmed=confirmed, what="An act")
    # Last, because a second answer with another fault is told of that fault first.
    _refuse_second(acting, (*targets, *more), given.status)
    return ItemAnswered(
        at=done,
        checklist=place.checklist,
        item=place.item,
        given=given,
        of=tuple(target.of for target, _ in targets if target.of is not None),
        also=tuple(target for target, _ in more),
        done_by=_another(acting, done_by),
        confirmed=confirmed,
    )


def correct(
    acting: Acting,
    place: Place,
    *,
    reason: str,
    given: Given | None = None,
    done: When | None = None,
    done_by: Person | None = None,
    confirmed: bool = False,
) -> AnswerCorrected:
    """Replace the answer that stands; what is not given stays as it was.

    Raises:
        RefusedError: there is no answer, no reason, or what `answer` refuses too.
    """
    place, item = item_place(acting, place)
    require(acting.by, "correct")
    standing = acting.case.answer(place)
    if standing is None:
        raise ActRefusedError("There is no answer here to correct. Answer the item.")
    if in_conflict(acting, place):
        raise ActRefusedError("Two answers are in conflict here. Settle which of them holds.")
    done = done or done_of(standing)
    refuse_ahead(acting, done)
    _require_answerer(acting, place, item, done_by or acting.by)
    given = given or standing.given
    _check_given(item, given)
    ask_if_before_report(acting, done, confirmed=confirmed, what="An act")
    return AnswerCorrected(
        at=done,
        place=place,
        corrects=standing.entry,
        given=given,
        reason=texts.reason(reason, what="reason for the correction", required=True),
        done_by=_another(acting, done_by),
    )


def done_of(standing: Answer) -> When:
    """The done-at of an answer as the wall time that was given, with its offset."""
    # A correction of the words alone must not move the time by an hour where the clocks have changed.
    local = standing.done.astimezone(timezone(timedelta(minutes=standing.offset_minutes)))
    return When(local, standing.precision)


def regrade(
    acting: Acting, grade: GradeId, choice: str, at: When, *, of: str | None = None, reason: str = ""
) -> GradeChanged:
    """Change a grade from a time on; the answer that first set it stands (convention 8).

    Raises:
        ActRefusedError: there is no such grade or choice, or it was never graded.
    """
    require(acting.by, "change a grade")
    known = acting.case.programme.grades.get(grade)
    if known is None:
        raise ActRefusedError("The case follows no checklist with this grade. Choose a grade of the case.")
    choices = [level.choice for level in known.levels_high_to_low]
    if choice not in choices:
        raise ActRefusedError(f"This grade does not have that choice. Choose one of: {', '.join(choices)}.")
    refuse_ahead(acting, at)
    subject = None if known.of is None else subject_of_kind(acting, of, known.of, what="This grade")
    # The first grading is an answer with its own limit and rank, and neither may be passed by this way.
    if not any(one.grade == grade and one.of == subject for one in acting.case.grades):
        raise ActRefusedError("Nothing was graded yet. Answer the item that sets the grade first.")
    return GradeChanged(at=at, grade=grade, choice=choice, of=subject, reason=texts.reason(reason))


def rank_asked(acting: Acting, item: Item, place: Place) -> Rank | None:
    """The lowest rank that may answer: of the rules that hold, the last (`how_to_read`, rank)."""
    asked: Rank | None = None
    for rule in item.rank:
        truth = evaluate(rule.applies_when, lambda fact: acting.case.fact(fact, place.of, acting.now))
        # A fact that is not known asks for no higher rank: that would stop work on a mere possibility.
        asked = rule.rank if truth == "yes" else asked
    return asked


def _another(acting: Acting, done_by: Person | None) -> PersonId | None:
    """Who did it, where that is another than the one who records it."""
    return None if done_by is None or done_by.person == acting.by.person else done_by.person


def _require_answerers(acting: Acting, places: Sequence[tuple[Place, Item]], doer: Person) -> None:
    for place, item in places:
        _require_answerer(acting, place, item, doer)


def _require_answerer(acting: Acting, place: Place, item: Item, doer: Person) -> None:
    if is_of_review(acting, place):
        require(acting.by, "answer a review")
        if item.filled_from:
            raise ActRefusedError(f"“{item.prompt}” is filled in by the program. Nothing needs typing.")
        return
    require(acting.by, "answer")
    # Judged by who did it: a clerk who types in what an independent officer decided changes nothing of that.
    part = next((role for role in item.independent_of if acting.case.was_holder(doer.person, role)), None)
    apart = "" if part is None else f"somebody independent, not one who is or was the {part} of this case"
    require_fit(doer, rank_asked(acting, item, place), apart=apart, what=f"“{item.prompt}”")


def _check_given(item: Item, given: Given) -> None:
    texts.line(given.reference, what="reference")
    texts.note(given.text)
    texts.line(given.choice, what="choice")
    if given.choice and item.choices and given.choice not in item.choices:
        raise ActRefusedError(
            f"“{item.prompt}” does not have that choice. Choose one of: {', '.join(item.choices)}."
        )
    if given.choice and not item.choices and "choice" not in item.asks:
        raise ActRefusedError(f"“{item.prompt}” asks for no choice. Write it as a note.")
    what = "reason for this choice" if given.status == "done" else f"reason for “{given.status}”"
    texts.reason(given.reason, what=what, required=_needs_reason(item, given))


def _needs_reason(item: Item, given: Given) -> bool:
    if given.status == "not applicable":
        return True
    if given.status == "not done":
        return item.reason_when_not_done == "required"
    return given.choice.endswith(_WITH_REASON)


def _refuse_second(acting: Acting, places: Sequence[tuple[Place, Item]], status: Status) -> None:
    for place, item in places:
        if in_conflict(acting, place):
            raise ActRefusedError(
                f"Two answers to “{item.prompt}” are in conflict. Settle which of them holds."
            )
        free = acting.case.may_change_freely(place, acting.by.person)
        if not free and not acting.case.takes_new_answer(place, status):
            raise CorrectionNeededError(
                f"“{item.prompt}” is answered already. Correct the answer, and say why."
            )
