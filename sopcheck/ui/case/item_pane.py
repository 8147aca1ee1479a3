"""The item: what is asked and why, by when and why then, what was answered; below, the ways to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sopcheck.ui.case.bar import AnswerBar
from sopcheck.ui.case.fields import AnswerFields
from sopcheck.ui.case.history import History
from sopcheck.ui.case.item_acts import Further, Offer, further_words
from sopcheck.ui.case.unknown import UnknownFact, UnknownFacts
from sopcheck.ui.kit.buttons import button, escape_does
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, holding, row, rule_line, scrolling
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from sopcheck.ui.case.fields import FieldsFor
    from sopcheck.ui.case.item_text import ItemText
    from sopcheck.ui.session import Session

_FURTHER: tuple[Further, ...] = (
    "direction",
    "settle",
    "subject",
    "target",
    "clock",
    "explain",
    "extend",
    "override",
    "regrade",
)


class Section(QWidget):
    """A question in small letters and its answer below; hidden where there is no answer."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        """Ask this question."""
        super().__init__(parent)
        self._says = Label(prose=True, selectable=True)
        self.setLayout(column(Label(question, kind="small", tone="muted"), self._says, gap=0.5))

    @property
    def text(self) -> str:
        """The answer."""
        return self._says.text()

    def say(self, text: str) -> None:
        """Answer it."""
        self._says.say(text)
        self.setVisible(bool(text))


class Reading(QWidget):
    """The text of the item as one thing to stand on: ↑↓ scroll, ← goes back to the list."""

    left = Signal()
    """Back to the list."""
    scrolled = Signal(int)
    """So many lines down, or up where it is negative."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a text that can have the focus."""
        super().__init__(parent)
        # A screen reader reads what has the focus; labels alone it would pass by.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll or go back; every other key is somebody else's."""
        lines = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in lines:
            self.scrolled.emit(lines[key])
        elif key == Qt.Key.Key_Left:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ItemPane(QWidget):
    """One item, read from top to bottom; nothing here decides anything."""

    further_pressed = Signal(str)
    """A further act on the item: one of `Further`."""
    fact_answered = Signal(object, str)
    """An `UnknownFact`, and `yes` or `no`."""

    left = Signal()
    """Back to the list."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a pane without an item."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("The item"))
        self._where = Label(kind="small", tone="muted")
        self._prompt = Label(kind="heading", selectable=True)
        self._sign = StateWord()
        self._limit = Label(kind="small")
        self._standing = Label(prose=True, selectable=True)
        self._guidance = Label(prose=True, selectable=True)
        self._asked = Section(self.tr("Why am I asked?"))
        self._then = Section(self.tr("Why then?"))
        self._remarks = Label(prose=True, selectable=True)
        self._source = Label(kind="small", tone="muted", prose=True, selectable=True)
        self._rule = rule_line()
        self._further: dict[Further, QPushButton] = {further: self._link(further) for further in _FURTHER}
        self._links = Flow(*self._further.values())
        self.unknown = UnknownFacts()
        self.fields = AnswerFields(session)
        self.history = History()
        self.bar = AnswerBar(session)
        self.unknown.answered.connect(self.fact_answered)
        self.reading = self._build_inner()
        self._area = scrolling(self.reading)
        self._foot = holding(column(self.bar, margins=(4, 3, 4, 4)), rule="above")
        box = column(self._area, self._foot, gap=0)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.reading.left.connect(self.left)
        self.reading.scrolled.connect(self._on_scrolled)
        escape_does(self, self._on_escape)

    def minimumSizeHint(self) -> QSize:
        """Some lines of text and the whole foot; wrapped words make Qt ask for far more."""
        width = max(self.width(), em(16))
        return QSize(em(16), em(10) + self._foot.heightForWidth(width))

    def show_nothing(self, *, nothing: bool) -> None:
        """Empty the pane while there is no item to show."""
        # Not the pane itself: as a page of a stack it would come up over the page that is seen.
        self._area.setHidden(nothing)
        self._foot.setHidden(nothing)

    def show_text(self, text: ItemText) -> None:
        """Show the words of an item."""
        self._where.say(text.where)
        self._prompt.say(text.prompt)
        self._sign.show_sign(text.sign)
        # Shown even when empty, or the word of state would move into its place.
        self._limit.say(text.limit, tone=text.limit_tone)
        _say(self._standing, "\n".join(text.standing))
        _say(self._guidance, text.guidance)
        _say(self._remarks, "\n".join(text.remarks))
        _say(self._source, text.source)
        self._asked.say(text.why_asked)
        self._then.say(text.why_then)
        spoken = (
            text.prompt,
            text.sign.word,
            text.limit,
            *text.standing,
            text.guidance,
            text.why_asked,
            text.why_then,
            *text.remarks,
        )
        self.reading.setAccessibleName(" ".join(part for part in spoken if part))

    @property
    def text(self) -> str:
        """What the pane says about the item, as one text; a screen reader reads it so."""
        return self.reading.accessibleName()

    def show_offer(self, offer: Offer, fields: FieldsFor) -> None:
        """Offer what can be done with the item; the fields are there while an answer can be given."""
        for further, link in self._further.items():
            link.setVisible(further in offer.further)
        self._links.setVisible(bool(offer.further))
        between = (self._asked, self._then, self._remarks, self._links)
        # Two rules with nothing between them would look like a mistake.
        self._rule.setHidden(all(part.isHidden() for part in between))
        self.fields.show_for(fields)
        # What was answered is read above; its fields come with the form that changes it.
        self.fields.setVisible(bool(offer.ways) and offer.standing == "new")
        self.bar.show_offer(offer)

    def show_unknown(self, facts: tuple[UnknownFact, ...]) -> None:
        """Ask what is not known yet."""
        self.unknown.show_facts(facts)

    def begin_reading(self) -> None:
        """Go back to the top, as when another item is shown."""
        self._area.verticalScrollBar().setValue(0)
        self.history.close_up()

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll until a part of the pane can be seen, once the layout has given it its place."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))

    def focus_first(self) -> None:
        """Stand on the text of the item; Tab goes on to what can be done."""
        self.reading.setFocus()

    def _on_scrolled(self, lines: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + lines * self.fontMetrics().lineSpacing())

    def _on_escape(self) -> None:
        # Esc closes what is innermost first, and what was typed stays kept.
        if self.bar.form is not None:
            self.bar.close_form()
        self.left.emit()

    def _build_inner(self) -> Reading:
        inner = Reading()
        state = row(self._sign, self._limit, gap=3)
        # Long words of a limit wrap beside the state instead of pushing it away.
        state.setStretch(1, 1)
        self._sign.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        inner.setLayout(
            column(
                self._where,
                self._prompt,
                state,
                self._standing,
                self.unknown,
                self._guidance,
                self._rule,
                self._asked,
                self._then,
                self._remarks,
                self._links,
                rule_line(),
                self.fields,
                self.history,
                self._source,
                None,
                gap=3,
                margins=(4, 4, 4, 4),
            )
        )
        return inner

    def _link(self, further: Further) -> QPushButton:
        return button(further_words(further), kind="quiet", does=lambda: self.further_pressed.emit(further))


def _say(label: Label, text: str) -> None:
    label.say(text)
    label.setVisible(bool(text))
