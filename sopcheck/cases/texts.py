"""Texts that people type: what can be kept, and how much of it.

Nothing is normalised or tidied: what was typed is evidence. What cannot be kept exactly is refused before
an event is made, so that nothing half done stays.
"""

import re

from sopcheck.errors import RefusedError

# A line fits a column of a list and of the printed page; a reason fits a page; a note is what was pasted.
LINE = 200
REASON = 20_000
NOTE = 1_000_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Python passes lone surrogates on without a word; the database and the printed page cannot hold them.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class TextRefusedError(RefusedError):
    """A text cannot be kept as it is."""


def line(text: str, *, what: str, required: bool = False) -> str:
    """Check a text of one line: a reference, a label, a name. `what` is how the message calls it."""
    _check(text, what=what, most=LINE, required=required)
    if _CONTROL.search(text):
        raise TextRefusedError(
            f"The {what} has a line break or another control character in it. Type it again on one line."
        )
    return text


def reason(text: str, *, what: str = "reason", required: bool = False) -> str:
    """Check a text of some length: a reason, an outcome, an explanation."""
    return _check(text, what=what, most=REASON, required=required)


def note(text: str, *, what: str = "note", required: bool = False) -> str:
    """Check a text of any length that a person may paste."""
    return _check(text, what=what, most=NOTE, required=required)


def _check(text: str, *, what: str, most: int, required: bool) -> str:
    if required and not text.strip():
        raise TextRefusedError(f"The {what} is empty. Write it before you save.")
    if len(text) > most:
        raise TextRefusedError(
            f"The {what} has {len(text):,} characters and at most {most:,} can be kept. "
            "Keep the text where it belongs and give its reference here."
        )
    if "\0" in text or (not text.isascii() and _LONE_SURROGATE.search(text)):
        raise TextRefusedError(
            f"The {what} holds a character that cannot be kept. Type it again instead of pasting it."
        )
    return text
