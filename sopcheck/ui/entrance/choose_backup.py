"""The backups that lie in a folder, and choosing another folder; the first step of a restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.entrance.places import Places, SystemPlaces
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sopcheck.errors import SopcheckError
    from sopcheck.services.access import Access
    from sopcheck.services.vault_ports import FoundBackup
    from sopcheck.ui.tasks import TaskRunner
    from sopcheck.ui.words import Words


class ChooseBackup(QWidget):
    """A table of them, the newest first and chosen already."""

    opened = Signal()
    """Enter or a double click on one: that one it is."""
    refused = Signal(object)
    """A `SopcheckError`."""

    def __init__(
        self,
        access: Access,
        tasks: TaskRunner,
        words: Callable[[], Words],
        *,
        place: Path | None = None,
        places: Places | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Look into `place`, or where the vault puts its backups by itself."""
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self._words = words
        self._places = places or SystemPlaces()
        self.says = Label()
        self.table: TableView[FoundBackup] = TableView(
            self.tr("Backups"),
            self._columns(),
            spoken=lambda row: self.tr("{when}, {count} entries").format(
                when=words().moment(row.made), count=f"{row.entries:,}"
            ),
            key=lambda row: row.path,
        )
        self.table.opened.connect(lambda _: self.opened.emit())
        self.other_button = button(self.tr("Look in another folder…"), does=self._on_other)
        self.setLayout(column(self.says, self.table, row(self.other_button, None), gap=3))
        self.setFocusProxy(self.table)
        self.look_in(place)

    def _columns(self) -> tuple[Column[FoundBackup], ...]:
        def when(row: FoundBackup) -> str:
            return self._words().moment(row.made)

        return (
            Column(title=self.tr("made"), text=when, sort=lambda row: row.made, stretch=True),
            Column(
                title=self.tr("entries"),
                text=lambda row: f"{row.entries:,}",
                sort=lambda row: row.entries,
                right=True,
                width=6,
            ),
            Column(
                title=self.tr("size"),
                text=lambda row: f"{row.size / 1_000_000:,.1f} MB",
                sort=lambda row: row.size,
                right=True,
                width=6,
            ),
        )

    def look_in(self, place: Path | None) -> None:
        """Show what lies in a folder; without one, where the vault puts its backups by itself."""
        work = self._access.backups
        self._tasks.run(
            self, lambda: work(place), lambda found: self._show(found, chosen=place), self._on_refused
        )

    def value(self) -> Path | None:
        """The folder of the one that is chosen, if any."""
        row = self.table.current()
        return None if row is None else row.path

    def _show(self, found: Sequence[FoundBackup], *, chosen: Path | None) -> None:
        self.table.show_values(found)
        self.table.setVisible(bool(found))
        self.table.fit(most=8)
        self.says.say(self._said(len(found), chosen))
        if found:
            self.table.choose(found[0])
            self.table.setFocus()
            return
        self.other_button.setFocus()

    def _said(self, count: int, chosen: Path | None) -> str:
        if count:
            return self.tr("Choose the backup. The newest comes first.")
        if chosen is None:
            return self.tr(
                "No backup lies beside the vault. Choose the folder that backups are put into, or the folder "
                "of one backup; it may be on another disk."
            )
        return self.tr("There is no backup in “{name}”. Choose another folder.").format(name=chosen.name)

    def _on_other(self) -> None:
        self._places.choose_folder(self, self.tr("The folder with the backups"), self.look_in)

    def _on_refused(self, error: SopcheckError) -> None:
        self.refused.emit(error)
