"""The draft on the page: what is done to it, back and forth, kept as it changes, and looked over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sopcheck.checklists.drafting.edits import (
    Added,
    Changed,
    Duplicated,
    EditRefusedError,
    Moved,
    Removed,
    Renamed,
)
from sopcheck.checklists.drafting.shelves import free_id
from sopcheck.ui.editor.nodes import PartRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.checklists.compare_kinds import Under
    from sopcheck.checklists.definition import Checklist
    from sopcheck.checklists.drafting.draft import Draft
    from sopcheck.checklists.drafting.edits import Edit
    from sopcheck.checklists.drafting.findings import Finding
    from sopcheck.ui.session import Session

_PAUSE_MS = 400
_NEEDED = "This cannot be left empty. What was kept stays until you write something here."
_REVIEWS_THERE = "The schedule has reviews, and each runs this checklist. Remove them first, or name another."


class DraftOnPage(QObject):
    """Holds the draft. What is typed without a pause into one field is one edit, and one step back."""

    changed = Signal(object)
    """The draft is another now; with the `PartRef` to stand on, or nothing."""
    typed = Signal()
    """A field has another value; what stands elsewhere on the page follows."""
    found = Signal(object)
    """The `Finding`s of the draft as it is now."""
    refused = Signal(object)
    """A `SopcheckError`."""

    def __init__(self, session: Session, draft: Draft, parent: QObject | None = None) -> None:
        """Take up this draft."""
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._before = draft
        self._typing: tuple[str, str, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self._draft

    @property
    def now(self) -> Checklist:
        """The definition as it is now."""
        return self._draft.now

    def type(self, ref: PartRef, key: str, value: object) -> None:
        """Give a key of a part another value; typing on is the same edit."""
        if (ref.under, key, value) == ("reviews", "checklist", None) and self._has_reviews:
            self.refused.emit(EditRefusedError(_REVIEWS_THERE))
            return
        typing = (ref.under, ref.id, key)
        before = self._before if self._typing == typing else self._draft
        edit = Changed(under=ref.under, id=ref.id, key=key, value=value)
        try:
            self._draft = before.done(edit)
        except EditRefusedError as error:
            self.refused.emit(EditRefusedError(_NEEDED) if value is None else error)
            return
        self._before, self._typing = before, typing
        self._pause.start()
        self.typed.emit()

    @property
    def _has_reviews(self) -> bool:
        return self.now.reviews is not None and bool(self.now.reviews.schedule)

    def add(
        self, under: Under, entry: dict[str, object], wanted: str, *, stage: str = "", after: str = ""
    ) -> None:
        """Add a part under an id, behind another."""
        added = Added(under=under, id=wanted, entry=entry, stage=stage, after=after)
        self._do(added, PartRef(under, wanted))

    def duplicate(self, ref: PartRef) -> None:
        """Copy a part right behind itself."""
        to = self.free_id(ref.under, ref.id)
        self._do(Duplicated(under=ref.under, id=ref.id, to=to), PartRef(ref.under, to))

    def remove(self, ref: PartRef) -> None:
        """Take a part out; a stage with all its items."""
        self._do(Removed(under=ref.under, id=ref.id), None)

    def move(self, ref: PartRef, *, after: str, stage: str = "") -> None:
        """Put a part behind another, an item into a stage."""
        self._do(Moved(under=ref.under, id=ref.id, stage=stage, after=after), ref)

    def undo(self) -> None:
        """Take the last edit back."""
        self.settle()
        edit = self._draft.to_undo
        self._step(self._draft.undone, PartRef(edit.under, edit.id) if edit else None)

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        self.settle()
        edit = self._draft.to_redo
        self._step(self._draft.redone, _done_to(edit) if edit else None)

    def free_id(self, under: Under, words: str) -> str:
        """An id made of some words that nothing of this sort has yet."""
        return free_id(self.now, under, words)

    def settle(self) -> None:
        """End what is being typed, and keep it."""
        if self._pause.isActive():
            self._pause.stop()
            self._on_pause()

    def look_over(self) -> None:
        """Look for findings, off the thread; those of a draft that has changed since are dropped."""
        now, drafting = self.now, self._session.desk.drafting
        self._session.tasks.run(
            self,
            lambda: drafting.findings(now),
            lambda found: self._on_found(now, found),
            self.refused.emit,
        )

    def _do(self, edit: Edit, ref: PartRef | None) -> None:
        self.settle()
        self._step(lambda: self._draft.done(edit), ref)

    def _step(self, step: Callable[[], Draft], ref: PartRef | None = None) -> None:
        try:
            self._draft = step()
        except EditRefusedError as error:
            self.refused.emit(error)
            return
        self.changed.emit(ref)
        self._keep()

    def _on_pause(self) -> None:
        self._typing = None
        self._keep()

    def _keep(self) -> None:
        draft, drafting = self._draft, self._session.desk.drafting
        self._session.tasks.run(self, lambda: drafting.keep(draft), lambda _: None, self.refused.emit)
        self.look_over()

    def _on_found(self, looked_at: Checklist, found: tuple[Finding, ...]) -> None:
        if looked_at is self.now:
            self.found.emit(found)


def _done_to(edit: Edit) -> PartRef:
    """Where one stands once an edit is done: at what it made, or at what it changed."""
    return PartRef(edit.under, edit.to if isinstance(edit, Duplicated | Renamed) else edit.id)
