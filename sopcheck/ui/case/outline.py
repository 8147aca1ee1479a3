"""What the list of items shows of a case: which rows, under which headings, and what is folded away.

Values only. A row keeps the state of its place; its words are made when it is painted (`case_row_words.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from sopcheck.cases.case import Case
from sopcheck.cases.duties import Duty, joined
from sopcheck.cases.events import Place
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ChecklistId, StageId

if TYPE_CHECKING:
    from sopcheck.services.views import CaseView

PartKey = tuple[ChecklistId, StageId]
Shown = Literal["all", "next", "passed"] | PartKey
"""What was chosen among the stages: everything, the next things, what is passed, or one stage."""
RowKey = tuple[str, str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stage of a checklist as a heading: its number and title, and the checklist's own title."""

    checklist: ChecklistId
    stage: StageId
    number: int
    title: str
    checklist_title: str

    @property
    def key(self) -> PartKey:
        """By which it is chosen and known again."""
        return self.checklist, self.stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """How many rows of a stage are folded away, and whether they are shown all the same."""

    not_applicable: int = 0
    none_yet: int = 0
    not_asked: int = 0
    unfolded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a heading (`part`), an item for a subject (`state`), or what is folded away (`folded`)."""

    part: Part
    state: PlaceState | None = None
    folded: Folded | None = None

    @property
    def key(self) -> RowKey:
        """By which a row is known again when the case has changed."""
        if self.state is not None:
            place = self.state.place
            return "item", place.checklist, place.item, place.of
        return "fold" if self.folded else "heading", *self.part.key, None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows are wanted: what is chosen, the words of the filter, the stages unfolded.

    `keep` is where somebody stands; that row neither folds nor goes while they are there.
    """

    shown: Shown = "all"
    words: str = ""
    unfolded: frozenset[PartKey] = frozenset()
    keep: Place | None = None


def parts_of(case: Case) -> dict[PartKey, Part]:
    """The stages of every checklist that the case follows, in the newest version it follows."""
    found: dict[PartKey, Part] = {}
    # Earlier versions stay known, for limits that ended under them; only the newest is worked on.
    followed = {(adopted.checklist, adopted.version) for adopted in case.adopted}
    for checklist in case.programme.checklists:
        if checklist.runs_for or (checklist.checklist, checklist.version) not in followed:
            continue
        for number, stage in enumerate(checklist.stages, start=1):
            part = Part(
                checklist=checklist.checklist,
                stage=stage.id,
                number=number,
                title=stage.title,
                checklist_title=checklist.title,
            )
            found[part.key] = part
    return found


def is_folded(state: PlaceState) -> bool:
    """Tell whether a row is folded away: nothing is to be done there, as far as is known."""
    return _fold(state) != "open"


def is_open(state: PlaceState) -> bool:
    """Tell whether something is to be answered there."""
    return state.applies == "yes" and state.status == "open" and state.word != "none yet"


def is_passed(state: PlaceState) -> bool:
    """Tell whether a limit is passed and nothing was answered yet, as on the work list."""
    return is_open(state) and state.limit is not None and state.limit.word == "passed"


def duties_of(view: CaseView) -> tuple[Duty, ...]:
    """What the list shows of a case: each duty once (convention 11)."""
    return joined(view.evaluation.places, view.case.programme)


def rows_of(
    view: CaseView,
    parts: Mapping[PartKey, Part],
    wanted: Wanted,
    *,
    label: Callable[[str | None], str],
) -> tuple[Row, ...]:
    """The rows that are wanted, stage by stage; `label` gives what people call a subject."""
    chosen = _choice(view.evaluation.next_five, wanted.shown)
    words = wanted.words.casefold().split()
    places = (
        duty[0]
        for duty in duties_of(view)
        # A version that is not on this machine has items, but no stage to show them under.
        if _part_key(duty[0]) in parts
        and ((chosen(duty[0]) and _has_words(duty, words, label)) or _is_at(duty, wanted.keep))
    )
    rows: list[Row] = []
    for key, states in groupby(places, key=_part_key):
        rows.extend(_rows_of_part(parts[key], list(states), wanted))
    return tuple(rows)


def next_open(rows: Sequence[Row], after: Place) -> PlaceState | None:
    """The next row below a place at which something is to be answered; from the top after the end."""
    states = [row.state for row in rows if row.state is not None]
    at = next((number for number, state in enumerate(states) if state.place == after), -1)
    # Round the end of the list: work left above is work all the same.
    around = (*states[at + 1 :], *states[: at + 1])
    return next((state for state in around if is_open(state) and state.place != after), None)


def _choice(following: Iterable[PlaceState], shown: Shown) -> Callable[[PlaceState], bool]:
    if shown == "all":
        return lambda _: True
    if shown == "passed":
        return is_passed
    if shown == "next":
        places = {state.place for state in following}
        return lambda state: state.place in places
    return lambda state: _part_key(state) == shown


def _rows_of_part(part: Part, states: list[PlaceState], wanted: Wanted) -> Iterator[Row]:
    # Who looks for a word, or at the next five things, wants to see all that was found.
    whole = bool(wanted.words) or wanted.shown in ("next", "passed")
    unfolded = part.key in wanted.unfolded
    yield Row(part=part)
    for state in states:
        if whole or unfolded or not is_folded(state) or state.place == wanted.keep:
            yield Row(part=part, state=state)
    if not whole and (folded := _folded(states, wanted.keep, unfolded=unfolded)):
        yield Row(part=part, folded=folded)


def _folded(states: list[PlaceState], keep: Place | None, *, unfolded: bool) -> Folded | None:
    kinds = [_fold(state) for state in states if state.place != keep]
    if all(kind == "open" for kind in kinds):
        return None
    return Folded(
        not_applicable=kinds.count("not applicable"),
        none_yet=kinds.count("none yet"),
        not_asked=kinds.count("not asked"),
        unfolded=unfolded,
    )


def _part_key(state: PlaceState) -> PartKey:
    return state.place.checklist, state.stage


def _fold(state: PlaceState) -> Literal["open", "not applicable", "none yet", "not asked"]:
    if state.status == "not applicable":
        return "not applicable"
    # An answer given is never folded away because the item would not be asked any more.
    if state.applies == "no":
        return "not asked" if state.answer is None else "open"
    return "none yet" if state.word == "none yet" else "open"


def _has_words(duty: Duty, words: list[str], label: Callable[[str | None], str]) -> bool:
    if not words:
        return True
    texts = (f"{state.item.prompt} {label(state.place.of)}".casefold() for state in duty)
    return any(all(word in text for word in words) for text in texts)


def _is_at(duty: Duty, place: Place | None) -> bool:
    return any(state.place == place for state in duty)
