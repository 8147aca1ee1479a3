"""The rail on the left: the pages with what waits in them, who is here, and the lock."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.icons import icon
from sopcheck.ui.kit.layout import Ground, column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em, tokens_of


class Rail(Ground):
    """One button for each page, and below them the person, the display and the lock."""

    page_wanted = Signal(str)
    display_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self, pages: tuple[tuple[str, str], ...], person: str, parent: QWidget | None = None
    ) -> None:
        """Offer these pages (name, words) to this person."""
        super().__init__(ground="page", rule="right", parent=parent)
        self.setFixedWidth(em(11.5))
        self._words = dict(pages)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for at, (name, words) in enumerate(pages, start=1):
            self._buttons[name] = self._build_page_button(name, words, at)
        self.display = button(self.tr("Display"), kind="rail", does=self.display_wanted.emit)
        self.lock = button(self.tr("Lock"), kind="rail", does=self.lock_wanted.emit, hint=self.tr("Ctrl+L"))
        self.lock.setAccessibleName(self.tr("Lock the vault, Ctrl+L"))
        who = Label(person, kind="strong")
        brand = Label("sopcheck", kind="heading", tone="muted")
        for label in (who, brand):
            label.setContentsMargins(em(0.8), 0, 0, 0)
        parts = (brand, 3, *self._buttons.values(), None, who, 1, self.display, self.lock)
        self.setLayout(column(*parts, gap=1, margins=(2, 5, 2, 4)))
        self._paint_icons()

    def _build_page_button(self, name: str, words: str, at: int) -> QPushButton:
        made = button(words, kind="rail", does=lambda: self.page_wanted.emit(name), shortcut=f"Alt+{at}")
        made.setCheckable(True)
        self._group.addButton(made)
        return made

    @property
    def shown(self) -> str:
        """The name of the page that is marked."""
        return next((name for name, made in self._buttons.items() if made.isChecked()), "")

    def names(self) -> tuple[str, ...]:
        """What the pages are called when they are heard, with what waits there."""
        return tuple(made.accessibleName() for made in self._buttons.values())

    def show_page(self, name: str) -> None:
        """Mark the page that is shown; a page without a button marks none."""
        # In an exclusive group the last one cannot be unmarked, and the page of a case marks none.
        self._group.setExclusive(False)
        for page, made in self._buttons.items():
            made.setChecked(page == name)
        self._group.setExclusive(True)

    def show_count(self, name: str, count: int) -> None:
        """Put beside a page how much waits there."""
        words = self._words[name]
        said = self.tr("{page}, {count} waiting").format(page=words, count=count) if count else words
        rename(self._buttons[name], f"{words}   {count}" if count else words, name=said)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons again in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "lock"):
            self._paint_icons()

    def _paint_icons(self) -> None:
        colour, side = tokens_of(self).muted, em(1.25)
        drawn = {**self._buttons, "display": self.display, "lock": self.lock}
        for name, made in drawn.items():
            made.setIcon(icon(name, colour, side=side, ratio=self.devicePixelRatioF()))
            made.setIconSize(QSize(side, side))
