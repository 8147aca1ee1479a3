"""How a sentence is written: its first word, its length, its negatives, and what it leaves open.

After the checklist assessment of CAP 676 (one action, the verb first, nothing to be read twice) and the
habits of plain language. Each question is asked so that a good sentence is seldom doubted: advice that is
mostly wrong is soon read by nobody.
"""

import re
from collections.abc import Iterator
from typing import Final

MOST_WORDS: Final = 25
"""So many words a prompt may have; a sentence of guidance may have half as many again."""

_WORD = re.compile(r"[\w’'-]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|;\s+")
_BRACKETS = re.compile(r"\([^)]*\)")
# Words that a prompt begins with only where no verb stands first.
_NO_VERB_TEXT = """
a an the this that these those there it its he she they you we i who whose what which when where why
how is are  was were be been has have had does can could will would shall should must may might if
unless in on  at by for from of to with without within before after during all any each every some
no not none please
"""
# Verbs that items of such checklists are about; after “and” they begin a second action.
_VERB_TEXT = """
add agree allocate apply appoint approve arrange arrest ask assess assign attach brief call carry
check close  collect complete conduct confirm contact debrief decide discuss draw ensure enter
escalate examine explain  file find finish flag gather get give grade have hold identify inform
inspect interview invite issue keep link  list log make map meet notify obtain offer open phone plan
prepare propose protect provide publish put read  refer reject release remove report request respond
retain return review search secure seek seize send set  share show sign speak start stop store
submit support tell test trace upload use verify visit warn write
"""
_NO_VERB = frozenset(_NO_VERB_TEXT.split())
_VERBS = frozenset(_VERB_TEXT.split())
# A verb at the end, or before a participle or a date, is a noun: “and support.”, “and finish date”.
_JOINED = re.compile(r"(?:,? (?:and then|and|then)|;) (?P<verb>[a-z]+) (?!date\b|\w+ed\b)\w")
_NOT = r"(?:not|never|cannot|no one|nobody|nothing)"
_AGAIN = (
    r"(?:not|never|without|unless|fails?|unable|unlikely|unnecessary|unreasonable|impossible|incomplete"
    r"|incorrect|refuse|prevent|avoid|forget)"
)
_DOUBLE = re.compile(rf"\b{_NOT}\b(?:(?! and | or | but )[^.;:,]){{0,40}}?\b{_AGAIN}\b", re.IGNORECASE)
_OPEN_TEXT = """
as appropriate|where appropriate|if appropriate|as necessary|if necessary|where necessary|as required|as soon
as possible|as soon as practicable|asap|in a timely manner|in due course|and/or|etc|adequately
"""
_OPEN = re.compile(rf"\b(?:{' '.join(_OPEN_TEXT.split())})\b", re.IGNORECASE)
# Said of one act so often that nobody reads two.
_ONE_ACT = re.compile(r"\b(?:search and seize|review and approve)\b", re.IGNORECASE)


def begins_without_verb(prompt: str) -> str:
    """Give the word that a prompt begins with where it is no verb; empty where it may be one."""
    found = _WORD.search(prompt)
    word = found[0] if found else ""
    plain = word.lower()
    odd = (
        plain in _NO_VERB
        or plain.endswith(("ing", "tion", "ment"))
        or (prompt.rstrip().endswith("?") and word)
    )
    return word if odd and plain not in _VERBS else ""


def second_action(prompt: str) -> str:
    """Give the verb of a second action in a prompt; empty where there is none."""
    first = _WORD.search(prompt)
    for found in _JOINED.finditer(_ONE_ACT.sub("", _BRACKETS.sub("", prompt))):
        if found["verb"] in _VERBS and first and found["verb"] != first[0].lower():
            return found["verb"]
    return ""


def long_sentences(text: str, *, most: int) -> Iterator[int]:
    """Give the number of words of each sentence that has more than so many."""
    for sentence in _SENTENCE_END.split(_BRACKETS.sub("", text)):
        count = len(_WORD.findall(sentence))
        if count > most:
            yield count


def double_negative(text: str) -> str:
    """Give two negatives of one part of a sentence, as they stand there; empty where there are none."""
    found = _DOUBLE.search(text)
    return found[0] if found else ""


def left_open(text: str) -> str:
    """Give the words that leave to the reader what is to be done or by when; empty where there are none."""
    found = _OPEN.search(text)
    return found[0] if found else ""
