"""The page of one case: its stages, its items, the item; everything is saved as it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sopcheck.cases.refusals import GateRefusedError
from sopcheck.cases.taking_back import last_taken_back
from sopcheck.ui.case.acts import CaseActs, Question
from sopcheck.ui.case.answering import Answering
from sopcheck.ui.case.further import FurtherActs
from sopcheck.ui.case.header import CaseHeader
from sopcheck.ui.case.menu import CaseMenu
from sopcheck.ui.case.middle import ItemsPane
from sopcheck.ui.case.outline import is_open
from sopcheck.ui.case.showing import ItemShowing
from sopcheck.ui.case.side import SideStack
from sopcheck.ui.case.stages import StageList, StageRow
from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import bring_into_view, column, holding, keep_focus_in_view, row, scrolling
from sopcheck.ui.kit.panes import PanesFrame, panes
from sopcheck.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.cases.events import CaseId, Place
    from sopcheck.cases.states import PlaceState
    from sopcheck.errors import SopcheckError
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session


class CasePage(Page):
    """Stages | items | the item, under a head that leads to everything else about the case."""

    def __init__(self, session: Session, case: CaseId, *, at: Place | None = None) -> None:
        """Make the page; `refresh` reads the case, and it opens at `at` where that is given."""
        super().__init__(session, title=self.tr("Case"))
        self._wanted_place = at
        self._arrived = False
        self.acts = CaseActs(session, case, self)
        self.header = CaseHeader(session)
        self.stages = StageList()
        self.middle = ItemsPane(session)
        self.side = SideStack(self.acts)
        self.answering = Answering(self.acts, self.side.item)
        self.further = FurtherActs(self.acts, self.side.item)
        self._showing = ItemShowing(self.acts, self.middle, self.side.item)
        self._menu = CaseMenu(
            self,
            self.acts,
            write_note=lambda: self.side.show_timeline(write=True),
            print_document=lambda: self.record_wanted.emit(self.acts.case, ""),
            gone=lambda: self.page_wanted.emit("work"),
        )
        self._question = Question(self.line)
        self._build()
        self._connect_case()
        self._connect_item()
        self._connect_header()
        bind(self, self._keys())

    def refresh(self) -> None:
        """Read the case again, as it is at this moment."""
        self.acts.read()

    def minute_passed(self) -> None:
        """Time has gone on: limits may have passed, and what is far off is nearer."""
        self.acts.read()

    def focus_first(self) -> None:
        """Begin in the list of items."""
        self.middle.focus_first()

    def go_to(self, place: Place) -> None:
        """Show an item of the case."""
        if self.acts.view is None:
            self._wanted_place = place
            return
        self.side.show_item()
        self.middle.go_to(place)
        self.stages.choose_shown(self.middle.shown)

    def left(self) -> None:
        """What was seen counts as looked at."""
        self.acts.looked()

    def _build(self) -> None:
        stages = holding(row(self.stages), ground="surface")
        middle = holding(row(self.middle), ground="surface")
        side = holding(row(self.side), ground="surface")
        # The pane of the item is wide enough for the four ways to answer beside each other.
        parts = panes("case", stages, middle, side, stretch=(1, 4, 5), sizes=(14, 28, 34))
        frame = PanesFrame(parts)
        inner = QWidget()
        box = column(self.header, frame, gap=3, margins=(1, 0, 6, 4))
        box.setStretch(1, 1)
        inner.setLayout(box)
        self._area = scrolling(inner)
        keep_focus_in_view(self._area, form=lambda: self.side.item.bar.form)
        self.body.addWidget(self._area)
        for part in (self.stages, self.middle.list):
            part.installEventFilter(self)
        # Until the case is read their buttons have no words and lead nowhere; the list keeps the focus.
        self.header.hide()
        self.side.hide()

    def _connect_case(self) -> None:
        self.acts.view_changed.connect(self._on_view_changed)
        self.acts.saving_changed.connect(self.middle.list.items.mark_saving)
        self.acts.saved.connect(self.saved)
        # What an earlier act said is old news once another is saved.
        self.acts.saved.connect(self.line.clear)
        self.acts.refused.connect(self._on_refused)
        self.acts.confirm_wanted.connect(self._question.ask)

    def _connect_item(self) -> None:
        self.stages.chosen.connect(self._on_stage_chosen)
        self.stages.opened.connect(lambda _: self.middle.focus_first())
        self.middle.item_chosen.connect(self._on_item_chosen)
        self.middle.item_opened.connect(lambda _: self._at_item(self.side.item.focus_first))
        self.answering.answered.connect(self._on_answered)
        self.further.subject_wanted.connect(self.side.add_subject)
        self.side.item.bar.next_pressed.connect(self._go_to_next)
        self.side.item.bar.form_closed.connect(self.middle.focus_first)
        self.side.item.bar.form_opened.connect(self._show_whole)
        self.side.item.left.connect(self.middle.focus_first)
        self.side.returned.connect(self.middle.focus_first)

    def _connect_header(self) -> None:
        case = self.acts.case
        self.header.facts_wanted.connect(self.side.show_facts)
        self.header.kind_wanted.connect(self.side.show_subjects)
        self.header.add_wanted.connect(self.side.add_subject)
        self.header.timeline_wanted.connect(self.side.show_timeline)
        self.header.records_wanted.connect(self.side.show_records)
        self.header.review_wanted.connect(lambda: self.review_wanted.emit(case))
        self.header.menu_wanted.connect(lambda: self._menu.open_below(self.header.menu))
        self.side.record_wanted.connect(lambda review: self.record_wanted.emit(case, review))

    def _keys(self) -> dict[str, Callable[[], object]]:
        press, fields = self.answering.press, self.side.item.fields

        def once_read(does: Callable[[], object]) -> Callable[[], object]:
            """Keys may come before the case has been read."""
            return lambda: does() if self.acts.view is not None else None

        return {
            "D": lambda: self._at_item(lambda: press("now")),
            "T": lambda: self._at_item(lambda: press("at")),
            "X": lambda: self._at_item(lambda: press("not done")),
            "A": lambda: self._at_item(lambda: press("not applicable")),
            "L": lambda: self._at_item(self.answering.copy_last),
            "E": lambda: self._at_item(lambda: self.further.press("explain")),
            "R": lambda: self._at_item(fields.write_reference),
            "N": self._go_to_next,
            "F": lambda: self._at_item(self.side.show_facts),
            "+": once_read(self.side.add_subject),
            "M": once_read(lambda: self._menu.open_below(self.header.menu)),
            "/": self.middle.filter.setFocus,
            "F6": lambda: self._change_pane(+1),
            "Shift+F6": lambda: self._change_pane(-1),
            "Ctrl+Z": self._take_back,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """← and → go from pane to pane while the focus is in a list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: +1}.get(Qt.Key(event.key()), 0)
            # Left of the stages there is nothing; going round there would surprise.
            if way and not (way < 0 and watched is self.stages):
                self._change_pane(way)
                return True
        return super().eventFilter(watched, event)

    def _at_item(self, does: Callable[[], object]) -> None:
        """A key of the item acts on the item, so that is what is seen."""
        # Keys may come before the case has been read.
        if self.acts.view is not None:
            self.side.show_item()
            does()

    def _change_pane(self, way: int) -> None:
        parts: list[StageList | ItemsPane | SideStack] = [self.stages, self.middle, self.side]
        here = next((at for at, part in enumerate(parts) if _has_focus(part)), 1 - way)
        wanted = parts[(here + way) % len(parts)]
        if isinstance(wanted, StageList):
            wanted.setFocus()
        else:
            wanted.focus_first()
        self._area.ensureWidgetVisible(wanted)

    def _on_view_changed(self, view: CaseView) -> None:
        operation = view.case.operation
        title = f"{view.case.reference} · {operation}" if operation else view.case.reference
        if title != self.title:
            self.rename(title)
        self.header.show()
        self.side.show()
        self.header.show_view(view)
        self.middle.show_view(view)
        # After the items: the stages of a version that is not here have no items to show.
        self.stages.show_case(view, self.middle.parts)
        self._show_item(self.middle.state)
        self.side.show_view(view)
        # Last, when every pane knows the case: a place may have to be unfolded first.
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        place, self._wanted_place = self._wanted_place, None
        arrived, self._arrived = self._arrived, True
        if place is not None:
            self.go_to(place)
        elif not arrived:
            self._stand_on_first()

    def _stand_on_first(self) -> None:
        states = [one.state for one in self.middle.list.items.rows if one.state is not None]
        first = next((state for state in states if is_open(state)), states[0] if states else None)
        if first is not None:
            self.middle.go_to(first.place)

    def _on_stage_chosen(self, stage: StageRow) -> None:
        if stage.shown is not None:
            self.middle.show_only(stage.shown)

    def _on_item_chosen(self, state: PlaceState | None) -> None:
        self._showing.begin()
        self._show_item(state)

    def _show_item(self, state: PlaceState | None) -> None:
        self.answering.take(state)
        self.further.take(state)
        self._showing.show(state)

    def _on_answered(self, place: Place) -> None:
        # Whoever has gone on meanwhile is not called back from where they type now.
        if self.middle.state is None or self.middle.state.place != place:
            return
        self._showing.offer_next(place)
        self.middle.focus_first()

    def _go_to_next(self) -> None:
        state = self.middle.state
        following = self.middle.next_open(state.place) if state is not None else None
        if following is not None:
            self.go_to(following.place)
            self.middle.focus_first()

    def _show_whole(self, part: QWidget) -> None:
        """Scroll until a part of the page can be seen, once the layout has given it its place."""
        QTimer.singleShot(0, part, lambda: bring_into_view(part))

    def _take_back(self) -> None:
        case = self.acts.case

        def told() -> None:
            # It may be far from where the key was pressed, and would be gone without anybody seeing what.
            for place in last_taken_back(self.acts.must_view.case)[:1]:
                self.go_to(place)
            self.line.done(self.tr("Your last answer is taken back; the ledger keeps it."))

        self.acts.do(lambda casework, _: casework.take_back(case), done=told)

    def _on_refused(self, error: SopcheckError) -> None:
        self.line.refuse(error)
        if isinstance(error, GateRefusedError) and error.places:
            self.go_to(error.places[0])


def _has_focus(part: QWidget) -> bool:
    focused = part.window().focusWidget()
    return focused is part or part.isAncestorOf(focused)
