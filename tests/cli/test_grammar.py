"""The help lists every command whole, and a day is asked for in words."""

from collections.abc import Iterator
from datetime import date

import click
import pytest

from sopcheck.cli import main
from sopcheck.cli.grammar import DAY
from tests.cli.running import Commands


def below(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from below(found, *path, name)
        if found is not None:
            yield (*path, name), found


ALL = dict(below(main.commands))


@pytest.mark.parametrize("path", [(), *(path for path, one in ALL.items() if isinstance(one, click.Group))])
def test_a_list_of_commands_says_of_each_what_it_does_and_cuts_nothing(
    path: tuple[str, ...], commands: Commands
) -> None:
    done = commands(*path, "--help")
    assert done.status == 0
    assert "..." not in done.out.replace("[ARGS]...", "")


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_and_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command = ALL[path]
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert (command.help or "").split("\n")[0]
    # What has an explained default, or a few words to choose from, speaks for itself.
    assert [one.name for one in options if not one.help and not one.show_default] == []


@pytest.mark.parametrize("path", ["case", "record", "vault", "person", "checklist", "calendar"])
def test_the_bare_name_of_several_commands_lists_them_and_is_wrong_usage(
    path: str, commands: Commands
) -> None:
    done = commands(path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"Usage: sopcheck {path} ")
    assert "Try “" not in done.err


def test_a_day_is_read_and_one_that_was_read_stays() -> None:
    day = date(2026, 5, 7)
    assert DAY.convert("2026-05-07", None, None) == DAY.convert(day, None, None) == day


@pytest.mark.parametrize("said", ["soon", "2026-13-01", "7/5/2026"])
def test_what_is_no_day_is_refused_with_how_to_write_one(said: str, commands: Commands) -> None:
    done = commands("case", "sample", "--size", "5", "--from", said)
    assert done.status == 2
    assert "This is not a date. Write it as 2026-05-05." in done.err
