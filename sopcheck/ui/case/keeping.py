"""Forms about keeping a case: who holds it, what it is called and follows, what happened when, closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.checklists.definition import ChecklistId, ClockId, Version
from sopcheck.ui.case.choice import bounded
from sopcheck.ui.case.row_words import plain, sentence_case
from sopcheck.ui.case.sheets import ActSheet
from sopcheck.ui.kit.drafts import keep_in
from sopcheck.ui.kit.fields import Choice, Field, ManyLines, OneLine
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.events import HolderRole
    from sopcheck.checklists.definition import Clock
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.views import CaseView, LibraryRow
    from sopcheck.ui.case.acts import Act, CaseActs


class HandOver(ActSheet):
    """Says who is investigator or supervisor of the case from a moment on."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Offer the people of this vault who have the role."""
        says = tr("The history keeps who held the case before. A change of investigator calls for a review.")
        super().__init__(parent, acts, title=tr("Hand over"), primary=tr("Hand over"), says=says)
        roles: list[tuple[HolderRole, str]] = [
            ("investigator", tr("Investigator")),
            ("supervisor", tr("Supervisor")),
        ]
        self.role: Choice[HolderRole] = Choice(tr("Role on the case"), roles)
        self.to: Choice[PersonId | None] = Choice(tr("To whom?"))
        self.body.addWidget(Field(tr("Role on the case"), self.role))
        self.body.addWidget(Field(tr("To whom?"), self.to))
        self.at = self.time_field(tr("From when?"))
        self.role.chosen.connect(self._on_role)
        self._on_role()

    def act(self) -> Act | None:
        """Hand over, once the time is understood."""
        at, role = self.read_time(self.at), self.role.value()
        if at is None or role is None:
            return None
        case, to = self._acts.case, self.to.value()
        return lambda casework, _: casework.assign(case, role, to, at)

    def _on_role(self) -> None:
        role = self.role.value()
        if role is None:
            return
        fitting = [(one.person, one.name) for one in self.view.people.values() if role in one.roles]
        holder = self.view.case.holder(role, self.view.read_at)
        # Nobody hands over to whoever holds the case: they come after those who may be meant.
        fitting.sort(key=lambda one: one[0] == holder)
        self.to.offer([*fitting, (None, tr("Nobody for now"))])
        # Nobody is the exception, and must be chosen to be meant.
        self.to.setCurrentIndex(0)


class Absence(ActSheet):
    """Says that somebody who holds the case is absent, or back."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Offer those who hold the case."""
        super().__init__(parent, acts, title=tr("Absence"), primary=tr("Save"))
        self.person: Choice[PersonId] = Choice(tr("Who?"), _holders(self.view))
        self.absent: Choice[bool] = Choice(tr("What?"), [(True, tr("is absent")), (False, tr("is back"))])
        self.body.addWidget(Field(tr("Who?"), self.person))
        self.body.addWidget(Field(tr("What?"), self.absent))
        self.at = self.time_field(tr("From when?"))
        # The sheet opens all the same: the line says what to do first.
        if not _holders(self.view):
            self.line.say(tr("Nobody holds the case; hand it over first."))

    def act(self) -> Act | None:
        """Record the absence, once the time is understood."""
        at, person = self.read_time(self.at), self.person.value()
        if at is None or person is None:
            return None
        case, absent = self._acts.case, bool(self.absent.value())
        return lambda casework, _: casework.absence(case, person, absent, at)


class AddChecklist(ActSheet):
    """Lets the case follow one checklist more, or another version of one."""

    def __init__(self, parent: QWidget, acts: CaseActs, versions: Iterable[LibraryRow]) -> None:
        """Offer what the case does not follow yet."""
        says = tr("Its items count from now on; nothing passes in the past.")
        super().__init__(parent, acts, title=tr("Add a checklist"), primary=tr("Add"), says=says)
        followed = {(adopted.checklist, adopted.version) for adopted in self.view.case.adopted}
        offered = [
            ((row.checklist, row.version), f"{row.title} {row.version} ({row.digest[:8]})")
            for row in versions
            if (row.checklist, row.version) not in followed
        ]
        self.version: Choice[tuple[ChecklistId, Version]] = bounded(Choice(tr("Checklist"), offered))
        self.body.addWidget(Field(tr("Checklist"), self.version))
        if not offered:
            self.line.say(tr("The case follows every checklist of this vault already."))

    def act(self) -> Act | None:
        """Follow the checklist that is chosen."""
        chosen = self.version.value()
        if chosen is None:
            return None
        case, (checklist, version) = self._acts.case, chosen
        return lambda casework, _: casework.adopt(case, checklist, version)


