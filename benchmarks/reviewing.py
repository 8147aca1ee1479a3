"""Opening a review of a case of 1,000 entries, as its page does: read, evaluated, and put into words."""

import time
from collections.abc import Iterator
from statistics import median
from zoneinfo import ZoneInfo

from benchmarks import world
from benchmarks.measure import Figure
from sopcheck.cases.events import (
    CaseEvent,
    CaseId,
    Given,
    ItemAnswered,
    NoteAdded,
    ReviewHeld,
    ReviewId,
    When,
)
from sopcheck.cases.states import PlaceState
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.desk import Desk
from sopcheck.services.views import CaseView
from sopcheck.ui.review.exception_words import Telling, exception_lists
from sopcheck.ui.words import Words

ENTRIES, TIMES = 1_000, 15
GOAL_MS = 100.0
_LONDON = ZoneInfo("Europe/London")


def figures() -> Iterator[Figure]:
    """The processor's time, which other work on the machine does not stretch."""
    with world.unlockable() as (unlock, _):
        case = _long_case(unlock())
        first = median(_opened(unlock(), case) for _ in range(TIMES))
        detail = f"{ENTRIES} entries, after an unlock"
        yield Figure("a review opened", first * 1000, GOAL_MS, "ms", detail)
        desk = unlock()
        _open(desk, case)
        again = median(_opened(desk, case) for _ in range(TIMES))
        yield Figure("a review gone on with", again * 1000, GOAL_MS, "ms", "the case read already")


def _opened(desk: Desk, case: CaseId) -> float:
    start = time.process_time()
    _open(desk, case)
    return time.process_time() - start


def _open(desk: Desk, case: CaseId) -> None:
    view = desk.supervision.open(case)
    words = Words(_LONDON, view.view.read_at)
    exception_lists(
        Telling(
            view=view.view,
            words=words,
            why_limit=desk.casework.why_limit,
            why_review=desk.casework.why_review,
        )
    )


def _long_case(desk: Desk) -> CaseId:
    """A case on which half of what is asked was answered, two reviews were held, and much was noted."""
    case = world.case(desk)
    view = desk.casework.refresh(case)
    events = [*_answers(view), *_reviews(view)]
    events += [_note(view, number) for number in range(ENTRIES - len(view.case.entries) - len(events))]
    CaseBooks(desk.opened).append(case, events, role="investigator")
    return case


def _answers(view: CaseView) -> Iterator[CaseEvent]:
    asked = [state for state in view.evaluation.places if state.applies == "yes" and not state.none_yet]
    for state in asked[::2]:
        yield _answer(view, state)


def _answer(view: CaseView, state: PlaceState) -> ItemAnswered:
    place, choices = state.place, state.item.choices
    of = () if place.of is None else (place.of,)
    given = Given(status="done", choice=choices[0] if choices else "")
    return ItemAnswered(at=When(view.read_at), checklist=place.checklist, item=place.item, given=given, of=of)


def _reviews(view: CaseView) -> Iterator[CaseEvent]:
    for name in ("first", "second"):
        yield ReviewHeld(at=When(view.read_at), review=ReviewId(name), outcome="on track")


def _note(view: CaseView, number: int) -> NoteAdded:
    return NoteAdded(at=When(view.read_at), text=f"Call {number} to the school about the timetable")
