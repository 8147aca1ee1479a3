"""The commands together, and how a refusal, damage or a failing machine ends a command.

Exit status: 0 yes; 1 a no that is an answer (differences, damage found); 2 wrong usage or a refusal;
3 where the machine failed. Messages go to standard error.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from sopcheck.cli.grammar import Group
from sopcheck.crash_report import summary
from sopcheck.errors import DamagedError, RefusedError, SopcheckError

YES, NO, REFUSED, FAILED = 0, 1, 2, 3
STOPPED = "Stopped. What was saved before stays saved."
BUG = (
    "Something is wrong in sopcheck itself ({where}). What was saved before stays saved, and the vault is "
    "locked. Tell whoever looks after sopcheck."
)


_COMMANDS = {
    "demo": "demonstration:demo",
    "self-test": "selftest:self_test",
    "rehearse": "rehearsals:rehearse",
    "checklist": "checklists:checklist",
    "calendar": "calendars:calendar",
    "vault": "vaults:vault",
    "person": "people:person",
    "case": "cases:case",
    "record": "records:record",
}


class _Commands(Group):
    """The commands by name, each imported when it is asked for, so that none waits for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order in which they are declared, which the help keeps."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name; None for one that there is not."""
        del ctx
        module, _, name = _COMMANDS.get(cmd_name, "").partition(":")
        found = getattr(import_module(f"sopcheck.cli.{module}"), name) if name else None
        return found if isinstance(found, click.Command) else None


@click.group(name="sopcheck", cls=_Commands, invoke_without_command=True)
@click.option("--vault", "folder", type=click.Path(path_type=Path), help="The vault to open the window on.")
@click.version_option(package_name="sopcheck")
@click.pass_context
def commands(context: click.Context, *, folder: Path | None) -> int:
    """Guide an investigation through its SOP checklist; without a command, open the window."""
    if context.invoked_subcommand is not None:
        if folder is not None:
            raise click.UsageError("Name the vault after the command.", context)
        return YES
    from sopcheck.cli.window import open_window

    return open_window(folder)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    _speak_plainly()
    try:
        status = commands.main(args=list(arguments), prog_name="sopcheck", standalone_mode=False)
    except click.exceptions.Abort:
        return _say(STOPPED, REFUSED)
    except click.ClickException as wrong:
        return _say(_usage(wrong), REFUSED)
    except SopcheckError as error:
        return _say(str(error), _status_of(error))
    except OSError as failure:
        refused = failure.strerror or "no reason given"
        return _say(f"The computer refused: {refused}. Look at what you named, then try again.", FAILED)
    except SystemExit:
        # So click ends where nobody reads on (`| head`); what was asked for was not told whole.
        return FAILED
    except Exception as bug:  # noqa: BLE001 - the last resort; its message might hold what somebody typed
        return _say(BUG.format(where=summary(bug)), FAILED)
    return status if isinstance(status, int) else YES


def _status_of(error: SopcheckError) -> int:
    match error:
        case RefusedError():
            return REFUSED
        case DamagedError():
            return NO
        case _:
            return FAILED


def _speak_plainly() -> None:
    # What a terminal has no character for is shown as its number; it must not end a command.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _usage(wrong: click.ClickException) -> str:
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        # What a group has to offer is the whole answer to its bare name.
        return wrong.format_message()
    said = wrong.format_message().rstrip(".")
    sentence = said if said.endswith("?") else f"{said}."
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    return sentence if context is None else f"{sentence} Try “{context.command_path} --help”."


def _say(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status
