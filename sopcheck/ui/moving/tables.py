"""The two tables of a move: the cases with what is chosen for each, and one case before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.moving.words import after_words, before_words, changes_words, choice_words, fate_words
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sopcheck.cases.events import CaseId
    from sopcheck.cases.moving import PlaceMove
    from sopcheck.services.moving import CaseImpact, Choice
    from sopcheck.ui.kit.text import Tone
    from sopcheck.ui.session import Session

_LOOK_FIRST = ("withdrawn", "replaced", "new", "changed", "reworded", "kept")


def cases_table(choices: Mapping[CaseId, Choice]) -> TableView[CaseImpact]:
    """Make a table of cases; what is chosen for each is looked up whenever a row is drawn."""
    words = dict(choice_words())

    def chosen(one: CaseImpact) -> str:
        """What is chosen for the case, in words; one that stays may have been planned to move before."""
        choice = choices.get(one.case, "stay")
        return tr("Waits for a review") if choice == "stay" and one.planned else words[choice]

    columns: list[Column[CaseImpact]] = [
        Column(title=tr("Case"), text=lambda one: one.reference, width=11),
        Column(title=tr("What changes"), text=lambda one: changes_words(one.preview), stretch=True),
        Column(
            title=tr("To look at"),
            text=lambda one: str(len(one.preview.needs_somebody) or ""),
            sort=lambda one: -len(one.preview.needs_somebody),
            tone=_look_tone,
            right=True,
            width=7,
        ),
        Column(title=tr("Choice"), text=chosen, width=14),
    ]
    return TableView(
        tr("Cases that follow another version"),
        columns,
        spoken=lambda one: f"{one.reference}, {changes_words(one.preview)}, {chosen(one)}",
        key=lambda one: one.case,
    )


def place_name(one: PlaceMove, labels: Mapping[str, str]) -> str:
    """The item, and of whom."""
    about = labels.get(one.place.of or "", "")
    return f"{one.item.prompt} ({about})" if about else one.item.prompt


def places_table(session: Session, labels: Callable[[], Mapping[str, str]]) -> TableView[PlaceMove]:
    """Make a table of items side by side, as they stand before the move and after it."""
    words = Words(session.zone, session.now())

    def name(one: PlaceMove) -> str:
        """The item, and of whom."""
        return place_name(one, labels())

    columns: list[Column[PlaceMove]] = [
        Column(title=tr("Item"), text=name, stretch=True),
        Column(
            title=tr("What becomes of it"),
            text=fate_words,
            sort=lambda one: _LOOK_FIRST.index(one.fate),
            tone=_fate_tone,
            width=12,
        ),
        Column(title=tr("Before"), text=lambda one: before_words(one, words), width=12),
        Column(title=tr("After"), text=lambda one: after_words(one, words), width=12),
    ]
    return TableView(
        tr("Items before and after the move"),
        columns,
        spoken=lambda one: ", ".join(
            (name(one), fate_words(one), before_words(one, words), after_words(one, words))
        ),
        key=lambda one: one.place,
    )


def _look_tone(one: CaseImpact) -> Tone:
    return "soon" if one.preview.needs_somebody else "muted"


def _fate_tone(one: PlaceMove) -> Tone:
    return "soon" if one.ask_again else "muted" if one.fate == "kept" else "ink"
