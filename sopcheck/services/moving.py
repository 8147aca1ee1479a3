"""Moving cases across versions: what it would do, to one case or to all of them, and the move itself.

Nothing is done to a case that was not previewed with the very same functions, and what is done may be undone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sopcheck.cases.acting import Acting
from sopcheck.cases.case import Case
from sopcheck.cases.decisions import moving as decisions_moving
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.derived import CaseRow as IndexRow
from sopcheck.cases.events import CaseEvent, CaseId
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.lifecycle import require_usable
from sopcheck.cases.moving import Preview, previewed
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.problems import check
from sopcheck.checklists.reader import read
from sopcheck.errors import RefusedError
from sopcheck.progress import Progress
from sopcheck.services.case_desk import CaseDesk
from sopcheck.services.views import CaseView

Choice = Literal["stay", "now", "at the next review"]
"""What a supervisor chooses for one case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseImpact:
    """What following a version would do to one open case; `labels` are what its subjects are called."""

    case: CaseId
    reference: str
    preview: Preview
    labels: Mapping[str, str]
    planned: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What publishing a version would do to every open case that follows an earlier one."""

    checklist: ChecklistId
    version: Version
    looked_at: int
    cases: tuple[CaseImpact, ...]

    @property
    def touched(self) -> tuple[CaseImpact, ...]:
        """The cases in which something would change for whoever works on them."""
        return tuple(one for one in self.cases if not one.preview.is_quiet)

    @property
    def needing_somebody(self) -> tuple[CaseImpact, ...]:
        """The cases that somebody should look at before they are moved."""
        return tuple(one for one in self.cases if one.preview.needs_somebody)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOutcome:
    """What became of the choice for one case; `refused` says why it was not done."""

    case: CaseId
    reference: str
    choice: Choice
    refused: str = ""


def no_progress(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


class Moving(CaseDesk):
    """What a supervisor does with cases when an SOP has a new version."""

    def candidate(self, data: bytes, name: str) -> Checklist:
        """A version of a file, to preview with before it is published.

        Raises:
            DefinitionError: it is no definition, or has problems.
        """
        found = check(data, name=name)
        if found:
            raise DefinitionError(found)
        return read(data, name=name).checklist

    def preview(self, case: CaseId, to: Checklist) -> Preview:
        """What moving one case to a version would do to it."""
        return self._previewed(self._books.read(case), self._definitions(to), to)

    def impact(self, to: Checklist, progress: Progress = no_progress) -> Impact:
        """What publishing a version would do to every open case of this vault that follows the checklist."""
        definitions = self._definitions(to)
        rows = self._opened.vault.index.cases(open_only=True)
        found: list[CaseImpact] = []
        for number, row in enumerate(rows):
            progress(number, len(rows))
            found.extend(self._impact_on(row, definitions, to))
        progress(len(rows), len(rows))
        return Impact(checklist=to.checklist, version=to.version, looked_at=len(rows), cases=tuple(found))

    def impact_on(self, case: CaseId, to: Checklist) -> Impact:
        """What following a version would do to one case alone."""
        row = self._opened.vault.index.get(case)
        found = () if row is None else tuple(self._impact_on(row, self._definitions(to), to))
        return Impact(checklist=to.checklist, version=to.version, looked_at=1, cases=found)

    def move(self, case: CaseId, checklist: ChecklistId, version: Version, *, reason: str) -> CaseView:
        """Move a case now.

        Raises:
            RefusedError: the role, the version, or no reason.
        """
        return self._chosen(case, "now", checklist, version, reason=reason)

    def plan(self, case: CaseId, checklist: ChecklistId, version: Version, *, reason: str) -> CaseView:
        """Move a case at the next review that is held on it."""
        return self._chosen(case, "at the next review", checklist, version, reason=reason)

    def move_many(
        self,
        choices: Mapping[CaseId, Choice],
        checklist: ChecklistId,
        version: Version,
        *,
        reason: str,
        progress: Progress = no_progress,
    ) -> tuple[MoveOutcome, ...]:
        """Do what was chosen for each case; what is refused for one leaves the others as they are."""
        outcomes: list[MoveOutcome] = []
        for number, (case, choice) in enumerate(choices.items()):
            progress(number, len(choices))
            outcomes.append(self._outcome(case, choice, checklist, version, reason=reason))
        progress(len(choices), len(choices))
        return tuple(outcomes)

    def undo(self, case: CaseId, checklist: ChecklistId, *, reason: str) -> CaseView:
        """Take the last move of a case back, while nothing was answered under the new version.

        Raises:
            RefusedError: there is none, or something was answered since.
        """
        return self._act(
            case, "move a case", lambda acting: decisions_moving.undo_move(acting, checklist, reason=reason)
        )

    def _chosen(
        self, case: CaseId, choice: Choice, checklist: ChecklistId, version: Version, *, reason: str
    ) -> CaseView:
        decide = decisions_moving.authorise_move if choice == "now" else decisions_moving.plan_move

        def decided(acting: Acting) -> CaseEvent:
            """Refuse a draft before anything else."""
            require_usable(self._opened.register.register, checklist, version)
            return decide(acting, checklist, version, reason=reason)

        return self._act(case, "move a case", decided)

    def _outcome(
        self, case: CaseId, choice: Choice, checklist: ChecklistId, version: Version, *, reason: str
    ) -> MoveOutcome:
        row = self._opened.vault.index.get(case)
        reference = "" if row is None else row.reference
        refused = ""
        if choice != "stay":
            try:
                self._chosen(case, choice, checklist, version, reason=reason)
            except RefusedError as refusal:
                refused = str(refusal)
        return MoveOutcome(case=case, reference=reference, choice=choice, refused=refused)

    def _impact_on(self, row: IndexRow, definitions: Definitions, to: Checklist) -> Iterator[CaseImpact]:
        case = CaseId(row.case)
        folded = fold(self._books.entries(case), definitions)
        followed = next((one for one in folded.adopted if one.checklist == to.checklist), None)
        if followed is None or followed.version == to.version:
            return
        planned = decisions_moving.planned_move(folded, to.checklist)
        yield CaseImpact(
            case=case,
            reference=row.reference,
            preview=self._previewed(folded, definitions, to),
            labels={subject.subject: subject.label for subject in folded.subjects.values()},
            planned=None if planned is None else planned.version,
        )

    def _previewed(self, case: Case, definitions: Definitions, to: Checklist) -> Preview:
        now = self._opened.scribe.now()
        # A clock set back must not hide what is recorded already.
        at = max(now, case.last_known or now)
        return previewed(case, definitions, self._opened.register.calendar, to, at=at)

    def _definitions(self, to: Checklist) -> Definitions:
        known = self._opened.register.definitions
        return known if known.find(to.checklist, to.version) is to else known.joined(to)
