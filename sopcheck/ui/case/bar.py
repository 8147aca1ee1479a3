"""The foot of the item: the ways to answer, always in the same place, and the form that one of them opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from sopcheck.ui.case.acts import Question
from sopcheck.ui.case.ask_form import AskForm
from sopcheck.ui.case.item_acts import Offer, Way, way_words
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.line import Line
from sopcheck.ui.theme import step

if TYPE_CHECKING:
    from sopcheck.ui.case.asking import Asking, Said
    from sopcheck.ui.session import Session

KEYS: dict[Way, str] = {"now": "D", "at": "T", "not done": "X", "not applicable": "A"}


class AnswerBar(QWidget):
    """Four ways to answer, or one form; and after an answer the item that comes next."""

    way_pressed = Signal(str)
    """One of the ways to answer."""
    next_pressed = Signal()
    """Somebody wants to go on with the next open item."""
    form_opened = Signal(object)
    """A form is there now, as a `QWidget`: see that it can be seen."""
    form_closed = Signal()
    """The form went away; the focus may go back to where it was."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a bar without an item."""
        super().__init__(parent)
        self._session = session
        self._form: AskForm | None = None
        self.line = Line()
        self.question = Question(self.line)
        self._ways: dict[Way, QPushButton] = {way: self._way_button(way) for way in KEYS}
        self._next = button("", kind="quiet", does=self.next_pressed.emit, name=self.tr("Next open item"))
        self._next.hide()
        self._following = ""
        self._buttons = Flow(*self._ways.values())
        self._column = column(self.line, self._next, self._buttons, gap=2)
        self.setLayout(self._column)

    @property
    def form(self) -> AskForm | None:
        """The form that is open, if any."""
        return self._form

    def holds(self, form: AskForm | None) -> bool:
        """Is this form still open? A person may have gone on while it was being saved."""
        return form is not None and form is self._form

    def show_offer(self, offer: Offer | None) -> None:
        """Offer these ways to answer."""
        ways = offer.ways if offer is not None else ()
        for way, pressed in self._ways.items():
            # Hidden and not greyed: a button that never works says nothing about why.
            pressed.setVisible(way in ways)
            if offer is not None:
                self._name(pressed, way, offer)
        self._buttons.setVisible(bool(ways) and self._form is None)

    def say_next(self, words: str) -> None:
        """Offer to go on with this item; nothing where the text is empty."""
        self._following = words
        self._fit_next()
        self._next.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the next item's words as there is room for."""
        super().resizeEvent(event)
        self._fit_next()

    def _fit_next(self) -> None:
        words = self.tr("Next (N): {item}").format(item=self._following)
        fitting = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width() - step(1))
        rename(self._next, fitting, name=words)

    def ask(self, asking: Asking, take: Callable[[AskForm, Said], None]) -> None:
        """Open a form in place of the buttons; `take` is handed what was said."""
        self.close_form()
        self.line.clear()
        form = AskForm(asking, self._session, self)
        form.said.connect(lambda said: take(form, said))
        form.closed.connect(self.leave_form)
        self._form = form
        # One thing at a time: pressing another way beside an open form would leave its text behind.
        self._buttons.hide()
        self._next.hide()
        self._column.addWidget(form)
        form.begin()
        self.form_opened.emit(form)

    def leave_form(self) -> None:
        """Put the form away, and let the focus go back to where it was."""
        self.close_form()
        self.form_closed.emit()

    def close_form(self) -> None:
        """Put the form away; what was half typed in it stays kept."""
        if self._form is None:
            return
        form, self._form = self._form, None
        # Deleted with the form, the drafts could not keep it any more.
        form.keep()
        form.hide()
        form.deleteLater()
        self._buttons.setVisible(any(not pressed.isHidden() for pressed in self._ways.values()))

    def _way_button(self, way: Way) -> QPushButton:
        return button(
            "",
            kind="primary" if way == "now" else "plain",
            does=lambda: self.way_pressed.emit(way),
            hint=self.tr("Key {key}").format(key=KEYS[way]),
        )

    def _name(self, pressed: QPushButton, way: Way, offer: Offer) -> None:
        words = way_words(way, offer)
        rename(pressed, words, name=self.tr("{words} ({key})").format(words=words, key=KEYS[way]))
