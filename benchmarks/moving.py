"""The impact of a new version on a thousand open cases, each with forty entries on it."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from benchmarks import world
from benchmarks.measure import Figure, cpu_seconds
from sopcheck.cases.events import CaseEvent, CaseId, Given, ItemAnswered, SubjectAdded, SubjectId, When
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, KindId, Limit, Version
from sopcheck.services.desk import Desk
from sopcheck.services.moving import Impact
from sopcheck.services.views import NewCase

CASES, ANSWERS, GOAL_S = 1000, 35, 10.0
MAIN = ChecklistId("cse-investigation")


def figures() -> Iterator[Figure]:
    """CPU seconds for all of them, progress told between two cases."""
    with world.desk() as (desk, _):
        for number in range(CASES):
            _filled(desk, number)
        to = edited(desk.library.definition(MAIN, Version("1.0")))
        told: list[int] = []
        found: list[Impact] = []
        spent = cpu_seconds(lambda: found.append(desk.moving.impact(to, lambda done, _: told.append(done))))
        detail = f"{len(found[0].touched)} touched, progress told {len(told)} times"
        yield Figure(f"the impact on {CASES} open cases", spent, GOAL_S, "s of CPU", detail)


def edited(old: Checklist) -> Checklist:
    """The next version: limits halved, every fifth item left out."""
    stages = tuple(
        msgspec.structs.replace(stage, items=tuple(_edited(item) for item in stage.items if _stays(item)))
        for stage in old.stages
    )
    return msgspec.structs.replace(old, version=Version("1.1"), stages=stages)


def _edited(item: Item) -> Item:
    limit = item.limit
    if limit is None or limit.amount is None or limit.amount == 1:
        return item
    shorter = Limit(unit=limit.unit, from_=limit.from_, basis=limit.basis, amount=limit.amount // 2)
    return msgspec.structs.replace(item, limit=shorter)


def _stays(item: Item) -> bool:
    return len(item.id) % 5 != 0


def _filled(desk: Desk, number: int) -> None:
    received = world.START - timedelta(days=number % 40, hours=2)
    new = NewCase(reference=f"NV/{number}", received=When(received), checklists=((MAIN, Version("1.0")),))
    case = desk.casework.open_case(new)
    items = [item.id for item in desk.library.definition(MAIN, Version("1.0")).items()][number % 7 :]
    at = When(received + timedelta(hours=1))
    events: list[CaseEvent] = [
        SubjectAdded(
            at=at, subject=SubjectId(f"s{number}"), kinds=(KindId("child"), KindId("victim")), label="A"
        )
    ]
    for item in items[:ANSWERS]:
        given = Given(status="done")
        events.append(ItemAnswered(at=at, checklist=MAIN, item=item, given=given))
    _append(desk, case.id, tuple(events))


def _append(desk: Desk, case: CaseId, events: tuple[CaseEvent, ...]) -> None:
    # In one save, because it is not saving that is measured here.
    desk.casework._books.append(case, events, role="investigator")  # noqa: SLF001
