"""From a reviewed case to what its supervision record says (`domain.md` 4.3, in that order).

Items of print class intelligence-sensitive stand in no list; one line counts them. The words of
staff-personal and victim-safety items keep their class, and the ordinary print leaves them out.
"""

from datetime import UTC, date, datetime, time

from sopcheck.cases.events import Given, ReviewHeld
from sopcheck.cases.reviewed import Reviewed
from sopcheck.cases.states import ActionState, PlaceState
from sopcheck.records.case_lists import exceptions_of
from sopcheck.records.front import basis, enrolled, identity, risk
from sopcheck.records.naming import label, person_name, prompts, text_of, title
from sopcheck.records.phrases import sentence
from sopcheck.records.record import (
    Action,
    Decision,
    Discussion,
    ItemState,
    NextReview,
    SensitiveAnnex,
    SignOff,
    SupervisionRecord,
    Text,
    Unwitnessed,
)

_SENSITIVE = "intelligence-sensitive"
_ELSEWHERE = frozenset(("staff-personal", "victim-safety"))
_NOTHING = Given(status="not done")


def record_of(reviewed: Reviewed) -> SupervisionRecord:
    """The record of a review, in words and times."""
    held, who = reviewed.held, identity(reviewed)
    return SupervisionRecord(
        review_id=held.review,
        marking=reviewed.marking.marking,
        handling=reviewed.marking.handling,
        notice=reviewed.marking.notice,
        identity=who,
        basis=basis(reviewed),
        risk=risk(reviewed),
        exceptions=exceptions_of(reviewed),
        decision=Decision(
            outcome=sentence(held.outcome),
            why=_text(held.reasons),
            main_cause_of_delay=_text(sentence(held.cause_of_delay)),
        ),
        previous_actions=_actions(reviewed, new=False),
        new_actions=_actions(reviewed, new=True),
        next_reviews=_next_reviews(reviewed),
        discussion=_discussion(held),
        sign_off=SignOff(person=enrolled(reviewed.reviewer, who.reviewer.role), at=held.at.at),
        unwitnessed=_unwitnessed(reviewed),
        sensitive=_sensitive(reviewed),
        items=tuple(_item(reviewed, state) for state in _annexed(reviewed)),
    )


def _actions(reviewed: Reviewed, *, new: bool) -> tuple[Action, ...]:
    """The actions raised in this review; or those before it, open or finished since the last review."""
    found = (action for action in reviewed.evaluation.actions if _is_new(reviewed, action) == new)
    return tuple(_action(reviewed, action) for action in found if new or _is_current(reviewed, action))


def _is_new(reviewed: Reviewed, action: ActionState) -> bool:
    return action.review == reviewed.held.review


def _is_current(reviewed: Reviewed, action: ActionState) -> bool:
    previous = reviewed.previous
    return action.done is None or previous is None or action.done > previous


def _action(reviewed: Reviewed, action: ActionState) -> Action:
    standing = "new" if _is_new(reviewed, action) else "carried"
    return Action(
        what=Text(action.text),
        owner=person_name(reviewed, action.owner),
        due=_noon(action.due),
        due_day_only=True,
        state=standing if action.state == "open" else action.state,
        note=_text(action.result),
    )


def _noon(day: date) -> datetime:
    """A day as an instant that is on that day in every zone of the United Kingdom."""
    # Records hold instants only, and midnight would print as the day before where the clock differs.
    return datetime.combine(day, time(12), tzinfo=UTC)


def _next_reviews(reviewed: Reviewed) -> tuple[NextReview, ...]:
    coming = sorted(reviewed.evaluation.next_reviews, key=lambda one: one.due)
    return tuple(NextReview(kind=one.rule.title, due=one.due, rule=one.why) for one in coming)


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
    asked = [state for state in _states(reviewed) if state.applies == "yes" and not state.none_yet]
    intelligence = sum(1 for state in asked if state.item.print_class == _SENSITIVE)
    # Counted by the words and not by the items: where nothing was written, nothing is withheld.
    others = sum(1 for state in asked if state.item.print_class in _ELSEWHERE and _words(state))
    if not intelligence and not others:
        return None
    return SensitiveAnnex(
        reference=reviewed.annex_reference, intelligence_items=intelligence, other_texts=others
    )


def _states(reviewed: Reviewed) -> tuple[PlaceState, ...]:
    return (*reviewed.evaluation.places, *reviewed.questions)


def _annexed(reviewed: Reviewed) -> tuple[PlaceState, ...]:
    return tuple(
        state
        for state in _states(reviewed)
        if state.applies == "yes" and state.item.print_class != _SENSITIVE and not state.none_yet
    )


def _item(reviewed: Reviewed, state: PlaceState) -> ItemState:
    answer, given = state.answer, state.answer.given if state.answer else _NOTHING
    return ItemState(
        checklist=title(reviewed, state.place.checklist),
        stage=_stage(reviewed, state),
        item=prompts((state,)),
        item_id=state.place.item,
        of=label(reviewed, state.place.of),
        status=state.status,
        limit=state.word or "",
        done=answer.done if answer else None,
        done_day_only=answer is not None and answer.precision == "day",
        recorded=answer.recorded if answer else None,
        by=person_name(reviewed, answer.by) if answer else "",
        choice=given.choice,
        reference=given.reference,
        words=text_of(state, _words(state)),
    )


def _stage(reviewed: Reviewed, state: PlaceState) -> str:
    """The title of a stage, as its checklist has it."""
    stages = (
        stage
        for checklist in reviewed.case.programme.checklists
        if checklist.checklist == state.place.checklist
        for stage in checklist.stages
    )
    return next((stage.title for stage in stages if stage.id == state.stage), state.stage)


def _words(state: PlaceState) -> str:
    given = state.answer.given if state.answer else _NOTHING
    return "\n".join(part for part in (given.text, given.reason) if part)


def _text(words: str) -> Text | None:
    return Text(words) if words else None
