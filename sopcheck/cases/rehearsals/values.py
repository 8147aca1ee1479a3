"""What is found for the keys of an expectation: of an item, a review, a review to come."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sopcheck.cases.events import Place
from sopcheck.cases.rehearsals.words import over_text, same_minute, yes_no
from sopcheck.cases.states import Evaluation, LimitState, NextReview, PlaceState, ReviewState
from sopcheck.checklists.definition import ScheduleId
from sopcheck.checklists.local_time import LONDON, parse_wall

R = TypeVar("R", ReviewState, NextReview)

Value = str | datetime | None
Values = Mapping[str, Value]
_OTHER = "other"


def item_values(places: Iterable[PlaceState], place: Place, *, round_: int | None) -> Values:
    """What is found of an item: for the subject named, or over all of its subjects."""
    key = (place.checklist, place.item)
    rows = [one for one in places if (one.place.checklist, one.place.item) == key]
    if place.of is not None:
        # While there is nobody to tell of an event, the one row of the item stands for each event.
        rows = [one for one in rows if one.place.of == place.of or (one.item.needs and one.place.of is None)]
    if len(rows) == 1:
        return _place_values(rows[0], round_)
    # Of several subjects only what is the same of each can be said of the item.
    alike = _alike([_place_values(row, round_) for row in rows])
    about_each = {"state": "different for each subject; say of which"} if rows else {}
    return {**about_each, **alike, "applies": _applies_of(rows)}


def _alike(values: list[Values]) -> Values:
    first, *rest = values or [{}]
    return {
        key: value for key, value in first.items() if all(other.get(key, _OTHER) == value for other in rest)
    }


def _applies_of(rows: Iterable[PlaceState]) -> str:
    there = {one.applies for one in rows}
    return next((word for word in ("yes", "may") if word in there), "no")


def _place_values(state: PlaceState, round_: int | None) -> Values:
    limit = state.limit if round_ is None else _round(state, round_)
    return {
        "applies": state.applies,
        "state": limit.word if limit else None if round_ else state.word,
        "precision": state.answer.precision if state.answer else None,
        "conflict": "yes" if state.conflict else None,
        # A round has its own reason and its own decision.
        **_life_of(limit if state.rounds and limit else state),
        **(_limit_values(limit) if limit else {}),
    }


def _round(state: PlaceState, number: int) -> LimitState | None:
    limits = (*state.rounds, *((state.limit,) if state.limit else ()))
    return next((one for one in limits if one.round == number), None)


def _life_of(passed: PlaceState | LimitState) -> Values:
    return {
        "explained": passed.explained.written if passed.explained else None,
        "judged": passed.judged.verdict if passed.judged else None,
    }


def _limit_values(limit: LimitState) -> Values:
    days = limit.working_days_over
    return {
        "ends": limit.ends,
        "basis": limit.basis,
        "over": None if limit.over_seconds is None else over_text(limit.over_seconds),
        "working_days_over": None if days is None else str(days),
        "round": None if limit.round is None else str(limit.round),
        "extended": limit.extended_to,
        "provisional": yes_no(limit.provisional),
    }


def review_values(
    evaluation: Evaluation, rule: ScheduleId, *, of: str, due: str, names: Mapping[str, str]
) -> Values:
    """What is found of a review of the schedule: the one due then, else the last."""
    rows = [one for one in evaluation.reviews if one.rule.id == rule]
    rows = [one for one in rows if not of or of in _called(one.of, one.trigger, names)]
    found = _due_then(rows, due)
    if found is None:
        return {}
    return {
        "due": found.due,
        "state": found.word,
        "over": None if found.over_seconds is None else over_text(found.over_seconds),
        "independent": found.independent or None,
        "exception": yes_no(found.exception),
        "missed_cycles": str(found.missed_cycles) if found.missed_cycles > 1 else None,
    }


def next_values(
    evaluation: Evaluation, rule: ScheduleId, *, of: str, due: str, names: Mapping[str, str]
) -> Values:
    """What is found of a review to come."""
    rows = [one for one in evaluation.next_reviews if one.rule.id == rule]
    rows = [one for one in rows if not of or of in _called(one.of, None, names)]
    found = _due_then(rows, due)
    return {} if found is None else {"due": found.due}


def _called(of: str | None, trigger: str | None, names: Mapping[str, str]) -> set[str]:
    return {name for one in (of, trigger) if one for name in (one, names.get(one, one))}


def _due_then(rows: list[R], due: str) -> R | None:
    wanted = parse_wall(due, zone=LONDON) if due else None
    matching = [one for one in rows if wanted is not None and same_minute(one.due, wanted)]
    return next(iter(matching), rows[-1] if rows else None)
