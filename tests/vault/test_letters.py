"""However a name is typed, the search finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.vault.letters import one_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wałęsa", "Walęsa"), ("Søren", "Soren"), ("Đorđe", "dorde"), ("Weiß", "Weiss"), ("كريم", "کریم")],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert one_spelling(one) == one_spelling(other)


@given(st.text())
def test_a_text_in_one_spelling_stays_as_it_is(text: str) -> None:
    assert one_spelling(one_spelling(text)) == one_spelling(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_english_letters_are_left_alone(text: str) -> None:
    assert one_spelling(text) == text
