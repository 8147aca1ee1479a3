"""The page on which SOP owners write the next version: the tree, the form of a part, and beside it the look.

Every change is kept at once in the vault, as a draft of the person; going back has no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.checklists.drafting.shelves import SORTS
from sopcheck.ui.case_flow import Flow
from sopcheck.ui.editor_adding import AddPart, title_of
from sopcheck.ui.editor_beside import Beside
from sopcheck.ui.editor_draft import DraftOnPage
from sopcheck.ui.editor_form import PartForm
from sopcheck.ui.editor_nodes import Node, PartRef
from sopcheck.ui.editor_options import known_in
from sopcheck.ui.editor_places import dropped_place, next_place
from sopcheck.ui.editor_tree import PartsTree
from sopcheck.ui.editor_values import fields_of_part
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import column, emptied, holding, scrolling
from sopcheck.ui.kit.panes import panes
from sopcheck.ui.kit.sheets import Sheet, ask_reason
from sopcheck.ui.page import Page
from sopcheck.ui.theme import em
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from sopcheck.cases.register import DefinitionRow
    from sopcheck.checklists.compare_kinds import Under
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.checklists.drafting.draft import Draft
    from sopcheck.checklists.drafting.findings import Spot as Place
    from sopcheck.ui.editor_places import Way
    from sopcheck.ui.session import Session

_ABOUT = PartRef("definition")


class EditorPage(Page):
    """One draft. Ctrl+Z and Ctrl+Shift+Z go back and forth, Alt+↑↓ move, Ctrl+D copies, Del removes."""

    def __init__(
        self, session: Session, checklist: ChecklistId, version: Version, parent: QWidget | None = None
    ) -> None:
        """An empty page; `refresh` takes the draft up, or begins one from this version."""
        super().__init__(session, title=tr("Draft"), parent=parent)
        self._checklist, self._version = checklist, version
        self.draft: DraftOnPage | None = None
        self.form: PartForm | None = None
        self._ref = _ABOUT
        self.tree = PartsTree(tr("Parts of the checklist"))
        self.beside = Beside(session)
        self._form_place: QVBoxLayout = column(gap=0)
        self._acts = {
            name: button(words, kind="chip", does=does, name=f"{words} ({keys})", hint=keys)
            for name, words, keys, does in self._act_list()
        }
        self._propose = button(tr("Propose …"), kind="primary", does=self._on_propose)
        self._discard = button(tr("Discard …"), does=self._on_discard)
        self.add_action(self._discard)
        self.add_action(self._propose)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Take the draft up, or begin it; once it is there the page alone changes it."""
        if self.draft is None:
            self.run(self._taken_up, self._show_draft)

    def focus_first(self) -> None:
        """Begin in the tree."""
        self.tree.setFocus()

    def go_to_part(self, ref: PartRef, key: str = "") -> None:
        """Show a part, and go to the field of a key."""
        self.tree.choose(ref)
        part = self.form.part(key) if self.form is not None and key else None
        if part is not None:
            part.setFocus()

    def hideEvent(self, event: object) -> None:
        """Keep what is still being typed."""
        if self.draft is not None:
            self.draft.settle()
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt's own event, handed on as it came

    def _taken_up(self) -> Draft:
        drafting = self.session.desk.drafting
        if drafting.there(self._checklist):
            return drafting.take_up(self._checklist)
        return drafting.begin(self._checklist, self._version)

    def _act_list(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        return (
            ("undo", tr("Undo"), "Ctrl+Z", lambda: self.draft.undo() if self.draft else None),
            ("redo", tr("Redo"), "Ctrl+Shift+Z", lambda: self.draft.redo() if self.draft else None),
            ("add", tr("Add"), "Ctrl+Ins", self._on_add),
            ("stage", tr("Add a stage"), "Ctrl+Shift+Ins", lambda: self._open_adding("stages")),
            ("copy", tr("Duplicate"), "Ctrl+D", self._on_duplicate),
            ("up", tr("Up"), "Alt+Up", lambda: self._on_move("up")),
            ("down", tr("Down"), "Alt+Down", lambda: self._on_move("down")),
            ("remove", tr("Remove"), "Del", self._on_remove),
        )

    def _build(self) -> None:
        left = holding(column(self.tree, gap=0, margins=(2, 2, 0, 0)), ground="surface")
        inner = QWidget()
        inner.setLayout(column(self._form_place, None, margins=(4, 3, 4, 4)))
        middle = holding(column(scrolling(inner), gap=0), ground="surface")
        right = holding(column(self.beside, gap=0), ground="surface")
        splitter = panes("draft", left, middle, right, stretch=(0, 4, 3), sizes=(26, 32, 24))
        framed = holding(column(splitter, margins=0.25), ground="card")
        # With very large text the page scrolls rather than leave the panes too low to read.
        framed.setMinimumHeight(em(30))
        box = column(Flow(*self._acts.values()), framed, gap=3, margins=(1, 0.5, 6, 5))
        box.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(box)
        self.body.addWidget(scrolling(whole))

    def _connect(self) -> None:
        self.tree.chosen.connect(self._on_part_chosen)
        self.tree.dropped.connect(self._on_dropped)
        self.beside.place_wanted.connect(self._on_place_wanted)
        self.beside.trying.draft_wanted.connect(self._on_draft_wanted)
        for name, _, keys, does in self._act_list():
            shortcut = QShortcut(QKeySequence(keys), self.tree if name == "remove" else self)
            # Del in a field takes a letter away, and never an item.
            shortcut.setContext(
                Qt.ShortcutContext.WidgetShortcut
                if name == "remove"
                else Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(does)

    def _show_draft(self, draft: Draft) -> None:
        self.draft = DraftOnPage(self.session, draft, self)
        self.draft.changed.connect(self._on_changed)
        self.draft.typed.connect(self._on_typed)
        self.draft.found.connect(self.beside.show_findings)
        self.draft.refused.connect(self.line.refuse)
        self._on_changed(None)
        self.tree.setFocus()
        self.draft.look_over()

    def _on_changed(self, ref: PartRef | None) -> None:
        if self.draft is None:
            return
        self.line.clear()
        self._say_title()
        self.tree.show_checklist(self.draft.now, at=ref or self._ref)
        self._show_part()

    def _on_typed(self) -> None:
        if self.draft is None:
            return
        self._say_title()
        self.tree.show_checklist(self.draft.now)
        self.beside.show_part(self.draft.draft, self._ref)
        self._say_acts()

    def _on_part_chosen(self, node: Node) -> None:
        ref = node.ref
        # A heading has no form; what was shown stays.
        if ref is None or ref == self._ref:
            self._say_acts()
            return
        if self.draft is not None:
            self.draft.settle()
        self._ref = ref
        self._show_part()

    def _show_part(self) -> None:
        draft = self.draft
        if draft is None:
            return
        fields = fields_of_part(draft.now, self._ref)
        if fields is None:
            self._ref, fields = _ABOUT, fields_of_part(draft.now, _ABOUT) or {}
        self._form_for(self._ref.under).show_fields(fields, known_in(draft.now))
        self.beside.show_part(draft.draft, self._ref)
        self._say_acts()

    def _form_for(self, under: Under) -> PartForm:
        if self.form is None or self.form.under != under:
            emptied(self._form_place)
            self.form = PartForm(under)
            self.form.edited.connect(self._on_edited)
            self._form_place.addWidget(self.form)
        return self.form

    def _on_edited(self, key: str, value: object) -> None:
        if self.draft is not None:
            self.draft.type(self._ref, key, value)

    def _on_place_wanted(self, place: Place) -> None:
        named = "" if place.under in {"definition", "reviews"} else place.id
        self.go_to_part(PartRef(place.under, named), place.key)

    def _on_draft_wanted(self) -> None:
        if self.draft is not None:
            self.draft.settle()
            self.beside.trying.begin(self.draft.now)

    def _on_add(self) -> None:
        node = self.tree.current()
        self._open_adding(node.adds if node is not None and node.adds is not None else "stages")

    def _open_adding(self, under: Under) -> None:
        if self.draft is None:
            return
        stage = self._stage_here() if under == "items" else ""
        AddPart(self, self.draft, under, stage=stage, after=self._behind(under, stage)).open()

    def _behind(self, under: Under, stage: str) -> str:
        """Behind what something new stands: behind what one is on, else at the end of its stage."""
        if self._ref.under == under:
            return self._ref.id
        if under == "stages":
            return self._stage_here()
        stages = self.draft.now.stages if self.draft is not None else ()
        items = next((one.items for one in stages if one.id == stage), ())
        return items[-1].id if items else ""

    def _stage_here(self) -> str:
        if self.draft is None:
            return ""
        stages = self.draft.now.stages
        if self._ref.under == "stages":
            return self._ref.id
        holding_it = (one for one in stages if any(item.id == self._ref.id for item in one.items))
        found = next(holding_it, stages[-1] if stages else None)
        return found.id if found is not None else ""

    def _on_duplicate(self) -> None:
        if self.draft is not None and self._ref.under in SORTS:
            self.draft.duplicate(self._ref)

    def _on_remove(self) -> None:
        node = self.tree.current()
        if self.draft is None or node is None or node.ref is None or node.ref.under not in SORTS:
            return
        words = node.words
        self.draft.remove(node.ref)
        self.line.done(tr("Removed: {what} Ctrl+Z brings it back.").format(what=words))

    def _on_move(self, way: Way) -> None:
        if self.draft is None:
            return
        target = next_place(self.draft.now, self._ref, way)
        if target is not None:
            self.draft.move(self._ref, after=target.after, stage=target.stage)

    def _on_dropped(self, ref: PartRef, below: PartRef | None, before: int) -> None:
        if self.draft is not None:
            target = dropped_place(self.draft.now, ref, below, before)
            self.draft.move(ref, after=target.after, stage=target.stage)

    def _on_propose(self) -> None:
        if self.draft is None:
            return
        self.draft.settle()
        draft, drafting = self.draft.draft, self.session.desk.drafting
        ask_reason(
            self,
            title=tr("Propose {name}").format(name=draft.now.name),
            says=tr("Another SOP owner approves it, from a day on. Say what changes and why."),
            primary=tr("Propose"),
            done=lambda reason: self.run(lambda: drafting.propose(draft, reason=reason), self._on_proposed),
        )

    def _on_proposed(self, row: DefinitionRow) -> None:
        del row
        self.saved.emit()
        self.page_wanted.emit("checklists")

    def _on_discard(self) -> None:
        sheet = Sheet(
            self,
            title=tr("Discard the draft"),
            primary=tr("Discard"),
            says=tr("All of it is gone then and cannot be brought back; the published versions stay."),
        )
        sheet.submitted.connect(sheet.accept)
        sheet.accepted.connect(self._discarded)
        sheet.open()

    def _discarded(self) -> None:
        drafting, checklist = self.session.desk.drafting, self._checklist
        self.run(lambda: drafting.discard(checklist), lambda _: self.page_wanted.emit("checklists"))

    def _say_title(self) -> None:
        if self.draft is not None:
            now = self.draft.now
            self.rename(tr("{title} {version} · draft").format(title=now.title, version=now.version))

    def _say_acts(self) -> None:
        if self.draft is None:
            return
        node = self.tree.current()
        here = node is not None and node.ref is not None and node.ref.under in SORTS
        can: dict[str, bool] = {
            "undo": bool(self.draft.draft.past),
            "redo": bool(self.draft.draft.ahead),
            "copy": here,
            "remove": here,
            "up": next_place(self.draft.now, self._ref, "up") is not None,
            "down": next_place(self.draft.now, self._ref, "down") is not None,
        }
        for name, pressed in self._acts.items():
            pressed.setEnabled(can.get(name, True))
        self._name_add(self._acts["add"], node)

    def _name_add(self, add: QPushButton, node: Node | None) -> None:
        adds = node.adds if node is not None and node.adds is not None else "stages"
        rename(add, title_of(adds), name=f"{title_of(adds)} (Ctrl+Ins)")
