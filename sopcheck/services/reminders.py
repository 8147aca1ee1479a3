"""Reminders without a server: what is due when the vault is open, and a calendar file to take along."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.access_events import CaseExported
from sopcheck.cases.authority import may
from sopcheck.cases.calendar_file import Entry, calendar_file
from sopcheck.cases.derived import CaseRow
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.summary import DueReview, read_payload
from sopcheck.checklists.local_time import LONDON, day_of
from sopcheck.services.opened import Opened
from sopcheck.services.supervision import Supervision

SUMMARY = "SOP checklist: a review is due"
_PURPOSE = "Reminders of reviews, with case references"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNow:
    """What waits now: reviews by an opaque key each, and directions without an answer on their day."""

    overdue: frozenset[str] = frozenset()
    today: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()


class Reminders:
    """Tells what is due; it never speaks up by itself."""

    def __init__(self, opened: Opened, supervision: Supervision) -> None:
        self._opened = opened
        self._supervision = supervision

    def due(self) -> DueNow:
        """What is overdue or due today: reviews for those who hold them, directions for the investigator."""
        rows = self._supervision.queue() if self._holds_reviews else ()
        today = day_of(self._opened.scribe.now(), LONDON)
        return DueNow(
            overdue=frozenset(
                _key(row.case, row.rule_title, row.due) for row in rows if row.word == "overdue"
            ),
            today=frozenset(
                _key(row.case, row.rule_title, row.due)
                for row in rows
                if row.word == "due" and row.due is not None and day_of(row.due, LONDON) == today
            ),
            directions=frozenset(self._directions()),
        )

    def calendar(self, *, with_references: bool = False) -> bytes:
        """The reviews to come of your people as a calendar file; without case detail unless it is asked for.

        With references each case is noted as exported first, because the file leaves the vault.
        """
        coming = tuple(self._coming()) if self._holds_reviews else ()
        if with_references and coming:
            self._note({row.case for row, _, _ in coming})
        entries = (_entry(*one, with_references=with_references) for one in coming)
        return calendar_file(
            sorted(entries, key=lambda entry: (entry.at, entry.uid)), made=self._opened.scribe.now()
        )

    @property
    def _holds_reviews(self) -> bool:
        return may(self._opened.register.me, "hold a review")

    def _coming(self) -> Iterator[tuple[CaseRow, DueReview, datetime]]:
        now = self._opened.scribe.now()
        for row in self._supervision.cases():
            for review in read_payload(row).reviews:
                if review.due is not None and review.due >= now:
                    yield row, review, review.due

    def _directions(self) -> Iterator[str]:
        me = self._opened.register.me.person
        today = day_of(self._opened.scribe.now(), LONDON)
        for row in self._opened.vault.index.cases(open_only=True, investigator=me):
            for direction in read_payload(row).directions:
                if not direction.answered and direction.due is not None and direction.due <= today:
                    yield _key(row.case, direction.text, None)

    def _note(self, cases: set[str]) -> None:
        scribe, me = self._opened.scribe, self._opened.register.me
        now = When(scribe.now())
        scribe.note_access(
            *(
                CaseExported(at=now, case=CaseId(case), form="calendar", purpose=_PURPOSE, recipient=me.name)
                for case in sorted(cases)
            )
        )


def _entry(row: CaseRow, review: DueReview, due: datetime, *, with_references: bool) -> Entry:
    return Entry(
        # Without the date, so that a calendar moves the entry when the review moves.
        uid=_key(row.case, f"{review.rule}/{review.of or ''}", None),
        at=due,
        summary=f"{SUMMARY} ({row.reference})" if with_references else SUMMARY,
    )


def _key(case: str, what: str, due: datetime | None) -> str:
    said = "\n".join((case, what, due.isoformat() if due else ""))
    return hashlib.sha256(f"sopcheck-reminder-1\n{said}".encode()).hexdigest()[:32]
