"""What is done while the disk fails, and what must hold once it works again.

Each act begins in a vault with `SAVED` notes and a backup, of which the program's own note says so, and tells
in the end how many notes there must be.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sopcheck.errors import RefusedError
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.services.ways_in import Passphrase
from sopcheck.vault.anchors import SUFFIX
from sopcheck.vault.errors import PlaceUnfitError
from tests.prove.vault import case_in, entered, numbers_in, write
from tests.world import PASSPHRASE, TestClock, program_in

# The next one is the longest that `write` writes, with pages of its own.
SAVED = 4
OTHER = "four other words here"


class Act(Protocol):
    """Something that a person does in a vault."""

    def __init__(self, vault: Path) -> None:
        """Prepare it, while the disk works."""

    def do(self) -> None:
        """Do it, while the disk fails."""

    def settle(self, *, done: bool) -> int:
        """Work on and lock, now that the disk works again; tells how many notes there must be."""


class AtDesk:
    """Somebody who is at the desk before and after."""

    who = "farrow"

    def __init__(self, vault: Path) -> None:
        """Unlock."""
        self._vault = vault
        self._desk = entered(vault, self.who)

    def settle(self, *, done: bool) -> int:
        """In the same session the next save succeeds, whatever came of the act."""
        del done
        case = case_in(self._desk)
        count = len(numbers_in(self._desk, case))
        write(self._desk, case, count + 1)
        self._desk.lock()
        _require(count, SAVED)
        return count + 1


class Save(AtDesk):
    """A save: what failed is not there, what was said to be saved is."""

    def do(self) -> None:
        """Write the next note."""
        write(self._desk, case_in(self._desk), SAVED + 1)

    def settle(self, *, done: bool) -> int:
        """Count; a disk that failed after the save leaves it there, told or not."""
        case = case_in(self._desk)
        count = len(numbers_in(self._desk, case))
        _require(count, SAVED + done, SAVED + 1)
        write(self._desk, case, count + 1)
        self._desk.lock()
        return count + 1


class Unlock:
    """An unlock: it is refused with a sentence, and the next one opens the vault with all that it held."""

    def __init__(self, vault: Path) -> None:
        """Keep where the vault is."""
        self._vault = vault
        self._desk: Desk | None = None

    def do(self) -> None:
        """Unlock."""
        self._desk = entered(self._vault)

    def settle(self, *, done: bool) -> int:
        """Lock what was opened."""
        if done and self._desk is not None:
            self._desk.lock()
        return SAVED


class Lock(AtDesk):
    """Locking: it ends in a locked vault, whatever the disk does, and nothing that was saved is lost."""

    def do(self) -> None:
        """Lock, after a save that was told."""
        self._desk.lock()

    def settle(self, *, done: bool) -> int:
        """It may be locked once more."""
        if not done:
            self._desk.lock()
        return SAVED


class ChangePassphrase(AtDesk):
    """A change of keys: the new passphrase opens if it was said to, otherwise it or the old one."""

    def do(self) -> None:
        """Change it."""
        self._desk.people.change_passphrase(PASSPHRASE, OTHER)

    def settle(self, *, done: bool) -> int:
        """Change it back, where it was changed."""
        count = super().settle(done=done)
        with suppress(RefusedError):
            desk = entered(self._vault, passphrase=OTHER)
            desk.people.change_passphrase(OTHER, PASSPHRASE)
            desk.lock()
            return count
        if done:
            raise AssertionError("the new passphrase does not open")
        return count


class Backup(AtDesk):
    """A backup: what is listed is whole, and a rehearsal of restoring proves it."""

    def do(self) -> None:
        """Make one."""
        self._desk.backups.make()

    def settle(self, *, done: bool) -> int:
        """Count those that are listed."""
        listed = len(self._desk.backups.all())
        # A disk that failed after it was in place leaves it there.
        _require(listed, 1 + done, 2)
        self._desk.backups.rehearse()
        return super().settle(done=done)


class NewKey(AtDesk):
    """Another key for the vault: it opens with the old one or with the new one, whole."""

    who = "okell"

    def do(self) -> None:
        """Change it."""
        self._desk.people.change_key()

    def settle(self, *, done: bool) -> int:
        """Lock: where the change began, it ends at the next unlock."""
        del done
        self._desk.lock()
        return SAVED


class Restore:
    """A restore: the vault is as it was, or as it is restored, which has the same notes here."""

    def __init__(self, vault: Path) -> None:
        """Find the backup, and somebody."""
        self._vault = vault
        self._access = program_in(vault, TestClock()).access
        (self._backup,) = self._access.backups()
        self._way = Passphrase(self._access.people()[0].person, PASSPHRASE)

    def do(self) -> None:
        """Put the backup in place."""
        self._access.restore(self._backup.path, self._way)[0].lock()

    def settle(self, *, done: bool) -> int:
        """Look, and restore once more: one that is in place but not noted is an older vault till then."""
        if not done:
            desk = entered(self._vault)
            _require(len(numbers_in(desk, case_in(desk))), SAVED)
            desk.lock()
            self.do()
        return SAVED


class AddPerson(AtDesk):
    """Adding somebody: they are there with a way in, or not at all and can be added then."""

    who = "okell"

    def do(self) -> None:
        """Add them."""
        self._desk.people.add(NewPerson(name="DC New", number="1", label="new"), OTHER)

    def settle(self, *, done: bool) -> int:
        """Add them, where that failed, and let them in."""
        if not done:
            self.do()
        self._desk.lock()
        entered(self._vault, "new", passphrase=OTHER).lock()
        return SAVED


class Create:
    """Making a vault beside: a whole one or none, and the vault that was there before is as it was."""

    def __init__(self, vault: Path) -> None:
        """Take away what was made before."""
        self._made = vault.with_name(f"{vault.name}-new")
        shutil.rmtree(self._made, ignore_errors=True)
        Path(f"{self._made}{SUFFIX}").unlink(missing_ok=True)

    def do(self) -> None:
        """Make it."""
        founder = NewPerson(name="DS New", number="1", label="new")
        program_in(self._made, TestClock()).access.create(founder, PASSPHRASE).lock()

    def settle(self, *, done: bool) -> int:
        """Make it, where that failed, in another folder if a disk let nothing be taken away; unlock it."""
        if not done:
            try:
                self.do()
            except PlaceUnfitError:
                self._made = self._made.with_name(f"{self._made.name}-2")
                shutil.rmtree(self._made, ignore_errors=True)
                self.do()
        entered(self._made, "new").lock()
        return SAVED


ACTS: dict[str, type[Act]] = {
    "save": Save,
    "unlock": Unlock,
    "lock": Lock,
    "adding": AddPerson,
    "creating": Create,
    "key change": ChangePassphrase,
    "backup": Backup,
    "new key": NewKey,
    "restore": Restore,
}


def _require(found: int, *wanted: int) -> None:
    if found not in wanted:
        raise AssertionError(f"{' or '.join(map(str, wanted))} were to be there, {found} are")
