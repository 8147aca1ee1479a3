"""Stepping through a rehearsal: opening one of fifty events, and looking at one of its moments."""

import statistics
from collections.abc import Iterator
from functools import partial

from benchmarks.measure import Figure, median, seconds
from sopcheck import resources
from sopcheck.cases.definitions import Definitions
from sopcheck.services.rehearsing import Rehearsing

GOAL_OPEN_MS, GOAL_STEP_MS = 500.0, 50.0


def figures() -> Iterator[Figure]:
    """The worked case that ships; late in it, where the most has happened by then."""
    rehearsing = Rehearsing(lambda: Definitions({}))
    file = resources.path("rehearsals/unopened-package.yaml")
    story = rehearsing.open(file)
    opening = median(lambda: rehearsing.open(file), times=7) * 1000
    yield Figure("a rehearsal opened", opening, GOAL_OPEN_MS, "ms", f"{len(story.stops)} stops")
    # Here, because the benchmarks without a window need no Qt.
    from sopcheck.ui.rehearsal.stage import Aim, looked  # noqa: PLC0415

    late = range(len(story.stops) - 6, len(story.stops) - 1)
    aims = [Aim(place=at, moment=None, tried=None) for at in late]
    took = [seconds(partial(looked, story, aim)) for aim in aims]
    yield Figure("a step of it, never looked at", statistics.median(took) * 1000, GOAL_STEP_MS, "ms")
