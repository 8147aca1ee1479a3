"""What the commands share: naming the vault and the person, the passphrase, and printing JSON."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from sopcheck.bootstrap import Program
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")

MOST_PASSPHRASE_BYTES = 4096


def vault_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that every command on a vault takes."""
    for option in (
        click.option(
            "--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file."
        ),
        click.option(
            "--person", "person_name", default="", help="Who you are, where a vault has several people."
        ),
        click.option("--vault", "folder", type=click.Path(path_type=Path), help="The folder of the vault."),
    ):
        command = option(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def passphrase_of(file: Path | None, *, prompt: str = "Passphrase", confirm: bool = False) -> str:
    """The passphrase, from a file or asked for at a prompt that does not show it.

    Raises:
        UnavailableError: the file cannot be read.
        RefusedError: the file is no passphrase.
    """
    if file is None:
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnavailableError(f"The passphrase file {file.name} cannot be read. Check its name.") from error
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(f"The passphrase file {file.name} is not text.") from error
    if len(data) > MOST_PASSPHRASE_BYTES:
        raise RefusedError(f"The passphrase file {file.name} is too long to be a passphrase.")
    return text.rstrip("\r\n")


def person_of(program: Program, name: str) -> PersonId:
    """The person of that label; the only one where no name is given.

    Raises:
        RefusedError: there are several, or none of that name.
    """
    people = program.access.people()
    if not name and len(people) == 1:
        return people[0].person
    found = [label.person for label in people if name and label.label.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(label.label for label in people))
    raise RefusedError(f"Say who you are with --person. The people of this vault are: {known}.")


def desk_of(folder: Path | None, person_name: str, passphrase_file: Path | None) -> "closing[_Locking]":
    """The unlocked desk, locked again at the end of the block."""
    program = Program.for_folder(folder)
    person = person_of(program, person_name)
    return closing(_Locking(program.unlock(person, passphrase_of(passphrase_file))))


class _Locking:
    """A desk that is locked when it is closed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def close(self) -> None:
        self.desk.lock()


def print_json(value: object) -> None:
    """Print one JSON document to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
