"""What is done to the parts of a draft by buttons, keys and dragging; the page shows what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from sopcheck.checklists.drafting.shelves import SORTS
from sopcheck.ui.editor.adding import AddPart, title_of
from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.places import dropped_place, next_place
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from sopcheck.checklists.compare_kinds import Under
    from sopcheck.ui.editor.draft import DraftOnPage
    from sopcheck.ui.editor.places import Way
    from sopcheck.ui.editor.tree import PartsTree

_TREE_ONLY = "remove"


class PartActs(QObject):
    """Buttons and keys; they act on the part of the tree on which one stands."""

    removed = Signal(str)
    """A part was taken out; these were its words."""
    plan_wanted = Signal()
    """A review is to be added, and there is no plan yet that says what a review runs."""

    def __init__(self, page: QWidget, tree: PartsTree) -> None:
        """Act on this page; there is no draft yet."""
        super().__init__(page)
        self._page = page
        self._tree = tree
        self._draft: DraftOnPage | None = None
        self.ref = PartRef("definition")
        """The part whose form is shown."""
        self.buttons = {
            name: button(words, kind="chip", does=does, name=f"{words} ({keys})", hint=keys)
            for name, words, keys, does in self._acts()
        }
        for name, _, keys, does in self._acts():
            self._bind(name, keys, does)
        tree.dropped.connect(self._on_dropped)

    def begin(self, draft: DraftOnPage) -> None:
        """Act on this draft from now on."""
        self._draft = draft

    def say(self) -> None:
        """Grey out what cannot be done to the part on which one stands."""
        if self._draft is None:
            return
        node, draft = self._tree.current(), self._draft
        here = node is not None and node.ref is not None and node.ref.under in SORTS
        can = {
            "undo": bool(draft.draft.past),
            "redo": bool(draft.draft.ahead),
            "copy": here,
            _TREE_ONLY: here,
            "up": next_place(draft.now, self.ref, "up") is not None,
            "down": next_place(draft.now, self.ref, "down") is not None,
        }
        for name, pressed in self.buttons.items():
            pressed.setEnabled(can.get(name, True))
        # Where it is a stage that is added one button says so.
        self.buttons["stage"].setVisible(self._adds() != "stages")
        rename(self.buttons["add"], title_of(self._adds()), name=f"{title_of(self._adds())} (Ctrl+Ins)")

    def _acts(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        return (
            ("undo", tr("Undo"), "Ctrl+Z", lambda: self._draft.undo() if self._draft else None),
            ("redo", tr("Redo"), "Ctrl+Shift+Z", lambda: self._draft.redo() if self._draft else None),
            ("add", tr("Add"), "Ctrl+Ins", lambda: self._add(self._adds())),
            ("stage", tr("Add a stage"), "Ctrl+Shift+Ins", lambda: self._add("stages")),
            ("copy", tr("Duplicate"), "Ctrl+D", self._duplicate),
            ("up", tr("Up"), "Alt+Up", lambda: self._move("up")),
            ("down", tr("Down"), "Alt+Down", lambda: self._move("down")),
            (_TREE_ONLY, tr("Remove"), "Del", self._remove),
        )

    def _bind(self, name: str, keys: str, does: Callable[[], None]) -> None:
        # Del in a field takes a letter away, and never an item.
        tree_only = name == _TREE_ONLY
        shortcut = QShortcut(QKeySequence(keys), self._tree if tree_only else self._page)
        shortcut.setContext(
            Qt.ShortcutContext.WidgetShortcut if tree_only else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shortcut.activated.connect(does)

    def _adds(self) -> Under:
        node = self._tree.current()
        return node.adds if node is not None and node.adds is not None else "stages"

    def _add(self, under: Under) -> None:
        if self._draft is None:
            return
        if under == "schedule" and self._draft.now.reviews is None:
            self.plan_wanted.emit()
            return
        stage = self._stage_here() if under == "items" else ""
        AddPart(self._page, self._draft, under, stage=stage, after=self._behind(under, stage)).open()

    def _behind(self, under: Under, stage: str) -> str:
        """Behind what something new stands: behind what one is on, else at the end of its stage."""
        if self.ref.under == under:
            return self.ref.id
        if under == "stages":
            return self._stage_here()
        stages = self._draft.now.stages if self._draft is not None else ()
        items = next((one.items for one in stages if one.id == stage), ())
        return items[-1].id if items else ""

    def _stage_here(self) -> str:
        stages = self._draft.now.stages if self._draft is not None else ()
        if self.ref.under == "stages":
            return self.ref.id
        holding = (one for one in stages if any(item.id == self.ref.id for item in one.items))
        found = next(holding, stages[-1] if stages else None)
        return found.id if found is not None else ""

    def _duplicate(self) -> None:
        if self._draft is not None and self.ref.under in SORTS:
            self._draft.duplicate(self.ref)

    def _remove(self) -> None:
        node = self._tree.current()
        if self._draft is None or node is None or node.ref is None or node.ref.under not in SORTS:
            return
        self._draft.remove(node.ref)
        self.removed.emit(node.words)

    def _move(self, way: Way) -> None:
        target = next_place(self._draft.now, self.ref, way) if self._draft is not None else None
        if self._draft is not None and target is not None:
            self._draft.move(self.ref, after=target.after, stage=target.stage)

    def _on_dropped(self, ref: PartRef, below: PartRef | None, before: int) -> None:
        if self._draft is not None:
            target = dropped_place(self._draft.now, ref, below, before)
            self._draft.move(ref, after=target.after, stage=target.stage)
