"""Forms about keeping a case and erasing it by law; what was erased cannot be brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.cases.events import BodyErased, CaseOpened
from sopcheck.services.access_book import kind_words
from sopcheck.services.typed_words import typed_words
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.fields import Field, ManyLines, OneLine
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import Words, count_words, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import EntryHash
    from sopcheck.services.erasure import Erased
    from sopcheck.services.views import CaseView
    from sopcheck.ui.case.acts import CaseActs


class KeepUntil(Sheet):
    """Says when it is to be reviewed whether the case must still be kept."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Ask for the day and why; the day that stands is in the field."""
        says = tr("On that day somebody decides whether the case must still be kept. Nothing goes by itself.")
        super().__init__(parent, title=tr("Keep until"), primary=tr("Save"), says=says)
        self._acts = acts
        self.day = OneLine(tr("Review on"))
        self.reason = ManyLines(tr("Reason"), lines=3)
        stands = acts.must_view.case.retention
        self.day.setText("" if stands is None else stands.isoformat())
        self.day_field = Field(tr("Review on"), self.day, hint=tr("such as 2036-05-07"))
        self.reason_field = Field(tr("Reason"), self.reason)
        self.body.addWidget(self.day_field)
        self.body.addWidget(self.reason_field)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            self.day_field.refuse(tr("Write the day as year, month and day: 2036-05-07."))
            return
        session, case, reason = self._acts.session, self._acts.case, self.reason.text()
        self.busy(busy=True)
        session.tasks.run(
            self,
            lambda: session.desk.erasure.set_retention(case, day, reason),
            lambda _: self._on_saved(),
            self._on_refused,
        )

    def _on_saved(self) -> None:
        self._acts.read()
        self.accept()

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


class _Erasing(Sheet):
    """Asks under what law and why, and has the reference typed, so that it is meant; says what is left."""

    def __init__(self, parent: QWidget, acts: CaseActs, *, title: str, says: str, width: float) -> None:
        """Lay out what every erasure asks; what goes is put above it."""
        super().__init__(parent, title=title, primary=tr("Erase for ever"), says=says, width=width)
        self.acts = acts
        self._reference = acts.must_view.case.reference
        self.authority = OneLine(tr("Law or order"))
        self.reason = ManyLines(tr("Reason"), lines=3)
        self.typed = OneLine(tr("Reference of the case"))
        self.typed_field = Field(
            tr("Reference of the case"), self.typed, hint=tr("Type it to show that this case is meant.")
        )
        hint = tr("Say why; what it said is not to be repeated.")
        self.form = QWidget()
        asked = (Field(tr("Law or order"), self.authority), Field(tr("Reason"), self.reason, hint=hint))
        self.form.setLayout(column(*asked, self.typed_field, gap=4))
        self.destroy_button = button(tr("Put a new backup in their place"), does=self._on_destroy)
        self.destroy_button.hide()
        self.progress = ProgressRow()
        self.submitted.connect(self._on_submitted)

    def lay_out(self, *above: QWidget) -> None:
        """Put the parts below each other."""
        for part in (*above, self.form, self.destroy_button, self.progress):
            self.body.addWidget(part)

    def erase(self, authority: str, reason: str) -> Callable[[], Erased] | None:
        """What is done off the thread; none where something is missing, which is said then."""
        raise NotImplementedError

    def _on_submitted(self) -> None:
        if self.typed.text().strip() != self._reference:
            self.typed_field.refuse(tr("This is not the reference of this case."))
            return
        self.typed_field.accept()
        work = self.erase(self.authority.text(), self.reason.text())
        if work is not None:
            self.busy(busy=True)
            self.acts.session.tasks.run(self, work, self._on_erased, self._on_refused)

    def _on_erased(self, erased: Erased) -> None:
        # It stays until it was read: nothing else will say what still holds the words.
        self.primary.hide()
        self.form.setEnabled(False)
        rename(self.cancel, tr("Close"))
        self.line.done(erased_words(erased))
        self.destroy_button.setVisible(bool(erased.still_in or erased.aside))

    def _on_destroy(self) -> None:
        progress, erasure = Progress(self), self.acts.session.desk.erasure
        self.progress.follow(tr("Backing up anew"), progress)
        self.destroy_button.setEnabled(False)
        self.acts.session.tasks.run(
            self, lambda: erasure.destroy_older(progress.report), self._on_destroyed, self._on_not_destroyed
        )

    def _on_destroyed(self, count: int) -> None:
        self.progress.stop()
        self.destroy_button.hide()
        copies = count_words(count, tr("older copy was"), tr("older copies were"))
        self.line.done(tr("A new backup was made and verified; {copies} taken away.").format(copies=copies))

    def _on_not_destroyed(self, error: SopcheckError) -> None:
        self.progress.stop()
        self.destroy_button.setEnabled(True)
        self.line.refuse(error)

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


