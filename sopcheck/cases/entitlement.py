"""Whether the author of an entry of a case might write it, judged where the entry stands.

`decisions` refuses at the keyboard; whoever has the keys can write past it. So what is read is judged again:
the roles held at the entry's position, the role it claims, and the rank that an item or a review asks for
whatever the facts. A rank that hangs on a fact is decided at the keyboard alone: facts come to be known
later, and an honest answer must never be set aside for what nobody knew. Some entries are judged beside
those before them: to take back an entry takes who might write it, and another version of a checklist that
the case follows takes who may move the case.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile

from sopcheck.cases.authority import Action, has_rank, may
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import (
    AbsenceRecorded,
    ActionDone,
    ActionRaised,
    AddendumWritten,
    AnswerCorrected,
    BodyErased,
    CaseAssigned,
    CaseClosed,
    CaseDescribed,
    CaseEvent,
    CaseMoved,
    CaseOpened,
    CaseReopened,
    ChecklistAdopted,
    ClockSet,
    ConflictSettled,
    DirectionAnswered,
    DirectionGiven,
    DirectionSettled,
    EntryWithdrawn,
    ExceptionJudged,
    FactSet,
    GateOverridden,
    GradeChanged,
    HoldLifted,
    HoldPlaced,
    ItemAnswered,
    LimitExplained,
    LimitExtended,
    LimitJudged,
    MovePlanned,
    NoteAdded,
    Place,
    RetentionSet,
    ReviewHeld,
    ReviewOpened,
    SubjectAdded,
    SubjectChanged,
    TargetSet,
)
from sopcheck.cases.people import Person
from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, ChecklistId, Item, Rank
from sopcheck.ledger.entry import EntryHash, PersonId

Known = Callable[[PersonId], Person | None]

# Every kind of entry, with the acts it can come of; opening a case and reviewing bring several along.
ACTS: Mapping[type[CaseEvent], tuple[Action, ...]] = {
    CaseOpened: ("open a case",),
    CaseDescribed: ("describe a case",),
    ChecklistAdopted: ("open a case", "follow a checklist"),
    CaseMoved: ("follow a checklist", "move a case"),
    MovePlanned: ("move a case",),
    SubjectAdded: ("add a subject",),
    SubjectChanged: ("add a subject",),
    FactSet: ("set a fact",),
    ClockSet: ("open a case", "set a clock"),
    TargetSet: ("set a clock",),
    ItemAnswered: ("answer", "answer a review"),
    AnswerCorrected: ("correct",),
    GradeChanged: ("change a grade",),
    NoteAdded: ("write a note",),
    LimitExplained: ("explain a limit",),
    LimitJudged: ("judge a limit",),
    ExceptionJudged: ("judge an exception",),
    LimitExtended: ("extend a limit",),
    ReviewOpened: ("hold a review",),
    ReviewHeld: ("hold a review",),
    DirectionGiven: ("direct",),
    DirectionAnswered: ("answer a direction",),
    DirectionSettled: ("direct",),
    AddendumWritten: ("add to a review",),
    ActionRaised: ("raise an action",),
    ActionDone: ("finish an action",),
    CaseAssigned: ("open a case", "assign"),
    AbsenceRecorded: ("record absence",),
    GateOverridden: ("override a gate",),
    CaseClosed: ("close a case",),
    CaseReopened: ("reopen a case",),
    HoldPlaced: ("place a hold",),
    HoldLifted: ("place a hold",),
    RetentionSet: ("place a hold",),
    ConflictSettled: ("settle a conflict",),
    EntryWithdrawn: ("answer", "withdraw an entry"),
    BodyErased: ("erase",),
}
_NOTHING_BEFORE: Mapping[EntryHash, CaseEvent] = {}
_NOT_ENROLLED = "Its author was not enrolled when it was written."


class Entitlement:
    """Judges entries under the definitions known; what each item and review asks for is found once."""

    def __init__(self, definitions: Definitions) -> None:
        self._items = _Lowest()
        self._reviews = _Lowest()
        self._runs = frozenset(one.checklist for one in definitions.all() if one.runs_for is not None)
        for checklist in definitions.all():
            for item in checklist.items():
                self._items.add((checklist.checklist, item.id), _rank_whatever_the_facts(item))
            for rule in checklist.reviews.schedule if checklist.reviews is not None else ():
                self._reviews.add(("", rule.id), rule.rank)

    def why_not(
        self,
        event: CaseEvent,
        *,
        by: PersonId,
        role: str,
        known: Known,
        before: Mapping[EntryHash, CaseEvent] = _NOTHING_BEFORE,
    ) -> str:
        """Say why an entry does not count, its people as of its position; empty where it counts.

        `before` are the entries of the case that stand before it and count, in their order.
        """
        author = known(by)
        if author is None:
            return _NOT_ENROLLED
        lacking = next((acts for acts in self._acts(event, before) if not _may_any(author, acts)), None)
        if lacking is not None:
            return f"Its author had no role in which to {lacking[0]}."
        if role not in author.roles:
            return "It was recorded in a role that its author did not have."
        return self._why_rank(event, author, known) or self._why_rank_of_target(event, author, before)

    def _acts(self, event: CaseEvent, before: Mapping[EntryHash, CaseEvent]) -> Iterator[tuple[Action, ...]]:
        """Give what an author must be allowed to do, of each one of several acts."""
        match event:
            case CaseMoved() | ChecklistAdopted() if _is_followed(event.checklist, before):
                yield ("move a case",)
            case ItemAnswered() | AnswerCorrected() if self._is_of_review(event):
                yield ("answer a review",)
            case EntryWithdrawn():
                yield ACTS[EntryWithdrawn]
                target = before.get(event.entry)
                if target is not None:
                    yield from self._acts(target, _without(before, event.entry))
            case _:
                yield ACTS[type(event)]

    def _is_of_review(self, event: ItemAnswered | AnswerCorrected) -> bool:
        places = _places_of(event)
        return any(place.checklist in self._runs for place in places)

    def _why_rank_of_target(
        self, event: CaseEvent, author: Person, before: Mapping[EntryHash, CaseEvent]
    ) -> str:
        """Say why somebody is of too low a rank to take back what takes one; an answer is its author's."""
        target = before.get(event.entry) if isinstance(event, EntryWithdrawn) else None
        if isinstance(target, ReviewHeld | LimitExtended):
            return self._why_rank(target, author, lambda _: None)
        return ""

    def _why_rank(self, event: CaseEvent, author: Person, known: Known) -> str:
        lowest = self._rank_asked(event)
        if lowest is None or has_rank(_doer(event, author, known), lowest):
            return ""
        return f"It takes the rank of {lowest.replace('-', ' ')} or above, which its author did not have."

    def _rank_asked(self, event: CaseEvent) -> Rank | None:
        match event:
            case ItemAnswered():
                return self._items.of((event.checklist, event.item))
            case AnswerCorrected():
                return self._items.of((event.place.checklist, event.place.item))
            case LimitExtended():
                return self._items.of((event.place.checklist, event.place.item)) or "sergeant"
            case ReviewHeld():
                asked = (self._reviews.of(("", one.rule)) for one in event.discharges)
                return max((rank for rank in asked if rank), key=RANKS_LOW_TO_HIGH.index, default=None)
            case _:
                return None


