"""The review schedule (conventions 9, 11 and 12)."""

import pytest

from sopcheck.cases.events import CaseReopened, ClockSet, EntryWithdrawn
from sopcheck.cases.reviews.explanations import why_review
from sopcheck.cases.reviews.reviews import chain_rules, dischargeable
from sopcheck.checklists.definition import ChecklistId, ReviewPlan
from sopcheck.ledger.entry import PersonId
from tests.cases.book import CALENDAR, REPORT, Book, checklist, day, item, utc, wall, when
from tests.cases.reviewed_books import assign, book, due, reopened, rule, words


def test_a_fixed_review_is_due_then_overdue_and_held_late() -> None:
    made = book()
    assert words(made, "first", "2026-05-06 09:00") == [("2026-05-06 09:00", "due")]
    assert words(made, "first", "2026-05-06 09:01") == [("2026-05-06 09:00", "overdue")]
    made.review("2026-05-06 12:00", "first")
    late = made.reviewed("first", "2026-05-07 09:00")[0]
    assert (late.word, late.over_seconds, late.by) == ("late", 3 * 3600, "okell")


def test_held_at_its_due_time_is_met() -> None:
    made = book()
    made.review("2026-05-06 09:00", "first")
    assert words(made, "first", "2026-05-07 09:00") == [("2026-05-06 09:00", "met")]


def test_overdue_turns_to_missed_when_a_later_scheduled_review_is_held_without_it() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    missed = made.reviewed("second", "2026-06-01 09:00")[0]
    assert (missed.word, missed.over_seconds) == ("missed", 4 * 86400)


def test_an_earlier_scheduled_review_held_late_makes_nothing_missed() -> None:
    made = book()
    made.review("2026-05-09 09:00", "first")
    assert words(made, "second", "2026-05-09 10:00") == [("2026-05-08 09:00", "overdue")]


def test_one_review_may_discharge_two() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third", "second")
    assert [made.reviewed(name, "2026-06-01 09:00")[0].word for name in ("second", "third")] == [
        "late",
        "met",
    ]


def test_a_missed_review_that_is_held_after_all_was_held_late() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-05-13 09:00", "second")
    assert words(made, "second", "2026-06-01 09:00") == [("2026-05-08 09:00", "late")]


def test_the_chain_counts_from_the_completion_of_the_one_before() -> None:
    made = book()
    made.review("2026-05-11 09:00", "third")
    made.review("2026-06-01 09:00", "rolling")
    assert words(made, "rolling", "2026-06-02 09:00") == [
        ("2026-06-09 00:00", "met"),
        ("2026-06-30 00:00", "due"),
    ]


def test_the_chain_counts_from_the_due_date_of_a_third_that_was_never_held() -> None:
    made = book()
    assert words(made, "rolling", "2026-05-12 09:00") == []
    assert words(made, "rolling", "2026-05-13 09:00") == [("2026-06-10 00:00", "due")]
    made.review("2026-06-09 09:00", "rolling")
    assert words(made, "third", "2026-06-10 09:00") == [("2026-05-13 00:00", "missed")]


def test_a_third_held_late_sets_the_chain_from_its_completion() -> None:
    made = book()
    made.review("2026-05-20 09:00", "third")
    assert words(made, "rolling", "2026-05-21 09:00") == [("2026-06-18 00:00", "due")]


def test_a_review_of_the_chain_may_carry_the_date_of_the_next() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third", next_date=day("2026-05-20"))
    assert words(made, "rolling", "2026-05-13 09:00") == [("2026-05-21 00:00", "due")]


def test_a_date_carried_by_a_review_outside_the_chain_moves_nothing() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-05-13 09:00", next_date=day("2026-05-20"))
    assert words(made, "rolling", "2026-05-14 09:00") == [("2026-06-10 00:00", "due")]


@pytest.mark.parametrize(
    ("at", "cycles"),
    [("2026-06-11 09:00", 0), ("2026-07-08 00:00", 0), ("2026-07-08 00:01", 2), ("2026-08-06 09:00", 3)],
)
def test_each_further_28_days_adds_a_missed_cycle(at: str, cycles: int) -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    overdue = made.reviewed("rolling", at)[0]
    assert (overdue.word, overdue.missed_cycles) == ("overdue", cycles)


