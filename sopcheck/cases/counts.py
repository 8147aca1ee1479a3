"""How many items apply and how many are answered: different items, whether they have subjects or none."""

from collections.abc import Iterable

import msgspec

from sopcheck.cases.states import Evaluation, PlaceState
from sopcheck.checklists.definition import ChecklistId, ItemId, StageId


class StageCount(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a stage that apply, and those of them that are answered for every subject."""

    stage: StageId
    answered: int
    applicable: int


class ChecklistCount(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a checklist that apply, and those of them that are answered for every subject."""

    checklist: ChecklistId
    answered: int
    applicable: int
    stages: tuple[StageCount, ...]


def counts(evaluation: Evaluation) -> tuple[ChecklistCount, ...]:
    """Count by checklist and stage, in their order; a stage of which nothing applies counts none."""
    by_stage: dict[tuple[ChecklistId, StageId], list[PlaceState]] = {}
    for state in evaluation.places:
        by_stage.setdefault((state.place.checklist, state.stage), []).append(state)
    stages: dict[ChecklistId, list[StageCount]] = {}
    for (checklist, stage), states in by_stage.items():
        stages.setdefault(checklist, []).append(_count(stage, states))
    return tuple(_sum(checklist, counted) for checklist, counted in stages.items())


def _count(stage: StageId, states: Iterable[PlaceState]) -> StageCount:
    answered: dict[ItemId, bool] = {}
    for state in states:
        # *Not done* with its reason is an answer too, and an honest one.
        if state.applies == "yes":
            item = state.place.item
            answered[item] = answered.get(item, True) and state.status != "open"
    return StageCount(stage=stage, answered=sum(answered.values()), applicable=len(answered))


def _sum(checklist: ChecklistId, stages: list[StageCount]) -> ChecklistCount:
    return ChecklistCount(
        checklist=checklist,
        answered=sum(stage.answered for stage in stages),
        applicable=sum(stage.applicable for stage in stages),
        stages=tuple(stages),
    )
