"""A way back and backups without a vault: one sheet, and backups that are only counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sopcheck.cases.register.recovery_sheet import RecoverySheet
from sopcheck.errors import SopcheckError
from sopcheck.services.backups import Backups, BackupStatus, RestoreRehearsal
from sopcheck.services.file_proofs import FileProofs, FileStatus
from sopcheck.services.recovery import Recovery, WayBackRow
from sopcheck.services.vault_ports import BackupRow

MOMENT = datetime(2026, 5, 7, 8, 0, tzinfo=UTC)
SHEET = RecoverySheet(
    number="3F2A91",
    vault="6f0c2a91d4",
    made=MOMENT,
    groups=("K3QZ", "7M0P", "XN2V", "91TB", "GH4D", "WWE5", "CY8A"),
)


class FakeRecovery(Recovery):
    """Knows one sheet, and whether it was rehearsed."""

    def __init__(self) -> None:
        self.sheet: RecoverySheet | None = None
        self.rehearsed: list[str] = []
        self.refusal: SopcheckError | None = None

    def take_first(self) -> RecoverySheet | None:
        sheet, self.sheet = self.sheet, None
        return sheet

    def make_sheet(self) -> RecoverySheet:
        return SHEET

    def printed(self, sheet: RecoverySheet) -> bytes:
        return f"%PDF {sheet.number}".encode()

    def ways(self) -> tuple[WayBackRow, ...]:
        proved = MOMENT if self.rehearsed else None
        return (WayBackRow(form="sheet", number=SHEET.number, made=MOMENT, rehearsed=proved),)

    def rehearse(self, typed: str) -> str:
        if self.refusal is not None:
            raise self.refusal
        self.rehearsed.append(typed)
        return SHEET.number


class FakeFile(FileProofs):
    """Proves what it is told to prove."""

    def __init__(self) -> None:
        self.at: datetime | None = None
        self.with_device = 0
        self.refusal: SopcheckError | None = None

    def status(self) -> FileStatus:
        return FileStatus(checked=self.at, searched=self.at, people=3, with_device=self.with_device)

    def check(self) -> None:
        self.search()

    def search(self, progress: Callable[[int, int], None] | None = None) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.at = MOMENT
        return 7


class FakeBackups(Backups):
    """Makes backups that are only counted."""

    def __init__(self) -> None:
        self.made = 0
        self.of_older_keys = 0
        self.place = Path("backups")
        self.rehearsed: datetime | None = None
        self.refusal: SopcheckError | None = None

    def status(self) -> BackupStatus:
        newest = MOMENT if self.made else None
        return BackupStatus(
            place=self.place,
            newest=newest,
            count=self.made,
            of_older_keys=self.of_older_keys,
            rehearsed=self.rehearsed,
        )

    def put_into(self, place: Path | None) -> None:
        assert place is not None
        self.place = place

    def make(self, progress: Callable[[int, int], None] | None = None) -> BackupRow:
        if self.refusal is not None:
            raise self.refusal
        if progress is not None:
            progress(1, 1)
        self.made += 1
        return FakeBackupRow()

    def make_first_of_day(self) -> BackupRow | None:
        return None if self.made else self.make()

    def make_on_closing(self) -> BackupRow | None:
        return self.make()

    def rehearse(self, progress: Callable[[int, int], None] | None = None) -> RestoreRehearsal:
        if self.refusal is not None:
            raise self.refusal
        self.rehearsed = MOMENT
        return RestoreRehearsal(made=MOMENT, entries=1234, problems=0)


@dataclass(frozen=True)
class FakeBackupRow:
    """A backup of 1,234 entries."""

    made: datetime = MOMENT
    entries: int = 1234
    size: int = 1_000_000
    path: Path = Path("backups/1")
    opens_now: bool = True
