"""Moving cases to another version: what it does to each, side by side, and the choice with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QTimer, Signal

from sopcheck.checklists.compare import compare
from sopcheck.ui.case.choice import bounded
from sopcheck.ui.kit.fields import Choice, Field, ManyLines
from sopcheck.ui.kit.layout import bring_into_view, row
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.text import Label
from sopcheck.ui.moving.detail import PlaceDetail
from sopcheck.ui.moving.tables import cases_table, place_name, places_table
from sopcheck.ui.moving.words import (
    all_words,
    changes_words,
    choice_words,
    outcome_words,
    refused_words,
    review_words,
)
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import Words, count_words, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.events import CaseId
    from sopcheck.cases.moving import PlaceMove
    from sopcheck.checklists.compare import Comparison
    from sopcheck.checklists.definition import Checklist, ChecklistId, Version
    from sopcheck.errors import SopcheckError
    from sopcheck.services.moving import CaseImpact, Impact, MoveOutcome
    from sopcheck.services.moving import Choice as MoveChoice
    from sopcheck.ui.session import Session

Named = tuple["ChecklistId", "Version"]
_WIDTH = 84
_ROWS_OF_CASES, _ROWS_OF_ITEMS = 5, 6


@dataclass(frozen=True, slots=True)
class Looked:
    """What a move would do, and for each version that a case follows now what differs from it."""

    impact: Impact
    to: Checklist
    differing: Mapping[Version | None, Comparison]


class MovingSheet(Sheet):
    """Shows what following a version would do to open cases, or to one, and moves those that are chosen."""

    moved = Signal(str)
    """It was done; the sentence says for how many."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        versions: Sequence[tuple[Named, str]],
        *,
        case: CaseId | None = None,
    ) -> None:
        """Offer these versions, the first one chosen; of one case, or without one of all that are open."""
        title = tr("Move cases") if case is None else tr("Move the case")
        says = tr("No limit is passed because of a move, and every answer stays readable.")
        super().__init__(parent, title=title, primary=tr("Move"), says=says, width=_WIDTH)
        self._session = session
        self._case = case
        self._looked: Looked | None = None
        self._labels: Mapping[str, str] = {}
        self.choices: dict[CaseId, MoveChoice] = {}
        self.version: Choice[Named] = bounded(Choice(tr("To which version?"), versions), characters=36)
        self.choice: Choice[MoveChoice] = Choice(tr("This case"), choice_words())
        self.all: Choice[MoveChoice | Literal["unseen now"] | None] = Choice(tr("All cases"), all_words())
        self.cases = cases_table(self.choices)
        self.items = places_table(session, lambda: self._labels)
        self.detail = PlaceDetail()
        self.reason = ManyLines(tr("Reason"), lines=2)
        self.progress = ProgressRow()
        self._summary = Label(tone="muted")
        self._kept = Label(kind="small", tone="muted")
        self._build()
        self._connect()
        self._preview()

    def _build(self) -> None:
        self._reason = Field(tr("Reason"), self.reason, hint=tr("It is kept with the move."))
        self.body.addWidget(Field(tr("To which version?"), self.version))
        self.body.addWidget(self.progress)
        self.body.addWidget(self._summary)
        self.body.addWidget(self.cases)
        self._this = Field(tr("This case"), self.choice)
        self._all = Field(tr("All cases"), self.all)
        self.body.addLayout(row(self._this, self._all, None, gap=6))
        self.body.addWidget(self._kept)
        self.body.addWidget(self.items)
        self.body.addWidget(self.detail)
        self.body.addWidget(self._reason)
        if self._case is not None:
            self.cases.hide()
            self._all.hide()
            self.choice.offer([one for one in choice_words() if one[0] != "stay"])

    def _connect(self) -> None:
        self.version.chosen.connect(self.line.clear)
        # What was chosen for a move to one version says nothing of another.
        self.version.chosen.connect(self.choices.clear)
        self.version.chosen.connect(self._preview)
        self.choice.chosen.connect(self._on_choice)
        self.all.chosen.connect(self._on_all)
        self.cases.chosen.connect(self._show_case)
        self.items.chosen.connect(self._show_place)
        self.reason.submitted.connect(self.submitted)
        self.submitted.connect(self._on_submitted)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the version, not on the button that closes."""
        super().showEvent(event)
        self.version.setFocus()

    def _preview(self) -> None:
        named = self.version.value()
        if named is None:
            self.line.say(tr("There is no other version of a checklist that a case follows."))
            self.busy(busy=True)
            return
        self.busy(busy=True)
        progress = Progress(self)
        self.progress.follow(tr("Looking at the open cases"), progress)
        work = partial(_looked_at, self._session, named, self._case, progress)
        self._session.tasks.run(self, work, self._show, self._on_unseen)

    def _show(self, looked: Looked) -> None:
        impact = looked.impact
        # Another version was chosen meanwhile; nobody may move to one on what was shown of the other.
        if (impact.checklist, impact.version) != self.version.value():
            return
        self.progress.stop()
        self._looked = looked
        chosen = dict(self.choices)
        self.choices.clear()
        # Of many nothing is moved that nobody chose; who opened the sheet of one case has chosen it.
        standing: MoveChoice = "now" if self._case is not None else "stay"
        self.choices.update({one.case: chosen.get(one.case, standing) for one in impact.cases})
        said = self._said(impact)
        self._summary.say(said)
        self._summary.setVisible(bool(said))
        self.cases.show_values(impact.cases)
        self.cases.fit(most=_ROWS_OF_CASES)
        self.busy(busy=not impact.cases)
        if impact.cases:
            self.cases.choose(impact.cases[0])
            self._show_case(impact.cases[0])

    def _said(self, impact: Impact) -> str:
        if self._case is not None:
            return "" if impact.cases else tr("The case follows this version already.")
        said = tr("{cases} on another version; in {touched} something changes, {look} to be looked at first.")
        return said.format(
            cases=count_words(len(impact.cases), tr("open case is"), tr("open cases are")),
            touched=len(impact.touched),
            look=len(impact.needing_somebody),
        )

    def _show_case(self, one: CaseImpact) -> None:
        self.choice.choose(self.choices[one.case])
        self._labels = one.labels
        told = [place for place in one.preview.places if place.differs]
        self.items.show_values(told)
        self.items.fit(most=_ROWS_OF_ITEMS)
        self.items.setVisible(bool(told))
        if told:
            self.items.choose(told[0])
        self._show_place(told[0] if told else None)
        kept = len(one.preview.places) - len(told)
        said = tr("{changes}; {items} as before.")
        words = Words(self._session.zone, self._session.now())
        reviews = [review_words(review, words) for review in one.preview.reviews]
        waits = tr("The next review moves it to version {version}, unless that is taken back on its page.")
        planned = [waits.format(version=one.planned)] if one.planned else []
        items = count_words(kept, tr("item stays"), tr("items stay"))
        # With large letters the table has no room for all of it.
        summed = said.format(changes=changes_words(one.preview), items=items)
        self._kept.say(" ".join((*planned, summed, *reviews)))

    def _show_place(self, place: PlaceMove | None) -> None:
        current = self._current()
        differing = self._looked.differing if self._looked is not None else {}
        comparison = None if current is None else differing.get(current.preview.was)
        name = "" if place is None else place_name(place, self._labels)
        self.detail.show_place(place, name, comparison)
        if self.items.hasFocus():
            # Its height is known only when the words are laid out.
            QTimer.singleShot(0, self.detail, partial(bring_into_view, self.detail))

    def _on_choice(self) -> None:
        chosen, current = self.choice.value(), self._current()
        if chosen is not None and current is not None:
            self.choices[current.case] = chosen
            self.all.choose(None)
            self.cases.viewport().update()

    def _on_all(self) -> None:
        chosen, cases = self.all.value(), self._cases()
        if chosen is None:
            return
        for one in cases:
            if chosen != "unseen now":
                self.choices[one.case] = chosen
            elif not one.preview.needs_somebody:
                self.choices[one.case] = "now"
        current = self._current()
        if current is not None:
            self.choice.choose(self.choices[current.case])
        self.cases.viewport().update()

    def _cases(self) -> tuple[CaseImpact, ...]:
        return () if self._looked is None else self._looked.impact.cases

    def _current(self) -> CaseImpact | None:
        return self.cases.current() or next(iter(self._cases()), None)

    def _on_submitted(self) -> None:
        named = self.version.value()
        if named is None or not self.choices:
            return
        if set(self.choices.values()) == {"stay"}:
            self.line.refuse(tr("Every case stays. Choose for at least one when it moves."))
            return
        self.line.clear()
        self._reason.accept()
        if not self.reason.text():
            self._reason.refuse(tr("Write the reason; it is kept with the record."))
            self.reason.setFocus()
            return
        self.busy(busy=True)
        progress = Progress(self)
        self.progress.follow(tr("Moving"), progress)
        moving, choices, reason = self._session.desk.moving, dict(self.choices), self.reason.text()
        self._session.tasks.run(
            self,
            lambda: moving.move_many(choices, *named, reason=reason, progress=progress.report),
            self._on_moved,
            self._on_unmoved,
        )

    def _on_moved(self, outcomes: tuple[MoveOutcome, ...]) -> None:
        self.progress.stop()
        to = self._looked.to if self._looked is not None else None
        said = outcome_words(outcomes, f"{to.title} {to.version}" if to is not None else "")
        refused = [one for one in outcomes if one.refused]
        if any(one.choice != "stay" for one in outcomes if not one.refused):
            self.moved.emit(said)
        if not refused:
            self.accept()
            return
        self.line.refuse(f"{said} {refused_words(refused)}")
        self._preview()

    def _on_unseen(self, error: SopcheckError) -> None:
        # Nothing is offered: nobody may move a case on what was shown of another version.
        self.progress.stop()
        self.line.refuse(error)

    def _on_unmoved(self, error: SopcheckError) -> None:
        self.progress.stop()
        self.line.refuse(error)
        # Some may have been moved before it was stopped; what is left is looked at anew.
        self._preview()


def _looked_at(session: Session, named: Named, case: CaseId | None, progress: Progress) -> Looked:
    """Look at the cases, on the worker's thread."""
    moving, definition = session.desk.moving, session.desk.library.definition
    to = definition(*named)
    impact = moving.impact(to, progress.report) if case is None else moving.impact_on(case, to)
    # Of a version that is not on this machine nobody can say how it worded things.
    here = {one.version for one in session.desk.library.versions() if one.checklist == named[0]}
    followed = {one.preview.was for one in impact.cases} & here
    return Looked(impact, to, {was: compare(definition(named[0], was), to) for was in followed if was})
