"""How the events and the checks of a rehearsal read to people: prompts and labels for the ids of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sopcheck.cases.events import (
    CaseEvent,
    CaseOpened,
    ChecklistAdopted,
    ClockSet,
    FactSet,
    Recorded,
    ReviewHeld,
    ReviewOpened,
)
from sopcheck.cases.rehearsals.rehearsal import Check, Difference, EventLine, Expectation, Listed
from sopcheck.checklists.definition import ItemId, ScheduleId
from sopcheck.services.changes import words_of_event
from sopcheck.services.views import CaseView

_OPENING = (CaseOpened, ChecklistAdopted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of an `expect` block: what it is about, what it asks for, and what is other than that."""

    line: int
    about: str
    wanted: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts the lines of a file into words; `view` is the case at the end, when every subject is known."""

    view: CaseView

    def event(self, line: EventLine, entries: Sequence[Recorded]) -> str:
        """What a line says: in the words of what it recorded, or its own where that is nothing."""
        # The case opens with the first line, and a review is opened to be held in the same one.
        recorded = [entry.event for entry in entries if not isinstance(entry.event, _OPENING)]
        event = next((one for one in reversed(recorded) if one is not None), None)
        return self._own_words(line) if event is None else self._recorded(line, event)

    def findings(self, expectation: Expectation, differences: Sequence[Difference]) -> Iterator[Finding]:
        """Tell a block line by line; several things that stand on one line of the file go together."""
        asked = sorted(self._asked(expectation), key=lambda one: one[0])
        for line, group in groupby(asked, key=lambda one: one[0]):
            rows = list(group)
            yield Finding(
                line=line,
                about=", ".join(dict.fromkeys(about for _, about, _ in rows)),
                wanted="; ".join(wanted for _, _, wanted in rows),
                differences=tuple(sentence(one) for one in differences if one.line == line),
            )
        told = {line for line, _, _ in asked}
        # What the block itself expects, such as that no review is to come, bears the line of the block.
        for one in differences:
            if one.line not in told:
                yield Finding(
                    line=one.line, about=one.about, wanted=one.expected, differences=(sentence(one),)
                )

    def _recorded(self, line: EventLine, event: CaseEvent) -> str:
        if isinstance(event, ReviewHeld | ReviewOpened):
            return _joined("Review held", self._names(line), line.one("outcome"))
        if isinstance(event, ClockSet):
            clock = self.view.case.programme.clocks.get(event.clock)
            words = clock.when if clock and clock.when else event.clock.replace("-", " ")
            return _joined(_capital(words), self.view.subject_label(event.of))
        if isinstance(event, FactSet):
            return self._fact(event)
        return words_of_event(self.view, event)

    def _fact(self, event: FactSet) -> str:
        fact = self.view.case.programme.facts.get(event.fact)
        says = (fact.when or fact.says if fact else event.fact).rstrip(".")
        labels = ", ".join(self.view.subject_label(of) for of in event.of)
        value = "not known" if event.value == "unknown" else event.value
        return _joined("Fact", labels, f"{_capital(says)}: {value}")

    def _own_words(self, line: EventLine) -> str:
        labels = ", ".join(self.view.subject_label(of) for of in line.many("of"))
        return _joined(_capital(line.verb.replace("_", " ")), self._names(line), labels)

    def _names(self, line: EventLine) -> str:
        return ", ".join(self.title(name) for name in (*line.named, *line.many("also")))

    def title(self, name: str) -> str:
        """What people call an item, a review or a list that the file names, with its subject."""
        text, _, of = (part.strip() for part in name.partition("@"))
        programme = self.view.case.programme
        item_id = ItemId(text.rpartition("/")[2])
        items = (checklist.find_item(item_id) for checklist in programme.checklists)
        item = next((one for one in items if one is not None), None)
        rule = programme.rule(ScheduleId(text))
        known = item.prompt.rstrip(".") if item else rule.title if rule else text
        return _joined(known, self.view.subject_label(of or None))

    def _asked(self, expectation: Expectation) -> Iterator[tuple[int, str, str]]:
        checks = (
            *expectation.applies,
            *expectation.items,
            *expectation.reviews,
            *(expectation.next_reviews or ()),
            *(expectation.not_active or ()),
            *expectation.versions,
        )
        for one in checks:
            yield one.line, self.title(f"{one.about} @ {one.of}"), _wanted(one)
        timeline = () if expectation.timeline is None else (expectation.timeline,)
        for listed in (*expectation.exceptions, *expectation.annex, *timeline):
            yield listed.line, _list_name(listed), ", ".join(map(self._row, listed.rows)) or "nothing"

    def _row(self, row: str) -> str:
        items, _, of = row.partition("@")
        named = [f"{item.strip()} @ {of.strip()}" for item in items.split("+")]
        return " + ".join(self.title(name) for name in named)


def sentence(difference: Difference) -> str:
    """A difference as one sentence, in the words that `sopcheck rehearse` prints after its line."""
    return f"{difference.about}: expected {difference.expected}, but it is {difference.found}."


def _wanted(check: Check) -> str:
    return ", ".join(f"{key.replace('_', ' ')}: {text}" for key, text in check.wanted.items())


def _list_name(listed: Listed) -> str:
    return _capital(listed.name.replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
