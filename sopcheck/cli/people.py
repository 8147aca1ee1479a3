"""`sopcheck person`: who uses the vault."""

from pathlib import Path
from typing import get_args

import click

from sopcheck.cases.register import Person
from sopcheck.cases.register_events import Role
from sopcheck.checklists.definition import Rank
from sopcheck.cli.common import WayIn, json_option, passphrase_of, print_json, vault_options
from sopcheck.cli.vaults import RANKS
from sopcheck.services.people import NewPerson


@click.group()
def person() -> None:
    """Add and list the people of a vault."""


@person.command()
@vault_options
@click.option("--name", required=True, help="The name as records show it.")
@click.option("--number", required=True, help="The collar number.")
@click.option("--label", default="", help="What the unlock list shows; the collar number by default.")
@click.option("--rank", type=RANKS, help="The rank; none for police staff.")
@click.option("--role", "roles", type=click.Choice(get_args(Role)), multiple=True, required=True)
@click.option("--new-passphrase-file", type=click.Path(path_type=Path), help="The new person's passphrase.")
@json_option
def add(
    *,
    way: WayIn,
    name: str,
    number: str,
    label: str,
    rank: Rank | None,
    roles: tuple[Role, ...],
    new_passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Enrol a person, who types a passphrase of their own."""
    with way.desk() as desk:
        # After unlocking, so that nobody makes up a passphrase for a vault that they cannot open.
        theirs = passphrase_of(new_passphrase_file, prompt="Passphrase of the new person", confirm=True)
        new = NewPerson(name=name, number=number, label=label, rank=rank, roles=roles)
        added = desk.people.add(new, theirs)
    if as_json:
        print_json(_row(added))
        return
    click.echo(f"{added.name} can unlock the vault now, as “{added.label}”.")


@person.command("list")
@vault_options
@json_option
def list_(*, way: WayIn, as_json: bool) -> None:
    """List the people of the vault with their roles and ranks."""
    with way.desk() as desk:
        people = desk.people.all()
    if as_json:
        print_json([_row(one) for one in people])
        return
    for one in people:
        rank = (one.rank or "police staff").replace("-", " ")
        click.echo(f"{one.number:8} {one.name:24} {rank:20} {', '.join(one.roles)}")


def _row(one: Person) -> dict[str, object]:
    return {
        "person": one.person,
        "name": one.name,
        "number": one.number,
        "label": one.label,
        "rank": one.rank,
        "roles": list(one.roles),
    }
