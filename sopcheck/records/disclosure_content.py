"""From a case to its disclosure copy: every entry in order, what was taken back and corrected included."""

import re
from collections.abc import Iterator

from sopcheck.cases.case import Case
from sopcheck.cases.event_parts import Event, Place
from sopcheck.cases.events import AnswerCorrected, ItemAnswered, Recorded
from sopcheck.cases.reviews.reviewed import Shown
from sopcheck.records import wording
from sopcheck.records.annex_content import INTELLIGENCE
from sopcheck.records.entry_words import EntryWords
from sopcheck.records.naming import person_name
from sopcheck.records.phrases import sentence
from sopcheck.records.record import Text
from sopcheck.records.sheets import DisclosureCopy, Entry, Said

_HASH_LETTERS = 12
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OF_INTELLIGENCE = "Entry about an intelligence-sensitive item"


def disclosure_of(shown: Shown, *, sensitive: bool = False) -> DisclosureCopy:
    """Everything recorded on a case; `sensitive` says whether the print is to show every word."""
    copying = _Copying(shown)
    return DisclosureCopy(
        case_reference=shown.case.reference,
        operation=shown.case.operation,
        time_zone=str(shown.case.programme.zone),
        marking=shown.marking.marking,
        handling=shown.marking.handling,
        notice=shown.marking.notice,
        as_at=shown.evaluation.at,
        sensitive=sensitive,
        entries=tuple(copying.entry(recorded) for recorded in shown.case.entries),
    )


class _Copying:
    """The entries of a case, numbered as they stand in its book."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._case: Case = shown.case
        self._numbers = {one.entry: number for number, one in enumerate(shown.case.entries, start=1)}
        self._words = EntryWords(shown, self._numbers)
        self._aside = {one.entry: one.why for one in shown.case.set_aside}
        self._corrected = {
            one.event.corrects: one.entry
            for one in shown.case.entries
            if isinstance(one.event, AnswerCorrected)
        }

    def entry(self, recorded: Recorded) -> Entry:
        """One entry in full."""
        event = recorded.event
        return Entry(
            number=self._numbers[recorded.entry],
            entry=recorded.entry[:_HASH_LETTERS],
            what=self._what(event),
            by=", ".join(part for part in (person_name(self._shown, recorded.by), recorded.role) if part),
            done=event.at.at if event else None,
            done_day_only=event is not None and event.at.precision == "day",
            recorded=recorded.recorded,
            # What was made on this machine was received when it was recorded; that says nothing.
            received=None if recorded.received == recorded.recorded else recorded.received,
            says=tuple(self._says(recorded)),
            standing=tuple(self._standing(recorded)),
        )

    def _what(self, event: Event | None) -> str:
        if event is None:
            return "Entry that cannot be read"
        if self._words.print_class(event) == INTELLIGENCE:
            return _OF_INTELLIGENCE
        return _kind(event)

    def _says(self, recorded: Recorded) -> Iterator[Said]:
        event = recorded.event
        if event is None:
            yield Said(label="Why", words=recorded.why_missing)
            return
        if self._words.print_class(event) == INTELLIGENCE:
            yield Said(label="What", text=Text(_kind(event), INTELLIGENCE))
        yield from self._words.told(event)

    def _standing(self, recorded: Recorded) -> Iterator[Said]:
        """What became of an entry; nothing where it stands as it was recorded."""
        entry, zone = recorded.entry, self._case.programme.zone
        withdrawn, corrected = self._case.withdrawn.get(entry), self._corrected.get(entry)
        if withdrawn is not None:
            by = f"by {person_name(self._shown, withdrawn.by)}, {wording.moment(withdrawn.recorded, zone)}"
            yield Said(label="Withdrawn", words=by)
            yield Said(label="Because", text=Text(withdrawn.reason, self._class_of(recorded)))
        if corrected is not None:
            yield Said(label="Corrected", words=f"by entry {self._numbers[corrected]}")
        if entry in self._aside:
            yield Said(label="Set aside", words=self._aside[entry])
        if withdrawn is None and corrected is None and self._is_overtaken(recorded):
            yield Said(label="Overtaken", words="a later answer stands in its place")

    def _class_of(self, recorded: Recorded) -> str:
        return self._words.print_class(recorded.event) if recorded.event else "ordinary"

    def _is_overtaken(self, recorded: Recorded) -> bool:
        places = _answered(recorded.event)
        standing = {answer.entry for place in places for answer in self._case.standing(place)}
        return bool(places) and recorded.entry not in standing


def _answered(event: Event | None) -> tuple[Place, ...]:
    match event:
        case ItemAnswered():
            subjects = event.of or (None,)
            return tuple(Place(event.checklist, event.item, of) for of in subjects)
        case AnswerCorrected():
            return (event.place,)
        case _:
            return ()


def _kind(event: Event) -> str:
    return sentence(_WORD.sub(" ", type(event).__name__).lower())
