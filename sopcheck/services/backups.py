"""Backups of the vault: made by themselves, asked for, listed, and rehearsed before they are needed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sopcheck.cases.access_events import RestoreRehearsed
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.progress import Progress
from sopcheck.services.opened import Opened
from sopcheck.services.vault_ports import BackupRow

REHEARSED = "restore"
_NONE = "There is no backup that the present key opens. Make one first."


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupStatus:
    """Where the backups stand: the newest that the present key opens, how many, and the last rehearsal."""

    place: Path
    newest: datetime | None
    count: int
    of_older_keys: int
    rehearsed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreRehearsal:
    """What a rehearsal of a restore found."""

    made: datetime
    entries: int
    problems: int


class Backups:
    """The backups of an open vault."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._vault = opened.vault
        self._scribe = opened.scribe

    def all(self) -> tuple[BackupRow, ...]:
        """Every backup, the newest first; those of an older key still open with the passphrases of then."""
        return tuple(self._vault.backups.all())

    def status(self) -> BackupStatus:
        """Where the backups stand."""
        rows = self.all()
        mine = [row for row in rows if row.opens_now]
        return BackupStatus(
            place=self._vault.backups.place,
            newest=mine[0].made if mine else None,
            count=len(mine),
            of_older_keys=len(rows) - len(mine),
            rehearsed=self._vault.proofs.last(REHEARSED),
        )

    def newest(self) -> datetime | None:
        """When the newest was made that the present key opens; none where there is none."""
        return next((row.made for row in self.all() if row.opens_now), None)

    def put_into(self, place: Path | None) -> None:
        """Choose where backups are put; None for the folder of the vault."""
        self._vault.backups.put_into(place)

    def make(self, progress: Progress | None = None) -> BackupRow:
        """Make a backup now.

        Raises:
            DamagedError: the vault is damaged; older backups are kept.
            UnavailableError: it could not be written; nothing of it is left.
        """
        return self._vault.backups.make(at=self._scribe.now(), progress=progress)

    def make_first_of_day(self) -> BackupRow | None:
        """Make one after the first unlock of a day, unless nothing was recorded since the last.

        Raises:
            UnavailableError: it could not be made; the sentence says that it was the backup.
        """
        # A backup is the first that copies everything, and a torn page is mended by copying.
        self._vault.heal()
        rows = [row for row in self.all() if row.opens_now]
        today = self._scribe.now().date()
        if rows and rows[0].made.date() == today:
            return None
        try:
            return self.make_on_closing()
        # Nobody asked for it just now, so that it was the backup has to be said.
        except UnavailableError as error:
            raise UnavailableError(f"Today's backup could not be made. {error}") from error

    def make_on_closing(self) -> BackupRow | None:
        """Make one where something was recorded since the last."""
        return self.make() if self._vault.backups.is_due() else None

    def rehearse(self, progress: Progress | None = None) -> RestoreRehearsal:
        """Restore the newest backup to a place apart and verify every entry in it.

        Raises:
            RefusedError: there is no backup that the present key opens.
            DamagedError: the backup could not be restored.
        """
        newest = next((row for row in self.all() if row.opens_now), None)
        if newest is None:
            raise RefusedError(_NONE)
        now = self._scribe.now()
        known = self._opened.register.signing_keys()
        report = self._vault.rehearsal.restore(newest.path, known=known, now=now, progress=progress)
        problems = len(report.problems)
        self._scribe.note_access(
            RestoreRehearsed(
                at=self._opened.register.at(), backup=newest.made, entries=report.checked, problems=problems
            )
        )
        if not problems:
            self._vault.proofs.proved(REHEARSED, now)
        return RestoreRehearsal(made=newest.made, entries=report.checked, problems=problems)
