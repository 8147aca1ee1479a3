"""How many items apply and how many are answered: different items, whether they have subjects or none.

Items of several packs that are one duty are one item (convention 11), so that all figures of a case agree.
"""

from collections.abc import Collection

import msgspec

from sopcheck.cases.duties import joined
from sopcheck.cases.programme import ItemKey, Programme
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.definition import ChecklistId, StageId


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


def counts(evaluation: Evaluation, programme: Programme) -> tuple[ChecklistCount, ...]:
    """Count by checklist and stage, in their order; a stage of which nothing applies counts none.

    A duty of several packs counts where it is shown.
    """
    found: dict[ChecklistId, dict[StageId, dict[ItemKey, bool]]] = {}
    for state in evaluation.places:
        found.setdefault(state.place.checklist, {}).setdefault(state.stage, {})
    where: dict[ItemKey, dict[ItemKey, bool]] = {}
    for state, *_ in joined((state for state in evaluation.places if state.applies == "yes"), programme):
        lead = programme.lead(state.place)
        key = (lead.checklist, lead.item)
        items = where.setdefault(key, found[state.place.checklist][state.stage])
        # *Not done* with its reason is an answer too, and an honest one.
        items[key] = items.get(key, True) and state.status != "open"
    return tuple(
        _sum(checklist, [_count(stage, items.values()) for stage, items in stages.items()])
        for checklist, stages in found.items()
    )


def _count(stage: StageId, answered: Collection[bool]) -> StageCount:
    return StageCount(stage=stage, answered=sum(answered), applicable=len(answered))


def _sum(checklist: ChecklistId, stages: list[StageCount]) -> ChecklistCount:
    return ChecklistCount(
        checklist=checklist,
        answered=sum(stage.answered for stage in stages),
        applicable=sum(stage.applicable for stage in stages),
        stages=tuple(stages),
    )
