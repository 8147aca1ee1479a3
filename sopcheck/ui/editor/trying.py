"""Trying a draft before it is proposed: on the force's rehearsals, and on the cases that are open here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.compare import compare
from sopcheck.errors import RefusedError, SopcheckError
from sopcheck.ui.editor.one_case import OneCaseSheet
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.switch import Listed
from sopcheck.ui.moving.words import changes_words
from sopcheck.ui.rehearsal.page import choose_files
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sopcheck.cases.rehearsals.rehearsal import Difference
    from sopcheck.checklists.definition import Checklist
    from sopcheck.services.moving import CaseImpact, Impact
    from sopcheck.ui.session import Session


class Trial(NamedTuple):
    """A rehearsal that was played on the draft: what is other than it expects, or why it cannot be played."""

    name: str
    differences: tuple[Difference, ...]
    refused: str = ""


class Trying(QWidget):
    """Two ways of trying, and what came of the last one."""

    draft_wanted = Signal()
    """Say which draft is to be tried now: answer by `begin`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing was tried yet."""
        super().__init__(parent)
        self._session = session
        self._tried: Checklist | None = None
        self.rehearse = button(tr("Play rehearsals…"), does=self._on_rehearse)
        self.impact = button(tr("Look at the open cases"), does=self._on_impact)
        self.progress = ProgressRow()
        self.trials: Listed[Trial | Difference] = Listed(tr("Rehearsals"), _trial_text, key=lambda one: one)
        self.cases: Listed[CaseImpact] = Listed(tr("Open cases"), _case_text, key=lambda one: one.case)
        self.cases.list.opened.connect(self._on_case_opened)
        buttons = row(Flow(self.rehearse, self.impact), margins=(3, 2, 3, 0))
        box = column(buttons, row(self.progress, margins=(3, 0, 3, 0)), self.trials, self.cases, gap=2)
        self.setLayout(box)
        says = tr("Play the force's worked cases on the draft, or see what it would do.")
        self.trials.show_values((), says=says)
        self.cases.hide()

    def begin(self, draft: Checklist) -> None:
        """Try this draft."""
        self._tried = draft

    def play(self, files: Sequence[Path]) -> None:
        """Play these rehearsals on the draft."""
        draft = self._draft()
        progress = Progress(self)
        self.progress.follow(tr("Playing rehearsals"), progress)
        work = partial(_played, self._session, draft, tuple(files), progress)
        self._session.tasks.run(self, work, self._show_trials, self._on_failed)

    def _draft(self) -> Checklist:
        self.draft_wanted.emit()
        if self._tried is None:
            raise LookupError("There is no draft to try yet.")
        return self._tried

    def _on_rehearse(self) -> None:
        choose_files(self, self.play)

    def _on_impact(self) -> None:
        draft, moving = self._draft(), self._session.desk.moving
        progress = Progress(self)
        self.progress.follow(tr("Looking at the open cases"), progress)
        self._session.tasks.run(
            self, lambda: moving.impact(draft, progress.report), self._show_impact, self._on_failed
        )

    def _show_trials(self, trials: tuple[Trial, ...]) -> None:
        self.progress.stop()
        self.cases.hide()
        self.trials.show()
        refused = sum(bool(one.refused) for one in trials)
        apart = sum(bool(one.differences) for one in trials)
        played = count_words(len(trials) - refused, tr("rehearsal"), tr("rehearsals"))
        said = tr("{played} played; {apart} other than expected.").format(played=played, apart=apart)
        if refused:
            said += " " + tr("{count} cannot be played.").format(count=refused)
        rows: list[Trial | Difference] = []
        for one in trials:
            rows += (one, *dict.fromkeys(one.differences))
        self.trials.show_values(rows, says=said)

    def _show_impact(self, impact: Impact) -> None:
        self.progress.stop()
        self.trials.hide()
        self.cases.show()
        looked = count_words(impact.looked_at, tr("open case"), tr("open cases"))
        said = tr(
            "{looked} on an earlier version; in {touched} something would change. "
            "No limit would pass in the past. Cases move only when a supervisor moves them. "
            "Enter shows a case item by item."
        )
        self.cases.show_values(impact.touched, says=said.format(looked=looked, touched=len(impact.touched)))

    def _on_case_opened(self, one: CaseImpact) -> None:
        draft, library = self._tried, self._session.desk.library
        was = one.preview.was
        if draft is not None:
            self._session.tasks.run(
                self,
                lambda: compare(library.definition(draft.checklist, was), draft) if was else None,
                lambda comparison: OneCaseSheet(self, self._session, one, comparison).open(),
                self._on_failed,
            )

    def _on_failed(self, error: SopcheckError) -> None:
        self.progress.stop()
        self.cases.hide()
        self.trials.show()
        self.trials.show_values((), says=str(error))


def _played(
    session: Session, draft: Checklist, files: tuple[Path, ...], progress: Progress
) -> tuple[Trial, ...]:
    trials = []
    for at, file in enumerate(files):
        progress.report(at, len(files))
        try:
            found = session.desk.rehearsing.differences(file, draft)
            trials.append(Trial(file.name, found))
        except RefusedError as error:
            trials.append(Trial(file.name, (), str(error)))
    return tuple(trials)


def _trial_text(one: Trial | Difference) -> RowText:
    if isinstance(one, Trial):
        return RowText(primary=one.name, sign=_sign(one), detail=one.refused)
    said = tr("Expected {expected}, but on the draft it is {found}.")
    at = tr("as at {moment}").format(moment=one.as_at) if one.as_at else ""
    line = tr("line {line}").format(line=one.line)
    return RowText(
        primary=one.about,
        secondary=" · ".join(part for part in (at, line) if part),
        detail=said.format(expected=one.expected, found=one.found),
    )


def _sign(one: Trial) -> Sign:
    if one.refused:
        return Sign(tr("cannot be played"), "half", "soon")
    if one.differences:
        return Sign(tr("differs"), "triangle", "passed")
    return Sign(tr("as expected"), "disc", "met")


def _case_text(one: CaseImpact) -> RowText:
    look = len(one.preview.needs_somebody)
    said = tr("{items} for somebody to look at").format(items=count_words(look, tr("item"), tr("items")))
    changes = changes_words(one.preview)
    return RowText(primary=one.reference, detail=f"{changes}; {said}." if look else f"{changes}.")
