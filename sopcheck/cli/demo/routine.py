"""A day's ordinary work on a case: what is open, applies, and sets nothing else going."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sopcheck.cases.events import Given
from sopcheck.cli.demo.story import Story, local

if TYPE_CHECKING:
    from collections.abc import Collection

    from sopcheck.cases.states import PlaceState
    from sopcheck.cli.demo.performing import StoryClock
    from sopcheck.services.desk import Desk
    from sopcheck.services.views import CaseView

# What the first choice of an item would be wrong for.
_CHOICES = {
    "assess-communication": "aids",
    "decide-arrest": "voluntary",
    "consider-abduction-notice": "not suitable",
    "intel-set-handling-code": "P",
    "intel-set-priority": "medium",
    "set-retention": "group",
}
# What nobody does in passing.
_NEVER = frozenset(("act-before-bail-limit", "end-police-protection", "hold-recorded-interview"))
_SERIES = {
    "open-decision-log": "DL",
    "record-strategy-decisions": "SD",
    "record-crime": "NV-C",
    "search-and-seize": "EX",
    "submit-forensics": "FS",
    "close-with-review": "CR",
    "intel-submit": "IR",
}


def work_through(
    story: Story,
    who: str,
    at: str,
    *,
    leave: Collection[str] = (),
    only: Collection[str] = (),
    pace: int = 1,
) -> None:
    """Answer what is open and yours, as one does at the end of a day; `pace` minutes an answer."""

    def act(desk: Desk, clock: StoryClock) -> None:
        view = desk.casework.refresh(story.case)
        for number, state in enumerate(view.evaluation.places):
            wanted = state.place.item in only if only else state.place.item not in {*leave, *_NEVER}
            done = _done(state, view.read_at, number)
            if wanted and done is not None and _is_routine(view, state):
                desk.casework.answer(story.case, state.place, _given(state, story.reference), local(done))
                clock.pass_(pace)

    story.do(who, at, act)


def _is_routine(view: CaseView, state: PlaceState) -> bool:
    item = state.item
    sets = item.sets_clock or item.sets_fact or item.sets_grade or item.rank
    asked = state.applies == "yes" and state.status == "open" and not state.none_yet
    mine = item.answered_by in view.me.roles
    return bool(asked and mine and not sets and item.gate is None)


def _given(state: PlaceState, reference: str) -> Given:
    item = state.item
    first = item.choices[0] if item.choices else ""
    number = reference.rpartition("/")[2]
    series = _SERIES.get(item.id, "REF")
    return Given(
        status="done",
        choice=_CHOICES.get(item.id, first),
        reference=f"{series}-26-{number}" if "reference" in item.asks else "",
    )


def _done(state: PlaceState, now: datetime, number: int) -> datetime | None:
    """When it was done: some time in the last hours, within its limit; none where that is past."""
    limit = state.limit
    start = (limit.start if limit else None) or state.asked_since or now
    done = max(start, now - timedelta(minutes=15 + number * 37 % 420))
    if limit is None or limit.ends is None or done <= limit.ends:
        return done
    late = now - limit.ends > timedelta(hours=20)
    return None if late or limit.ends < start else limit.ends - timedelta(minutes=5)
