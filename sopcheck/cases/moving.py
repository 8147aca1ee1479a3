"""What moving a case to a version would do to it, place by place, before anybody decides it (convention 13).

Nothing is guessed: the case is folded with the move in it and looked at beside the case as it is. So a limit
that would move is shown with both ends, and no answer is lost from sight.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import structs

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import CaseMoved, Place, Recorded, Status, When
from sopcheck.cases.explanations import why_limit
from sopcheck.cases.folding.fold import fold_moved
from sopcheck.cases.moving_history import asked_when_answered
from sopcheck.cases.places import all_places
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.reviews import coming, reviews_of
from sopcheck.cases.states import Applies, LimitWord, PlaceState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.compare import Row, compare
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, ItemId, ScheduleId, Version
from sopcheck.ledger.entry import EntryHash, PersonId

Fate = Literal["kept", "reworded", "changed", "new", "withdrawn", "replaced"]
# A hash that nothing was ever signed under, so that no entry of the case can mean the imagined one.
_IMAGINED = EntryHash("e" * 64)
_ANSWERED: tuple[Status, ...] = ("done", "not done", "not applicable")


class PlaceMove(msgspec.Struct, frozen=True, kw_only=True):
    """What a move makes of one item for one subject.

    `item` is as the new version has it, or as the old one had it where it is left out. `ask_again`: it was
    answered, and the new version asks it in words that say something else than those that were answered.
    `perhaps_now`: it may apply, for
    a fact is not known. The ends and words are those of
    its limit before and after; `why_now` explains the one after, where it is to be met.
    """

    place: Place
    item: Item
    fate: Fate
    answered: bool
    answered_under: Version | None = None
    ask_again: bool = False
    stage_moved: bool = False
    replaced_by: tuple[ItemId, ...] = ()
    asked_before: bool = False
    asked_now: bool = False
    perhaps_before: bool = False
    perhaps_now: bool = False
    ends_before: datetime | None = None
    ends_now: datetime | None = None
    word_before: LimitWord | None = None
    word_now: LimitWord | None = None
    why_now: str = ""

    @property
    def differs(self) -> bool:
        """Whether anything of it becomes another, if only where it stands."""
        changed = self.fate != "kept" or self.stage_moved or self.limit_moves
        return changed or self.is_gained or self.is_lost

    @property
    def is_gained(self) -> bool:
        """Whether it is asked now and was not before."""
        return self.asked_now and not self.asked_before

    @property
    def is_lost(self) -> bool:
        """Whether it was asked before and is not now."""
        return self.asked_before and not self.asked_now

    @property
    def limit_moves(self) -> bool:
        """Whether something asked before and now is to be done by another moment."""
        asked = self.asked_before and self.asked_now
        return asked and self.ends_before != self.ends_now


class ReviewMove(msgspec.Struct, frozen=True, kw_only=True):
    """A review to come that would be due at another moment, or not at all."""

    rule: ScheduleId
    title: str
    due_before: datetime | None
    due_now: datetime | None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A case beside itself after a move; places that stay exactly as they are come too, as *kept*."""

    checklist: ChecklistId
    was: Version | None
    version: Version
    at: datetime
    places: tuple[PlaceMove, ...]
    reviews: tuple[ReviewMove, ...]

    @property
    def gains(self) -> tuple[PlaceMove, ...]:
        """What would be asked that is not asked now."""
        return tuple(one for one in self.places if one.is_gained)

    @property
    def losses(self) -> tuple[PlaceMove, ...]:
        """What would be asked no more; its answers stay readable."""
        return tuple(one for one in self.places if one.is_lost)

    @property
    def asked_again(self) -> tuple[PlaceMove, ...]:
        """What was answered in words that the new version changes."""
        return tuple(one for one in self.places if one.ask_again)

    @property
    def limits(self) -> tuple[PlaceMove, ...]:
        """What would be due at another moment."""
        return tuple(one for one in self.places if one.limit_moves)

    @property
    def needs_somebody(self) -> tuple[PlaceMove, ...]:
        """What somebody should look at: reworded after it was answered, or due sooner than before."""
        return tuple(one for one in self.places if one.ask_again or _is_sooner(one))

    @property
    def is_quiet(self) -> bool:
        """Whether the move changes nothing that anybody on the case has to do."""
        return not (self.gains or self.losses or self.asked_again or self.limits or self.reviews)


