"""`sopcheck calendar`: which bank-holiday calendar a vault counts by, and installing a later one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from sopcheck.checklists.calendar import Calendar
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.grammar import Group
from sopcheck.files import read_whole
from sopcheck.services.calendars import CalendarChange


@click.group(cls=Group)
def calendar() -> None:
    """Show or install the bank holidays that working days are counted by."""


@calendar.command()
@vault_options
@json_option
def show(*, way: WayIn, as_json: bool) -> None:
    """Show the calendar that counts."""
    with way.desk() as desk:
        found = desk.calendars.current
    if as_json:
        print_json({**_fields(found), "bank_holidays": _days(sorted(found.holidays))})
        return
    click.echo(f"{found.region}, {len(found.holidays)} bank holidays from {found.begins} to {found.until}")


@calendar.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell what would change, and install nothing.")
@vault_options
@json_option
def install(*, file: Path, dry_run: bool, way: WayIn, as_json: bool) -> None:
    """Install a calendar file; limits that were provisional are settled by it."""
    data = read_whole(file)
    with way.desk() as desk:
        change = desk.calendars.compare(data) if dry_run else desk.calendars.install(data)
    if as_json:
        more = {"added": _days(change.added), "dropped": _days(change.dropped)}
        print_json({**_fields(change.calendar), **more, "installed": not dry_run})
        return
    _tell(change, dry_run=dry_run)


def _tell(change: CalendarChange, *, dry_run: bool) -> None:
    click.echo(f"Bank holidays are known to {change.calendar.until}, before this to {change.was.until}.")
    for day in change.added:
        click.echo(f"  {day} is a bank holiday now")
    for day in change.dropped:
        click.echo(f"  {day} is none any more")
    click.echo("Nothing was installed." if dry_run else "Installed. Limits are counted by it from now on.")


def _fields(found: Calendar) -> dict[str, object]:
    return {
        "region": found.region,
        "begins": found.begins.isoformat(),
        "until": found.until.isoformat(),
        "digest": found.digest,
    }


def _days(days: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in days]
