"""What is done to the case on the page: asked for here, done on the other thread, shown when it is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sopcheck.cases.refusals import ConfirmationNeededError
from sopcheck.errors import SopcheckError
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.events import CaseId, Place
    from sopcheck.services.casework import Casework
    from sopcheck.services.views import CaseView
    from sopcheck.ui.kit.line import Line
    from sopcheck.ui.session import Session

Act = Callable[["Casework", bool], "CaseView"]
"""Something done to the case; the flag says that a question about it was answered with yes."""
Done = Callable[[], object]
Failed = Callable[[SopcheckError], object]
Yes = Callable[[], None]
Ask = Callable[[str, Yes], object]
"""Puts a question to the person, and calls back when the answer is yes."""


class Question(QObject):
    """Asks in a line of the page, with one thing to press; never in a window of its own."""

    def __init__(self, line: Line) -> None:
        """Ask in this line."""
        super().__init__(line)
        self._line = line
        self._yes: Callable[[], None] | None = None
        line.pressed.connect(self._on_pressed)

    def ask(self, sentence: str, yes: Callable[[], None]) -> None:
        """Ask; `yes` is called when the answer is yes."""
        self._yes = yes
        self._line.say(sentence, press=tr("Yes, record it so"))

    def _on_pressed(self) -> None:
        # Let go first: what is done next may ask a question of its own in the same line.
        yes, self._yes = self._yes, None
        self._line.clear()
        if yes is not None:
            yes()


class CaseActs(QObject):
    """The case on the page and what is done to it, one thing after the other."""

    view_changed = Signal(object)
    """A `CaseView`: the case as it is now."""
    saving_changed = Signal(object)
    """The places whose answers are on their way to the vault."""
    saved = Signal()
    """Something was saved."""
    refused = Signal(object)
    """A `SopcheckError` that nobody else took."""
    confirm_wanted = Signal(str, object)
    """A question, and what is called when the answer is yes."""

    def __init__(self, session: Session, case: CaseId, parent: QObject | None = None) -> None:
        """Stand for this case; nothing is read yet."""
        super().__init__(parent)
        self.session = session
        self.case = case
        self._view: CaseView | None = None
        self._saving: list[Place] = []

    @property
    def view(self) -> CaseView | None:
        """The case as it was last read."""
        return self._view

    @property
    def must_view(self) -> CaseView:
        """The case, for what is only on the screen once it has been read."""
        if self._view is None:
            raise LookupError("The case has not been read yet.")
        return self._view

    def read(self) -> None:
        """Read the case: the first time it is logged as looked at, later it is only brought up to date."""
        casework, case = self.session.desk.casework, self.case
        # A look is logged before anything is shown (DPA 2018 s.62); what is shown already is no new look.
        work = casework.view if self._view is None else casework.refresh
        self.session.tasks.run(self, lambda: work(case), self._show, self._on_unread)

    def looked(self) -> None:
        """Remember that the person has looked at the case; a review says what changed since."""
        supervision, case = self.session.desk.supervision, self.case
        if self._view is not None:
            self.session.tasks.run(self, lambda: supervision.looked(case), lambda _: None, self.refused.emit)

    def do(
        self,
        act: Act,
        *,
        places: tuple[Place, ...] = (),
        first: Done | None = None,
        done: Done | None = None,
        failed: Failed | None = None,
        ask: Ask | None = None,
        confirmed: bool = False,
    ) -> None:
        """Do something to the case; `places` are shown as being saved until it is.

        When it is saved `first` is called before the case is shown as it is then, and `done` after that.
        Without `failed` a refusal is told by `refused`, without `ask` a question by `confirm_wanted`.
        """
        casework = self.session.desk.casework
        # A question is asked before anything is saved, so the same act can be done again with the answer.
        again = partial(
            self.do, act, places=places, first=first, done=done, failed=failed, ask=ask, confirmed=True
        )
        self._say_saving([*self._saving, *places])
        self.session.tasks.run(
            self,
            lambda: act(casework, confirmed),
            partial(self._on_done, places, first, done),
            partial(
                self._on_failed, places, failed or self.refused.emit, ask or self.confirm_wanted.emit, again
            ),
        )

    def _on_done(
        self, places: tuple[Place, ...], first: Done | None, done: Done | None, view: CaseView
    ) -> None:
        self._saved(places)
        if first is not None:
            # Before the new state is shown: showing it would keep as half typed what was saved just now.
            first()
        self._show(view)
        # Before the act has its word: what an earlier one said goes away.
        self.saved.emit()
        if done is not None:
            done()

    def _on_failed(
        self,
        places: tuple[Place, ...],
        failed: Failed,
        ask: Ask,
        again: Callable[[], None],
        error: SopcheckError,
    ) -> None:
        self._saved(places)
        # No refusal: the time is unusual, and only the person knows whether it is meant so.
        if isinstance(error, ConfirmationNeededError):
            ask(str(error), again)
            return
        failed(error)

    def _on_unread(self, error: SopcheckError) -> None:
        self.refused.emit(error)

    def _show(self, view: CaseView) -> None:
        self._view = view
        self.view_changed.emit(view)

    def _saved(self, places: tuple[Place, ...]) -> None:
        still = list(self._saving)
        for place in places:
            still.remove(place)
        self._say_saving(still)

    def _say_saving(self, places: list[Place]) -> None:
        # Facts and notes have no row of their own; nothing is painted for them.
        if places == self._saving:
            return
        self._saving = places
        self.saving_changed.emit(frozenset(places))
