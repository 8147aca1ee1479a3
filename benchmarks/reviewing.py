"""Opening a review of a case of 1,000 entries: read, evaluated, put into words, seen in the window."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks import world
from benchmarks.measure import Figure
from sopcheck.bootstrap import Program
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
from sopcheck.ui.application import build_window, wait_until_read
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.review.exception_words import Telling, exception_lists
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.words import Words
from sopcheck.vault.keyslots import TESTING_COSTS

ENTRIES, TIMES = 1_000, 15
GOAL_MS = 100.0
_LONDON = ZoneInfo("Europe/London")


def figures() -> Iterator[Figure]:
    """The processor's time, which other work on the machine does not stretch."""
    with world.unlockable() as (unlock, folder):
        case = _long_case(unlock())
        first = median(_opened(unlock(), case) for _ in range(TIMES))
        detail = f"{ENTRIES} entries, after an unlock"
        yield Figure("a review opened", first * 1000, GOAL_MS, "ms", detail)
        desk = unlock()
        _open(desk, case)
        again = median(_opened(desk, case) for _ in range(TIMES))
        yield Figure("a review gone on with", again * 1000, GOAL_MS, "ms", "the case read already")
        seen = median(_seen(_window(desk, folder), case))
        detail = "from the key press to the first paint"
        yield Figure("a review seen", seen * 1000, GOAL_MS, "ms", detail)


def _window(desk: Desk, folder: Path) -> MainWindow:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = Program.for_folder(folder, clock=world.Clock(), keyring=world.no_keyring, costs=TESTING_COSTS)
    window = build_window(program, desk)
    window.show()
    wait_until_read(window)
    return window


def _seen(window: MainWindow, case: CaseId) -> Iterator[float]:
    """The processor's time of both threads, each time from the queue; the first brings the libraries."""
    for at in range(TIMES + 1):
        window.show_page("reviews")
        wait_until_read(window)
        QTest.keyClick(window, Qt.Key.Key_F8)
        start = time.process_time()
        _see(window, case)
        if at:
            yield time.process_time() - start
    window.close()


def _see(window: MainWindow, case: CaseId) -> None:
    shell, loop = window.shell, QEventLoop()
    if shell is not None:
        shell.open_review(case)
        page = shell.page
        if isinstance(page, ReviewPage):
            page.acts.shown.connect(loop.quit)
            loop.exec()
    # Lays out what was read, and paints it.
    QApplication.processEvents()


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
    for at, state in enumerate(asked[::2]):
        yield _answer(view, state, done=at % 8 > 0)


def _answer(view: CaseView, state: PlaceState, *, done: bool) -> ItemAnswered:
    place, choices = state.place, state.item.choices
    of = () if place.of is None else (place.of,)
    given = Given(status="done", choice=choices[0] if choices else "")
    if not done:
        given = Given(status="not done", reason="No access to the system on that day")
    return ItemAnswered(at=When(view.read_at), checklist=place.checklist, item=place.item, given=given, of=of)


def _reviews(view: CaseView) -> Iterator[CaseEvent]:
    for name in ("first", "second"):
        yield ReviewHeld(at=When(view.read_at), review=ReviewId(name), outcome="on track")


def _note(view: CaseView, number: int) -> NoteAdded:
    return NoteAdded(at=When(view.read_at), text=f"Call {number} to the school about the timetable")
