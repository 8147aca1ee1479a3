"""What a person typed into an entry, and which texts say it: choices and ids are nobody's words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sopcheck import canonical
from sopcheck.cases.events import Given, ItemAnswered, NoteAdded, ReviewHeld, ReviewId, When
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.services.typed_words import is_signed_with, says, typed_words

AT = When(datetime(2026, 5, 7, 9, tzinfo=UTC))
CHOICES = frozenset({"high", "on track", "other"})
LONG = st.text("abcdefgh XYZ", min_size=8).map(lambda text: f"a{text.strip()}bcdefgh")


HELD = ReviewHeld(at=AT, review=ReviewId("r1"), child_seen="yes", risk_change="higher")


def test_what_was_typed_is_given_once_and_without_the_room_around_it() -> None:
    answered = ItemAnswered(
        at=AT,
        checklist=ChecklistId("cse-investigation"),
        item=ItemId("record-crime"),
        given=Given(
            status="done", choice="high", reference=" 42/26 ", text="Called her", reason="Called her"
        ),
    )
    assert typed_words(answered, CHOICES) == ("42/26", "Called her")


@pytest.mark.parametrize(
    ("risk", "typed"),
    [
        ("high", ()),
        ("high: he knows her address", ("he knows her address",)),
        ("he knows her address", ("he knows her address",)),
        ("he said: I know her", ("he said: I know her",)),
        ("", ()),
    ],
)
def test_of_a_signed_review_what_was_chosen_is_nobodys_words(risk: str, typed: tuple[str, ...]) -> None:
    assert typed_words(replace(HELD, risk=risk), CHOICES) == typed


def test_the_outcome_and_the_cause_of_delay_are_read_the_same_way() -> None:
    review = replace(HELD, outcome="on track: but watch the aunt", cause_of_delay="other: the aunt was away")
    assert typed_words(review, CHOICES) == ("but watch the aunt", "the aunt was away")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Called her; 42/26", ["42/26"], True),
        ("Called her on 42/26", ["42/26"], False),
        ("Quillon was there", ["Quillon M"], False),
        ("With Quillon Marchbanks there", ["Quillon Marchbanks"], True),
        ("", ["x"], False),
        ("High: Qz7", ["Qz7"], True),
        ("At 10:30", ["30"], False),
        ("with QUILLON MARCHBANKS there", ["Quillon Marchbanks"], True),
    ],
)
def test_a_text_says_words_whole_as_a_part_or_within(text: str, words: list[str], found: bool) -> None:
    assert says(text, words) == found


@given(before=st.text(), word=LONG, after=st.text())
def test_long_words_are_found_wherever_they_stand(before: str, word: str, after: str) -> None:
    assert says(f"{before}{word}{after}", [word])


@given(text=st.text(max_size=7), word=LONG)
def test_a_text_that_is_shorter_does_not_say_the_words(text: str, word: str) -> None:
    assert not says(text, [word])


@given(word=LONG)
def test_what_an_entry_says_is_found_in_its_own_words(word: str) -> None:
    (typed,) = typed_words(NoteAdded(at=AT, text=word), CHOICES)
    assert says(typed, [word])
    assert says(typed.upper(), [word])


@pytest.mark.parametrize(
    ("value", "words", "found"),
    [
        ("42/26", ["42/26"], True),
        ("42/26", ["41/26; 42/26"], True),
        ("High: he knows her address", ["he knows her address"], True),
        ("done", ["done"], False),
        ("42/27", ["42/26"], False),
    ],
)
def test_words_are_found_in_what_was_signed(value: str, words: list[str], found: bool) -> None:
    assert is_signed_with(canonical.encode({"rows": [{"said": value}]}), words) == found
