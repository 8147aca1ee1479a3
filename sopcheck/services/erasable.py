"""Which entries of a case have words that can be erased, and which others say some of the same words."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.events import BodyErased, CaseOpened, Recorded
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.access_book import kind_words
from sopcheck.services.typed_words import says, typed_words
from sopcheck.services.views import CaseView


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasableRow:
    """An entry with words in it, as a list to choose from shows it."""

    entry: EntryHash
    recorded: datetime
    name: str
    kind: str
    words: str


def erasable_rows(view: CaseView) -> tuple[ErasableRow, ...]:
    """The entries of a case that say something and can be erased by themselves, the newest first."""
    words_of = words_in(view.case)
    return tuple(
        ErasableRow(
            entry=one.entry,
            recorded=one.recorded,
            name=view.name(one.by),
            kind=kind_words(type(one.event).__name__),
            words=" · ".join(words),
        )
        for one in reversed(view.case.entries)
        if goes_alone(one) and (words := words_of(one))
    )


def goes_alone(one: Recorded) -> bool:
    """Tell whether an entry can be erased without the rest of the case."""
    return one.event is not None and not isinstance(one.event, BodyErased | CaseOpened)


def words_in(case: Case) -> Callable[[Recorded], tuple[str, ...]]:
    """Make what gives the words that a person typed into an entry of a case."""
    choices = frozenset(choice for item in case.programme.items.values() for choice in item.choices)
    return lambda one: () if one.event is None else typed_words(one.event, choices)


def others_saying(case: Case, targets: Collection[Recorded]) -> tuple[Recorded, ...]:
    """Give the entries of a case besides the targets that say any of the words of those."""
    words_of = words_in(case)
    words = tuple(word for target in targets for word in words_of(target))
    return tuple(
        one for one in case.entries if one not in targets and any(says(text, words) for text in words_of(one))
    )
