"""A recovery sheet as it is shown once: its code, printing or saving it, and two groups typed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field, OneLine
from sopcheck.ui.kit.halves import Halves
from sopcheck.ui.kit.layout import column, holding, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from sopcheck.cases.register.recovery_sheet import RecoverySheet
    from sopcheck.ui.record.machine import Machine
    from sopcheck.ui.tasks import TaskRunner

_COLUMNS = 4


class RecoveryPanel(QWidget):
    """The code, what to do with it, and the proof that it was kept."""

    def __init__(
        self,
        sheet: RecoverySheet,
        printed: Callable[[], bytes],
        *,
        tasks: TaskRunner,
        machine: Machine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show this sheet; `printed` gives its PDF, and is called off the thread."""
        super().__init__(parent)
        self._sheet = sheet
        self._printed = printed
        self._tasks = tasks
        self._machine = machine
        self.line = Line()
        self.print_button = button(self.tr("Print the sheet"), does=self._on_print)
        self.save_button = button(self.tr("Save as PDF"), does=self._on_save)
        self.groups = tuple(OneLine(self._asked(group), width=10) for group in sheet.asked)
        self._fields = tuple(
            Field(self._asked(group), line) for group, line in zip(sheet.asked, self.groups, strict=True)
        )
        ask = self.tr("Type two groups from what you printed or wrote down, to see that it can be read.")
        parts = (self._build_code(), row(self.print_button, self.save_button, None), self.line, Label(ask))
        self.setLayout(column(*parts, Halves(*self._fields), gap=4))
        self.setFocusProxy(self.print_button)

    def _build_code(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(step(4), step(3), step(4), step(3))
        grid.setVerticalSpacing(step(3))
        for at, group in enumerate(self._sheet.groups):
            number = Label(str(at + 1), kind="small", tone="muted", wrap=False)
            shown = Label(group, kind="heading", wrap=False, selectable=True)
            spelt = self.tr("Group {number}: {group}").format(number=at + 1, group=" ".join(group))
            shown.setAccessibleName(spelt)
            cell = QWidget()
            cell.setLayout(column(number, shown, gap=0.5))
            grid.addWidget(cell, at // _COLUMNS, at % _COLUMNS)
        return holding(grid, ground="raised")

    def complete(self) -> bool:
        """Whether both groups were typed as they stand on the sheet; says which was not."""
        right = True
        # From the last to the first, so that the focus ends on the first one that is wrong.
        asked = tuple(zip(self._sheet.asked, self.groups, self._fields, strict=True))
        for group, line, field in reversed(asked):
            field.accept()
            if not self._sheet.has(group, line.text()):
                field.refuse(self.tr("This is not group {number} of the sheet.").format(number=group))
                right = False
        return right

    def _asked(self, group: int) -> str:
        return self.tr("Group {number}").format(number=group)

    def _on_print(self) -> None:
        self._the_machine().choose_printer(self, self._print_on)

    def _on_save(self) -> None:
        name = f"recovery-sheet-{self._sheet.number}.pdf"
        self._the_machine().choose_place(self, name, self._save_at, self.save_button.setFocus)

    def _the_machine(self) -> Machine:
        # Printing is imported with the first sheet, not with the page that unlocks.
        from sopcheck.ui.record.machine import SystemMachine  # noqa: PLC0415

        return self._machine or SystemMachine()

    def _print_on(self, printer: QPrinter) -> None:
        from sopcheck.ui.record.printing import PrintJob  # noqa: PLC0415 - as above
        from sopcheck.ui.record.rendering import Pages, read_pages  # noqa: PLC0415
        from sopcheck.ui.tasks import Progress  # noqa: PLC0415

        printed = self._printed

        def start(pages: Pages) -> None:
            job = PrintJob(pages, printer, tasks=self._tasks, progress=Progress(self), parent=self)
            job.finished.connect(lambda: self.line.done(self.tr("The sheet is at the printer.")))
            job.failed.connect(self.line.refuse)
            job.start("recovery sheet")

        self._tasks.run(self, lambda: read_pages(printed()), start, self.line.refuse)

    def _save_at(self, path: Path) -> None:
        from sopcheck.files import write_whole  # noqa: PLC0415 - as above

        printed = self._printed
        self._tasks.run(
            self, lambda: write_whole(path, printed()), lambda _: self._on_saved(), self.line.refuse
        )

    def _on_saved(self) -> None:
        self.line.done(self.tr("Saved. Print it, seal it in an envelope, and delete the file."))
