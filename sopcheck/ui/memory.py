"""What the window remembers from one day to the next: its size and panes, the look, who unlocked last.

Nothing about cases is ever written here (`security.md` E15): these files lie outside the vault in the clear.
"""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.panes import Panes
from sopcheck.ui.theme import SCALES, THEMES, Look, ThemeName


class WindowMemory:
    """A few settings of the person's account on this machine."""

    def __init__(self, settings: QSettings | None) -> None:
        """Remember in these settings; without any, remember nothing."""
        self._settings = settings

    def look(self) -> Look:
        """The theme and text scale chosen last."""
        theme = self._read("look/theme", "system")
        # Whatever stands in the file: it lies in the clear, and anybody may have changed it.
        scale = _number(self._read("look/scale", "1.0"))
        known: ThemeName = next((name for name in THEMES if name == theme), "system")
        return Look(theme=known, scale=scale if scale in SCALES else 1.0)

    def keep_look(self, look: Look) -> None:
        """Remember a look."""
        self._write("look/theme", look.theme)
        self._write("look/scale", str(look.scale))

    def last_person(self) -> str:
        """The random id of whoever unlocked last."""
        return str(self._read("unlock/last", ""))

    def keep_last_person(self, person: str) -> None:
        """Remember who unlocked."""
        self._write("unlock/last", person)

    def restore_window(self, window: QWidget) -> bool:
        """Give the window the size and place it had; tell whether any was known."""
        kept = self._read("window/geometry")
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def keep_window(self, window: QWidget) -> None:
        """Remember the size and place of the window."""
        self._write("window/geometry", window.saveGeometry())

    def restore_panes(self, area: QWidget) -> None:
        """Give the panes in this part of the window the sizes they had."""
        for panes in area.findChildren(Panes):
            kept = _whole_numbers(self._read(f"panes/{panes.objectName()}", ""))
            # Sizes of panes beside each other mean nothing to those that large text has put below each other.
            if not panes.stacked and len(kept) == len(panes.all_sizes()):
                panes.set_sizes(kept)

    def keep_panes(self, area: QWidget) -> None:
        """Remember the sizes of the panes in this part of the window."""
        for panes in area.findChildren(Panes):
            if not panes.stacked:
                sizes = " ".join(str(size) for size in panes.all_sizes())
                self._write(f"panes/{panes.objectName()}", sizes)

    def _read(self, key: str, default: object = None) -> object:
        return default if self._settings is None else self._settings.value(key, default)

    def _write(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)


def _whole_numbers(text: object) -> list[int]:
    return [int(part) for part in str(text).split() if part.isdigit()]


def _number(text: object) -> float:
    try:
        return float(str(text))
    except ValueError:
        return 1.0