def test_held_after_missed_cycles_it_is_one_late_review_with_its_cycles() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-07-10 09:00", "rolling")
    late, following = made.reviewed("rolling", "2026-07-11 09:00")
    assert (late.word, late.missed_cycles) == ("late", 2)
    assert following.due == utc("2026-08-08 00:00")


def test_a_senior_review_held_without_it_turns_an_overdue_one_to_missed_and_the_chain_goes_on() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-10-20 09:00", "half-year")
    assert [word for _, word in words(made, "rolling", "2026-10-21 09:00")] == ["missed", "due"]


def test_the_quarterly_series_begins_after_the_half_year() -> None:
    assert words(book(), "quarterly", "2026-05-06 09:00") == [("2027-02-06 00:00", "due")]
    assert words(book(), "quarterly", "2027-05-07 09:00") == [
        ("2027-02-06 00:00", "overdue"),
        ("2027-05-06 00:00", "overdue"),
        ("2027-08-06 00:00", "due"),
    ]


def test_the_oldest_of_a_series_is_discharged_first() -> None:
    made = book()
    made.review("2027-02-10 09:00", "quarterly")
    assert [word for _, word in words(made, "quarterly", "2027-02-11 09:00")] == ["late", "due"]


def test_one_of_a_series_held_before_its_date_calls_for_the_next_at_once() -> None:
    made = book()
    made.review("2027-01-20 09:00", "quarterly")
    assert words(made, "quarterly", "2027-01-21 09:00") == [
        ("2027-02-06 00:00", "met"),
        ("2027-05-06 00:00", "due"),
    ]


def test_the_closure_review_ends_the_schedule() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-05-20 09:00", "closure")
    made.clock("case-closed", "2026-05-20 10:00")
    evaluation = made.evaluation("2027-06-01 09:00")
    assert evaluation.next_reviews == ()
    assert [one.word for one in evaluation.reviews if one.rule.id in ("closure", "rolling", "half-year")] == [
        "met"
    ]


def test_nothing_more_is_due_once_the_closure_review_is_held_even_before_the_case_is_closed() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-05-20 09:00", "closure")
    assert made.evaluation("2026-05-21 09:00").next_reviews == ()


def test_reopening_restarts_the_chain_and_no_senior_review_of_the_closed_time_is_due() -> None:
    coming = [(one.rule.id, wall(one.due)) for one in reopened().evaluation("2026-12-02 09:00").next_reviews]
    assert coming == [("rolling", "2026-12-30 00:00"), ("quarterly", "2027-02-06 00:00")]


def test_the_next_closing_asks_for_a_closure_review_of_its_own() -> None:
    made = reopened()
    made.clock("case-closed", "2026-12-05 10:00")
    assert [word for _, word in words(made, "closure", "2026-12-06 09:00")] == ["met", "overdue"]


def test_a_reviewer_who_answered_an_investigators_item_is_partly_independent_from_then_on() -> None:
    made = book()
    made.review("2026-05-05 10:00", "first")
    made.answer("act", "2026-05-05 11:00", by="okell")
    made.review("2026-05-06 10:00", "second", exception="Nobody else")
    states = [made.reviewed(name, "2026-05-07 09:00")[0] for name in ("first", "second")]
    assert [(one.independent, one.exception) for one in states] == [("yes", ""), ("partly", "Nobody else")]
    assert made.case().not_independent_because(PersonId("okell")) == "answered"


def test_whoever_ever_was_the_investigator_is_not_independent() -> None:
    made = book()
    assign(made, "okell", "2026-05-05 10:00")
    assign(made, "farrow", "2026-05-05 11:00")
    assert made.case().not_independent_because(PersonId("okell")) == "investigator"


def test_what_may_be_discharged_is_what_is_due_overdue_or_missed() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    found = [one.rule.id for one in dischargeable(made.evaluation("2026-05-13 09:00"))]
    assert found == ["first", "second", "rolling", "half-year", "quarterly"]


def test_the_chain_is_what_the_rolling_review_follows() -> None:
    assert chain_rules(book().case().programme.plan) == {"third", "rolling"}
    assert chain_rules(None) == frozenset()


def test_each_next_review_says_the_rule_that_set_its_date() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    at = "2026-05-13 09:00"
    sentences = {
        str(one.rule.id): why_review(made.case(at), CALENDAR, utc(at), one)
        for one in made.evaluation(at).next_reviews
    }
    assert sentences["rolling"] == (
        "28 calendar days from the completion of the review before (Tue 12 May, 09:00),"
        " so it is due at the end of Tue 9 Jun."
    )
    assert "6 months from when the report was received" in sentences["half-year"]
    assert "9 months" in sentences["quarterly"]


