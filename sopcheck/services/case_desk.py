"""What all work on cases shares: the case as it is shown, and how an act is saved."""

from collections.abc import Callable

from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action, allowed
from sopcheck.cases.case import Case
from sopcheck.cases.events import CaseId
from sopcheck.cases.register.register import Person
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.case_books import CaseBooks, Decided
from sopcheck.services.opened import Opened
from sopcheck.services.views import CaseView


class CaseDesk:
    """Reads a case into a view, and saves what was decided about it."""

    def __init__(self, opened: Opened, books: CaseBooks, new_id: Callable[[], str]) -> None:
        self._opened = opened
        self._books = books
        self._new_id = new_id

    def refresh(self, case: CaseId) -> CaseView:
        """The case at the present moment; for a case that is being shown already."""
        return self._view_of(case, self._books.read(case))

    def _act(self, case: CaseId, action: Action, decide: Callable[[Acting], Decided]) -> CaseView:
        return self._view_of(case, self._books.act(case, action, decide))

    def _view_of(self, case: CaseId, folded: Case) -> CaseView:
        register = self._opened.register
        evaluation = self._books.evaluated(folded)
        return CaseView(
            id=case,
            case=folded,
            evaluation=evaluation,
            people=register.people,
            definitions=register.definitions,
            calendar=register.calendar,
            me=register.me,
            may=frozenset(allowed(register.me)),
            # What is said of the view afterwards counts from this moment, or two sentences would disagree.
            read_at=evaluation.at,
        )

    def _person(self, person: PersonId) -> Person:
        known = self._opened.register.people.get(person)
        if known is None:
            raise RefusedError("That person is not enrolled in this vault. Choose somebody of the list.")
        return known

    def _optional(self, person: PersonId | None) -> Person | None:
        return None if person is None else self._person(person)
