"""A definition from a spreadsheet; what is wrong with it is told with sheet, row and column.

The cells are brought into the shape that a definition file has and go through the same reader, so that the
same things are refused in the same words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import msgspec
from msgspec import inspect

from sopcheck.checklists.definition import Checklist, Digest
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import DefinitionError, Lines, Problem
from sopcheck.checklists.problems import problems
from sopcheck.checklists.reader import Read
from sopcheck.checklists.shaping import Shaper
from sopcheck.checklists.yaml_written import written
from sopcheck.exchange.sheet_grid import CellPlace
from sopcheck.exchange.sheet_shape import SheetShape
from sopcheck.exchange.workbook import SpreadsheetRefusedError, opened


class SheetsRefusedError(DefinitionError):
    """The sheets do not hold a definition; the message is the first problem, with its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Name sheet, row and column, as a file has its line."""
        super().__init__(problems)
        self.sentence = str(self.problems[0])


@dataclass(frozen=True, slots=True)
class SheetsRead:
    """A definition that was read from a spreadsheet; `lines` number the places."""

    name: str
    checklist: Checklist
    lines: Lines
    places: tuple[CellPlace, ...]

    @property
    def digest(self) -> Digest:
        """The identity of the definition."""
        return digest_of(self.checklist)

    def as_file(self) -> Read:
        """Give it as if it had been read from a definition file."""
        text = written(self.checklist)
        return Read(self.name, self.checklist, Lines(), self.digest, text)


def read_sheets(data: bytes, *, name: str) -> SheetsRead:
    """Read a definition from a spreadsheet; messages call it `name`.

    Raises:
        SpreadsheetRefusedError: it is no spreadsheet that is read here.
        SheetsRefusedError: it is one, and does not hold a definition.
    """
    sheets = SheetShape(opened(data), name)
    root = sheets.root()
    shaper = Shaper("")
    shaped = shaper.shape(root, _wanted())
    # Faults of the sheets and misfits of what they say are told at once, for one round of mending.
    found = [*sheets.faults, *(_placed(problem, sheets.places, name) for problem in shaper.problems)]
    if found:
        raise SheetsRefusedError(found)
    return SheetsRead(name, msgspec.convert(shaped, Checklist), Lines(shaper.lines), tuple(sheets.places))


def check_sheets(data: bytes, *, name: str, beside: Iterable[Checklist] = ()) -> tuple[Problem, ...]:
    """Read a spreadsheet and give all that is wrong with it, be it the sheets or what they say."""
    try:
        read = read_sheets(data, name=name)
    except DefinitionError as error:
        return error.problems
    except SpreadsheetRefusedError as refusal:
        return (Problem(name, 0, "", "spreadsheet", str(refusal)),)
    found = problems(read.checklist, lines=read.lines, beside=beside)
    return tuple(_placed(problem, read.places, name) for problem in found)


def placed_by(read: SheetsRead, problem: Problem) -> Problem:
    """Give a problem, or a piece of advice, with its place in the spreadsheet instead of a line."""
    return _placed(problem, read.places, read.name)


@cache
def _wanted() -> inspect.Type:
    return inspect.type_info(Checklist)


def _placed(problem: Problem, places: Sequence[CellPlace], name: str) -> Problem:
    where = f"{name}, {places[problem.line - 1]}" if problem.line else name
    first = f" The first is in {places[problem.elsewhere - 1]}." if problem.elsewhere else ""
    return replace(problem, file=where, line=0, elsewhere=0, sentence=f"{problem.sentence}{first}")
