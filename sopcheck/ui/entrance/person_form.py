"""Who somebody is and what they may do, and a new passphrase: for the first person and for those added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.fields import Choice, Field, OneLine, Secret
from sopcheck.ui.kit.halves import Halves
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label, Tone
from sopcheck.ui.kit.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sopcheck.cases.register.events import Role
    from sopcheck.checklists.definition import Rank
    from sopcheck.services.people import NewPerson, Strength

_TONES: tuple[Tone, ...] = ("soon", "soon", "soon", "met", "met")


class PersonForm(QWidget):
    """Name, number, rank and roles."""

    changed = Signal()

    def __init__(self, ticked: Sequence[Role], parent: QWidget | None = None) -> None:
        """An empty form with these roles ticked."""
        super().__init__(parent)
        self.name = OneLine(self.tr("Name"), placeholder=self.tr("as in DC Alex Farrow"))
        self.number = OneLine(self.tr("Collar or staff number"), width=12)
        self.rank: Choice[Rank | None] = Choice(self.tr("Rank"), ranks())
        self.roles: Ticks[Role] = Ticks(self.tr("Roles"))
        for role, words in roles():
            self.roles.add(role, words, ticked=role in ticked)
        self._name_field = Field(self.tr("Name"), self.name, hint=self.tr("As it shall stand on records."))
        self._number_field = Field(
            self.tr("Collar or staff number"),
            self.number,
            hint=self.tr("Shown in the list of the locked window instead of the name."),
        )
        fields = (
            self._name_field,
            Halves(self._number_field, Field(self.tr("Rank"), self.rank)),
            Field(self.tr("Roles"), self.roles),
        )
        self.setLayout(column(*fields, gap=4))
        for line, field in ((self.name, self._name_field), (self.number, self._number_field)):
            line.textChanged.connect(self.changed)
            line.textChanged.connect(field.accept)
        self.setFocusProxy(self.name)

    def complete(self) -> bool:
        """Whether a name and a number are there; says what is missing where not."""
        given = True
        # From the last to the first, so that the focus ends on the first one that is missing.
        for field, text in ((self._number_field, self.number.text()), (self._name_field, self.name.text())):
            field.accept()
            if not text.strip():
                field.refuse(self.tr("Please fill this in."))
                given = False
        return given

    @property
    def problems(self) -> tuple[str, str]:
        """What is wrong with the name, and with the number."""
        return self._name_field.problem, self._number_field.problem

    def maker(self) -> Callable[[], NewPerson]:
        """What makes the person of what was typed; called off the thread."""
        name, number = self.name.text().strip(), self.number.text().strip()
        rank, roles = self.rank.value(), self.roles.values()

        def make() -> NewPerson:
            # Here, because the first page of a new vault is painted before any service is imported.
            from sopcheck.services.people import NewPerson  # noqa: PLC0415

            return NewPerson(name=name, number=number, label=number, rank=rank, roles=roles)

        return make


class NewPassphrase(QWidget):
    """A passphrase typed twice, with a meter that speaks."""

    def __init__(self, meter: Callable[[str], Strength], parent: QWidget | None = None) -> None:
        """Judge what is typed with this meter."""
        super().__init__(parent)
        self._meter = meter
        self.first = Secret(self.tr("Passphrase"))
        self.again = Secret(self.tr("The same once more"))
        self._says = Label(kind="small")
        self._first_field = Field(
            self.tr("Passphrase"),
            self.first,
            hint=self.tr("Four or more words that do not belong together are strong and easy to keep."),
        )
        self._again_field = Field(self.tr("The same once more"), self.again)
        self.setLayout(column(self._first_field, self._says, self._again_field, gap=3))
        self._says.hide()
        self.first.edit.textChanged.connect(self._on_typed)
        self.setFocusProxy(self.first.edit)

    def text(self) -> str:
        """What was typed."""
        return self.first.text()

    @property
    def says(self) -> str:
        """What the meter says of what was typed."""
        return "" if self._says.isHidden() else self._says.text()

    @property
    def problems(self) -> tuple[str, str]:
        """What is wrong with the passphrase, and with its repetition."""
        return self._first_field.problem, self._again_field.problem

    def complete(self) -> bool:
        """Whether it is strong enough and twice the same; says what is wrong where not."""
        self._first_field.accept()
        self._again_field.accept()
        strength = self._meter(self.first.text())
        if not strength.good_enough:
            # The field says it now, in the same words.
            self._says.hide()
            self._first_field.refuse(strength.words)
            return False
        if self.first.text() != self.again.text():
            self._again_field.refuse(self.tr("The two are not the same. Type it once more."))
            return False
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _on_typed(self, text: str) -> None:
        self._first_field.accept()
        self._says.setVisible(bool(text))
        if not text:
            return
        strength = self._meter(text)
        self._says.say(strength.words, tone=_TONES[max(0, min(strength.score, 4))])
        self.first.edit.setAccessibleDescription(strength.words)


def ranks() -> tuple[tuple[Rank | None, str], ...]:
    """The ranks to choose from, lowest first."""
    return (
        (None, _tr("None (police staff)")),
        ("constable", _tr("Constable")),
        ("sergeant", _tr("Sergeant")),
        ("inspector", _tr("Inspector")),
        ("chief-inspector", _tr("Chief inspector")),
        ("superintendent", _tr("Superintendent")),
        ("chief-superintendent", _tr("Chief superintendent")),
    )


def roles() -> tuple[tuple[Role, str], ...]:
    """The roles, each with what it lets somebody do."""
    return (
        ("investigator", _tr("Investigator: opens cases and answers items")),
        ("supervisor", _tr("Supervisor: reviews cases and signs records")),
        ("sop-owner", _tr("SOP owner: keeps the checklists")),
        ("administrator", _tr("Administrator: adds people and gives roles")),
        ("auditor", _tr("Auditor: draws samples and reads the access book")),
        ("intelligence-officer", _tr("Intelligence officer: works on cases of intelligence")),
        ("intelligence-supervisor", _tr("Intelligence supervisor: supervises those")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PersonForm", text)
