"""What the services need of files that hold definitions; `exchange` answers it."""

from collections.abc import Iterable
from typing import Literal, Protocol

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.reader import Read


class DefinitionFiles(Protocol):
    """Reads and writes definitions, whatever a file is written in; messages call the file `name`."""

    def kind_of(self, data: bytes, /, *, name: str) -> Literal["definition", "profile", "form"]:
        """What a file holds."""
        ...

    def is_sheets(self, data: bytes, /, *, name: str) -> bool:
        """Whether a file is a spreadsheet, which has no comments."""
        ...

    def read_definition(self, data: bytes, /, *, name: str) -> Read:
        """The definition of a file; raises `DefinitionError` with everything that is wrong."""
        ...

    def problems_of(self, data: bytes, /, *, name: str, beside: Iterable[Checklist]) -> tuple[Problem, ...]:
        """Everything that is wrong with a file, each with its place in it."""
        ...

    def read_form(self, data: bytes, /, *, name: str) -> tuple[Read, tuple[str, ...]]:
        """A draft made of a form of another program, and what of the form did not fit."""
        ...

    def file_of(self, found: Read, /, *, name: str) -> bytes:
        """The file of a definition, written as the ending of its name says."""
        ...
