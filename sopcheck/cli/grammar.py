"""How the commands are listed in their help, and how a day is written on the command line."""

from datetime import date

import click

from sopcheck.checklists.local_time import parse_day
from sopcheck.errors import RefusedError


class Group(click.Group):
    """Commands under one name; the help lists each with its whole first sentence, which click would cut."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of the commands."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, _said_first(command)) for name, command in found if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Day(click.ParamType[date]):
    """A day such as 2026-05-07."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say how to write one."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except RefusedError as refusal:
            self.fail(str(refusal), param, ctx)


DAY = Day()


def _said_first(command: click.Command) -> str:
    said = (command.help or "").split("\n\n", 1)[0]
    return " ".join(said.split())
