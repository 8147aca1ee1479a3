"""The commands together, and how a refusal, damage or a failing machine ends a command.

Exit status: 0 yes; 1 a no that is an answer (differences, damage found); 2 wrong usage or a refusal;
3 where the machine failed. Messages go to standard error.
"""

from collections.abc import Sequence

import click

from sopcheck.cli.cases import case
from sopcheck.cli.checklists import checklist
from sopcheck.cli.demonstration import demo
from sopcheck.cli.people import person
from sopcheck.cli.records import record
from sopcheck.cli.rehearsals import rehearse
from sopcheck.cli.selftest import self_test
from sopcheck.cli.vaults import vault
from sopcheck.errors import DamagedError, RefusedError, UnavailableError

YES, NO, REFUSED, FAILED = 0, 1, 2, 3


@click.group(name="sopcheck")
@click.version_option(package_name="sopcheck")
def commands() -> None:
    """Guide an investigation through its SOP checklist; without a command, open the window."""


for command in (demo, self_test, rehearse, checklist, vault, person, case, record):
    commands.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    try:
        status = commands.main(args=list(arguments), prog_name="sopcheck", standalone_mode=False)
    except click.exceptions.Abort:
        return _say("Stopped; nothing was changed.", REFUSED)
    except click.ClickException as wrong:
        wrong.show()
        return REFUSED
    except RefusedError as refusal:
        return _say(str(refusal), REFUSED)
    except DamagedError as damage:
        return _say(str(damage), NO)
    except UnavailableError as failure:
        return _say(str(failure), FAILED)
    return status if isinstance(status, int) else YES


def _say(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status
