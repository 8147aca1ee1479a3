"""Definitions written as YAML, in the style of those that ship; what is written reads back as the same.

Texts stand plain where they can, folded where they are long, and in quotes where YAML, or another reader of
it, would take them for something else. Lists and small mappings stand on one line if they fit.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping

import msgspec

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.shaping import Shaped

WIDTH = 104
# The order in which keys are read best, by a key that tells what they belong to; all others keep theirs.
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "format": (
        "format", "checklist", "version", "tailored_from", "title", "baseline", "time_zone", "runs_for",
        "purpose", "subjects", "clocks", "facts", "grades", "reviews", "stages",
    ),
    "prompt": (
        "id", "replaces", "prompt", "guidance", "answered_by", "independent_of", "rank", "rank_note",
        "asks", "choices", "choice_is", "reference_is", "actions_have", "limit", "gate", "applies_when",
        "repeats_for", "needs", "reason_when_not_done", "print_class", "sets_clock", "sets_clock_if",
        "sets_fact", "sets_grade", "rolling", "filled_from", "same_act", "source",
    ),
    "schedule": (
        "checklist", "triggers_after", "note", "unscheduled", "next_date", "event_order", "exception",
        "not_independent", "schedule",
    ),
    "type": (
        "id", "title", "type", "rank", "after", "of", "applies_when", "trigger", "due", "gate",
        "ends_schedule", "if_not_independent",
    ),
    "basis": (
        "amount", "every", "unit", "from", "from_review", "before", "basis", "beginning_with", "months",
        "if_never_held", "restarts_at",
    ),
}  # fmt: skip
# Under these keys stand entries, each with keys of its own on lines of their own.
ENTRIES = frozenset(("stages", "items", "clocks", "facts", "subjects", "grades", "schedule"))
_PLAIN = re.compile(r"[A-Za-z0-9](?!.*(?::(?:\s|$)|\s#))[^\n]*")
_ALIKE = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null|nan)|[-+.\d][-+.,:_\dxoe]*")
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def written(checklist: Checklist) -> str:
    """Write a definition as a file."""
    fields: dict[str, Shaped] = msgspec.to_builtins(checklist)
    return "".join(
        ("\n" if key in ENTRIES or key == "reviews" else "") + field_text(key, value)
        for key, value in in_order(fields)
    )


def in_order(fields: Mapping[str, Shaped]) -> list[tuple[str, Shaped]]:
    """Give keys with their values in the order in which they are written."""
    order = next((order for mark, order in _ORDERS.items() if mark in fields), tuple(fields))
    # A key that the table does not know yet is written all the same, at the end.
    place = {key: at for at, key in enumerate(order)}
    return sorted(fields.items(), key=lambda field: place.get(field[0], len(place)))


def field_text(key: str, value: Shaped, indent: int = 0) -> str:
    """Write a key with its value, on as many lines as it takes."""
    lead = f"{' ' * indent}{key}:"
    # However short they are: an author finds an entry by its line.
    if key in ENTRIES:
        return (
            f"{lead}\n{''.join(_entry_texts(value, indent + 2))}" if value else f"{lead} {flow_text(value)}\n"
        )
    if isinstance(value, str):
        return f"{lead} {_text(value, indent, taken=len(lead) + 1)}\n"
    flow = flow_text(value)
    if len(lead) + 1 + len(flow) <= WIDTH and key != "reviews":
        return f"{lead} {flow}\n"
    return f"{lead}\n{_block(value, indent + 2)}"


def entry_text(fields: Mapping[str, Shaped], indent: int) -> str:
    """Write an entry of a list: its keys on lines of their own, the first behind a hyphen."""
    text = fields_text(fields, indent + 2)
    return f"{' ' * indent}- {text[indent + 2 :]}" if text else f"{' ' * indent}- {{}}\n"


def fields_text(fields: Mapping[str, Shaped], indent: int) -> str:
    """Write keys with their values, each on lines of its own."""
    return "".join(field_text(key, value, indent) for key, value in in_order(fields))


def named_text(name: str, fields: Mapping[str, Shaped], indent: int) -> str:
    """Write an entry that is named by its key."""
    return f"{' ' * indent}{_key(name)}:\n{fields_text(fields, indent + 2)}"


def _entry_texts(value: Shaped, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        for name, fields in value.items():
            yield named_text(name, fields if isinstance(fields, dict) else {}, indent)
    elif isinstance(value, list | tuple):
        for at, fields in enumerate(value):
            gap = "\n" if at and isinstance(fields, dict) and {"prompt", "items"} & fields.keys() else ""
            yield gap + entry_text(fields if isinstance(fields, dict) else {}, indent)


def _block(value: Shaped, indent: int) -> str:
    """Write what does not fit on one line."""
    if isinstance(value, dict):
        return fields_text(value, indent)
    if isinstance(value, list | tuple):
        return "".join(_listed(one, indent) for one in value)
    return f"{' ' * indent}{flow_text(value)}\n"


def _listed(value: Shaped, indent: int) -> str:
    flow = flow_text(value)
    if len(flow) + indent + 2 <= WIDTH or not isinstance(value, dict):
        return f"{' ' * indent}- {flow}\n"
    return entry_text(value, indent)


def flow_text(value: Shaped) -> str:
    """Write a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _on_one_line(value, flow=True)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)}: {flow_text(one)}' for key, one in in_order(value))}}}"
    return f"[{', '.join(map(flow_text, value))}]"


def _key(name: str) -> str:
    return _on_one_line(name, flow=True)


def _text(text: str, indent: int, *, taken: int) -> str:
    """Write a text behind its key."""
    if "\n" in text and _fits_a_block(text):
        lines = (f"{' ' * (indent + 2)}{line}" if line else "" for line in text.split("\n"))
        return "\n".join(("|-", *lines))
    line = _on_one_line(text)
    # Folding would lose a second space between words.
    if len(line) + taken <= WIDTH or not _fits_a_block(text) or "  " in text:
        return line
    margin = " " * (indent + 2)
    folded = textwrap.wrap(
        text, WIDTH - len(margin), break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return "\n".join((">-", *(f"{margin}{part}" for part in folded)))


def _fits_a_block(text: str) -> bool:
    return bool(text) and text == text.strip() and not _UNPRINTABLE.search(text.replace("\n", ""))


def _on_one_line(text: str, *, flow: bool = False) -> str:
    odd = _ALIKE.fullmatch(text) or text != text.strip() or _UNPRINTABLE.search(text)
    if _PLAIN.fullmatch(text) and not odd and not (flow and _FLOW_MARKS.search(text)):
        return text
    # What JSON writes in quotes, YAML reads as the same, but for some characters that JSON leaves alone.
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
