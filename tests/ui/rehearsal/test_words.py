"""How a rehearsal reads: state words first, times as on every page, an arrow that can be heard."""

import pytest

from sopcheck.cases.events import Place, When
from sopcheck.checklists.definition import ChecklistId, FactId, ItemId
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.rehearsal_moves import PlaceMoved, ReviewMoved
from sopcheck.services.rehearsal_story import Stop, Story
from sopcheck.services.rehearsal_telling import Finding
from sopcheck.services.rehearsal_what_if import Change, FactIs, LeftOut, Moved, Tried
from sopcheck.ui.rehearsal.words import (
    Told,
    change_words,
    event_words,
    finding_row,
    remarks,
    seen_at,
    stop_row,
    summary,
    verdict_sign,
)
from sopcheck.ui.words import Words
from tests.services.rehearsed import CHILD, CHILD_IS_CHILD, SEEN, moment, story

SEE_CHILD = Place(ChecklistId("cse-investigation"), ItemId("see-child"), "child-a")
NOON = moment("2026-04-30 12:00")
WORDS = Words(LONDON, NOON)
TOLD_STORY = story(CHILD, CHILD_IS_CHILD, SEEN)
STOP = Stop(number=4, at=NOON, line=20, words="Added · Child A", by="DC Farrow")


def told_at(text: str, of: Story = TOLD_STORY) -> Told:
    view = of.look_at(moment(text))
    return Told(view, Words(LONDON, view.read_at))


def standing(text: str) -> str:
    told = told_at(text)
    return told.standing(told.view.state(SEE_CHILD))


def test_an_open_limit_says_its_state_its_end_and_its_basis() -> None:
    assert standing("2026-04-30 11:00") == "open, running, ends Fri 1 May, 10:20 (local)"


def test_what_is_done_says_how_its_limit_stands() -> None:
    assert standing("2026-04-30 13:00") == "done, met, ends Fri 1 May, 10:20 (local)"


def test_what_is_not_there_is_not_asked() -> None:
    assert told_at("2026-04-30 13:00").standing(None) == "not asked"


def test_a_move_is_seen_with_an_arrow_and_heard_in_words() -> None:
    before, after = (told_at(at).view.state(SEE_CHILD) for at in ("2026-04-30 11:00", "2026-04-30 13:00"))
    row = told_at("2026-04-30 13:00").move(PlaceMoved(before=before, after=after))
    assert "→" in row.detail
    assert "→" not in row.said
    assert ": was open, running" in row.said
    assert row.primary.endswith(" · Child A")


def test_a_review_that_comes_to_be_was_none_before() -> None:
    told = told_at("2026-04-30 13:00")
    review = told.view.evaluation.reviews[0]
    row = told.move(ReviewMoved(before=None, after=review))
    assert row.detail.startswith("no such review  →  due, due Fri 1 May, 10:15")


def test_a_review_that_is_gone_has_no_shape() -> None:
    told = told_at("2026-04-30 13:00")
    review = told.view.evaluation.reviews[0]
    assert told.move(ReviewMoved(before=review, after=None)).sign is None


def test_a_review_says_the_rule_that_set_its_date() -> None:
    told = told_at("2026-04-30 13:00")
    row = told.review(told.view.evaluation.reviews[0])
    assert "24 hours from when the report was received" in row.detail
    assert row.trailing == "due Fri 1 May, 10:15"


def test_an_event_has_its_number_its_time_and_its_author() -> None:
    row = stop_row(STOP, WORDS)
    assert (row.primary, row.secondary) == ("4  Added · Child A", "Thu 30 Apr, 12:00 · DC Farrow")
    assert row.sign is None


@pytest.mark.parametrize(
    ("refused", "differences", "word"), [("No.", (), "refused"), ("No.", ("x",), "1 difference")]
)
def test_an_event_that_was_refused_says_so_and_a_difference_before_that(
    refused: str, differences: tuple[str, ...], word: str
) -> None:
    stop = Stop(number=4, at=NOON, line=20, refused=refused, differences=differences)
    sign = stop_row(stop, WORDS).sign
    assert sign is not None
    assert sign.word == word


def test_a_check_says_its_moment_and_its_verdict() -> None:
    row = stop_row(Stop(number=4, at=NOON, line=30, is_check=True), WORDS)
    assert row.said == "Expected as at Thu 30 Apr, 12:00, as expected"


def test_only_what_differs_has_a_triangle_and_it_is_not_red() -> None:
    assert (verdict_sign(0).shape, verdict_sign(2).shape, verdict_sign(2).tone) == (
        "disc",
        "triangle",
        "soon",
    )


def test_a_finding_says_what_is_wanted_or_else_what_differs_and_its_line() -> None:
    assert finding_row(Finding(line=9, about="A", wanted="state: met")).detail == "state: met"
    row = finding_row(Finding(line=9, about="A", wanted="state: met", differences=("It is late.",)))
    assert (row.detail, row.secondary) == ("It is late.", "line 9")


def test_a_story_is_summed_up_in_a_line() -> None:
    assert summary(story(CHILD)) == "4 events, 0 checks: as expected"


def test_a_long_event_is_shortened_in_a_choice() -> None:
    words = event_words(Stop(number=4, at=NOON, line=20, words="x" * 200))
    assert len(words) == 70
    assert words.endswith("…")


CHANGES: dict[str, Change] = {
    "“The victim is under 18 now” (Child A) is not known from Thu 30 Apr, 12:00.": FactIs(
        fact=FactId("victim-is-child"), of="child-a", kind=None, value="unknown", since=NOON
    ),
    "Event 5 happened Thu 30 Apr, 12:00.": Moved(number=5, at=When(NOON)),
    "Event 5 did not happen.": LeftOut(number=5),
}


@pytest.mark.parametrize(("words", "change"), CHANGES.items())
def test_a_change_reads_as_a_sentence(words: str, change: Change) -> None:
    assert change_words(change, told_at("2026-04-30 13:00").view, WORDS) == words


def test_what_else_a_change_brought_is_told() -> None:
    tried = Tried(story=TOLD_STORY, gone=(5, 7), refused=((6, "No."), (0, "Never.")))
    assert remarks(tried) == (
        "Left out too, because they speak of what is not there: events 5, 7.",
        "Event 6 is refused: No.",
        "The change is refused: Never.",
    )


def test_it_is_said_as_at_which_moment_things_move() -> None:
    assert seen_at(NOON, WORDS, moves=False) == "Nothing moves as at Thu 30 Apr, 12:00."
    assert seen_at(NOON, WORDS, moves=True) == "As at Thu 30 Apr, 12:00:"
