"""Puts one printed line into the order in which it is drawn, from left to right.

The Unicode bidirectional algorithm (UAX 9) for a line that runs left to right, without its explicit
controls: those never get here, they are visible marks by then, so nothing can turn its neighbours round.
"""

import re
import unicodedata
from itertools import groupby

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MIRRORED = {**_BRACKETS, "<": ">", "«": "»", "‹": "›", "≤": "≥"}
# What opens to the right must open to the left in a run that is turned.
_MIRRORED |= {closing: opening for opening, closing in _MIRRORED.items()}
_NUMBERS = {"EN", "AN"}
_NEUTRAL = {"B", "S", "WS", "ON", "BN"}


def turns(line: str) -> bool:
    """Tell whether the line has letters that run from right to left."""
    return _RIGHT_TO_LEFT.search(line) is not None


def drawn_order(line: str) -> list[tuple[int, str]]:
    """Give places in the line and the letters to draw, left to right; brackets are mirrored as needed."""
    levels = _levels(line)
    order = list(range(len(line)))
    for level in range(max(levels, default=0), 0, -1):
        order = _turned(order, levels, level)
    drawn = [
        _MIRRORED.get(letter, letter) if level % 2 else letter
        for letter, level in zip(line, levels, strict=True)
    ]
    return [(place, drawn[place]) for place in _marks_behind(order, line, levels)]


def _marks_behind(order: list[int], line: str, levels: list[int]) -> list[int]:
    """Draw vowel signs after the letter that they sit on, in turned runs too: rule L3."""
    placed: list[int] = []
    waiting: list[int] = []
    for place in order:
        if levels[place] % 2 and unicodedata.combining(line[place]):
            waiting.append(place)
            continue
        placed += [place, *reversed(waiting)]
        waiting.clear()
    return placed + waiting


def _turned(order: list[int], levels: list[int], level: int) -> list[int]:
    turned: list[int] = []
    for high, run in groupby(order, key=lambda place: levels[place] >= level):
        places = list(run)
        turned += reversed(places) if high else places
    return turned


def _levels(line: str) -> list[int]:
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in line]
    _weak(kinds)
    _brackets(line, kinds)
    _neutral(kinds)
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _weak(kinds: list[str]) -> None:
    """Settle numbers, their signs and combining marks: rules W1 to W7."""
    _marks_follow(kinds)
    _numbers_after_arabic(kinds)
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _separators(kinds)
    _terminators(kinds)
    kinds[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]
    strong = "L"
    for place, kind in enumerate(kinds):
        strong = kind if kind in {"L", "R"} else strong
        if kind == "EN" and strong == "L":
            kinds[place] = "L"


def _marks_follow(kinds: list[str]) -> None:
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[place] = kinds[place - 1] if place else "L"


def _numbers_after_arabic(kinds: list[str]) -> None:
    strong = "L"
    for place, kind in enumerate(kinds):
        strong = kind if kind in {"L", "R", "AL"} else strong
        if kind == "EN" and strong == "AL":
            kinds[place] = "AN"


def _separators(kinds: list[str]) -> None:
    for place in range(1, len(kinds) - 1):
        before, after = kinds[place - 1], kinds[place + 1]
        single = kinds[place] == "CS" or (kinds[place] == "ES" and before == "EN")
        if single and before == after and before in _NUMBERS:
            kinds[place] = before


def _terminators(kinds: list[str]) -> None:
    start = 0
    for kind, run in groupby(list(kinds)):
        stop = start + len(list(run))
        beside = {kinds[start - 1] if start else "", kinds[stop] if stop < len(kinds) else ""}
        if kind == "ET" and "EN" in beside:
            kinds[start:stop] = ["EN"] * (stop - start)
        start = stop


def _brackets(line: str, kinds: list[str]) -> None:
    """Give both brackets of a pair one direction: rule N0."""
    waiting: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, letter in enumerate(line):
        # By now a bracket inside a number is part of it and no bracket.
        if letter in _BRACKETS and kinds[place] == "ON":
            waiting.append(place)
        elif letter in _BRACKETS.values() and kinds[place] == "ON":
            _close(line, place, waiting, pairs)
    for opening, closing in sorted(pairs):
        direction = _direction_of_pair(kinds, opening, closing)
        if direction:
            kinds[opening] = kinds[closing] = direction


def _close(line: str, place: int, waiting: list[int], pairs: list[tuple[int, int]]) -> None:
    for depth in range(len(waiting) - 1, -1, -1):
        if _BRACKETS[line[waiting[depth]]] == line[place]:
            pairs.append((waiting[depth], place))
            del waiting[depth:]
            return


def _direction_of_pair(kinds: list[str], opening: int, closing: int) -> str:
    inside = {_strength(kind) for kind in kinds[opening + 1 : closing]} - {""}
    if "L" in inside:
        return "L"
    if "R" not in inside:
        return ""
    return next((_strength(kind) for kind in reversed(kinds[:opening]) if _strength(kind)), "L")


def _strength(kind: str) -> str:
    return "R" if kind in {"R", *_NUMBERS} else "L" if kind == "L" else ""


def _neutral(kinds: list[str]) -> None:
    """Settle what has no direction by what stands on both sides of it: rules N1 and N2."""
    start = 0
    for neutral, run in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        stop = start + len(list(run))
        if neutral:
            before = _strength(kinds[start - 1]) if start else "L"
            after = _strength(kinds[stop]) if stop < len(kinds) else "L"
            kinds[start:stop] = ["R" if before == after == "R" else "L"] * (stop - start)
        start = stop
