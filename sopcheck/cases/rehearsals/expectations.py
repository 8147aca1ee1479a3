"""Reads the `expect` blocks of a rehearsal: each key known, each value of the right form, with its line."""

from typing import get_args

from sopcheck.cases.rehearsals.rehearsal import Check, Expectation, Listed, Texts
from sopcheck.cases.rehearsals.tree import Part
from sopcheck.cases.states import LimitWord, ReviewWord
from sopcheck.checklists.local_time import LONDON, TimeRefusedError, parse_wall
from sopcheck.checklists.time_words import parse_elapsed
from sopcheck.checklists.yaml_tree import Node

_BLOCK = frozenset(
    [
        "as_at",
        "applies",
        "items",
        "reviews",
        "next_reviews",
        "exceptions",
        "annex",
        "not_active",
        "versions",
        "timeline",
    ]
)
ITEM_KEYS = frozenset(
    [
        "state",
        "applies",
        "ends",
        "basis",
        "over",
        "working_days_over",
        "judged",
        "explained",
        "round",
        "extended",
        "precision",
        "conflict",
        "provisional",
    ]
)
REVIEW_KEYS = frozenset(["due", "state", "over", "independent", "exception", "missed_cycles"])
LISTS: Texts = (
    "limits_passed",
    "gates_not_met",
    "not_done",
    "not_applicable",
    "late_records_and_corrections",
    "reviews_late_or_missed",
)
_WORDS: dict[str, Texts] = {
    "applies": ("yes", "no", "may"),
    "basis": ("national", "baseline"),
    "judged": ("justified", "not justified", "action"),
    "precision": ("minute", "day"),
    "conflict": ("yes", "no"),
    "provisional": ("yes", "no"),
    "exception": ("yes", "no"),
    "recorded_late": ("yes", "no"),
    "independent": ("yes", "partly"),
    "holder": ("investigator", "supervisor"),
}
_ITEM_STATES: Texts = get_args(LimitWord)
_REVIEW_STATES: Texts = get_args(ReviewWord)
_TIMES = frozenset({"ends", "due", "explained", "extended", "from"})
_NUMBERS = frozenset({"round", "working_days_over", "missed_cycles", "days"})


def read_expectation(node: Node, file: str) -> Expectation:
    """Read one block of `expect`.

    Raises:
        RehearsalError: a key or a value is not one of the format.
    """
    block = Part(node, file, known=_BLOCK, what="An expectation")
    as_at = block.moment("as_at")
    if as_at is None:
        raise block.mistake("An expectation needs the key “as_at”. Add the moment it is about.")
    return Expectation(
        line=block.line,
        as_at=as_at,
        applies=_applies(block),
        items=_checks(block, "items", "item", ITEM_KEYS, states=_ITEM_STATES) or (),
        reviews=_checks(block, "reviews", "review", REVIEW_KEYS, states=_REVIEW_STATES) or (),
        next_reviews=_checks(block, "next_reviews", "review", frozenset({"due"})),
        exceptions=_lists(block, "exceptions"),
        annex=_lists(block, "annex"),
        not_active=_checks(block, "not_active", "holder", frozenset({"days", "recorded_late"})),
        versions=_checks(block, "versions", "checklist", frozenset({"from"})) or (),
        timeline=_timeline(block),
    )


def _applies(block: Part) -> tuple[Check, ...]:
    node = block.nodes.get("applies")
    if node is None:
        return ()
    names = frozenset(entry.key for entry in getattr(node, "entries", ()) if hasattr(entry, "key"))
    part = Part(node, block.file, known=names, what="“applies”")
    for name in part.nodes:
        part.read(name, _number, default=0)
    return tuple(
        Check(line=part.lines[name], about=name, wanted={"applies": part.text(name)}) for name in part.nodes
    )


def _checks(
    block: Part, key: str, about: str, keys: frozenset[str], *, states: Texts = ()
) -> tuple[Check, ...] | None:
    if key not in block.nodes:
        return None
    return tuple(_check(node, block.file, about, keys, states) for node in block.parts(key))


def _check(node: Node, file: str, about: str, keys: frozenset[str], states: Texts) -> Check:
    part = Part(node, file, known=keys | {about, "of"}, what=f"A check of {about}")
    wanted = {key: part.text(key) for key in part.nodes if key not in (about, "of")}
    for key, text in {about: part.text(about), **wanted}.items():
        words = states if key == "state" else _WORDS.get(key)
        if words is not None and text not in words:
            raise part.mistake(f"“{text}” is no {key}. Write one of: {', '.join(words)}.", key)
        _check_value(part, key)
    return Check(line=part.line, about=part.text(about), of=part.text("of", default=""), wanted=wanted)


def _check_value(part: Part, key: str) -> None:
    if key in _TIMES:
        part.read(key, lambda text: parse_wall(text, zone=LONDON), default=None)
    elif key == "over":
        part.read(key, parse_elapsed, default=None)
    elif key in _NUMBERS:
        part.read(key, _number, default=0)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise TimeRefusedError("This is not a whole number. Write digits only.")
    return int(text)


def _lists(block: Part, key: str) -> tuple[Listed, ...]:
    node = block.nodes.get(key)
    if node is None:
        return ()
    part = Part(node, block.file, known=frozenset(LISTS), what=f"“{key}”")
    return tuple(Listed(line=part.lines[name], name=name, rows=_rows(part, name)) for name in part.nodes)


def _rows(part: Part, name: str) -> Texts:
    # One row without brackets would be read as a list of one; the format wants a list.
    tuple(part.parts(name))
    return part.texts(name)


def _timeline(block: Part) -> Listed | None:
    if "timeline" not in block.nodes:
        return None
    return Listed(line=block.lines["timeline"], name="timeline", rows=_rows(block, "timeline"))
