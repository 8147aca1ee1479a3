"""The keys of the case page. Single letters act only while nothing is being typed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Keys = Mapping[str, Callable[[], object]]


def bind(area: QWidget, keys: Keys) -> None:
    """Let keys do things while the focus is anywhere in an area.

    A field that takes text claims the letters for itself first (Qt asks it by `ShortcutOverride`), so a D in
    a note is a D.
    """
    for key, does in keys.items():
        shortcut = QShortcut(QKeySequence(key), area)
        # Not the whole window: the rail, the search and open sheets have keys of their own.
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda does=does: does())
