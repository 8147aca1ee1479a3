"""What is said of limits and reviews at the moments of every rehearsal: it names the end that counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sopcheck.cases.explanations import why_asked, why_limit, why_review
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.cases.states import NextReview, ReviewState
from sopcheck.checklists.time_words import end_words

FOLDER = Path(__file__).parents[2] / "data" / "rehearsals"
ALL = [*sorted(FOLDER.glob("*.yaml")), *sorted((FOLDER / "own").glob("*[!0].yaml"))]


def told_of_limits(played: Played) -> Iterator[tuple[str, str]]:
    """Each sentence about a limit that has an end, with the words for that end."""
    for moment in {one.as_at for one in played.rehearsal.expect}:
        case, evaluation = played.at(moment)
        calendar = played.calendar_at(moment)
        for state in evaluation.places:
            for limit in state.rounds or (() if state.limit is None else (state.limit,)):
                said = why_limit(case, calendar, moment, state, round=limit)
                # A gate that is met or open says what it stands before, and its event may be to come.
                ends = None if limit.word.startswith("gate") else limit.ends
                yield said, "" if ends is None else end_words(ends, zone=case.programme.zone, now=moment)
            # That it was left out, or that it is asked, and never the one beside the other.
            asked = why_asked(case, moment, state).startswith(("Asked", "Always asked"))
            assert asked == (state.applies == "yes"), state.place


def told_of_reviews(played: Played) -> Iterator[tuple[str, str]]:
    """Each sentence about a review, with the words for its due time."""
    for moment in {one.as_at for one in played.rehearsal.expect}:
        case, evaluation = played.at(moment)
        both: tuple[ReviewState | NextReview, ...] = (*evaluation.reviews, *evaluation.next_reviews)
        for review in both:
            due = "" if review.due is None else end_words(review.due, zone=case.programme.zone, now=moment)
            yield why_review(case, played.calendar_at(moment), moment, review), due


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_sentence_names_the_end_that_counts(path: Path) -> None:
    played = play(read_file(path))
    told = [*told_of_limits(played), *told_of_reviews(played)]
    assert told
    assert [said for said, end in told if not said.endswith(".") or end not in said] == []
