"""Definitions that a command names: by id and version, or by a file, be it YAML or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sopcheck import resources
from sopcheck.cases.hints import read_words
from sopcheck.checklists.advice.advise import advice
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.reader import Read, read
from sopcheck.errors import RefusedError
from sopcheck.exchange import definition_files
from sopcheck.exchange.definition_files import SHEETS
from sopcheck.files import read_whole
from sopcheck.services.desk import Desk

NAME_IT = "Name a checklist like “cse-investigation 1.0”, or give its file."


def shipped_definitions() -> list[Read]:
    """The packs that ship, read."""
    return [read(pack.yaml, name=pack.file) for pack in shipped()]


def is_file(path: Path) -> bool:
    """Whether what was named is meant as a file, though it may not be there."""
    return path.suffix in {".yaml", ".yml", SHEETS} or path.is_file()


def named_definition(named: str, desk: Desk | None = None) -> Read:
    """The definition of a file, or the one under `ID VERSION` in a vault, or without one as it ships.

    Raises:
        RefusedError: there is no such definition.
    """
    path = Path(named)
    if is_file(path):
        return read_file(path)
    wanted = wanted_version(named)
    if desk is not None:
        return read(desk.library.source(*wanted), name=f"{wanted[0]}-{wanted[1]}.yaml")
    for pack in shipped():
        if (pack.id, pack.version) == wanted:
            return read(pack.yaml, name=pack.file)
    raise RefusedError(f"There is no such checklist. {NAME_IT}")


def wanted_version(named: str) -> tuple[ChecklistId, Version]:
    """`cse-investigation 1.0` as an id and a version.

    Raises:
        RefusedError: it is not written like that.
    """
    match named.split():
        case [name, version]:
            return ChecklistId(name), Version(version)
        case _:
            raise RefusedError(NAME_IT)


def read_file(path: Path) -> Read:
    """The definition of a file.

    Raises:
        DefinitionError: it has none, with everything that is wrong.
        RefusedError: there is no such file, or it is a spreadsheet that is not read.
    """
    return definition_files.read_definition(read_whole(path), name=path.name)


def problems_in(path: Path, beside: Iterable[Checklist]) -> tuple[Problem, ...]:
    """Everything that is wrong with a file."""
    return definition_files.problems_of(read_whole(path), name=path.name, beside=beside)


def advice_on(path: Path) -> tuple[Problem, ...]:
    """What might be written better in a file; nothing where it cannot be read at all."""
    data, words = read_whole(path), read_words(resources.read_text("words-to-avoid.txt"))
    try:
        if definition_files.is_sheets(data, name=path.name):
            from sopcheck.exchange.sheet_reading import placed_by, read_sheets

            sheets = read_sheets(data, name=path.name)
            found = advice(sheets.checklist, words=words, lines=sheets.lines)
            return tuple(placed_by(sheets, one) for one in found)
        file = read(data, name=path.name)
    except RefusedError:
        return ()
    return advice(file.checklist, words=words, lines=file.lines, file=path.name)


def problem_fields(one: Problem) -> dict[str, object]:
    """A problem as `--json` prints it."""
    return {"file": one.file, "line": one.line, "id": one.id, "what": one.word, "sentence": one.told}
