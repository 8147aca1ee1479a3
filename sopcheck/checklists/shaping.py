"""From a tree of texts to the shape of a value, by its type, with a sentence for what does not fit.

Whole numbers and truth values are taken only where the type wants them, so a version `1.0` stays text and an
amount `24h` is refused. All misfits of a file are found at once.
"""

import difflib
import re
from collections.abc import Callable
from functools import cache

from msgspec import inspect

from sopcheck.checklists.problem import KEBAB, Path, Problem, not_an_id
from sopcheck.checklists.shorthand import written_out
from sopcheck.checklists.yaml_tree import Entry, Listing, Mapping, Node, Text

Shaped = str | int | bool | list["Shaped"] | dict[str, "Shaped"]
MOST_PROBLEMS = 200
"""So many are noted; whoever mends them will see the rest."""

# No sign but minus and no leading zero, which elsewhere means an octal number.
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})")


class Shaper:
    """Shapes one file; afterwards `problems` has what did not fit, and `lines` where everything stands."""

    def __init__(self, name: str) -> None:
        """Begin a file that messages call `name`."""
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}
        self._name = name

    def shape(self, node: Node, wanted: inspect.Type, path: Path = (), owner: str = "") -> Shaped:
        """Give the node in the shape of a type; what does not fit is noted and left out."""
        self.lines.setdefault(path, node.line)
        match wanted:
            case inspect.UnionType():
                return self.shape(node, _member(wanted, node), path, owner)
            case inspect.StructType():
                return self._struct(node, wanted, path, owner)
            case inspect.DictType():
                return self._dict(node, wanted, path, owner)
            case inspect.VarTupleType():
                return self._list(node, wanted, path, owner)
            case _:
                return self._scalar(node, wanted, path, owner)

    def _struct(self, node: Node, wanted: inspect.StructType, path: Path, owner: str) -> Shaped:
        if not isinstance(node, Mapping):
            self._note(node.line, owner, "not-a-mapping", f"{_key(path)} wants keys with values below it.")
            return {}
        # Whoever mends the file looks for the id; the nearest one above is the best there is.
        owner = node.text("id") or node.text("checklist") or owner
        fields = _fields(wanted.cls)
        shaped: dict[str, Shaped] = {}
        for entry in node.entries:
            if entry.key in fields:
                self.lines[(*path, entry.key)] = entry.line
                value = written_out(wanted.cls, entry)
                shaped[entry.key] = self.shape(value, fields[entry.key].type, (*path, entry.key), owner)
            else:
                self._note_unknown(entry, wanted.cls, owner)
        self._note_missing(node, wanted.cls, owner)
        return shaped

    def _dict(self, node: Node, wanted: inspect.DictType, path: Path, owner: str) -> Shaped:
        if not isinstance(node, Mapping):
            self._note(node.line, owner, "not-a-mapping", f"{_key(path)} wants ids with keys below them.")
            return {}
        shaped: dict[str, Shaped] = {}
        for entry in node.entries:
            self.lines[(*path, entry.key)] = entry.line
            if not KEBAB.fullmatch(entry.key):
                self._note(entry.line, entry.key, "id-not-kebab", not_an_id(entry.key))
            shaped[entry.key] = self.shape(entry.value, wanted.value_type, (*path, entry.key), entry.key)
        return shaped

    def _list(self, node: Node, wanted: inspect.VarTupleType, path: Path, owner: str) -> Shaped:
        # One text where a list of texts is wanted can mean only one thing.
        if isinstance(node, Text) and node.text and not isinstance(wanted.item_type, inspect.StructType):
            return [self.shape(node, wanted.item_type, path, owner)]
        if not isinstance(node, Listing):
            self._note(node.line, owner, "not-a-list", f"{_key(path)} wants a list.")
            return []
        return [
            self.shape(entry, wanted.item_type, (*path, at), owner) for at, entry in enumerate(node.entries)
        ]

    def _scalar(self, node: Node, wanted: inspect.Type, path: Path, owner: str) -> Shaped:
        if not isinstance(node, Text):
            self._note(node.line, owner, "not-a-text", f"{_key(path)} wants {_wish(wanted)}, and only that.")
            return ""
        text = node.text.strip()
        if not text and node.plain:
            # YAML puts an empty value where the next thing begins; it is missed at its key.
            self._note(
                self.lines[path], owner, "empty", f"{_key(path)} says nothing. Fill it in or leave it out."
            )
            return ""
        value = _value(text, wanted, plain=node.plain)
        if value is None:
            sentence = f"{_key(path)} wants {_wish(wanted)}, and “{_cut(text)}” is not one."
            self._note(node.line, owner, "wrong-value", sentence)
            return ""
        return value

    def _note_unknown(self, entry: Entry, cls: type, owner: str) -> None:
        # Looking for what was meant is slow, and a file of nothing but unknown keys is no slip.
        if len(self.problems) >= MOST_PROBLEMS:
            return
        near = difflib.get_close_matches(entry.key, _fields(cls), n=1)
        hint = f"Is “{near[0]}” meant?" if near else f"It may have {', '.join(_fields(cls))}."
        sentence = f"“{_cut(entry.key)}” is no key of {_called(cls)}. {hint}"
        self._note(entry.line, owner, "unknown-key", sentence)

    def _note_missing(self, node: Mapping, cls: type, owner: str) -> None:
        given = {entry.key for entry in node.entries}
        for missing in (key for key, field in _fields(cls).items() if field.required and key not in given):
            sentence = f"{_called(cls).capitalize()} needs the key `{missing}`, and this one has none."
            self._note(node.line, owner, "missing-key", sentence)

    def _note(self, line: int, owner: str, word: str, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self._name, line, owner, word, sentence))


@cache
def _fields(cls: type) -> dict[str, inspect.Field]:
    info = inspect.type_info(cls)
    return {field.encode_name: field for field in info.fields} if isinstance(info, inspect.StructType) else {}


def _called(cls: type) -> str:
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _key(path: Path) -> str:
    named = [part for part in path if isinstance(part, str)]
    return f"`{named[-1]}`" if named else "The file"


def _member(wanted: inspect.UnionType, node: Node) -> inspect.Type:
    """Give the member of a union that a node can be, else the first."""
    members = [member for member in wanted.types if not isinstance(member, inspect.NoneType)]
    fitting = (
        member for member in members if isinstance(member, inspect.StructType) is isinstance(node, Mapping)
    )
    return next(fitting, members[0])


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _value(text: str, wanted: inspect.Type, *, plain: bool) -> str | int | bool | None:
    if isinstance(wanted, inspect.LiteralType):
        return text if text in wanted.values else None
    reader = _READERS.get(type(wanted))
    if reader is None:
        return text
    # In quotes it is meant as text.
    return reader(text) if plain else None


def _wish(wanted: inspect.Type) -> str:
    if isinstance(wanted, inspect.LiteralType):
        return f"one of {', '.join(str(value) for value in wanted.values if value)}"
    return _WISHES.get(type(wanted), "a text")


_READERS: dict[type, Callable[[str], int | bool | None]] = {
    inspect.IntType: _whole,
    inspect.BoolType: {"true": True, "false": False}.get,
}
_WISHES: dict[type, str] = {inspect.IntType: "a whole number", inspect.BoolType: "true or false"}


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
