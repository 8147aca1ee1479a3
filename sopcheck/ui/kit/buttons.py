"""Buttons: a primary one per page, plain ones, quiet ones that read like links."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from sopcheck.ui.kit.text import literal, tip

ButtonKind = Literal["primary", "plain", "quiet", "chip", "rail"]


def button(
    text: str,
    *,
    kind: ButtonKind = "plain",
    does: Callable[[], object] | None = None,
    name: str = "",
    hint: str = "",
    shortcut: str = "",
) -> QPushButton:
    """A button; `name` is what a screen reader says where the text alone is not enough."""
    made = QPushButton(literal(text))
    made.setProperty("kind", kind)
    made.setAccessibleName(name or text)
    # In a dialog Qt would press whichever button the focus was on last; `enter_presses` says which one.
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if shortcut:
        # Not the button's own shortcut: that lets a tenth of a second pass to show the press.
        keys = QShortcut(QKeySequence(shortcut), made)
        keys.setAutoRepeat(False)
        keys.activated.connect(made.click)
    tip(made, hint)
    if does is not None:
        made.clicked.connect(lambda: does())
    return made


def rename(made: QPushButton, text: str, *, name: str = "") -> None:
    """Give a button another text, and the name that goes with it."""
    made.setText(literal(text))
    made.setAccessibleName(name or text)


def enter_presses(area: QWidget, primary: QPushButton) -> None:
    """Let Enter anywhere in `area` press `primary`; on another button it presses that one."""
    for keys in ("Return", "Enter", "Ctrl+Return"):
        made = QShortcut(QKeySequence(keys), area)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(lambda: _pressed(primary).click())


def escape_does(area: QWidget, does: Callable[[], object]) -> QObject:
    """Let Esc anywhere in `area` do something, as a rule close it."""
    made = QShortcut(QKeySequence("Esc"), area)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(lambda: does())
    return made


def _pressed(primary: QPushButton) -> QAbstractButton:
    focused = QApplication.focusWidget()
    return focused if isinstance(focused, QPushButton) else primary
