"""`sopcheck case keep-until` and `sopcheck case erase`: when a case is reviewed, and its lawful erasure."""

from datetime import date

import click

from sopcheck.cases.rehearsals.json import instant
from sopcheck.checklists.time_words import day_words
from sopcheck.cli.common import WayIn, json_option, print_json, vault_options
from sopcheck.cli.grammar import DAY
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash
from sopcheck.records.wording import counted
from sopcheck.services.erasable import ErasableRow, erasable_rows
from sopcheck.services.erasure import Reach

_SURE = "Erased words cannot be brought back. Give --yes if that is meant."


@click.command("keep-until")
@click.argument("reference")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--reason", required=True, help="Why it is kept until then.")
@vault_options
def keep_until(*, reference: str, day: date, reason: str, way: WayIn) -> None:
    """Say when it is to be reviewed whether the case must still be kept."""
    with way.desk() as desk:
        desk.erasure.set_retention(desk.casework.find(reference), day, reason)
    click.echo(f"To be reviewed on {day_words(day, today=None)}; nothing is erased by itself.")


@click.command()
@click.argument("reference")
@click.option(
    "--entry", "entries", multiple=True, metavar="HASH", help="Only the words of this entry, or of several."
)
@click.option("--authority", required=True, help="The law or order under which it is erased.")
@click.option("--reason", required=True, help="Why; the words themselves are not to be repeated.")
@click.option("--whole-records", is_flag=True, help="Also records that were signed with a reference of it.")
@click.option("--yes", "sure", is_flag=True, help="It is meant: erased words cannot be brought back.")
@vault_options
@json_option
def erase(
    *,
    reference: str,
    entries: tuple[str, ...],
    authority: str,
    reason: str,
    whole_records: bool,
    sure: bool,
    way: WayIn,
    as_json: bool,
) -> None:
    """Erase the words of a case, or of entries, by law; what is left still verifies.

    Without --yes nothing is erased: it says what would still hold the words of the entries that are given,
    or lists those that can be.
    """
    names = tuple(EntryHash(one) for one in entries)
    with way.desk() as desk:
        case, erasure = desk.casework.find(reference), desk.erasure
        if not sure:
            if names:
                _tell_left(erasure.reach(case, names, whole_records=whole_records))
            else:
                _list(erasable_rows(desk.casework.view(case)))
            raise RefusedError(_SURE)
        done = (
            erasure.erase_entries(
                case, names, authority=authority, reason=reason, whole_records=whole_records
            )
            if names
            else erasure.erase_case(case, authority=authority, reason=reason)
        )
    if as_json:
        print_json(_row(done))
        return
    click.echo(f"The words of {counted(done.entries, 'entry', 'entries')} were erased.")
    if done.records:
        click.echo(f"{counted(done.records, 'signed record', 'signed records')} went with them.")
    _tell_left(done)


def _row(done: Reach) -> dict[str, object]:
    return {
        "erased": done.entries,
        "records_gone": done.records,
        "reviews_not_held": done.reviews,
        "records_with_references": done.signed,
        "said_in_entries": list(done.also),
        "said_for_good": done.fixed,
        "still_in_backups": [instant(at) for at in done.still_in],
        "set_aside": done.aside,
    }


def _list(rows: tuple[ErasableRow, ...]) -> None:
    for row in rows:
        click.echo(f"{row.entry}  {row.recorded:%Y-%m-%d %H:%M}  {row.name}, {row.kind}: {row.words}")


def _tell_left(reach: Reach) -> None:
    """Say what an erasure leaves, or would leave."""
    for entry in reach.also:
        click.echo(f"The entry {entry} says some of it too; it can be erased with --entry.", err=True)
    if reach.fixed:
        click.echo("What the case is called says some of it, and goes only with the whole case.", err=True)
    if reach.reviews:
        reviews = counted(reach.reviews, "review counts", "reviews count")
        click.echo(f"{reviews} as not held from then on.", err=True)
    if reach.signed:
        records = counted(reach.signed, "signed record keeps", "signed records keep")
        click.echo(f"{records} a reference or name of it.", err=True)
    for made in reach.still_in:
        click.echo(
            f"A backup of {day_words(made.date(), today=None)}, {made:%H:%M} UTC still holds them.", err=True
        )
    if reach.aside:
        copies = counted(reach.aside, "copy", "copies")
        click.echo(f"{copies} in the folder recovery may hold them.", err=True)


COMMANDS = (keep_until, erase)
