"""What a person typed into an entry, and where a signed record says it: what lawful erasure has to find.

A record has its prose in rows beside the signed bytes, which can be taken away. References and names of
operations stand in the signed bytes themselves; a record that says one of those can only go whole.
"""

import re
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from sopcheck import canonical
from sopcheck.cases.event_parts import Status
from sopcheck.cases.events import CaseEvent

# Plain text too, yet chosen from a list or made by the program.
_CHOSEN = frozenset(
    {
        "of",
        "choice",
        "cause_of_delay",
        "outcome",
        "risk",
        "risk_change",
        "child_seen",
        "snapshot",
        "calendar",
        "hash",
        "digest",
    }
)
# Every record has them for itself.
_EVERYWHERE: frozenset[str] = frozenset(get_args(Status))
# Shorter words are taken out of a longer text only where they stand as a part of their own.
_LONG_ENOUGH = 8
_PARTS = re.compile(r"[;,\n]\s*")
_REFERENCE = {"hash", "print_class", "text"}


def typed_words(event: CaseEvent) -> tuple[str, ...]:
    """Give every text that a person typed into the event, and the parts of what was listed in one field."""
    return tuple(dict.fromkeys(_typed(event)))


def says(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text says any of the words: as a whole, as a part, or within it where they are long."""
    parts = {text, *_PARTS.split(text)}
    return any(word in parts or (len(word) >= _LONG_ENOUGH and word in text) for word in words)


def is_signed_with(signed: bytes, words: Sequence[str]) -> bool:
    """Tell whether any of the words is a part of what was signed, where no row can be taken away.

    Raises:
        DamagedError: the bytes are not what was saved.
    """
    parts = {part for word in words for part in (word, *_PARTS.split(word))} - _EVERYWHERE - {""}
    wanted = {part.casefold() for part in parts}
    return any(
        # A record begins with a capital, and says of the risk its level first: “High: he knows her address”.
        value.casefold() in wanted or value.casefold().partition(": ")[2] in wanted
        for value in _plain(canonical.decode(signed))
    )


def _typed(value: msgspec.Struct) -> Iterator[str]:
    for field in msgspec.structs.fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, msgspec.Struct):
            yield from _typed(inner)
        # Ids and choices have types of their own; a bare `str` is text for people.
        elif isinstance(inner, str) and field.name not in _CHOSEN and _is_text(field.type) and inner.strip():
            yield inner.strip()


def _is_text(kind: object) -> bool:
    return kind is str or str in get_args(kind)


def _plain(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _plain(inner)
    elif isinstance(value, dict) and value.keys() != _REFERENCE:
        for inner in value.values():
            yield from _plain(inner)
