"""Taking a rehearsal's YAML apart: each part with its line, each mistake with a sentence.

The tree is the strict one of the definitions: every scalar is text, whatever YAML would make of it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from sopcheck.cases.rehearsals.rehearsal import RehearsalError, Texts
from sopcheck.checklists.local_time import LONDON, TimeRefusedError, parse_wall
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.yaml_tree import Listing, Mapping, Node, Text, read_tree

T = TypeVar("T")

_PROSE = frozenset(["reason", "text", "outcome", "result", "next_reason", "exception"])
_TRUTHS = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}


class Part:
    """A mapping of the file whose keys are known beforehand."""

    def __init__(self, node: Node, file: str, *, known: frozenset[str], what: str) -> None:
        """Take the mapping; refuse another node, and keys that are not `known`."""
        self.file = file
        self.line = node.line
        self.what = what
        if not isinstance(node, Mapping):
            raise RehearsalError(
                f"{what} must have keys and values. Write it as “key: value”.", file=file, line=node.line
            )
        self.nodes = {entry.key: entry.value for entry in node.entries}
        self.lines = {entry.key: entry.line for entry in node.entries}
        # A key that is not known is a mistake, never ignored: it would be an expectation that is not checked.
        for key in self.nodes:
            if key not in known:
                raise self.mistake(f"{what} has no key “{key}”. Take it out or spell it right.", key)

    def mistake(self, sentence: str, key: str = "") -> RehearsalError:
        """Make the error that points at a key."""
        return RehearsalError(sentence, file=self.file, line=self.lines.get(key, self.line))

    def text(self, key: str, *, default: str | None = None) -> str:
        """Give the one text of a key; refuse its absence where there is no default."""
        if key not in self.nodes:
            if default is None:
                raise self.mistake(f"{self.what} needs the key “{key}”. Add it.")
            return default
        return self._scalar(self.nodes[key], key)

    def texts(self, key: str) -> Texts:
        """Give the texts of a key that may be one or a list; none where it is not written."""
        node = self.nodes.get(key)
        if node is None:
            return ()
        if isinstance(node, Listing):
            return tuple(self._scalar(inner, key) for inner in node.entries)
        return (self._scalar(node, key),)

    def parts(self, key: str) -> Iterator[Node]:
        """Give the entries of a list."""
        node = self.nodes.get(key)
        if node is None:
            return
        if not isinstance(node, Listing):
            raise self.mistake(
                f"“{key}” must be a list. Write each entry after a hyphen, or all in brackets.", key
            )
        yield from node.entries

    def truth(self, key: str) -> bool:
        """Give a yes or no; no where it is not written."""
        return self.read(key, _truth, default=False)

    def read(self, key: str, reader: Callable[[str], T], *, default: T) -> T:
        """Read the text of a key with something that may refuse it."""
        if key not in self.nodes:
            return default
        try:
            return reader(self.text(key))
        except TimeRefusedError as error:
            raise self.mistake(error.sentence, key) from None

    def moment(self, key: str) -> datetime | None:
        """Give the instant of a key, with the offset of its wall time."""
        return self.read(key, lambda text: parse_wall(text, zone=LONDON), default=None)

    def _scalar(self, node: Node, key: str) -> str:
        if not isinstance(node, Text):
            raise RehearsalError(
                f"“{key}” must be one text here. Write it on one line.", file=self.file, line=node.line
            )
        # YAML 1.1 makes truths of these words, so authors write either.
        if node.plain and node.text.lower() in _TRUTHS:
            return _TRUTHS[node.text.lower()]
        # A reason in quotes with nothing in it may be just what a refused line tries.
        if not node.text and (node.plain or key not in _PROSE):
            raise RehearsalError(
                f"“{key}” is empty. Write its value or take it out.", file=self.file, line=node.line
            )
        return node.text


def root_of(data: bytes | str, file: str) -> Node:
    """Read the file as a tree.

    Raises:
        RehearsalError: it is not plain YAML, or a key stands in it twice.
    """
    try:
        tree = read_tree(data, name=file)
    except DefinitionError as error:
        raise RehearsalError(error.problems[0].told, file=file, line=error.line) from None
    for problem in tree.problems:
        raise RehearsalError(problem.told, file=file, line=problem.line)
    return tree.root


def _truth(text: str) -> bool:
    if text not in ("yes", "no"):
        raise TimeRefusedError("This is neither yes nor no. Write one of them.")
    return text == "yes"
