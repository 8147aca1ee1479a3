"""What a case answered under versions that asked what the one in force asks no more: kept, shown, printed."""

from collections.abc import Iterator

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.standing import Adopted
from sopcheck.cases.states import Answer
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, Stage, Version


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


def withdrawn_answers(case: Case, definitions: Definitions) -> tuple[WithdrawnAnswer, ...]:
    """Give what was answered of items that the version in force does not have, in the order of versions."""
    return tuple(found for line in _lines(case) for found in _of_line(case, definitions, line))


def _lines(case: Case) -> Iterator[tuple[Adopted, ...]]:
    for checklist in dict.fromkeys(one.checklist for one in case.versions):
        yield tuple(one for one in case.versions if one.checklist == checklist)


def _of_line(case: Case, definitions: Definitions, line: tuple[Adopted, ...]) -> Iterator[WithdrawnAnswer]:
    newest = definitions.with_digest(line[-1].digest)
    if newest is None:
        return
    told: set[Place] = set()
    for number in range(len(line) - 2, -1, -1):
        then = definitions.with_digest(line[number].digest)
        for item in then.items() if then is not None else ():
            for place in _gone(case, newest, item, line[-1].checklist):
                if then is not None and place not in told:
                    told.add(place)
                    yield WithdrawnAnswer(
                        checklist=line[number].checklist,
                        version=line[number].version,
                        withdrawn_in=_left_out_by(definitions, line[number + 1 :], item),
                        place=place,
                        item=item,
                        stage=then.stage_of(item.id),
                        answers=case.history(place),
                    )


def _gone(case: Case, newest: Checklist, item: Item, checklist: ChecklistId) -> Iterator[Place]:
    """Give the places of an item that were answered and are not asked any more as they were."""
    now = newest.find_item(item.id)
    if now is not None and now.repeats_for == item.repeats_for:
        return
    for subject in (None, *case.subjects):
        place = Place(checklist, item.id, subject)
        if (subject is None) == (item.repeats_for is None) and case.history(place):
            yield place


def _left_out_by(definitions: Definitions, later: tuple[Adopted, ...], item: Item) -> Version:
    for adopted in later:
        known = definitions.with_digest(adopted.digest)
        found = None if known is None else known.find_item(item.id)
        if found is None or found.repeats_for != item.repeats_for:
            return adopted.version
    return later[-1].version
