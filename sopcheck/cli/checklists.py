"""`sopcheck checklist`: what there is, what it asks, and what is wrong with a file."""

from pathlib import Path

import click
import msgspec

from sopcheck.checklists.definition import Checklist, ChecklistId, Clock, ClockId, Item, Version
from sopcheck.checklists.explaining import basis_word, clock_words, limit_words
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.problems import check as find_problems
from sopcheck.checklists.reader import Read, read
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.files import file_bytes
from sopcheck.errors import RefusedError
from sopcheck.services.library import library_row
from sopcheck.services.views import LibraryRow

_NAME_IT = "Name a checklist like “cse-investigation 1.0”, or give its file."


@click.group()
def checklist() -> None:
    """List, show and check checklists."""


@checklist.command("list")
@vault_options
@json_option
def list_(*, way: WayIn, as_json: bool) -> None:
    """List the checklists that ship with the program, or with --vault those of a vault."""
    rows = _shipped_rows() if way.folder is None else _rows_of(way)
    if as_json:
        print_json([_row(row) for row in rows])
        return
    for row in rows:
        name = f"{row.checklist} {row.version}"
        click.echo(f"{name:24} {row.digest[:8]}  {row.items:3} items  {row.title} ({row.status})")


@checklist.command()
@click.argument("named", nargs=-1, required=True, metavar="ID VERSION | FILE")
@json_option
def show(*, named: tuple[str, ...], as_json: bool) -> None:
    """Show a checklist, named by its id and version or by its file."""
    found = named_definition(" ".join(named))
    if as_json:
        print_json(msgspec.to_builtins(found.checklist) | {"digest": found.digest})
        return
    _print_checklist(found)


@checklist.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check(*, file: Path, as_json: bool) -> int:
    """Print everything that is wrong with a definition file; exit 1 where anything is."""
    found = find_problems(file_bytes(file), name=file.name, beside=_beside())
    if as_json:
        print_json([_problem(one) for one in found])
        return 1 if found else 0
    for one in found:
        click.echo(str(one))
    click.echo(f"Problems found: {len(found)}." if found else "No problems.", err=True)
    return 1 if found else 0


def shipped_definitions() -> list[Read]:
    """The packs that ship, read."""
    return [read(pack.yaml, name=pack.file) for pack in shipped()]


def named_definition(named: str) -> Read:
    """The definition of a file, or the one that ships under `ID VERSION`.

    Raises:
        RefusedError: there is no such definition.
    """
    path = Path(named)
    if path.suffix in {".yaml", ".yml"} or path.is_file():
        return read(file_bytes(path), name=path.name)
    wanted = wanted_version(named)
    for pack in shipped():
        if (pack.id, pack.version) == wanted:
            return read(pack.yaml, name=pack.file)
    raise RefusedError(f"There is no such checklist. {_NAME_IT}")


def wanted_version(named: str) -> tuple[ChecklistId, Version]:
    """`cse-investigation 1.0` as an id and a version.

    Raises:
        RefusedError: it is not written like that.
    """
    match named.split():
        case [name, version]:
            return ChecklistId(name), Version(version)
        case _:
            raise RefusedError(_NAME_IT)


def _shipped_rows() -> list[LibraryRow]:
    found = shipped_definitions()
    return [library_row(one.checklist, one.digest, f"{one.checklist.baseline} baseline") for one in found]


def _rows_of(way: WayIn) -> tuple[LibraryRow, ...]:
    with way.desk() as desk:
        return desk.library.versions()


def _row(row: LibraryRow) -> dict[str, object]:
    return {
        "id": row.checklist,
        "version": row.version,
        "digest": row.digest,
        "title": row.title,
        "status": row.status,
        "items": row.items,
    }


def _problem(one: Problem) -> dict[str, object]:
    return {"file": one.file, "line": one.line, "id": one.id, "what": one.word, "sentence": one.sentence}


def _beside() -> list[Checklist]:
    return [one.checklist for one in shipped_definitions()]


def _print_checklist(found: Read) -> None:
    whole = found.checklist
    click.echo(f"{whole.title}: {whole.name} ({found.digest[:8]}), {whole.baseline} baseline")
    for number, stage in enumerate(whole.stages, start=1):
        click.echo(f"\n{number}. {stage.title}")
        for item in stage.items:
            click.echo(f"  {item.id}: {item.prompt}{_when(whole, item)}")


def _when(whole: Checklist, item: Item) -> str:
    limit, gate = item.limit, item.gate
    if limit is not None:
        return f" [{limit_words(limit)} from when {_event(whole, limit.from_)}, {basis_word(limit.basis)}]"
    return f" [before {_event(whole, gate.before)}, {basis_word(gate.basis)}]" if gate else ""


def _event(whole: Checklist, clock: ClockId) -> str:
    return clock_words(clock, whole.clocks.get(clock, Clock(says="")))
