"""Adding a part to a draft: what it is in a few words, and the id that it keeps for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.checklists.problem import KEBAB, not_an_id
from sopcheck.ui.kit.fields import Field, OneLine
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.checklists.compare_kinds import Under
    from sopcheck.checklists.definition import Checklist
    from sopcheck.ui.editor.draft import DraftOnPage


class AddPart(Sheet):
    """Asks for the words of a new part; its id follows from them until somebody writes another."""

    def __init__(
        self, parent: QWidget, draft: DraftOnPage, under: Under, *, stage: str = "", after: str = ""
    ) -> None:
        """Ask for a part of this sort."""
        super().__init__(parent, title=title_of(under), primary=tr("Add"))
        self._draft, self._under, self._stage, self._after = draft, under, stage, after
        self.words = OneLine(words_of(under))
        self.words.setMaxLength(1000)
        self.id = OneLine(tr("Id"))
        self._words = Field(words_of(under), self.words)
        self._id = Field(
            tr("Id"), self.id, hint=tr("What programs and files call it. It is never used for anything else.")
        )
        self.body.addWidget(self._words)
        self.body.addWidget(self._id)
        self._own_id = False
        self.words.textChanged.connect(self._on_words)
        self.id.textEdited.connect(self._on_id)
        self.submitted.connect(self._on_submitted)
        self.words.setFocus()

    @property
    def problems(self) -> tuple[str, str]:
        """What is wrong with the words and with the id."""
        return self._words.problem, self._id.problem

    def _on_words(self, words: str) -> None:
        if not self._own_id:
            self.id.setText(self._draft.free_id(self._under, words) if words.strip() else "")

    def _on_id(self) -> None:
        self._own_id = bool(self.id.text())

    def _on_submitted(self) -> None:
        words, wanted = self.words.text().strip(), self.id.text().strip()
        self._words.accept()
        self._id.accept()
        if not words:
            self._words.refuse(tr("Say in a few words what it is."))
        elif not KEBAB.fullmatch(wanted):
            self._id.refuse(not_an_id(wanted))
        elif self._draft.free_id(self._under, wanted) != wanted:
            self._id.refuse(tr("That id is taken. Give another."))
        else:
            self.accept()
            entry = entry_of(self._under, words, self._draft.now)
            self._draft.add(self._under, entry, wanted, stage=self._stage, after=self._after)


def entry_of(under: Under, words: str, checklist: Checklist) -> dict[str, object]:
    """What a new part begins with; the form asks for the rest."""
    first = next(checklist.items(), None)
    entries: dict[Under, dict[str, object]] = {
        "stages": {"title": words},
        "items": {"prompt": words, "answered_by": "investigator", "asks": ["status"], "source": "GK"},
        "clocks": {"says": words},
        "facts": {"says": words},
        "subjects": {"label": words, "plural": f"{words}s"},
        "grades": {"set_by": first.id if first else "", "levels_high_to_low": []},
        "schedule": {"title": words, "type": "fixed"},
    }
    return entries[under]


def title_of(under: Under) -> str:
    """What adding such a part is called."""
    titles: dict[Under, str] = {
        "stages": tr("Add a stage"),
        "items": tr("Add an item"),
        "clocks": tr("Add a clock"),
        "facts": tr("Add a fact"),
        "subjects": tr("Add a kind of subject"),
        "grades": tr("Add a grade"),
        "schedule": tr("Add a review"),
    }
    return titles[under]


def words_of(under: Under) -> str:
    """What the words of such a part are."""
    words: dict[Under, str] = {
        "stages": tr("Title"),
        "items": tr("What is to be done"),
        "clocks": tr("What it marks"),
        "facts": tr("What it says"),
        "subjects": tr("One of them"),
        "grades": tr("What is graded"),
        "schedule": tr("Title"),
    }
    return words[under]
