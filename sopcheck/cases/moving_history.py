"""What a case answered under versions that asked what the one in force asks no more: kept, shown, printed."""

from collections.abc import Iterator, Sequence

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import Place
from sopcheck.cases.states import Answer, Evaluation, PlaceState
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, Stage, StageId, Version


class WithdrawnAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of a place that is asked no more.

    It was asked under `version`, as `item` of `stage` there; `withdrawn_in` is the version that left it out.
    """

    checklist: ChecklistId
    version: Version
    withdrawn_in: Version
    place: Place
    item: Item
    stage: Stage
    answers: tuple[Answer, ...]


def withdrawn_answers(case: Case) -> tuple[WithdrawnAnswer, ...]:
    """Give what was answered of items that the version in force does not have, in the order of versions."""
    here = {(known.checklist, known.version): known for known in case.programme.checklists}
    found: list[WithdrawnAnswer] = []
    for checklist in dict.fromkeys(one.checklist for one in case.versions):
        versions = (
            here.get((one.checklist, one.version)) for one in case.versions if one.checklist == checklist
        )
        # A version that is not on this machine has items that nobody here can name.
        found.extend(_of_line(case, [version for version in versions if version is not None]))
    return tuple(found)


def withdrawn_states(case: Case, evaluation: Evaluation) -> tuple[PlaceState, ...]:
    """Give the same as places that are asked no more, under the words “Withdrawn in 1.1” for a stage."""
    known = {state.place: state for state in evaluation.places if state.under is not None}
    return tuple(_state(case, one, known.get(one.place)) for one in withdrawn_answers(case))


def _state(case: Case, one: WithdrawnAnswer, known: PlaceState | None) -> PlaceState:
    answer = case.answer(one.place)
    return PlaceState(
        place=one.place,
        item=one.item,
        stage=StageId(f"Withdrawn in {one.withdrawn_in}"),
        applies="no",
        status="open" if answer is None else answer.given.status,
        # What was over by the move is on the record, and was worked out with all else.
        limit=None if known is None else known.limit,
        answer=answer,
        under=one.version,
    )


def _of_line(case: Case, line: Sequence[Checklist]) -> Iterator[WithdrawnAnswer]:
    told: set[Place] = set()
    for number in range(len(line) - 2, -1, -1):
        then = line[number]
        for item in then.items():
            for place in _gone(case, line[-1], item):
                if place not in told:
                    told.add(place)
                    yield WithdrawnAnswer(
                        checklist=then.checklist,
                        version=then.version,
                        withdrawn_in=_left_out_by(line[number + 1 :], item),
                        place=place,
                        item=item,
                        stage=then.stage_of(item.id),
                        answers=case.history(place),
                    )


def _gone(case: Case, newest: Checklist, item: Item) -> Iterator[Place]:
    """Give the places of an item that were answered and are not asked any more as they were."""
    now = newest.find_item(item.id)
    if now is not None and now.repeats_for == item.repeats_for:
        return
    for subject in (None, *case.subjects):
        place = Place(newest.checklist, item.id, subject)
        if (subject is None) == (item.repeats_for is None) and case.history(place):
            yield place


def _left_out_by(later: Sequence[Checklist], item: Item) -> Version:
    for version in later:
        found = version.find_item(item.id)
        if found is None or found.repeats_for != item.repeats_for:
            return version.version
    return later[-1].version
