"""What stands in a cell: a value of a definition as text that people edit, and read back as the same.

A list has a line for each of its texts; an entry within an entry stands in braces, as in a definition file;
a condition stands in words. What that cannot say exactly is written as in a definition file too.
"""

import json
import re
from collections.abc import Sequence

import msgspec

from sopcheck.checklists.condition_text import (
    ConditionRefusedError,
    can_be_said,
    condition_words,
    parse_condition,
)
from sopcheck.checklists.definition import Condition
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.shaping import Shaped
from sopcheck.checklists.yaml_tree import Entry, Listing, Mapping, Node, Text, read_tree
from sopcheck.checklists.yaml_written import flow_text
from sopcheck.errors import RefusedError
from sopcheck.exchange.columns import Form

MOST_LETTERS = 32_767
"""So many letters a cell holds; whatever is longer would be cut off without a word."""

_WRITTEN_OUT = ("[", "{", '"')
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# No other is ever written so: LibreOffice saves a “_x0041_” that somebody typed unmarked, and means it.
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|005F|FFF[EF])_", re.IGNORECASE)


class CellRefusedError(RefusedError):
    """What stands in a cell does not say what its column asks for."""


def cell_text(value: Shaped, form: Form) -> str | int:
    """Write a value for a cell of this form.

    Raises:
        CellRefusedError: it is too long for a cell.
    """
    if form == "number" and isinstance(value, int):
        return value
    # What begins like such a mark is marked too, or it would be read as one.
    text = _ODD.sub(lambda found: f"_x{ord(found[0]):04X}_", _said(value, form))
    if len(text) > MOST_LETTERS:
        raise CellRefusedError("This is too long for a cell of a spreadsheet. Write a YAML file instead.")
    return text


def node_of(text: str, form: Form, line: int) -> Node:
    """Read the text of a cell as what a definition file would have in its place; `line` is the place.

    Raises:
        CellRefusedError: it cannot be read so.
    """
    match form:
        case "text":
            return Text(line, text, plain=False)
        case "number":
            return Text(line, text, plain=True)
        case "flag":
            return Text(line, {"yes": "true", "no": "false"}.get(text.lower(), text.lower()), plain=True)
        case "condition":
            return _condition(text, line)
        case "lines":
            return _written_out(text, line) if text.startswith("[") else _lines(text, line)
        case "entries":
            return _written_out("\n".join(f"- {one}" for one in text.split("\n") if one.strip()), line)


def unescaped(text: str) -> str:
    """Read a text as spreadsheets keep it, where characters that XML cannot hold stand as `_x001B_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def _said(value: Shaped, form: Form) -> str:
    if form == "flag":
        return "yes" if value else "no"
    if form == "condition":
        condition = msgspec.convert(value, Condition)
        if _can_stand(condition):
            return condition_words(condition)
        # In quotes it is an id, whatever it would mean among words.
        return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else flow_text(value)
    if isinstance(value, str):
        return value
    entries = value if isinstance(value, list | tuple) else ()
    return "\n".join(map(flow_text, entries)) if form == "entries" else _listed(value, entries)


def _listed(value: Shaped, entries: Sequence[Shaped]) -> str:
    """Write a line for each text, or all as in a definition file where lines would say something else."""
    texts = [str(entry) for entry in entries]
    simple = all(text and text == text.strip() and "\n" not in text for text in texts)
    return flow_text(value) if texts and (not simple or texts[0].startswith("[")) else "\n".join(texts)


def _can_stand(condition: Condition) -> bool:
    return can_be_said(condition) and not condition_words(condition).startswith(_WRITTEN_OUT)


def _condition(text: str, line: int) -> Node:
    if text.startswith(_WRITTEN_OUT):
        return _written_out(text, line)
    try:
        return _placed(_node(msgspec.to_builtins(parse_condition(text))), line)
    except ConditionRefusedError as refusal:
        raise CellRefusedError(str(refusal)) from None


def _lines(text: str, line: int) -> Node:
    return Listing(
        line, tuple(Text(line, one.strip(), plain=False) for one in text.split("\n") if one.strip())
    )


def _written_out(text: str, line: int) -> Node:
    try:
        return _placed(read_tree(text, name="").root, line)
    except DefinitionError:
        sentence = "This is not written as in a definition file. Check its braces, brackets and colons."
        raise CellRefusedError(sentence) from None


def _placed(node: Node, line: int) -> Node:
    """Give a node as if all of it stood at one place."""
    match node:
        case Text():
            return Text(line, node.text, node.plain)
        case Listing():
            return Listing(line, tuple(_placed(one, line) for one in node.entries))
        case Mapping():
            entries = (Entry(one.key, line, _placed(one.value, line)) for one in node.entries)
            return Mapping(line, tuple(entries))


def _node(value: Shaped) -> Node:
    if isinstance(value, dict):
        return Mapping(0, tuple(Entry(key, 0, _node(one)) for key, one in value.items()))
    if isinstance(value, list | tuple):
        return Listing(0, tuple(map(_node, value)))
    return Text(0, str(value), plain=False)
