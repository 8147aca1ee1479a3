"""The colours: what is written can be read on every ground it may stand on (WCAG contrast)."""

import itertools

import pytest

from sopcheck.ui.tokens import CONTRAST, DARK, LIGHT, Tokens, chosen, over

ALL = pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "high contrast"])
GROUNDS = ("page", "surface", "raised")
WORDS = ("ink", "muted", "accent", "passed", "soon", "met")


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lower, upper = sorted((luminance(one), luminance(other)))
    return (upper + 0.05) / (lower + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@ALL
@pytest.mark.parametrize(("word", "ground"), list(itertools.product(WORDS, GROUNDS)))
def test_every_word_on_every_ground_is_at_least_5_to_1(tokens: Tokens, word: str, ground: str) -> None:
    assert contrast(getattr(tokens, word), getattr(tokens, ground)) >= 5


@ALL
def test_ink_on_the_page_is_far_above_the_least(tokens: Tokens) -> None:
    assert contrast(tokens.ink, tokens.page) >= 12


@ALL
def test_the_words_of_a_primary_button_are_at_least_5_6_to_1(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 5.6


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_border_of_a_control_is_at_least_3_to_1(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.line, getattr(tokens, ground)) >= 3


@ALL
@pytest.mark.parametrize("word", WORDS)
def test_words_of_state_keep_their_contrast_in_a_chosen_row(tokens: Tokens, word: str) -> None:
    assert contrast(getattr(tokens, word), chosen(tokens)) >= 4.5


def test_a_colour_laid_over_a_ground_lies_between_the_two() -> None:
    assert (over("#000000", "#ffffff", 0), over("#000000", "#ffffff", 1)) == ("#ffffff", "#000000")
    assert over("#000000", "#ffffff", 0.4) == "#999999"
