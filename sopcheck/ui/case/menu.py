"""All else that can be done with a case, under the three dots; what is not for one's role is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from sopcheck.ui.case.erasing import Erase
from sopcheck.ui.case.erasing_one import EraseEntry
from sopcheck.ui.case.keep_until import KeepUntil
from sopcheck.ui.case.keeping import Absence, AddChecklist, Close, Describe, HandOver, Moment
from sopcheck.ui.kit.sheets import ask_reason
from sopcheck.ui.kit.text import lettered
from sopcheck.ui.moving.entry import entries as moving_entries
from sopcheck.ui.moving.entry import reading_entries
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.services.library import Library
    from sopcheck.services.views import CaseView, LibraryRow
    from sopcheck.ui.case.acts import Act, CaseActs


class CaseMenu:
    """Opens the menu, and from it the forms about the case as a whole."""

    def __init__(
        self,
        page: QWidget,
        acts: CaseActs,
        *,
        write_note: Callable[[], None],
        print_document: Callable[[], None],
        gone: Callable[[], None],
    ) -> None:
        """Serve a page; the others go to where notes are written, to what prints, and away from no case."""
        self._page = page
        self._print_document = print_document
        self._gone = gone
        self._acts = acts
        self._write_note = write_note

    def open_below(self, widget: QWidget) -> QMenu:
        """Open the menu under a widget."""
        menu = OwnKeysMenu(self._page)
        menu.setAccessibleName(tr("More about the case"))
        entries = self.entries(self._acts.must_view)
        for words, (_, does) in zip(lettered([words for words, _ in entries]), entries, strict=True):
            menu.addAction(words).triggered.connect(does)
        # A menu is made for one look; the case may have changed by the next.
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(widget.mapToGlobal(QPoint(0, widget.height())))
        return menu

    def entries(self, view: CaseView) -> list[tuple[str, Callable[[], object]]]:
        """What can be done with the case as it stands, by the person at the desk."""
        closed = view.case.is_closed(view.read_at)
        held = any(hold.lifted is None for hold in view.case.holds)
        offered: tuple[tuple[str, bool, str, Callable[[], object]], ...] = (
            (tr("Hand over…"), True, "assign", self._hand_over),
            (tr("Absence…"), True, "record absence", self._absence),
            (tr("Record when something happened…"), True, "set a clock", self._moment),
            (tr("Write a note…"), True, "write a note", self._write_note),
            (tr("Describe the case…"), True, "describe a case", self._describe),
            (tr("Add a checklist…"), not closed, "follow a checklist", self._add_checklist),
            *moving_entries(self._page, self._acts, view),
            (tr("Place a hold…"), not held, "place a hold", self._hold),
            (tr("Lift the hold…"), held, "place a hold", self._lift),
            (tr("Keep until…"), True, "place a hold", self._keep_until),
            (tr("Erase one entry by law…"), not held, "erase", self._erase_entry),
            (tr("Erase the case by law…"), not held, "erase", self._erase),
            (tr("Close the case…"), not closed, "close a case", self._close),
            (tr("Open the case again…"), closed, "reopen a case", self._reopen),
        )
        acts = [(words, does) for words, fits, action, does in offered if fits and action in view.may]
        # Whoever may see a case may print it: what leaves the program is asked about and noted.
        kept = reading_entries(self._page, self._acts, view)
        return [*acts, *kept, (tr("Print…"), self._print_document)]

    def _hand_over(self) -> None:
        HandOver(self._page, self._acts).open()

    def _keep_until(self) -> None:
        KeepUntil(self._page, self._acts).open()

    def _erase(self) -> None:
        Erase(self._page, self._acts, self._gone).open()

    def _erase_entry(self) -> None:
        EraseEntry(self._page, self._acts).open()

    def _absence(self) -> None:
        Absence(self._page, self._acts).open()

    def _moment(self) -> None:
        Moment(self._page, self._acts).open()

    def _describe(self) -> None:
        Describe(self._page, self._acts).open()

    def _close(self) -> None:
        Close(self._page, self._acts).open()

    def _add_checklist(self) -> None:
        library = self._acts.session.desk.library

        self._acts.session.tasks.run(self._page, lambda: _for_cases(library), self._offer_checklists)

    def _offer_checklists(self, rows: tuple[LibraryRow, ...]) -> None:
        AddChecklist(self._page, self._acts, rows).open()

    def _hold(self) -> None:
        says = tr("While a hold is on the case nothing of it may be erased, as for an inquiry.")
        self._ask(
            tr("Place a hold"),
            says,
            lambda reason: lambda casework, _: casework.hold(self._acts.case, reason),
        )

    def _lift(self) -> None:
        says = tr("From then on the case may be reviewed for erasure like any other.")
        self._ask(
            tr("Lift the hold"),
            says,
            lambda reason: lambda casework, _: casework.lift(self._acts.case, reason),
        )

    def _reopen(self) -> None:
        says = tr("The case is open again from now on; its reviews begin anew.")
        self._ask(
            tr("Open the case again"),
            says,
            lambda why: lambda casework, _: casework.reopen(self._acts.case, why),
        )

    def _ask(self, title: str, says: str, act_of: Callable[[str], Act]) -> None:
        ask_reason(
            self._page,
            title=title,
            says=says,
            primary=title,
            done=lambda reason: self._acts.do(act_of(reason)),
        )


class OwnKeysMenu(QMenu):
    """A menu that has all keys to itself while it is open.

    The focus stays in the list behind it, so a D, meant for *Describe the case*, would answer the item there.
    """

    def event(self, event: QEvent) -> bool:
        """Take each key before it becomes a shortcut of the page."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def _for_cases(library: Library) -> tuple[LibraryRow, ...]:
    """The versions that a case can follow; a review's own checklist runs with each review."""
    rows = [row for row in library.versions() if row.is_current]
    return tuple(row for row in rows if library.definition(row.checklist, row.version).runs_for is None)
