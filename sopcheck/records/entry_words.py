"""What an entry says, field by field, so that nothing of it is left out of a disclosure copy.

It knows no kind of event by name: a field is told by its own name, and one that is not known here is told as
it stands. Words that somebody wrote are `Text` in the print class of the item that they are about.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from sopcheck.cases.event_parts import Event, Given, Place, SubjectId, When
from sopcheck.cases.reviews.reviewed import Shown
from sopcheck.checklists.definition import ChecklistId, ClockId, FactId, KindId, ScheduleId
from sopcheck.checklists.explaining import clock_words
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.records import wording
from sopcheck.records.annex_content import INTELLIGENCE, SENSITIVE
from sopcheck.records.naming import person_name, record_code, title
from sopcheck.records.phrases import sentence
from sopcheck.records.record import Text
from sopcheck.records.sheets import Said

# Random ids mean nothing on paper, and the moment and the kind stand in columns of their own.
_UNSAID = frozenset(("at", "case"))
# What gets its id in an entry is told by that entry's other words.
_MADE_BY = {"SubjectAdded": "subject", "ActionRaised": "action"}
_LABELS = {
    "of": "For",
    "to": "Given to",
    "done_by": "Done by",
    "also": "Meets also",
    "discharges": "Meets",
    "clock": "The moment when",
    "gate": "The gate",
    "childs_voice": "The child’s voice",
    "investigators_comment": "Investigator’s comment",
    "snapshot": "Code of the record",
    "calendar": "Digest of the bank holidays",
}
_PEOPLE = frozenset(("to", "person", "owner", "done_by", "by"))
_SUBJECTS = frozenset(("of", "subject"))
_ENTRIES = frozenset(("corrects", "entry", "keep", "direction"))
# What the program offers to choose from is no free text.
_CHOSEN = frozenset(("status", "value", "verdict", "role", "listed", "choice", "version", "grade"))
# A withdrawal of an answer to a direction on an item leads there in three steps; nothing leads farther.
_FARTHEST = 3
# What an event leaves out says nothing.
_NOTHING: tuple[object, ...] = (None, "", False, ())
_DIGESTS = frozenset(("digest", "calendar"))


class EntryWords:
    """Words for the fields of the entries of one case; `numbers` are the entries as the copy counts them."""

    def __init__(self, shown: Shown, numbers: Mapping[EntryHash, int]) -> None:
        self._shown = shown
        self._numbers = numbers
        self._events = {one.entry: one.event for one in shown.case.entries}
        self._hidden_kinds = frozenset(_hidden_kinds(shown))
        self._named: dict[str, Callable[[str], str]] = {
            **dict.fromkeys(_PEOPLE, lambda value: person_name(shown, PersonId(value))),
            **dict.fromkeys(_SUBJECTS, self._subject),
            **dict.fromkeys(_ENTRIES, self._entry),
            **dict.fromkeys(_DIGESTS, lambda value: value[:16]),
            **dict.fromkeys(_CHOSEN, str),
            "snapshot": record_code,
            "action": self._action,
            "kinds": self._kind,
            "add_kinds": self._kind,
            "fact": self._fact,
            "clock": self._clock,
            "gate": self._clock,
            "rule": self._rule,
            "review": self._review,
            "checklist": lambda value: title(shown, ChecklistId(value)),
        }

    def told(self, event: Event) -> tuple[Said, ...]:
        """Everything that an event says; of an intelligence-sensitive item all of it is sensitive."""
        print_class = self.print_class(event)
        lines = tuple(self._fields(event, print_class))
        if print_class != INTELLIGENCE:
            return lines
        return tuple(
            line if line.text else Said(label=line.label, text=Text(line.words, INTELLIGENCE))
            for line in lines
        )

    def print_class(self, event: Event) -> str:
        """The class of the items that an event is about, itself or through an entry: the most sensitive."""
        found = {self._class_of(place) for place in self._about(event, _FARTHEST)}
        if self._hidden_kinds.intersection(self._kinds_in(event)):
            return INTELLIGENCE
        return next((one for one in SENSITIVE if one in found), "ordinary")

    def _kinds_in(self, event: Event) -> Iterator[KindId]:
        """The kinds of the subjects that an event adds or is about."""
        yield from getattr(event, "kinds", ())
        yield from getattr(event, "add_kinds", ())
        of = getattr(event, "of", None)
        for subject in (*(of if isinstance(of, tuple) else (of,)), getattr(event, "subject", None)):
            known = self._shown.case.subjects.get(SubjectId(subject or ""))
            yield from known.kind_names if known else ()

    def _about(self, event: Event, far: int) -> Iterator[Place]:
        yield from _places(event)
        for name in _ENTRIES if far else ():
            other = self._events.get(getattr(event, name, EntryHash("")))
            if other is not None:
                yield from self._about(other, far - 1)

    def _class_of(self, place: Place) -> str:
        item = self._shown.case.programme.item(place.checklist, place.item)
        return item.print_class if item else "ordinary"

    def _fields(self, value: msgspec.Struct, print_class: str) -> Iterator[Said]:
        place = _own_place(value)
        unsaid = {*_UNSAID, _MADE_BY.get(type(value).__name__)}
        if place is not None:
            yield Said(label="Item", words=self._prompt(place))
            unsaid |= {"checklist", "item"}
        for field in msgspec.structs.fields(value):
            if field.name not in unsaid:
                yield from self._said(field.name, getattr(value, field.name), print_class)

    def _said(self, name: str, value: object, print_class: str) -> Iterator[Said]:
        if value in _NOTHING:
            return
        if isinstance(value, tuple):
            for one in value:
                yield from self._said(name, one, print_class)
        elif isinstance(value, Given):
            yield from self._fields(value, print_class)
        elif isinstance(value, str) and self._is_free(name, print_class):
            yield Said(label=_label(name), text=Text(value, print_class))
        else:
            yield Said(label=_label(name), words=self._words(name, value))

    def _is_free(self, name: str, print_class: str) -> bool:
        """Tell what is told as words that somebody wrote; of a sensitive item also what was chosen."""
        return name not in self._named or (name == "choice" and print_class != "ordinary")

    def _words(self, name: str, value: object) -> str:
        match value:
            case Place():
                return self._place(value)
            case When():
                return wording.moment(value.at, self._shown.case.programme.zone)
            case date():
                return wording.day(value)
            case str():
                return self._named[name](value)
            case msgspec.Struct():
                parts = self._fields(value, "ordinary")
                return ", ".join(f"{one.label}: {one.words}" for one in parts)
            case _:
                return "yes" if value is True else str(value)

    def _prompt(self, place: Place) -> str:
        item = self._shown.case.programme.item(place.checklist, place.item)
        return f"{item.prompt} ({place.item})" if item else place.item

    def _place(self, place: Place) -> str:
        about = self._subject(place.of) if place.of else ""
        return self._prompt(place) + (f" For {about}" if about else "")

    def _subject(self, subject: str) -> str:
        known = self._shown.case.subjects.get(subject)
        if known is not None:
            return known.label
        return "this review" if subject in self._shown.case.opened_reviews else "a subject not known here"

    def _entry(self, entry: str) -> str:
        number = self._numbers.get(EntryHash(entry))
        return f"Entry {number}" if number else "An entry that is not here"

    def _action(self, action: str) -> str:
        raised = (one.entry for one in self._shown.case.entries if getattr(one.event, "action", "") == action)
        return f"The one raised in {self._entry(next(raised, '')).lower()}"

    def _kind(self, kind: str) -> str:
        known = self._shown.case.programme.kinds.get(KindId(kind))
        return known.label if known else kind.replace("-", " ")

    def _fact(self, fact: str) -> str:
        known = self._shown.case.programme.facts.get(FactId(fact))
        return known.says if known else fact.replace("-", " ")

    def _clock(self, clock: str) -> str:
        known = self._shown.case.programme.clocks.get(ClockId(clock))
        return clock_words(ClockId(clock), known) if known else clock.replace("-", " ")

    def _rule(self, rule: str) -> str:
        known = self._shown.case.programme.rule(ScheduleId(rule))
        return known.title if known else rule.replace("-", " ")

    def _review(self, review: str) -> str:
        opened = next((one for name, one in self._shown.case.opened_reviews.items() if name == review), None)
        return f"The review begun in {self._entry(opened.entry).lower()}" if opened else "A review"


def _hidden_kinds(shown: Shown) -> Iterator[KindId]:
    """The kinds of subject of which every item is intelligence-sensitive: a report's very name is too."""
    classes: dict[KindId, set[str]] = {}
    for item in shown.case.programme.items.values():
        if item.repeats_for is not None:
            classes.setdefault(item.repeats_for, set()).add(item.print_class)
    return (kind for kind, found in classes.items() if found == {INTELLIGENCE})


def _places(event: Event) -> Iterator[Place]:
    own = _own_place(event)
    if own is not None:
        yield own
    for field in msgspec.structs.fields(event):
        value = getattr(event, field.name)
        yield from (
            one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Place)
        )


def _own_place(value: msgspec.Struct) -> Place | None:
    """The place of an event that names its checklist and item itself, as an answer does."""
    item, checklist = getattr(value, "item", None), getattr(value, "checklist", None)
    return Place(checklist, item) if item and checklist and not isinstance(value, Place) else None


def _label(name: str) -> str:
    return _LABELS.get(name) or sentence(name.replace("_", " "))
