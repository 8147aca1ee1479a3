"""The vault that is killed, cut off and damaged: one case, and the numbered notes written in it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sopcheck.cases.events import CaseId, When
from sopcheck.services.desk import Desk
from sopcheck.vault.anchors import SUFFIX
from tests.world import PASSPHRASE, START, TestClock, World, program_in

REFERENCE = "NV/CSE/26/0101"


def with_a_case(template: Path, folder: Path) -> Path:
    """Make a vault with a case in it, locked, from one with people."""
    world = World.in_copy(template, folder)
    world.open(REFERENCE)
    world.desk.lock()
    return folder


def copied(vault: Path, to: Path) -> Path:
    """Copy a locked vault, in place of what lies there."""
    shutil.rmtree(to, ignore_errors=True)
    # What this machine saw of the vault before would be missing now.
    Path(f"{to}{SUFFIX}").unlink(missing_ok=True)
    shutil.copytree(vault, to)
    return to


def entered(folder: Path, who: str = "farrow", *, passphrase: str = PASSPHRASE) -> Desk:
    """Unlock as DC Farrow, or somebody else."""
    program = program_in(folder, TestClock())
    person = next(one.person for one in program.access.people() if one.label == who)
    return program.unlock(person, passphrase)


def case_in(desk: Desk) -> CaseId:
    """The case."""
    return desk.casework.find(REFERENCE)


def write(desk: Desk, case: CaseId, number: int) -> None:
    """Write a note that says its number, some long enough for pages of their own."""
    text = f"{number} " + "x" * (20, 400, 9_000)[number % 3]
    desk.casework.note(case, text, When(START))


def numbers_in(desk: Desk, case: CaseId) -> list[int]:
    """The numbers of the notes that are there, in their order."""
    return [int(note.text.split()[0]) for note in desk.casework.refresh(case).case.notes]


@dataclass(frozen=True)
class Found:
    """What a vault holds after a fault: the numbers of its notes, and whether all of its ledger verifies."""

    numbers: list[int]
    is_sound: bool

    def require(self, *, saved: int) -> int:
        """Give the last number, where all that was said to be saved is there and nothing is torn.

        Raises:
            AssertionError: something is lost, torn or not as it was signed.
        """
        count = len(self.numbers)
        # The one that was being saved may have been, before it could be told.
        is_whole = self.numbers == list(range(1, count + 1)) and count in {saved, saved + 1}
        if not (is_whole and self.is_sound):
            raise AssertionError(f"{saved} were saved, {count} are there, sound: {self.is_sound}")
        return count


def look(desk: Desk) -> Found:
    """Read the case and verify every entry of the vault."""
    numbers = numbers_in(desk, case_in(desk))
    return Found(numbers, desk.assurance.verify().ok and not desk.opened.vault.problems)


def require_whole(folder: Path, *, saved: int) -> int:
    """Unlock, and check that all that was said to be saved is there, and nothing is torn.

    Raises:
        AssertionError: something is lost, torn or not as it was signed.
    """
    desk = entered(folder)
    found = look(desk)
    desk.lock()
    return found.require(saved=saved)
