"""A message in the page: what was saved, what was refused and what to do. There are no pop-ups for that."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from sopcheck.errors import SopcheckError
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import step


class Line(QFrame):
    """A strip with one sentence, at most one thing to press, and a way to put it away; hidden while empty."""

    pressed = Signal()
    """The one thing to press was pressed."""

    def __init__(self, parent: QWidget | None = None, *, stays: bool = False) -> None:
        """Make an empty, hidden line; what `stays` nobody can put away."""
        super().__init__(parent)
        self._stays = stays
        self.hide()

    # Every page has a line and most of them stay silent, so it is furnished for its first message.
    @cached_property
    def _parts(self) -> tuple[Label, QPushButton]:
        words = Label(selectable=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        press = button("", kind="quiet", does=self.pressed.emit, name=self.tr("What to do"))
        close = button(self.tr("Close"), kind="quiet", does=self.clear, name=self.tr("Close this message"))
        box = QHBoxLayout(self)
        box.setContentsMargins(step(3), step(1), step(2), step(1))
        box.setSpacing(step(2))
        box.addWidget(words, 1)
        box.addWidget(press)
        box.addWidget(close)
        close.setVisible(not self._stays)
        return words, press

    @property
    def press_button(self) -> QPushButton:
        """What is offered beside the sentence; hidden where it offers nothing."""
        return self._parts[1]

    @property
    def text(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._parts[0].text() if not self.isHidden() else ""

    def say(self, sentence: str, *, press: str = "") -> None:
        """Tell something that needs knowing; `press` is the word of a button beside it."""
        self._show("said", sentence, press=press)

    def done(self, sentence: str, *, press: str = "") -> None:
        """Tell that something worked."""
        self._show("done", sentence, press=press)

    def refuse(self, error: SopcheckError | str, *, press: str = "") -> None:
        """Tell why something was not done."""
        sentence = error if isinstance(error, str) else error.sentence
        self._show("refused", sentence, press=press)

    def clear(self) -> None:
        """Put the message away."""
        self.hide()

    def clear_refusal(self) -> None:
        """Put away why something was not done, now that it works; what else is told stays."""
        if self.property("line") == "refused":
            self.clear()

    def _show(self, kind: str, sentence: str, *, press: str) -> None:
        words, button_beside = self._parts
        words.say(sentence)
        self.setAccessibleName(sentence)
        self.setProperty("line", kind)
        self.style().polish(self)
        if press:
            rename(button_beside, press)
        button_beside.setVisible(bool(press))
        self.show()
        # Seldom needed before the way in is painted, which every class of Qt that is loaded delays.
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415

        # Nothing moves the focus here, so a screen reader has to be told.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
