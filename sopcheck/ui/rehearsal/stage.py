"""A story on the stage: its events at the left, the case at the chosen one, why, and what if."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sopcheck.services.rehearsal_moves import Move, PlaceMoved, moves
from sopcheck.ui.kit.layout import column, holding, scrolling
from sopcheck.ui.kit.panes import panes
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.switch import Switch
from sopcheck.ui.rehearsal.bar import RehearsalBar
from sopcheck.ui.rehearsal.look import LookPane, Seen
from sopcheck.ui.rehearsal.what_if import WhatIfPanel
from sopcheck.ui.rehearsal.why import WhyPane
from sopcheck.ui.rehearsal.words import stop_row, summary
from sopcheck.ui.review.panes import has_focus
from sopcheck.ui.theme import em
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopcheck.cases.events import Place
    from sopcheck.errors import SopcheckError
    from sopcheck.services.rehearsal_story import Stop, Story
    from sopcheck.services.rehearsal_what_if import Change, Tried
    from sopcheck.services.views import CaseView
    from sopcheck.ui.kit.row_text import RowText
    from sopcheck.ui.session import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is to be looked at: a stop, or any moment after it, in the story and in the one tried."""

    place: int
    moment: datetime | None
    tried: Tried | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found there, made on the other thread."""

    seen: Seen
    tried_moves: tuple[Move, ...]
    moves_at_end: int


class RehearsalStage(QWidget):
    """Stepping is by the list, the bar or any moment; what is looked at is made off the thread."""

    def __init__(
        self,
        session: Session,
        what_if: Callable[[Story, tuple[Change, ...]], Tried],
        parent: QWidget | None = None,
    ) -> None:
        """Without a story; `what_if` plays one again with changes."""
        super().__init__(parent)
        self._session = session
        self._what_if = what_if
        self._story: Story | None = None
        self._aim = Aim(place=0, moment=None, tried=None)
        self._looking = False
        self._view: CaseView | None = None
        self._chosen: Place | None = None
        self.stops: RowList[Stop] = RowList(
            self.tr("Events and checks"), self._read, key=lambda stop: (stop.number, stop.is_check, stop.line)
        )
        self.bar = RehearsalBar(session)
        self.look = LookPane(session)
        self.why = WhyPane()
        self.panel = WhatIfPanel(session)
        self.beside = Switch(
            {"why": (self.tr("Why"), scrolling(self.why)), "what-if": (self.tr("What if"), self.panel)},
            name=self.tr("Why, and what if"),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.stops.setMinimumWidth(em(12))
        self.look.setMinimumWidth(em(14))
        middle = holding(column(self.look), ground="surface")
        right = holding(column(self.beside), ground="surface")
        splitter = panes("rehearsal", self.stops, middle, right, stretch=(2, 3, 3), sizes=(22, 32, 26))
        framed = holding(column(splitter, margins=0.25), ground="card")
        box = column(self.bar, framed, gap=3)
        box.setStretch(1, 1)
        self.setLayout(box)

    def _connect(self) -> None:
        self.stops.chosen.connect(lambda _: self.go_to(self.stops.currentIndex().row()))
        self.bar.place_wanted.connect(self.go_to)
        self.bar.moment_wanted.connect(self.go_to_moment)
        self.look.place_chosen.connect(self._on_place)
        self.panel.wanted.connect(self._on_changes)
        self.stops.opened.connect(lambda _: self.look.focus_first())
        for keys, way in (("F6", +1), ("Shift+F6", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._change_pane, way))

    @property
    def place(self) -> int:
        """At which stop one is."""
        return self._aim.place

    @property
    def view(self) -> CaseView | None:
        """The case as it is shown, once it was looked at."""
        return self._view

    def show_story(self, story: Story, end: CaseView) -> None:
        """Begin a story at its first event; `end` is the case at its end."""
        self._story = story
        self._chosen = None
        self.why.clear()
        with QSignalBlocker(self.stops):
            self.stops.show_values(story.stops)
        self.panel.show_story(story, end)
        self._take(Aim(place=0, moment=None, tried=None))

    def go_to(self, place: int) -> None:
        """Look at the stop at a place."""
        self._take(Aim(place=place, moment=None, tried=self._aim.tried))

    def go_to_moment(self, moment: datetime) -> None:
        """Look at any moment."""
        if self._story is not None:
            place = self._story.last_before(moment)
            self._take(Aim(place=place, moment=moment, tried=self._aim.tried))

    def focus_first(self) -> None:
        """Begin with the events."""
        self.stops.setFocus()

    def _change_pane(self, way: int) -> None:
        """Go on to the next of the three panes: the events, what is so there, why and what if."""
        goes = (self.stops.setFocus, self.look.focus_first, self._focus_beside)
        here = next(
            (at for at, part in enumerate((self.stops, self.look, self.beside)) if has_focus(part)), 0
        )
        goes[(here + way) % len(goes)]()

    def _focus_beside(self) -> None:
        self.beside.buttons[self.beside.shown].setFocus()

    def _take(self, aim: Aim) -> None:
        story = self._story
        if story is None or not story.stops:
            return
        self._aim = aim
        stop = story.stops[aim.place]
        with QSignalBlocker(self.stops):
            self.stops.choose(stop)
        self.bar.show_place(aim.place, len(story.stops), self._where(story, stop, aim.moment))
        # Whoever drags the slider asks for a hundred stops; only where they come to rest is looked at.
        if not self._looking:
            self._look(story, aim)

    def _look(self, story: Story, aim: Aim) -> None:
        self._looking = True
        self._session.tasks.run(
            self, lambda: looked(story, aim), partial(self._on_looked, story, aim), self._on_failed
        )

    def _on_looked(self, story: Story, aim: Aim, found: Looked) -> None:
        self._looking = False
        if story is not self._story or aim != self._aim:
            self._take(self._aim)
            return
        self._view = found.seen.view
        # Whoever looks at what a step changed wants to know why, and has no item of their own in mind.
        first = next((one.after for one in found.seen.moves if isinstance(one, PlaceMoved)), None)
        if first is not None and self.look.switch.shown == "moved":
            self._chosen = first.place
        self.look.show_seen(found.seen)
        self.panel.stand_at(found.seen.stop, found.seen.view)
        if aim.tried is not None:
            self.panel.show_moves(found.seen.view, found.tried_moves, aim.tried, at_end=found.moves_at_end)
        self._show_why()

    def _on_failed(self, error: SopcheckError) -> None:
        self._looking = False
        self.panel.line.refuse(error)

    def _on_place(self, place: Place) -> None:
        self._chosen = place
        self._show_why()

    def _show_why(self) -> None:
        view, place = self._view, self._chosen
        state = view.state(place) if view is not None and place is not None else None
        if state is None:
            self.why.clear()
            return
        self.why.show_item(self.look.told, state)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        story = self._story
        if story is None or not changes:
            self._on_tried(None)
            return
        self._session.tasks.run(
            self, lambda: self._what_if(story, changes), self._on_tried, self.panel.refuse
        )

    def _on_tried(self, tried: Tried | None) -> None:
        self._take(Aim(place=self._aim.place, moment=self._aim.moment, tried=tried))

    def _read(self, stop: Stop) -> RowText:
        return stop_row(stop, Words(self._session.zone, self._seen_from()))

    def _seen_from(self) -> datetime:
        return self._story.end if self._story is not None else self._session.now()

    def _where(self, story: Story, stop: Stop, moment: datetime | None) -> str:
        words = Words(self._session.zone, story.end)
        when = words.moment(moment or stop.at)
        events = len(story.played.steps)
        at = self.tr("After event {number} of {count}, {when}.").format(
            number=stop.number, count=events, when=when
        )
        return f"{at} {summary(story)}."


def looked(story: Story, aim: Aim) -> Looked:
    """Look at a stop: the case there, what moved since the one before, and what the changes move."""
    stop = story.stops[aim.place]
    view = story.look(stop) if aim.moment is None else story.look_at(aim.moment)
    seen = _seen(story, aim, view)
    if aim.tried is None:
        return Looked(seen=seen, tried_moves=(), moves_at_end=0)
    other = aim.tried.story
    at, end = view.read_at, max(story.end, other.end)
    here = moves(story.look_at(at), other.look_at(at))
    there = () if here else moves(story.look_at(end), other.look_at(end))
    return Looked(seen=seen, tried_moves=here, moves_at_end=len(there))


def _seen(story: Story, aim: Aim, view: CaseView) -> Seen:
    """Tell apart what the event itself moved, and what moved since the stop before it."""
    stop = story.stops[aim.place]
    if aim.moment is not None:
        return Seen(stop=stop, view=view, meanwhile=moves(story.look(stop), view))
    if aim.place == 0:
        return Seen(stop=stop, view=view, moves=moves(story.meanwhile(stop), view))
    before = story.look(story.stops[aim.place - 1])
    if stop.is_check:
        return Seen(stop=stop, view=view, meanwhile=moves(before, view))
    without = story.meanwhile(stop)
    return Seen(stop=stop, view=view, moves=moves(without, view), meanwhile=moves(before, without))