def previewed(
    case: Case, definitions: Definitions, calendar: Calendar, to: Checklist, *, at: datetime
) -> Preview:
    """Show what a case would be after following a version from a moment on.

    `definitions` know the version; the moment is not before the last entry of the case.
    """
    digest = definitions.digest_of(to.checklist, to.version)
    was = next((one for one in case.adopted if one.checklist == to.checklist), None)
    followed = None if was is None else was.version
    if digest is None or (was is not None and was.digest == digest):
        return _preview(to, followed, at, (), ())
    event = CaseMoved(at=When(at), checklist=to.checklist, version=to.version, digest=digest)
    entry = Recorded(entry=_IMAGINED, by=PersonId(""), recorded=at, event=event)
    after = Reading(fold_moved(case, entry, definitions), calendar, at)
    before = Reading(case, calendar, at)
    old = None if was is None else definitions.with_digest(was.digest)
    now = _states(after, definitions, to)
    moves = _moves(_states(before, definitions, to), now, old, to)
    told = tuple(_told(one, now.get(one.place), after) for one in moves)
    return _preview(to, followed, at, told, tuple(_reviews(before, after)))


def _preview(
    to: Checklist,
    was: Version | None,
    at: datetime,
    places: tuple[PlaceMove, ...],
    reviews: tuple[ReviewMove, ...],
) -> Preview:
    return Preview(checklist=to.checklist, was=was, version=to.version, at=at, places=places, reviews=reviews)


def _states(reading: Reading, definitions: Definitions, of: Checklist) -> dict[Place, PlaceState]:
    states = all_places(reading, definitions)
    return {state.place: state for state in states if state.place.checklist == of.checklist}


def _moves(
    before: Mapping[Place, PlaceState],
    after: Mapping[Place, PlaceState],
    old: Checklist | None,
    to: Checklist,
) -> Iterator[PlaceMove]:
    """Go through the new version in its order, then through what it leaves out."""
    edits = _edits(old, to) if old is not None else {}
    for place, now in after.items():
        if _has(to, now):
            yield _moved(place, now.item, before.get(place), now, edits.get(place.item))
    for place, was in before.items():
        if not _has(to, was) and (old is None or _has(old, was)):
            yield _moved(place, was.item, was, None, edits.get(place.item))


def _told(move: PlaceMove, now: PlaceState | None, after: Reading) -> PlaceMove:
    """Say of what differs under which version it was answered, or why its limit ends when it does."""
    if now is None or not move.differs:
        return move
    found = asked_when_answered(after.case, now)
    if found is not None:
        ask_again = move.ask_again and _asking(found[1]) != _asking(move.item)
        return structs.replace(move, answered_under=found[0], ask_again=ask_again)
    if move.answered or not move.asked_now:
        return move
    return structs.replace(move, why_now=why_limit(after.case, after.calendar, after.at, now))


def _has(version: Checklist, state: PlaceState) -> bool:
    """Whether a version has this place; what is on the record of an earlier one it has not."""
    item = version.find_item(state.place.item)
    if item is None:
        return False
    return state.none_yet or (item.repeats_for is None) == (state.place.of is None)


def _moved(
    place: Place, item: Item, was: PlaceState | None, now: PlaceState | None, edit: "_Edit | None"
) -> PlaceMove:
    answered = any(state is not None and state.status in _ANSWERED for state in (was, now))
    edit = edit or _UNCHANGED
    fate = _fate(was, now, edit)
    return PlaceMove(
        place=place,
        item=item,
        fate=fate,
        answered=answered,
        ask_again=answered and fate in ("reworded", "changed") and edit.says_something_else,
        stage_moved=edit.stage_moved,
        replaced_by=edit.replaced_by,
        asked_before=_is_asked(was),
        asked_now=_is_asked(now),
        perhaps_before=_is_asked(was, "may"),
        perhaps_now=_is_asked(now, "may"),
        ends_before=_ends(was),
        ends_now=_ends(now),
        word_before=was.word if was is not None else None,
        word_now=now.word if now is not None else None,
    )


