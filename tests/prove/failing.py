"""Lets the disk fail at every step of an act, one after the other, and looks at what is answered and left.

Run as a program of its own, behind `disk.c`. Every try begins in the same vault, so a step is the same step
whatever failed before. Prints, as JSON, for each act and each way of failing how many steps there were, how
many answers were given, and what was found wrong; says on the way how far it has come.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from unittest.mock import patch

from msgspec import Struct, json
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.checklists.reader import read
from sopcheck.errors import SopcheckError
from sopcheck.vault.anchors import SUFFIX
from tests.prove.acts import ACTS, SAVED, Act
from tests.prove.disk import FAULTS, Disk, Fault, behind
from tests.prove.vault import case_in, copied, entered, look, write

# What nobody may be answered with, or what does not hold afterwards.
WRONG = (AssertionError, OSError, SopcheckError, SQLAlchemyError, sqlcipher.Error)
# Of every answer, the end: what the person is to do.
WHAT_TO_DO = ("try again.", "has room.")
# What cannot be read may be damaged; who unlocks once more, as every try does, finds that it is not.
IF_UNREAD = (*WHAT_TO_DO, "restore a backup.")


class Tried(Struct):
    """What came of an act on a disk that fails in one way: how often which answer, and what was wrong."""

    steps: int = 0
    tries: int = 0
    answers: dict[str, int] = {}
    wrong: list[str] = []


Found = dict[str, dict[str, Tried]]


@dataclass(frozen=True)
class Failing:
    """A vault, what it was before, and a disk that fails when it is told to."""

    disk: Disk
    vault: Path
    kept: Path
    every: int

    def through(self, act: type[Act], fault: Fault) -> Tried:
        """Fail at the first step, the second and so on, until the act ends before."""
        tried = Tried()
        for at in count(1, self.every):
            _laid(self.kept, self.vault)
            try:
                self._once(act, fault, at, tried)
            except WRONG as wrong:
                tried.wrong.append(f"step {at}: {type(wrong).__name__}: {wrong}")
            tried.tries += 1
            if tried.steps < at:
                break
        return tried

    def _once(self, act: type[Act], fault: Fault, at: int, tried: Tried) -> None:
        begun, said = act(self.vault), ""
        self.disk.fail(at, fault)
        try:
            begun.do()
        except SopcheckError as answer:
            said = str(answer)
        finally:
            tried.steps = self.disk.recover()
        if said:
            tried.answers[said] = tried.answers.get(said, 0) + 1
            if not said.endswith(IF_UNREAD if fault.reads else WHAT_TO_DO):
                tried.wrong.append(f"step {at}: {said}")
        _require_whole(self.vault, begun.settle(done=not said))


def _laid(kept: Path, vault: Path) -> None:
    copied(kept, vault)
    shutil.copyfile(f"{kept}{SUFFIX}", f"{vault}{SUFFIX}")


def _require_whole(vault: Path, saved: int) -> None:
    desk = entered(vault)
    found = look(desk)
    desk.lock()
    left = [path.name for path in vault.rglob("*.part*")]
    if found.numbers != list(range(1, saved + 1)) or not found.is_sound or left:
        raise AssertionError(f"{saved} were saved; there are {found}, and left behind {left}")


def _tell(what: str, tried: Tried, seconds: float) -> None:
    refused = sum(tried.answers.values())
    said = f"{tried.tries} tries at {tried.steps} steps, {refused} refused, {len(tried.wrong)} wrong"
    sys.stderr.write("\n  ".join((f"  {what}: {said} ({seconds:.0f} s of computing)", *tried.wrong)) + "\n")


def found_behind(made: Path, vault: Path, every: int = 1) -> Found:
    """Go through every act in a program of its own; gives what was found, by act and way of failing."""
    return json.decode(behind(made, vault, __name__, every), type=Found)


def prepared(vault: Path) -> Path:
    """Write the notes and make the backup that every try begins with; gives where that is kept."""
    desk = entered(vault)
    for number in range(1, SAVED + 1):
        write(desk, case_in(desk), number)
    desk.backups.make()
    desk.lock()
    kept = vault.with_name(f"kept-{vault.name}")
    copied(vault, kept)
    shutil.copyfile(f"{vault}{SUFFIX}", f"{kept}{SUFFIX}")
    return kept


def main(made: str, vault: str, every: str = "1", *only: str) -> None:
    """Go through every act, or only some, at every step or every few."""
    failing = Failing(Disk(made), Path(vault), prepared(Path(vault)), int(every))
    # What is shipped reads the same each time, and takes longer than all else that a try does.
    with patch("sopcheck.services.register_desk.read", cache(read)):
        found = {name: dict(_tried(failing, name)) for name in only or ACTS}
    sys.stdout.buffer.write(json.encode(found))


def _tried(failing: Failing, name: str) -> Iterator[tuple[str, Tried]]:
    for way, fault in FAULTS.items():
        begun = time.process_time()
        tried = failing.through(ACTS[name], fault)
        _tell(f"{name}, disk {way}", tried, time.process_time() - begun)
        yield way, tried


if __name__ == "__main__":
    main(*sys.argv[1:])
