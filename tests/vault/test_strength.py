"""What is said of a passphrase while it is typed."""

import pytest

from sopcheck.vault.strength import judged


@pytest.mark.parametrize("typed", ["", "short", "fourteen lette"])
def test_a_passphrase_that_will_not_be_taken_says_what_is_needed(typed: str) -> None:
    _, words, good_enough = judged(typed)

    assert not good_enough
    assert "at least 15 letters" in words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("aaaaaaaaaaaaaaaaaaaa", "This passphrase is very weak."),
        ("correct horse battery staple", "This passphrase is very strong."),
    ],
)
def test_a_passphrase_that_will_be_taken_is_judged(typed: str, words: str) -> None:
    _, said, good_enough = judged(typed)

    assert (said, good_enough) == (words, True)


def test_a_harder_passphrase_scores_higher() -> None:
    assert judged("aaaaaaaaaaaaaaaaaaaa")[0] < judged("seven purple tractors sing")[0]


def test_the_longest_passphrase_is_judged() -> None:
    assert judged("aB3$ " * 200)[2]
