"""The keys of a page. Single letters act only while nothing is being typed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

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


def is_enter(event: QEvent) -> bool:
    """Tell whether Enter was pressed, by itself."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """Lets Enter press the button that has the focus, as Space does; Qt does so in dialogs alone."""

    def __init__(self, area: QWidget) -> None:
        """Watch what nobody in the area has taken."""
        super().__init__(area)
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button, if it is one."""
        focused = QApplication.focusWidget()
        if is_enter(event) and isinstance(focused, QPushButton):
            focused.click()
            return True
        return super().eventFilter(watched, event)
