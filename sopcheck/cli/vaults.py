"""`sopcheck vault`: create one, say how it is, verify it, rebuild what is derived."""

from pathlib import Path
from typing import get_args

import click

from sopcheck.bootstrap import Program
from sopcheck.checklists.definition import Rank
from sopcheck.cli import access_book, vault_backups
from sopcheck.cli.common import (
    WayIn,
    json_option,
    passphrase_of,
    passphrase_option,
    print_json,
    say_old_backups,
    vault_option,
    vault_options,
)
from sopcheck.cli.grammar import Group
from sopcheck.cli.vault_recovery import (
    COMMANDS,
    custodians_option,
    public_keys_of,
    say_sheet,
    sheet_option,
    tell_sheet,
)
from sopcheck.errors import RefusedError
from sopcheck.files import opened_file
from sopcheck.ledger.verify import Problem
from sopcheck.records.wording import counted
from sopcheck.services.assurance import VaultStatus, VerifyReport
from sopcheck.services.opening import FOUNDERS_ROLES
from sopcheck.services.people import NewPerson

RANKS = click.Choice(get_args(Rank))


@click.group(cls=Group)
def vault() -> None:
    """Create, verify, recover and rebuild the encrypted vault."""


for each in (*access_book.COMMANDS, *COMMANDS, *vault_backups.COMMANDS):
    vault.add_command(each)


@vault.command()
@vault_option
@click.option("--name", required=True, help="Your name as records show it, such as DS Okell.")
@click.option("--number", required=True, help="Your collar number.")
@click.option("--label", default="", help="What the unlock list shows; the collar number by default.")
@click.option("--rank", type=RANKS, help="Your rank; none for police staff.")
@passphrase_option
@sheet_option
@custodians_option
@json_option
def create(
    *,
    folder: Path | None,
    name: str,
    number: str,
    label: str,
    rank: Rank | None,
    passphrase_file: Path | None,
    sheet_file: Path | None,
    custodians: tuple[str, ...],
    as_json: bool,
) -> None:
    """Create a vault with yourself as its first person, and a way back for a forgotten passphrase.

    The way back is a recovery sheet, whose code is printed here once unless a file for it is named, or the
    two custodians of a force.
    """
    program = _for_new_vault(folder)
    keys = public_keys_of(custodians)
    founder = NewPerson(name=name, number=number, label=label, rank=rank, roles=FOUNDERS_ROLES)
    with opened_file(sheet_file) as sheet_out:
        desk = program.access.create(founder, passphrase_of(passphrase_file, confirm=True), keys)
        # Taken while it is open: a locked desk answers nothing.
        made = {"vault": str(program.folder), "person": desk.me.person, "label": desk.me.label}
        sheet = desk.recovery.take_first()
        told = {} if sheet is None else tell_sheet(desk, sheet, sheet_out)
        desk.lock()
    if as_json:
        print_json(made | told)
        return
    click.echo("The vault is ready. Keep the passphrase safe: it is stored nowhere.")
    say_sheet(told)


def _for_new_vault(folder: Path | None) -> Program:
    program = Program.for_folder(folder)
    if program.access.exists():
        raise RefusedError("There is a vault in that folder already. Name another folder.")
    note = program.access.keyring_note()
    if note:
        # Beside the output, which a script may be reading as JSON.
        click.echo(note, err=True)
    return program


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
        f"{counted(found.entries, 'entry', 'entries')}, {counted(found.cases, 'case', 'cases')}, "
        f"{counted(found.people, 'person', 'people')}, {found.size_bytes:,} bytes"
    )
    for notice in found.notices:
        click.echo(notice, err=True)


@vault.command()
@vault_options
@click.option("--printed", default="", metavar="LINE", help="Hold it against a printed ledger line.")
@json_option
def verify(*, way: WayIn, printed: str, as_json: bool) -> int:
    """Verify every entry's place, author and signature; exit 1 where anything is wrong."""
    with way.desk() as desk:
        # Read first: a line that is none must not cost minutes.
        found = desk.assurance.compare(printed) if printed else None
        report = desk.assurance.verify()
    problems = report.problems if found is None else (*report.problems, found)
    if as_json:
        print_json(_report(problems, report.entries))
    else:
        _tell(problems, report)
    return 1 if problems else 0


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


@vault.command("change-key")
@vault_options
def change_key(*, way: WayIn) -> None:
    """Change the key of the vault and remove nobody, as after a copy of it was lost; it takes a while."""
    with way.desk() as desk:
        left = len(desk.backups.all())
        desk.people.change_key()
    click.echo("The key of the vault is changed; everybody unlocks it with the same passphrase as before.")
    say_old_backups(left)


def _status(found: VaultStatus) -> dict[str, object]:
    return {
        "vault": found.vault,
        "entries": found.entries,
        "cases": found.cases,
        "people": found.people,
        "bytes": found.size_bytes,
        "notices": list(found.notices),
    }


def _tell(problems: tuple[Problem, ...], report: VerifyReport) -> None:
    for one in problems:
        click.echo(f"{one.where}: {one.meaning}")
    # Beside the answer: clocks are evidence, and make nothing wrong by themselves.
    for one in report.evidence:
        click.echo(f"{one.where}: {one.meaning}", err=True)
    entries = counted(report.entries, "entry", "entries")
    click.echo(f"{entries} verified, {counted(len(problems), 'problem', 'problems')}.")


def _report(problems: tuple[Problem, ...], entries: int) -> dict[str, object]:
    found = [
        {"what": str(one.what), "where": one.where, "since": one.since, "meaning": one.meaning}
        for one in problems
    ]
    return {"ok": not problems, "entries": entries, "problems": found}
