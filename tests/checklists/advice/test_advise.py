import pytest

from sopcheck import resources
from sopcheck.cases.hints import read_words
from sopcheck.checklists.advice.advise import advice
from sopcheck.checklists.reader import read
from tests.checklists.generated import with_item
from tests.checklists.samples import changed, pack, small

WORDS = read_words(resources.read_text("words-to-avoid.txt"))
PACKS = (
    "cse-investigation",
    "cse-intelligence",
    "supervisor-review",
    "online-cse",
    "victim-engagement",
    "learning-review",
)


def _words(prompt: str, guidance: str = "") -> list[str]:
    found = advice(with_item(small(), "finish", prompt=prompt, guidance=guidance), words=WORDS)
    assert {one.id for one in found} <= {"finish"}
    return [one.word for one in found]


def test_a_plain_definition_needs_no_advice() -> None:
    assert advice(small(), words=WORDS) == ()


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("The work is done.", "verb-first"),
        ("Close the file and tell the family today.", "one-action"),
        ("Record " + "very " * 24 + "much.", "long-sentence"),
        ("Do not fail to close it.", "double-negative"),
        ("Refer as appropriate.", "left-open"),
        ("Ask the NCA.", "unexplained"),
        ("Name the offender.", "may-blame"),
    ],
)
def test_each_habit_has_its_advice(prompt: str, word: str) -> None:
    assert _words(prompt) == [word]


def test_twenty_five_words_are_not_too_many() -> None:
    assert _words("Record " + "very " * 23 + "much.") == []


def test_guidance_may_be_longer_and_begin_as_it_likes() -> None:
    assert _words("End.", "The " + "very " * 30 + "end.") == []
    assert _words("End.", "The " + "very " * 40 + "end.") == ["long-sentence"]


def test_advice_names_file_line_and_item() -> None:
    text = changed("prompt: Finish the work.", "prompt: The work is done.")
    found = read(text, name="mine.yaml")
    (one,) = advice(found.checklist, words={}, lines=found.lines, file="mine.yaml")
    line = text[: text.index("prompt: The work")].count("\n") + 1
    assert str(one).startswith(f"mine.yaml:{line}: finish: “The” stands first.")


def test_an_abbreviation_is_told_once() -> None:
    both = with_item(with_item(small(), "finish", prompt="Ask the NCA."), "act-soon", prompt="Tell the NCA.")
    assert [one.id for one in advice(both, words={})] == ["act-soon"]


def test_the_packs_get_little_advice() -> None:
    found = [one for name in PACKS for one in advice(pack(name), words=WORDS)]
    assert len(found) <= 224 // 7
    assert {one.word for one in found} <= {
        "one-action",
        "verb-first",
        "unexplained",
        "may-blame",
        "double-negative",
    }
