"""Lets the disk fail at every step of an act, one after the other, and looks at what is answered and left.

Run as a program of its own, behind `disk.c`. Prints, as JSON, for each act how many steps it took, every
answer that was given, and what was found wrong afterwards.
"""

import errno
import json
import sys
from collections.abc import Callable
from pathlib import Path

from sopcheck.errors import SopcheckError
from sopcheck.services.desk import Desk
from sopcheck.services.ways_in import Passphrase
from tests.prove.disk import Disk
from tests.prove.vault import case_in, entered, numbers_in, write
from tests.world import PASSPHRASE, TestClock, program_in

ERRORS = (errno.ENOSPC, errno.EIO)
# Of every answer, the end: what the person is to do.
WHAT_TO_DO = ("try again.", "has room.")
OTHER, THIRD = "four other words here", "four third words here"
Found = dict[str, list[str]]


class Failing:
    """One vault and a disk that fails when it is told to."""

    def __init__(self, disk: Disk, vault: Path, every: int) -> None:
        self._disk = disk
        self._every = every
        self._vault = vault
        self._written = 0
        self.answers: list[str] = []
        self.wrong: list[str] = []

    def through(self, act: Callable[[], None], check: Callable[[bool], None]) -> int:
        """Fail at the first step, the second and so on, until the act ends before; counts the steps."""
        for error in ERRORS:
            at = 1
            while self._once(act, check, at, error):
                at += self._every
        return at - 1

    def _once(self, act: Callable[[], None], check: Callable[[bool], None], at: int, error: int) -> bool:
        self._disk.fail(at, error)
        done, said = True, ""
        try:
            act()
        except SopcheckError as answer:
            done, said = False, str(answer)
        steps = self._disk.recover()
        if not done:
            self.answers.append(said)
            if not said.endswith(WHAT_TO_DO):
                self.wrong.append(f"step {at}, error {error}: {said}")
        try:
            check(done)
        except (AssertionError, SopcheckError) as fault:
            self.wrong.append(f"step {at}, error {error}, done {done}: {fault}")
        return steps >= at

    def save(self) -> int:
        """A save: what failed is not there, what was said to be saved is, and the next one succeeds."""
        desk = entered(self._vault)
        case = case_in(desk)

        def act() -> None:
            """Write the next note."""
            write(desk, case, self._written + 1)

        def check(done: bool) -> None:
            """Count what is there: a disk that failed after the save leaves it there, told or not."""
            self._written += done
            there = numbers_in(desk, case)
            self._written += not done and len(there) == self._written + 1
            _require(there, self._written)

        steps = self.through(act, check)
        desk.lock()
        self._look()
        return steps

    def unlock(self) -> int:
        """An unlock: it fails with a sentence, and the next one opens the vault with all that it held."""
        opened: list[Desk] = []

        def check(_done: bool) -> None:
            """Lock what was opened and unlock anew."""
            while opened:
                opened.pop().lock()
            self._look()

        return self.through(lambda: opened.append(entered(self._vault)), check)

    def change_passphrase(self) -> int:
        """A change of keys: the old passphrase opens, or the new one, never neither."""
        desk = entered(self._vault)
        held = [PASSPHRASE, OTHER]

        def act() -> None:
            """Change to the other one."""
            desk.people.change_passphrase(held[0], held[1])

        def check(_done: bool) -> None:
            """See which of the two holds now, by changing it back."""
            for old, new in (
                (OTHER, PASSPHRASE),
                (PASSPHRASE, PASSPHRASE + " now"),
                (PASSPHRASE + " now", PASSPHRASE),
            ):
                try:
                    desk.people.change_passphrase(old, new)
                except SopcheckError:
                    continue
                if new == PASSPHRASE:
                    return
            raise AssertionError("neither passphrase holds")

        steps = self.through(act, check)
        desk.lock()
        self._look()
        return steps

    def backup(self) -> int:
        """A backup: a failed one leaves nothing that is taken for one, and the vault as it was."""
        desk = entered(self._vault)

        def check(_done: bool) -> None:
            """Look whether every backup that is listed was finished."""
            _require(numbers_in(desk, case_in(desk)), self._written)
            _require_no_parts(self._vault)

        steps = self.through(lambda: _made(desk), check)
        desk.lock()
        self._look()
        return steps

    def new_key(self) -> int:
        """Another key for the vault: it opens with the old one or with the new one, whole."""
        opened = [entered(self._vault, "okell")]

        def act() -> None:
            """Change it."""
            opened[0].people.change_key()

        def check(_done: bool) -> None:
            """Lock what is open, look, and unlock for the next try."""
            opened.pop().lock()
            self._look()
            opened.append(entered(self._vault, "okell"))

        steps = self.through(act, check)
        opened.pop().lock()
        return steps

    def restore(self) -> int:
        """A restore: the vault is as it was or as it is restored, which is the same here."""
        desk = entered(self._vault)
        backup = desk.backups.make().path
        person = desk.me.person
        desk.lock()

        def act() -> None:
            """Put the backup in place."""
            access = program_in(self._vault, TestClock()).access
            access.restore(backup, Passphrase(person, PASSPHRASE))[0].lock()

        return self.through(act, lambda _done: self._look())

    def _look(self) -> None:
        desk = entered(self._vault)
        _require(numbers_in(desk, case_in(desk)), self._written)
        sound = desk.assurance.catch_up().ok
        desk.lock()
        if not sound:
            raise AssertionError("the ledger is not sound")


def _made(desk: Desk) -> None:
    desk.backups.make()


def _require(numbers: list[int], count: int) -> None:
    if numbers != list(range(1, count + 1)):
        raise AssertionError(f"{count} were saved, {len(numbers)} are there")


def _require_no_parts(vault: Path) -> None:
    left = [path.name for path in vault.rglob("*.part*")]
    if left:
        raise AssertionError(f"left behind: {left}")


def main(made: str, vault: str, every: str = "1") -> None:
    """Go through every act, at every step or every few."""
    failing = Failing(Disk(made), Path(vault), int(every))
    acts = {
        "save": failing.save,
        "unlock": failing.unlock,
        "key change": failing.change_passphrase,
        "backup": failing.backup,
        "new key": failing.new_key,
        "restore": failing.restore,
    }
    found: dict[str, object] = {}
    for name, act in acts.items():
        failing.answers, failing.wrong = [], []
        steps = act()
        found[name] = {"steps": steps, "answers": failing.answers, "wrong": failing.wrong}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
