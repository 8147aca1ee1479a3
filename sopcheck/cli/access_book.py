"""`sopcheck vault access` and `entries`: what auditors take out of a vault, each noted with its purpose."""

import json
from datetime import date
from pathlib import Path

import click

from sopcheck.cases.access_events import LawfulPurpose
from sopcheck.cli.common import WayIn, json_option, one_line, person_named, print_json, vault_options
from sopcheck.cli.grammar import DAY
from sopcheck.errors import RefusedError
from sopcheck.files import whole_file
from sopcheck.records.wording import counted
from sopcheck.services.access_book import KINDS, PURPOSES, AccessLine, Form, Wanted, kind_words

_KIND_WORDS = {kind_words(kind): kind for kind in KINDS}


@click.command()
@vault_options
@click.option("--purpose", type=click.Choice(PURPOSES), required=True, help="What it is read for (s.62(4)).")
@click.option("--case", "reference", default="", metavar="REF", help="Only what concerns this case.")
@click.option("--who", default="", metavar="NAME", help="Only what this person did.")
@click.option("--kind", type=click.Choice(list(_KIND_WORDS)), help="Only entries of this kind.")
@click.option("--since", type=DAY, help="Only from this day on.")
@click.option("--until", type=DAY, help="Only until this day, included.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a file: .csv or .json.")
@json_option
def access(
    *,
    way: WayIn,
    purpose: LawfulPurpose,
    reference: str,
    who: str,
    kind: str | None,
    since: date | None,
    until: date | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Read the access book; that it was read, and what for, is noted in it first."""
    with way.desk() as desk:
        wanted = Wanted(
            case=desk.casework.find(reference) if reference else None,
            person=person_named(desk, who).person if who else None,
            kind=_KIND_WORDS[kind] if kind else "",
            since=since,
            until=until,
        )
        book = desk.assurance.access_book
        if output is not None:
            form = _form(output)
            with whole_file(output) as file:
                file.write(book.export(purpose, wanted, form))
        elif as_json:
            print_json(json.loads(book.export(purpose, wanted, "json")))
        else:
            _print(book.read(purpose, wanted))


def _print(lines: tuple[AccessLine, ...]) -> None:
    for line in lines:
        parts = (f"{line.at:%Y-%m-%d %H:%M}", line.name, kind_words(line.kind), line.reference, line.details)
        click.echo(one_line("  ".join(part for part in parts if part)))
    click.echo(f"{counted(len(lines), 'entry', 'entries')} of the access book.", err=True)


def _form(output: Path) -> Form:
    match output.suffix.lower():
        case ".csv":
            return "csv"
        case ".json":
            return "json"
        case _:
            raise RefusedError("The access book is written as .csv or .json. Name a file that ends so.")


@click.command()
@vault_options
@click.option("--purpose", required=True, help="What the entries are taken out for.")
@click.option("--recipient", required=True, help="Who gets them.")
@click.option("--words", is_flag=True, help="With the words of cases too; without, they prove as much.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
def entries(*, way: WayIn, purpose: str, recipient: str, words: bool, output: Path) -> None:
    """Write every entry for a verifier elsewhere (tools/verify_ledger.py)."""
    with way.desk() as desk, whole_file(output) as file:
        file.write(desk.assurance.export.entries(purpose=purpose, recipient=recipient, words=words))


@click.command("accept-loss")
@vault_options
@click.option("--reason", required=True, help="Why entries that were here are gone for good.")
def accept_loss(*, way: WayIn, reason: str) -> None:
    """Say why entries that this machine had seen are gone; they are told as missing until then."""
    with way.desk() as desk:
        count = desk.assurance.accept_loss(reason)
    click.echo(f"Noted in the access book, of {count} things that were missing.")


COMMANDS = (access, entries, accept_loss)
