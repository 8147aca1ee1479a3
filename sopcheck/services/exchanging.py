"""Definitions in and out of a vault: what a file would bring, before it does, and a version as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sopcheck.checklists.board import BoardPaper, board_paper
from sopcheck.checklists.compare import Comparison, compare
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import DefinitionError, Lines, Problem
from sopcheck.checklists.problems import problems
from sopcheck.checklists.profile import read_profile
from sopcheck.checklists.reader import Read, read
from sopcheck.checklists.tailoring import tailored
from sopcheck.checklists.yaml_kept import sure_text
from sopcheck.services.file_ports import DefinitionFiles
from sopcheck.services.library import Library
from sopcheck.services.publishing import Publishing

State = Literal["new", "here", "other-content", "unread"]
_STATES: dict[State, str] = {
    "new": "This is a new version here.",
    "here": "This version is here already, with the same content. There is nothing to do.",
    "other-content": "Another content is here under this version. Give the new one a new version.",
    "unread": "This holds no checklist that can be read. Put right what is wrong, and choose it again.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What bringing a file in would do: what was read, how it stands to what is here, what is wrong.

    `notes` tell what of a form did not fit, or from what a district's version is made and where it asks less.
    """

    file: str
    read: Read | None
    state: State
    problems: tuple[Problem, ...] = ()
    comparison: Comparison | None = None
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """How it stands to what is here."""
        return _STATES[self.state]

    @property
    def can_be_taken(self) -> bool:
        """Whether it is a new version without problems."""
        return self.state == "new" and not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What a file is held against: the versions that are here, which of them is in force, their files."""

    definitions: Sequence[Checklist]
    in_force: Callable[[ChecklistId], Version | None]
    source: Callable[[Checklist], Read]

    def before(self, checklist: Checklist) -> Checklist | None:
        """The version to compare with: the one in force, else the last that came."""
        same = [one for one in self.definitions if one.checklist == checklist.checklist]
        current = self.in_force(checklist.checklist)
        if current is not None:
            return next((one for one in same if one.version == current), None)
        return same[-1] if same else None

    def state_of(self, checklist: Checklist) -> State:
        """Whether a version is new here, is here, or is here with another content."""
        there = next((one for one in self.definitions if one.name == checklist.name), None)
        if there is None:
            return "new"
        return "here" if there == checklist else "other-content"


def arrival(data: bytes, *, name: str, here: Here, files: DefinitionFiles) -> Arrival:
    """Look at a file, be it a definition, a spreadsheet, a profile or a form; nothing is changed.

    Raises:
        RefusedError: it is no file of these, or a profile for a baseline that is not here.
    """
    match files.kind_of(data, name=name):
        case "profile":
            return tailored_by(data, name=name, here=here)
        case "form":
            found, notes = files.read_form(data, name=name)
            wrong = problems(found.checklist, file=name, beside=here.definitions)
            return _arrived(found, wrong, here.before(found.checklist), here=here, notes=notes)
        case "definition":
            return _definition(data, name=name, here=here, files=files)


def _definition(data: bytes, *, name: str, here: Here, files: DefinitionFiles) -> Arrival:
    wrong = files.problems_of(data, name=name, beside=here.definitions)
    try:
        found = files.read_definition(data, name=name)
    except DefinitionError:
        return Arrival(file=name, read=None, state="unread", problems=wrong)
    base = here.before(found.checklist)
    if base is not None and files.is_sheets(data, name=name):
        # A spreadsheet has no comments; those of the version it was made from live on.
        text = sure_text(here.source(base), found.checklist)
        found = Read(found.name, found.checklist, found.lines, found.digest, text)
    return _arrived(found, wrong, base, here=here)


def tailored_by(data: bytes, *, name: str, here: Here) -> Arrival:
    """Look at a district's profile: the version that it makes of its baseline; raises as `arrival` does."""
    try:
        profile = read_profile(data, name=name)
        made = tailored(profile, here.definitions)
    except DefinitionError as wrong:
        return Arrival(file=name, read=None, state="unread", problems=wrong.problems)
    wanted = profile.profile.baseline
    base = next(one for one in here.definitions if one.name == f"{wanted.checklist} {wanted.version}")
    found = Read(name, made, Lines(), digest_of(made), sure_text(here.source(base), made))
    return _arrived(found, (), base, here=here, notes=tuple(_tailoring_lines(made)))


def _arrived(
    found: Read,
    wrong: tuple[Problem, ...],
    base: Checklist | None,
    *,
    here: Here,
    notes: tuple[str, ...] = (),
) -> Arrival:
    comparison = compare(base, found.checklist) if base is not None and not wrong else None
    state = here.state_of(found.checklist)
    return Arrival(
        file=found.name, read=found, state=state, problems=wrong, comparison=comparison, notes=notes
    )


def _tailoring_lines(made: Checklist) -> list[str]:
    source = made.tailored_from
    if source is None:
        return []
    return [
        f"Baseline {source.version} ({source.digest[:8]})",
        f"Profile {source.profile} ({source.profile_digest[:8]})",
        *(f"Asks less: {one.item}: {one.what}. Reason: {one.reason}" for one in source.weakenings),
    ]


class Exchanging:
    """What an SOP owner brings into this vault and takes out of it."""

    def __init__(
        self,
        library: Library,
        publishing: Publishing,
        files: DefinitionFiles,
        board_print: Callable[[BoardPaper], bytes],
    ) -> None:
        self._library = library
        self._publishing = publishing
        self._files = files
        self._board_print = board_print

    def look(self, data: bytes, name: str) -> Arrival:
        """What bringing a file in would do; raises as `arrival` does."""
        return arrival(data, name=name, here=self._here(), files=self._files)

    def exported(self, checklist: ChecklistId, version: Version, name: str) -> bytes:
        """A version as a file, written as the ending of its name says.

        Raises:
            RefusedError: this vault does not have it, or the name says not what to write.
        """
        return self._files.file_of(self._source(checklist, version), name=name)

    def compared(self, checklist: ChecklistId, was: Version, is_: Version) -> BoardPaper:
        """What differs between two versions, with why the later one was proposed.

        Raises:
            RefusedError: this vault does not have one of them.
        """
        library = self._library
        found = compare(library.definition(checklist, was), library.definition(checklist, is_))
        standing = next(row.status for row in library.versions() if row.digest == digest_of(found.is_))
        return board_paper(found, reason=library.proposal(checklist, is_), standing=standing)

    def printed_comparison(self, paper: BoardPaper) -> bytes:
        """The paper for the board that approves a version, as a PDF."""
        return self._board_print(paper)

    def _here(self) -> Here:
        library = self._library
        return Here(
            definitions=[library.definition(row.checklist, row.version) for row in library.versions()],
            in_force=self._in_force,
            source=lambda one: self._source(one.checklist, one.version),
        )

    def _in_force(self, checklist: ChecklistId) -> Version | None:
        row = self._publishing.in_force(checklist)
        return row.version if row is not None else None

    def _source(self, checklist: ChecklistId, version: Version) -> Read:
        return read(self._library.source(checklist, version), name=f"{checklist}-{version}.yaml")
