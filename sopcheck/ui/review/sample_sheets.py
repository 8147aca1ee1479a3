"""Drawing a dip sample: the frame, the size and the seed are asked for; then the cases, and their sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.sampling import CaseState, Frame, Sample, frame_words
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.fields import Choice, Field, OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.halves import Halves
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.review.sheets import SavingSheet
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.sampling import InFrame
    from sopcheck.services.sampling import FrameChoices
    from sopcheck.ui.session import Session

_USUAL_SIZE = "5"


class SampleSheet(SavingSheet):
    """Asks from which cases is drawn, how many, and with which seed."""

    drawn = Signal(object, int, str)
    """A `Frame`, the size and the seed; an empty seed is taken by the machine."""

    def __init__(self, parent: QWidget, session: Session, choices: FrameChoices) -> None:
        """Offer what the cases here have."""
        says = tr("Anybody can draw the same cases again with the seed. The draw is noted, and ranks nobody.")
        super().__init__(parent, title=tr("Draw a dip sample"), primary=tr("Draw"), says=says, width=36)
        states: list[tuple[CaseState, str]] = [
            ("all", tr("Open and closed cases")),
            ("open", tr("Open cases only")),
            ("closed", tr("Closed cases only")),
        ]
        self.state: Choice[CaseState] = Choice(tr("Which cases"), states)
        self.district = _offered(tr("District"), tr("Every district"), choices.districts)
        self.team = _offered(tr("Team"), tr("Every team"), choices.teams)
        self.checklist = _offered(tr("Checklist"), tr("Every checklist"), choices.checklists)
        self.since = DayField(tr("Opened from"), session, ahead=False)
        self.until = DayField(tr("Opened to"), session, ahead=False)
        self.count = OneLine(tr("How many"))
        self.count.setText(_USUAL_SIZE)
        self.seed = OneLine(tr("Seed"), placeholder=tr("Taken by the machine"))
        self._count = Field(tr("How many"), self.count)
        self._days = Field(tr("Opened from"), self.since), Field(tr("Opened to"), self.until)
        self._build()
        self.submitted.connect(self._on_submitted)

    def frame_asked(self) -> Frame:
        """The frame that is chosen."""
        return Frame(
            state=self.state.value() or "all",
            district=self.district.value() or "",
            team=self.team.value() or "",
            checklist=self.checklist.value() or "",
            opened_from=self.since.day(),
            opened_to=self.until.day(),
        )

    def _build(self) -> None:
        hint = tr("Best one that somebody else chose: a word, a date, a number drawn elsewhere.")
        pairs = (
            (Field(tr("Which cases"), self.state), Field(tr("Checklist"), self.checklist)),
            (Field(tr("District"), self.district), Field(tr("Team"), self.team)),
            self._days,
        )
        for left, right in pairs:
            self.body.addWidget(Halves(left, right))
        self.body.addWidget(self._count)
        self.body.addWidget(Field(tr("Seed"), self.seed, hint=hint))

    def _on_submitted(self) -> None:
        for field, day in zip(self._days, (self.since, self.until), strict=True):
            field.accept()
            if day.problem:
                field.refuse(day.problem)
                return
        self._count.accept()
        if not self.count.text().strip().isdecimal():
            self._count.refuse(tr("Give a number, such as 5."))
            return
        self.busy(busy=True)
        self.drawn.emit(self.frame_asked(), int(self.count.text()), self.seed.text().strip())


class DrawnSheet(SavingSheet):
    """The cases that were drawn, in the order of the draw; the audit sheet is saved from here."""

    save_wanted = Signal()
    """The audit sheet is to be saved."""
    case_wanted = Signal(str)
    """The case of this reference is to be shown."""

    def __init__(self, parent: QWidget, sample: Sample) -> None:
        """Show this sample."""
        says = tr("Sample {number}, seed {seed}: {drawn} of {of}, {frame}.").format(
            number=sample.number,
            seed=sample.seed,
            drawn=len(sample.cases),
            of=sample.in_frame,
            frame=frame_words(sample.frame),
        )
        super().__init__(
            parent, title=tr("The sample"), primary=tr("Save the audit sheet…"), says=says, width=36
        )
        rename(self.cancel, tr("Close"))
        self.list: RowList[InFrame] = RowList(tr("Cases drawn"), _read, key=lambda case: case.reference)
        self.list.show_values(sample.cases)
        self.list.setMinimumHeight(min(self.list.rows_height(), self.fontMetrics().lineSpacing() * 16))
        self.body.addWidget(self.list)
        self.body.addWidget(Flow(button(tr("Show the case"), does=self._on_show)))
        self.submitted.connect(self.save_wanted)

    def _on_show(self) -> None:
        case = self.list.current()
        if case is not None:
            self.case_wanted.emit(case.reference)


def _offered(name: str, every: str, values: tuple[str, ...]) -> Choice[str]:
    return Choice(name, [("", every), *((value, value) for value in values)])


def _read(case: InFrame) -> RowText:
    about = (case.team, case.district, tr("closed") if case.closed else tr("open"))
    return RowText(primary=case.reference, secondary=" · ".join(part for part in about if part))