class _Lowest:
    """The rank that every version of something asks for at least: a case may follow any of them."""

    def __init__(self) -> None:
        self._ranks: dict[tuple[str, str], list[Rank | None]] = {}

    def add(self, name: tuple[str, str], rank: Rank | None) -> None:
        """Hear what one version asks for."""
        self._ranks.setdefault(name, []).append(rank)

    def of(self, name: tuple[str, str]) -> Rank | None:
        """Give the lowest; none where some version asks for none."""
        ranks = [rank for rank in self._ranks.get(name, (None,)) if rank is not None]
        if len(ranks) < len(self._ranks.get(name, (None,))):
            return None
        return min(ranks, key=RANKS_LOW_TO_HIGH.index)


def _may_any(author: Person, acts: tuple[Action, ...]) -> bool:
    return any(may(author, act) for act in acts)


def _is_followed(checklist: ChecklistId, before: Mapping[EntryHash, CaseEvent]) -> bool:
    """Whether a case follows a checklist already, in whatever version."""
    withdrawn = {event.entry for event in before.values() if isinstance(event, EntryWithdrawn)}
    return any(
        isinstance(event, ChecklistAdopted | CaseMoved) and event.checklist == checklist
        for entry, event in before.items()
        if entry not in withdrawn
    )


def _without(before: Mapping[EntryHash, CaseEvent], entry: EntryHash) -> dict[EntryHash, CaseEvent]:
    """Give what stood before an entry."""
    return dict(takewhile(lambda one: one[0] != entry, before.items()))


def _places_of(event: ItemAnswered | AnswerCorrected) -> tuple[Place, ...]:
    if isinstance(event, AnswerCorrected):
        return (event.place,)
    return (Place(event.checklist, event.item), *event.also)


def _doer(event: CaseEvent, author: Person, known: Known) -> Person:
    # Judged by who did it: a clerk may type in what an inspector decided.
    done_by = event.done_by if isinstance(event, ItemAnswered | AnswerCorrected) else None
    return author if done_by is None else known(done_by) or author


def _rank_whatever_the_facts(item: Item) -> Rank | None:
    # Where even the first rule hangs on a fact, none may hold and nothing is asked for.
    if not item.rank or item.rank[0].applies_when is not None:
        return None
    return min((rule.rank for rule in item.rank), key=RANKS_LOW_TO_HIGH.index)
