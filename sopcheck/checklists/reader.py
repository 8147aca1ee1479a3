"""Definitions as people write them: YAML, read strictly, with a line for everything.

Format 1, the only one so far, is `definition.py`. A newer one is refused with a sentence.
"""

from dataclasses import dataclass
from functools import cache

import msgspec
from msgspec import inspect

from sopcheck.checklists.definition import Checklist, Digest
from sopcheck.checklists.identity import digest_of, newer_format
from sopcheck.checklists.problem import DefinitionError, Lines
from sopcheck.checklists.shaping import Shaper
from sopcheck.checklists.yaml_tree import Mapping, Node, read_tree


@dataclass(frozen=True, slots=True)
class Read:
    """A definition that was read: the value, the line of each of its parts, its digest and its text."""

    name: str
    checklist: Checklist
    lines: Lines
    digest: Digest
    text: str


def read(text: bytes | str, *, name: str) -> Read:
    """Read a definition; messages call the file `name`.

    Raises:
        DefinitionError: it is not YAML, or does not have the shape of a definition.
    """
    tree = read_tree(text, name=name)
    _check_format(tree.root, name)
    # Doubled keys and misfits are told together, so that one round of mending is enough.
    shaper = Shaper(name)
    shaped = shaper.shape(tree.root, _wanted())
    problems = (*tree.problems, *shaper.problems)
    if problems:
        raise DefinitionError(problems)
    checklist = msgspec.convert(shaped, Checklist)
    return Read(name, checklist, Lines(shaper.lines), digest_of(checklist), tree.text)


@cache
def _wanted() -> inspect.Type:
    return inspect.type_info(Checklist)


def _check_format(root: Node, name: str) -> None:
    """A newer format may have another shape; nothing but its being newer can be said of it."""
    written = root.text("format") if isinstance(root, Mapping) else ""
    if written.isdecimal() and len(written) < 9:
        newer_format(int(written), line=root.line, name=name)
