import pytest

from sopcheck.checklists.advice.language import explained_in, to_avoid, unexplained

WORDS = {"offender": "suspect", "Boyfriend": "name what he does", "lifestyle": "a", "lifestyle choice": "b"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the NCA.", ["NCA"]),
        ("Ask the NCA and the NCA.", ["NCA"]),
        ("Seize the SIM.", []),
        ("Record it [GK].", []),
        ("Ask the CPS.", []),
        ("Say no.", []),
    ],
)
def test_an_abbreviation_is_explained_or_common(text: str, found: list[str]) -> None:
    assert list(unexplained(text, frozenset(("CPS",)))) == found


@pytest.mark.parametrize(
    ("texts", "explained"),
    [
        (["Child sexual exploitation is abuse.", "CSE"], {"CSE"}),
        (["Use the national referral mechanism (NRM)."], {"NRM"}),
        (["Police and Criminal Evidence Act", "PACE"], set()),
        (["Duty of care", "DC"], {"DC"}),
        (["CSE investigation"], set()),
    ],
)
def test_words_in_full_explain_an_abbreviation(texts: list[str], explained: set[str]) -> None:
    assert explained_in(texts) == explained


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name the Offender.", [("offender", "suspect")]),
        ("She called him “her boyfriend”.", []),
        ("Reoffenders", []),
        ("A lifestyle choice.", [("lifestyle choice", "b")]),
        ("offender, boyfriend", [("offender", "suspect"), ("boyfriend", "name what he does")]),
    ],
)
def test_words_to_avoid_are_found_but_in_quoted_speech(text: str, found: list[tuple[str, str]]) -> None:
    assert list(to_avoid(WORDS)(text)) == found


def test_without_words_to_avoid_there_is_nothing_to_find() -> None:
    assert list(to_avoid({})("offender")) == []
