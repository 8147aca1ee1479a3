"""What the program fills into a review from what the case says (`filled_from`, convention 25)."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import Discharged, Given, ReviewHeld, ReviewId
from sopcheck.cases.moments import instant
from sopcheck.cases.standing import HeldReview
from sopcheck.cases.states import Answer, Evaluation
from sopcheck.checklists.definition import Item, ItemId, ReviewRule
from sopcheck.checklists.time_words import end_words
from sopcheck.ledger.entry import EntryHash, PersonId

_TYPES = {"rolling": "28-day", "senior": "senior", "event": "event"}


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """A review as it is known: begun, about to be signed (`event` of the draft), or signed."""

    case: Case
    evaluation: Evaluation
    review: ReviewId
    signed: datetime | None
    entry: EntryHash
    by: PersonId
    discharges: tuple[Discharged, ...]
    event: ReviewHeld | None
    is_independent: bool

    @staticmethod
    def of(
        case: Case,
        evaluation: Evaluation,
        review: ReviewId,
        draft: ReviewHeld | None,
        meant: tuple[Discharged, ...] = (),
    ) -> "Filling":
        """Gather what is known of a review; what was signed before what is drafted or meant."""
        held = next((one for one in case.held_reviews if one.review == review), None)
        opened = case.opened_reviews.get(review)
        event = draft if held is None else held.event
        meant_for = opened.meant_for if opened is not None and not meant else meant
        stands = held or opened
        return Filling(
            case=case,
            evaluation=evaluation,
            review=review,
            signed=_signed(case, held, draft, evaluation.at),
            entry=EntryHash("") if stands is None else stands.entry,
            by=PersonId("") if stands is None else stands.by,
            discharges=meant_for if event is None else event.discharges,
            event=event,
            is_independent=_is_independent(held, draft),
        )


def _signed(case: Case, held: HeldReview | None, draft: ReviewHeld | None, at: datetime) -> datetime | None:
    if held is not None:
        return held.at
    return None if draft is None else instant(draft.at, recorded=at, zone=case.programme.zone)


def _is_independent(held: HeldReview | None, draft: ReviewHeld | None) -> bool:
    if held is not None:
        return held.independent
    # An exception is asked for only where the reviewer is not independent, so of a draft it tells that.
    return draft is None or not draft.exception


def filled(item: Item, filling: Filling) -> Answer | None:
    """Give the answer that the program fills in; none while nothing is known of it yet."""
    fill = _FILLED.get(item.id)
    given = None if fill is None else fill(item, filling)
    if given is None:
        return None
    at = filling.signed or filling.evaluation.at
    return Answer(
        entry=filling.entry,
        given=given,
        done=at,
        judged=at,
        precision="minute",
        offset_minutes=0,
        recorded=at,
        known=at,
        by=filling.by,
        done_by=filling.by,
    )


def _type(item: Item, filling: Filling) -> Given:
    rules = [filling.case.programme.rule(one.rule) for one in filling.discharges]
    kinds = [_type_of(rule, item.choices) for rule in rules if rule is not None]
    text = ", ".join(rule.title for rule in rules if rule is not None)
    return Given(status="done", choice=kinds[0] if kinds else "unscheduled", text=text)


def _type_of(rule: ReviewRule, choices: tuple[str, ...]) -> str:
    # Some choices are called after their review, the rest after its type; a force may add its own.
    by_id = {choice.casefold(): choice for choice in choices}
    return by_id.get(rule.id.casefold()) or _TYPES.get(rule.type, rule.title)


def _independent(item: Item, filling: Filling) -> Given | None:
    if filling.event is None:
        return None
    choice = item.choices[0 if filling.is_independent else 1] if len(item.choices) > 1 else ""
    return Given(status="done", choice=choice, text=filling.event.exception)


def _previous_actions(_: Item, filling: Filling) -> Given:
    earlier = [one for one in filling.case.actions if one.review != filling.review]
    said = Counter("carried" if one.state == "open" else one.state for one in earlier)
    words = ", ".join(f"{said[word]} {word}" for word in ("complete", "carried", "dropped") if said[word])
    return Given(status="done", text=words or "None")


def _limits_passed(_: Item, filling: Filling) -> Given:
    rows = filling.evaluation.exceptions.limits_passed
    said = Counter("not decided" if row[0].judged is None else row[0].judged.verdict for row in rows)
    order = ("justified", "not justified", "action", "not decided")
    return Given(
        status="done", text=", ".join(f"{said[word]} {word}" for word in order if said[word]) or "None"
    )


def _outcome(_: Item, filling: Filling) -> Given | None:
    event = filling.event
    return None if event is None else Given(status="done", choice=event.outcome, text=event.reasons)


def _actions(_: Item, filling: Filling) -> Given:
    raised = [one.text for one in filling.case.actions if one.review == filling.review]
    return Given(status="done", text="; ".join(raised) or "None")


def _next_date(_: Item, filling: Filling) -> Given | None:
    coming = next(iter(filling.evaluation.next_reviews), None)
    if filling.event is None or coming is None:
        return None
    words = end_words(coming.due, zone=filling.case.programme.zone, now=filling.evaluation.at)
    return Given(status="done", text=f"{coming.rule.title}: {words}", reason=filling.event.next_reason)


_FILLED: Mapping[ItemId, Callable[[Item, Filling], Given | None]] = {
    ItemId("review-type"): _type,
    ItemId("review-independent"): _independent,
    ItemId("review-previous-actions"): _previous_actions,
    ItemId("review-limits-passed"): _limits_passed,
    ItemId("review-outcome"): _outcome,
    ItemId("review-actions"): _actions,
    ItemId("review-next-date"): _next_date,
}
