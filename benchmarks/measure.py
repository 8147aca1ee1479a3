"""Measuring: medians of repeated runs, taken in turn so that a busy machine slows both sides alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its goal: a ratio to the raw library, or milliseconds."""

    name: str
    value: float
    goal: float
    unit: str = "x"
    detail: str = ""

    def __str__(self) -> str:
        verdict = "ok  " if self.value <= self.goal else "OVER"
        return (
            f"{verdict} {self.name}: {self.value:.2f} {self.unit} (goal {self.goal:g}) {self.detail}".rstrip()
        )


def in_turn(ours: Callable[[], object], raw: Callable[[], object], *, times: int) -> tuple[float, float]:
    """The median seconds of each, run one after the other, `times` times."""
    mine, theirs = [], []
    for _ in range(times):
        mine.append(seconds(ours))
        theirs.append(seconds(raw))
    return statistics.median(mine), statistics.median(theirs)


def median(work: Callable[[], object], *, times: int) -> float:
    """The median seconds of a piece of work."""
    return statistics.median(seconds(work) for _ in range(times))


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu_seconds(work: Callable[[], object]) -> float:
    """How long the processor works at a piece of work, once."""
    # Where all is computing, or both sides wait for one disk, other programs on the machine change nothing.
    start = time.process_time()
    work()
    return time.process_time() - start
