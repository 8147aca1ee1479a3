"""Opening a case: a form with what the checklist needs to begin, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.checklists.definition import Version
from sopcheck.services.views import NewCase
from sopcheck.ui.kit.buttons import button, enter_presses, escape_does
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Choice, Field, OneLine
from sopcheck.ui.kit.halves import Halves
from sopcheck.ui.kit.layout import column, narrow, row, scrolling
from sopcheck.ui.kit.ticks import Ticks
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopcheck.cases.register.register import Person
    from sopcheck.checklists.definition import ChecklistId
    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk
    from sopcheck.services.views import CaseView, LibraryRow
    from sopcheck.ui.session import Session

_TICKED = "cse-investigation"
_FORM_EMS = 46
Lists = tuple[tuple["LibraryRow", ...], tuple["Person", ...]]


class OpenCasePage(Page):
    """The form; Enter opens the case, Esc goes back to the worklist and keeps what was typed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty form; `refresh` reads the checklists and people it offers."""
        super().__init__(session, title=self.tr("Open a case"), parent=parent)
        self.reference = OneLine(self.tr("Case reference"), placeholder=self.tr("as in NV/CSE/26/0139"))
        self.operation = OneLine(self.tr("Operation name"))
        self.district: Choice[str] = Choice(self.tr("District"), _same(session.force.districts))
        self.team: Choice[str] = Choice(self.tr("Team"), _same(session.force.teams))
        self.received = TimeField(self.tr("When the police first knew"), session)
        self.checklists: Ticks[tuple[ChecklistId, Version]] = Ticks(self.tr("Checklists to follow"))
        self.investigator: Choice[PersonId | None] = Choice(self.tr("Investigator"))
        self.supervisor: Choice[PersonId | None] = Choice(self.tr("Supervisor"))
        self.open_button = button(self.tr("Open the case"), kind="primary", does=self._on_open)
        self._reference_field = Field(
            self.tr("Case reference"), self.reference, hint=self.tr("As the crime system has it; no names.")
        )
        self._checklists_field = Field(self.tr("Checklists to follow"), self.checklists)
        self._form = QWidget()
        self._build()
        self._drafts = (
            Draft(self.reference, "open-case/reference", session),
            Draft(self.operation, "open-case/operation", session),
        )

    def _received_hint(self) -> str:
        return self.tr(
            "The moment any police employee was first told, however late it was written down. "
            "Limits count from it."
        )

    def _build(self) -> None:
        self._form.setLayout(self._build_form())
        self.body.addWidget(scrolling(narrow(self._form, _FORM_EMS)))
        enter_presses(self._form, self.open_button)
        escape_does(self._form, lambda: self.page_wanted.emit("work"))

    def _build_form(self) -> QVBoxLayout:
        cancel = button(self.tr("Cancel"), does=lambda: self.page_wanted.emit("work"))
        halves = (
            (
                self._reference_field,
                Field(self.tr("Operation name"), self.operation, hint=self.tr("If there is one.")),
            ),
            (Field(self.tr("District"), self.district), Field(self.tr("Team"), self.team)),
        )
        people = (
            Field(self.tr("Investigator"), self.investigator),
            Field(self.tr("Supervisor"), self.supervisor),
        )
        return column(
            *(Halves(*pair) for pair in halves),
            Field(self.tr("When the police first knew"), self.received, hint=self._received_hint()),
            self._checklists_field,
            Halves(*people),
            1,
            row(self.open_button, cancel, None),
            None,
            gap=5,
            margins=(1, 1, 6, 6),
        )

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through: the checklists came last of all, once they were read."""
        return (self._form,)

    @property
    def problems(self) -> tuple[str, str, str]:
        """What is wrong with the reference, the time and the checklists."""
        return self._reference_field.problem, self.received.problem, self._checklists_field.problem

    def refresh(self) -> None:
        """Read which checklists and people there are."""
        desk = self.session.desk
        self.run(lambda: _lists(desk), self._offer)

    def focus_first(self) -> None:
        """Begin with the reference."""
        self.reference.setFocus()

    def _offer(self, lists: Lists) -> None:
        versions, people = lists
        known = dict(self.checklists.options())
        for row_ in versions:
            name = (row_.checklist, row_.version)
            if name not in known:
                words = f"{row_.title} {row_.version} ({row_.digest[:8]}) · {row_.status}"
                self.checklists.add(name, words, ticked=row_.checklist == _TICKED)
        me = self.session.desk.me.person
        for choice, role in ((self.investigator, "investigator"), (self.supervisor, "supervisor")):
            first_time = choice.count() == 0
            choice.offer(_holders(people, role, nobody=self.tr("Nobody yet")))
            # One person is not both: whoever investigates a case does not review it.
            if first_time and self.investigator.value() != me:
                choice.choose(me)

    def _on_open(self) -> None:
        # What was refused before may be right now, and is told again where it is not.
        self.line.clear()
        if self._complete():
            self._send()

    def _complete(self) -> bool:
        for field in (self._reference_field, self._checklists_field):
            field.accept()
        if not self.checklists.values():
            self._checklists_field.refuse(self.tr("Tick at least one checklist; more can be added later."))
        if self.received.when() is None:
            self.received.refuse()
        if not self.reference.text().strip():
            self._reference_field.refuse(self.tr("Give the reference of the case."))
        return not any(self.problems)

    def _send(self) -> None:
        received = self.received.when()
        if received is None:
            return
        new = NewCase(
            reference=self.reference.text().strip(),
            operation=self.operation.text().strip(),
            district=self.district.value() or "",
            team=self.team.value() or "",
            received=received,
            # Without a version it is the one that was in force on the day of the report.
            checklists=tuple((checklist, Version("")) for checklist, _ in self.checklists.values()),
            investigator=self.investigator.value(),
            supervisor=self.supervisor.value(),
        )
        # A second press would open a second case of the same reference.
        self.open_button.setEnabled(False)
        casework = self.session.desk.casework
        self.run(lambda: casework.open_case(new), self._on_opened, self._on_refused)

    def _on_opened(self, view: CaseView) -> None:
        self.open_button.setEnabled(True)
        for draft in self._drafts:
            draft.forget()
        self.received.clear()
        self.saved.emit()
        self.case_wanted.emit(view.id)

    def _on_refused(self, error: SopcheckError) -> None:
        self.open_button.setEnabled(True)
        self.line.refuse(error)


def _lists(desk: Desk) -> Lists:
    versions = tuple(
        version
        for version in desk.library.versions()
        if version.is_current and desk.library.definition(version.checklist, version.version).runs_for is None
    )
    return versions, desk.people.all()


def _same(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _holders(people: Sequence[Person], role: str, *, nobody: str) -> list[tuple[PersonId | None, str]]:
    fitting = [(person.person, person.name) for person in people if role in person.roles]
    return [(None, nobody), *fitting]
