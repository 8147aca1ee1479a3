"""Joins Arabic letters: each becomes the form that its neighbours ask for, as Unicode's presentation forms.

The forms are read out of Unicode's own decompositions, so no table of letters is kept here. It covers
Arabic, Urdu and Persian; a letter without forms (some of Sindhi and Pashto) stands by itself.
"""

import re
import unicodedata
from functools import cache, lru_cache

_WORD = re.compile("[\u0610-\u061a\u0620-\u06dc\u06df-\u06ff\u200c\u200d]+")
_BLOCKS = (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD))
_LAM = "\u0644"
_NON_JOINER, _JOINER, _STRETCH = "\u200c", "\u200d", "\u0640"


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Give for each letter, and for lam-alef pairs, its forms by name."""
    forms: dict[str, dict[str, str]] = {}
    for code in _BLOCKS:
        tag, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if len(base) == 1 or (len(base) == 2 and _is_lam_alef(base)):
            forms.setdefault(base, {}).setdefault(tag.strip("<>"), chr(code))
    return forms


def joined(text: str) -> str:
    """Replace Arabic letters by their joined forms and drop the joiners; the order does not change."""
    return _WORD.sub(lambda found: _joined_word(found[0]), text)


# Words come again and again, and nothing joins across a space.
@lru_cache(maxsize=4096)
def _joined_word(text: str) -> str:
    letters = _with_ligatures(text)
    shaped = (_shaped(letters, place) for place in range(len(letters)))
    return "".join(shape for shape in shaped if shape not in (_NON_JOINER, _JOINER))


def letter_of(form: str) -> str:
    """Tell the letter that a joined form stands for; pairs and all other letters stay as they are."""
    if not ("\ufb50" <= form <= "\ufdfb" or "\ufe70" <= form <= "\ufefc"):
        return form
    tag, *letters = unicodedata.decomposition(form).split() or [""]
    return chr(int(letters[0], 16)) if tag and len(letters) == 1 else form


def _is_lam_alef(pair: str) -> bool:
    return pair[0] == _LAM and pair[1] in "\u0622\u0623\u0625\u0627"


def _with_ligatures(text: str) -> list[str]:
    letters: list[str] = []
    for letter in text:
        if letters and _is_lam_alef(letters[-1][-1] + letter):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _shaped(letters: list[str], place: int) -> str:
    forms = _forms().get(letters[place])
    if forms is None:
        return letters[place]
    before = _neighbour(letters, place, -1)
    after = _neighbour(letters, place, 1)
    joins_back = _joins_forward(before) and "final" in forms
    joins_on = _joins_back(after) and "initial" in forms
    name = {
        (True, True): "medial",
        (True, False): "final",
        (False, True): "initial",
        (False, False): "isolated",
    }
    return forms.get(name[joins_back, joins_on], letters[place])


def _neighbour(letters: list[str], place: int, step: int) -> str:
    place += step
    # Vowel signs sit on a letter and do not part it from the next.
    while 0 <= place < len(letters) and unicodedata.combining(letters[place][0]):
        place += step
    return letters[place] if 0 <= place < len(letters) else ""


def _joins_forward(letter: str) -> bool:
    return letter in (_JOINER, _STRETCH) or "initial" in _forms().get(letter, {})


def _joins_back(letter: str) -> bool:
    return letter in (_JOINER, _STRETCH) or "final" in _forms().get(letter, {})
