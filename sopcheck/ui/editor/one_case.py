"""What a draft would do to one open case, item by item, before anything is published; for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.text import Label
from sopcheck.ui.moving.detail import PlaceDetail
from sopcheck.ui.moving.tables import place_name, places_table
from sopcheck.ui.moving.words import changes_words, review_words
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.moving import PlaceMove
    from sopcheck.checklists.compare import Comparison
    from sopcheck.services.moving import CaseImpact
    from sopcheck.ui.session import Session

_WIDTH = 84
_MOST_ROWS = 8


class OneCaseSheet(Sheet):
    """The items of a case that a draft would change, before and after; below them the one that is chosen."""

    def __init__(
        self, parent: QWidget, session: Session, one: CaseImpact, comparison: Comparison | None
    ) -> None:
        """Show one case; `comparison` is of the version that it follows with the draft."""
        title = tr("What the draft would do to {case}").format(case=one.reference)
        says = tr("{what}. Nothing is changed until a supervisor moves the case.")
        super().__init__(
            parent,
            title=title,
            primary=tr("Close"),
            says=says.format(what=changes_words(one.preview)),
            width=_WIDTH,
        )
        self._labels, self._comparison = one.labels, comparison
        self.items = places_table(session, lambda: one.labels)
        self.detail = PlaceDetail()
        words = Words(session.zone, session.now())
        for review in one.preview.reviews:
            self.body.addWidget(Label(review_words(review, words), tone="muted"))
        self.body.addWidget(self.items)
        self.body.addWidget(self.detail)
        self.cancel.hide()
        self.submitted.connect(self.accept)
        self.items.chosen.connect(self._show_place)
        self._show([place for place in one.preview.places if place.differs])

    def _show(self, told: list[PlaceMove]) -> None:
        self.items.show_values(told)
        self.items.fit(most=_MOST_ROWS)
        self.items.setVisible(bool(told))
        if told:
            self.items.choose(told[0])
        self._show_place(told[0] if told else None)

    def _show_place(self, place: PlaceMove | None) -> None:
        name = "" if place is None else place_name(place, self._labels)
        self.detail.show_place(place, name, self._comparison)
