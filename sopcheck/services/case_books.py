"""The books of cases: read and folded, kept while they are open, written with their index in one go."""

from collections.abc import Callable, Sequence

from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action, require
from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.derived import CaseRow, Change, Snapshot, Words
from sopcheck.cases.evaluator import Evaluator
from sopcheck.cases.events import (
    AnswerCorrected,
    BodyErased,
    CaseEvent,
    CaseId,
    Event,
    ItemAnswered,
    Recorded,
)
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.states import Evaluation
from sopcheck.cases.summary import summarise, words_of
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ChecklistId
from sopcheck.errors import DamagedError, UnavailableError
from sopcheck.ledger.entry import EntryHash, Sop, Stored, case_book
from sopcheck.services.opened import Opened
from sopcheck.services.scribe import recorded

# A hash that nothing was ever signed under, so that no entry of the case can mean the imagined one.
_IMAGINED = EntryHash("f" * 64)
_Under = tuple[CaseId | None, Definitions, Calendar]
Decided = CaseEvent | tuple[CaseEvent, ...]


class CaseBooks:
    """Reads and writes case books; the cases read last stay folded, for a machine has one writer."""

    MOST_KEPT = 8
    MOST_AT_ONCE = 20

    def __init__(self, opened: Opened) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register
        self._kept: dict[CaseId, tuple[Recorded, ...]] = {}
        self._folded: dict[CaseId, tuple[Definitions, Case]] = {}
        self._evaluated: tuple[Case, Evaluation] | None = None
        self._evaluator: tuple[_Under, Evaluator] | None = None

    def entries(self, case: CaseId) -> tuple[Recorded, ...]:
        """The entries of a case in causal order.

        Raises:
            DamagedError: an entry was altered or is missing.
        """
        if case not in self._kept:
            self._keep(case, self._scribe.read_case(case_book(case), self._register.judge))
        return self._kept[case]

    def read(self, case: CaseId) -> Case:
        """The case as it stands; folded again only when an entry or a definition has come."""
        definitions = self._register.definitions
        entries = self.entries(case)
        known = self._folded.get(case)
        # The register makes new definitions when one comes; a fold under the old ones would lack its items.
        if known is None or known[0] is not definitions:
            self._folded[case] = known = (definitions, fold(entries, definitions))
        return known[1]

    def evaluated(self, case: Case) -> Evaluation:
        """What a case amounts to at this moment; the last one is kept, for a save asks twice."""
        now = self._scribe.now()
        # A clock set back must not hide what is recorded already.
        moment = max(now, case.last_known or now)
        known = self._evaluated
        if known is None or known[0] is not case or known[1].at != moment:
            evaluation = self._evaluator_of(case).evaluate(case, moment)
            self._evaluated = known = (case, evaluation)
        return known[1]

    def _evaluator_of(self, case: Case) -> Evaluator:
        """The evaluator of the case worked on last; it takes over what an answer cannot have changed."""
        under = (case.id, self._register.definitions, self._register.calendar)
        if self._evaluator is None or self._evaluator[0] != under:
            self._evaluator = (under, Evaluator(under[1], under[2]))
        return self._evaluator[1]

    def act(
        self,
        case: CaseId,
        action: Action,
        decide: Callable[[Acting], Decided],
        *,
        finished: tuple[str, ...] = (),
    ) -> Case:
        """Decide on the case as it stands and save what was decided, with its index, in one transaction.

        A refusal by role, rank, independence or gate is noted in the access book; the case is unchanged.

        Raises:
            RefusedError: the decision was no; nothing was saved.
            UnavailableError: it could not be saved; nothing was.
        """
        with self._scribe.noting_refusals(action, case):
            decided = decide(self.acting(case))
            role = require(self._register.me, action)
        return self.append(case, _events(decided), role=role, finished=finished)

    def acting(self, case: CaseId) -> Acting:
        """The person here, with this case open, at this moment."""
        return Acting(
            case=self.read(case),
            definitions=self._register.definitions,
            calendar=self._register.calendar,
            by=self._register.me,
            now=self._scribe.now(),
        )

    def append(
        self,
        case: CaseId,
        events: Sequence[CaseEvent],
        *,
        role: str,
        finished: tuple[str, ...] = (),
        snapshots: tuple[Snapshot, ...] = (),
    ) -> Case:
        """Save events of a case with its index row and words in one transaction; gives the case after."""
        after: list[tuple[tuple[Recorded, ...], Case]] = []
        earlier = self._kept.get(case) or self._earlier(case)

        def follow(stored: Sequence[Stored]) -> Change:
            """Say what the entries change in the index, in the same transaction."""
            new = recorded(stored, self._register.judge, after=earlier)
            entries = (*earlier, *new)
            folded = fold(entries, self._register.definitions)
            after.append((entries, folded))
            words = tuple(word for entry in new for word in words_of(case, entry))
            return Change(
                cases=(self._row(case, folded),), words=words, finished=finished, snapshots=snapshots
            )

        # Folded inside the transaction: if the index cannot follow, the entry is not written either.
        try:
            self._scribe.write(case_book(case), events, role=role, also=follow, sop=self._sop_of(case))
        except (UnavailableError, DamagedError):
            # A disk may fail after the entry is on it: what is there is read anew and not taken for known.
            self.forget(case)
            raise
        entries, folded = after[-1]
        self._keep(case, entries)
        self._folded[case] = (self._register.definitions, folded)
        return folded

    def imagined(self, case: CaseId, event: CaseEvent) -> Case:
        """The case as it would be with one event more, recorded now; nothing is saved."""
        now = self._scribe.now()
        entry = Recorded(entry=_IMAGINED, by=self._register.me.person, recorded=now, event=event)
        return fold((*self.entries(case), entry), self._register.definitions)

    def forget(self, case: CaseId) -> None:
        """Read the case anew when it is next asked for; its words were erased."""
        self._kept.pop(case, None)
        self._folded.pop(case, None)

    def is_erased(self, case: str) -> bool:
        """Whether nothing of a case is left but what says that it was erased."""
        entries = self.entries(CaseId(case))
        return all(entry.event is None or isinstance(entry.event, BodyErased) for entry in entries)

    def indexed(self, case: str) -> tuple[CaseRow, tuple[Words, ...]]:
        """The index row and the words of a case, made anew from the ledger."""
        found = CaseId(case)
        return self.indexed_as(found, self.entries(found))

    def indexed_as(self, found: CaseId, entries: tuple[Recorded, ...]) -> tuple[CaseRow, tuple[Words, ...]]:
        """The index row and the words of a case that had these entries."""
        folded = fold(entries, self._register.definitions)
        return self._row(found, folded), tuple(word for entry in entries for word in words_of(found, entry))

    def freshen(self) -> int:
        """Evaluate again some of the cases that time alone has changed since; gives how many are left.

        A vault that was shut for a while has many of them, and a list must not wait for all.
        """
        stale = self._vault.index.stale(self._scribe.now())
        for case in stale[: self.MOST_AT_ONCE]:
            self._vault.index.put(self._row(CaseId(case), self.read(CaseId(case))))
        return max(len(stale) - self.MOST_AT_ONCE, 0)

    def _row(self, case: CaseId, folded: Case) -> CaseRow:
        return summarise(case, folded, self.evaluated(folded))

    def _earlier(self, case: CaseId) -> tuple[Recorded, ...]:
        known = case_book(case) in self._vault.ledger.books()
        return self.entries(case) if known else ()

    def _keep(self, case: CaseId, entries: tuple[Recorded, ...]) -> None:
        self._kept.pop(case, None)
        while len(self._kept) >= self.MOST_KEPT:
            oldest = next(iter(self._kept))
            self._kept.pop(oldest)
            self._folded.pop(oldest, None)
        self._kept[case] = entries
        self._folded.pop(case, None)

    def _sop_of(self, case: CaseId) -> Callable[[Event], Sop | None]:
        if case not in self._kept:
            return lambda _event: None
        versions = {adopted.checklist: adopted for adopted in self.read(case).adopted}

        def sop(event: Event) -> Sop | None:
            """Name the checklist version that an answer was given under."""
            adopted = versions.get(_checklist_of(event) or ChecklistId(""))
            return None if adopted is None else Sop(adopted.checklist, adopted.digest, adopted.version)

        return sop


def _events(decided: Decided) -> tuple[CaseEvent, ...]:
    return decided if isinstance(decided, tuple) else (decided,)


def _checklist_of(event: Event) -> ChecklistId | None:
    if isinstance(event, ItemAnswered):
        return event.checklist
    return event.place.checklist if isinstance(event, AnswerCorrected) else None
