"""`sopcheck vault`: create one, say how it is, verify it, rebuild what is derived."""

from pathlib import Path
from typing import get_args

import click

from sopcheck.bootstrap import Program
from sopcheck.checklists.definition import Rank
from sopcheck.cli.common import (
    WayIn,
    json_option,
    passphrase_of,
    passphrase_option,
    print_json,
    vault_option,
    vault_options,
)
from sopcheck.errors import RefusedError
from sopcheck.services.assurance import VaultStatus, VerifyReport
from sopcheck.services.opening import FOUNDERS_ROLES
from sopcheck.services.people import NewPerson

RANKS = click.Choice(get_args(Rank))


@click.group()
def vault() -> None:
    """Create, verify and rebuild the encrypted vault."""


@vault.command()
@vault_option
@click.option("--name", required=True, help="Your name as records show it, such as DS Okell.")
@click.option("--number", required=True, help="Your collar number.")
@click.option("--label", default="", help="What the unlock list shows; the collar number by default.")
@click.option("--rank", type=RANKS, help="Your rank; none for police staff.")
@passphrase_option
@json_option
def create(
    *,
    folder: Path | None,
    name: str,
    number: str,
    label: str,
    rank: Rank | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Create a vault with yourself as its first person."""
    program = Program.for_folder(folder)
    if program.access.exists():
        raise RefusedError("There is a vault in that folder already. Name another folder.")
    note = program.access.keyring_note()
    if note:
        # Beside the output, which a script may be reading as JSON.
        click.echo(note, err=True)
    founder = NewPerson(name=name, number=number, label=label, rank=rank, roles=FOUNDERS_ROLES)
    desk = program.access.create(founder, passphrase_of(passphrase_file, confirm=True))
    # Taken while it is open: a locked desk answers nothing.
    made = {"vault": str(program.folder), "person": desk.me.person, "label": desk.me.label}
    desk.lock()
    if as_json:
        print_json(made)
        return
    click.echo("The vault is ready. Keep the passphrase safe: nobody can open the vault without it.")


@vault.command()
@vault_options
@json_option
def status(*, way: WayIn, as_json: bool) -> None:
    """Say how the vault is: entries, cases, people, size."""
    with way.desk() as desk:
        found = desk.assurance.status()
    if as_json:
        print_json(_status(found))
        return
    click.echo(
        f"{found.entries} entries, {found.cases} cases, {found.people} people, {found.size_bytes:,} bytes"
    )
    for notice in found.notices:
        click.echo(notice, err=True)


@vault.command()
@vault_options
@json_option
def verify(*, way: WayIn, as_json: bool) -> int:
    """Verify every entry's place, author and signature; exit 1 where anything is wrong."""
    with way.desk() as desk:
        report = desk.assurance.verify()
    if as_json:
        print_json(_report(report))
    else:
        for one in report.problems:
            click.echo(f"{one.where}: {one.meaning}")
        click.echo(f"{report.entries} entries verified, {len(report.problems)} problems.")
    return 0 if report.ok else 1


@vault.command()
@vault_options
@json_option
def rebuild(*, way: WayIn, as_json: bool) -> None:
    """Make the index of all cases again from the ledger."""
    with way.desk() as desk:
        cases = desk.assurance.rebuild()
    if as_json:
        print_json({"cases": cases})
        return
    click.echo(f"The index was made again; cases in it: {cases}.")


def _status(found: VaultStatus) -> dict[str, object]:
    return {
        "vault": found.vault,
        "entries": found.entries,
        "cases": found.cases,
        "people": found.people,
        "bytes": found.size_bytes,
        "notices": list(found.notices),
    }


def _report(report: VerifyReport) -> dict[str, object]:
    problems = [
        {"what": str(one.what), "where": one.where, "since": one.since, "meaning": one.meaning}
        for one in report.problems
    ]
    return {"ok": report.ok, "entries": report.entries, "problems": problems}