def _fate(was: PlaceState | None, now: PlaceState | None, edit: "_Edit") -> Fate:
    if now is None:
        return "replaced" if edit.replaced_by else "withdrawn"
    if was is None:
        return "new"
    if edit.duty_changed:
        return "changed"
    return "reworded" if edit.reworded else "kept"


def _is_asked(state: PlaceState | None, applies: Applies = "yes") -> bool:
    return state is not None and state.applies == applies and not state.none_yet


def _ends(state: PlaceState | None) -> datetime | None:
    return None if state is None or state.limit is None else state.limit.ends


def _is_sooner(move: PlaceMove) -> bool:
    if not move.limit_moves or move.ends_now is None or move.answered:
        return False
    return move.ends_before is None or move.ends_now < move.ends_before


def _reviews(before: Reading, after: Reading) -> Iterator[ReviewMove]:
    was = {one.rule.id: one for one in reversed([*coming(reviews_of(before))])}
    now = {one.rule.id: one for one in reversed([*coming(reviews_of(after))])}
    for rule in dict.fromkeys((*was, *now)):
        old, new = was.get(rule), now.get(rule)
        known = new or old
        dues = (old.due if old else None, new.due if new else None)
        if known is not None and dues[0] != dues[1]:
            yield ReviewMove(rule=rule, title=known.rule.title, due_before=dues[0], due_now=dues[1])


class _Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What differs of one item between two versions."""

    reworded: bool = False
    says_something_else: bool = False
    stage_moved: bool = False
    duty_changed: bool = False
    replaced_by: tuple[ItemId, ...] = ()


_UNCHANGED = _Edit()


# A thousand cases are looked at for the same two versions, and comparing them is the dearest part.
@lru_cache(maxsize=8)
def _edits_of(pair: "_Pair") -> dict[ItemId, _Edit]:
    rows: dict[ItemId, list[Row]] = {}
    for row in compare(pair.old, pair.new).rows:
        if row.under == "items":
            rows.setdefault(ItemId(row.id), []).append(row)
    successors: dict[ItemId, list[ItemId]] = {}
    for item in pair.new.items():
        for gone in item.replaces:
            successors.setdefault(gone, []).append(item.id)
    return {name: _edit(rows.get(name, []), tuple(successors.get(name, ()))) for name in {*rows, *successors}}


def _edit(rows: list[Row], replaced_by: tuple[ItemId, ...]) -> _Edit:
    weighty = [row for row in rows if row.weight != "none"]
    return _Edit(
        reworded=any(row.change == "reworded" for row in rows),
        says_something_else=any(row.key in _ASKING for row in weighty),
        stage_moved=any(row.change == "moved" for row in rows),
        duty_changed=any(row.change in _OF_DUTY for row in weighty),
        replaced_by=replaced_by,
    )


_OF_DUTY = frozenset(("condition", "limit", "gate", "other"))
_ASKING = ("prompt", "asks", "choices", "choice_is", "reference_is", "repeats_for")


def _asking(item: Item) -> tuple[object, ...]:
    return tuple(getattr(item, key) for key in _ASKING)


class _Pair:
    """Two versions, compared once; by identity, because to hash a whole definition costs more."""

    __slots__ = ("new", "old")

    def __init__(self, old: Checklist, new: Checklist) -> None:
        self.old, self.new = old, new

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair) and self.old is other.old and self.new is other.new

    def __hash__(self) -> int:
        return hash((id(self.old), id(self.new)))


def _edits(old: Checklist, new: Checklist) -> dict[ItemId, _Edit]:
    return _edits_of(_Pair(old, new))
