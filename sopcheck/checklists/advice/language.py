"""The words of a text: abbreviations that nobody explains, and language that blames a child."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

Words = Mapping[str, str]
"""Words to avoid, each with what to write instead (`resources/words-to-avoid.txt`)."""

_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}\b")
_LETTERS = re.compile(r"[A-Za-z]+")
# What stands in square brackets is a note on the source.
_NOTES = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
# What is read as a word by now, and what the program itself prints.
_KNOWN = frozenset(("UK", "DNA", "ID", "CCTV", "SOP", "PDF", "SIM", "TV", "GP"))


def unexplained(text: str, explained: frozenset[str]) -> Iterator[str]:
    """Give the abbreviations of a text that are neither common nor explained."""
    for found in dict.fromkeys(_ABBREVIATION.findall(_NOTES.sub("", text))):
        if found not in _KNOWN and found not in explained:
            yield found


def explained_in(texts: Iterable[str]) -> frozenset[str]:
    """Give the abbreviations whose words stand somewhere in full: “child sexual exploitation” for CSE."""
    listed = list(texts)
    wanted = {found for text in listed for found in _ABBREVIATION.findall(text)}
    initials = [_initials(text) for text in listed] if wanted else []
    return frozenset(one for one in wanted if any(one.lower() in letters for letters in initials))


def to_avoid(words: Words) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Make a search for words that may blame, which gives each with what is better; quotes are left alone.

    Of two words of which one begins with the other the longer is found.
    """
    known = {word.casefold(): better for word, better in words.items()}
    # One pattern for all: a definition has thousands of texts, and a force dozens of words.
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def found_in(text: str) -> Iterator[tuple[str, str]]:
        """Give the words of a text that may blame."""
        spoken = _QUOTED.sub(" ", text)
        for word in dict.fromkeys(found[0].casefold() for found in pattern.finditer(spoken)):
            yield word, known[word]

    return found_in if known else lambda _: iter(())


def _initials(text: str) -> str:
    # Abbreviations themselves explain nothing, and small words are left out of most.
    letters = (word for word in _LETTERS.findall(text) if not _ABBREVIATION.fullmatch(word))
    return "".join(
        word[0].lower() for word in letters if word.lower() not in {"of", "the", "and", "for", "in"}
    )
