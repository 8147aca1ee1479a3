"""The checklists of a vault: which versions there are, what they ask, and what is wrong with a file."""

from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.problems import check
from sopcheck.errors import RefusedError
from sopcheck.services.register_desk import RegisterDesk
from sopcheck.services.views import LibraryRow


class Library:
    """What an SOP owner and everybody else may read of the checklists."""

    def __init__(self, desk: RegisterDesk) -> None:
        self._desk = desk

    def versions(self) -> tuple[LibraryRow, ...]:
        """Every version in the register, with its status."""
        rows = self._desk.register.definitions.values()
        return tuple(
            library_row(self.definition(row.checklist, row.version), row.digest, row.status) for row in rows
        )

    def definition(self, checklist: ChecklistId, version: Version) -> Checklist:
        """One version as a value.

        Raises:
            RefusedError: this vault does not have it.
        """
        found = self._desk.definitions.find(checklist, version)
        if found is None:
            raise RefusedError(
                "This vault does not have that checklist version. Look at the list of checklists."
            )
        return found

    def check(self, data: bytes, name: str) -> tuple[Problem, ...]:
        """Everything that is wrong with a definition file, beside the checklists of this vault."""
        return check(data, name=name, beside=self._desk.definitions.all())


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
