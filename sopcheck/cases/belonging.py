"""Whom a subject belongs to: a device to a suspect, an event to a suspect, an episode to a child."""

from collections.abc import Mapping

from sopcheck.cases.standing import Subject
from sopcheck.checklists.definition import KindId


def line_of(subjects: Mapping[str, Subject], of: str | None) -> tuple[str, ...]:
    """Give a subject, whom it belongs to, and so on; nothing for the case."""
    line: list[str] = []
    # Merged entries may make two subjects part of each other, and this must end all the same.
    while of is not None and of not in line:
        line.append(of)
        found = subjects.get(of)
        of = None if found is None else found.of
    return tuple(line)


def owner(subjects: Mapping[str, Subject], of: str | None, kind: KindId) -> str | None:
    """Give the subject itself where it is of the kind, else the nearest that it belongs to and that is."""
    line = line_of(subjects, of)
    return next((name for name in line if name in subjects and subjects[name].has(kind)), None)
