"""`sopcheck checklist export` and `import`: definitions as files, and what bringing one in would do."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from sopcheck.checklists.compare_words import row_fields
from sopcheck.checklists.reader import Read
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.comparing import compared_line
from sopcheck.cli.definitions import named_definition, problem_fields, read_file, shipped_definitions
from sopcheck.exchange import definition_files
from sopcheck.files import read_whole, write_whole
from sopcheck.services.desk import Desk
from sopcheck.services.exchanging import Arrival, Here, arrival, tailored_by

_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A .yaml or .xlsx file to write."
)


@click.command()
@click.argument("named", nargs=-1, required=True, metavar="ID VERSION | FILE")
@_output
@vault_options
def export(*, named: tuple[str, ...], output: Path, way: WayIn) -> None:
    """Write a checklist to a file: as YAML with its comments, or as a spreadsheet."""
    with way.desk() if way.folder else nullcontext() as desk:
        found = named_definition(" ".join(named), desk)
    write_whole(output, definition_files.file_of(found, name=output.name))
    click.echo(f"{found.checklist.name} ({found.digest[:8]}) is in {output.name}.", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@vault_options
@json_option
def import_(*, file: Path, dry_run: bool, way: WayIn, as_json: bool) -> int:
    """Bring a definition into a vault as a draft, having said first what that does.

    Exit 2 where it cannot be taken, for its problems or because its version has another content here; then
    nothing has changed. A dry run answers that with 1, and without a vault compares with what ships.
    """
    # Without a vault there is nobody to ask for a passphrase.
    if dry_run and way.folder is None:
        return _say(_plan(file, None), imported=False, as_json=as_json, otherwise=1)
    with way.desk() as desk:
        plan = _plan(file, desk)
        taken = plan.read is not None and plan.can_be_taken and not dry_run
        if plan.read is not None and taken:
            desk.library.bring_in(plan.read)
    return _say(plan, imported=taken, as_json=as_json, otherwise=1 if dry_run else 2)


@click.command()
@click.argument("profile", type=click.Path(path_type=Path))
@click.option(
    "--baseline", "files", multiple=True, type=click.Path(path_type=Path), help="A file with the baseline."
)
@_output
@vault_options
def tailor(*, profile: Path, files: tuple[Path, ...], output: Path, way: WayIn) -> int:
    """Make a district's own version from a profile and the force's version that it is for.

    The baseline is looked for among the files given, in the vault if one is named, and among what ships.
    """
    with way.desk() if way.folder else nullcontext() as desk:
        given = [read_file(file) for file in files]
        found = tailored_by(read_whole(profile), name=profile.name, here=_here(desk, given))
    if found.read is None:
        for one in found.problems:
            click.echo(str(one))
        click.echo(f"Problems found: {len(found.problems)}. Nothing was written.", err=True)
        return 1
    write_whole(output, definition_files.file_of(found.read, name=output.name))
    click.echo(f"{found.read.checklist.name} ({found.read.digest[:8]})")
    for line in found.notes:
        click.echo(line)
    return 0


@click.command()
@click.argument("form", type=click.Path(path_type=Path))
@_output
def convert(*, form: Path, output: Path) -> None:
    """Make a draft of an XLSForm or a FHIR Questionnaire, and report what did not fit.

    The draft is a file to work on: it has no limits, gates or reviews yet.
    """
    found, misfits = definition_files.read_form(read_whole(form), name=form.name)
    write_whole(output, definition_files.file_of(found, name=output.name))
    for misfit in misfits:
        click.echo(misfit)
    items = sum(1 for _ in found.checklist.items())
    click.echo(f"{found.checklist.name}: {items} items. Did not fit: {len(misfits)}.", err=True)


def _plan(file: Path, desk: Desk | None) -> Arrival:
    if desk is not None:
        return desk.exchanging.look(read_whole(file), file.name)
    return arrival(read_whole(file), name=file.name, here=_here(None, ()), files=definition_files)


def _here(desk: Desk | None, given: Sequence[Read]) -> Here:
    """What a file is held against: the versions given, those of a vault, and without one what ships."""
    ships = () if desk else shipped_definitions()
    reads = {one.checklist.name: one for one in reversed((*given, *ships))}
    rows = desk.library.versions() if desk else ()
    vault = [desk.library.definition(row.checklist, row.version) for row in rows] if desk else []
    return Here(
        definitions=[*(one.checklist for one in reversed(reads.values())), *vault],
        in_force=lambda _: None,
        source=lambda one: reads.get(one.name) or named_definition(one.name, desk),
    )


def _say(plan: Arrival, *, imported: bool, as_json: bool, otherwise: int) -> int:
    if as_json:
        print_json(_plan_fields(plan, imported=imported))
    else:
        for line in _plan_lines(plan, imported=imported):
            click.echo(line)
    return 0 if plan.can_be_taken or plan.state == "here" else otherwise


def _plan_fields(plan: Arrival, *, imported: bool) -> dict[str, object]:
    checklist = plan.read.checklist if plan.read else None
    comparison = plan.comparison
    return {
        "file": plan.file,
        "id": checklist.checklist if checklist else None,
        "version": checklist.version if checklist else None,
        "digest": plan.read.digest if plan.read else None,
        "state": plan.state,
        "problems": [problem_fields(one) for one in plan.problems],
        "compared_with": comparison.was.version if comparison else None,
        "changes": [row_fields(row) for row in comparison.rows] if comparison else [],
        "imported": imported,
    }


def _plan_lines(plan: Arrival, *, imported: bool) -> list[str]:
    lines = [str(one) for one in plan.problems]
    if plan.read is not None:
        lines.insert(0, f"{plan.read.checklist.name} ({plan.read.digest[:8]}): {plan.sentence}")
    if plan.problems:
        lines.append(f"Problems found: {len(plan.problems)}. Nothing was changed.")
    lines += plan.notes
    if plan.comparison is not None:
        found = len(plan.comparison.rows)
        differing = f"{found} difference{'s' * (found != 1)}"
        lines.append(f"Compared with {plan.comparison.was.name}: {differing}.")
        lines += [f"  {compared_line(row)}" for row in plan.comparison.rows]
    if imported:
        lines.append("It is in the vault as a draft. Propose it for approval when it is ready.")
    return lines
