"""The middle of the case page: the filter and the list of items, and which of them are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.case.items import ItemsList
from sopcheck.ui.case.outline import Part, PartKey, Shown, Wanted, duties_of, next_open, parts_of, rows_of
from sopcheck.ui.case.row_words import Speaker
from sopcheck.ui.kit.buttons import escape_does
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import column, holding
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.cases.events import Place
    from sopcheck.cases.states import PlaceState
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session


class ItemsPane(QWidget):
    """The items that are wanted; the list stays where somebody stands, whatever changes around it."""

    item_chosen = Signal(object)
    """Somebody stands on this `PlaceState` now, or on none."""
    item_opened = Signal(object)
    """Enter on this `PlaceState`: on to the item itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a pane without a case."""
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._wanted = Wanted()
        self.parts: dict[PartKey, Part] = {}
        self.filter = OneLine(self.tr("Filter the items"), placeholder=self.tr("Filter  ( / )"))
        self.list = ItemsList(self.tr("Items"))
        self.list.setMinimumHeight(em(11))
        self._nothing = Label(tone="muted")
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self.list.setFocus)
        # A line has nowhere to go down to, and below it lies what it found.
        bind(self.filter, {"Down": self.list.setFocus})
        self.list.item_chosen.connect(self.item_chosen)
        self.list.item_opened.connect(self.item_opened)
        self.list.fold_pressed.connect(self._on_fold)
        top = holding(column(self.filter, self._nothing, margins=(3, 3, 3, 3)), rule="below")
        escape_does(self.filter, self._on_escape)
        box = column(top, self.list, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    @property
    def state(self) -> PlaceState | None:
        """The item on which the list stands, as it is now."""
        return self.list.items.state(self.list.currentIndex().row())

    @property
    def shown(self) -> Shown:
        """Which rows were chosen among the stages."""
        return self._wanted.shown

    def speaker(self) -> Speaker:
        """What puts rows into words, seen from this moment."""
        view = self._must_view()
        labels = {subject.subject: subject.label for subject in view.evaluation.subjects}
        return Speaker(
            words=Words(self._session.zone, self._session.now()),
            label=lambda of: labels.get(of, "") if of is not None else "",
            clocks=view.case.programme.clocks,
            facts=view.case.programme.facts,
            kinds=view.case.programme.kinds,
        )

    def show_view(self, view: CaseView) -> None:
        """Show the items of a case as it is now."""
        # The stages change with the versions followed and not with each answer.
        if self._view is None or view.case.adopted != self._view.case.adopted:
            self.parts = parts_of(view.case)
        self._view = view
        self._show()

    def show_only(self, shown: Shown) -> None:
        """Show everything, the next things, what is passed, or one stage."""
        if shown == self._wanted.shown:
            return
        self._wanted = replace(self._wanted, shown=shown)
        self._show(keep=False)
        self.list.scrollToTop()

    def go_to(self, place: Place) -> bool:
        """Stand on a place; where it is not among the rows shown, everything is shown first.

        A duty of two packs is shown in one of them, whichever of its places is asked for.
        """
        duties = ((duty[0].place, duty) for duty in duties_of(self._must_view()))
        place = next((first for first, duty in duties if any(one.place == place for one in duty)), place)
        # Whoever filters on purpose keeps the filter where it shows the item anyway.
        if self.list.go_to(place):
            return True
        self.filter.clear()
        part = next((key for key in self.parts if self._holds(key, place)), None)
        unfolded = self._wanted.unfolded | ({part} if part is not None else set())
        self._wanted = replace(self._wanted, shown="all", unfolded=unfolded)
        self._show(keep=False)
        return self.list.go_to(place)

    def next_open(self, after: Place) -> PlaceState | None:
        """The next item at which something is to be answered, among those shown."""
        return next_open(self.list.items.rows, after)

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self.list.setFocus()

    def _holds(self, key: PartKey, place: Place) -> bool:
        states = self._must_view().evaluation.places
        return any(state.place == place and (place.checklist, state.stage) == key for state in states)

    def _show(self, *, keep: bool = True) -> None:
        if self._view is None:
            return
        speaker = self.speaker()
        wanted = replace(self._wanted, keep=self.list.place if keep else None)
        rows = rows_of(self._view, self.parts, wanted, label=speaker.label)
        self.list.show_rows(rows, speaker)
        self._nothing.say(self._nothing_words())
        self._nothing.setVisible(not rows)

    def _nothing_words(self) -> str:
        if self._wanted.words:
            return self.tr("No item has these words.")
        return (
            self.tr("No limit of this case is passed.")
            if self._wanted.shown == "passed"
            else self.tr("Nothing here.")
        )

    def _on_filter(self, words: str) -> None:
        self._wanted = replace(self._wanted, words=words.strip())
        self._show(keep=False)

    def _on_escape(self) -> None:
        self.filter.clear()
        self.list.setFocus()

    def _on_fold(self, part: PartKey) -> None:
        self._wanted = replace(self._wanted, unfolded=self._wanted.unfolded ^ {part})
        self._show()

    def _must_view(self) -> CaseView:
        if self._view is None:
            raise LookupError("The case has not been read yet.")
        return self._view
