"""YAML as a tree of texts, lists and mappings that know their lines, and nothing else.

Every scalar is the text that stands there, so `no`, `010` and `12:30:45` are never taken for something else.
What could hide or multiply content is refused with its line: anchors, aliases, tags, directives, doubled
keys, a second document, tabs, control characters, nesting without end (`security.md` 7, E11).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from sopcheck.checklists.problem import DefinitionError, Problem

MOST_BYTES = 5_000_000
MOST_NESTED = 40
MOST_NODES = 100_000
# Tabs, control characters, and the rarer line breaks, which editors and parsers count differently.
_UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar; `plain` if it stands without quotes and is not a block."""

    line: int
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    line: int
    entries: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, with the line it stands on."""

    key: str
    line: int
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, in the order of the file; of a doubled key only the first is here."""

    line: int
    entries: tuple[Entry, ...]

    def text(self, key: str) -> str:
        """Give the text of a key; empty where there is none."""
        found = (entry.value for entry in self.entries if entry.key == key)
        value = next(found, None)
        return value.text if isinstance(value, Text) else ""


Node = Text | Listing | Mapping


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as a tree, the whole text that was read, and the doubled keys that were found."""

    root: Node
    text: str
    problems: tuple[Problem, ...]


def read_tree(data: bytes | str, *, name: str) -> Tree:
    """Read a YAML file.

    Raises:
        DefinitionError: it is not one document of plain YAML, or is too large or too deep.
    """
    text = _decoded(data, name)
    composer = _Composer(name, _events(text, name))
    return Tree(composer.document(), text, tuple(composer.problems))


def _decoded(data: bytes | str, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise _refusal(name, 1, "too-large", "This file is larger than 5 MB. Divide it.")
    try:
        text = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _refusal(name, line, "not-utf-8", "This is not UTF-8. Save the file as UTF-8 text.") from None
    # Editors on Windows write a mark and other line ends; neither is content.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    unfit = _UNFIT.search(text)
    if unfit:
        line = text.count("\n", 0, unfit.start()) + 1
        what = "a tab" if unfit[0] == "\t" else f"the character U+{ord(unfit[0]):04X}"
        raise _refusal(name, line, "unfit-character", f"Here is {what}. Use spaces and printable text only.")
    return text


def _events(text: str, name: str) -> Iterator[Event]:
    line = 0
    try:
        # Never the parser in C: it follows YAML 1.1, which refuses a time without quotes in braces, and two
        # parsers would give one file two digests.
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.start_mark.line + 1
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = f" ({error.problem})" if error.problem else ""
        sentence = f"This is not YAML that can be read{detail}. Check quotes, colons and indentation."
        raise _refusal(name, mark.line + 1 if mark else 0, "not-yaml", sentence) from None
    except (YAMLError, ValueError, OverflowError):
        # An escape for a character that there cannot be fails with the line of what was read before it.
        sentence = "What follows this is not YAML that can be read. Check quotes, colons and escapes."
        raise _refusal(name, line, "not-yaml", sentence) from None


def _refusal(name: str, line: int, word: str, sentence: str) -> DefinitionError:
    return DefinitionError((Problem(name, line, "", word, sentence),))


class _Composer:
    """Makes a tree of events; a doubled key is noted, anything worse ends it."""

    def __init__(self, name: str, events: Iterator[Event]) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._events = events
        self._nodes = 0

    def document(self) -> Node:
        """Give the one document of the file."""
        start = self._next(past=StreamStartEvent)
        if not isinstance(start, DocumentStartEvent):
            raise self._refused(start, "empty", "This file is empty. Write into it what it is to say.")
        if start.version or start.tags:
            raise self._refused(start, "directive", "Directives are not read here. Take the line with % out.")
        root = self._node(next(self._events), 1)
        after = self._next(past=DocumentEndEvent)
        if isinstance(after, DocumentStartEvent):
            sentence = "A second document begins here. Keep one document to a file."
            raise self._refused(after, "second-document", sentence)
        return root

    def _next(self, *, past: type[Event]) -> Event:
        return next(event for event in self._events if not isinstance(event, past))

    def _node(self, event: Event, depth: int) -> Node:
        self._check(event, depth)
        # Each entry costs some microseconds; a file of a million of them would hold the window up.
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._refused(event, "too-large", "This file has too many entries. Divide the checklist.")
        line = event.start_mark.line + 1
        if isinstance(event, ScalarEvent):
            return Text(line, self._text(event), plain=event.style is None)
        if isinstance(event, SequenceStartEvent):
            return Listing(line, tuple(self._listed(depth + 1)))
        return Mapping(line, tuple(self._entries(depth + 1)))

    def _listed(self, depth: int) -> Iterator[Node]:
        for event in self._until(SequenceEndEvent):
            yield self._node(event, depth)

    def _until(self, end: type[Event]) -> Iterator[Event]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield event

    def _entries(self, depth: int) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        for event in self._until(MappingEndEvent):
            self._check(event, depth)
            if not isinstance(event, ScalarEvent):
                raise self._refused(event, "key-not-text", "A key must be a word before a colon.")
            key, line = self._text(event), event.start_mark.line + 1
            value = self._node(next(self._events), depth)
            if key in seen:
                sentence = f"“{key}” stands here a second time. Keep one."
                self.problems.append(Problem(self._name, line, key, "double-key", sentence, seen[key]))
                continue
            seen[key] = line
            yield Entry(key, line, value)

    def _check(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
            sentence = "Anchors (&) and aliases (*) are not read here. Write it out, or in quotes."
            raise self._refused(event, "anchor", sentence)
        if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent) and event.tag is not None:
            raise self._refused(event, "tag", "Tags (!) are not read here. Put the text in quotes.")
        if depth > MOST_NESTED:
            sentence = f"This is nested more than {MOST_NESTED} deep. Make it simpler."
            raise self._refused(event, "too-deep", sentence)

    def _text(self, event: ScalarEvent) -> str:
        unfit = _UNFIT.search(event.value)
        if unfit:
            sentence = f"Here is the character U+{ord(unfit[0]):04X}. Use printable text only."
            raise self._refused(event, "unfit-character", sentence)
        return str(event.value)

    def _refused(self, event: Event, word: str, sentence: str) -> DefinitionError:
        return _refusal(self._name, event.start_mark.line + 1, word, sentence)
