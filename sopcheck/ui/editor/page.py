"""The page on which SOP owners write the next version: the tree, the form of a part, and beside it the look.

Every change is kept at once in the vault, as a draft of the person; going back has no end.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.ui.editor.acts import PartActs
from sopcheck.ui.editor.beside import Beside
from sopcheck.ui.editor.draft import DraftOnPage
from sopcheck.ui.editor.form import PartForm
from sopcheck.ui.editor.nodes import Node, PartRef
from sopcheck.ui.editor.options import known_in
from sopcheck.ui.editor.tree import PartsTree
from sopcheck.ui.editor.values import fields_of_part
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import column, emptied, holding, keep_focus_in_view, scrolling
from sopcheck.ui.kit.panes import PanesFrame, panes
from sopcheck.ui.kit.sheets import ask_reason, ask_whether
from sopcheck.ui.kit.tabbing import area_on
from sopcheck.ui.kit.text import Label
from sopcheck.ui.page import Page
from sopcheck.ui.theme import em
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.checklists.compare_kinds import Under
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.checklists.drafting.draft import Draft
    from sopcheck.checklists.drafting.findings import Spot as Place
    from sopcheck.ui.session import Session

_ABOUT = PartRef("definition")


class EditorPage(Page):
    """One draft.

    Ctrl+Z and Ctrl+Shift+Z go back and forth, Alt+↑↓ move, Ctrl+D copies, Del removes, F6 changes the pane.
    """

    def __init__(
        self, session: Session, checklist: ChecklistId, version: Version, parent: QWidget | None = None
    ) -> None:
        """An empty page; `refresh` takes the draft up, or begins one from this version."""
        super().__init__(session, title=tr("Draft"), parent=parent)
        self._checklist, self._version = checklist, version
        self.draft: DraftOnPage | None = None
        self.form: PartForm | None = None
        self._shown: PartRef | None = None
        self.tree = PartsTree(tr("Parts of the checklist"))
        self.beside = Beside(session)
        self._form_place: QVBoxLayout = column(gap=0)
        self._heading = Label(tr("Choose one in the list, or add one (Ctrl+Ins)."), tone="muted", prose=True)
        self._heading.hide()
        inner = QWidget()
        inner.setLayout(column(self._heading, self._form_place, None, margins=(4, 3, 4, 4)))
        self._scroll = scrolling(inner)
        keep_focus_in_view(self._scroll)
        self.acts = PartActs(self, self.tree)
        self._propose = button(tr("Propose…"), kind="primary", does=self._on_propose)
        self._discard = button(tr("Discard…"), does=self._on_discard)
        self.add_action(self._discard)
        self.add_action(self._propose)
        self._build()
        self._connect()

    @property
    def areas(self) -> list[QWidget]:
        """The areas of the page in the order in which they are read."""
        form = [self.form] if self.form is not None else []
        return [*self.acts.buttons.values(), self.tree, *form, self.beside]

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
            # A form that was made just now has its places a moment later.
            QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, em(2)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is still being typed."""
        if self.draft is not None:
            self.draft.settle()
        super().hideEvent(event)

    def _change_pane(self, *, forward: bool) -> None:
        # From field to field it is a long way back to the tree.
        area_on([part for part in (self.tree, self.form, self.beside) if part is not None], forward=forward)

    def _taken_up(self) -> Draft:
        drafting = self.session.desk.drafting
        if drafting.there(self._checklist):
            return drafting.take_up(self._checklist)
        return drafting.begin(self._checklist, self._version)

    def _build(self) -> None:
        left = holding(column(self.tree, gap=0, margins=(2, 2, 0, 0)), ground="surface")
        middle = holding(column(self._scroll, gap=0), ground="surface")
        right = holding(column(self.beside, gap=0), ground="surface")
        splitter = panes("draft", left, middle, right, stretch=(0, 4, 3), sizes=(26, 32, 24))
        framed = PanesFrame(splitter, margins=0.25)
        box = column(Flow(*self.acts.buttons.values()), framed, gap=3, margins=(1, 0.5, 6, 5))
        box.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(box)
        self.body.addWidget(scrolling(whole))

    def _connect(self) -> None:
        bind(self, {"F6": partial(self._change_pane, forward=True)})
        bind(self, {"Shift+F6": partial(self._change_pane, forward=False)})
        self.tree.chosen.connect(self._on_part_chosen)
        self.beside.place_wanted.connect(self._on_place_wanted)
        self.beside.trying.draft_wanted.connect(self._on_draft_wanted)
        self.acts.plan_wanted.connect(self._on_plan_wanted)
        self.acts.removed.connect(
            lambda words: self.line.done(tr("Removed: {what} Ctrl+Z brings it back.").format(what=words))
        )

    def _show_draft(self, draft: Draft) -> None:
        self.draft = DraftOnPage(self.session, draft, self)
        self.acts.begin(self.draft)
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
        self.tree.show_checklist(self.draft.now, at=ref or self.acts.ref)
        node = self.tree.current()
        self.acts.ref = node.ref if node is not None and node.ref is not None else _ABOUT
        self._show_part()
        on_heading = node is not None and node.ref is None
        self._heading.setVisible(on_heading)
        if self.form is not None:
            self.form.setHidden(on_heading)
        # A field that goes takes the keys with it, and Qt gives them to the first of the window then.
        held: QWidget | None = self.window().focusWidget()
        if held is None or not self.isAncestorOf(held) or not held.isVisibleTo(self):
            self.tree.setFocus()

    def _on_typed(self) -> None:
        if self.draft is None:
            return
        self.line.clear()
        self._say_title()
        self.tree.show_checklist(self.draft.now)
        self.beside.show_part(self.draft.draft, self.acts.ref)
        self.acts.say()

    def _on_part_chosen(self, node: Node) -> None:
        ref = node.ref
        if self.draft is not None:
            self.draft.settle()
        self._heading.setVisible(ref is None)
        if self.form is not None:
            self.form.setVisible(ref is not None)
        if ref is None or ref == self.acts.ref:
            self.acts.say()
            return
        self.acts.ref = ref
        self._show_part()

    def _show_part(self) -> None:
        draft = self.draft
        if draft is None:
            return
        fields = fields_of_part(draft.now, self.acts.ref)
        if fields is None:
            self.acts.ref, fields = _ABOUT, fields_of_part(draft.now, _ABOUT) or {}
        if self.acts.ref != self._shown:
            self._scroll.verticalScrollBar().setValue(0)
        self._shown = self.acts.ref
        form = self._form_for(self.acts.ref.under)
        form.show_fields(fields, known_in(draft.now))
        self.beside.show_part(draft.draft, self.acts.ref)
        self.acts.say()

    def _form_for(self, under: Under) -> PartForm:
        if self.form is None or self.form.under != under:
            emptied(self._form_place)
            self.form = PartForm(under)
            self.form.edited.connect(self._on_edited)
            self._form_place.addWidget(self.form)
        return self.form

    def _on_edited(self, key: str, value: object) -> None:
        if self.draft is not None:
            self.draft.type(self.acts.ref, key, value)

    def _on_place_wanted(self, place: Place) -> None:
        named = "" if place.under in {"definition", "reviews"} else place.id
        # Where it is the part as a whole one goes on from its row.
        self.tree.setFocus()
        self.go_to_part(PartRef(place.under, named), place.key)

    def _on_plan_wanted(self) -> None:
        self.go_to_part(PartRef("reviews"), "checklist")
        self.line.say(tr("Say first which checklist a review runs, by its id; then add the reviews."))

    def _on_draft_wanted(self) -> None:
        if self.draft is not None:
            self.draft.settle()
            self.beside.trying.begin(self.draft.now)

    def _on_propose(self) -> None:
        if self.draft is None:
            return
        self.draft.settle()
        draft, drafting = self.draft.draft, self.session.desk.drafting
        ask_reason(
            self,
            title=tr("Propose {name}").format(name=f"{draft.now.title} {draft.now.version}"),
            says=tr("Another SOP owner approves it, from a day on. Say what changes and why."),
            primary=tr("Propose"),
            done=lambda reason: self.run(
                lambda: drafting.propose(draft, reason=reason), lambda _: self._let_go(saved=True)
            ),
        )

    def _on_discard(self) -> None:
        # What is still being typed would be kept after the draft is gone, and bring it back.
        if self.draft is not None:
            self.draft.settle()
        ask_whether(
            self,
            title=tr("Discard the draft"),
            says=tr("All of it is gone then and cannot be brought back; the published versions stay."),
            primary=tr("Discard"),
            done=self._discarded,
        )

    def _discarded(self) -> None:
        drafting, checklist = self.session.desk.drafting, self._checklist
        self.run(lambda: drafting.discard(checklist), lambda _: self._let_go(saved=False))

    def _let_go(self, *, saved: bool) -> None:
        """Leave a draft that is none any more; who comes back here begins the next."""
        if saved:
            self.saved.emit()
        if self.draft is not None:
            self.draft.deleteLater()
            self.draft = None
        self.page_wanted.emit("checklists")

    def _say_title(self) -> None:
        if self.draft is not None:
            now = self.draft.now
            self.rename(tr("{title} {version} · draft").format(title=now.title, version=now.version))
