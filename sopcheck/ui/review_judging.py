"""The bar that judges the ticked limits: one reason, one press, however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.case_flow import Flow
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import count_words

if TYPE_CHECKING:
    from sopcheck.cases.events import Verdict
    from sopcheck.ui.session import Session


class JudgeBar(QWidget):
    """How many are ticked, the reason, and the three verdicts."""

    judged = Signal(str, str)
    """A `Verdict` was pressed, with this reason."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a bar with nothing to judge."""
        super().__init__(parent)
        self._session = session
        self._count = 0
        self._draft: Draft | None = None
        self._says = Label(kind="small", tone="muted", wrap=False)
        self.reason = OneLine(
            self.tr("Reason for the decision on the ticked limits"),
            placeholder=self.tr("Reason for the decision"),
        )
        verdicts: tuple[tuple[Verdict, str], ...] = (
            ("justified", self.tr("Justified")),
            ("not justified", self.tr("Not justified")),
            ("action", self.tr("Action")),
        )
        presses = (self._press(verdict, words) for verdict, words in verdicts)
        self.setLayout(column(self._says, self.reason, Flow(*presses), gap=1.5))
        self.say_count(0)

    def begin(self, review: str) -> None:
        """Bring back the reason that was half typed in this review."""
        if self._draft is None:
            self._draft = Draft(self.reason, f"review:{review}/judging", self._session)

    def say_count(self, count: int) -> None:
        """Say how many limits are ticked."""
        self._count = count
        limits = count_words(count, self.tr("limit"), self.tr("limits"))
        self._says.say(self.tr("{limits} ticked: one decision, one reason").format(limits=limits))

    def finish(self) -> None:
        """The decision is saved; the reason is kept no longer."""
        if self._draft is not None:
            self._draft.forget()
        self.reason.clear()

    def _press(self, verdict: Verdict, words: str) -> QWidget:
        name = self.tr("{verdict}: decide on the ticked limits").format(verdict=words)
        return button(words, kind="chip", does=lambda: self._on_pressed(verdict), name=name)

    def _on_pressed(self, verdict: Verdict) -> None:
        if self._count:
            self.judged.emit(verdict, self.reason.text().strip())
