"""The values of a definition in words: limits, gates, conditions, and whatever else a key may hold.

Programs read them with the ids that stand in the definition (`BY_ID`); people read what clocks and facts say
(`in_words`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from sopcheck.checklists.asking import said_condition
from sopcheck.checklists.condition_text import condition_words
from sopcheck.checklists.definition import (
    Checklist,
    Clock,
    ClockId,
    Condition,
    Gate,
    Limit,
    ReviewDue,
    Tailoring,
)
from sopcheck.checklists.explaining import amount_words, basis_word, clock_words, limit_words
from sopcheck.checklists.shaping import Shaped


@dataclass(frozen=True, slots=True)
class Naming:
    """How clocks are called and conditions said in a row; a clock stands after `from` and `before`."""

    clock: Callable[[ClockId], str]
    condition: Callable[[Condition], str]


BY_ID = Naming(str, condition_words)


def in_words(checklist: Checklist) -> Naming:
    """Name clocks and facts by what they say in a version."""
    return Naming(
        lambda clock: f"the moment when {clock_words(clock, checklist.clocks.get(clock, Clock(says='')))}",
        lambda condition: said_condition(condition, checklist.facts),
    )


def key_words(key: str) -> str:
    """Say what a key is about: `answered_by` is read as “answered by”."""
    return key.replace("_", " ")


def limit_said(limit: Limit, naming: Naming) -> str:
    """Say a limit: `24 hours from report-received, national`."""
    return f"{limit_words(limit)} from {naming.clock(limit.from_)}, {basis_word(limit.basis)}"


def gate_said(gate: Gate, naming: Naming) -> str:
    """Say a gate: `before case-closed, local`."""
    return f"before {naming.clock(gate.before)}, {basis_word(gate.basis)}"


def value_words(key: str, value: Shaped, naming: Naming = BY_ID) -> str:
    """Say the value of a key of a definition, as its file has it."""
    match key:
        case "limit":
            return limit_said(msgspec.convert(value, Limit), naming)
        # A clock has a key of this name too, and there it is a flag.
        case "gate" if isinstance(value, dict):
            return gate_said(msgspec.convert(value, Gate), naming)
        case "due":
            return due_said(msgspec.convert(value, ReviewDue), naming)
        case "applies_when":
            return naming.condition(msgspec.convert(value, Condition))
        case "tailored_from":
            return tailored_said(msgspec.convert(value, Tailoring))
        case _:
            return _plain(value)


def tailored_said(source: Tailoring) -> str:
    """Say what a version was made from: `version 1.0 (af4905f0), profile barnsley 1 (4258b688)`."""
    weaker = (f"; less is asked by {one.item}: {one.what}" for one in source.weakenings)
    return (
        f"version {source.version} ({source.digest[:8]}),"
        f" profile {source.profile} ({source.profile_digest[:8]}){''.join(weaker)}"
    )


def due_said(due: ReviewDue, naming: Naming) -> str:
    """Say when a review is due: `24 hours from report-received, local`."""
    length = "a date that is set" if due.unit == "target-date" else _length(due)
    parts = (
        f"{length} from {_start(due, naming)}",
        basis_word(due.basis),
        due.months,
        f"if never held from when {due.if_never_held} was due" if due.if_never_held else "",
        f"again from the {due.restarts_at}" if due.restarts_at else "",
    )
    return ", ".join(part for part in parts if part)


def _length(due: ReviewDue) -> str:
    once = amount_words(due.amount, due.unit) if due.amount is not None else ""
    again = f"every {amount_words(due.every, due.unit)}" if due.every is not None else ""
    return " and ".join(part for part in (once, again) if part)


def _start(due: ReviewDue, naming: Naming) -> str:
    clock = {"": "", "trigger": "the event"}.get(due.from_) or naming.clock(ClockId(due.from_))
    reviews = f"the last of {', '.join(due.from_review)}" if due.from_review else ""
    return " and ".join(part for part in (clock if due.from_ else "", reviews) if part)


def _plain(value: Shaped) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return " ".join(f"{key_words(key)} {_plain(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        joint = "; " if any(isinstance(one, dict) for one in value) else ", "
        return joint.join(_plain(one) for one in value)
    return str(value)
