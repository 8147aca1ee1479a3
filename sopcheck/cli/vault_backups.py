"""`sopcheck vault backup`, `backups`, `rehearse-restore`, `restore` and `destroy-older-backups`."""

import sys
from pathlib import Path

import click

from sopcheck.cases.rehearsals.json import instant
from sopcheck.cli.common import (
    WayIn,
    json_option,
    passphrase_of,
    passphrase_option,
    person_of,
    print_json,
    vault_option,
    vault_options,
)
from sopcheck.errors import RefusedError
from sopcheck.records.wording import counted
from sopcheck.services.vault_ports import BackupRow
from sopcheck.services.ways_in import Passphrase


@click.command()
@vault_options
@click.option(
    "--into", type=click.Path(path_type=Path), help="Put this and every later backup into a folder."
)
@json_option
def backup(*, way: WayIn, into: Path | None, as_json: bool) -> None:
    """Make a backup now; it is verified before it counts."""
    with way.desk() as desk:
        if into is not None:
            desk.backups.put_into(into)
        made = desk.backups.make(_progress)
    _end_progress()
    if as_json:
        print_json(_row(made))
        return
    click.echo(f"Backed up and verified: {made.entries} entries, {made.size:,} bytes, in {made.path}")


@click.command()
@vault_options
@json_option
def backups(*, way: WayIn, as_json: bool) -> None:
    """List the backups, the newest first."""
    with way.desk() as desk:
        rows = desk.backups.all()
    if as_json:
        print_json([_row(row) for row in rows])
        return
    for row in rows:
        key = "" if row.opens_now else "  opens with the passphrases of then"
        click.echo(f"{row.made:%Y-%m-%d %H:%M:%S}Z {row.entries:8} entries {row.size:12,} bytes{key}")


@click.command("rehearse-restore")
@vault_options
@json_option
def rehearse_restore(*, way: WayIn, as_json: bool) -> int:
    """Restore the newest backup to a place apart and verify it; the vault stays as it is."""
    with way.desk() as desk:
        found = desk.backups.rehearse(_progress)
    _end_progress()
    if as_json:
        print_json({"made": instant(found.made), "entries": found.entries, "problems": found.problems})
    else:
        problems = counted(found.problems, "problem", "problems")
        click.echo(f"{counted(found.entries, 'entry', 'entries')} came back, {problems}.")
    return 1 if found.problems else 0


@click.command()
@vault_option
@click.option("--person", default="", metavar="NAME", help="Who you are, as when the backup was made.")
@passphrase_option
@click.option("--yes", is_flag=True, help="Take the place of the vault that is there without asking.")
@click.argument("backup", type=click.Path(path_type=Path))
@json_option
def restore(
    *, folder: Path | None, person: str, passphrase_file: Path | None, yes: bool, backup: Path, as_json: bool
) -> None:
    """Put BACKUP, the folder of a backup, in the place of the vault; what was there is kept in `recovery`."""
    from sopcheck.bootstrap import Program

    access = Program.for_folder(folder).access
    who = person_of(access.people_in(backup), person)
    if access.exists() and not yes:
        _ask()
    passphrase = passphrase_of(passphrase_file)
    desk, restored = access.restore(backup, Passphrase(who, passphrase), _progress)
    notices = desk.assurance.notices
    desk.lock()
    _end_progress()
    if as_json:
        print_json({"made": instant(restored.made), "entries": restored.entries, "missing": restored.missing})
        return
    click.echo(f"The vault is as it was at {restored.made:%Y-%m-%d %H:%M}Z, with {restored.entries} entries.")
    if restored.missing:
        since = counted(restored.missing, "entry recorded since is", "entries recorded since are")
        click.echo(f"{since} not in it.")
    for notice in notices:
        click.echo(notice, err=True)


@click.command("destroy-older-backups")
@click.option("--yes", "sure", is_flag=True, help="It is meant: what is destroyed cannot be brought back.")
@vault_options
def destroy_older(*, sure: bool, way: WayIn) -> None:
    """Make a backup, then destroy all of before and what was set aside, for they hold what was erased."""
    if not sure:
        raise RefusedError("Destroyed backups cannot be brought back. Give --yes if that is meant.")
    with way.desk() as desk:
        count = desk.erasure.destroy_older(_progress)
    _end_progress()
    copies = counted(count, "older copy was", "older copies were")
    click.echo(f"A new backup was made and verified; {copies} taken away.")


COMMANDS = (backup, backups, rehearse_restore, restore, destroy_older)


def _ask() -> None:
    if not sys.stdin.isatty():
        raise RefusedError("There is a vault in that folder. Say --yes to put the backup in its place.")
    click.confirm("Put the backup in the place of the vault that is there?", abort=True, err=True)


def _progress(done: int, total: int) -> None:
    # A script reads none of it; a person waits for it.
    if sys.stderr.isatty() and total:
        click.echo(f"\r{done * 100 // total:3} %", nl=False, err=True)


def _end_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r", nl=False, err=True)


def _row(row: BackupRow) -> dict[str, object]:
    return {
        "made": instant(row.made),
        "entries": row.entries,
        "bytes": row.size,
        "folder": str(row.path),
        "opens_now": row.opens_now,
    }
