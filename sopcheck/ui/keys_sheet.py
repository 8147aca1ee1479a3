"""F1: the keys of the page that is shown, and those that work everywhere."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.text import Label
from sopcheck.ui.spots import PageName
from sopcheck.ui.theme import step

Keys = tuple[tuple[str, str], ...]
"""Keys, each with what it does."""


class KeysSheet(Sheet):
    """Two short lists; nothing can be done here but read."""

    def __init__(self, parent: QWidget, page: PageName) -> None:
        """Tell the keys of this page."""
        super().__init__(
            parent,
            title=self.tr("Keys"),
            says=self.tr("↑↓ go through a list, ← → from pane to pane; Enter opens or saves, Esc leaves."),
            primary=self.tr("Close"),
            width=34,
        )
        self.cancel.hide()
        if keys_of(page):
            self._add(self.tr("On this page"), keys_of(page))
        self._add(self.tr("Everywhere"), everywhere())
        self.submitted.connect(self.accept)

    def _add(self, title: str, keys: Keys) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(step(5))
        grid.setVerticalSpacing(step(1))
        grid.setColumnStretch(1, 1)
        for at, (key, words) in enumerate(keys):
            grid.addWidget(Label(key, kind="strong", wrap=False), at, 0)
            grid.addWidget(Label(words), at, 1)
        self.body.addWidget(Label(title, tone="muted"))
        self.body.addLayout(grid)


def everywhere() -> Keys:
    """The keys that work on every page."""
    return (
        ("F1", _tr("Show these keys")),
        ("Ctrl+K", _tr("Search: any case or command")),
        ("Ctrl+N", _tr("Open a case")),
        ("Alt+1", _tr("Work")),
        ("Alt+2", _tr("Reviews")),
        ("Alt+3", _tr("Checklists")),
        ("Alt+4", _tr("Assurance")),
        ("Alt+Left", _tr("Back to where you were")),
        ("Ctrl+L", _tr("Lock the vault; what is half typed is kept")),
        ("Ctrl++", _tr("Larger text")),
        ("Ctrl+-", _tr("Smaller text")),
        ("Ctrl+0", _tr("Text at 100 %")),
    )


def keys_of(page: PageName) -> Keys:
    """The keys of a page; without any it has none of its own."""
    pages: dict[PageName, Callable[[], Keys]] = {
        "work": lambda: (("/", _tr("Filter the cases")),),
        "case": _of_a_case,
        "review": _of_a_review,
        "record": lambda: (("Ctrl+P", _tr("Print")), ("Ctrl+S", _tr("Save a numbered PDF"))),
        "rehearsal": _of_a_rehearsal,
        "draft": _of_a_draft,
        "assurance": _of_panes,
    }
    return pages[page]() if page in pages else ()


def _of_a_case() -> Keys:
    return (
        ("D", _tr("Done now")),
        ("T", _tr("Done at another time")),
        ("X", _tr("Not done, and why")),
        ("A", _tr("Not applicable, and why")),
        ("L", _tr("Done, with the time and reference of the last answer")),
        ("N", _tr("Next open item")),
        ("R", _tr("Reference")),
        ("E", _tr("Explain a limit")),
        ("F", _tr("Facts of the case")),
        ("+", _tr("Add a child, suspect, event…")),
        ("M", _tr("More about the case: hand over, absence, close…")),
        ("/", _tr("Filter the items")),
        ("Ctrl+Z", _tr("Take your last answer back")),
        *_of_panes(),
    )


def _of_a_review() -> Keys:
    return (
        ("D", _tr("A question: done")),
        ("X", _tr("A question: not done")),
        ("A", _tr("A question: not applicable")),
        ("C", _tr("A question: as it was last time")),
        ("P", _tr("A question: the whole part as it was")),
        ("Alt+J", _tr("An exception: justified")),
        ("Alt+N", _tr("An exception: not justified")),
        ("Alt+A", _tr("An exception: action")),
        ("Alt+T", _tr("Tick all exceptions alike, or none")),
        *_of_panes(),
    )


def _of_a_rehearsal() -> Keys:
    return (
        ("Ctrl+O", _tr("Open a rehearsal")),
        ("Ctrl+Left", _tr("Back one")),
        ("Ctrl+Right", _tr("On one")),
        ("Ctrl+End", _tr("To the end")),
        *_of_panes(),
    )


def _of_a_draft() -> Keys:
    return (
        ("Ctrl+Ins", _tr("Add what fits here")),
        ("Ctrl+Shift+Ins", _tr("Add a stage")),
        ("Ctrl+D", _tr("Duplicate")),
        ("Alt+Up", _tr("Move up")),
        ("Alt+Down", _tr("Move down")),
        ("Del", _tr("Remove, in the list")),
        ("Ctrl+Z", _tr("Undo")),
        ("Ctrl+Shift+Z", _tr("Redo")),
        *_of_panes(),
    )


def _of_panes() -> Keys:
    return ("F6", _tr("Next pane")), ("Shift+F6", _tr("Pane before"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeysSheet", text)
