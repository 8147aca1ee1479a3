"""The checklists of a vault: which versions there are, what they ask, and what is wrong with a file."""

from dataclasses import replace

from sopcheck.cases import lifecycle
from sopcheck.cases.authority import require
from sopcheck.cases.register import decisions as register_decisions
from sopcheck.cases.register.register import DefinitionRow
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.problems import check
from sopcheck.checklists.reader import Read
from sopcheck.errors import RefusedError
from sopcheck.services.people import name_of
from sopcheck.services.register_desk import RegisterDesk
from sopcheck.services.views import LibraryRow, VersionStep


class Library:
    """What an SOP owner and everybody else may read of the checklists."""

    def __init__(self, desk: RegisterDesk) -> None:
        self._desk = desk

    def versions(self) -> tuple[LibraryRow, ...]:
        """Every version in the register, with where it stands today."""
        register, today = self._desk.register, self._desk.today()
        return tuple(
            replace(
                library_row(
                    self.definition(row.checklist, row.version),
                    row.digest,
                    lifecycle.status_on(register, row, today),
                ),
                effective_from=row.effective_from,
                steps=self._steps(row),
                is_current=lifecycle.in_force(register, row.checklist, today) is row,
            )
            for row in register.definitions.values()
        )

    def definition(self, checklist: ChecklistId, version: Version) -> Checklist:
        """One version as a value.

        Raises:
            RefusedError: this vault does not have it.
        """
        return self._desk.definition(checklist, version)

    def source(self, checklist: ChecklistId, version: Version) -> str:
        """The file of one version, as its author wrote it; raises as `definition` does."""
        self.definition(checklist, version)
        return self._desk.register.definitions[checklist, version].yaml

    def proposal(self, checklist: ChecklistId, version: Version) -> str:
        """Why a version was proposed; empty where it never was. Raises as `definition` does."""
        self.definition(checklist, version)
        return self._desk.register.definitions[checklist, version].proposal

    def bring_in(self, read: Read) -> LibraryRow:
        """Take a definition into the vault as a draft, which nobody follows until it is approved.

        Raises:
            RefusedError: it has problems, is here already, or its version has another content here.
        """
        found = self.check(read.text.encode(), read.name)
        if found:
            raise RefusedError(f"This has problems, {len(found)} in all. Put them right first: {found[0]}")
        with self._desk.noting_refusals("install"):
            role = require(self._desk.me, "install")
            event = register_decisions.install_definition(
                self._desk.register, read.checklist, by=self._desk.me, yaml=read.text, at=self._desk.at()
            )
        self._desk.write((event,), role=role)
        return library_row(read.checklist, read.digest, "draft")

    def check(self, data: bytes, name: str) -> tuple[Problem, ...]:
        """Everything that is wrong with a definition file, beside the checklists of this vault."""
        return check(data, name=name, beside=self._desk.definitions.all())

    def _steps(self, row: DefinitionRow) -> tuple[VersionStep, ...]:
        people = self._desk.people
        steps = (
            VersionStep("proposed", name_of(people, row.proposed_by), row.proposal),
            VersionStep("approved", name_of(people, row.approved_by), row.approval, row.authority),
            VersionStep("withdrawn", name_of(people, row.withdrawn_by), row.withdrawal),
        )
        return tuple(one for one in steps if one.reason)


def library_row(checklist: Checklist, digest: str, status: str) -> LibraryRow:
    """A row of the list of versions."""
    return LibraryRow(
        checklist=checklist.checklist,
        version=checklist.version,
        digest=digest,
        title=checklist.title,
        status=status,
        items=sum(1 for _ in checklist.items()),
    )
