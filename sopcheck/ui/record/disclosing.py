"""What takes a document out of the vault: printing and saving it, each numbered; and verifying a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from sopcheck.files import read_whole, write_whole
from sopcheck.ui.record.printing import PrintJob
from sopcheck.ui.record.rendering import Pages, read_pages
from sopcheck.ui.record.sheets import DisclosureSheet, VerdictSheet
from sopcheck.ui.tasks import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from sopcheck.cases.access_events import DocumentKind
    from sopcheck.cases.events import CaseId, ReviewId
    from sopcheck.errors import SopcheckError
    from sopcheck.services.printing import Printing
    from sopcheck.services.views import PrintedRecord, RecordVerdict
    from sopcheck.ui.kit.progress import ProgressRow
    from sopcheck.ui.page import Page
    from sopcheck.ui.record.machine import Machine


class Printable(Protocol):
    """What can be printed with a number."""

    def printed(self, printing: Printing, *, purpose: str, recipient: str) -> PrintedRecord:
        """The numbered print; it is noted by then."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a case: of a review, or of the case as it stands."""

    case: CaseId
    review: ReviewId | None
    kind: DocumentKind

    def printed(self, printing: Printing, *, purpose: str, recipient: str) -> PrintedRecord:
        """The numbered print of the document."""
        return printing.print_document(
            self.kind, self.case, self.review, purpose=purpose, recipient=recipient
        )


class Disclosing(QObject):
    """Serves one page: asks, has the print numbered and noted, then lets the machine have it."""

    def __init__(self, page: Page, machine: Machine, progress: ProgressRow) -> None:
        """Serve this page with what the machine offers; `progress` shows how far a printer is."""
        super().__init__(page)
        self._page = page
        self._progress = progress
        self._machine = machine
        # How to print once more what was not saved; it gets another number, for the first is noted as failed.
        self._again: Callable[[], PrintedRecord] | None = None
        page.line.pressed.connect(self._on_pressed)

    def print_document(self, document: Printable) -> None:
        """Ask for whom, then for the printer; the number is taken only when both are known."""
        sheet = self._ask(self.tr("Print the document"), self.tr("Choose the printer…"))

        # Whoever gives up at the printer's dialog has disclosed nothing, and uses up no number.

        def go_on(purpose: str, recipient: str) -> None:
            sheet.accept()
            number = self._numbering(document, purpose, recipient)
            self._machine.choose_printer(self._page, lambda printer: self._number_and_print(printer, number))

        sheet.given.connect(go_on)

    def save_document(self, document: Printable) -> None:
        """Ask for whom, have the print numbered, then ask where to."""
        sheet = self._ask(self.tr("Save a numbered PDF"), self.tr("Choose the place…"))

        # The suggested file name has the number in it, so that comes first.

        def go_on(purpose: str, recipient: str) -> None:
            sheet.busy(busy=True)
            self._again = self._numbering(document, purpose, recipient)
            self._page.session.tasks.run(
                sheet,
                self._again,
                lambda printed: self._on_numbered(sheet, printed),
                lambda error: self._on_not_numbered(sheet, error),
            )

        sheet.given.connect(go_on)

    def verify(self) -> None:
        """Ask for a file, and say what it is."""
        printing = self._page.session.desk.printing
        self._machine.choose_file(
            self._page,
            lambda path: self._page.run(lambda: printing.verify(read_whole(path)), self._on_verdict),
        )

    def _ask(self, title: str, primary: str) -> DisclosureSheet:
        sheet = DisclosureSheet(self._page, title=title, primary=primary)
        sheet.open()
        sheet.purpose.setFocus()
        return sheet

    def _numbering(self, document: Printable, purpose: str, recipient: str) -> Callable[[], PrintedRecord]:
        printing = self._page.session.desk.printing
        return lambda: document.printed(printing, purpose=purpose, recipient=recipient)

    def _number_and_print(self, printer: QPrinter, number: Callable[[], PrintedRecord]) -> None:
        def work() -> tuple[PrintedRecord, Pages]:
            printed = number()
            return printed, read_pages(printed.pdf)

        self._page.run(work, lambda made: self._on_paper(printer, *made))

    def _on_paper(self, printer: QPrinter, printed: PrintedRecord, pages: Pages) -> None:
        self._page.saved.emit()
        progress = Progress(self)
        words = self.tr("Printing {number}").format(number=printed.number)
        job = PrintJob(pages, printer, tasks=self._page.session.tasks, progress=progress, parent=self)
        job.finished.connect(lambda: self._on_printed(printed))
        job.failed.connect(lambda error: self._on_not_printed(printed, error))
        self._progress.follow(words, progress)
        # The queue of a printer is read by others; a number tells them nothing.
        job.start(printed.number)

    def _on_printed(self, printed: PrintedRecord) -> None:
        self._progress.stop()
        self._page.line.done(
            self.tr("Print {number} went to the printer; it is noted with its purpose and recipient.").format(
                number=printed.number
            )
        )

    def _on_not_printed(self, printed: PrintedRecord, error: SopcheckError) -> None:
        self._progress.stop()
        self._note_failure(printed, at_printer=True, then=lambda: self._page.line.refuse(error))

    def _note_failure(self, printed: PrintedRecord, *, at_printer: bool, then: Callable[[], None]) -> None:
        """Tell the access book that a print came to nothing, then the person."""
        printing = self._page.session.desk.printing
        self._page.run(lambda: printing.failed(printed, at_printer=at_printer), lambda _: then())

    def _on_not_numbered(self, sheet: DisclosureSheet, error: SopcheckError) -> None:
        sheet.busy(busy=False)
        sheet.line.refuse(error)

    def _on_numbered(self, sheet: DisclosureSheet, printed: PrintedRecord) -> None:
        sheet.accept()
        self._page.saved.emit()
        self._place(printed)

    def _place(self, printed: PrintedRecord) -> None:
        self._machine.choose_place(
            self._page,
            printed.file_name,
            lambda path: self._write(printed, path),
            lambda: self._note_failure(
                printed, at_printer=False, then=lambda: self._say_not_saved(printed.number)
            ),
        )

    def _write(self, printed: PrintedRecord, path: Path) -> None:
        self._page.run(
            lambda: write_whole(path, printed.pdf),
            lambda _: self._on_written(printed, path),
            lambda error: self._note_failure(
                printed, at_printer=False, then=lambda: self._say_not_written(error)
            ),
        )

    def _on_written(self, printed: PrintedRecord, path: Path) -> None:
        self._again = None
        self._page.line.done(
            self.tr("Print {number} is saved as {file}.").format(number=printed.number, file=path.name)
        )

    def _say_not_written(self, error: SopcheckError) -> None:
        self._page.line.refuse(error, press=self.tr("Choose another place…"))

    def _say_not_saved(self, number: str) -> None:
        said = self.tr("Print {number} was not saved, and the access book says so.").format(number=number)
        self._page.line.say(said, press=self.tr("Choose a place…"))

    def _on_pressed(self) -> None:
        if self._again is not None:
            self._page.line.clear()
            self._page.run(self._again, self._place)

    def _on_verdict(self, verdict: RecordVerdict) -> None:
        sheet = VerdictSheet(self._page, verdict)
        sheet.submitted.connect(self.verify)
        sheet.open()
