"""Sentences about a file as somebody reads them who has its forms before them and never saw its keys."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sopcheck.checklists.compare_kinds import Under
from sopcheck.ui.editor.shapes import Shape, groups_of

_KEY = re.compile(r"`(?P<quoted>[a-z_]+)`|\b(?P<named>[a-z]+_[a-z_]+)(?=: )")
_FORMS: tuple[Under, ...] = (
    "items", "schedule", "reviews", "clocks", "facts", "subjects", "grades", "stages", "definition",
)  # fmt: skip


def in_form_words(sentence: str, under: Under) -> str:
    """Call each key that a sentence names as its field is called, in the form of this sort or in another."""
    words = _words_of(under)

    def called(found: re.Match[str]) -> str:
        """The words of the field; a key that has none stays as it is."""
        key = found["quoted"] or found["named"]
        return f"“{words[key]}”" if key in words else found[0]

    return _KEY.sub(called, sentence)


# Made once: a draft of a thousand items may have as many findings, and each names its fields.
@cache
def _words_of(under: Under) -> Mapping[str, str]:
    """The words of every field by its key, those of this sort before those of the others."""
    found: dict[str, str] = {}
    for form in (under, *_FORMS):
        for group in groups_of(form):
            for shape in _all(group.shapes):
                found.setdefault(shape.key, shape.words)
    return found


def _all(shapes: Iterable[Shape]) -> Iterator[Shape]:
    for shape in shapes:
        yield shape
        yield from _all(shape.below)
