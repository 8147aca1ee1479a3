"""Run the benchmarks named, or all of them, and print a line for each figure with its goal."""

import sys
from collections.abc import Callable, Iterable

from benchmarks import (
    answering,
    comparing,
    evaluating,
    guarding,
    moving,
    opening,
    printing,
    reviewing,
    saving,
    starting,
    stepping,
    verifying,
    worklist,
    writing,
)
from benchmarks.measure import Figure

ALL: dict[str, Callable[[], Iterable[Figure]]] = {
    "comparing": comparing.figures,
    "evaluating": evaluating.figures,
    "saving": saving.figures,
    "answering": answering.figures,
    "worklist": worklist.figures,
    "opening": opening.figures,
    "guarding": guarding.figures,
    "printing": printing.figures,
    "reviewing": reviewing.figures,
    "starting": starting.figures,
    "stepping": stepping.figures,
    "verifying": verifying.figures,
    "moving": moving.figures,
    "writing": writing.figures,
}


def main() -> int:
    """Print every figure; gives 2 where a name is not one of ours."""
    wanted = sys.argv[1:] or list(ALL)
    unknown = [name for name in wanted if name not in ALL]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are: {', '.join(ALL)}.", file=sys.stderr)
        return 2
    for name in wanted:
        for figure in ALL[name]():
            print(figure)
    return 0


raise SystemExit(main())
