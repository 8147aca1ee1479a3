"""Trying a draft before it is proposed: on the force's rehearsals, and on the cases that are open here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.errors import RefusedError, SopcheckError
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

    from sopcheck.checklists.definition import Checklist
    from sopcheck.services.moving import CaseImpact, Impact
    from sopcheck.ui.session import Session

_MOST_SAID = 6


class Trial(NamedTuple):
    """A rehearsal that was played on the draft: what is other than it expects, or why it cannot be played."""

    name: str
    differences: tuple[str, ...]
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
        self.rehearse = button(tr("Play rehearsals …"), does=self._on_rehearse)
        self.impact = button(tr("Look at the open cases"), does=self._on_impact)
        self.progress = ProgressRow()
        self.trials: Listed[Trial] = Listed(tr("Rehearsals"), _trial_text, key=lambda one: one.name)
        self.cases: Listed[CaseImpact] = Listed(tr("Open cases"), _case_text, key=lambda one: one.case)
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
        apart = sum(bool(one.differences or one.refused) for one in trials)
        played = count_words(len(trials), tr("rehearsal"), tr("rehearsals"))
        said = tr("{played} played; {apart} other than expected.")
        self.trials.show_values(trials, says=said.format(played=played, apart=apart))

    def _show_impact(self, impact: Impact) -> None:
        self.progress.stop()
        self.trials.hide()
        self.cases.show()
        looked = count_words(impact.looked_at, tr("open case"), tr("open cases"))
        said = tr(
            "{looked} on an earlier version; in {touched} something would change. "
            "No limit would pass in the past. Cases move only when a supervisor moves them."
        )
        self.cases.show_values(impact.touched, says=said.format(looked=looked, touched=len(impact.touched)))

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
            trials.append(Trial(file.name, tuple(str(one) for one in found)))
        except RefusedError as error:
            trials.append(Trial(file.name, (), str(error)))
    return tuple(trials)


def _trial_text(one: Trial) -> RowText:
    said = one.differences[:_MOST_SAID] or ((one.refused,) if one.refused else ())
    more = len(one.differences) - _MOST_SAID
    lines = [*said, tr("and {count} more").format(count=more)] if more > 0 else list(said)
    good = not one.differences and not one.refused
    sign = Sign(tr("as expected"), "disc", "met") if good else Sign(tr("differs"), "triangle", "passed")
    return RowText(primary=one.name, sign=sign, detail="\n".join(lines))


def _case_text(one: CaseImpact) -> RowText:
    look = len(one.preview.needs_somebody)
    said = tr("{items} for somebody to look at").format(items=count_words(look, tr("item"), tr("items")))
    return RowText(primary=one.reference, secondary=changes_words(one.preview), detail=said if look else "")
