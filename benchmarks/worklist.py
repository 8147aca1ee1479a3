"""The worklist of thousands of cases, refreshed from the index of a real vault; how it grows with them."""

import statistics
from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec

from benchmarks import world
from benchmarks.measure import Figure, cpu_seconds
from sopcheck.cases.derived import CaseRow, LimitRow
from sopcheck.cases.events import CaseId
from sopcheck.cases.summary import read_limit
from sopcheck.services.desk import Desk

SIZES = (1_000, 3_000, 10_000)
GOAL_MS = 100.0
TIMES = 7
# One limit of a case is passed or ends soon in one case of so many, as on a desk that is looked after.
ONE_IN = 50


def figures() -> Iterator[Figure]:
    """Of everybody's cases, of one's own among so many, and how the first grows with the cases."""
    taken: dict[int, float] = {}
    for size in SIZES:
        with world.desk() as (desk, _):
            _fill(desk, size)
            everybodys = _cpu(desk.casework.worklist) * 1000
            cases = len(desk.casework.worklist().cases)
            yield Figure(
                f"worklist of {size:,} cases", everybodys, GOAL_MS, "ms of CPU", f"{cases:,} cases listed"
            )
            taken[size] = everybodys
            _hold(desk, size // 100)
            own = _cpu(desk.casework.worklist) * 1000
            yield Figure(f"one's own {size // 100} of {size:,}", own, GOAL_MS / 5, "ms of CPU")
    yield _turned()
    few, many = SIZES[0], SIZES[-1]
    yield Figure(
        f"time per case, {many:,} to {few:,}",
        (taken[many] / many) / (taken[few] / few),
        1.5,
    )


def _turned() -> Figure:
    """What one case more costs that time alone has changed; only such a case is evaluated again."""
    with world.desk() as (desk, _):
        row, index = _model(desk), desk.opened.vault.index

        def turn() -> None:
            """Let time have changed it, and list."""
            index.put(msgspec.structs.replace(row, next_moment=world.START))
            desk.casework.worklist()

        return Figure("a case evaluated again, listed", _cpu(turn) * 1000, 50, "ms of CPU")


def _cpu(work: Callable[[], object]) -> float:
    """The median seconds of the processor: nothing here waits for a disk, and the machine may be busy."""
    return statistics.median(cpu_seconds(work) for _ in range(TIMES))


def _fill(desk: Desk, size: int) -> None:
    """Put so many rows into the index, each made after that of a real case a week old."""
    model = _model(desk)
    desk.opened.vault.index.rebuild((_row(model, number), ()) for number in range(size))


def _model(desk: Desk) -> CaseRow:
    case = world.case(desk)
    row = desk.opened.vault.index.get(case)
    if row is None:
        raise LookupError(case)
    return row


def _row(model: CaseRow, number: int, *, holder: str = "somebody") -> CaseRow:
    shift = timedelta(minutes=number % 10_000)
    return msgspec.structs.replace(
        model,
        case=CaseId(f"{number:032x}"),
        reference=f"NV/CSE/26/{number:05}",
        operation=f"Operation {number}",
        investigator=holder,
        supervisor="nobody",
        last_activity=model.last_activity - shift,
        # No case turns while it is measured; evaluating one again is measured by itself.
        next_moment=world.START + timedelta(days=30) + shift,
        limits=tuple(_later(limit, number) for limit in model.limits),
    )


def _later(limit: LimitRow, number: int) -> LimitRow:
    if number % ONE_IN == 0:
        return limit
    far = timedelta(days=40 + number % 60)
    soon_at = None if limit.soon_at is None else limit.soon_at + far
    ends_at = None if limit.ends_at is None else limit.ends_at + far
    told = msgspec.structs.replace(read_limit(limit), ends=ends_at, soon=soon_at)
    what = msgspec.json.encode(told).decode()
    return msgspec.structs.replace(limit, soon_at=soon_at, ends_at=ends_at, what=what)


def _hold(desk: Desk, count: int) -> None:
    index = desk.opened.vault.index
    model = index.get(f"{0:032x}")
    for number in range(count):
        if model is not None:
            index.put(_row(model, number, holder=desk.me.person))
