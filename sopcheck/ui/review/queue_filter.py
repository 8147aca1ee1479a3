"""Which part of the review queue is looked at: whose cases, which district, team and investigator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.services.work_queue import QueueFilter
from sopcheck.ui.kit.fields import Choice
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopcheck.services.views import QueueRow


class QueueFilterBar(QWidget):
    """A choice each; one in which there is nothing to choose between is not seen."""

    changed = Signal()
    """Other rows of the same queue are wanted."""
    everybody_changed = Signal()
    """The queue of other cases is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar that takes every row."""
        super().__init__(parent)
        self.whose: Choice[bool] = Choice(
            self.tr("Whose cases"), [(False, self.tr("My people")), (True, self.tr("Everybody"))]
        )
        self.district: Choice[str] = Choice(self.tr("District"))
        self.team: Choice[str] = Choice(self.tr("Team"))
        self.investigator: Choice[str] = Choice(self.tr("Investigator"))
        self.whose.chosen.connect(self.everybody_changed)
        for choice in (self.district, self.team, self.investigator):
            choice.chosen.connect(self.changed)
        self._flow = Flow(self.whose, self.district, self.team, self.investigator, gap=2)
        self.setLayout(row(self._flow))
        self.offer(())

    def add(self, part: QWidget) -> None:
        """Put something else that can be done with the queue behind the choices."""
        self._flow.insert(4, part)

    @property
    def everybody(self) -> bool:
        """Whether the cases of other supervisors are wanted too."""
        return bool(self.whose.value())

    def wanted(self) -> QueueFilter:
        """What is chosen."""
        return QueueFilter(
            district=self.district.value() or "",
            team=self.team.value() or "",
            investigator=self.investigator.value() or "",
        )

    def offer(self, queue: Iterable[QueueRow]) -> None:
        """Offer what the rows of a queue have; what was chosen stays where it is still there."""
        rows = tuple(queue)
        self._fill(self.district, self.tr("Every district"), {row.district for row in rows})
        self._fill(self.team, self.tr("Every team"), {row.team for row in rows})
        self._fill(self.investigator, self.tr("Every investigator"), {row.investigator for row in rows})
        self._flow.updateGeometry()

    @staticmethod
    def _fill(choice: Choice[str], every: str, values: set[str]) -> None:
        there = sorted(values - {""})
        choice.offer([("", every), *((value, value) for value in there)])
        # What is chosen stays to be seen, or nobody would know why the list is short.
        choice.setVisible(len(values) > 1 or bool(choice.value()))
