"""What belongs to an answer besides its status: a choice, a reference, a note, what else the act meets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from sopcheck.cases.events import Given, Place, Status
from sopcheck.checklists.definition import ChecklistId, Item
from sopcheck.ui.case.choice import ChoiceField
from sopcheck.ui.case.hints import Hints
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Field, ManyLines, OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.keys import is_enter
from sopcheck.ui.kit.layout import column, emptied
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Ticks

if TYPE_CHECKING:
    from sopcheck.ui.session import Session

# Whoever runs down the list with the arrow keys does not have every draft on the way read.
_SETTLED_MS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsFor:
    """For which item the fields are: its drafts' key, what stands already, what the act may meet too.

    The key of what stands names its entry, so that no draft outlives the answer that it was to change.
    """

    item: Item
    checklist: ChecklistId
    key: str
    standing: Given | None = None
    subjects: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[Place, str], ...] = ()


class AnswerFields(QWidget):
    """The fields of one item at a time; what the item does not ask for can be added with one press."""

    submitted = Signal()
    """Enter was pressed in a field, or Ctrl+Enter in the note."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make fields that belong to no item yet."""
        super().__init__(parent)
        self._session = session
        self._shown: FieldsFor | None = None
        self._drafts: list[Draft] = []
        self.choice = ChoiceField()
        self.reference = OneLine(self.tr("Reference"))
        self.note = ManyLines(self.tr("Note"), lines=2)
        self._reference = Field(self.tr("Reference"), self.reference)
        self._note = Field(self.tr("Note"), self.note)
        self._add_reference = button(self.tr("+ reference"), kind="quiet", does=self.write_reference)
        self._add_note = button(self.tr("+ note"), kind="quiet", does=self.write_note)
        self._more = Flow(self._add_reference, self._add_note)
        self._ticks = column(gap=2)
        self._subjects: Ticks[str] | None = None
        self._also: Ticks[Place] | None = None
        self._hints = Hints(self._note, self.note, session)
        self.note.submitted.connect(self.submitted)
        self.reference.textChanged.connect(self._on_typed)
        self.note.textChanged.connect(self._on_typed)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._bring_back)
        self.setLayout(column(self.choice, self._reference, self._note, self._more, self._ticks, gap=3))

    def show_for(self, wanted: FieldsFor | None) -> None:
        """Be the fields of this item; the same item again keeps what is being typed."""
        before, self._shown = self._shown, wanted
        if wanted is None:
            self._leave()
            return
        # An answer elsewhere shows this item anew; what is typed here must live through that.
        if before is None or before.key != wanted.key:
            self._leave()
            self._enter(wanted)
        if before is None or (before.subjects, before.also) != (wanted.subjects, wanted.also):
            self._offer_ticks(wanted)

    def given(self, status: Status, *, reason: str = "") -> Given:
        """What the fields say, with a status."""
        return Given(
            status=status,
            choice=self.choice.value(),
            reference=self.reference.text().strip(),
            text=self.note.text(),
            reason=reason,
        )

    def subjects(self) -> tuple[str, ...]:
        """The other subjects for which the same act counts too."""
        return self._subjects.values() if self._subjects is not None else ()

    def also(self) -> tuple[Place, ...]:
        """The other items that the same act meets."""
        return self._also.values() if self._also is not None else ()

    @property
    def draft_keys(self) -> tuple[str, ...]:
        """Under which keys what is half typed here is kept."""
        key = self._shown.key if self._shown is not None else ""
        return (f"{key}/reference", f"{key}/note") if key else ()

    def forget(self) -> None:
        """What was typed is saved: keep it as a draft no more, and empty the fields."""
        # What was kept and not brought back yet is not brought back any more.
        self._settled.stop()
        for draft in self._drafts:
            draft.forget()
        self.choice.clear()

    def begin_change(self) -> None:
        """Somebody is about to answer: bring back what they had begun to type."""
        self.show()
        self._bring_back()

    def write_reference(self) -> None:
        """Go to the reference, and show it where it was not asked for."""
        self._open(self._reference, self._add_reference)
        self.reference.setFocus()

    def write_note(self) -> None:
        """Go to the note, and show it where it was not asked for."""
        self._open(self._note, self._add_note)
        self.note.setFocus()

    def take_reference(self, reference: str) -> None:
        """Copy a reference, where none is written yet."""
        # A reference typed already is meant; a copied one is only a suggestion.
        if reference and not self.reference.text():
            self._open(self._reference, self._add_reference)
            self.reference.setText(reference)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no field has taken for itself says that all is written."""
        # On a link such as `+ note` it presses the link, which the page sees to.
        if is_enter(event) and not isinstance(self.focusWidget(), QPushButton):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def _enter(self, wanted: FieldsFor) -> None:
        item, standing = wanted.item, wanted.standing
        # Intelligence items take references only (`domain.md` 5), and their hints say so.
        self._hints.checklist = wanted.checklist
        self.reference.setPlaceholderText(item.reference_is)
        asked = (("reference" in item.asks, self._reference, self._add_reference),)
        for is_asked, field, link in (*asked, ("text" in item.asks, self._note, self._add_note)):
            field.setVisible(is_asked)
            link.setHidden(is_asked)
        self.choice.show_for(item, chosen=standing.choice if standing else "")
        if standing is None:
            self._settled.start()
            return
        # What stands is filled in at once, or a change of one word would lose the others.
        self._fill(standing.reference, standing.text)

    def _fill(self, reference: str, note: str) -> None:
        for field, blocked in [(field, field.blockSignals(True)) for field in (self.reference, self.note)]:
            if field is self.reference:
                self.reference.setText(reference)
            else:
                self.note.setPlainText(note)
            field.blockSignals(blocked)
        self._open_what_is_written()

    def _leave(self) -> None:
        self._settled.stop()
        for draft in self._drafts:
            # Kept before the field is emptied for the next item.
            draft.flush()
            draft.deleteLater()
        self._drafts.clear()
        # Filled without a signal: the draft that is left must not take it for a wish to forget.
        self._fill("", "")
        self._reference.accept()
        self._note.accept()
        self._note.say_hint("")

    def _on_typed(self) -> None:
        self._bring_back()
        self._open_what_is_written()

    def _open_what_is_written(self) -> None:
        if self.reference.text():
            self._open(self._reference, self._add_reference)
        if self.note.text():
            self._open(self._note, self._add_note)

    def _bring_back(self) -> None:
        """Bring back what was half typed for this item, and keep from now on what is typed."""
        self._settled.stop()
        if self._shown is None or self._drafts:
            return
        named: tuple[tuple[QLineEdit | QPlainTextEdit, str], ...] = (
            (self.reference, "reference"),
            (self.note, "note"),
        )
        self._drafts = [Draft(field, f"{self._shown.key}/{name}", self._session) for field, name in named]
        if self._shown.standing is not None:
            self._bring_back_over(self._shown.standing)

    def _bring_back_over(self, standing: Given) -> None:
        """A draft fills an empty field; here what stands is in it, and gives way to a change begun."""
        drafts = self._session.desk.drafts
        for draft, stands in zip(self._drafts, (standing.reference, standing.text), strict=True):
            read = partial(drafts.get, draft.key)
            self._session.tasks.run(draft, read, partial(self._put_back, draft, stands))

    def _put_back(self, draft: Draft, stands: str, begun: str) -> None:
        # Whoever types already is not interrupted by what they typed last week.
        if not begun or draft.text() != stands:
            return
        if draft.key.endswith("/note"):
            self.note.setPlainText(begun)
            return
        self.reference.setText(begun)

    def _offer_ticks(self, wanted: FieldsFor) -> None:
        # Ticks of the item before would silently record its act for other subjects.
        emptied(self._ticks)
        self._subjects = self._also = None
        if wanted.subjects:
            self._subjects = Ticks(self.tr("The same act, also for"), wanted.subjects)
            self._add_ticks(self.tr("The same act, also for"), self._subjects)
        if wanted.also:
            self._also = Ticks(self.tr("It also meets"), wanted.also)
            self._add_ticks(self.tr("It also meets"), self._also)

    def _add_ticks(self, words: str, ticks: QWidget) -> None:
        self._ticks.addWidget(Label(words, kind="small", tone="muted"))
        self._ticks.addWidget(ticks)

    @staticmethod
    def _open(field: Field, link: QPushButton) -> None:
        field.show()
        link.hide()
