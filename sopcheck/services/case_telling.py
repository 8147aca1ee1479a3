"""Telling a case what is so: facts, clocks, dates, subjects, notes, and taking entries back."""

from collections.abc import Sequence
from datetime import date

from sopcheck.cases import decisions
from sopcheck.cases.events import CaseId, FactValue, Place, SubjectId, When
from sopcheck.checklists.definition import ClockId, FactId, KindId
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.case_desk import CaseDesk
from sopcheck.services.views import CaseView


class Telling(CaseDesk):
    """What is known of a case beside its items."""

    def set_fact(
        self,
        case: CaseId,
        fact: FactId,
        value: FactValue,
        at: When,
        *,
        of: tuple[str, ...] = (),
        confirmed: bool = False,
    ) -> CaseView:
        """Say that a fact is so, is not so, or is not known yet, from a time on."""
        return self._act(
            case,
            "set a fact",
            lambda acting: decisions.set_fact(acting, fact, value, at, of=of, confirmed=confirmed),
        )

    def set_clock(
        self, case: CaseId, clock: ClockId, at: When, *, of: str | None = None, confirmed: bool = False
    ) -> CaseView:
        """Say when the event that a clock marks happened."""
        return self._act(
            case,
            "set a clock",
            lambda acting: decisions.set_clock(acting, clock, at, of=of, confirmed=confirmed),
        )

    def set_target(self, case: CaseId, clock: ClockId, day: date, *, of: str | None = None) -> CaseView:
        """Type in a date that somebody else set."""
        return self._act(
            case,
            "set a clock",
            lambda acting: decisions.set_target(acting, clock, day, acting.when(), of=of),
        )

    def add_subject(
        self,
        case: CaseId,
        kinds: Sequence[KindId],
        label: str,
        at: When,
        *,
        of: SubjectId | None = None,
        confirmed: bool = False,
    ) -> CaseView:
        """Add a child, suspect, event, device … to the case."""
        subject = SubjectId(self._new_id())
        return self._act(
            case,
            "add a subject",
            lambda acting: decisions.add_subject(
                acting, subject, tuple(kinds), label, at, of=of, confirmed=confirmed
            ),
        )

    def change_subject(
        self, case: CaseId, subject: SubjectId, *, add_kinds: Sequence[KindId] = (), label: str = ""
    ) -> CaseView:
        """Give a subject further kinds from now on, or another label."""
        return self._act(
            case,
            "add a subject",
            lambda acting: decisions.change_subject(
                acting, subject, acting.when(), add_kinds=tuple(add_kinds), label=label
            ),
        )

    def note(self, case: CaseId, text: str, at: When) -> CaseView:
        """Write a line on the timeline of the case."""
        return self._act(case, "write a note", lambda acting: decisions.add_note(acting, text, at))

    def withdraw(self, case: CaseId, entry: EntryHash, reason: str) -> CaseView:
        """Take back an entry that is no answer, with the reason; it stays in the history."""
        return self._act(
            case,
            "withdraw an entry",
            lambda acting: decisions.withdraw(acting, entry, reason=reason),
        )

    def settle(
        self,
        case: CaseId,
        keep: EntryHash,
        *,
        reason: str,
        place: Place | None = None,
        of: SubjectId | None = None,
    ) -> CaseView:
        """Say which of two answers of a place, or else of two values of a fact, recorded apart holds."""
        if place is None:
            return self._act(
                case,
                "settle a conflict",
                lambda acting: decisions.settle_fact(acting, keep, of=of, reason=reason),
            )
        return self._act(
            case, "settle a conflict", lambda acting: decisions.settle(acting, place, keep, reason=reason)
        )
