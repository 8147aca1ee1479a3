"""The bar that judges exceptions: one reason, one press, however many are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import count_words

if TYPE_CHECKING:
    from sopcheck.cases.events import Verdict
    from sopcheck.ui.session import Session


class JudgeBar(QWidget):
    """What is decided on, the reason, and the three verdicts, each with a key of its own."""

    judged = Signal(str, str)
    """A `Verdict` was pressed, with this reason."""
    tick_wanted = Signal()
    """Everything like what comes next is to be ticked; or, where something is, nothing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a bar with nothing to judge."""
        super().__init__(parent)
        self._session = session
        self._draft: Draft | None = None
        self._says = Label(kind="small")
        self.reason = OneLine(self.tr("Reason"), placeholder=self.tr("Reason for the decision"))
        verdicts: tuple[tuple[Verdict, str, str], ...] = (
            ("justified", self.tr("Justified"), "Alt+J"),
            ("not justified", self.tr("Not justified"), "Alt+N"),
            ("action", self.tr("Action"), "Alt+A"),
        )
        presses = (self._press(verdict, words, keys) for verdict, words, keys in verdicts)
        self._tick = button("", kind="quiet", does=self.tick_wanted.emit)
        # Not the button's: while that is hidden the field would take the key for a letter.
        QShortcut(QKeySequence("Alt+T"), self).activated.connect(self.tick_wanted)
        keys = Label(self.tr("Keys: Alt+J, Alt+N, Alt+A"), kind="small", tone="muted")
        self.setLayout(
            column(self._says, self.reason, Flow(*presses, gap=1), row(self._tick, None), keys, gap=1.5)
        )

    def begin(self, review: str) -> None:
        """Bring back the reason that was half typed in this review."""
        if self._draft is None:
            self._draft = Draft(self.reason, f"review:{review}/judging", self._session)

    def say_ticked(self, count: int) -> None:
        """Say that the decision is on what is ticked."""
        rows = count_words(count, self.tr("exception"), self.tr("exceptions"))
        self._offer(self.tr("Untick  (Alt+T)"))
        self._say(self.tr("{rows} ticked: one decision, one reason").format(rows=rows))

    def say_next(self, title: str, *, left: int, alike: int) -> None:
        """Say on which row the decision is while nothing is ticked; `alike` are left in its list."""
        words = self.tr("Tick all {alike} in its list  (Alt+T)").format(alike=alike)
        self._offer(words if alike > 1 else "")
        self._say(self.tr("To decide ({left} left): {title}").format(left=left, title=title))

    def finish(self) -> None:
        """The decision is saved; the reason is kept no longer."""
        if self._draft is not None:
            self._draft.forget()
        self.reason.clear()

    def _offer(self, words: str) -> None:
        self._tick.setVisible(bool(words))
        if words:
            rename(self._tick, words)

    def _say(self, says: str) -> None:
        self._says.say(says)
        # Read with the field, for that is where the focus is when the next row comes up.
        self.reason.setAccessibleName(self.tr("Reason for the decision. {says}").format(says=says))

    def _press(self, verdict: Verdict, words: str, keys: str) -> QWidget:
        name = self.tr("{verdict}: decide on these exceptions").format(verdict=words)
        return button(
            words, kind="chip", does=lambda: self._on_pressed(verdict), name=name, hint=keys, shortcut=keys
        )

    def _on_pressed(self, verdict: Verdict) -> None:
        self.judged.emit(verdict, self.reason.text().strip())
