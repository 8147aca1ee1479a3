import pytest

from sopcheck.checklists.compare_kinds import change_of, weight_of


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("prompt", "reworded"),
        ("guidance", "reworded"),
        ("applies_when", "condition"),
        ("limit", "limit"),
        ("due", "limit"),
        ("gate", "gate"),
        ("source", "other"),
        ("print_class", "other"),
        ("answered_by", "other"),
        ("asks", "other"),
    ],
)
def test_a_key_has_its_kind_of_change(key: str, change: str) -> None:
    assert change_of(key) == change


@pytest.mark.parametrize(
    "key", ["limit", "gate", "applies_when", "answered_by", "asks", "repeats_for", "rank"]
)
def test_what_people_must_do_weighs_most(key: str) -> None:
    assert weight_of(key, "a", "b") == "major"


@pytest.mark.parametrize("key", ["guidance", "title", "print_class", "choice_is"])
def test_what_people_only_read_weighs_less(key: str) -> None:
    assert weight_of(key, "Look at it.", "See it.") == "minor"


@pytest.mark.parametrize("key", ["source", "replaces", "set_by"])
def test_what_nobody_who_answers_sees_weighs_nothing(key: str) -> None:
    assert weight_of(key, "a", "b") == "none"


@pytest.mark.parametrize(
    ("was", "is_", "weight"),
    [
        ("Search the room.", "search the room", "none"),
        ("Search the room.", "Look through the room.", "minor"),
        ("Search the room.", "Do not search the room.", "major"),
        ("Ask within 24 hours.", "Ask within 48 hours.", "major"),
        ("Ask one parent.", "Ask both parents.", "major"),
    ],
)
def test_a_prompt_weighs_by_what_its_words_bind_to(was: str, is_: str, weight: str) -> None:
    assert weight_of("prompt", was, is_) == weight


def test_guidance_never_binds() -> None:
    assert weight_of("guidance", "Wait.", "Do not wait.") == "minor"
