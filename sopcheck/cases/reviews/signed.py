"""Every review that was signed on a case: one that is withdrawn counts no more, but its record stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.events import ReviewHeld, ReviewId
from sopcheck.cases.standing import Withdrawn
from sopcheck.ledger.entry import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A review as it was signed, by whom, and when and why it was withdrawn, if it was."""

    event: ReviewHeld
    by: PersonId
    withdrawn: Withdrawn | None

    @property
    def review(self) -> ReviewId:
        """The review."""
        return self.event.review

    @property
    def at(self) -> datetime:
        """When it was held."""
        return self.event.at.at


def signed_reviews(case: Case) -> tuple[Signed, ...]:
    """The reviews that count, as they were held, and then those that are withdrawn, as they were recorded."""
    counting = (Signed(event=one.event, by=one.by, withdrawn=None) for one in case.held_reviews)
    return (*counting, *_withdrawn(case))


def _withdrawn(case: Case) -> Iterator[Signed]:
    for entry in case.entries:
        gone = case.withdrawn.get(entry.entry)
        if gone is not None and isinstance(entry.event, ReviewHeld):
            yield Signed(event=entry.event, by=entry.by, withdrawn=gone)
