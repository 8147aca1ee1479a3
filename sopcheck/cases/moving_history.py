"""What a case answered under versions that asked what the one in force asks no more: kept, shown, printed."""

from collections.abc import Iterator, Sequence

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import CaseMoved, MovePlanned, Place
from sopcheck.cases.standing import Adopted
from sopcheck.cases.states import Answer, Evaluation, PlaceState
from sopcheck.checklists.compare_kinds import weight_of
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, Stage, StageId, Version
from sopcheck.ledger.entry import PersonId


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


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Who decided that a case is moved, and why."""

    by: PersonId
    reason: str


def move_behind(case: Case, adopted: Adopted) -> Move | None:
    """Give the decision that made a case follow a version; none where it was opened under it.

    A review that made a planned move did not decide it: whoever planned it did.
    """
    if not adopted.moved:
        return None
    for entry in reversed(case.entries[: adopted.order + 1]):
        event = entry.event
        if not isinstance(event, CaseMoved | MovePlanned) or entry.entry in case.withdrawn:
            continue
        if event.digest == adopted.digest:
            return Move(by=entry.by, reason=event.reason)
    return None


class Worded(msgspec.Struct, frozen=True, kw_only=True):
    """What a version asked, word for word."""

    version: Version
    prompt: str


def asked_when_answered(case: Case, state: PlaceState) -> tuple[Version, Item] | None:
    """Give the version that was followed when the standing answer was recorded, and the item as it had it."""
    line = [one for one in case.versions if one.checklist == state.place.checklist]
    if state.answer is None or not line:
        return None
    answer = state.answer
    # Of two entries at one instant the order tells; by order alone, what arrives late would count as new.
    order = next((at for at, one in enumerate(case.entries) if one.entry == answer.entry), -1)
    known = (one for one in reversed(line) if (one.at, one.order) <= (answer.recorded, order))
    then = next(known, line[0])
    here = (one for one in case.programme.checklists if one.checklist == then.checklist)
    items = (one.find_item(state.place.item) for one in here if one.version == then.version)
    item = next(items, None)
    return None if item is None else (then.version, item)


def answered_as(case: Case, state: PlaceState) -> Worded | None:
    """Give the words that were answered, where the version in force asks the item in others.

    Nobody is to be read as having said done to words that were never put to that person.
    """
    found = asked_when_answered(case, state)
    if found is None or weight_of("prompt", found[1].prompt, state.item.prompt) == "none":
        return None
    return Worded(version=found[0], prompt=found[1].prompt)


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
