"""What the commands share: the way into a vault, the passphrase, and printing JSON."""

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from sopcheck.bootstrap import Program
from sopcheck.cases.register.register import Person
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.records.wording import counted
from sopcheck.services.desk import Desk
from sopcheck.services.vault_ports import KeyLabel

R = TypeVar("R")

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
vault_option = click.option(
    "--vault", "folder", type=click.Path(path_type=Path), help="The folder of the vault."
)
passphrase_option = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file."
)
_person_option = click.option(
    "--person", default="", metavar="NAME", help="Who you are, where a vault has several people."
)
_MOST_PASSPHRASE_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """Which vault, as whom, and where the passphrase comes from."""

    folder: Path | None
    person: str
    passphrase_file: Path | None

    @contextmanager
    def desk(self, passphrase: str | None = None) -> Iterator[Desk]:
        """The unlocked desk, locked again at the end of the block; the passphrase may be known already.

        Raises:
            RefusedError: there is no vault, no such person, or the passphrase does not fit.
            UnavailableError: the vault is open elsewhere, or the machine does not help.
            DamagedError: the vault is damaged.
        """
        program = program_on(self.folder)
        person = person_of(program.access.people(), self.person)
        desk = program.unlock(person, passphrase or passphrase_of(self.passphrase_file))
        try:
            yield desk
        finally:
            desk.lock()


def vault_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options that every command on a vault has; it is handed a `WayIn`."""

    @functools.wraps(command)
    def run(*, folder: Path | None, person: str, passphrase_file: Path | None, **rest: object) -> R:
        """Gather the options into one `WayIn` and run the command."""
        return command(way=WayIn(folder=folder, person=person, passphrase_file=passphrase_file), **rest)

    return vault_option(_person_option(passphrase_option(run)))


def program_on(folder: Path | None) -> Program:
    """The program on the vault of a folder, or on that of this account.

    Raises:
        RefusedError: there is no vault.
    """
    program = Program.for_folder(folder)
    if not program.access.exists():
        raise RefusedError("There is no vault in that folder. Name its folder with --vault, or create it.")
    return program


def passphrase_of(file: Path | None, *, prompt: str = "Passphrase", confirm: bool = False) -> str:
    """The passphrase: from a file, from what is piped in, or asked for at a prompt that does not show it.

    Raises:
        UnavailableError: the file cannot be read.
        RefusedError: there is no such file, or it holds no passphrase.
    """
    if file is not None:
        return _passphrase_in(file)
    # Never an option of its own: arguments are in the shell's history and in every list of processes.
    if sys.stdin is not None and sys.stdin.isatty():
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))
    # Whoever starts programs may close standard input, and then there is none.
    line = "" if sys.stdin is None else sys.stdin.readline(_MOST_PASSPHRASE_BYTES).rstrip("\r\n")
    if not line:
        raise RefusedError("No passphrase was given. Type it, or name a file with --passphrase-file.")
    return line


def print_json(value: object) -> None:
    """Print one JSON document to standard output, in UTF-8 whatever the terminal has."""
    # As bytes, because a terminal of another encoding would fail on the first name with an accent.
    click.echo(json_bytes(value))


def json_bytes(value: object) -> bytes:
    """One JSON document in UTF-8."""
    # What is no UTF-8 in the name of a file becomes the escape that JSON has for it.
    return json.dumps(value, ensure_ascii=False, indent=2).encode(errors="backslashreplace")


def one_line(text: str) -> str:
    """A text that somebody typed, for one line of a list on a terminal."""
    # A line end would make two entries of one, and other control characters steer the terminal.
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _passphrase_in(file: Path) -> str:
    from sopcheck.files import read_whole

    data = read_whole(file)
    try:
        # Editors on Windows begin a file with a mark of order, which nobody means to be typed.
        text = data.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise RefusedError(f"The passphrase file {file.name} is not text. Name another one.") from error
    if not text or len(data) > _MOST_PASSPHRASE_BYTES or "\n" in text:
        raise RefusedError(f"The passphrase file {file.name} must hold the passphrase and nothing else.")
    return text


def person_of(people: tuple[KeyLabel, ...], name: str) -> PersonId:
    """The person of that label, in capitals or not; the only one where no name is given.

    While the vault is locked only labels are known. `DS Okell` finds the label `okell`, if only that.
    """
    wanted = name.casefold()
    same = [one.person for one in people if one.label.casefold() == wanted]
    alike = [one.person for one in people if one.label.casefold() in wanted.split()]
    found = same or alike
    if not name and len(people) == 1:
        return people[0].person
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(one.label for one in people))
    wrong = "That names nobody here, or more than one. " if name else ""
    raise RefusedError(f"{wrong}Say who you are with --person. The people of this vault are: {known}.")


def say_old_backups(left: int) -> None:
    """Say after a change of the key what the old one still opens."""
    if left:
        backups = counted(left, "backup of before still opens", "backups of before still open")
        click.echo(f"{backups} with the passphrases of then. Delete what need not be kept.")


def person_named(desk: Desk, named: str) -> Person:
    """The person of that label, collar number or name in an open vault, in capitals or not.

    Raises:
        RefusedError: nobody is called so, or more than one.
    """
    wanted = named.casefold()
    found = [
        one
        for one in desk.people.all()
        if wanted in (one.label.casefold(), one.number.casefold(), one.name.casefold())
    ]
    # Two people may have one name, and the wrong one would be answerable for the case, or be removed.
    if len(found) != 1:
        raise RefusedError("No person, or more than one, is called so. Look at “sopcheck person list”.")
    return found[0]
