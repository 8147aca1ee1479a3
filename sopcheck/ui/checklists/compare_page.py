"""Two versions compared: every difference with the words that went and the words that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sopcheck.checklists.compare import Comparison, Row, compare
from sopcheck.checklists.compare_words import Mark, marks, told
from sopcheck.checklists.value_words import in_words
from sopcheck.ui.kit.fields import Choice, Field
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.page import Page
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist, ChecklistId, Version
    from sopcheck.services.views import LibraryRow
    from sopcheck.ui.session import Session

_WEIGHTS = {"major": "changes what people do", "minor": "changes what they read", "none": "changes neither"}


class ComparePage(Page):
    """The earlier version at the left, the later at the right."""

    def __init__(
        self, session: Session, checklist: ChecklistId, version: Version, parent: QWidget | None = None
    ) -> None:
        """An empty page; `refresh` compares this version with the one before it."""
        super().__init__(session, title=tr("Compare"), parent=parent)
        self._checklist, self._version = checklist, version
        self.was: Choice[LibraryRow] = Choice(tr("The earlier version"))
        self.is_: Choice[LibraryRow] = Choice(tr("The later version"))
        self.weighty = Tick(tr("Only what changes what people do"))
        self.says = Label(tone="muted")
        self.table = Differences(tr("Differences"))
        self._found: Comparison | None = None
        chosen = row(Field(tr("From"), self.was), Field(tr("To"), self.is_), None, gap=4)
        box = column(chosen, self.weighty, self.says, self.table, gap=3, margins=(1, 0, 6, 5))
        box.setStretch(3, 1)
        self.body.addLayout(box)
        self.was.chosen.connect(self._compare)
        self.is_.chosen.connect(self._compare)
        self.weighty.toggled.connect(lambda _: self._show_rows())

    def refresh(self) -> None:
        """Read which versions there are."""
        self.run(self.session.desk.library.versions, self._offer)

    def focus_first(self) -> None:
        """Begin with the earlier version."""
        self.was.setFocus()

    def _offer(self, versions: tuple[LibraryRow, ...]) -> None:
        mine = [one for one in versions if one.checklist == self._checklist]
        first = self.was.count() == 0
        for choice in (self.was, self.is_):
            choice.offer((one, f"{one.title} {one.version} · {one.status}") for one in mine)
        here = next((at for at, one in enumerate(mine) if one.version == self._version), 0)
        if first and mine:
            self.is_.choose(mine[here])
            self.was.choose(mine[max(here - 1, 0)])
        self._compare()

    def _compare(self) -> None:
        was, is_ = self.was.value(), self.is_.value()
        if was is None or is_ is None:
            return
        library = self.session.desk.library
        self.run(
            lambda: compare(
                library.definition(was.checklist, was.version), library.definition(is_.checklist, is_.version)
            ),
            self._show_comparison,
        )

    def _show_comparison(self, found: Comparison) -> None:
        self._found = found
        self._show_rows()

    def _show_rows(self) -> None:
        if self._found is None:
            return
        rows = [one for one in self._found.rows if one.weight == "major" or not self.weighty.isChecked()]
        self.says.say(_summary(rows, len(self._found.rows)))
        self.table.show_rows(rows, self._found.was, self._found.is_)


class Differences(QPlainTextEdit):
    """Differences below each other, to be read and copied from: plain text, its words marked by their shape.

    Words that went are struck through and words that came underlined, so no colour is needed.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show none yet."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(name)

    def show_rows(self, rows: list[Row], was: Checklist, is_: Checklist) -> None:
        """Show these differences between two versions."""
        self.clear()
        cursor = self.textCursor()
        for one in rows:
            self._write(cursor, one, was, is_)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, one: Row, was: Checklist, is_: Checklist) -> None:
        said = told(one, was=in_words(was), is_=in_words(is_))
        both = marks(said.was, said.is_) if said.was and said.is_ else ()
        gone = both or (Mark("gone", said.was),)
        new = both or (Mark("new", said.is_),)
        cursor.insertText(f"{said.about}\n", _marked(strong=True))
        cursor.insertText(f"{one.change}: {_WEIGHTS[one.weight]}\n", _marked())
        for version, pieces, wanted in ((was.version, gone, "gone"), (is_.version, new, "new")):
            shown = [piece for piece in pieces if piece.kind in {"same", wanted} and piece.text]
            if shown:
                cursor.insertText(f"{version}:  ", _marked(strong=True))
                for piece in shown:
                    cursor.insertText(piece.text, _marked(kind=piece.kind))
                cursor.insertText("\n", _marked())
        cursor.insertText("\n", _marked())


def _marked(*, kind: str = "same", strong: bool = False) -> QTextCharFormat:
    marked = QTextCharFormat()
    marked.setFontStrikeOut(kind == "gone")
    marked.setFontUnderline(kind == "new")
    marked.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return marked


def _summary(rows: list[Row], all_of_them: int) -> str:
    if not all_of_them:
        return tr("The two versions say the same.")
    major = sum(one.weight == "major" for one in rows)
    said = tr("{differences}, of which {major} {verb} what people do.")
    differences = count_words(all_of_them, tr("difference"), tr("differences"))
    return said.format(
        differences=differences, major=major, verb=tr("changes") if major == 1 else tr("change")
    )
