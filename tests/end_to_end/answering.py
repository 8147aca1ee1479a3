"""Commands that answer one item again and again, until somebody kills them."""

import io
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from sopcheck.cli.main import run


def way_into(folder: Path) -> list[str]:
    """The options that unlock the vault of the folder."""
    return ["--vault", str(folder / "vault"), "--passphrase-file", str(folder / "passphrase.txt")]


def answer_without_end(folder: Path, first: int, told: Connection) -> None:
    """Answer, telling each number only when the command has ended in yes."""
    sys.stdout = io.StringIO()
    for number in range(first, first + 1000):
        reference = ("--reference", f"N-{number:06d}")
        if run(["case", "answer", "NV/1", "record-crime", *reference, *way_into(folder)]) != 0:
            return
        told.send(number)
