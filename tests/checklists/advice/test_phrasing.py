import pytest

from sopcheck.checklists.advice.phrasing import (
    begins_without_verb,
    double_negative,
    left_open,
    long_sentences,
    second_action,
)


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("Record the crime.", ""),
        ("Re-grade on new information.", ""),
        ("The crime is recorded.", "The"),
        ("Where the child is missing, record it.", "Where"),
        ("Has the child been seen", "Has"),
        ("Recording of the crime.", "Recording"),
        ("Child seen today?", "Child"),
        ("", ""),
    ],
)
def test_a_prompt_begins_with_a_verb(prompt: str, word: str) -> None:
    assert begins_without_verb(prompt) == word


@pytest.mark.parametrize(
    ("prompt", "verb"),
    [
        ("Record who reported, how, and when.", ""),
        ("Appoint an officer and open a policy file.", "open"),
        ("Evaluate the report, then release it.", "release"),
        ("Agree terms and finish date.", ""),
        ("Check that contact was made and support offered.", ""),
        ("Set out the route and support.", ""),
        ("Search and seize devices.", ""),
        ("Record the outcome (and tell the family).", ""),
        ("Record the route and record the time.", ""),
    ],
)
def test_a_second_action_is_seen_by_its_verb(prompt: str, verb: str) -> None:
    assert second_action(prompt) == verb


def test_only_sentences_beyond_the_measure_are_long() -> None:
    assert list(long_sentences("One two three. One two; three four.", most=2)) == [3]
    assert list(long_sentences("One two (three four).", most=2)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Do not close it.", ""),
        ("Do not fail to close it.", "not fail"),
        ("Do not close it unless agreed.", "not close it unless"),
        ("Reports not taken and suspects not traced.", ""),
        ("It is not late. Never wait.", ""),
    ],
)
def test_no_is_said_once(text: str, found: str) -> None:
    assert double_negative(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("Refer as appropriate.", "as appropriate"), ("Do it and/or ask.", "and/or"), ("Refer the child.", "")],
)
def test_nothing_is_left_to_the_reader(text: str, found: str) -> None:
    assert left_open(text) == found
