"""What kind of change the change of a key is, and how much it weighs for those who work by the checklist.

The weight answers one question: does it change what people must do? *major*: what they must do, by when,
before what, or whether they are asked at all. *minor*: what they read, where they find it or where it
prints; a text may still mean something else than before, so somebody reads it. *none*: neither, as with a
source or a comma.
"""

import re
from typing import Final, Literal

from sopcheck.checklists.shaping import Shaped

Under = Literal[
    "definition", "stages", "items", "clocks", "facts", "subjects", "grades", "reviews", "schedule"
]
Change = Literal["added", "withdrawn", "replaced", "moved", "reworded", "condition", "limit", "gate", "other"]
Weight = Literal["major", "minor", "none"]

_CHANGES: Final[dict[str, Change]] = {
    "prompt": "reworded",
    "guidance": "reworded",
    "title": "reworded",
    "purpose": "reworded",
    "says": "reworded",
    "when": "reworded",
    "label": "reworded",
    "plural": "reworded",
    "note": "reworded",
    "unscheduled": "reworded",
    "next_date": "reworded",
    "event_order": "reworded",
    "exception": "reworded",
    "limit": "limit",
    "due": "limit",
    "gate": "gate",
    "hard_gate": "gate",
    "applies_when": "condition",
}
_MINOR = frozenset(("print_class", "choice_is", "reference_is", "rank_note", "baseline", "not_independent"))
_NONE = frozenset(("source", "replaces", "tailored_from", "set_by", "derived", "format"))
_WORDS = re.compile(r"\w+")
# Words that turn a duty round, and figures: where they differ, so may what is to be done.
_DECISIVE = re.compile(
    r"\b(?:\d+|not|never|no|none|only|unless|except|must|may|should|if|and|or|before|after|both|either|each|every|all|any"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
)


def change_of(key: str) -> Change:
    """Give the kind of change that a change of this key is."""
    return _CHANGES.get(key, "other")


def weight_of(key: str, was: Shaped | None, is_: Shaped | None) -> Weight:
    """Tell how much the change of a key weighs."""
    if key in _NONE:
        return "none"
    if key in _MINOR:
        return "minor"
    if change_of(key) == "reworded":
        return _weight_of_words(str(was or ""), str(is_ or ""), binding=key == "prompt")
    return "major"


def _weight_of_words(was: str, is_: str, *, binding: bool) -> Weight:
    before, after = was.casefold(), is_.casefold()
    if _WORDS.findall(before) == _WORDS.findall(after):
        return "none"
    return "major" if binding and _DECISIVE.findall(before) != _DECISIVE.findall(after) else "minor"
