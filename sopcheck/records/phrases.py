"""Small wordings that the parts of the record share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sopcheck.records import wording
from sopcheck.records.document import Tone, Words
from sopcheck.records.record import Person, Text

Cell = tuple[Words, ...]
NONE = Words("None")
CONFLICT = "Recorded differently in two places, not settled yet; the reading worse for the limit is shown"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for times, in the zone of the record."""

    zone: ZoneInfo

    def at(self, at: datetime) -> str:
        """Write a time."""
        return _unbroken(wording.moment(at, self.zone))

    def known(self, at: datetime, *, day_only: bool) -> str:
        """Write a time that may be known only to the day."""
        return _unbroken(wording.known_moment(at, self.zone, day_only=day_only))

    def day(self, at: datetime) -> str:
        """Write the day of a time."""
        return _unbroken(wording.day(at.astimezone(self.zone)))

    def end(self, at: datetime) -> str:
        """Write when a limit ended."""
        return _unbroken(wording.end(at, self.zone))

    def by_at(self, by: str, at: datetime | None, *, lead: str = "") -> Cell:
        """Write who did something and, below, when: as far as it is known."""
        if at is None:
            return plain(by, lead=lead)
        return (*plain(f"{by}," if by else "", lead=lead), *small(self.at(at)))


def said(text: Text | None, *, lead: str = "", otherwise: str = "") -> Cell:
    """Give what somebody wrote, or why it is not there; nothing for no text, unless told otherwise."""
    if text is None or not (text.free_text or text.absence):
        return (Words(otherwise, lead=lead),) if otherwise else ()
    return (Words(f"[{text.absence}]" if text.absence else text.free_text, lead=lead),)


def small(words: str) -> Cell:
    """Give words that only explain."""
    return (Words(words, tone=Tone.SMALL),) if words else ()


def plain(words: str, *, lead: str = "") -> Cell:
    """Give a cell with one paragraph; none for no words."""
    return (Words(words, lead=lead),) if words else ()


def named(person: Person) -> str:
    """Write a person: name, number, rank and role on the case."""
    name = " ".join(part for part in (person.name, person.number) if part)
    return ", ".join(part for part in (name, person.rank, person.role) if part)


def item_cell(item: str, of: Text | None, *notes: str) -> Cell:
    """Say which item, whom it is about, and what else helps to understand or to find it."""
    about = said(of, lead="For")
    return (Words(item), *about, *small(" · ".join(part for part in notes if part)))


def one_of(cells: Sequence[Cell]) -> Cell:
    """Join cells into one, in order."""
    return tuple(words for cell in cells for words in cell)


def sentence(words: str) -> str:
    """Begin words with a capital letter; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def _unbroken(time: str) -> str:
    # A line ends before a time, not inside it; to who copies the text these are ordinary spaces.
    return time.replace(" ", "\u00a0")
