"""How a record names what a case has: people, subjects, items, checklists, and what an answer says.

Nothing is named by an id, but an item beside its words, so that a reader finds it in the checklist.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sopcheck.cases.events import Given
from sopcheck.cases.reviews.reviewed import Shown
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ChecklistId
from sopcheck.ledger.entry import PersonId
from sopcheck.records.freezing import verification_code
from sopcheck.records.record import Text

Row = Sequence[PlaceState]
_DIGEST = re.compile("[0-9a-f]{64}")


def person_name(shown: Shown, person: PersonId) -> str:
    """The name of a person."""
    known = shown.people.get(person)
    return known.name if known else "a person not known here"


def label(shown: Shown, of: str | None) -> Text | None:
    """What people call a subject; nothing for the case itself."""
    subject = shown.case.subjects.get(of or "")
    return Text(subject.label) if subject else None


def prompts(row: Row) -> str:
    """The prompts of the items that a row joins."""
    return " · ".join(dict.fromkeys(state.item.prompt.rstrip(".") for state in row))


def item_ids(row: Row) -> str:
    """The ids of the items that a row joins."""
    return " + ".join(dict.fromkeys(state.place.item for state in row))


def titles(shown: Shown, row: Row) -> str:
    """The titles of the checklists of the items that a row joins."""
    return " · ".join(dict.fromkeys(title(shown, state.place.checklist) for state in row))


def title(shown: Shown, checklist: ChecklistId) -> str:
    """The title of a checklist; its name where it is not on this machine."""
    known = (one.title for one in shown.case.programme.checklists if one.checklist == checklist)
    return next(known, checklist.replace("-", " "))


def text_of(state: PlaceState, words: str) -> Text | None:
    """Words that somebody wrote, in the print class of the item; nothing where none were written."""
    return Text(words, state.item.print_class) if words else None


def given_words(given: Given) -> str:
    """What an answer says, in one line: status, choice, reference, text, reason."""
    parts = (given.status, given.choice, given.reference, given.text, given.reason)
    return "; ".join(part for part in parts if part)


def noon(day: date) -> datetime:
    """A day as an instant that is on that day in every zone of the United Kingdom."""
    # Documents hold instants only, and midnight would print as the day before where the clock differs.
    return datetime.combine(day, time(12), tzinfo=UTC)


def record_code(digest: str) -> str:
    """The code at the foot of the record with a digest; of what is no digest, how it begins."""
    # An entry says what whoever signed it put there.
    return verification_code(digest) if _DIGEST.fullmatch(digest) else digest[:16]
