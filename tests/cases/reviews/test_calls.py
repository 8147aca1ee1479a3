"""What calls for a review: events, grades, hand-overs, gates (convention 9)."""

import pytest

from sopcheck.cases.events import GradeChanged
from sopcheck.checklists.definition import (
    GradeId,
)
from tests.cases.book import REPORT, utc, when
from tests.cases.reviewed_books import assign, book, words


def test_only_what_happens_after_the_report_calls_for_an_event_review() -> None:
    made = book()
    made.subject("with-it", REPORT, "child")
    made.subject("earlier", "2026-05-01 09:00", "child", recorded=REPORT)
    made.subject("later", "2026-05-05 09:01", "child")
    found = made.reviewed("new-child", "2026-05-05 12:00")
    assert [(one.of, one.due) for one in found] == [("later", utc("2026-05-06 09:01"))]


def test_two_event_reviews_of_one_kind_are_discharged_oldest_first_unless_named() -> None:
    made = book()
    for name, at in (("a", "2026-05-06 09:00"), ("b", "2026-05-06 10:00"), ("c", "2026-05-06 11:00")):
        made.subject(name, at, "child")
    made.review("2026-05-06 12:00", "new-child", of="b")
    made.review("2026-05-06 13:00", "new-child")
    held = [one.of for one in made.reviewed("new-child", "2026-05-06 14:00") if one.held]
    assert held == ["a", "b"]


def test_what_is_missed_is_left_alone_while_another_of_its_kind_waits() -> None:
    made = book()
    made.subject("a", "2026-05-06 09:00", "child")
    made.review("2026-05-08 08:00", "second")
    made.subject("b", "2026-05-08 09:00", "child")
    made.review("2026-05-08 10:00", "new-child")
    assert [one.word for one in made.reviewed("new-child", "2026-05-08 11:00")] == ["missed", "met"]


def test_only_the_first_setting_by_a_person_is_such_an_event_where_the_rule_says_so() -> None:
    made = book()
    made.subject("v", REPORT, "victim")
    for at in ("2026-05-06 09:00", "2026-05-07 09:00"):
        made.clock("last-contact", at, "v")
    assert [one.due for one in made.reviewed("spoken-to", "2026-05-08 11:00")] == [utc("2026-05-07 09:00")]


def test_an_event_review_may_be_named_by_the_entry_that_called_for_it() -> None:
    made = book()
    made.clock("network-found", "2026-05-06 09:00")
    entry = made.entries[-1].entry
    made.review("2026-05-06 12:00", "linked", of=entry)
    state = made.reviewed("linked", "2026-05-06 14:00")[0]
    assert (state.word, state.trigger) == ("met", entry)


def test_an_event_review_moves_no_chain_and_makes_nothing_missed() -> None:
    made = book()
    made.subject("a", "2026-05-12 09:00", "child")
    made.review("2026-05-12 12:00", "third")
    made.review("2026-05-12 13:00", "new-child")
    assert words(made, "rolling", "2026-05-13 09:00") == [("2026-06-10 00:00", "due")]
    assert words(made, "second", "2026-05-12 11:00") == [("2026-05-08 09:00", "overdue")]


def test_the_first_assignment_is_no_change_and_another_person_is() -> None:
    made = book()
    assign(made, "farrow", "2026-05-06 09:00")
    assign(made, None, "2026-05-07 09:00")
    assign(made, "farrow", "2026-05-07 10:00")
    assert made.reviewed("handed-over", "2026-05-08 09:00") == []
    assign(made, "nairn", "2026-05-08 10:00")
    assert words(made, "handed-over", "2026-05-08 11:00") == [("2026-05-09 10:00", "due")]


def test_a_rise_of_a_grade_calls_for_a_review_and_a_fall_does_not() -> None:
    made = book()
    made.answer("assess", "2026-05-05 10:00", choice="medium")
    for choice, at in (("low", "2026-05-06 09:00"), ("high", "2026-05-07 09:00")):
        made.add(GradeChanged(at=when(at), grade=GradeId("risk"), choice=choice))
    assert words(made, "risk-raised", "2026-05-07 10:00") == [("2026-05-08 09:00", "due")]


def test_a_review_before_a_gate_is_called_for_each_suspect_of_whom_it_is_proposed() -> None:
    made = book()
    for name in ("a", "b"):
        made.subject(name, REPORT, "suspect")
    assert made.reviewed("before-decision", "2026-05-06 09:00") == []
    made.fact("held", "2026-05-06 09:00", of=("a",))
    assert [(one.of, one.word) for one in made.reviewed("before-decision", "2026-05-06 09:00")] == [
        ("a", "due")
    ]


@pytest.mark.parametrize(("held", "word"), [("2026-05-07 09:00", "met"), ("2026-05-07 09:01", "late")])
def test_a_review_before_a_gate_is_met_up_to_the_event(held: str, word: str) -> None:
    made = book()
    made.subject("a", REPORT, "suspect")
    made.fact("held", "2026-05-06 09:00", of=("a",))
    made.clock("decided", "2026-05-07 09:00", "a")
    made.review(held, "before-decision", of="a")
    assert [one.word for one in made.reviewed("before-decision", "2026-05-08 09:00")] == [word]
