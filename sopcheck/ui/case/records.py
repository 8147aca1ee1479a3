"""The supervision records of a case: each review that was held has one to look at and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.services.signed_since import signed_since
from sopcheck.ui.case.panel import SidePanel
from sopcheck.ui.case.row_words import sentence_case
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label
from sopcheck.ui.record.signed_words import since_words
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.cases.standing import Addendum
    from sopcheck.services.views import CaseView, HeldReview
    from sopcheck.ui.session import Session


class RecordsPanel(SidePanel):
    """Reviews held, the newest first; Enter shows the record."""

    record_wanted = Signal(str)
    """The record of this `ReviewId` is to be shown."""
    addendum_wanted = Signal(object)
    """Something is to be added to this `HeldReview`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        says = self.tr("Each signed review has a record that never changes, whatever is recorded later.")
        super().__init__(self.tr("Supervision records"), says, parent)
        self._session = session
        self._addenda: tuple[Addendum, ...] = ()
        self.list: RowList[HeldReview] = RowList(
            self.tr("Supervision records"), self._row_text, key=lambda held: held.review
        )
        self._none = Label(self.tr("No review of this case has been signed yet."), tone="muted")
        self._show = button(self.tr("Show the record"), kind="primary", does=self._on_show)
        self._add = button(self.tr("Add to it…"), does=self._on_add)
        self._since = Label(tone="muted")
        self._added = Label(prose=True, selectable=True)
        self.list.chosen.connect(lambda _: self._say_added())
        self.list.opened.connect(lambda _: self._on_show())
        self.fill(self.list, self._none, self._added, self._since, Flow(self._show, self._add))

    def show_reviews(self, held: tuple[HeldReview, ...]) -> None:
        """Show these reviews; the list keeps its place."""
        # The last record is the one that is asked for.
        self.list.show_values(sorted(held, key=lambda one: one.held, reverse=True))
        self._none.setVisible(not held)
        self._show.setEnabled(bool(held))
        if held and self.list.current() is None:
            self.list.choose(self.list.rows.values[0])
        self._say_added()

    def show_since(self, view: CaseView) -> None:
        """Say what came after the last signature."""
        words = Words(self._session.zone, self._session.now())
        since = signed_since(view)
        self._since.say("" if since is None else sentence_case(since_words(since, words)))
        self._since.setVisible(since is not None)
        self._addenda = view.case.addenda
        self._add.setVisible("add to a review" in view.may)

    def _say_added(self) -> None:
        """Read in full: what was added to a record is what somebody looks for beside it."""
        held, words = self.list.current(), Words(self._session.zone, self._session.now())
        said = [
            self.tr("Added {when}: {text} Why: {why}").format(
                when=words.moment(one.at), text=one.text, why=one.reason
            )
            for one in self._addenda
            if held is not None and one.review == held.review
        ]
        # What counts no more is added to no further; its record still shows what was added before.
        self._add.setEnabled(held is not None and held.withdrawn is None)
        self._added.say("\n".join(said))
        self._added.setVisible(bool(said))

    def _on_add(self) -> None:
        held = self.list.current()
        if held is not None:
            self.addendum_wanted.emit(held)

    def _on_show(self) -> None:
        held = self.list.current()
        if held is not None:
            self.record_wanted.emit(held.review)

    def _row_text(self, held: HeldReview) -> RowText:
        words = Words(self._session.zone, self._session.now())
        return RowText(
            primary=held.title,
            secondary=f"{words.moment(held.held)} · {held.by_name} · {held.code}",
            trailing=self.tr("withdrawn since") if held.withdrawn else held.outcome,
        )
