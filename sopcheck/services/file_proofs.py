"""Proofs about the files of a vault: that every page is whole, and that none says a word of a case."""

from dataclasses import dataclass
from datetime import datetime

from sopcheck.errors import DamagedError, RefusedError
from sopcheck.progress import Progress
from sopcheck.services.opened import Opened
from sopcheck.services.ports import VaultFolder

CHECKED, SEARCHED = "pages", "no words in files"
# Shorter words may stand in encrypted bytes by chance.
_LONG_ENOUGH = 6
# Of the newest cases: each takes a look at every byte of every backup.
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStatus:
    """When each was last proved, and how many of the people need the secret of this machine to unlock."""

    checked: datetime | None
    searched: datetime | None
    people: int
    with_device: int


class FileProofs:
    """Proves them again for an open vault."""

    def __init__(self, opened: Opened, folder: VaultFolder) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._folder = folder

    def status(self) -> FileStatus:
        """Where the proofs stand."""
        slots = self._vault.slots.people()
        return FileStatus(
            checked=self._vault.proofs.last(CHECKED),
            searched=self._vault.proofs.last(SEARCHED),
            people=len(slots),
            with_device=sum(slot.kind == "device" for slot in slots),
        )

    def check(self) -> None:
        """Check every page of the file, its structure, and the settings on which saving rests.

        Raises:
            DamagedError: the file is not what was written.
            UnavailableError: a setting is not in force.
        """
        self._vault.check_pages()
        self._vault.proofs.proved(CHECKED, self._scribe.now())

    def search(self, progress: Progress | None = None) -> int:
        """Search the files of the vault and its backups for the words of cases; gives how many files.

        Raises:
            RefusedError: there is no case yet.
            DamagedError: a file says one of them, as no file should.
        """
        words = self._words()
        if not words:
            raise RefusedError("There is no case yet whose words could be searched for. Open one first.")
        count, saying = self._folder.saying(words, also=self._vault.backups.place, progress=progress)
        if saying:
            raise DamagedError(
                f"Words of a case stand in the clear in {', '.join(saying)}. This program writes no such "
                "file; find out who put it there, and take it away."
            )
        self._vault.proofs.proved(SEARCHED, self._scribe.now())
        return count

    def _words(self) -> tuple[str, ...]:
        rows = sorted(self._vault.index.cases(), key=lambda row: row.opened, reverse=True)
        words = (word for row in rows for word in (row.reference, row.operation) if len(word) >= _LONG_ENOUGH)
        return tuple(dict.fromkeys(words))[:_MOST_WORDS]
