"""Reminders and samples without a vault: a test says what is due, and what is drawn."""

from datetime import UTC, datetime

import msgspec

from sopcheck.cases.sampling import Frame, InFrame, Sample
from sopcheck.errors import SopcheckError
from sopcheck.services.reminders import DueNow, Reminders
from sopcheck.services.sampling import FrameChoices, Sampling
from sopcheck.services.views import PrintedRecord

NOW = datetime(2026, 5, 7, 8, 0, tzinfo=UTC)


class FakeReminders(Reminders):
    """Nothing is due until a test says so."""

    def __init__(self) -> None:
        self.now = DueNow()
        self.referenced: list[bool] = []

    def due(self) -> DueNow:
        return self.now

    def calendar(self, *, with_references: bool = False) -> bytes:
        self.referenced.append(with_references)
        return b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class FakeSampling(Sampling):
    """Draws what a test says."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Frame, int, str]] = []
        self.printed: list[tuple[int, str, str]] = []
        self.refusal: SopcheckError | None = None

    def choices(self) -> FrameChoices:
        return FrameChoices(
            districts=("Rotherham", "Sheffield"), teams=("North",), checklists=("cse-investigation",)
        )

    def draw(self, frame: Frame, *, size: int, seed: str = "") -> Sample:
        if self.refusal is not None:
            raise self.refusal
        self.drawn.append((frame, size, seed))
        case = InFrame(
            reference="NV/1",
            district="Rotherham",
            team="North",
            checklists=("cse-investigation",),
            opened=NOW.date(),
            closed=False,
        )
        return Sample(
            number=1,
            seed=seed or "12345678",
            frame=frame,
            size=size,
            in_frame=7,
            drawn_at=NOW,
            drawn_by="DS Okell",
            cases=(case, msgspec.structs.replace(case, reference="NV/2", closed=True)),
        )

    def print_sheet(self, sample: Sample, *, purpose: str, recipient: str) -> PrintedRecord:
        self.printed.append((sample.number, purpose, recipient))
        pdf = b"%PDF of sample " + str(sample.number).encode()
        return PrintedRecord(pdf=pdf, number="LT-00001", file_name="audit-sheet-1-LT-00001.pdf", code="")
