"""What a person typed into an entry, and where a signed record says it: what lawful erasure has to find.

A record has its prose in rows beside the signed bytes, which can be taken away. References and names of
operations stand in the signed bytes themselves; a record that says one of those can only go whole.
"""

import re
from collections.abc import Collection, Iterator, Sequence
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
        "risk_change",
        "child_seen",
        "snapshot",
        "calendar",
        "hash",
        "digest",
    }
)
# A signed review says of these what was chosen, and after it what was typed: “high: he knows her address”.
_CHOSEN_THEN_TYPED = frozenset({"cause_of_delay", "outcome", "risk"})
# Every record has them for itself.
_EVERYWHERE: frozenset[str] = frozenset(get_args(Status))
# Shorter words are taken out of a longer text only where they stand as a part of their own.
_LONG_ENOUGH = 8
_PARTS = re.compile(r"[;,\n]\s*|:\s+")
_REFERENCE = {"hash", "print_class", "text"}


def typed_words(event: CaseEvent, choices: Collection[str]) -> tuple[str, ...]:
    """Give every text that a person typed into the event; `choices` are what the checklists let choose."""
    return tuple(dict.fromkeys(_typed(event, choices)))


def says(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text says any of the words: as a whole, as a part, or within it where they are long."""
    whole = text.strip().casefold()
    parts = {whole, *(part.strip() for part in _PARTS.split(whole))}
    wanted = [word.casefold() for word in words]
    return any(word in parts or (len(word) >= _LONG_ENOUGH and word in whole) for word in wanted)


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


def _typed(value: msgspec.Struct, choices: Collection[str]) -> Iterator[str]:
    for field in msgspec.structs.fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, msgspec.Struct):
            yield from _typed(inner, choices)
        # Ids and choices have types of their own; a bare `str` is text for people.
        elif isinstance(inner, str) and field.name not in _CHOSEN and _is_text(field.type):
            text = _after_choice(inner, choices) if field.name in _CHOSEN_THEN_TYPED else inner
            if text.strip():
                yield text.strip()


def _after_choice(text: str, choices: Collection[str]) -> str:
    chosen, _, rest = text.partition(": ")
    return rest if chosen in choices else text


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
