"""From the key to the paint: D on one item after the other, in a real window on a real vault."""

import os
import statistics
import time
from collections.abc import Iterator
from datetime import datetime

from benchmarks import world
from benchmarks.measure import Figure
from sopcheck.bootstrap import Program
from sopcheck.cases.events import CaseId, When
from sopcheck.checklists.definition import FactId, KindId
from sopcheck.services.desk import Desk

GOAL_MS = 16.0
TIMES = 50
# What is known of a child who is being exploited within the first days; it brings some sixty items.
FACTS = ("victim-is-child", "child-at-risk", "suspect-identified", "arrest-made", "device-seized")


class Still:
    """A clock that stands, or the window would lock itself: the one of the vault runs at every look."""

    def now(self) -> datetime:
        """Always the same moment."""
        return world.START


def figures() -> Iterator[Figure]:
    """Until the row says that it is being saved, and what the window does once that is saved."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with world.desk() as (desk, vault):
        program = Program.for_folder(vault, clock=Still(), keyring=world.no_keyring)
        painted, shown, items = _measured(program, desk, _case(desk))
    detail = f"median of {len(painted)} in a case of {items} items"
    yield Figure("a key painted", statistics.median(painted) * 1000, GOAL_MS, "ms", detail)
    yield Figure("its answer shown", statistics.median(shown) * 1000, GOAL_MS, "ms of CPU", detail)


def _case(desk: Desk) -> CaseId:
    case = world.case(desk)
    at = When(world.START)
    desk.casework.add_subject(case, (KindId("suspect"),), "Suspect A", at)
    for fact in FACTS:
        desk.casework.set_fact(case, FactId(fact), "yes", at)
    return case


def _measured(program: Program, desk: Desk, case: CaseId) -> tuple[list[float], list[float], int]:
    # Here, because the benchmarks without a window need no Qt.
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from sopcheck.ui.application import build_window, wait_until_read  # noqa: PLC0415
    from sopcheck.ui.case.page import CasePage  # noqa: PLC0415

    window = build_window(program, desk)
    window.show()
    window.open_case(case)
    wait_until_read(window)
    page = window.shell.page if window.shell is not None else None
    if not isinstance(page, CasePage):
        raise TypeError(page)
    painted: list[float] = []
    shown: list[float] = []
    for _ in range(TIMES):
        page.middle.focus_first()
        started = time.perf_counter()
        QTest.keyClick(page.middle.list, Qt.Key.Key_D)
        painted.append(time.perf_counter() - started)
        spent = time.thread_time()
        wait_until_read(window)
        shown.append(time.thread_time() - spent)
        QTest.keyClick(page.middle.list, Qt.Key.Key_N)
        wait_until_read(window)
    items = len(page.acts.must_view.evaluation.places)
    window.close()
    window.deleteLater()
    return painted, shown, items
