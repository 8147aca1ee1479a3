"""The books of cases: read and folded, kept while they are open, written with their index in one go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sopcheck.cases.access_events import AttemptRefused
from sopcheck.cases.case import Case
from sopcheck.cases.derived import CaseRow, Change, Snapshot, Words
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import AnswerCorrected, CaseEvent, CaseId, Event, ItemAnswered, Recorded, When
from sopcheck.cases.fold import fold
from sopcheck.cases.refusals import ActRefusedError, ConfirmationNeededError, CorrectionNeededError
from sopcheck.cases.states import Evaluation
from sopcheck.cases.summary import summarise, words_of
from sopcheck.checklists.definition import ChecklistId
from sopcheck.ledger.entry import Sop, Stored, case_book
from sopcheck.services.opened import Opened
from sopcheck.services.scribe import recorded


@dataclass(frozen=True, slots=True)
class Acted:
    """What a decision gave: the events, and the role in which the person acted."""

    events: tuple[CaseEvent, ...]
    role: str


class CaseBooks:
    """Reads and writes case books; the cases read last stay folded, for a machine has one writer."""

    MOST_KEPT = 8

    def __init__(self, opened: Opened) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register
        self._kept: dict[CaseId, tuple[Recorded, ...]] = {}

    def entries(self, case: CaseId) -> tuple[Recorded, ...]:
        """The entries of a case in causal order.

        Raises:
            DamagedError: an entry was altered or is missing.
        """
        if case not in self._kept:
            self._keep(case, self._scribe.read_case(case_book(case)))
        return self._kept[case]

    def read(self, case: CaseId) -> Case:
        """The case as it stands."""
        return fold(self.entries(case), self._register.definitions)

    def evaluated(self, case: Case) -> Evaluation:
        """What a case amounts to at this moment."""
        return evaluate(case, self._register.definitions, self._register.calendar, self._scribe.now())

    def act(
        self,
        case: CaseId,
        decide: Callable[[Case], Acted],
        *,
        finished: tuple[str, ...] = (),
        snapshots: tuple[Snapshot, ...] = (),
    ) -> Case:
        """Decide on the case as it stands and save what was decided, with its index, in one transaction.

        A refusal by role, rank, independence or gate is noted in the access book; the case is unchanged.
        """
        before = self.read(case)
        try:
            acted = decide(before)
        except ActRefusedError as refusal:
            self._note_refusal(case, decide, refusal)
            raise
        return self.append(case, acted, finished=finished, snapshots=snapshots)

    def append(
        self,
        case: CaseId,
        acted: Acted,
        *,
        finished: tuple[str, ...] = (),
        snapshots: tuple[Snapshot, ...] = (),
    ) -> Case:
        """Save events of a case with its index row and words in one transaction; gives the case after."""
        after: list[tuple[tuple[Recorded, ...], Case]] = []
        earlier = self._kept.get(case) or self._earlier(case)

        def follow(stored: Sequence[Stored]) -> Change:
            new = recorded(stored)
            entries = (*earlier, *new)
            folded = fold(entries, self._register.definitions)
            after.append((entries, folded))
            words = tuple(word for entry in new for word in words_of(case, entry))
            return Change(cases=(self._row(case, folded),), words=words, finished=finished, snapshots=snapshots)

        self._scribe.write(case_book(case), acted.events, role=acted.role, also=follow, sop=self._sop_of(case))
        entries, folded = after[-1]
        self._keep(case, entries)
        return folded

    def indexed(self, case: str) -> tuple[CaseRow, tuple[Words, ...]]:
        """The index row and the words of a case, made anew from the ledger."""
        found = CaseId(case)
        entries = self.entries(found)
        folded = fold(entries, self._register.definitions)
        return self._row(found, folded), tuple(word for entry in entries for word in words_of(found, entry))

    def freshen(self) -> None:
        """Evaluate again the cases of which time alone has changed something since they were indexed."""
        for case in self._vault.index.stale(self._scribe.now()):
            self._vault.index.put(self._row(CaseId(case), self.read(CaseId(case))))

    def _row(self, case: CaseId, folded: Case) -> CaseRow:
        return summarise(case, folded, self.evaluated(folded))

    def _earlier(self, case: CaseId) -> tuple[Recorded, ...]:
        known = case_book(case) in self._vault.ledger.books()
        return self.entries(case) if known else ()

    def _keep(self, case: CaseId, entries: tuple[Recorded, ...]) -> None:
        self._kept.pop(case, None)
        while len(self._kept) >= self.MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[case] = entries

    def _sop_of(self, case: CaseId) -> Callable[[Event], Sop | None]:
        if case not in self._kept:
            return lambda _event: None
        versions = {adopted.checklist: adopted for adopted in self.read(case).adopted}

        def sop(event: Event) -> Sop | None:
            adopted = versions.get(_checklist_of(event) or ChecklistId(""))
            return None if adopted is None else Sop(adopted.checklist, adopted.digest, adopted.version)

        return sop

    def _note_refusal(self, case: CaseId, decide: Callable[[Case], Acted], refusal: ActRefusedError) -> None:
        if isinstance(refusal, ConfirmationNeededError | CorrectionNeededError) or refusal.rule == "other":
            return
        attempt = AttemptRefused(
            at=When(self._scribe.now()), action=decide.__name__, rule=refusal.rule, case=case
        )
        self._scribe.note_access(attempt)


def _checklist_of(event: Event) -> ChecklistId | None:
    if isinstance(event, ItemAnswered):
        return event.checklist
    return event.place.checklist if isinstance(event, AnswerCorrected) else None
