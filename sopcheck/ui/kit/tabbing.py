"""Tab through a page in the order in which it is read.

Qt goes through a window in the order in which its widgets were made. What is made later, as the form of
another part is, comes last of all there; and moved by hand, its outer widgets, which hand the focus on to the
fields inside them, stay behind and draw Tab back into the form for ever.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cmp_to_key
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from sopcheck.ui.kit.layout import bring_into_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Placed = tuple[QRect, QWidget]


def tab_on(areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Go to the next stop of areas that are read one after the other, or out of them; tell whether it did."""
    now, stops = QApplication.focusWidget(), stops_of(areas)
    if now not in stops:
        return False
    at = stops.index(now) + (1 if forward else -1)
    wanted = stops[at] if 0 <= at < len(stops) else _outside(stops, forward=forward)
    _go_to(wanted, forward=forward)
    return True


def tab_into(page: QWidget, areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Come into a page where it is read first, or backwards last; tell whether Tab was to go there at all."""
    now, stops = QApplication.focusWidget(), stops_of(areas)
    if now is None or not stops or page.isAncestorOf(now):
        return False
    following = next((one for one in _around(now, forward=forward) if _stops(one)), now)
    if not page.isAncestorOf(following):
        return False
    _go_to(stops[0 if forward else -1], forward=forward)
    return True


def area_on(areas: Sequence[QWidget], *, forward: bool) -> None:
    """Go to the next of these areas, round and round: to where the focus was in it, else where it begins."""
    now = QApplication.focusWidget()
    here = (at for at, area in enumerate(areas) if now in (area, *area.findChildren(QWidget)))
    at = next(here, -1 if forward else 0) + (1 if forward else -1)
    wanted = areas[at % len(areas)]
    stops, before = stops_of((wanted,)), wanted.focusWidget()
    if stops:
        _go_to(before if before in stops else stops[0], forward=forward)


@contextmanager
def focus_kept_in(area: QWidget) -> Iterator[None]:
    """Make an area anew: if the focus of its window was in it, it is there afterwards, at the first stop."""
    held = area.isAncestorOf(area.window().focusWidget())
    yield
    focus = area.window().focusWidget()
    stops = stops_of((area,)) if held else []
    # Qt would have taken it to whatever comes next, perhaps in another part of the page.
    if stops and focus not in stops:
        stops[0].setFocus()


def stops_of(areas: Sequence[QWidget]) -> list[QWidget]:
    """Where Tab stops in these areas, as they are read: from above, and along each line from the left."""
    return [one for area in areas for one in _read(area)]


def _go_to(wanted: QWidget, *, forward: bool) -> None:
    wanted.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    # Qt does so only within the part that scrolls, and this may come from beside it.
    bring_into_view(wanted)


def _read(area: QWidget) -> list[QWidget]:
    found = [
        one for one in (area, *area.findChildren(QWidget)) if _stops(one) and one.window() is area.window()
    ]
    placed = [(QRect(one.mapTo(area, QPoint(0, 0)), one.size()), one) for one in found]
    return [one for _, one in sorted(placed, key=cmp_to_key(_before))]


def _before(one: _Placed, other: _Placed) -> int:
    here, there = one[0], other[0]
    if here.bottom() < there.top() or there.bottom() < here.top():
        return here.top() - there.top()
    return here.left() - there.left()


def _outside(stops: Sequence[QWidget], *, forward: bool) -> QWidget:
    """The first stop of the window, or the last before these; one of these again where there is no other."""
    start = stops[0].window() if forward else stops[0]
    others = (one for one in _around(start, forward=forward) if _stops(one) and one not in stops)
    return next(others, stops[0 if forward else -1])


def _around(start: QWidget, *, forward: bool) -> Iterator[QWidget]:
    one = start
    while (following := one.nextInFocusChain() if forward else one.previousInFocusChain()) is not start:
        if following is None:
            return
        one = following
        yield one


def _stops(one: QWidget) -> bool:
    takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
    return takes and one.isVisible() and one.isEnabled()
