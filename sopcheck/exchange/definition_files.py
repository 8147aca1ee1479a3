"""Files that hold a definition, whatever they are written in; all of them become the same value.

The spreadsheet library is imported when a spreadsheet is there, not before: most files are YAML.
"""

import re
from collections.abc import Iterable
from typing import Literal

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import Lines, Problem
from sopcheck.checklists.problems import check
from sopcheck.checklists.reader import Read, read
from sopcheck.checklists.yaml_written import written
from sopcheck.errors import RefusedError

FileKind = Literal["definition", "profile", "form"]
SHEETS = ".xlsx"
_SHEET_NAMES = (SHEETS, ".xlsm", ".xls", ".ods")
_PACKED = b"PK\x03\x04"
_PROFILE = re.compile(rb"^profile[ ]*:", re.MULTILINE)


def kind_of(data: bytes, *, name: str) -> FileKind:
    """Tell a definition from a district's profile and from a form of another program.

    Raises:
        SpreadsheetRefusedError: it is a spreadsheet that is not read here.
    """
    if is_sheets(data, name=name):
        from sopcheck.exchange.workbook import opened
        from sopcheck.exchange.xlsform import is_xlsform

        return "form" if is_xlsform(opened(data)) else "definition"
    if data.lstrip().startswith(b"{") or name.lower().endswith(".json"):
        return "form"
    return "profile" if _PROFILE.search(data) else "definition"


def is_sheets(data: bytes, *, name: str) -> bool:
    """Whether a file is meant as a spreadsheet."""
    return name.lower().endswith(_SHEET_NAMES) or data.startswith(_PACKED)


def read_definition(data: bytes, *, name: str) -> Read:
    """The definition of a file.

    Raises:
        DefinitionError: it has none, with everything that is wrong.
        SpreadsheetRefusedError: it is a spreadsheet that is not read here.
    """
    if is_sheets(data, name=name):
        from sopcheck.exchange.sheet_reading import read_sheets

        return read_sheets(data, name=name).as_file()
    return read(data, name=name)


def problems_of(data: bytes, *, name: str, beside: Iterable[Checklist]) -> tuple[Problem, ...]:
    """Everything that is wrong with a file, each with its line, or its sheet, row and column."""
    if is_sheets(data, name=name):
        from sopcheck.exchange.sheet_reading import check_sheets

        return check_sheets(data, name=name, beside=beside)
    return check(data, name=name, beside=beside)


def read_form(data: bytes, *, name: str) -> tuple[Read, tuple[str, ...]]:
    """A draft made of an XLSForm or a FHIR Questionnaire, and what of it did not fit.

    Raises:
        RefusedError: it is neither.
    """
    from sopcheck.exchange.fhir import read_questionnaire
    from sopcheck.exchange.xlsform import read_xlsform

    made = (read_xlsform if is_sheets(data, name=name) else read_questionnaire)(data, name=name)
    checklist = made.checklist
    found = Read(name, checklist, Lines(), digest_of(checklist), written(checklist))
    return found, tuple(str(one) for one in made.misfits)


def file_of(found: Read, *, name: str) -> bytes:
    """Write a definition as the ending of the name says: as YAML with its comments, or as a spreadsheet.

    Raises:
        RefusedError: the ending says neither.
    """
    ending = name.lower().rpartition(".")[2]
    if ending in {"yaml", "yml"}:
        return found.text.encode()
    if ending == "xlsx":
        from sopcheck.exchange.sheet_writing import sheets_of

        return sheets_of(found.checklist)
    raise RefusedError(f"Name the file with .yaml or {SHEETS} at its end, which says what to write.")
