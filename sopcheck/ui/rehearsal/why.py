"""Why an item stands as it does at a moment of a story: asked because, ends because, answered how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.cases.explanations import why_asked
from sopcheck.ui.case.item_pane import Section
from sopcheck.ui.case.item_text import item_text
from sopcheck.ui.case.outline import parts_of
from sopcheck.ui.case.row_words import plain
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from sopcheck.cases.states import PlaceState
    from sopcheck.ui.rehearsal.words import Told


class WhyPane(QWidget):
    """The words of one item, for reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._nothing = self.tr("Choose an item to see why it is asked, and why its limit ends when it does.")
        self._where = Label(kind="small", tone="muted")
        self._prompt = Label(kind="heading", selectable=True)
        self._sign = StateWord()
        self._limit = Label(kind="small")
        self._standing = Label(prose=True, selectable=True)
        self.asked = Section(self.tr("Why is it asked?"))
        self.then = Section(self.tr("Why then?"))
        self._remarks = Label(prose=True, selectable=True)
        self._source = Label(kind="small", tone="muted", prose=True, selectable=True)
        head = column(self._where, self._prompt, self._sign, self._limit, gap=1)
        parts = (head, self._standing, self.asked, self.then, self._remarks, self._source, None)
        self.setLayout(column(*parts, gap=3, margins=(4, 3, 4, 4)))
        self.clear()

    def clear(self) -> None:
        """Say what would stand here."""
        self._where.say(self._nothing)
        for part in self._parts():
            part.setVisible(False)

    def show_item(self, told: Told, state: PlaceState) -> None:
        """Show one item as it stood then; one of a version that the case has left has no stage any more."""
        view = told.view
        part = parts_of(view.case).get((state.place.checklist, state.stage))
        if part is None:
            self.clear()
            return
        text = item_text(view, state, part, told.speaker())
        self._where.say(text.where)
        self._prompt.say(text.prompt)
        self._sign.show_sign(text.sign)
        self._limit.say(text.limit, tone=text.limit_tone)
        self._standing.say("\n".join(text.standing))
        self.asked.say(plain(why_asked(view.case, view.read_at, state)))
        self.then.say(text.why_then)
        self._remarks.say("\n".join(text.remarks))
        self._source.say(text.source)
        self._prompt.setVisible(True)
        self._sign.setVisible(True)
        for label in (self._limit, self._standing, self._remarks, self._source):
            label.setVisible(bool(label.text()))

    def _parts(self) -> tuple[QWidget, ...]:
        labels = (self._prompt, self._sign, self._limit, self._standing, self._remarks, self._source)
        return (*labels, self.asked, self.then)
