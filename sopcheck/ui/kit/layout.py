"""Rows, columns and grounds, with distances in steps of the grid."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sopcheck.ui.theme import em, step

_LABEL_EMS = 8
Part = QWidget | QLayout | int | None
"""A widget, a layout, a gap in steps, or `None` for the room that is left."""


def column(
    *parts: Part, gap: float = 2, margins: float | tuple[float, float, float, float] = 0
) -> QVBoxLayout:
    """Things below each other; `gap` and `margins` (left, top, right, bottom) in steps."""
    made = QVBoxLayout()
    _fill(made, parts, gap=gap, margins=margins)
    return made


def row(*parts: Part, gap: float = 2, margins: float | tuple[float, float, float, float] = 0) -> QHBoxLayout:
    """Things beside each other; `gap` and `margins` (left, top, right, bottom) in steps."""
    made = QHBoxLayout()
    _fill(made, parts, gap=gap, margins=margins)
    return made


def _fill(
    box: QVBoxLayout | QHBoxLayout,
    parts: tuple[Part, ...],
    *,
    gap: float,
    margins: float | tuple[float, float, float, float],
) -> None:
    sides = margins if isinstance(margins, tuple) else (margins,) * 4
    box.setContentsMargins(*(step(side) for side in sides))
    box.setSpacing(step(gap))
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(step(part))
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)


class Ground(QFrame):
    """What other widgets lie on. Grounds: page, surface, raised, card. Rules: below, above, right."""

    def __init__(self, *, ground: str = "", rule: str = "", parent: QWidget | None = None) -> None:
        """Make an empty ground of this colour, with a hairline at this side."""
        super().__init__(parent)
        self.setProperty("ground", ground)
        self.setProperty("rule", rule)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)


def holding(layout: QLayout, *, ground: str = "", rule: str = "") -> Ground:
    """A ground around a layout."""
    held = Ground(ground=ground, rule=rule)
    held.setLayout(layout)
    return held


def scrolling(inner: QWidget) -> QScrollArea:
    """A widget that scrolls up and down where it has too little room."""
    area = QScrollArea()
    make_scrolling(area, inner)
    return area


def make_scrolling(area: QScrollArea, inner: QWidget) -> None:
    """Let an area show a widget that scrolls up and down in it, on the ground that it lies on."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # The fields inside take the focus; the area itself would be one Tab that does nothing.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # Made here, because for a widget that Qt made itself PySide loads every class to find out what it is.
    area.setViewport(QWidget())
    area.setWidget(inner)
    # Putting it in made the widget paint a ground of its own; it is to show the one that it lies on.
    inner.setAutoFillBackground(False)


def bring_into_view(widget: QWidget) -> None:
    """Scroll what holds a widget until it is seen with its label; of a list, the row on which it stands."""
    if isinstance(widget, QAbstractItemView):
        wanted = widget.visualRect(widget.currentIndex())
    else:
        wanted = _labelled(widget)
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (inner := around.widget()) is not None:
            middle = widget.mapTo(inner, wanted.center()).y()
            # The ring of what has the focus is a little outside of it.
            around.ensureVisible(0, middle, 0, wanted.height() // 2 + step(1.5))
        around = around.parentWidget()


def _labelled(widget: QWidget) -> QRect:
    """Where a widget is, with what stands above it in the field that hands the focus on to it."""
    outer = widget
    while (around := outer.parentWidget()) is not None and around.focusProxy() is outer:
        outer = around
    above = widget.mapFrom(outer, QPoint(0, 0)).y()
    # A whole list of forms hands it on as well, and would push the widget itself out of sight.
    return widget.rect().adjusted(0, above if -above < em(_LABEL_EMS) else 0, 0, 0)


def keep_focus_in_view(area: QScrollArea, *, form: Callable[[], QWidget | None] = lambda: None) -> None:
    """Where what is shown grows, or loses room, scroll to what has the focus, and to all of the open form."""

    def follow() -> None:
        """Go to what has the focus, if it is in here."""
        focus, inner = QApplication.focusWidget(), area.widget()
        if focus is None or inner is None or not inner.isAncestorOf(focus):
            return
        around = form()
        if around is not None and around.isAncestorOf(focus):
            bring_into_view(around)
        # Last: where the form has not enough room, what is typed is seen before its buttons.
        bring_into_view(focus)

    # Once the layout has put everything into its new place.
    later = QTimer(area)
    later.setSingleShot(True)
    later.timeout.connect(follow)
    area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: later.start(0))


def narrow(inner: QWidget, ems: float) -> QWidget:
    """A widget at the left that takes the width it can get up to so many ems."""
    inner.setMaximumWidth(em(ems))
    holder = QWidget()
    box = QHBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    # The gap takes what is left only once the widget is as wide as it may be.
    box.addWidget(inner, 1000)
    box.addStretch(1)
    return holder


def rule_line() -> Ground:
    """A hairline across."""
    line = Ground(rule="above")
    line.setFixedHeight(1)
    return line


def emptied(box: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (part := box.takeAt(0)) is not None:
        inner = part.widget()
        if inner is not None:
            inner.hide()
            inner.deleteLater()
        below = part.layout()
        if below is not None:
            emptied(below)
