"""`sopcheck checklist export` and `import`: definitions as files, and what bringing one in would do."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import click

from sopcheck.checklists.compare import Comparison, compare
from sopcheck.checklists.compare_words import row_fields
from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import DefinitionError, Lines, Problem
from sopcheck.checklists.reader import Read
from sopcheck.checklists.yaml_kept import sure_text
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.comparing import compared_line
from sopcheck.cli.definitions import (
    SHEETS,
    converted_form,
    is_sheets,
    named_definition,
    problem_fields,
    problems_in,
    read_file,
    shipped_definitions,
)
from sopcheck.cli.files import file_bytes, write_whole
from sopcheck.errors import RefusedError
from sopcheck.services.desk import Desk

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
    write_whole(output, _as_file(found, output))
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
    from sopcheck.checklists.profile import read_profile
    from sopcheck.checklists.tailoring import tailored

    with way.desk() if way.folder else nullcontext() as desk:
        given = [read_file(file) for file in files]
        here = list(_here(desk)) if desk else [one.checklist for one in shipped_definitions()]
        known = [*(one.checklist for one in given), *here]
        try:
            found = read_profile(file_bytes(profile), name=profile.name)
            made = tailored(found, known)
        except DefinitionError as wrong:
            for one in wrong.problems:
                click.echo(str(one))
            click.echo(f"Problems found: {len(wrong.problems)}. Nothing was written.", err=True)
            return 1
        wanted = found.profile.baseline
        base = next((one for one in given if one.digest.startswith(wanted.digest)), None)
        source = base or named_definition(f"{wanted.checklist} {wanted.version}", desk)
    text = sure_text(source, made)
    read = Read(output.name, made, Lines(), digest_of(made), text)
    write_whole(output, _as_file(read, output))
    _say_tailored(made, read.digest)
    return 0


@click.command()
@click.argument("form", type=click.Path(path_type=Path))
@_output
def convert(*, form: Path, output: Path) -> None:
    """Make a draft of an XLSForm or a FHIR Questionnaire, and report what did not fit.

    The draft is a file to work on: it has no limits, gates or reviews yet.
    """
    from sopcheck.checklists.yaml_written import written

    made = converted_form(form)
    checklist = made.checklist
    read = Read(output.name, checklist, Lines(), digest_of(checklist), written(checklist))
    write_whole(output, _as_file(read, output))
    for misfit in made.misfits:
        click.echo(str(misfit))
    items = sum(1 for _ in checklist.items())
    click.echo(f"{checklist.name}: {items} items. Did not fit: {len(made.misfits)}.", err=True)


def _say_tailored(made: Checklist, digest: str) -> None:
    source = made.tailored_from
    click.echo(f"{made.name} ({digest[:8]})")
    if source is not None:
        click.echo(f"Baseline {source.version} ({source.digest[:8]})")
        click.echo(f"Profile {source.profile} ({source.profile_digest[:8]})")
        for weaker in source.weakenings:
            click.echo(f"Asks less: {weaker.item}: {weaker.what}. Reason: {weaker.reason}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a file in would do: what was read, how it stands to what is here, what is wrong."""

    file: str
    read: Read | None
    state: str
    problems: tuple[Problem, ...]
    comparison: Comparison | None

    @property
    def can_be_taken(self) -> bool:
        """Whether it is a new version without problems."""
        return self.state == "new" and not self.problems


def _plan(file: Path, desk: Desk | None) -> Plan:
    here = [one.checklist for one in shipped_definitions()] if desk is None else list(_here(desk))
    found = problems_in(file, here)
    try:
        read = read_file(file)
    except DefinitionError:
        return Plan(file.name, None, "unread", found, None)
    base = _base(read.checklist, here, desk)
    if base is not None and is_sheets(file, file_bytes(file)):
        # A spreadsheet has no comments; those of the version it was made from live on.
        source = named_definition(base.name, desk)
        text = sure_text(source, read.checklist)
        read = Read(read.name, read.checklist, read.lines, read.digest, text)
    comparison = compare(base, read.checklist) if base is not None and not found else None
    return Plan(file.name, read, _state(read, here), found, comparison)


def _here(desk: Desk) -> Sequence[Checklist]:
    return [desk.library.definition(row.checklist, row.version) for row in desk.library.versions()]


def _base(checklist: Checklist, here: Sequence[Checklist], desk: Desk | None) -> Checklist | None:
    """The version to compare with: the one in force, else the last that came."""
    same = [one for one in here if one.checklist == checklist.checklist]
    current = desk.publishing.in_force(checklist.checklist) if desk else None
    if current is not None:
        return next((one for one in same if one.version == current.version), None)
    return same[-1] if same else None


def _state(read: Read, here: Sequence[Checklist]) -> str:
    there = next((one for one in here if one.name == read.checklist.name), None)
    if there is None:
        return "new"
    return "here" if there == read.checklist else "other-content"


def _say(plan: Plan, *, imported: bool, as_json: bool, otherwise: int) -> int:
    if as_json:
        print_json(_plan_fields(plan, imported=imported))
    else:
        for line in _plan_lines(plan, imported=imported):
            click.echo(line)
    return 0 if plan.can_be_taken or plan.state == "here" else otherwise


def _plan_fields(plan: Plan, *, imported: bool) -> dict[str, object]:
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


_STATES = {
    "new": "This is a new version here.",
    "here": "This version is here already, with the same content. There is nothing to do.",
    "other-content": "Another content is here under this version. Give the new one a new version.",
}


def _plan_lines(plan: Plan, *, imported: bool) -> list[str]:
    lines = [str(one) for one in plan.problems]
    if plan.read is not None:
        lines.insert(0, f"{plan.read.checklist.name} ({plan.read.digest[:8]}): {_STATES[plan.state]}")
    if plan.problems:
        lines.append(f"Problems found: {len(plan.problems)}. Nothing was changed.")
    if plan.comparison is not None:
        lines.append(f"Compared with {plan.comparison.was.name}: {len(plan.comparison.rows)} differences.")
        lines += [f"  {compared_line(row)}" for row in plan.comparison.rows]
    if imported:
        lines.append("It is in the vault as a draft. Propose it for approval when it is ready.")
    return lines


def _as_file(found: Read, output: Path) -> bytes:
    match output.suffix.lower():
        case ".yaml" | ".yml":
            return found.text.encode()
        case ".xlsx":
            from sopcheck.exchange.sheet_writing import sheets_of

            return sheets_of(found.checklist)
        case _:
            raise RefusedError(f"Name the file with .yaml or {SHEETS} at its end, which says what to write.")
