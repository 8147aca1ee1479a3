"""Evaluating: 224 items and 40 subjects, anew, after one answer, and as the number of subjects grows."""

import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from benchmarks.measure import Figure, cpu_seconds
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.evaluator import Evaluator
from sopcheck.cases.events import (
    CaseEvent,
    CaseId,
    CaseOpened,
    ChecklistAdopted,
    ClockSet,
    FactSet,
    Given,
    ItemAnswered,
    Recorded,
    SubjectAdded,
    SubjectId,
    When,
)
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.states import PlaceState
from sopcheck.checklists import packs
from sopcheck.checklists.calendar import shipped as shipped_calendar
from sopcheck.checklists.definition import ClockId, KindId
from sopcheck.checklists.reader import read
from sopcheck.ledger.entry import EntryHash, PersonId

START = datetime(2026, 4, 30, 9, 15, tzinfo=UTC)
CALENDAR = shipped_calendar()
GOAL_MS, GOAL_AGAIN_MS = 5.0, 1.0
# Kinds, how many of forty subjects, and the kind that each belongs to.
SUBJECTS = (
    (("child", "victim"), 6, ""),
    (("suspect",), 6, ""),
    (("suspect-event",), 10, "suspect"),
    (("device",), 5, "suspect"),
    (("missing-episode",), 3, "child"),
    (("intelligence-report",), 5, ""),
    (("location",), 2, ""),
    (("action-plan",), 1, ""),
    (("victim-device",), 1, "victim"),
    (("intelligence-unit",), 1, ""),
)


class Filled:
    """A case that follows all six packs, with half of what applies answered a few days in."""

    def __init__(self, times: int = 1) -> None:
        checklists = [read(source.yaml, name=source.file).checklist for source in packs.shipped()]
        self.definitions = Definitions.of(checklists)
        self.entries: list[Recorded] = []
        self.add(CaseOpened(at=When(START), case=CaseId("c"), reference="NV/1"))
        for one in checklists:
            digest = self.definitions.digest_of(one.checklist, one.version)
            if digest is not None:
                self.add(
                    ChecklistAdopted(
                        at=When(START), checklist=one.checklist, version=one.version, digest=digest
                    )
                )
        self.add(ClockSet(at=When(START), clock=ClockId("report-received")))
        self._add_subjects(times)
        self._set_facts()
        self._answer()

    def add(self, event: CaseEvent, *, later: timedelta = timedelta(0)) -> None:
        """Record an event so long after the report."""
        entry = EntryHash(f"{len(self.entries):064x}")
        self.entries.append(Recorded(entry=entry, by=PersonId("farrow"), recorded=START + later, event=event))

    def _add_subjects(self, times: int) -> None:
        first: dict[str, SubjectId] = {}
        for kinds, count, part_of in SUBJECTS:
            for _ in range(count * times):
                name = SubjectId(f"s{len(self.entries)}")
                named = tuple(KindId(kind) for kind in kinds)
                at = When(START + timedelta(minutes=len(self.entries)))
                self.add(SubjectAdded(at=at, subject=name, kinds=named, label=name, of=first.get(part_of)))
                for kind in kinds:
                    first.setdefault(kind, name)

    def _set_facts(self) -> None:
        facts = fold(self.entries, self.definitions).programme.facts
        for number, fact in enumerate(sorted(facts)):
            # Some are not, and some are not known: as in a case of two weeks.
            if number % 4 != 3:
                self.add(
                    FactSet(at=When(START), fact=fact, value="yes" if number % 3 else "no"),
                    later=timedelta(hours=1),
                )

    def _answer(self) -> None:
        at = START + timedelta(hours=5)
        evaluation = evaluate(fold(self.entries, self.definitions), self.definitions, CALENDAR, at)
        asked = [state for state in evaluation.places if state.applies == "yes" and not state.none_yet]
        for state in asked[::2]:
            self.add(answer(state, at), later=timedelta(hours=6))


def _cpu(work: Callable[[], object], *, times: int) -> float:
    # It asks nobody else, so what others do on the machine meanwhile is none of its own time.
    return statistics.median(cpu_seconds(work) for _ in range(times))


def answer(state: PlaceState, at: datetime) -> ItemAnswered:
    """Answer a place as done."""
    place, choices = state.place, state.item.choices
    given = Given(status="done", choice=choices[0] if choices else "")
    of = () if place.of is None else (place.of,)
    return ItemAnswered(at=When(at), checklist=place.checklist, item=place.item, given=given, of=of)


def figures() -> Iterator[Figure]:
    """Evaluate anew, evaluate again after one answer, and see how the first grows with the subjects."""
    filled = Filled()
    at = START + timedelta(days=9)
    case = fold(filled.entries, filled.definitions)
    places = len(evaluate(case, filled.definitions, CALENDAR, at).places)
    taken = _cpu(lambda: evaluate(case, filled.definitions, CALENDAR, at), times=40)
    yield Figure("evaluate 224 items, 40 subjects", taken * 1000, GOAL_MS, "ms", f"{places} places")
    yield Figure("evaluate again after one answer", _again(filled, at) * 1000, GOAL_AGAIN_MS, "ms")
    yield from _growth(at)


def _again(filled: Filled, at: datetime) -> float:
    evaluator = Evaluator(filled.definitions, CALENDAR)
    before = evaluator.evaluate(fold(filled.entries, filled.definitions), at)
    still_open = iter(
        [
            state
            for state in before.places
            if state.applies == "yes" and state.status == "open" and not state.none_yet
        ]
    )
    cases = []
    for number in range(20):
        filled.add(answer(next(still_open), at), later=timedelta(days=9, seconds=number))
        cases.append((fold(filled.entries, filled.definitions), at + timedelta(seconds=number)))
    steps = iter(cases)
    return _cpu(lambda: evaluator.evaluate(*next(steps)), times=len(cases))


def _growth(at: datetime) -> Iterator[Figure]:
    """Places grow with the subjects, and the time with the places: no faster."""
    times: dict[int, tuple[float, int]] = {}
    for factor in (1, 4):
        filled = Filled(factor)
        case = fold(filled.entries, filled.definitions)
        places = len(evaluate(case, filled.definitions, CALENDAR, at).places)
        work = partial(evaluate, case, filled.definitions, CALENDAR, at)
        times[factor] = (_cpu(work, times=10), places)
    (one, few), (four, many) = times[1], times[4]
    yield Figure(
        "time per place, 160 subjects to 40",
        (four / many) / (one / few),
        1.5,
        detail=f"{many} places in {four * 1000:.1f} ms",
    )
