"""Records without a vault: pages made on the spot, a printing service and a machine that a test turns."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from sopcheck.cases.access_events import DocumentKind
from sopcheck.cases.events import CaseId, ReviewId
from sopcheck.errors import SopcheckError
from sopcheck.services.printing import Printing
from sopcheck.services.views import HeldReview, PrintedRecord, RecordVerdict
from tests.ui.fakes import NOW, FakeDesk

W = TypeVar("W", bound=QObject)
CASE = CaseId("case-1")
LAST, FIRST = ReviewId("review-2"), ReviewId("review-1")
REFERENCE = "NV/CSE/26/0101"
FILE_NAME = "supervision-record-NV-CSE-26-0101-5A01-00001.pdf"


def child(parent: QObject, kind: type[W]) -> W:
    """The one child of this kind."""
    found = parent.findChild(kind)
    assert isinstance(found, kind)
    return found


@cache
def pdf(pages: int = 3, words: str = "Supervision record") -> bytes:
    """A PDF of so many A4 pages with a few words on each."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(595.28, 841.89), invariant=True)
    for page in range(1, pages + 1):
        canvas.drawString(72, 760, f"{words}, page {page} of {pages}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def dark(picture: QImage) -> list[tuple[int, int]]:
    """Where a picture is dark: line and column; what pads a line belongs to none."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = memoryview(grey.constBits()).cast("B")
    width, stride = grey.width(), grey.bytesPerLine()
    return [divmod(at, stride) for at, byte in enumerate(lines) if byte < 128 and at % stride < width]


def held(review: ReviewId, *, days_ago: int, outcome: str = "on track") -> HeldReview:
    return HeldReview(
        review=review,
        title="28-day review",
        held=NOW - timedelta(days=days_ago),
        by_name="DS Okell",
        outcome=outcome,
        code="ABCD-EFGH-JKMN-PQRS-TVWX",
    )


class FakePrinting(Printing):
    """Shows and numbers PDFs; writes down what it was asked for."""

    def __init__(self) -> None:
        self.held: tuple[HeldReview, ...] = (held(LAST, days_ago=2), held(FIRST, days_ago=30))
        self.pdfs: dict[ReviewId, bytes] = {LAST: pdf(3), FIRST: pdf(1, "First review")}
        self.asked: list[tuple[str, str]] = []
        self.printed: list[DocumentKind] = []
        self.came_to_nothing: list[tuple[str, bool]] = []
        self.verified: list[bytes] = []
        self.refusal: SopcheckError | None = None
        self.verdict = RecordVerdict(word="same", sentence="The file is what was signed.", details=("5A01.",))

    def reviews(self, case: CaseId) -> tuple[HeldReview, ...]:
        return self.held

    def show(self, case: CaseId, review: ReviewId | None, kind: DocumentKind = "record") -> bytes:
        if self.refusal is not None:
            raise self.refusal
        return self.pdfs[review] if kind == "record" and review else pdf(2, kind)

    def print_document(
        self, kind: DocumentKind, case: CaseId, review: ReviewId | None, *, purpose: str, recipient: str
    ) -> PrintedRecord:
        shown = self.show(case, review, kind)
        self.asked.append((purpose, recipient))
        self.printed.append(kind)
        number = f"5A01-{len(self.asked):05d}"
        return PrintedRecord(
            pdf=shown,
            number=number,
            file_name=FILE_NAME.replace("5A01-00001", number),
            code="ABCD-EFGH-JKMN-PQRS-TVWX",
        )

    def failed(self, printed: PrintedRecord, *, at_printer: bool = False) -> None:
        self.came_to_nothing.append((printed.number, at_printer))

    def verify(self, pdf: bytes) -> RecordVerdict:
        self.verified.append(pdf)
        return self.verdict


class RecordDesk(FakeDesk):
    """A fake desk that has records; `looked_at` are the cases whose viewing was noted."""

    records: FakePrinting
    looked_at: list[CaseId]

    def __init__(self) -> None:
        super().__init__()
        looked_at: list[CaseId] = []
        view = SimpleNamespace(case=SimpleNamespace(reference=REFERENCE, held_reviews=()))

        def viewed(case: CaseId) -> object:
            looked_at.append(case)
            return view

        casework = SimpleNamespace(view=viewed, refresh=lambda _: view)
        records = FakePrinting()
        for name, part in {"records": records, "looked_at": looked_at, "casework": casework}.items():
            object.__setattr__(self, name, part)
        object.__setattr__(self, "printing", records)


class FakeMachine:
    """A machine that answers at once: a printer that writes a PDF, and the places a test names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place: Path | None = folder / FILE_NAME
        self.file: Path | None = None
        self.offered: list[str] = []
        self.printers: list[QPrinter] = []
        self.printer_chosen = True

    @property
    def paper(self) -> Path:
        return self.folder / "paper.pdf"

    def choose_printer(self, parent: QWidget, done: Callable[[QPrinter], None]) -> None:
        if not self.printer_chosen:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.paper))
        printer.setResolution(150)
        self.printers.append(printer)
        done(printer)

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        self.offered.append(name)
        if self.place is None:
            given_up()
            return
        done(self.place)

    def choose_file(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        if self.file is not None:
            done(self.file)
