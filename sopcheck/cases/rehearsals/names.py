"""The names of a rehearsal: items, subjects, entries and notes, each with what it stands for.

A name that nothing answers to is a mistake of the file, told with its line before anything is played.
"""

from collections.abc import Iterable

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.programme import OF_EVERY_CASE
from sopcheck.cases.rehearsals.library import shipped_kinds
from sopcheck.cases.rehearsals.rehearsal import EventLine, Rehearsal, RehearsalError
from sopcheck.checklists.definition import Checklist, ChecklistId, Item, ItemId, KindId

UNSCHEDULED = "unscheduled"
_KIND = "kind of subject"

# What the key of a verb, or another key beside it, names among the things that are defined.
_DEFINED: dict[str, tuple[tuple[str, str], ...]] = {
    "clock": (("clock", ""),),
    "target": (("clock", ""),),
    "fact": (("fact", ""),),
    "add": ((_KIND, ""),),
    "change": (("subject", ""), (_KIND, "add_kinds")),
    "action_done": (("action", ""),),
    "review": (("review", ""), ("review", "also")),
    "override": (("clock", "gate"),),
}
_ITEM_VERBS = ("answer", "correct", "extend", "settle", "regrade", "explain", "judge", "override")


class Names:
    """What the names in a rehearsal stand for."""

    def __init__(self, rehearsal: Rehearsal, definitions: Definitions) -> None:
        """Gather the names of the file and of its definitions."""
        self.rehearsal = rehearsal
        self.checklists = _in_order(rehearsal, definitions)
        self.kinds_of: dict[str, tuple[KindId, ...]] = _declared(rehearsal.events)
        self.ids = frozenset(event.id for event in rehearsal.events if event.id)
        self._defined = {
            **_defined(self.checklists),
            "subject": {*self.kinds_of},
            "action": _actions(rehearsal),
        }

    @property
    def notes(self) -> frozenset[str]:
        """The names of the notes of the file, and the texts of those that have none."""
        notes = [event for event in self.rehearsal.events if event.verb == "note"]
        return frozenset(event.one("as") or event.id or event.named[0] for event in notes)

    def defines(self, what: str, name: str) -> bool:
        """Tell whether a clock, fact, kind of subject or review of this name is defined."""
        return name in self._defined[what]

    def kinds(self, event: EventLine) -> tuple[KindId, ...]:
        """The kinds of a subject that is added; those that no checklist here asks about are left out."""
        return tuple(KindId(kind) for kind in event.named if self.defines(_KIND, kind))

    def mistake(self, sentence: str, line: int) -> RehearsalError:
        """Make the error for a line of the file."""
        return RehearsalError(sentence, file=self.rehearsal.file, line=line)

    def item(self, text: str, line: int) -> tuple[ChecklistId, Item]:
        """Find `item` or `checklist/item`."""
        checklist, slash, item_id = text.rpartition("/")
        for known in self.checklists:
            item = known.find_item(ItemId(item_id))
            if item is not None and (not slash or known.checklist == checklist):
                return known.checklist, item
        raise self.mistake(
            f"There is no item “{text}” in the checklists of this rehearsal. Spell it right.", line
        )

    def place(self, text: str, line: int) -> Place:
        """Find `item`, `item @ subject` or `checklist/item @ subject`."""
        name, at, subject = (part.strip() for part in text.partition("@"))
        checklist, item = self.item(name, line)
        return Place(checklist, item.id, self.subject(subject, line) if at else None)

    def fitting(self, text: str, line: int, *, of: str) -> Place:
        """Find the same; where the text names no subject, `of` is it if the item repeats for its kind."""
        place = self.place(text, line)
        _, item = self.item(text.partition("@")[0].strip(), line)
        fits = item.repeats_for in self.kinds_of.get(of, ()) or of in self.ids
        if place.of or item.repeats_for is None or not fits:
            return place
        return Place(place.checklist, place.item, of)

    def subject(self, name: str, line: int) -> str:
        """Check the name of a subject, or of an entry."""
        if name not in self.kinds_of and name not in self.ids:
            raise self.mistake(
                f"There is no subject “{name}” in this rehearsal. Add it or spell it right.", line
            )
        return name

    def subjects_of(self, kind: KindId, *, by: int) -> list[str]:
        """The subjects that the file gives this kind by a line, and has not withdrawn."""
        events = [event for event in self.rehearsal.events if event.line <= by]
        gone = {event.named[0] for event in events if event.verb == "withdraw"}
        declared = _declared(event for event in events if event.id not in gone)
        return [name for name, kinds in declared.items() if kind in kinds]

    def check(self) -> None:
        """Refuse a name in an event that nothing answers to.

        Raises:
            RehearsalError: with the line of the first.
        """
        given: set[str] = set()
        for event in self.rehearsal.events:
            self._check_event(event)
            # A line that is refused records nothing, so the one that is accepted later may bear its id.
            if event.id and event.refused is None:
                if event.id in given:
                    raise self.mistake(f"Two events have the id “{event.id}”. Give one another.", event.line)
                given.add(event.id)
        for left in self.rehearsal.leave_open:
            self.item(left.item, self.rehearsal.leave_open_line)
            if left.of:
                self.subject(left.of, self.rehearsal.leave_open_line)

    def _check_event(self, event: EventLine) -> None:
        for name in event.many("of"):
            self.subject(name, event.line)
        for name in _items_named(event):
            self._check_item_name(name, event)
        for name in _entries_named(event):
            if name not in self.ids:
                raise self.mistake(
                    f"No event has the id “{name}”. Give it to one or spell it right.", event.line
                )
        self._check_defined(event)

    def _check_defined(self, event: EventLine) -> None:
        for what, key in _DEFINED.get(event.verb, ()):
            for name in event.many(key) if key else event.named:
                if not self._means_something(what, name.partition("@")[0].strip(), event):
                    raise self.mistake(
                        f"There is no {what} “{name}” in this rehearsal. Spell it right.", event.line
                    )

    def _means_something(self, what: str, name: str, event: EventLine) -> bool:
        if name in self._defined[what]:
            return True
        # A child victim is both, also in a case whose checklists ask nothing of children.
        is_more = what == _KIND and any(self.defines(_KIND, other) for other in event.named)
        return is_more and name in shipped_kinds()

    def _check_item_name(self, name: str, event: EventLine) -> None:
        if event.verb != "settle" or name not in self._defined["fact"]:
            self.place(name, event.line)


