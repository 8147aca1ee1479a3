"""Rehearsals in the window: a file is opened, played in memory, and tried with something changed.

Nothing of it is written anywhere, neither to the vault nor to the file.
"""

import stat
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.library import Library, shipped_library
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import Difference, Rehearsal
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.services.rehearsal_story import Story
from sopcheck.services.rehearsal_what_if import Change, Tried, tried

MOST_BYTES = 1_000_000
MOST_EVENTS = 300


class Rehearsing:
    """What an SOP owner tries a checklist on."""

    def __init__(self, definitions: Callable[[], Definitions]) -> None:
        """Take what gives the versions of this vault, as they are when a file is opened."""
        self._definitions = definitions

    def open(self, file: Path) -> Story:
        """Read a rehearsal, play it and check what it expects.

        Raises:
            RehearsalError: it is not in order, with its line.
            RefusedError: it is no file, or too large for the window.
            UnavailableError: it cannot be read.
        """
        rehearsal = _read(file)
        if len(rehearsal.events) > MOST_EVENTS:
            raise RefusedError(
                f"{file.name} has {len(rehearsal.events):,} events, and the window takes {MOST_EVENTS}."
                " Check it with “sopcheck rehearse”, or divide it."
            )
        played = play(rehearsal, self.library())
        return Story(played, check(played))

    def differences(self, file: Path, draft: Checklist) -> tuple[Difference, ...]:
        """Play a rehearsal as if the cases of it followed a draft, and give what is other than expected.

        Raises:
            RehearsalError: it is not in order, or names what the draft has no more.
            RefusedError, UnavailableError: the file cannot be read.
        """
        library = self.library()

        def find(checklist: ChecklistId, version: Version | None) -> Checklist | None:
            """The draft, under whichever version the rehearsal names; any other as it is."""
            if checklist != draft.checklist:
                return library.find(checklist, version)
            return msgspec.structs.replace(draft, version=version or draft.version)

        return check(play(_read(file), Library(find, library.calendar)))

    def what_if(self, story: Story, changes: Sequence[Change]) -> Tried:
        """Play a story again with something changed.

        Raises:
            RefusedError: it cannot be played like that.
        """
        return tried(story, changes, self.library())

    def library(self) -> Library:
        """The versions that ship, then those of this vault, so that one not published yet can be tried."""
        shipped, own = shipped_library(), self._definitions()

        @cache
        def find(checklist: ChecklistId, version: Version | None) -> Checklist | None:
            """A version by its name, or the newest that ships."""
            found = shipped.find(checklist, version)
            return found or (None if version is None else own.find(checklist, version))

        return Library(find, shipped.calendar)


def _read(file: Path) -> Rehearsal:
    return read(bytes_of(file), file=file.name, beside=lambda name: _fit(file.parent / name))


def bytes_of(file: Path) -> bytes:
    """Read a file that may be a rehearsal.

    Raises:
        RefusedError: it is no file, or too large.
        UnavailableError: it cannot be read.
    """
    try:
        return _fit(file).read_bytes()
    except OSError:
        raise UnavailableError(
            f"{file.name} cannot be read. Check that it is there and that you may read it."
        ) from None


def _fit(file: Path) -> Path:
    """Refuse what is no plain file, or is large, before a byte of it is read."""
    try:
        found = file.stat()
    except OSError:
        # The reader says with its line what a rehearsal names and is not there.
        return file
    if not stat.S_ISREG(found.st_mode):
        raise RefusedError(f"{file.name} is no file. Choose the YAML file of a rehearsal.")
    if found.st_size > MOST_BYTES:
        raise RefusedError(f"{file.name} is larger than 1 MB. A rehearsal tells one case; divide it.")
    return file
