"""The choice that an item asks for: one of its own words, or of the force's own list, typed."""

from typing import TypeVar

from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from sopcheck.checklists.definition import Item
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Pick

B = TypeVar("B", bound=QComboBox)
_CHARACTERS = 24


def bounded(choice: B, *, characters: int = _CHARACTERS) -> B:
    """Let a list of long words be as narrow as the form it stands in, but for so many characters."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(characters)
    return choice


class ChoiceField(QWidget):
    """Nothing is chosen until somebody chooses; hidden where the item asks for no choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a field for no item."""
        super().__init__(parent)
        self._label = Label(kind="strong")
        self._typed = OneLine(self.tr("Choice"))
        self._flow = Flow(gap=4)
        self._group = QButtonGroup(self)
        self._choices: tuple[str, ...] = ()
        self.setLayout(column(self._label, self._flow, self._typed, gap=1))
        self.hide()

    @property
    def asked(self) -> bool:
        """Does the item ask for a choice?"""
        return not self.isHidden()

    def show_for(self, item: Item, *, chosen: str = "") -> None:
        """Offer what this item offers, with what stands already chosen."""
        self.setVisible("choice" in item.asks)
        self._label.say(item.choice_is.capitalize() or self.tr("Choose one"))
        self._typed.setVisible(not item.choices)
        self._typed.setAccessibleName(self._label.text())
        self._flow.setVisible(bool(item.choices))
        self._offer(item.choices if "choice" in item.asks else ())
        self._typed.setText(chosen if not item.choices else "")
        if chosen in self._choices:
            self._group.button(self._choices.index(chosen)).setChecked(True)

    def value(self) -> str:
        """What is chosen, or nothing."""
        if not self.asked:
            return ""
        at = self._group.checkedId()
        return self._choices[at] if at >= 0 else self._typed.text().strip()

    def clear(self) -> None:
        """Choose nothing."""
        self._typed.clear()
        # An exclusive group never lets go of its last choice.
        self._group.setExclusive(False)
        for choice in self._group.buttons():
            choice.setChecked(False)
        self._group.setExclusive(True)

    def begin(self) -> None:
        """Put the focus where something is to be chosen."""
        first = next(iter(self._group.buttons()), None)
        (first or self._typed).setFocus()

    def _offer(self, choices: tuple[str, ...]) -> None:
        # Most items next to each other ask for no choice; nothing is built again for them.
        if choices == self._choices:
            self.clear()
            return
        for old in self._group.buttons():
            self._group.removeButton(old)
        self._flow.clear()
        self._choices = choices
        for at, words in enumerate(choices):
            choice = Pick(words)
            self._group.addButton(choice, at)
            self._flow.insert(at, choice)
