"""`sopcheck person`: who uses the vault."""

from pathlib import Path
from typing import get_args

import click

from sopcheck.cases.register.events import Role
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import Rank
from sopcheck.cli.common import (
    WayIn,
    json_option,
    passphrase_of,
    person_named,
    print_json,
    say_old_backups,
    vault_options,
)
from sopcheck.cli.grammar import Group
from sopcheck.cli.vaults import RANKS
from sopcheck.errors import RefusedError
from sopcheck.services.people import NewPerson

_WHO = click.option("--who", required=True, metavar="NAME", help="The person: label, number or name.")


@click.group(cls=Group)
def person() -> None:
    """Add, list, change and remove the people of a vault."""


@person.command()
@vault_options
@click.option("--name", required=True, help="The name as records show it.")
@click.option("--number", required=True, help="The collar number.")
@click.option("--label", default="", help="What the unlock list shows; the collar number by default.")
@click.option("--rank", type=RANKS, help="The rank; none for police staff.")
@click.option(
    "--role",
    "roles",
    type=click.Choice(get_args(Role)),
    multiple=True,
    required=True,
    help="A role; several may be given.",
)
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


@person.command("change-role")
@vault_options
@_WHO
@click.option("--give", type=click.Choice(get_args(Role)), help="A role to give.")
@click.option("--take", type=click.Choice(get_args(Role)), help="A role to take.")
@click.option("--rank", type=RANKS, help="The rank, with a role that is given; as before unless said.")
@click.option("--why", default="", help="Why a role is taken.")
@json_option
def change_role(
    *, way: WayIn, who: str, give: Role | None, take: Role | None, rank: Rank | None, why: str, as_json: bool
) -> None:
    """Give a person a role, or take one."""
    if (give is None) == (take is None):
        raise RefusedError("Name one role, to give or to take.")
    with way.desk() as desk:
        known = person_named(desk, who)
        if give is not None:
            desk.people.grant(known.person, give, rank or known.rank)
        if take is not None:
            desk.people.withdraw(known.person, take, why)
        changed = person_named(desk, who)
    if as_json:
        print_json(_row(changed))
        return
    click.echo(f"{changed.name}: {', '.join(changed.roles) or 'no role'}")


@person.command("change-passphrase")
@vault_options
@click.option("--new-passphrase-file", type=click.Path(path_type=Path), help="Your new passphrase.")
def change_passphrase(*, way: WayIn, new_passphrase_file: Path | None) -> None:
    """Change your own passphrase."""
    old = passphrase_of(way.passphrase_file)
    with way.desk(old) as desk:
        new = passphrase_of(new_passphrase_file, prompt="New passphrase", confirm=True)
        desk.people.change_passphrase(old, new)
    click.echo("The new passphrase is in force.")


@person.command()
@vault_options
@_WHO
@click.option("--why", required=True, help="Why the person is removed; it is kept with the record.")
def remove(*, way: WayIn, who: str, why: str) -> None:
    """Remove a person, and change the key of the vault so that nothing they had opens it."""
    with way.desk() as desk:
        known = person_named(desk, who)
        left = len(desk.backups.all())
        desk.people.remove(known.person, why)
    click.echo(f"{known.name} is removed, and the key of the vault is changed.")
    say_old_backups(left)


@person.command("list")
@vault_options
@json_option
def list_(*, way: WayIn, as_json: bool) -> None:
    """List the people of the vault with their roles and ranks, and as JSON their public keys."""
    with way.desk() as desk:
        people = {one: list(desk.people.keys(one.person)) for one in desk.people.all()}
    if as_json:
        print_json([_row(one) | {"keys": keys} for one, keys in people.items()])
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
