"""Measures what is on the screen: words cut off, parts over one another, a focus that is not seen."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from sopcheck.ui.kit.focus import FocusRing

READ = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
OWN_LAYOUT = (QComboBox, QAbstractScrollArea, QStackedWidget, QSplitter)


def faults(window: QWidget) -> list[str]:
    """All that is wrong with what a window shows, in words."""
    found = [*cut_words(window), *pushed_out(window), *over_another(window), *sideways(window)]
    focus = unseen_focus(window)
    return [*found, *([focus] if focus else [])]


def seen(window: QWidget) -> list[QWidget]:
    """What is shown in a window, without what other widgets are made of."""
    parts = (one for one in window.findChildren(QWidget) if one.isVisible() and one.window() is window)
    return [one for one in parts if not isinstance(one.parentWidget(), QComboBox | QAbstractItemView)]


def cut_words(window: QWidget) -> Iterator[str]:
    """Labels that are lower or narrower than their words, examples that a field cuts off."""
    for one in seen(window):
        metrics = one.fontMetrics()
        if isinstance(one, QLabel) and one.text():
            needed = one.heightForWidth(one.width()) if one.wordWrap() else metrics.height()
            narrow = not one.wordWrap() and one.width() < metrics.horizontalAdvance(one.text())
            if one.height() < needed or narrow:
                yield f"cut: {one.text()}"
        examples = one.placeholderText() if isinstance(one, QLineEdit) and not one.text() else ""
        if metrics.horizontalAdvance(examples) > one.width():
            yield f"cut: {examples}"


def pushed_out(window: QWidget) -> Iterator[str]:
    """What lies beyond the edge of something around it that does not scroll."""
    for one in seen(window):
        if isinstance(one, READ) and "qt_" not in one.objectName() and _beyond(one):
            yield f"beyond the edge: {named(one)}"


def _beyond(one: QWidget) -> bool:
    rect, part = one.rect(), one
    while not part.isWindow() and (around := part.parentWidget()) is not None:
        rect = rect.translated(part.pos())
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return False
        if not around.rect().contains(rect):
            return True
        part = around
    return False


def over_another(window: QWidget) -> Iterator[str]:
    """What lies over something beside it."""
    for around in (window, *seen(window)):
        if isinstance(around, OWN_LAYOUT):
            continue
        parts = [one for one in around.children() if isinstance(one, QWidget) and one.isVisible()]
        laid = [one for one in parts if not one.isWindow() and not isinstance(one, FocusRing)]
        for one, other in combinations(laid, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                yield f"over one another: {named(one)}, {named(other)}"


def sideways(window: QWidget) -> Iterator[str]:
    """What is wider than the part that scrolls it up and down."""
    for one in seen(window):
        inner = one.widget() if isinstance(one, QScrollArea) else None
        if not isinstance(one, QScrollArea) or inner is None:
            continue
        more = inner.minimumSizeHint().width() - one.viewport().width()
        if more > 0:
            yield f"too wide by {more}: {named(inner)}"


def unseen_focus(window: QWidget) -> str:
    """Why the focus cannot be seen; nothing where it can."""
    focus = QApplication.focusWidget()
    if focus is None or focus.window() is not window:
        return "no focus"
    return f"focus out of sight: {named(focus)}" if focus.visibleRegion().isEmpty() else ""


def on_screen(window: QWidget) -> bool:
    """Whether a window is on the screen, with room for the frame that a desktop draws around it."""
    room = window.screen().availableGeometry().adjusted(0, 0, 0, -24)
    return room.size().expandedTo(window.size()) == room.size()


def whole(part: QWidget) -> bool:
    """Whether all of a part can be seen."""
    return part.visibleRegion().boundingRect() == QRect(QPoint(0, 0), part.size())


def named(one: QWidget) -> str:
    """A widget as a reader of the test knows it again."""
    text = one.text() if isinstance(one, QLabel | QAbstractButton) else ""
    return f"{type(one).__name__} {one.accessibleName() or text}".strip()
