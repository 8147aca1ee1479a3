"""What people type into or choose from: plain text only, of bounded size, each with a name."""

from collections.abc import Iterable
from functools import cached_property, partial
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.keys import is_enter
from sopcheck.ui.kit.layout import bring_into_view, row
from sopcheck.ui.kit.text import Label, tip
from sopcheck.ui.theme import em, step, tokens_of

T = TypeVar("T")
SHORT_LIMIT = 200
LONG_LIMIT = 20_000
_NARROW_EMS = 12
_COMBO = QStyle.ComplexControl.CC_ComboBox


class OneLine(QLineEdit):
    """A line of text, which Qt cuts off where it becomes too long; that is said."""

    refused = Signal(str)
    """That not all was taken, as a sentence."""

    def __init__(
        self, name: str, *, placeholder: str = "", width: float = 0, parent: QWidget | None = None
    ) -> None:
        """Make an empty line; `name` is said by screen readers, `width` is in ems."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(SHORT_LIMIT)
        self.inputRejected.connect(self._on_rejected)
        self._ems = width
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes a longer line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        if self._ems:
            self.setMaximumWidth(em(self._ems))

    def _on_rejected(self) -> None:
        self.refused.emit(
            self.tr(
                "At most {limit} characters fit in here, so not all of it was taken. Shorten it, or give a "
                "reference instead."
            ).format(limit=self.maxLength())
        )


class ManyLines(QPlainTextEdit):
    """Several lines of plain text. Pictures and files are not taken, and too long a text is refused whole."""

    refused = Signal(str)
    """Why a paste was not taken, as a sentence."""
    submitted = Signal()
    """Ctrl+Enter was pressed, or Enter where that submits."""

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        lines: int = 3,
        limit: int = LONG_LIMIT,
        enter_submits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty text of so many lines' height that takes up to `limit` characters.

        Where `enter_submits`, Shift+Enter begins a line.
        """
        super().__init__(parent)
        self._enter_submits = enter_submits
        self._limit = limit
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        # A tab in a note means nothing, and a Tab that is caught is a trap for the keyboard.
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * lines + step(5)
        self.setFixedHeight(height)

    def text(self) -> str:
        """What was typed, without space at either end."""
        return self.toPlainText().strip()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words only; `domain.md` 8: no picture is ever pasted in."""
        return source.hasText() and not source.hasImage() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words that fit, or none and say why."""
        if not self.canInsertFromMimeData(source):
            self.refused.emit(
                self.tr("Only text can be pasted here; give the reference of a picture or file instead.")
            )
            return
        pasted = source.text().replace("\0", "")
        if len(pasted) + self.document().characterCount() > self._limit:
            self.refused.emit(self._too_long(len(pasted)))
            return
        self.textCursor().insertText(pasted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter submit and stop typing at the limit; everything else is as usual."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (control or (self._enter_submits and is_enter(event))):
            self.submitted.emit()
            return
        if event.text().isprintable() and event.text() and self.document().characterCount() > self._limit:
            self.refused.emit(self._too_long(1))
            return
        super().keyPressEvent(event)

    def _too_long(self, added: int) -> str:
        total = self.document().characterCount() - 1 + added
        return self.tr(
            "That would make {total:,} characters and a note takes {limit:,}; give the reference of the "
            "document instead."
        ).format(total=total, limit=self._limit)


class Secret(QWidget):
    """A passphrase, hidden until *Show* is pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        # Longer than anybody types; a pasted file is not stretched by Argon2.
        self.edit.setMaxLength(1024)
        self.show_button = button(
            self.tr("Show"), kind="quiet", does=self._turn, name=self.tr("Show what is typed")
        )
        self.setLayout(row(self.edit, self.show_button, gap=2.5))
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed and hide again."""
        self.edit.clear()
        self._say(shown=False)

    def _turn(self) -> None:
        self._say(shown=self.edit.echoMode() == QLineEdit.EchoMode.Password)

    def _say(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        if shown:
            rename(self.show_button, self.tr("Hide"), name=self.tr("Hide what is typed"))
            return
        rename(self.show_button, self.tr("Show"), name=self.tr("Show what is typed"))


class Choice(QComboBox, Generic[T]):
    """One of several values, each shown by its words."""

    chosen = Signal()
    """A person chose another value."""
    closed = Signal()
    """The list was opened and is closed again; arrow keys choose without it."""

    def __init__(
        self, name: str, options: Iterable[tuple[T, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Offer these (value, words)."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values: list[T] = []
        self.activated.connect(lambda _: self.chosen.emit())
        self.currentTextChanged.connect(partial(tip, self))
        self.offer(options)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, and the mark that it opens downwards, which a stylesheet leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        painter.setPen(QPen(QColor(tokens.muted if self.isEnabled() else tokens.hairline), 1.5))
        side, middle = step(1), QPointF(self.width() - step(4), self.height() / 2)
        left, right = middle + QPointF(-side, -side / 2), middle + QPointF(side, -side / 2)
        painter.drawPolyline([left, middle + QPointF(0, side / 2), right])

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """End words that are too long for the field with …, so that nobody takes a part for the whole."""
        super().initStyleOption(option)
        room = self.style().subControlRect(_COMBO, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )

    def offer(self, options: Iterable[tuple[T, str]]) -> None:
        """Offer other values; what was chosen stays chosen where it is still offered."""
        # `None` may be a value, so that nothing was offered before is not told by it.
        before = self._values[self.currentIndex() :][:1] if self.currentIndex() >= 0 else []
        self.clear()
        self._values = []
        for value, words in options:
            self._values.append(value)
            self.addItem(words)
        for value in before:
            self.choose(value)

    def value(self) -> T | None:
        """What is chosen, if anything is offered."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def choose(self, value: T) -> None:
        """Choose a value that is offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def minimumSizeHint(self) -> QSize:
        """Narrower than its longest words where there is no room for them; they end with … then."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), em(_NARROW_EMS)), hint.height())

    def hidePopup(self) -> None:
        """Tell that the list is closed."""
        super().hidePopup()
        self.closed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll what the field lies in; nothing is chosen in passing."""
        event.ignore()


class Number(QSpinBox):
    """A whole number up to a most, typed or stepped by ↑ and ↓; at nought it says the word for nothing."""

    def __init__(self, name: str, *, most: int, nothing: str, parent: QWidget | None = None) -> None:
        """Make a field without a number."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(0, most)
        self.setSpecialValueText(nothing)
        self.setMaximumWidth(em(8))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(step(1.5), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll what the field lies in; no number changes in passing."""
        event.ignore()


class Field(QWidget):
    """A named place of a form: what is asked above, what it is for and what is wrong with it below."""

    def __init__(self, words: str, inner: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        """Put a label above `inner`; the widget is named by it unless it has a name."""
        super().__init__(parent)
        self.inner = inner
        self._problem = self._hint_words = ""
        if not inner.accessibleName():
            inner.setAccessibleName(words)
        inner.setAccessibleDescription(hint)
        if isinstance(inner, OneLine | ManyLines):
            inner.refused.connect(self.refuse)
        if isinstance(inner, ManyLines):
            # What was refused left the text as it was; once that changes, it is old news.
            inner.textChanged.connect(self.accept)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(step(1.5))
        self._box.addWidget(Label(words, kind="strong"))
        self._box.addWidget(inner)
        if hint:
            self.say_hint(hint)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(inner)

    # Both are made when there is something to say: most fields of a form never need them.
    @cached_property
    def _hint(self) -> Label:
        made = Label(kind="small", tone="muted")
        self._box.insertWidget(1, made)
        return made

    @cached_property
    def _wrong(self) -> Label:
        made = Label(tone="soon")
        self._box.addWidget(made)
        return made

    @property
    def problem(self) -> str:
        """The sentence below the field, or nothing."""
        return self._problem

    def refuse(self, sentence: str) -> None:
        """Say below the field what is wrong, and go there."""
        self._problem = sentence
        self._wrong.say(sentence)
        self._wrong.show()
        self.inner.setAccessibleDescription(sentence)
        self.inner.setFocus()
        # A form that scrolls would keep the sentence below what is seen; it has its place once laid out.
        QTimer.singleShot(0, self, partial(bring_into_view, self))

    def accept(self) -> None:
        """Take the sentence away."""
        if self._problem:
            self._problem = ""
            self._wrong.hide()
        self.inner.setAccessibleDescription(self._hint_words)

    def say_hint(self, hint: str) -> None:
        """Show another explanation under the label."""
        if hint == self._hint_words:
            return
        self._hint_words = hint
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))
