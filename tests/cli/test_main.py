"""How a command ends: its status, one sentence on standard error, and no traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from sopcheck.cli import main
from sopcheck.errors import DamagedError, RefusedError, UnavailableError
from tests.cli.running import Commands


@pytest.fixture
def failing(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The command line with a command `fail` that raises what the environment names."""

    def find(_: click.Group, context: click.Context, name: str) -> click.Command:
        return click.Command(name, callback=ERRORS[name])

    monkeypatch.setattr(type(main.commands), "get_command", find)
    return commands


def raising(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


ERRORS: dict[str, Callable[[], int | None]] = {
    "refused": raising(RefusedError("Not like this.")),
    "damaged": raising(DamagedError("It is damaged.")),
    "unavailable": raising(UnavailableError("The disk is full.")),
    "disk": raising(OSError(28, "No space left on device", "/secret/place")),
    "stopped": raising(KeyboardInterrupt()),
    "bug": raising(ValueError("Child A, 15")),
    "nobody reads on": raising(BrokenPipeError(32, "Broken pipe")),
    "no": lambda: 1,
    "yes": lambda: None,
}


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        ("yes", 0, ""),
        ("no", 1, ""),
        ("damaged", 1, "It is damaged.\n"),
        ("refused", 2, "Not like this.\n"),
        ("stopped", 2, "Stopped. What was saved before stays saved.\n"),
        ("unavailable", 3, "The disk is full.\n"),
        ("nobody reads on", 3, ""),
        (
            "disk",
            3,
            "The computer refused: No space left on device. Look at what you named, then try again.\n",
        ),
    ],
)
def test_the_exit_status_tells_how_a_command_ended(
    failing: Commands, command: str, status: int, says: str
) -> None:
    ran = failing(command)
    assert (ran.status, ran.out, ran.err.lstrip("\n")) == (status, "", says)


def test_a_bug_is_told_without_what_somebody_typed(failing: Commands) -> None:
    ran = failing("bug")
    assert ran.status == 3
    assert "ValueError" in ran.err
    assert "Child A" not in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nothing"], "No such command 'nothing'."),
        (["case", "list", "--nothing"], "No such option '--nothing'."),
        (["case", "show"], "Missing argument 'REFERENCE'."),
        (["case", "nothing"], "No such command 'nothing'."),
        (["--vault", "here", "case", "list"], "Name the vault after the command."),
    ],
)
def test_wrong_usage_is_one_sentence_and_names_the_help(
    commands: Commands, arguments: list[str], says: str
) -> None:
    ran = commands(*arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(says)
    assert "--help" in ran.err


@pytest.mark.parametrize(
    "command", ["demo", "self-test", "rehearse", "checklist", "vault", "person", "case", "record"]
)
def test_every_command_has_help(commands: Commands, command: str) -> None:
    ran = commands(command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"Usage: sopcheck {command}")


def test_the_version_is_told(commands: Commands) -> None:
    assert commands("--version").out.startswith("sopcheck, version ")


def test_without_a_command_the_window_opens_on_the_vault(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr("sopcheck.cli.window.open_window", opened.append)
    assert commands("--vault", "somewhere").status == 0
    assert opened == [Path("somewhere")]


def test_what_a_terminal_has_no_character_for_ends_no_command() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    arguments = [sys.executable, "-m", "sopcheck", "checklist", "show", "nowhere"]
    done = subprocess.run(arguments, env=environment, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_the_help_lists_the_commands_in_the_order_in_which_they_are_needed(commands: Commands) -> None:
    listed = commands("--help").out.partition("Commands:")[2].split("\n")
    names = [line.split()[0] for line in listed if line.startswith("  ") and not line.startswith("   ")]
    assert names.index("vault") < names.index("person") < names.index("case") < names.index("record")