def _in_order(rehearsal: Rehearsal, definitions: Definitions) -> tuple[Checklist, ...]:
    """Put the checklists that the case starts with first, because a bare item name means theirs."""
    first = [found for named in rehearsal.checklists if (found := definitions.find(*named)) is not None]
    return (*first, *(other for other in definitions.all() if other not in first))


def _declared(events: Iterable[EventLine]) -> dict[str, tuple[KindId, ...]]:
    declared: dict[str, tuple[KindId, ...]] = {}
    for event in events:
        if event.verb == "add":
            declared[event.one("as")] = tuple(KindId(kind) for kind in event.named)
        if event.verb == "change" and event.named[0] in declared:
            more = tuple(KindId(kind) for kind in event.many("add_kinds"))
            declared[event.named[0]] = (*declared[event.named[0]], *more)
    return declared


def _defined(checklists: tuple[Checklist, ...]) -> dict[str, set[str]]:
    plans = [one.reviews for one in checklists if one.reviews is not None]
    return {
        "clock": {*OF_EVERY_CASE, *(clock for one in checklists for clock in one.clocks)},
        "fact": {fact for one in checklists for fact in one.facts},
        _KIND: {kind for one in checklists for kind in one.subjects},
        "review": {UNSCHEDULED, *(rule.id for plan in plans for rule in plan.schedule)},
    }


def _actions(rehearsal: Rehearsal) -> set[str]:
    return {event.one("as") for event in rehearsal.events if event.verb == "action" and event.one("as")}


def _items_named(event: EventLine) -> tuple[str, ...]:
    named = event.named if event.verb in _ITEM_VERBS else ()
    return (*named, *(event.many("also") if event.verb == "answer" else ()))


def _entries_named(event: EventLine) -> tuple[str, ...]:
    named = event.named if event.verb == "withdraw" else ()
    return (*event.many("unseen"), *event.many("keep"), *named)
