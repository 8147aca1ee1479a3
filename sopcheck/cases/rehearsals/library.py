"""What a rehearsal finds besides its own file: checklist versions and the bank-holiday calendar."""

from collections.abc import Callable, Iterator
from functools import cache

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.rehearsals.rehearsal import NO_VERSION, Rehearsal, RehearsalError
from sopcheck.checklists import calendar as calendars
from sopcheck.checklists import packs
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Checklist, ChecklistId, KindId, Version
from sopcheck.checklists.reader import read


class Library:
    """Checklist versions, found by name when they are wanted, and a calendar."""

    def __init__(
        self,
        find: Callable[[ChecklistId, Version | None], Checklist | None],
        calendar: Calendar,
    ) -> None:
        """Take a way to find a version (the newest where none is named), and the calendar."""
        self.find = find
        self.calendar = calendar

    def definitions_of(self, rehearsal: Rehearsal) -> Definitions:
        """All versions that the rehearsal may come to, the ones beside it first.

        Raises:
            RehearsalError: it names one that is not here.
        """
        found = {(one.checklist, one.version): one for one in rehearsal.beside}
        for checklist, version, line in _named(rehearsal):
            if (checklist, version) in found:
                continue
            definition = self.find(checklist, version)
            if definition is None:
                raise RehearsalError(
                    f"The checklist {checklist} {version} is not here."
                    " Put its file beside the rehearsal and name it.",
                    file=rehearsal.file,
                    line=line,
                )
            found[checklist, version] = definition
        for definition in tuple(found.values()):
            run = definition.reviews and self.find(definition.reviews.checklist, None)
            if run and all(checklist != run.checklist for checklist, _ in found):
                found[run.checklist, run.version] = run
        return Definitions.of(found.values())


def _named(rehearsal: Rehearsal) -> Iterator[tuple[ChecklistId, Version, int]]:
    for checklist, version in rehearsal.checklists:
        yield checklist, version, rehearsal.checklists_line
    for event in rehearsal.events:
        if event.verb == "move":
            name, _, version_text = event.named[0].partition(" ")
            if not version_text.strip():
                raise RehearsalError(NO_VERSION, file=rehearsal.file, line=event.line)
            yield ChecklistId(name), Version(version_text.strip()), event.line


@cache
def shipped_kinds() -> frozenset[KindId]:
    """The kinds of subject that any pack names."""
    library = shipped_library()
    found = (library.find(source.id, source.version) for source in packs.shipped())
    return frozenset(kind for one in found if one is not None for kind in one.subjects)


@cache
def shipped_library() -> Library:
    """The six packs and the calendar that ship with the program; a pack is read when it is wanted."""
    sources = {(source.id, source.version): source for source in packs.shipped()}
    newest = {source.id: source.version for source in packs.shipped()}

    @cache
    def find(checklist: ChecklistId, version: Version | None) -> Checklist | None:
        """A shipped version, or the newest that ships."""
        # Reading YAML takes longer than all the rest, so it is done once for each version.
        source = sources.get((checklist, version or newest.get(checklist, Version(""))))
        return None if source is None else read(source.yaml, name=source.file).checklist

    return Library(find, calendars.shipped())
