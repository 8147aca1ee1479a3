"""`sopcheck checklist`: what there is, what it asks, and what is wrong with a file."""

from pathlib import Path

import click
import msgspec

from sopcheck.checklists.definition import Checklist, Clock, ClockId, Item
from sopcheck.checklists.explaining import basis_word, clock_words, limit_words
from sopcheck.checklists.reader import Read
from sopcheck.cli.checklist_files import convert, export, import_, tailor
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.comparing import compare_
from sopcheck.cli.definitions import (
    advice_on,
    named_definition,
    problem_fields,
    problems_in,
    shipped_definitions,
    wanted_version,
)
from sopcheck.cli.grammar import Group
from sopcheck.cli.prints import print_options, said, written
from sopcheck.cli.publishing import approve, impact, propose, withdraw
from sopcheck.services.library import library_row
from sopcheck.services.views import LibraryRow, VersionStep


@click.group(cls=Group)
def checklist() -> None:
    """Read, check, compare, bring in and publish checklists."""


checklist.add_command(export)
checklist.add_command(import_)
checklist.add_command(tailor)
checklist.add_command(convert)
checklist.add_command(compare_)
for each in (propose, approve, withdraw, impact):
    checklist.add_command(each)


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
        click.echo(f"{name:24} {row.digest[:8]}  {row.items:3} items  {row.title} ({_standing(row)})")
        for step in row.steps:
            click.echo(f"{'':24} {_step_words(step)}")


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
@click.option("--advice", "only_advice", is_flag=True, help="With --json, print the advice instead.")
@json_option
def check(*, file: Path, only_advice: bool, as_json: bool) -> int:
    """Print everything that is wrong with a file, YAML or spreadsheet; exit 1 where anything is.

    Advice on how it is written stands apart and stops nothing.
    """
    found, better = problems_in(file, _beside()), advice_on(file)
    if as_json:
        print_json([problem_fields(one) for one in (better if only_advice else found)])
        return 1 if found else 0
    for one in found:
        click.echo(str(one))
    click.echo(f"Problems found: {len(found)}." if found else "No problems.", err=True)
    if better:
        click.echo(f"Advice, which stops nothing: {len(better)}.", err=True)
    for one in better:
        click.echo(f"  {one}", err=True)
    return 1 if found else 0


@checklist.command("print")
@click.argument("named", nargs=2, metavar="ID VERSION")
@vault_options
@print_options
@json_option
def print_(
    *, named: tuple[str, str], way: WayIn, output: Path, purpose: str, recipient: str, as_json: bool
) -> None:
    """Print a checklist to be filled in by hand, as a numbered print of the vault."""
    name, version = wanted_version(" ".join(named))
    with way.desk() as desk:
        printed = written(
            desk,
            output,
            lambda: desk.printing.print_checklist(name, version, purpose=purpose, recipient=recipient),
        )
    said(printed, output, as_json=as_json, more={"document": "checklist"})


def _shipped_rows() -> list[LibraryRow]:
    found = shipped_definitions()
    return [library_row(one.checklist, one.digest, f"{one.checklist.baseline} baseline") for one in found]


def _rows_of(way: WayIn) -> tuple[LibraryRow, ...]:
    with way.desk() as desk:
        return desk.library.versions()


def _standing(row: LibraryRow) -> str:
    begins = row.effective_from
    return row.status if begins is None else f"{row.status}, from {begins.isoformat()}"


def _row(row: LibraryRow) -> dict[str, object]:
    # A version that nobody approved has no day, and then the row has only the keys that every version has.
    begins = {} if row.effective_from is None else {"effective_from": row.effective_from.isoformat()}
    return {
        "id": row.checklist,
        "version": row.version,
        "digest": row.digest,
        "title": row.title,
        "status": row.status,
        "items": row.items,
        **begins,
        **({"steps": [_step(one) for one in row.steps]} if row.steps else {}),
    }


def _step(step: VersionStep) -> dict[str, str]:
    authority = {"authority": step.authority} if step.authority else {}
    return {"step": step.word, "by": step.by_name, "reason": step.reason, **authority}


def _step_words(step: VersionStep) -> str:
    authority = f", {step.authority}" if step.authority else ""
    return f"{step.word} by {step.by_name}{authority}: {step.reason}"


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
