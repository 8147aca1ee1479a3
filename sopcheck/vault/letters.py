"""Letters that people type in more than one way, brought to the one that the search keeps.

SQLite takes accents off by itself; these letters have none that it could. Whoever looks for a Polish
name may have no ł on the keyboard, and an Urdu and an Arabic keyboard write one name with different letters.
"""

_SAME = str.maketrans("łŁøØđĐðÐħĦıيىكهةۃ", "llooddddhhiییکہہہ") | str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
)


def one_spelling(text: str) -> str:
    """A text as the search keeps it and looks for it."""
    return text.translate(_SAME)
