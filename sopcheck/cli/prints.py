"""What the commands that print share: purpose and recipient, the file, and what is said of the print."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from sopcheck.cli.common import print_json
from sopcheck.errors import UnavailableError
from sopcheck.files import whole_file
from sopcheck.services.desk import Desk
from sopcheck.services.views import PrintedRecord

R = TypeVar("R")

_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The PDF to write."
)
_purpose = click.option("--purpose", required=True, help="What the print is for; it is logged.")
_recipient = click.option("--recipient", required=True, help="Who gets the print; it is logged.")


def print_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options that every print asks for (DPA 2018 s.62)."""
    return _output(_purpose(_recipient(command)))


def written(desk: Desk, output: Path, number: Callable[[], PrintedRecord]) -> PrintedRecord:
    """Number a print and write it, whole or not at all; where that fails, the access book says so.

    Raises:
        RefusedError: what was asked for cannot be printed.
        UnavailableError: it could not be noted or written; a file that was there is as it was.
    """
    made: list[PrintedRecord] = []
    try:
        # The place is tried before the print is numbered and logged, or the log tells of prints never made.
        with whole_file(output) as file:
            made.append(number())
            file.write(made[0].pdf)
    except UnavailableError:
        for printed in made:
            desk.printing.failed(printed)
        raise
    return made[0]


def said(printed: PrintedRecord, output: Path, *, as_json: bool, more: Mapping[str, str | None]) -> None:
    """Say which print was written."""
    if as_json:
        print_json({"file": str(output), "number": printed.number, "code": printed.code, **more})
        return
    click.echo(f"Print {printed.number} is written; its code is {printed.code}.")
