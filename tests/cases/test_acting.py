"""What every decision asks: whether the time is taken, whether the item is there, whose it is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.acting import (
    ask_if_before_report,
    in_conflict,
    is_of_review,
    item_at,
    item_place,
    judged,
    kind_words,
    refuse_ahead,
    subject_of_kind,
)
from sopcheck.cases.decisions import ActRefusedError, ConfirmationNeededError, open_review
from sopcheck.cases.events import ReviewId, When
from sopcheck.checklists.definition import ChecklistId, KindId
from tests.cases.desk import BST, OKELL, START, Desk, after, place, when

CHILD = KindId("child")
minutes = st.integers(-10_000, 10_000)


def two_children() -> Desk:
    """A desk with two children."""
    desk = Desk()
    desk.add("child-a", "child")
    desk.add("child-b", "child")
    return desk


@given(minutes)
def test_a_time_is_ahead_exactly_if_it_has_not_come(offset: int) -> None:
    acting = Desk().acting()
    at = When(acting.now + timedelta(minutes=offset))
    if offset <= 0:
        refuse_ahead(acting, at)
        return
    with pytest.raises(ActRefusedError, match="ahead of now"):
        refuse_ahead(acting, at)


@given(minutes)
def test_a_time_is_asked_about_exactly_if_it_comes_before_the_report(offset: int) -> None:
    acting = Desk().acting()
    at = When(START + timedelta(minutes=offset))
    ask_if_before_report(acting, at, confirmed=True, what="An act")
    if offset >= 0:
        ask_if_before_report(acting, at, confirmed=False, what="An act")
        return
    with pytest.raises(ConfirmationNeededError, match="An act at this time comes before"):
        ask_if_before_report(acting, at, confirmed=False, what="An act")


def test_a_day_counts_to_its_end_or_to_the_moment_of_recording() -> None:
    desk = Desk()
    day = When(datetime(2026, 4, 30, tzinfo=BST), "day")
    desk.now = after(days=1)
    assert judged(desk.acting(), day) == datetime(2026, 4, 30, 22, 59, tzinfo=UTC)
    desk.now = after(hours=2)
    assert judged(desk.acting(), day) == after(hours=2)


def test_a_time_to_the_minute_counts_as_it_is() -> None:
    assert judged(Desk().acting(), when(hours=1)) == after(hours=1)


def test_an_item_is_found_or_refused() -> None:
    acting = Desk().acting()
    assert item_at(acting, place("record-crime")).id == "record-crime"
    with pytest.raises(ActRefusedError, match="no checklist with this item"):
        item_at(acting, place("make-tea"))


def test_the_place_of_an_item_has_the_only_subject_it_can_have() -> None:
    desk = Desk()
    desk.add("child-a", "child")
    found, _ = item_place(desk.acting(), place("refer-to-social-care"))
    assert found.of == "child-a"


@pytest.mark.parametrize("of", [None, "nobody"])
def test_with_several_subjects_one_has_to_be_named(of: str | None) -> None:
    with pytest.raises(ActRefusedError, match="child"):
        item_place(two_children().acting(), place("refer-to-social-care", of))


def test_a_subject_is_named_or_the_only_one_of_its_kind() -> None:
    assert subject_of_kind(two_children().acting(), "child-b", CHILD, what="This") == "child-b"
    with pytest.raises(ActRefusedError, match="This belongs to one child"):
        subject_of_kind(two_children().acting(), None, CHILD, what="This")


def test_a_subject_of_another_kind_is_refused_without_its_label() -> None:
    desk = Desk()
    desk.add("suspect-a", "suspect")
    with pytest.raises(ActRefusedError) as refused:
        subject_of_kind(desk.acting(), "suspect-a", CHILD, what="This")
    assert "suspect-a" not in str(refused.value)


def test_a_kind_has_the_words_of_the_checklist_or_its_own() -> None:
    acting = Desk().acting()
    assert kind_words(acting, KindId("suspect-event")) == "suspect event"
    assert kind_words(acting, KindId("weather")) == "weather"


def test_the_place_of_a_review_bears_the_review() -> None:
    desk = Desk()
    desk.do(lambda acting: open_review(acting, ReviewId("r1"), when(hours=1)), by=OKELL)
    question = place("review-lines", "r1", checklist=ChecklistId("supervisor-review"))
    assert is_of_review(desk.acting(), question)
    assert item_place(desk.acting(), question)[0] == question
    assert not is_of_review(desk.acting(), place("record-crime"))


def test_nothing_is_in_conflict_that_nobody_answered_twice() -> None:
    desk = Desk()
    assert not in_conflict(desk.acting(), place("record-crime"))
    desk.answer("record-crime")
    assert not in_conflict(desk.acting(), place("record-crime"))


def test_the_present_moment_is_never_before_what_is_known() -> None:
    desk = Desk()
    desk.now = after(days=3)
    desk.answer("record-crime")
    desk.now = after(days=2)
    assert desk.acting().evaluation().at == after(days=3)
