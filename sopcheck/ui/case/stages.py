"""The stages at the left: everything, the next things, what is passed, then each stage with its figures."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sopcheck.cases.counts import ChecklistCount, counts
from sopcheck.cases.duties import joined
from sopcheck.ui.case.outline import Part, PartKey, Shown, is_passed
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.theme import em
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sopcheck.services.views import CaseView

_LEAST_EMS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One row: what it shows when it is chosen (nothing: it is a heading), its words and its figure."""

    shown: Shown | None
    title: str
    figure: str = ""
    spoken: str = ""

    @property
    def key(self) -> Hashable:
        """By which it is known again."""
        return self.shown or ("heading", self.title)


class StageList(RowList[StageRow]):
    """Stages of every checklist of the case; several checklists stand under their titles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(tr("Stages"), _row_text, key=lambda row: row.key, parent=parent)
        # A width that was remembered at smaller text would put the figures over the titles.
        self.setMinimumWidth(em(_LEAST_EMS))

    def show_case(self, view: CaseView, parts: Mapping[PartKey, Part]) -> None:
        """Show the stages with how much of each is answered; what was chosen stays chosen."""
        self.show_values(stage_rows(view, parts))
        if self.current() is None:
            self.choose_shown("all")

    def choose_shown(self, shown: Shown) -> bool:
        """Choose the row that shows this."""
        return self.choose(StageRow(shown=shown, title=""))


def stage_rows(view: CaseView, parts: Mapping[PartKey, Part]) -> tuple[StageRow, ...]:
    """The rows of the stages with their figures: different items, answered of applicable."""
    shown = {checklist for checklist, _ in parts}
    counted = [one for one in counts(view.evaluation, view.case.programme) if one.checklist in shown]
    passed = joined(filter(is_passed, view.evaluation.places), view.case.programme)
    return (
        _row("all", tr("All"), sum(one.answered for one in counted), sum(one.applicable for one in counted)),
        StageRow(shown="next", title=tr("Next"), figure=str(len(view.evaluation.next_five))),
        StageRow(shown="passed", title=tr("Passed"), figure=str(len(passed))),
        *_rows_of_stages(counted, parts),
    )


def _rows_of_stages(counted: Sequence[ChecklistCount], parts: Mapping[PartKey, Part]) -> Iterator[StageRow]:
    figures = {(one.checklist, stage.stage): stage for one in counted for stage in one.stages}
    several = len({part.checklist for part in parts.values()}) > 1
    for title, group in groupby(parts.values(), key=lambda part: part.checklist_title):
        # A title over the only checklist would say what the head of the page says already.
        if several:
            yield StageRow(shown=None, title=title)
        for part in group:
            figure = figures.get(part.key)
            answered, applicable = (figure.answered, figure.applicable) if figure else (0, 0)
            yield _row(part.key, f"{part.number}  {part.title}", answered, applicable)


def _row(shown: Shown, title: str, answered: int, applicable: int) -> StageRow:
    spoken = tr("{title}, {answered} of {applicable} answered").format(
        title=title, answered=answered, applicable=applicable
    )
    return StageRow(shown=shown, title=title, figure=f"{answered} / {applicable}", spoken=spoken)


def _row_text(row: StageRow) -> RowText:
    if row.shown is None:
        return RowText(primary=row.title, kind="heading")
    return RowText(primary=row.title, trailing=row.figure, spoken=row.spoken)
