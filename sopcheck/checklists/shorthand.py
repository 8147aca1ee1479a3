"""Other ways to write a thing in a definition, each brought to the one form that is kept and hashed.

They are the forms of the first written checklists, before there was a format: an item's one clock as a list,
and the words of the review schedule.
"""

from collections.abc import Callable

from sopcheck.checklists.definition import Item, ReviewDue, ReviewRule
from sopcheck.checklists.yaml_tree import Entry, Listing, Node, Text

_DUE_DATE_OF = "the due date of "


def written_out(cls: type, entry: Entry) -> Node:
    """Give the value of a key of a value of type `cls` in the form that is kept."""
    form = _FORMS.get((cls, entry.key))
    return form(entry.value) if form else entry.value


def _only_one(node: Node) -> Node:
    return node.entries[0] if isinstance(node, Listing) and len(node.entries) == 1 else node


def _flag(node: Node) -> Node:
    if isinstance(node, Text) and node.text.startswith("flag "):
        return Text(node.line, "flag", plain=node.plain)
    return node


def _due_date_of(node: Node) -> Node:
    if isinstance(node, Text):
        return Text(node.line, node.text.removeprefix(_DUE_DATE_OF), plain=node.plain)
    return node


_FORMS: dict[tuple[type, str], Callable[[Node], Node]] = {
    (Item, "sets_clock"): _only_one,
    (ReviewRule, "if_not_independent"): _flag,
    (ReviewDue, "if_never_held"): _due_date_of,
}
