"""`sopcheck vault`: create one, say how it is, verify it, rebuild what is derived."""

from pathlib import Path
from typing import get_args

import click

from sopcheck.bootstrap import Program
from sopcheck.checklists.definition import Rank
from sopcheck.cli.common import desk_of, json_option, passphrase_of, print_json, vault_options
from sopcheck.services.opening import FOUNDERS_ROLES
from sopcheck.services.people import NewPerson

RANKS = click.Choice(get_args(Rank))


@click.group()
def vault() -> None:
    """Create, verify and rebuild the encrypted vault."""


@vault.command()
@click.option("--vault", "folder", type=click.Path(path_type=Path), help="The folder of the vault.")
@click.option("--name", required=True, help="Your name as records show it, such as DS Okell.")
@click.option("--number", required=True, help="Your collar number.")
@click.option("--label", default="", help="What the unlock list shows; the collar number by default.")
@click.option("--rank", type=RANKS, help="Your rank; none for police staff.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file.")
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
    note = program.access.keyring_note()
    if note:
        click.echo(note, err=True)
    founder = NewPerson(name=name, number=number, label=label, rank=rank, roles=FOUNDERS_ROLES)
    desk = program.access.create(founder, passphrase_of(passphrase_file, confirm=True))
    try:
        made = {"vault": str(program.folder), "person": desk.me.person, "label": label or number}
    finally:
        desk.lock()
    if as_json:
        print_json(made)
    else:
        click.echo("The vault is ready. Keep the passphrase safe: nobody can open the vault without it.")


@vault.command()
@vault_options
@json_option
def status(*, folder: Path | None, person_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Say how the vault is: entries, cases, people, size."""
    with desk_of(folder, person_name, passphrase_file) as open_:
        found = open_.desk.assurance.status()
    if as_json:
        print_json(
            {
                "vault": found.vault,
                "entries": found.entries,
                "cases": found.cases,
                "people": found.people,
                "bytes": found.size_bytes,
                "notices": list(found.notices),
            }
        )
        return
    click.echo(
        f"{found.entries} entries, {found.cases} cases, {found.people} people, {found.size_bytes:,} bytes"
    )
    for notice in found.notices:
        click.echo(notice)


@vault.command()
@vault_options
@json_option
def verify(*, folder: Path | None, person_name: str, passphrase_file: Path | None, as_json: bool) -> int:
    """Verify every entry's place, author and signature; exit 1 where anything is wrong."""
    with desk_of(folder, person_name, passphrase_file) as open_:
        report = open_.desk.assurance.verify()
    problems = [
        {"what": str(one.what), "where": one.where, "since": one.since, "meaning": one.meaning}
        for one in report.problems
    ]
    if as_json:
        print_json({"ok": report.ok, "entries": report.entries, "problems": problems})
    else:
        for one in problems:
            click.echo(f"{one['what']}: {one['meaning']}")
        click.echo(f"{report.entries} entries verified, {len(problems)} problems.")
    return 0 if report.ok else 1


@vault.command()
@vault_options
@json_option
def rebuild(*, folder: Path | None, person_name: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Make the index of all cases again from the ledger."""
    with desk_of(folder, person_name, passphrase_file) as open_:
        cases = open_.desk.assurance.rebuild()
    if as_json:
        print_json({"cases": cases})
    else:
        click.echo(f"The index of {cases} cases was made again.")
