"""Keys that go everywhere: a modal window keeps those of the window below it from being heard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_NAME = "everywhere"


def everywhere(shortcut: QShortcut) -> QShortcut:
    """Let a shortcut be heard in the windows above its own too."""
    shortcut.setObjectName(_NAME)
    return shortcut


def hear_from_below(window: QWidget) -> None:
    """Hear the keys that go everywhere in this window too, whatever it stands upon."""
    below = window.parentWidget()
    if below is None:
        return
    # Of that window alone: in the tree below it stand the sheets of its pages with theirs.
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for shortcut in below.window().findChildren(QShortcut, _NAME, direct):
        heard = everywhere(QShortcut(QKeySequence(shortcut.key()), window))
        heard.activated.connect(shortcut.activated)
