"""What is selected in a field is offered to no other program; what others selected is left alone."""

import subprocess
import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QClipboard

from sopcheck.ui.selection import keep_to_ourselves


class Desktop(QObject):
    """A clipboard with a primary selection, which the platform of the tests has not."""

    selectionChanged = Signal()  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        self.selected, self.ours = "", False

    def ownsSelection(self) -> bool:
        return self.ours

    def clear(self, mode: QClipboard.Mode) -> None:
        assert mode is QClipboard.Mode.Selection
        self.select("", ours=False)

    def select(self, words: str, *, ours: bool) -> None:
        self.selected, self.ours = words, ours
        self.selectionChanged.emit()


def test_what_a_field_offers_because_it_is_selected_is_withdrawn_at_once() -> None:
    desktop = Desktop()
    keep_to_ourselves(desktop)  # type: ignore[arg-type]
    desktop.select("Child A", ours=True)
    assert desktop.selected == ""


def test_what_another_program_selected_is_left_alone() -> None:
    desktop = Desktop()
    keep_to_ourselves(desktop)  # type: ignore[arg-type]
    desktop.select("of another program", ours=False)
    assert desktop.selected == "of another program"


def test_the_one_application_begins_with_that() -> None:
    code = (
        "import sopcheck.ui.application as one\nkept = []\none.keep_to_ourselves = kept.append\n"
        "made = one.make_application()\nprint(kept == [made.clipboard()])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "True\n"
