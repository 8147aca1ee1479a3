"""A field of the conclusion: a choice, words, or both, and what was said last time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Choice, ManyLines
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.beside import Said, parted


class SaidField(QWidget):
    """One text of the conclusion; with choices it begins with one of them, and words may follow.

    A review has a dozen of these, and opens as soon as they are made: each makes only what it shows.
    """

    changed = Signal()
    """Something else is said now."""
    refused = Signal(str)
    """Why a paste was not taken, as a sentence."""

    def __init__(
        self, name: str, *, chosen: bool = False, typed: bool = True, lines: int = 2, placeholder: str = ""
    ) -> None:
        """Make an empty field; `chosen` has a choice, `typed` has room for words."""
        super().__init__()
        self._name, self._lines, self._placeholder = name, lines, placeholder
        self._choices: tuple[str, ...] = ()
        self._chosen, self.typed = chosen, typed
        self._last = ""
        self.setAccessibleName(name)
        self._box = column(Label(name, kind="strong"), gap=1)
        self.setLayout(self._box)
        if chosen:
            self._box.addWidget(self.choice)
        if typed:
            self._box.addWidget(self.words)
        self.setFocusProxy(self.choice if chosen else self.words)
        # Nothing is chosen at first: a review is a judgement, and no level of risk goes without saying.
        self.offer(())

    @cached_property
    def choice(self) -> Choice[str]:
        """What is chosen, in a field that has a choice."""
        made: Choice[str] = Choice(self._name, parent=self)
        made.currentIndexChanged.connect(lambda _: self.changed.emit())
        return made

    @cached_property
    def words(self) -> ManyLines:
        """What is typed, in a field that has room for words."""
        name = self.tr("{field}, in words").format(field=self._name) if self._chosen else self._name
        made = ManyLines(name, lines=self._lines, placeholder=self._placeholder, parent=self)
        made.textChanged.connect(self.changed)
        made.refused.connect(self.refused)
        return made

    def offer(self, choices: Sequence[str]) -> None:
        """Offer these choices; what is chosen stays."""
        if not self._chosen or (tuple(choices) == self._choices and self.choice.count()):
            return
        self._choices = tuple(choices)
        said = [(choice, _sentence(choice)) for choice in self._choices]
        self.choice.offer([("", self.tr("Not said yet")), *said])

    def text(self) -> str:
        """What is said, as one text."""
        choice = self.choice.value() or "" if self._chosen else ""
        return Said(choice, self.words.text() if self.typed else "").joined

    def say(self, text: str) -> None:
        """Say this instead."""
        said = parted(text, self._choices) if self._chosen else Said(words=text)
        if self._chosen and not self.typed and said.words:
            # Whatever was kept is shown, even where the checklist offers it no longer.
            self.offer((*self._choices, text))
            said = Said(text)
        if self._chosen:
            self.choice.choose(said.choice)
        if self.typed and said.words != self.words.toPlainText():
            self.words.setPlainText(said.words)

    def say_last(self, text: str, when: str) -> None:
        """Show what was said last time; one press says it again."""
        self._last = text
        self._says_last.say(self.tr("Last time, {day}: {text}").format(day=when, text=text))
        self._before.setVisible(bool(text))

    def say_hint(self, hint: str) -> None:
        """Show below the words what one might say differently."""
        if hint or self.hint:
            self._hint.say(hint)
            self._hint.setVisible(bool(hint))

    @property
    def hint(self) -> str:
        """What one might say differently, if anything."""
        return self._hint.text() if "_hint" in self.__dict__ else ""

    @cached_property
    def _hint(self) -> Label:
        made = Label(kind="small", tone="soon", parent=self)
        self._box.addWidget(made)
        return made

    @cached_property
    def _says_last(self) -> Label:
        return Label(kind="small", tone="muted")

    @cached_property
    def _before(self) -> QWidget:
        """What was said last time, between the name of the field and the field."""
        name = self.tr("{field}: same as last time").format(field=self._name)
        same = button(self.tr("Same as last time"), kind="quiet", does=self._take_last, name=name)
        made = QWidget(self)
        made.setLayout(column(self._says_last, Flow(same), gap=0))
        self._box.insertWidget(1, made)
        return made

    def _take_last(self) -> None:
        self.say(self._last)


def _sentence(words: str) -> str:
    """A choice as a list shows it, with a capital."""
    return words[:1].upper() + words[1:]
