"""Soft hints on free text: language that blames a child, and what looks like a name or a number.

A hint suggests and never blocks; quoted speech is left alone, because a child's own words stay as they
were said (`domain.md` sections 7 and 10). Nothing is looked up anywhere.
"""

import re
from collections.abc import Mapping

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
_TELEPHONE = re.compile(r"(?<!\w)(?:\+44|0)(?:[ -]?\d){9,10}(?!\w)")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+")
_TITLE_AND_NAME = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Mx|Master)\.? [A-Z][a-z]+")
_INTELLIGENCE = "This item is about intelligence: give the reference only, never its content or its source."


def read_words(text: str) -> dict[str, str]:
    """The words to avoid with the advice for each, from a list of `word -> advice` lines."""
    pairs = (row.split(" -> ", 1) for row in text.splitlines() if " -> " in row and not row.startswith("#"))
    return {word.strip().lower(): advice.strip() for word, advice in pairs}


def hints(text: str, *, words: Mapping[str, str], intelligence: bool = False) -> tuple[str, ...]:
    """What one might say differently in a text; empty where there is nothing to say.

    `intelligence` marks a free text of the intelligence checklist, which must never hold the content.
    """
    spoken = _QUOTED.sub(" ", text)
    found = [_language(word, advice) for word, advice in words.items() if _says(spoken, word)]
    if _TELEPHONE.search(spoken):
        found.append(
            "This looks like a telephone number. Keep it in the crime system and give the reference."
        )
    if _MAIL.search(spoken):
        found.append("This looks like an e-mail address. Keep it in the crime system and give the reference.")
    if _TITLE_AND_NAME.search(spoken):
        found.append("This looks like a name. Use the label of the person on the case, such as Child A.")
    if intelligence and text.strip():
        found.append(_INTELLIGENCE)
    return tuple(found)


def _says(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _language(word: str, advice: str) -> str:
    return f"“{word}” may read as blame. Better: {advice}."