def test_without_a_report_nothing_is_due_yet() -> None:
    made = book()
    made.entries = [entry for entry in made.entries if not isinstance(entry.event, ClockSet)]
    made.subject("a", "2026-05-06 09:00", "child")
    assert made.evaluation("2026-06-01 09:00").reviews == ()


def test_without_a_schedule_there_are_no_reviews() -> None:
    made = Book(checklist(item("act")))
    made.review("2026-05-06 09:00", "first")
    evaluation = made.evaluation("2026-06-01 09:00")
    assert (evaluation.reviews, evaluation.next_reviews) == ((), ())


def test_a_review_that_names_what_the_schedule_has_not_discharges_nothing() -> None:
    made = book()
    made.review("2026-05-05 10:00", "no-such-review")
    assert words(made, "first", "2026-05-05 11:00") == [("2026-05-06 09:00", "due")]


def test_a_review_named_for_another_subject_discharges_nothing() -> None:
    made = book()
    made.subject("a", "2026-05-06 09:00", "child")
    made.review("2026-05-06 10:00", "new-child", of="somebody else")
    assert [one.word for one in made.reviewed("new-child", "2026-05-06 11:00")] == ["due"]


def test_an_event_review_held_before_the_event_is_not_for_it() -> None:
    made = book()
    made.subject("a", "2026-05-06 09:00", "child")
    made.review("2026-05-06 08:00", "new-child")
    assert [one.word for one in made.reviewed("new-child", "2026-05-06 11:00")] == ["due"]


def test_a_review_before_a_decision_that_nobody_had_proposed_is_on_the_record() -> None:
    made = book()
    made.subject("a", REPORT, "suspect")
    made.review("2026-05-06 09:00", "before-decision", of="a")
    assert [(one.of, one.word) for one in made.reviewed("before-decision", "2026-05-07 09:00")] == [
        ("a", "met")
    ]


def test_a_decision_without_its_review_is_overdue_from_the_decision_on() -> None:
    made = book()
    made.subject("a", REPORT, "suspect")
    made.clock("decided", "2026-05-07 09:00", "a")
    overdue = made.reviewed("before-decision", "2026-05-07 10:00")[0]
    assert (overdue.word, overdue.over_seconds) == ("overdue", 3600)


def test_a_chain_review_that_was_pending_when_the_case_closed_is_dropped() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.clock("case-closed", "2026-05-20 10:00")
    made.add(CaseReopened(at=when("2026-05-22 10:00"), why="New"))
    assert words(made, "rolling", "2026-05-23 09:00") == [("2026-06-20 00:00", "due")]


def test_a_review_held_while_the_case_is_closed_sets_no_next_one() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.clock("case-closed", "2026-05-20 10:00")
    made.review("2026-05-21 10:00", "rolling")
    assert made.evaluation("2026-05-22 09:00").next_reviews == ()


def test_cycles_stop_when_the_case_is_closed() -> None:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.clock("case-closed", "2026-07-10 10:00")
    assert [one.missed_cycles for one in made.reviewed("rolling", "2027-01-10 09:00")] == [2]


def test_a_review_withdrawn_was_never_held() -> None:
    made = book()
    entry = made.review("2026-05-06 08:00", "first")
    made.add(EntryWithdrawn(at=when("2026-05-06 09:30"), entry=entry, reason="Wrong case"))
    assert words(made, "first", "2026-05-06 10:00") == [("2026-05-06 09:00", "overdue")]


@pytest.mark.parametrize(("amount", "word"), [(23, "missed"), (24, "overdue"), (25, "overdue")])
def test_only_a_review_that_was_due_before_the_one_held_is_missed_by_it(amount: int, word: str) -> None:
    schedule = (rule("one", "fixed", due=due(24)), rule("other", "fixed", due=due(amount)))
    plan = ReviewPlan(checklist=ChecklistId("review"), schedule=schedule)
    made = Book(checklist(item(), reviews=plan))
    made.review("2026-05-08 09:00", "one")
    assert [found for _, found in words(made, "other", "2026-05-08 10:00")] == [word]