class Moment(ActSheet):
    """Says when something happened that a limit counts from or a gate stands before."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Offer the moments that no answer sets by itself."""
        super().__init__(parent, acts, title=tr("Record when something happened"), primary=tr("Save"))
        self.clock: Choice[ClockId] = bounded(Choice(tr("What happened?"), clock_options(self.view)))
        self.of: Choice[str] = Choice(tr("Of whom?"))
        self._of = Field(tr("Of whom?"), self.of)
        self.body.addWidget(Field(tr("What happened?"), self.clock))
        self.body.addWidget(self._of)
        self.at = self.time_field(tr("When?"))
        self.clock.chosen.connect(self._on_clock)
        self._on_clock()

    def act(self) -> Act | None:
        """Set the clock, or the date, once it is understood."""
        at, clock = self.read_time(self.at), self.clock.value()
        if at is None or clock is None:
            return None
        case, of = self._acts.case, None if self._of.isHidden() else self.of.value()
        # A date that somebody set is a day, whatever time was typed with it.
        if self.view.case.programme.clocks[clock].target_date:
            return lambda casework, _: casework.set_target(case, clock, at.at.date(), of=of)
        return lambda casework, confirmed: casework.set_clock(case, clock, at, of=of, confirmed=confirmed)

    def _on_clock(self) -> None:
        clock = self.clock.value()
        kind = self.view.case.programme.clocks[clock].of if clock is not None else "case"
        subjects = [one for one in self.view.case.subjects.values() if kind in one.kind_names]
        self.of.offer([(one.subject, one.label) for one in subjects])
        self._of.setVisible(kind not in ("case", "review"))


class Describe(ActSheet):
    """Gives the case other words; what is left as it is stays."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Show what the case is called now."""
        super().__init__(parent, acts, title=tr("Describe the case"), primary=tr("Save"))
        case = self.view.case
        self._before = {
            "reference": case.reference,
            "operation": case.operation,
            "district": case.district,
            "team": case.team,
            "crime_numbers": case.crime_numbers,
        }
        words = {
            "reference": tr("Case reference"),
            "operation": tr("Operation name"),
            "district": tr("District"),
            "team": tr("Team"),
            "crime_numbers": tr("Crime numbers"),
        }
        self.fields = {name: OneLine(words[name]) for name in words}
        for name, field in self.fields.items():
            field.setText(self._before[name])
            self.body.addWidget(Field(words[name], field))

    def act(self) -> Act | None:
        """Change what was changed."""
        case = self._acts.case
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        new = {name: text for name, text in typed.items() if text != self._before[name]}
        return lambda casework, _: casework.describe(case, **new)


class Close(ActSheet):
    """Closes the investigation; refused while something that must come before is open."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Ask when and why."""
        says = tr("A closed case still takes an answer, as an addendum, and can be opened again.")
        super().__init__(parent, acts, title=tr("Close the case"), primary=tr("Close the case"), says=says)
        self.at = self.time_field(tr("When was it closed?"))
        self.reason = ManyLines(tr("Why?"), lines=3)
        self.body.addWidget(Field(tr("Why?"), self.reason))
        keep_in(self, self.reason, f"case:{acts.case}/closing", acts.session)

    def act(self) -> Act | None:
        """Close it, once the time is understood."""
        at = self.read_time(self.at)
        if at is None:
            return None
        case, reason = self._acts.case, self.reason.text()
        return lambda casework, _: casework.close(case, at, reason)


def clock_options(view: CaseView) -> list[tuple[ClockId, str]]:
    """Moments that a person sets; those that an answer or an addition sets are set there."""
    return [
        (clock, sentence_case(known.when) or plain(known.says))
        for clock, known in view.case.programme.clocks.items()
        if _is_set_by_hand(known) and clock not in ("case-closed", "report-received")
    ]


def _is_set_by_hand(clock: Clock) -> bool:
    return not clock.set_by and clock.of != "review"


def _holders(view: CaseView) -> list[tuple[PersonId, str]]:
    roles: tuple[HolderRole, ...] = ("investigator", "supervisor")
    held = dict.fromkeys(view.case.holder(role, view.read_at) for role in roles)
    return [(person, view.name(person)) for person in held if person is not None]
