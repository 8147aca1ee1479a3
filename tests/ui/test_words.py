"""The words of states and times: each state has its own word, and only what is passed is red."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from sopcheck.cases.events import Place
from sopcheck.cases.states import Applies, LimitState, LimitWord, PlaceState, ReviewWord
from sopcheck.checklists.definition import ChecklistId, ClockId, Item, ItemId, Rank, StageId
from sopcheck.ui.words import (
    Words,
    basis_word,
    count_words,
    limit_sign,
    rank_words,
    review_sign,
    role_words,
    status_sign,
)

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 5, 7, 8, 0, tzinfo=UTC)
ITEM = Item(
    id=ItemId("see-child"), prompt="See the child.", answered_by="investigator", asks=("status",), source="x"
)


def state(*, status: str = "open", applies: Applies = "yes", limit: LimitWord | None = None) -> PlaceState:
    held = LimitState(word=limit, basis="national", clock=ClockId("report-received")) if limit else None
    return PlaceState(
        place=Place(ChecklistId("cse-investigation"), ITEM.id),
        item=ITEM,
        stage=StageId("receive"),
        applies=applies,
        status=status,  # type: ignore[arg-type]  # the tests name those there are
        limit=held,
    )


def test_every_state_of_a_limit_has_a_word_of_its_own() -> None:
    words = [limit_sign(word).word for word in get_args(LimitWord)]
    assert len(set(words)) == len(words) == 11


def test_only_what_is_passed_is_red() -> None:
    red = {word for word in get_args(LimitWord) if limit_sign(word).tone == "passed"}
    assert red == {"passed", "gate not met"}


def test_only_a_review_that_is_overdue_or_missed_is_red() -> None:
    red = {word for word in get_args(ReviewWord) if review_sign(word).tone == "passed"}
    assert red == {"overdue", "missed"}


def test_no_state_blames() -> None:
    words = [limit_sign(word).word for word in get_args(LimitWord)]
    words += [review_sign(word).word for word in get_args(ReviewWord)]
    assert not [word for word in words if "breach" in word or "violation" in word or "fail" in word]


@pytest.mark.parametrize("status", ["done", "not done", "not applicable"])
def test_an_answer_is_shown_by_its_own_word(status: str) -> None:
    assert status_sign(state(status=status, limit="passed")).word == status


@pytest.mark.parametrize(
    ("applies", "limit", "word"),
    [
        ("yes", None, "open"),
        ("yes", "running", "open"),
        ("yes", "due soon", "due soon"),
        ("yes", "passed", "limit passed"),
        ("may", None, "may apply"),
        ("may", "passed", "limit passed"),
        ("no", "passed", "not asked"),
    ],
)
def test_what_is_open_shows_the_limit_where_that_says_more(
    applies: Applies, limit: LimitWord | None, word: str
) -> None:
    assert status_sign(state(applies=applies, limit=limit)).word == word


def test_a_basis_is_national_or_local_and_nothing_else() -> None:
    assert (basis_word("national"), basis_word("baseline"), basis_word(None)) == ("national", "local", "")


def test_every_rank_has_words() -> None:
    assert [rank_words(rank) for rank in get_args(Rank)][3] == "Chief inspector"
    assert rank_words(None) == "No rank (police staff)"


def test_roles_are_said_as_people_say_them() -> None:
    assert [role_words(role) for role in ("sop-owner", "auditor")] == ["SOP owner", "auditor"]


@pytest.mark.parametrize(("count", "words"), [(0, "0 entries"), (1, "1 entry"), (1200, "1,200 entries")])
def test_a_number_has_the_word_that_fits(count: int, words: str) -> None:
    assert count_words(count, "entry", "entries") == words


def test_times_are_local_and_have_relative_words_beside_them() -> None:
    words = Words(LONDON, NOW)
    assert words.moment(NOW) == "Thu 7 May, 09:00"
    assert words.both(NOW + timedelta(hours=3)) == "today, 12:00, in 3 h"
    assert words.relative(NOW - timedelta(days=2)) == "2 days ago"


def test_a_time_of_today_needs_no_day() -> None:
    words = Words(LONDON, NOW)
    assert (words.clock(NOW), words.clock(NOW - timedelta(days=1))) == ("09:00", "Wed 6 May, 09:00")


def test_the_year_stands_only_where_it_is_another() -> None:
    words = Words(LONDON, NOW)
    assert words.day_of(NOW - timedelta(days=365)) == "Wed 7 May 2025"
    assert (words.today_in_full, words.over(93_600)) == ("Thursday 7 May", "1 day 2 h")
