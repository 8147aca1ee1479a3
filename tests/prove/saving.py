"""Saves notes through the services with its disk watched, saying after each that it was saved."""

import os
import sys
from pathlib import Path

from tests.prove.disk import Disk
from tests.prove.vault import case_in, entered, write


def main(made: str, vault: str, count: str) -> None:
    """Unlock, save, and stop as if the power were gone: nothing is locked in the end."""
    disk = Disk(made)
    desk = entered(Path(vault))
    case = case_in(desk)
    disk.saved(0)
    for number in range(1, int(count) + 1):
        write(desk, case, number)
        disk.saved(number)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
