"""Forms about the case as a whole that open over the page, each until what it asks for is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cases.events import SubjectId, When
from sopcheck.checklists.definition import KindId
from sopcheck.ui.case.acts import Question
from sopcheck.ui.case.answering import now_of
from sopcheck.ui.kit.fields import Choice, Field, OneLine
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.ticks import Ticks
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from sopcheck.errors import SopcheckError
    from sopcheck.services.views import CaseView
    from sopcheck.ui.case.acts import Act, CaseActs

_CHILD, _VICTIM = KindId("child"), KindId("victim")


class ActSheet(Sheet):
    """A sheet that does something to the case: refusals and questions are told in its line."""

    def __init__(self, parent: QWidget, acts: CaseActs, *, title: str, primary: str, says: str = "") -> None:
        """Make an empty sheet; a subclass fills `body` and answers `act`."""
        super().__init__(parent, title=title, primary=primary, says=says)
        self._acts = acts
        self._question = Question(self.line)
        self.submitted.connect(self._on_submitted)

    @property
    def view(self) -> CaseView:
        """The case that the sheet is about."""
        return self._acts.must_view

    def act(self) -> Act | None:
        """What is done when the button is pressed; nothing where something is still missing."""
        raise NotImplementedError

    def time_field(self, words: str, *, start: When | None = None) -> TimeField:
        """A field for a time, with the present moment in it."""
        field = TimeField(words, self._acts.session)
        field.set_when(start or now_of(self._acts))
        self.body.addWidget(Field(words, field))
        return field

    def read_time(self, field: TimeField) -> When | None:
        """The time in a field; where it is not understood the field says why."""
        when = field.when()
        if when is None:
            field.refuse()
        return when

    def _on_submitted(self) -> None:
        act = self.act()
        if act is None:
            return
        self.line.clear()
        # Nothing is recorded twice by an impatient second press.
        self.busy(busy=True)
        self._acts.do(act, done=self.accept, failed=self._on_refused, ask=self._on_question)

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)

    def _on_question(self, sentence: str, yes: Callable[[], None]) -> None:
        self.busy(busy=False)
        self._question.ask(sentence, yes)


class AddSubject(ActSheet):
    """Adds a child, suspect, event, device …; a child victim is one subject of two kinds."""

    def __init__(self, parent: QWidget, acts: CaseActs, *, kind: str = "") -> None:
        """Ask what is added; `kind` is chosen already where it is known."""
        super().__init__(parent, acts, title=tr("Add to the case"), primary=tr("Add"))
        self.kinds: Choice[tuple[KindId, ...]] = Choice(tr("What is it?"), kind_options(self.view))
        self.of: Choice[str] = Choice(tr("Of whom?"))
        self.label = OneLine(tr("Label"), placeholder=tr("Child A, 15"))
        self._label = Field(
            tr("Label"), self.label, hint=tr("What people call it here and in print; never a name.")
        )
        self._of = Field(tr("Of whom?"), self.of)
        self._kind = Field(tr("What is it?"), self.kinds)
        for field in (self._kind, self._of, self._label):
            self.body.addWidget(field)
        self.at = self.time_field(tr("Since when is it on the case, or when did it happen?"))
        self.kinds.chosen.connect(self._on_kind)
        self._choose(kind)

    def act(self) -> Act | None:
        """Add it, once it has a label and a time."""
        # Both are read, so that everything missing is told at once.
        at, kinds = self.read_time(self.at), self.kinds.value()
        if not self.label.text().strip():
            self._label.refuse(tr("Give a label, such as Child A, 15 or Suspect B; never a name."))
            return None
        if at is None or kinds is None:
            return None
        case, label = self._acts.case, self.label.text().strip()
        owner = self.of.value() if not self._of.isHidden() else None
        of = SubjectId(owner) if owner is not None else None
        return lambda casework, confirmed: casework.add_subject(
            case, kinds, label, at, of=of, confirmed=confirmed
        )

    def _choose(self, kind: str) -> None:
        wanted = next((kinds for kinds, _ in kind_options(self.view) if kind and kinds[0] == kind), None)
        if wanted is not None:
            self.kinds.choose(wanted)
        self._on_kind()

    def _on_kind(self) -> None:
        kinds = self.kinds.value() or ()
        programme = self.view.case.programme
        part_of = next(
            (programme.kinds[kind].part_of for kind in kinds if programme.kinds[kind].part_of), None
        )
        owners = self.view.case.subjects_of(part_of) if part_of else ()
        self.of.offer([(owner.subject, owner.label) for owner in owners])
        self._of.setVisible(part_of is not None)
        # What was said of another kind holds no more.
        self.line.clear()
        if part_of is not None and not owners:
            label = programme.kinds[part_of].label
            self.line.say(
                tr("This belongs to a {kind}, and none is on the case yet; add that first.").format(
                    kind=label
                )
            )


class ChangeSubject(ActSheet):
    """Gives a subject another label or further kinds; it loses none."""

    def __init__(self, parent: QWidget, acts: CaseActs, subject: str) -> None:
        """Ask about this subject."""
        super().__init__(parent, acts, title=tr("Change"), primary=tr("Save"))
        self._subject = self.view.case.subjects[subject]
        self.label = OneLine(tr("Label"))
        self.label.setText(self._subject.label)
        self.kinds: Ticks[KindId] = Ticks(tr("It is also"), self._other_kinds())
        self.body.addWidget(Field(tr("Label"), self.label, hint=tr("Never a name.")))
        self.body.addWidget(Field(tr("It is also, from now on"), self.kinds))

    def act(self) -> Act | None:
        """Change what was changed."""
        case, subject = self._acts.case, self._subject.subject
        typed = self.label.text().strip()
        # Only what differs is sent: an event says what was changed.
        label, kinds = ("" if typed == self._subject.label else typed), self.kinds.values()
        return lambda casework, _: casework.change_subject(case, subject, add_kinds=kinds, label=label)

    def _other_kinds(self) -> list[tuple[KindId, str]]:
        kinds = self.view.case.programme.kinds
        return [
            (kind, known.label)
            for kind, known in kinds.items()
            if not self._subject.has(kind) and known.part_of is None
        ]


def kind_options(view: CaseView) -> list[tuple[tuple[KindId, ...], str]]:
    """What can be added: each kind that the checklists name, and a child victim as one subject of two."""
    kinds = view.case.programme.kinds
    # Whom it is about first: typing "sus" is to find the suspect before the suspect's device.
    ordered = sorted(kinds.items(), key=lambda one: one[1].part_of is not None)
    single: list[tuple[tuple[KindId, ...], str]] = [
        ((kind,), known.label[:1].upper() + known.label[1:]) for kind, known in ordered
    ]
    if _CHILD not in kinds or _VICTIM not in kinds:
        return single
    return [((_CHILD, _VICTIM), tr("Child who is a victim")), *single]
