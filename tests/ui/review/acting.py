"""What a supervisor does on the Review page on the way to the signature."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.review.signing import RecordSheet
from tests.ui.record_fakes import child
from tests.ui.review_fakes import pressed


def conclude(page: ReviewPage, **said: str) -> None:
    """Fill fields of the conclusion."""
    for name, text in said.items():
        page.conclusion.fields[name].say(text)


def ticked(page: ReviewPage, *items: str) -> None:
    """Tick the exceptions that begin like this."""
    for box in page.exceptions.findChildren(QCheckBox):
        if any(box.accessibleName().startswith(item) for item in items):
            box.setChecked(True)


def sheet_to_sign(page: ReviewPage, settle: Callable[[], None]) -> RecordSheet:
    """Press Sign, and give the sheet with the record that comes."""
    pressed(page, "Sign…")
    settle()
    return child(page, RecordSheet)
