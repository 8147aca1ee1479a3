"""The access book in the window: for a lawful purpose, by case, person, kind and day, and as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from sopcheck.files import write_whole
from sopcheck.services.access_book import KINDS, PURPOSES, Wanted, kind_words
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.fields import Choice, Field, OneLine
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.record.machine import SystemMachine
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from sopcheck.cases.access_events import LawfulPurpose
    from sopcheck.cases.events import CaseId
    from sopcheck.cases.register.register import Person
    from sopcheck.services.access_book import AccessLine
    from sopcheck.ui.record.machine import Machine
    from sopcheck.ui.session import Session

_FILE = "access-book.csv"
_DAY = "2026-05-07"


class AccessSheet(Sheet):
    """Asks what the book is read for and what is looked for, and shows it."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        people: tuple[Person, ...],
        machine: Machine | None = None,
    ) -> None:
        """Offer the purposes that the law allows; nothing is shown before one was chosen and noted."""
        says = _tr(
            "It may be read to see whether what was done was lawful, for discipline, for the security of the "
            "records, and for criminal proceedings; for nothing else. That it is read is noted in it."
        )
        super().__init__(parent, title=_tr("The access book"), primary=_tr("Show"), says=says, width=70)
        self._session = session
        self._machine = machine or SystemMachine()
        self.purpose: Choice[LawfulPurpose] = Choice(_tr("What for?"), [(one, one) for one in PURPOSES])
        # What stands there first would be what everybody reads it for.
        self.purpose.setCurrentIndex(-1)
        self.reference = OneLine(_tr("Case"))
        everybody = [(None, _tr("everybody")), *((one.person, one.name) for one in people)]
        self.person = Choice(_tr("Who"), everybody)
        self.kind = Choice(_tr("What"), [("", _tr("everything")), *((one, kind_words(one)) for one in KINDS)])
        self.since, self.until = OneLine(_tr("From day")), OneLine(_tr("Until day"))
        self.table: TableView[AccessLine] = TableView(
            _tr("Entries of the access book"),
            self._columns(),
            spoken=lambda line: f"{line.name}, {kind_words(line.kind)}, {line.reference}",
        )
        self.save_button = button(_tr("Save as a file…"), does=self._on_save)
        self._build()
        self.submitted.connect(self._on_show)

    def _build(self) -> None:
        example = _tr("such as {day}").format(day=_DAY)
        self.purpose_field = Field(_tr("What for?"), self.purpose)
        asked = row(self.purpose_field, Field(_tr("Case"), self.reference), gap=4)
        narrowed = row(Field(_tr("Who"), self.person), Field(_tr("What"), self.kind), gap=4)
        self.since_field = Field(_tr("From day"), self.since, hint=example)
        self.until_field = Field(_tr("Until day"), self.until, hint=example)
        self._days = ((self.since_field, self.since), (self.until_field, self.until))
        days = row(self.since_field, self.until_field, gap=4)
        self.body.addLayout(column(asked, narrowed, days, self.table, row(self.save_button, None), gap=4))
        self.table.setMinimumHeight(self.table.fontMetrics().height() * 12)
        self.purpose.setFocus()

    def _columns(self) -> tuple[Column[AccessLine], ...]:
        words = Words(self._session.zone, self._session.now())
        return (
            Column(title=_tr("when"), text=lambda line: words.moment(line.at), width=11),
            Column(title=_tr("who"), text=lambda line: line.name, width=10),
            Column(title=_tr("what"), text=lambda line: kind_words(line.kind), width=11),
            Column(title=_tr("case"), text=lambda line: line.reference, width=11),
            Column(title=_tr("details"), text=lambda line: line.details, stretch=True),
        )

    def _on_show(self) -> None:
        asked = self._asked()
        if asked is None:
            return
        book = self._session.desk.assurance.access_book
        purpose, reference, wanted = asked
        find = self._session.desk.casework.find
        self.busy(busy=True)

        def read() -> tuple[AccessLine, ...]:
            """Find the case and read the book."""
            return book.read(purpose, _of_case(wanted, find(reference)) if reference else wanted)

        self._session.tasks.run(self, read, self._on_read, self._on_refused)

    def _on_read(self, lines: tuple[AccessLine, ...]) -> None:
        self.busy(busy=False)
        # There is nothing left to cancel: that it was read is noted.
        rename(self.cancel, _tr("Close"))
        self.table.show_values(lines)
        self.line.done(_tr("{count} entries; the latest come first.").format(count=len(lines)))

    def _on_refused(self, error: object) -> None:
        self.busy(busy=False)
        self.line.refuse(str(error))

    def _on_save(self) -> None:
        if self._asked() is not None:
            self._machine.choose_place(self, _FILE, self._save, lambda: None)

    def _save(self, path: Path) -> None:
        asked = self._asked()
        if asked is None:
            return
        book, find = self._session.desk.assurance.access_book, self._session.desk.casework.find
        purpose, reference, wanted = asked

        def save() -> None:
            """Note that it leaves the vault, then write it."""
            found = _of_case(wanted, find(reference)) if reference else wanted
            write_whole(path, book.export(purpose, found, "csv"))

        done = partial(self.line.done, _tr("The access book was saved; it holds personal data of officers."))
        self._session.tasks.run(self, save, lambda _: done(), self._on_refused)

    def _asked(self) -> tuple[LawfulPurpose, str, Wanted] | None:
        purpose = self.purpose.value()
        try:
            since, until = (_day(field, line.text()) for field, line in self._days)
        except ValueError:
            return None
        if purpose is None:
            self.purpose_field.refuse(_tr("Say what it is read for."))
            return None
        self.purpose_field.accept()
        wanted = Wanted(person=self.person.value(), kind=self.kind.value() or "", since=since, until=until)
        return purpose, self.reference.text().strip(), wanted


def _day(field: Field, text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        field.refuse(_tr("Write the day as year, month and day: {day}.").format(day=_DAY))
        raise
    field.accept()
    return found


def _of_case(wanted: Wanted, case: CaseId) -> Wanted:
    return replace(wanted, case=case)


def _tr(text: str) -> str:
    return QCoreApplication.translate("access_book", text)
