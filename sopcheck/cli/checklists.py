"""`sopcheck checklist`: what ships, what it asks, and what is wrong with a file."""

from pathlib import Path

import click

from sopcheck.checklists.definition import Checklist, ChecklistId, Item, Version
from sopcheck.checklists.explaining import basis_word, limit_words
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problems import check as find_problems
from sopcheck.checklists.reader import Read, read
from sopcheck.cli.common import json_option, print_json
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.services.library import library_row

BASELINE = "illustrative baseline"
MOST_BYTES = 5_000_000


@click.group()
def checklist() -> None:
    """List, show and check checklists."""


@checklist.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the checklists that ship with the program."""
    rows = [library_row(one.checklist, one.digest, BASELINE) for one in shipped_definitions()]
    if as_json:
        print_json(
            [
                {
                    "id": row.checklist,
                    "version": row.version,
                    "digest": row.digest,
                    "title": row.title,
                    "status": row.status,
                    "items": row.items,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        name = f"{row.checklist} {row.version}"
        click.echo(f"{name:24} {row.digest[:8]}  {row.items:3} items  {row.title} ({row.status})")


@checklist.command()
@click.argument("named")
@json_option
def show(*, named: str, as_json: bool) -> None:
    """Show a checklist, named `ID VERSION` in one argument, or by its file."""
    found = named_definition(named)
    if as_json:
        import msgspec

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
        print_json(
            [
                {"file": one.file, "line": one.line, "id": one.id, "what": one.word, "sentence": one.sentence}
                for one in found
            ]
        )
    else:
        for one in found:
            click.echo(str(one))
        click.echo(f"{len(found)} problems." if found else "No problems.", err=True)
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
    wanted = named.split()
    for pack in shipped():
        if [pack.id, pack.version] == wanted:
            return read(pack.yaml, name=pack.file)
    raise RefusedError("There is no such checklist. Name it like “cse-investigation 1.0”, or give its file.")


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that a user named.

    Raises:
        UnavailableError: it cannot be read.
        RefusedError: it is far too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"{path.name} is larger than any checklist (5 MB). Name another file.")
        return path.read_bytes()
    except OSError as error:
        raise UnavailableError(
            f"{path.name} cannot be read. Check that it is there and that you may read it."
        ) from error


def _beside() -> list[Checklist]:
    return [one.checklist for one in shipped_definitions()]


def _print_checklist(found: Read) -> None:
    whole = found.checklist
    click.echo(f"{whole.title}: {whole.name} ({found.digest[:8]}), {whole.baseline}")
    for number, stage in enumerate(whole.stages, start=1):
        click.echo(f"\n{number}. {stage.title}")
        for item in stage.items:
            click.echo(f"  {item.id}: {item.prompt}{_when(item)}")


def _when(item: Item) -> str:
    if item.limit is not None:
        return f" [{limit_words(item.limit)} from {item.limit.from_}, {basis_word(item.limit.basis)}]"
    return f" [before {item.gate.before}, {basis_word(item.gate.basis)}]" if item.gate else ""


def wanted_version(named: str) -> tuple[ChecklistId, Version]:
    """`cse-investigation 1.0` as an id and a version; the version is 1.0 where none is given.

    Raises:
        RefusedError: it is not written like that.
    """
    match named.split():
        case [name]:
            return ChecklistId(name), Version("1.0")
        case [name, version]:
            return ChecklistId(name), Version(version)
        case _:
            raise RefusedError("Name a checklist like “cse-investigation 1.0”.")
