"""`sopcheck case keep-until` and `sopcheck case erase`: when a case is reviewed, and its lawful erasure."""

from datetime import datetime

import click

from sopcheck.cases.rehearsals.json import instant
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.erasure import Erased

_SURE = "Erased words cannot be brought back. Give --yes if that is meant."


@click.command("keep-until")
@click.argument("reference")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--reason", required=True, help="Why it is kept until then.")
@vault_options
def keep_until(*, reference: str, day: datetime, reason: str, way: WayIn) -> None:
    """Say when it is to be reviewed whether the case must still be kept."""
    with way.desk() as desk:
        desk.erasure.set_retention(desk.casework.find(reference), day.date(), reason)
    click.echo(f"To be reviewed on {day:%d %B %Y}; nothing is erased by itself.")


@click.command()
@click.argument("reference")
@click.option("--entry", default="", metavar="HASH", help="Only the words of this entry, not all.")
@click.option("--authority", required=True, help="The law or order under which it is erased.")
@click.option("--reason", required=True, help="Why; the words themselves are not to be repeated.")
@click.option("--whole-records", is_flag=True, help="Also records that were signed with a reference of it.")
@click.option("--yes", "sure", is_flag=True, help="It is meant: erased words cannot be brought back.")
@vault_options
@json_option
def erase(
    *,
    reference: str,
    entry: str,
    authority: str,
    reason: str,
    whole_records: bool,
    sure: bool,
    way: WayIn,
    as_json: bool,
) -> None:
    """Erase the words of a case, or of one entry, by law; what is left still verifies."""
    if not sure:
        raise RefusedError(_SURE)
    with way.desk() as desk:
        case, erasure = desk.casework.find(reference), desk.erasure
        done = (
            erasure.erase_entry(
                case, EntryHash(entry), authority=authority, reason=reason, whole_records=whole_records
            )
            if entry
            else erasure.erase_case(case, authority=authority, reason=reason)
        )
    if as_json:
        print_json(
            {
                "erased": done.entries,
                "records_gone": done.records,
                "records_with_references": done.signed,
                "still_in_backups": [instant(at) for at in done.still_in],
                "set_aside": done.aside,
            }
        )
    else:
        _tell(done)


def _tell(done: Erased) -> None:
    click.echo(f"The words of {done.entries} entries were erased.")
    if done.records:
        click.echo(f"{done.records} signed records went with them.")
    if done.signed:
        click.echo(f"{done.signed} signed records keep a reference or name of it.", err=True)
    for made in done.still_in:
        click.echo(f"A backup of {made:%d %B %Y, %H:%M} UTC still holds them.", err=True)
    if done.aside:
        click.echo(f"{done.aside} copies in the folder recovery may hold them.", err=True)


COMMANDS = (keep_until, erase)
