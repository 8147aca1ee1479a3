"""Makes any text literal and drawable: what cannot be seen, or has no glyph, becomes a visible mark.

Nothing here is markup, so `<b>` and `&#0;` are only letters (`security.md` E1 to E3). Letters that would
hide, or turn the direction of their neighbours (E6), print as their code in brackets: `[U+202E]`.
"""

import re
import unicodedata
from itertools import groupby

from sopcheck.records import arabic, fonts

_LINE_ENDS = re.compile("\r\n|[\r\n\u2028\u2029]")
_ORDINARY = re.compile("[ -~\u00a0£–—‘’“”•…À-ÖØ-öø-žșțȘȚ]*")
# A joiner between two Arabic letters is spelling, not concealment; anywhere else it hides.
_STRAY_JOINERS = re.compile("(?<![\u0620-\u06ff])[\u200c\u200d]|[\u200c\u200d](?![\u0620-\u06ff])")
# Emoji carry a selector that asks for colour; there is none on this paper.
_COLOUR_SELECTOR = re.compile("(?<=[\u2000-\u2bff\U0001f000-\U0001faff])[\ufe0e\ufe0f]")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_BLANK = set("\u115f\u1160\u2800\u3164\uffa0")
_SIGNS = {*map(chr, range(0x600, 0x606)), "\u06dd"}
_JOINERS = {"\u200c", "\u200d"}


def paragraphs(words: str) -> list[str]:
    """Split at every line end and make each part drawable; there is always at least one part.

    More than two empty lines in a row are told, not drawn: a pasted log can have thousands.
    """
    parts: list[str] = []
    for empty, run in groupby(_LINE_ENDS.split(words), key=lambda part: not part):
        group = list(run)
        parts += [f"[{len(group):,} empty lines]"] if empty and len(group) > 2 else map(drawable, group)
    return parts


def drawable(words: str) -> str:
    """Give one paragraph in which every letter has a glyph; Arabic letters are joined, in reading order."""
    if _ORDINARY.fullmatch(words):
        return words
    composed = unicodedata.normalize("NFC", _COLOUR_SELECTOR.sub("", words))
    spelled = _STRAY_JOINERS.sub(lambda found: mark(found[0]), composed)
    shown = spelled.translate({ord(letter): _shown(letter) for letter in set(spelled) - _JOINERS})
    return arabic.joined(shown)


def mark(letter: str) -> str:
    """Give the visible mark of a letter that cannot be drawn."""
    return f"[U+{ord(letter):04X}]"


def _shown(letter: str) -> str:
    if letter == "\t":
        return "    "
    hidden = unicodedata.category(letter) in _UNSEEN and letter not in _SIGNS
    if hidden or letter in _BLANK or _is_selector(letter) or not fonts.has_glyph(letter):
        return mark(letter)
    return letter


def _is_selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef" or letter == "\u034f"
