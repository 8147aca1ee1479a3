"""The form for erasing the words of one entry: what else says them is shown before anything goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.services.erasable import ErasableRow, erasable_rows
from sopcheck.ui.case.erasing import ErasingSheet
from sopcheck.ui.case.erasing_words import before_words
from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from sopcheck.ledger.entry import EntryHash
    from sopcheck.services.erasure import Reach
    from sopcheck.ui.case.acts import CaseActs


class EraseEntry(ErasingSheet):
    """Erases the words of one entry, chosen from all that have any, and of those that repeat them."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """List the entries, the newest first."""
        says = tr(
            "The words of one entry go for ever, here and in what is searched and signed. The entry stays "
            "and says that they were erased, by whom, when and under what authority. Other cases that say "
            "the same are not searched."
        )
        super().__init__(parent, acts, title=tr("Erase the words of one entry"), says=says, width=62)
        words = Words(acts.session.zone, acts.session.now())
        self._rows = erasable_rows(acts.must_view)
        self.table = _table(tr("Entries of this case"), words)
        # A row shows the beginning only, and the wrong words cannot be brought back.
        self.chosen = Label(tone="muted")
        self.before = Label()
        self.others = _table(tr("Other entries that say some of it"), words)
        self.with_others = Tick(tr("Erase the words of these too"))
        self.whole = Tick(tr("Take away whole records that were signed with a reference or name of it"))
        self._offer_others(())
        self.table.chosen.connect(self._on_chosen)
        for tick in (self.with_others, self.whole):
            tick.toggled.connect(lambda _: self._look())
        self.table.show_values(self._rows)
        self.table.fit(most=6)
        self.lay_out(self.table, self.chosen, self.before, self.others, self.with_others, self.whole)
        self.table.setFocus()

    def erase(self, authority: str, reason: str) -> Callable[[], Reach] | None:
        """Erase the words of the entry that is chosen."""
        row = self.table.current()
        if row is None:
            self.line.refuse(tr("Choose the entry in the list first."))
            return None
        erasure, case, whole = self.acts.session.desk.erasure, self.acts.case, self.whole.isChecked()
        entries = (row.entry, *self._also())
        return lambda: erasure.erase_entries(
            case, entries, authority=authority, reason=reason, whole_records=whole
        )

    def _also(self) -> tuple[EntryHash, ...]:
        return tuple(row.entry for row in self.others.rows.values) if self.with_others.isChecked() else ()

    def _on_chosen(self, row: ErasableRow) -> None:
        self.chosen.say(row.words)
        self.with_others.setChecked(False)
        self._look()

    def _look(self) -> None:
        """Ask what an erasure of what is chosen would reach, and say it."""
        row = self.table.current()
        if row is None:
            return
        erasure, case, whole = self.acts.session.desk.erasure, self.acts.case, self.whole.isChecked()
        also = self._also()
        self.acts.session.tasks.run(
            self,
            lambda: erasure.reach(case, (row.entry, *also), whole_records=whole),
            lambda reach: self._on_looked(row, also, reach),
            self.line.refuse,
        )

    def _on_looked(self, row: ErasableRow, also: tuple[EntryHash, ...], reach: Reach) -> None:
        # Somebody who goes down the list is past it when the answer comes.
        if row != self.table.current() or also != self._also():
            return
        self.before.say(before_words(reach))
        if not also:
            self._offer_others(reach.also)

    def _offer_others(self, names: Collection[EntryHash]) -> None:
        rows = tuple(row for row in self._rows if row.entry in names)
        self.others.show_values(rows)
        self.others.fit(most=4)
        for part in (self.others, self.with_others):
            part.setVisible(bool(rows))

    def _on_erased(self, erased: Reach) -> None:
        super()._on_erased(erased)
        self.table.show_values(())
        self.others.show_values(())
        self.chosen.say("")
        self.acts.read()


def _table(name: str, words: Words) -> TableView[ErasableRow]:
    return TableView(
        name,
        (
            Column(title=tr("recorded"), text=lambda row: words.moment(row.recorded), width=12),
            Column(title=tr("who"), text=lambda row: row.name, width=9),
            Column(title=tr("what"), text=lambda row: row.kind, width=9),
            Column(title=tr("words"), text=lambda row: row.words, stretch=True),
        ),
        spoken=lambda row: f"{row.kind}, {row.name}, {row.words}",
        key=lambda row: row.entry,
    )
