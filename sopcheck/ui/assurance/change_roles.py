"""Changing what a person may do, and their rank: promoted, given a task, or no longer trusted with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.entrance.person_form import ranks, roles
from sopcheck.ui.kit.fields import Choice, Field, ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.ticks import Ticks

if TYPE_CHECKING:
    from sopcheck.cases.register.events import Role
    from sopcheck.cases.register.register import Person
    from sopcheck.checklists.definition import Rank
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.session import Session


class ChangeRolesSheet(Sheet):
    """The roles that a person has, ticked; the rank; and why, where a role is taken."""

    changed = Signal()
    """The roles and the rank hold from now on."""

    def __init__(self, parent: QWidget, session: Session, person: Person) -> None:
        """Begin with what the person has."""
        super().__init__(
            parent,
            title=_tr("Roles of {name}").format(name=person.name),
            primary=_tr("Save"),
            says=_tr("They hold from now on. What was recorded before stays judged by the roles of then."),
        )
        self._session = session
        self._person = person
        self.roles: Ticks[Role] = Ticks(_tr("Roles"))
        for role, words in roles():
            self.roles.add(role, words, ticked=role in person.roles)
        self.rank: Choice[Rank | None] = Choice(_tr("Rank"), ranks())
        self.rank.choose(person.rank)
        self.why = ManyLines(_tr("Reason"), lines=3)
        asked = (
            Field(_tr("Roles"), self.roles),
            Field(_tr("Rank"), self.rank),
            Field(_tr("Reason"), self.why, hint=_tr("Needed where a role is taken; it is kept.")),
        )
        for field in asked:
            self.body.addWidget(field)
        self.submitted.connect(self._on_submitted)
        self.why.submitted.connect(self.submitted)
        self.roles.options()[0][1].setFocus()

    def _on_submitted(self) -> None:
        people, person, why = self._session.desk.people, self._person.person, self.why.text()
        wanted, rank = self.roles.values(), self.rank.value()
        self.busy(busy=True)
        self._session.tasks.run(
            self,
            lambda: people.change_roles(person, wanted, rank, why),
            lambda _: self._on_changed(),
            self._on_refused,
        )

    def _on_changed(self) -> None:
        self.accept()
        self.changed.emit()

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("change_roles", text)