class Erase(_Erasing):
    """Erases the words of the whole case."""

    def __init__(self, parent: QWidget, acts: CaseActs, gone: Callable[[], None]) -> None:
        """`gone` is called once nothing of the case is left and that was read."""
        says = tr(
            "Every word of this case goes for ever, here and in what is searched and signed. That it was "
            "erased, by whom, when and under what authority, stays and still verifies."
        )
        super().__init__(parent, acts, title=tr("Erase the case"), says=says, width=32)
        self._gone = gone
        self.lay_out()

    def erase(self, authority: str, reason: str) -> Callable[[], Erased]:
        """Erase all of it."""
        erasure, case = self.acts.session.desk.erasure, self.acts.case
        return lambda: erasure.erase_case(case, authority=authority, reason=reason)

    def _on_erased(self, erased: Erased) -> None:
        super()._on_erased(erased)
        self.finished.connect(lambda _: self._gone())


class EraseEntry(_Erasing):
    """Erases the words of one entry, chosen from all that have any."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """List the entries, the newest first."""
        says = tr(
            "The words of one entry go for ever, here and in what is searched and signed. The entry stays "
            "and says that they were erased, by whom, when and under what authority."
        )
        super().__init__(parent, acts, title=tr("Erase the words of one entry"), says=says, width=48)
        view, session = acts.must_view, acts.session
        words = Words(session.zone, session.now())
        self.table: TableView[ErasableRow] = TableView(
            tr("Entries of this case"),
            (
                Column(title=tr("recorded"), text=lambda row: words.moment(row.recorded), width=11),
                Column(title=tr("who"), text=lambda row: row.name, width=10),
                Column(title=tr("what"), text=lambda row: row.kind, width=10),
                Column(title=tr("words"), text=lambda row: row.words, stretch=True),
            ),
            spoken=lambda row: f"{row.kind}, {row.name}, {row.words}",
            key=lambda row: row.entry,
        )
        self.chosen = Label(tone="muted")
        self.table.chosen.connect(lambda row: self.chosen.say(row.words))
        self.table.show_values(erasable_rows(view))
        self.table.fit(most=8)
        self.whole = Tick(tr("Take away whole records that were signed with a reference or name of it"))
        # A row shows the beginning only, and the wrong words cannot be brought back.
        self.lay_out(self.table, self.chosen, self.whole)
        self.table.setFocus()

    def erase(self, authority: str, reason: str) -> Callable[[], Erased] | None:
        """Erase the words of the entry that is chosen."""
        row = self.table.current()
        if row is None:
            self.line.refuse(tr("Choose the entry in the list first."))
            return None
        erasure, case, whole = self.acts.session.desk.erasure, self.acts.case, self.whole.isChecked()
        return lambda: erasure.erase_entry(
            case, row.entry, authority=authority, reason=reason, whole_records=whole
        )

    def _on_erased(self, erased: Erased) -> None:
        super()._on_erased(erased)
        self.table.setEnabled(False)
        self.acts.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasableRow:
    """An entry with words in it."""

    entry: EntryHash
    recorded: datetime
    name: str
    kind: str
    words: str


def erasable_rows(view: CaseView) -> tuple[ErasableRow, ...]:
    """The entries of a case that say something, the newest first."""
    rows = [
        ErasableRow(
            entry=one.entry,
            recorded=one.recorded,
            name=view.name(one.by),
            kind=kind_words(type(one.event).__name__),
            words="; ".join(words),
        )
        for one in reversed(view.case.entries)
        if one.event is not None
        and not isinstance(one.event, BodyErased | CaseOpened)
        and (words := typed_words(one.event))
    ]
    return tuple(rows)


def erased_words(erased: Erased) -> str:
    """What was erased, and what still holds any of it."""
    entries = count_words(erased.entries, tr("entry"), tr("entries"))
    said = [tr("The words of {entries} were erased.").format(entries=entries)]
    if erased.records:
        records = count_words(erased.records, tr("signed record"), tr("signed records"))
        said.append(tr("{records} went with them.").format(records=records))
    if erased.signed:
        records = count_words(erased.signed, tr("signed record keeps"), tr("signed records keep"))
        said.append(tr("{records} a reference or name of it.").format(records=records))
    if erased.still_in:
        backups = count_words(len(erased.still_in), tr("backup holds"), tr("backups hold"))
        said.append(tr("{backups} them still.").format(backups=backups))
    if erased.aside:
        copies = count_words(erased.aside, tr("copy"), tr("copies"))
        said.append(tr("So may {copies} in the folder “recovery”.").format(copies=copies))
    return " ".join(said)
