"""A field of the conclusion: a choice, words, or both, and what was said last time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Choice, ManyLines
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.beside import Said, parted


class SaidField(QWidget):
    """One text of the conclusion; with choices it begins with one of them, and words may follow."""

    changed = Signal()
    """Something else is said now."""
    refused = Signal(str)
    """Why a paste was not taken, as a sentence."""

    def __init__(
        self, name: str, *, chosen: bool = False, typed: bool = True, lines: int = 2, placeholder: str = ""
    ) -> None:
        """Make an empty field; `chosen` has a choice, `typed` has room for words."""
        super().__init__()
        self._choices: tuple[str, ...] = ()
        self._chosen, self._typed = chosen, typed
        self._last = ""
        self.setAccessibleName(name)
        self.choice: Choice[str] = Choice(name)
        self.words = ManyLines(
            self.tr("{field}, in words").format(field=name) if chosen else name,
            lines=lines,
            placeholder=placeholder,
        )
        self._says_last = Label(kind="small", tone="muted")
        self._same = button(
            self.tr("Same as last time"),
            kind="quiet",
            does=self._take_last,
            name=self.tr("{field}: same as last time").format(field=name),
        )
        self._hint = Label(kind="small", tone="soon")
        self._before = QWidget()
        self._before.setLayout(column(self._says_last, Flow(self._same), gap=0))
        parts = (Label(name, kind="strong"), self._before, self.choice, self.words, self._hint)
        self.setLayout(column(*parts, gap=1))
        unwanted = [part for part, wanted in ((self.choice, chosen), (self.words, typed)) if not wanted]
        for part in (self._before, self._hint, *unwanted):
            part.hide()
        self.setFocusProxy(self.choice if chosen else self.words)
        self.choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.words.textChanged.connect(self.changed)
        self.words.refused.connect(self.refused)
        # Nothing is chosen at first: a review is a judgement, and no level of risk goes without saying.
        self.offer(())

    def offer(self, choices: Sequence[str]) -> None:
        """Offer these choices; what is chosen stays."""
        if not self._chosen or (tuple(choices) == self._choices and self.choice.count()):
            return
        self._choices = tuple(choices)
        said = [(choice, _sentence(choice)) for choice in self._choices]
        self.choice.offer([("", self.tr("Not said yet")), *said])

    def text(self) -> str:
        """What is said, as one text."""
        return Said(self.choice.value() or "" if self._chosen else "", self._words()).joined

    def say(self, text: str) -> None:
        """Say this instead."""
        said = parted(text, self._choices) if self._chosen else Said(words=text)
        if self._chosen and not self._typed and said.words:
            # Whatever was kept is shown, even where the checklist offers it no longer.
            self.offer((*self._choices, text))
            said = Said(text)
        self.choice.choose(said.choice)
        if said.words != self.words.toPlainText():
            self.words.setPlainText(said.words)

    def say_last(self, text: str, when: str) -> None:
        """Show what was said last time; one press says it again."""
        self._last = text
        self._says_last.say(self.tr("Last time, {day}: {text}").format(day=when, text=text))
        self._before.setVisible(bool(text))

    def say_hint(self, hint: str) -> None:
        """Show below the words what one might say differently."""
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))

    @property
    def hint(self) -> str:
        """What one might say differently, if anything."""
        return self._hint.text()

    def _words(self) -> str:
        return self.words.text() if self._typed else ""

    def _take_last(self) -> None:
        self.say(self._last)


def _sentence(words: str) -> str:
    """A choice as a list shows it, with a capital."""
    return words[:1].upper() + words[1:]
