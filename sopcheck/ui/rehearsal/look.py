"""What is so at a stop of a story: what moved, the items, the reviews, the exceptions, what is expected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.cases.counts import counts
from sopcheck.cases.explanations import why_limit
from sopcheck.cases.reviews.explanations import why_review
from sopcheck.cases.states import Exceptions, PlaceState, ReviewState
from sopcheck.services.rehearsal_moves import Move, PlaceMoved
from sopcheck.services.rehearsal_story import Stop
from sopcheck.services.rehearsal_telling import Finding
from sopcheck.ui.case.middle import ItemsPane
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.switch import Listed, Switch
from sopcheck.ui.rehearsal.words import Told, exception_row, finding_row
from sopcheck.ui.review.exception_words import ExceptionList, ExceptionRow, Telling, exception_lists
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session

Excepted = tuple[ExceptionList, ExceptionRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stop as it is looked at: the case there, what the event moved, and what moved before it."""

    stop: Stop
    view: CaseView
    moves: tuple[Move, ...] = ()
    meanwhile: tuple[Move, ...] = ()


class LookPane(QWidget):
    """Five panes about one moment; nothing here decides anything."""

    place_chosen = Signal(object)
    """Somebody stands on the item at this `Place`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Without a stop."""
        super().__init__(parent)
        self._told: Told | None = None
        # Times read as they did then: the case knows no later moment than that of the stop.
        self._session = replace(session, now=self._now)
        self._at = session.now()
        self._before_check = ""
        self._seen: Seen | None = None
        self._waiting: set[str] = set()
        self._fill: dict[str, Callable[[Seen], None]] = {
            "moved": self._show_moves,
            "items": lambda seen: self.items.show_view(seen.view),
            "reviews": self._show_reviews,
            "exceptions": self._show_exceptions,
            "expected": self._show_expected,
        }
        self.moved: Listed[Move | str] = Listed(self.tr("What this changed"), self._moved)
        self.items = ItemsPane(self._session)
        self.reviews: Listed[ReviewState] = Listed(self.tr("Reviews"), lambda one: self.told.review(one))
        self.exceptions: Listed[Excepted] = Listed(self.tr("Exceptions"), lambda row: exception_row(*row))
        self.expected: Listed[Finding] = Listed(self.tr("Expected here"), finding_row)
        self.switch = Switch(
            {
                "moved": (self.tr("Changed here"), self.moved),
                "items": (self.tr("Items"), self.items),
                "reviews": (self.tr("Reviews"), self.reviews),
                "exceptions": (self.tr("Exceptions"), self.exceptions),
                "expected": (self.tr("Expected"), self.expected),
            },
            name=self.tr("The case at this moment"),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.switch)
        self.switch.shown_changed.connect(self._fill_pane)
        self.items.item_chosen.connect(self._on_item)
        self.moved.list.chosen.connect(self._on_move)
        self.exceptions.list.chosen.connect(self._on_exception)

    @property
    def told(self) -> Told:
        """What puts the stop into words."""
        if self._told is None:
            raise LookupError("Nothing has been looked at yet.")
        return self._told

    def focus_first(self) -> None:
        """Put the focus on what is shown, or on its button where that is empty."""
        pane = self.switch.pane
        inner = pane.list if isinstance(pane, Listed | ItemsPane) else pane
        (inner if inner.isVisible() else self.switch.buttons[self.switch.shown]).setFocus()

    def show_seen(self, seen: Seen) -> None:
        """Show the case at a stop."""
        self._seen = seen
        self._at = seen.view.read_at
        self._told = Told(seen.view, Words(self._session.zone, self._at))
        self._waiting = {*self._fill}
        self._choose_pane(seen.stop)
        self._count(seen)
        self._fill_pane(self.switch.shown)

    def _now(self) -> datetime:
        return self._at

    def _fill_pane(self, name: str) -> None:
        """Fill a pane once it is looked at; whoever steps on quickly waits for one and not for five."""
        if self._seen is not None and name in self._waiting:
            self._waiting.remove(name)
            self._fill[name](self._seen)

    def _show_reviews(self, seen: Seen) -> None:
        # Those that are still to come are among them.
        reviews = seen.view.evaluation.reviews
        nothing = "" if reviews else self.tr("The schedule calls for no review yet.")
        self.reviews.show_values(reviews, says=nothing)

    def _show_moves(self, seen: Seen) -> None:
        stop = seen.stop
        said = [self.tr("Refused: {sentence}").format(sentence=stop.refused)] if stop.refused else []
        said += stop.differences
        if not seen.moves and not seen.meanwhile and not said:
            said.append(self.tr("Nothing about an item or a review is other than before."))
        since = (self.tr("Meanwhile, since the event before"),) if seen.meanwhile else ()
        self.moved.show_values((*seen.moves, *since, *seen.meanwhile), says=" ".join(said))

    def _moved(self, move: Move | str) -> RowText:
        return RowText(primary=move, kind="heading") if isinstance(move, str) else self.told.move(move)

    def _show_exceptions(self, seen: Seen) -> None:
        telling = Telling(
            view=seen.view,
            words=self.told.words,
            why_limit=lambda view, state: why_limit(view.case, view.calendar, view.read_at, state),
            why_review=lambda view, review: why_review(view.case, view.calendar, view.read_at, review),
        )
        rows = [(listed, row) for listed in exception_lists(telling) for row in listed.rows]
        self.exceptions.show_values(rows, says="" if rows else self.tr("None: all six lists are empty."))

    def _show_expected(self, seen: Seen) -> None:
        nothing = self.tr("The file expects nothing at this moment.")
        self.expected.show_values(seen.stop.findings, says="" if seen.stop.is_check else nothing)

    def _choose_pane(self, stop: Stop) -> None:
        # A check is looked at for what it expects; after it one is back where one was.
        if stop.is_check and self.switch.shown != "expected":
            self._before_check = self.switch.shown
            self.switch.show_pane("expected")
        elif not stop.is_check and self._before_check and self.switch.shown == "expected":
            self.switch.show_pane(self._before_check)
            self._before_check = ""

    def _count(self, seen: Seen) -> None:
        evaluation = seen.view.evaluation
        counted = counts(evaluation, seen.view.case.programme)
        figures = {
            "moved": len(seen.moves) + len(seen.meanwhile),
            "items": sum(one.applicable for one in counted),
            "reviews": len(evaluation.reviews),
            "exceptions": _count_of(evaluation.exceptions) + _count_of(evaluation.annex),
            "expected": len(seen.stop.findings),
        }
        for key, count in figures.items():
            self.switch.say_count(key, str(count) if count else "")

    def _on_item(self, state: PlaceState | None) -> None:
        if state is not None:
            self.place_chosen.emit(state.place)

    def _on_move(self, move: Move | str) -> None:
        there = (move.after or move.before) if isinstance(move, PlaceMoved) else None
        if there is not None:
            self.place_chosen.emit(there.place)

    def _on_exception(self, row: Excepted) -> None:
        if row[1].places:
            self.place_chosen.emit(row[1].places[0])


def _count_of(lists: Exceptions) -> int:
    """How many rows the six lists have together."""
    return sum(len(rows) for rows in msgspec.structs.astuple(lists))
