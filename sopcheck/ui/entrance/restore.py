"""Restoring a backup in three steps: which one, whose, and what would be missing if it is done.

Nothing is changed before the last step, and what was there is kept then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.services.ways_in import NewWayIn, Passphrase
from sopcheck.ui.entrance.choose_backup import ChooseBackup
from sopcheck.ui.entrance.person_form import NewPassphrase
from sopcheck.ui.entrance.proof_form import ProofForm
from sopcheck.ui.entrance.restore_words import held_words, kept_words, lacking_words
from sopcheck.ui.entrance.unlock import MiddleColumn
from sopcheck.ui.kit.buttons import button, enter_presses, escape_does, rename
from sopcheck.ui.kit.fields import Choice, Field
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.tasks import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.access import Access
    from sopcheck.services.desk import Desk
    from sopcheck.services.vault_ports import Contents, KeyLabel, Restored
    from sopcheck.services.ways_in import WayBack, WayIn
    from sopcheck.ui.entrance.places import Places
    from sopcheck.ui.tasks import TaskRunner
    from sopcheck.ui.words import Words

T = TypeVar("T")
_WHICH, _WHOSE, _SURE = range(3)


class RestorePage(QWidget):
    """The three steps, one at a time."""

    restored = Signal(object, str, object)
    """The desk of the restored vault, the `PersonId` of who restored it, and the `Restored`."""
    given_up = Signal()
    """Back to where one came from."""

    def __init__(
        self,
        access: Access,
        tasks: TaskRunner,
        words: Callable[[], Words],
        *,
        place: Path | None = None,
        places: Places | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the backups in `place`, or where the vault puts them by itself."""
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self._words = words
        self._backup: Path | None = None
        self._proof: Callable[[], Passphrase | WayBack] | None = None
        self._shown = _WHICH
        self.line = Line()
        self.which = ChooseBackup(access, tasks, words, place=place, places=places)
        self.who: Choice[PersonId] = Choice(self.tr("Who"))
        self.proof = ProofForm(by_passphrase=True, places=places)
        self.holds, self.lacks, self.kept = Label(), Label(kind="strong"), Label(tone="muted")
        self.known = Tick(self.tr("I know that what was recorded since will be gone from it."))
        self.passphrase = NewPassphrase(access.strength)
        self.progress = ProgressRow()
        self.back = button(self.tr("Back"), does=self._on_back)
        self.forward = button(self.tr("Continue"), kind="primary", does=self._on_forward)
        self._where = Label(kind="small", tone="muted")
        self._steps = (self.which, self._build_whose(), self._build_sure())
        inner = QWidget()
        inner.setLayout(self._build_column())
        self.setLayout(column(MiddleColumn(inner)))
        self._connect()
        self._go_to(_WHICH)

    def _build_column(self) -> QVBoxLayout:
        head = (Label(self.tr("Restore from a backup"), kind="title"), self._where, 1, self.line)
        return column(*head, *self._steps, self.progress, 2, row(self.back, None, self.forward), gap=3)

    def _build_whose(self) -> QWidget:
        says = Label(self.tr("Only who could unlock the vault when the backup was made can open it."))
        return _step(says, Field(self.tr("Who"), self.who), self.proof)

    def _build_sure(self) -> QWidget:
        return _step(self.holds, self.lacks, self.kept, self.passphrase, self.known)

    def _connect(self) -> None:
        self.which.opened.connect(self._on_forward)
        self.which.refused.connect(self.line.refuse)
        enter_presses(self, self.forward)
        escape_does(self, self._on_back)

    @property
    def step_shown(self) -> int:
        """Which of the steps is shown, from 0."""
        return self._shown

    def _go_to(self, at: int) -> None:
        titles = (self.tr("which backup"), self.tr("your way in"), self.tr("what would be missing"))
        self._shown = at
        for each, part in enumerate(self._steps):
            part.setVisible(each == at)
        self._where.say(self.tr("Step {at} of 3: {title}").format(at=at + 1, title=titles[at]))
        rename(self.forward, self._forward_words())
        self.line.clear()
        first = (self.which, self.proof, self._first_of_sure())[at]
        self.setFocusProxy(first)
        first.setFocus()

    def _first_of_sure(self) -> QWidget:
        # What is hidden takes the focus away, and no key would lead out of the page.
        asked = (self.passphrase, self.known)
        return next((part for part in asked if not part.isHidden()), self.forward)

    def _forward_words(self) -> str:
        words = (self.tr("Continue"), self.tr("Look into it"), self.tr("Restore this backup"))
        return words[self._shown]

    def _by_way_back(self) -> bool:
        return self.proof.how.value() != "passphrase"

    def _on_back(self) -> None:
        # Esc while something runs would leave it running without anybody to see its end.
        if not self.forward.isEnabled():
            return
        if self._shown == _WHICH:
            self.given_up.emit()
            return
        self._go_to(self._shown - 1)

    def _on_forward(self) -> None:
        (self._choose, self._look, self._restore)[self._shown]()

    def _choose(self) -> None:
        backup = self.which.value()
        if backup is None:
            self.line.refuse(self.tr("Choose a backup first, or the folder in which it lies."))
            return
        self._backup = backup
        self._run(lambda: self._access.people_in(backup), self._on_people)

    def _on_people(self, people: Sequence[KeyLabel]) -> None:
        self.who.offer((slot.person, slot.label) for slot in people)
        self._go_to(_WHOSE)

    def _look(self) -> None:
        who, backup = self.who.value(), self._backup
        if who is None or backup is None or not self.proof.complete():
            return
        self._proof = proof = self.proof.maker(who)
        rename(self.forward, self.tr("Looking into it…"))
        self._run(lambda: (self._access.look_into(backup, proof()), self._access.exists()), self._on_looked)

    def _on_looked(self, found: tuple[Contents, bool]) -> None:
        contents, there = found
        lacking = contents.lacking
        self.holds.say(held_words(contents, self._words()))
        self.lacks.say(lacking_words(contents, there=there))
        self.kept.say(kept_words(there=there))
        self.known.setChecked(False)
        self.known.setVisible(there and (lacking is None or lacking.entries > 0))
        self.passphrase.setVisible(self._by_way_back())
        self._go_to(_SURE)

    def _restore(self) -> None:
        who, backup, proof = self.who.value(), self._backup, self._proof
        if who is None or backup is None or proof is None:
            return
        if not self.known.isHidden() and not self.known.isChecked():
            self.line.refuse(self.tr("Tick the box if it shall be done all the same."))
            self.known.setFocus()
            return
        if self._by_way_back() and not self.passphrase.complete():
            return
        progress = Progress(self)
        self.progress.follow(self.tr("Restoring"), progress)
        make = _way_in(proof, who, self.passphrase.text())
        self._run(
            lambda: self._access.restore(backup, make(), progress.report),
            lambda done: self._on_restored(*done, who=who),
            # Nobody would see the desk that it opened.
            dropped=lambda done: done[0].lock(),
        )

    def _on_restored(self, desk: Desk, restored: Restored, *, who: str) -> None:
        self.progress.stop()
        self.proof.clear()
        self.passphrase.clear()
        self.restored.emit(desk, who, restored)

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        *,
        dropped: Callable[[T], object] | None = None,
    ) -> None:
        self._enable(enabled=False)

        def ended(result: T) -> None:
            self._enable(enabled=True)
            done(result)

        self._tasks.run(self, work, ended, self._on_refused, dropped=dropped)

    def _on_refused(self, error: SopcheckError) -> None:
        self.progress.stop()
        self._enable(enabled=True)
        rename(self.forward, self._forward_words())
        # While it was tried nothing could have the focus.
        self.setFocus()
        self.line.refuse(error)

    def _enable(self, *, enabled: bool) -> None:
        for part in (*self._steps, self.back, self.forward):
            part.setEnabled(enabled)


def _way_in(proof: Callable[[], Passphrase | WayBack], who: PersonId, new: str) -> Callable[[], WayIn]:
    def make() -> WayIn:
        """A passphrase as it is; a way back with the new passphrase that it leads to."""
        found = proof()
        return found if isinstance(found, Passphrase) else NewWayIn(found, who, new)

    return make


def _step(*parts: QWidget) -> QWidget:
    page = QWidget()
    page.setLayout(column(*parts, gap=4))
    return page
