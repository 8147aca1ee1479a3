"""What else the Reviews page offers: a dip sample with its audit sheet, and dates for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sopcheck.cases.authority import may
from sopcheck.files import write_whole
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.review.sample_sheets import DrawnSheet, SampleSheet
from sopcheck.ui.review.sheets import SavingSheet
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.authority import Action
    from sopcheck.cases.sampling import Frame, Sample
    from sopcheck.services.printing import Printing
    from sopcheck.services.sampling import FrameChoices, Sampling
    from sopcheck.services.views import PrintedRecord
    from sopcheck.ui.page import Page
    from sopcheck.ui.record.disclosing import Disclosing
    from sopcheck.ui.record.machine import Machine
    from sopcheck.ui.review.queue_filter import QueueFilterBar


@dataclass(frozen=True, slots=True)
class _AuditSheet:
    """What is printed of a sample."""

    sampling: Sampling
    sample: Sample

    def printed(self, printing: Printing, *, purpose: str, recipient: str) -> PrintedRecord:
        """The numbered print of the sheet, which is of no case and so not the business of `printing`."""
        del printing
        return self.sampling.print_sheet(self.sample, purpose=purpose, recipient=recipient)


class ReviewExtras(QObject):
    """Serves the Reviews page; both buttons stand behind the choices of the queue."""

    def __init__(self, page: Page, bar: QueueFilterBar, machine: Machine | None = None) -> None:
        """Put the buttons there."""
        super().__init__(page)
        self._page = page
        self._desk = page.session.desk
        self._machine = machine
        self._disclosing: Disclosing | None = None
        offered: tuple[tuple[Action, str, Callable[[], None]], ...] = (
            ("draw a sample", self.tr("Dip sample…"), self._on_sample),
            ("hold a review", self.tr("Dates for a calendar…"), self._on_dates),
        )
        for action, words, does in offered:
            if may(self._desk.me, action):
                bar.add(button(words, kind="quiet", does=does))

    def _on_sample(self) -> None:
        self._page.run(self._desk.sampling.choices, self._ask)

    def _ask(self, choices: FrameChoices) -> None:
        sheet = SampleSheet(self._page, self._page.session, choices)
        sheet.drawn.connect(lambda frame, size, seed: self._draw(sheet, frame, size, seed))
        sheet.open()
        sheet.state.setFocus()

    def _draw(self, sheet: SampleSheet, frame: Frame, size: int, seed: str) -> None:
        def on_drawn(sample: Sample) -> None:
            sheet.saved()
            self._show(sample)

        self._page.run(
            lambda: self._desk.sampling.draw(frame, size=size, seed=seed),
            on_drawn,
            sheet.refuser(self._page.line),
        )

    def _show(self, sample: Sample) -> None:
        sheet = DrawnSheet(self._page, sample)
        sheet.save_wanted.connect(lambda: self._save(sheet, sample))
        sheet.case_wanted.connect(lambda reference: self._go_to(sheet, reference))
        sheet.open()
        sheet.list.setFocus()

    def _go_to(self, sheet: DrawnSheet, reference: str) -> None:
        sheet.accept()
        self._page.run(lambda: self._desk.casework.find(reference), self._page.case_wanted.emit)

    def _save(self, sheet: DrawnSheet, sample: Sample) -> None:
        """Ask what for and for whom, as for every print; the page tells what came of it."""
        # As for the machine: the part of Qt that prints takes long to load.
        from sopcheck.ui.record.disclosing import Disclosing  # noqa: PLC0415

        sheet.accept()
        self._disclosing = self._disclosing or Disclosing(
            self._page, self._the_machine(), ProgressRow(self._page)
        )
        self._disclosing.save_document(_AuditSheet(self._desk.sampling, sample))

    def _on_dates(self) -> None:
        sheet = DatesSheet(self._page)
        sheet.submitted.connect(lambda: self._place_dates(sheet, references=sheet.references.isChecked()))
        sheet.open()

    def _place_dates(self, sheet: DatesSheet, *, references: bool) -> None:
        def save(path: Path) -> None:
            reminders = self._desk.reminders
            self._page.run(
                lambda: write_whole(path, reminders.calendar(with_references=references)),
                lambda _: self._on_saved(sheet),
                sheet.refuser(self._page.line),
            )

        self._the_machine().choose_place(sheet, "reviews.ics", save, lambda: None)

    def _the_machine(self) -> Machine:
        # Printing is seldom wanted here, and its part of Qt takes long to load.
        from sopcheck.ui.record.machine import SystemMachine  # noqa: PLC0415 - see above

        return self._machine or SystemMachine()

    def _on_saved(self, sheet: DatesSheet) -> None:
        sheet.saved()
        self._page.line.done(tr("The dates of reviews are saved. Make the file anew when they change."))


class DatesSheet(SavingSheet):
    """Says what the file holds, and asks whether it may name the cases."""

    def __init__(self, parent: QWidget) -> None:
        """Ask; nothing is named unless it is asked for."""
        says = tr(
            "A calendar file with the times of the reviews to come. It says “SOP checklist: a review is due” "
            "and nothing of any case. It raises no alarm."
        )
        super().__init__(parent, title=tr("Dates for a calendar"), primary=tr("Save…"), says=says)
        self.references = Tick(tr("Name the cases by their references"))
        hint = tr("Each case is then noted as exported; the file is not encrypted.")
        self.body.addWidget(Field("", self.references, hint=hint))
