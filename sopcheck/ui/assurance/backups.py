"""A promise of the Assurance page: that there are backups; proved by restoring one to a place apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.authority import may
from sopcheck.ui.entrance.places import Places, SystemPlaces
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.sheets import ask_whether
from sopcheck.ui.kit.text import Label
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import Words, count_words, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from sopcheck.errors import SopcheckError
    from sopcheck.services.backups import BackupStatus, RestoreRehearsal
    from sopcheck.services.vault_ports import BackupRow
    from sopcheck.ui.session import Session

T = TypeVar("T")


class BackupCard(QWidget):
    """When the last backup was made and whether it was ever restored, and doing either."""

    told = Signal(str)
    """Something was done, as a sentence."""
    refused = Signal(object)
    """A `SopcheckError`."""
    restore_wanted = Signal(object)
    """One of the backups in this folder (a `Path`) is to take the place of the vault."""

    def __init__(
        self, session: Session, *, places: Places | None = None, parent: QWidget | None = None
    ) -> None:
        """An empty card; `show_status` fills it."""
        super().__init__(parent)
        self._session = session
        self._places = places or SystemPlaces()
        self._place: Path | None = None
        self.says = Label(prose=True)
        self.lie = Label(tone="muted", kind="small", prose=True, selectable=True)
        self.older = Label(tone="muted", kind="small", prose=True)
        self.progress = ProgressRow()
        self.make_button = button(self.tr("Back up now"), does=self._on_make)
        self.rehearse_button = button(self.tr("Rehearse a restore"), does=self._on_rehearse)
        self.place_button = button(self.tr("Put them elsewhere…"), does=self._on_place)
        self.restore_button = button(self.tr("Restore a backup…"), does=self._on_restore)
        self.destroy_button = button(self.tr("Destroy the older ones…"), does=self._on_destroy)
        buttons = row(self.make_button, self.rehearse_button, self.progress, None, gap=4)
        others = Flow(self.place_button, self.restore_button, self.destroy_button, gap=4)
        self.setLayout(column(self.says, self.lie, self.older, buttons, others, gap=3))

    def show_status(self, status: BackupStatus) -> None:
        """Say where the backups stand."""
        words = Words(self._session.zone, self._session.now())
        self._place = status.place
        self.says.say(self._newest_words(status, words))
        self.lie.say(self.tr("They are put into {place}").format(place=status.place))
        self.place_button.setVisible(may(self._session.desk.me, "enrol people"))
        self.destroy_button.setVisible(may(self._session.desk.me, "erase"))
        self.rehearse_button.setEnabled(status.newest is not None)
        older = count_words(status.of_older_keys, self.tr("backup opens"), self.tr("backups open"))
        says = self.tr("{older} with the passphrases of before the key was changed, and with no other.")
        self.older.setVisible(bool(status.of_older_keys))
        self.older.say(says.format(older=older))

    def _newest_words(self, status: BackupStatus, words: Words) -> str:
        if status.newest is None:
            return self.tr("There is no backup yet. One is made with each day's first unlock.")
        kept = count_words(status.count, self.tr("backup is"), self.tr("backups are"))
        said = self.tr("The last backup was made and verified {when}; {kept} kept.").format(
            when=words.moment(status.newest), kept=kept
        )
        if status.rehearsed is None:
            return said + " " + self.tr("That one can be restored has not been rehearsed yet.")
        when = words.moment(status.rehearsed)
        return said + " " + self.tr("A restore was rehearsed {when}.").format(when=when)

    def _on_make(self) -> None:
        backups = self._session.desk.backups
        self._long(
            self.tr("Backing up"),
            lambda progress: backups.make(progress.report),
            self._on_made,
            pressed=self.make_button,
        )

    def _on_rehearse(self) -> None:
        backups = self._session.desk.backups
        self._long(
            self.tr("Restoring to a place apart"),
            lambda progress: backups.rehearse(progress.report),
            self._on_rehearsed,
            pressed=self.rehearse_button,
        )

    def _on_place(self) -> None:
        self._places.choose_folder(self, self.tr("The folder for backups"), self._put_into)

    def _put_into(self, place: Path) -> None:
        backups = self._session.desk.backups
        said = self.tr("Backups are put there from now on. Those of before lie where they were.")
        self._session.tasks.run(
            self, lambda: backups.put_into(place), lambda _: self.told.emit(said), self.refused.emit
        )

    def _on_restore(self) -> None:
        ask_whether(
            self,
            title=self.tr("Restore a backup"),
            says=self.tr(
                "The vault is locked first. Then you choose the backup and see what would be missing; "
                "nothing is changed before you have seen that."
            ),
            primary=self.tr("Lock and choose"),
            done=lambda: self.restore_wanted.emit(self._place),
        )

    def _on_destroy(self) -> None:
        sheet = ask_whether(
            self,
            title=self.tr("Destroy the older backups"),
            says=self.tr(
                "They hold what was erased by law, and open with the passphrases of their time. A new backup "
                "is made and verified first; then all of before go for ever, and the copies that were set "
                "aside before a restore or a repair."
            ),
            primary=self.tr("Destroy them"),
            done=self._destroy,
        )
        # Nothing brings them back, so a second press of the same key must not be enough.
        sheet.cancel.setFocus()

    def _destroy(self) -> None:
        erasure = self._session.desk.erasure
        self._long(
            self.tr("Backing up anew"),
            lambda progress: erasure.destroy_older(progress.report),
            self._on_destroyed,
            pressed=self.destroy_button,
        )

    def _on_destroyed(self, count: int) -> None:
        self.told.emit(destroyed_words(count))

    def _on_made(self, row: BackupRow) -> None:
        entries = count_words(row.entries, self.tr("entry"), self.tr("entries"))
        self.told.emit(self.tr("Backed up and verified: {entries}.").format(entries=entries))

    def _on_rehearsed(self, found: RestoreRehearsal) -> None:
        entries = count_words(found.entries, self.tr("entry"), self.tr("entries"))
        says = self.tr("{entries} came back; {problems} found.")
        problems = count_words(found.problems, self.tr("problem"), self.tr("problems"))
        self.told.emit(says.format(entries=entries, problems=problems))

    def _long(
        self,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        pressed: QPushButton,
    ) -> None:
        progress = Progress(self)
        self.progress.follow(words, progress)
        self._enable(enabled=False)

        def ended(result: T) -> None:
            self._end(pressed)
            done(result)

        def stopped(error: SopcheckError) -> None:
            self._end(pressed)
            self.refused.emit(error)

        self._session.tasks.run(self, lambda: work(progress), ended, stopped)

    def _end(self, pressed: QPushButton) -> None:
        self.progress.stop()
        self._enable(enabled=True)
        # What cannot be pressed loses the focus, and whoever works by keys would have to come back.
        pressed.setFocus()

    def _enable(self, *, enabled: bool) -> None:
        for each in (self.make_button, self.rehearse_button, self.destroy_button):
            each.setEnabled(enabled)


def destroyed_words(count: int) -> str:
    """What was done instead of the backups of before."""
    copies = count_words(count, tr("older copy was"), tr("older copies were"))
    return tr("A new backup was made and verified; {copies} taken away.").format(copies=copies)
