"""Brings the item on which the list stands into the pane beside it: words, fields, ways, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sopcheck.ui.case.answering import draft_key
from sopcheck.ui.case.fields import FieldsFor
from sopcheck.ui.case.item_acts import Offer, offer_of
from sopcheck.ui.case.item_text import item_text
from sopcheck.ui.case.outline import is_open
from sopcheck.ui.case.row_words import title_with_subject
from sopcheck.ui.case.unknown import unknown_facts
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.cases.events import Place
    from sopcheck.cases.states import PlaceState
    from sopcheck.services.views import CaseView
    from sopcheck.ui.case.acts import CaseActs
    from sopcheck.ui.case.item_pane import ItemPane
    from sopcheck.ui.case.middle import ItemsPane


class ItemShowing(QObject):
    """Shows one item at a time; sentences are made for that item alone."""

    def __init__(self, acts: CaseActs, middle: ItemsPane, pane: ItemPane) -> None:
        """Show in this pane where the list of that one stands."""
        super().__init__(pane)
        self._acts = acts
        self._middle = middle
        self._pane = pane
        pane.history.opened.connect(self._show_history)

    def begin(self) -> None:
        """Another item is to be read: begin at its top, and offer what is next no more."""
        self._pane.bar.say_next("")
        self._pane.begin_reading()

    def show(self, state: PlaceState | None) -> None:
        """Show an item as it is now, or nothing where the list stands nowhere."""
        pane, view = self._pane, self._acts.view
        pane.show_nothing(nothing=state is None)
        if state is None or view is None:
            return
        part = self._middle.parts[state.place.checklist, state.stage]
        offer = offer_of(view, state)
        pane.show_text(item_text(view, state, part, self._middle.speaker()))
        pane.show_unknown(unknown_facts(view, state))
        pane.show_offer(offer, self._fields_for(view, state, offer))
        pane.history.say_count(len(view.case.history(state.place)))
        if pane.history.is_open:
            self._show_history()

    def offer_next(self, place: Place) -> None:
        """An answer was saved: offer the open item below it."""
        following = self._middle.next_open(place)
        words = title_with_subject(following, self._middle.speaker()) if following is not None else ""
        self._pane.bar.say_next(words)

    def _fields_for(self, view: CaseView, state: PlaceState, offer: Offer) -> FieldsFor:
        standing = state.answer if offer.standing != "new" else None
        key = draft_key(self._acts.case, state.place)
        return FieldsFor(
            item=state.item,
            checklist=state.place.checklist,
            key=f"{key}/{standing.entry}" if standing is not None else key,
            standing=standing.given if standing is not None else None,
            subjects=self._siblings(view, state),
            also=self._same_act(view, state),
        )

    def _siblings(self, view: CaseView, state: PlaceState) -> tuple[tuple[str, str], ...]:
        """Other subjects for which the same is still to be done: one act may be for all of them."""
        open_ones = (
            other.place.of
            for other in view.evaluation.places
            if other.item is state.item and other.place != state.place and is_open(other)
        )
        return tuple((of, view.subject_label(of)) for of in open_ones if of is not None)

    def _same_act(self, view: CaseView, state: PlaceState) -> tuple[tuple[Place, str], ...]:
        """Other items that one act may meet too (counting convention 11)."""
        speaker = self._middle.speaker()
        places = self._acts.session.desk.casework.same_act(view, state.place)
        also = (view.state(place) for place in places)
        return tuple((one.place, title_with_subject(one, speaker)) for one in also if one is not None)

    def _show_history(self) -> None:
        state, session = self._middle.state, self._acts.session
        if state is not None:
            lines = session.desk.casework.history(self._acts.must_view, state.place)
            self._pane.history.show_lines(lines, Words(session.zone, session.now()))
