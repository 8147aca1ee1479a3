"""Working on cases: the list of work, opening, viewing and searching, and every act on a case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sopcheck.cases.access_events import CaseExported, CaseViewed
from sopcheck.cases.authority import require
from sopcheck.cases.decisions import Opening, open_case
from sopcheck.cases.derived import CaseLine
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.hints import hints
from sopcheck.cases.lifecycle import in_force, require_in_force
from sopcheck.cases.summary import NO_PAYLOAD, Payload, read_payload
from sopcheck.cases.texts import line
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.local_time import LONDON, to_local
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.case_answering import Answering
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.case_keeping import Keeping
from sopcheck.services.case_telling import Telling
from sopcheck.services.opened import Opened
from sopcheck.services.views import CaseRow, CaseView, Hit, NewCase, Worklist, WorkRow
from sopcheck.services.work_rows import (
    MOST_NEXT,
    case_row,
    directed_rows,
    due_first,
    open_without_end,
    worklist_of,
)

_INTELLIGENCE = ChecklistId("cse-intelligence")


class Casework(Answering, Telling, Keeping):
    """What investigators and supervisors do with cases."""

    def __init__(
        self, opened: Opened, books: CaseBooks, new_id: Callable[[], str], words_to_avoid: Mapping[str, str]
    ) -> None:
        super().__init__(opened, books, new_id)
        self._words_to_avoid = words_to_avoid

    def worklist(self) -> Worklist:
        """What is passed and what ends soon in your open cases, the next five things, and the cases."""
        waiting = self._books.freshen()
        now, index = self._opened.scribe.now(), self._opened.vault.index
        cases, holder = self._listed()
        work = worklist_of(
            cases,
            index.limits(soon_by=now, holder=holder),
            index.coming(after=now, most=MOST_NEXT, holder=holder),
            people=self._opened.register.people,
            now=now,
        )
        given = (row for line in cases if line.directed for row in directed_rows(*self._with_payload(line)))
        directed = tuple(sorted(given, key=due_first))
        return replace(work, next=self._filled(work, cases, now), directed=directed, waiting=waiting)

    def catch_up(self) -> int:
        """Evaluate some more of the cases that time has changed again; gives how many are left."""
        return self._books.freshen()

    def _listed(self) -> tuple[list[CaseLine], PersonId | None]:
        """The cases that you hold; of somebody who holds none, everybody's."""
        me, index = self._opened.register.me.person, self._opened.vault.index
        held = index.listed(me)
        return (held, me) if held else (index.listed(), None)

    def _with_payload(self, line: CaseLine) -> tuple[CaseLine, Payload]:
        row = self._opened.vault.index.get(line.case)
        return line, read_payload(row) if row is not None else NO_PAYLOAD

    def _filled(self, work: Worklist, cases: Sequence[CaseLine], now: datetime) -> tuple[WorkRow, ...]:
        """The next things; where little ends, what is open without an end in the cases worked on last."""
        found = list(work.next)
        for case in cases[:MOST_NEXT]:
            if len(found) < MOST_NEXT:
                found.extend(open_without_end(*self._with_payload(case), now=now))
        return tuple(found[:MOST_NEXT])

    def search(self, text: str) -> tuple[Hit, ...]:
        """Cases in which every word of the text begins some word; open or closed."""
        index = self._opened.vault.index
        rows = (index.get(case) for case in index.search(text))
        return tuple(
            Hit(
                case=CaseId(row.case),
                reference=row.reference,
                operation=row.operation,
                excerpt=" · ".join(part for part in (row.district, row.team) if part),
            )
            for row in rows
            if row is not None
        )

    def find(self, reference: str) -> CaseId:
        """The case of that reference.

        Raises:
            RefusedError: there is none.
        """
        row = self._opened.vault.index.by_reference(line(reference, what="reference"))
        if row is None:
            raise RefusedError("There is no case with that reference here. Look at the list of cases.")
        return CaseId(row.case)

    def open_case(self, new: NewCase) -> CaseView:
        """Open a case that follows these checklists from the moment the police first knew.

        Of a checklist without a version it is the one in force on that day, not on the day of typing.

        Raises:
            RefusedError: the reference is missing or taken, a checklist is not here, or the time is ahead.
        """
        register = self._opened.register
        reference = line(new.reference, what="reference", required=True)
        if self._opened.vault.index.by_reference(reference) is not None:
            raise RefusedError("A case with that reference is here already. Open it from the list of cases.")
        case = CaseId(self._new_id())
        now = self._opened.scribe.now()
        opening = Opening(
            case=case,
            reference=reference,
            checklists=tuple(self._in_force(named, new.received) for named in new.checklists),
            operation=new.operation,
            district=new.district,
            team=new.team,
            received=new.received,
            investigator=self._optional(new.investigator),
            supervisor=self._optional(new.supervisor),
        )
        # The case follows no checklist yet that could name another zone.
        at = When(to_local(now, LONDON))
        with self._opened.scribe.noting_refusals("open a case"):
            events = open_case(opening, register.definitions, by=register.me, now=now, at=at)
            role = require(register.me, "open a case")
        return self._view_of(case, self._books.append(case, events, role=role))

    def _in_force(self, named: tuple[ChecklistId, Version], received: When) -> tuple[ChecklistId, Version]:
        checklist, version = named
        register, day = self._opened.register.register, to_local(received.at, LONDON).date()
        if version:
            require_in_force(register, checklist, version, day)
            return named
        there = in_force(register, checklist, day)
        if there is None:
            raise RefusedError("No version of that checklist was in force on that day. Choose another one.")
        return checklist, there.version

    def view(self, case: CaseId) -> CaseView:
        """Show a case; the access book says so first, and where it cannot, the case is not shown."""
        self._opened.scribe.note_access(CaseViewed(at=When(self._opened.scribe.now()), case=case))
        return self.refresh(case)

    def export(self, case: CaseId, *, purpose: str, recipient: str) -> CaseView:
        """Show a case for a file that leaves the vault; the access book says first what for and for whom.

        Raises:
            RefusedError: no purpose or no recipient is given.
            NotNotedError: it could not be noted, so nothing is shown.
        """
        exported = CaseExported(
            at=When(self._opened.scribe.now()),
            case=case,
            form="json",
            purpose=line(purpose, what="purpose", required=True),
            recipient=line(recipient, what="recipient", required=True),
        )
        self._opened.scribe.note_access(exported)
        return self.refresh(case)

    def cases(self) -> tuple[CaseRow, ...]:
        """Every case of the vault, open or closed."""
        self._books.freshen()
        now = self._opened.scribe.now()
        return tuple(
            case_row(row, people=self._opened.register.people, now=now)
            for row in self._opened.vault.index.cases()
        )

    def hints(self, text: str, *, checklist: ChecklistId | None = None) -> tuple[str, ...]:
        """What one might say differently in a text; never more than a suggestion."""
        return hints(text, words=self._words_to_avoid, intelligence=checklist == _INTELLIGENCE)
