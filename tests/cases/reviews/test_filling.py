"""What the program fills into a review by itself, from what is begun, drafted or signed."""

from typing import get_args

import pytest
from msgspec.structs import replace

from sopcheck.cases.events import (
    ActionDone,
    ActionId,
    ActionRaised,
    Discharged,
    LimitJudged,
    ReviewHeld,
    ReviewId,
    ReviewOpened,
    Verdict,
)
from sopcheck.cases.reviews.filling import Filling, filled
from sopcheck.cases.states import Answer
from sopcheck.checklists.definition import ChecklistId, Item, ReviewPlan, ScheduleId
from tests.cases.book import Book, checklist, day, hours, item, place, utc, when
from tests.cases.reviewed_books import due, rule

AT = "2026-05-11 10:00"
RUN, BEFORE = ReviewId("run"), ReviewId("before")
PLAN = ReviewPlan(
    checklist=ChecklistId("review"),
    schedule=tuple(
        replace(one, title=f"The {one.id} review")
        for one in (
            rule("24-hour", "fixed", due=due(24)),
            rule("ten-day", "fixed", due=due(240)),
            rule("every-28-days", "rolling"),
            rule("3-month", "senior"),
            rule("event-release", "event"),
            rule("pre-nfa", "gate"),
        )
    ),
)
TYPE = item("review-type", choices=("24-hour", "28-day", "senior", "event", "pre-NFA", "unscheduled"))


def book(*items: Item) -> Book:
    """A case with a schedule, on which a review was begun for the first of it."""
    made = Book(checklist(*(items or (item("act"),)), reviews=PLAN))
    meant = (Discharged(rule=ScheduleId("24-hour")),)
    made.add(ReviewOpened(at=when("2026-05-11 09:00"), review=RUN, meant_for=meant), by="okell")
    return made


def draft(*rules: str, **more: object) -> ReviewHeld:
    """A conclusion that is about to be signed."""
    discharges = tuple(Discharged(rule=ScheduleId(name)) for name in rules)
    return ReviewHeld(at=when("2026-05-11 09:30"), review=RUN, discharges=discharges, **more)  # type: ignore[arg-type]


def answer(
    made: Book, question: Item, event: ReviewHeld | None = None, meant: tuple[Discharged, ...] = ()
) -> Answer | None:
    """What is filled into a question at the moment of looking."""
    return filled(question, Filling.of(made.case(AT), made.evaluation(AT), RUN, event, meant))


def said(made: Book, question: Item, event: ReviewHeld | None = None) -> tuple[str, str]:
    """The choice and the text that are filled in."""
    found = answer(made, question, event)
    assert found is not None
    return found.given.choice, found.given.text


@pytest.mark.parametrize(
    ("rules", "choice"),
    [
        (("24-hour",), "24-hour"),
        (("every-28-days",), "28-day"),
        (("3-month",), "senior"),
        (("event-release",), "event"),
        (("pre-nfa",), "pre-NFA"),
        (("every-28-days", "24-hour"), "28-day"),
        ((), "unscheduled"),
        (("never-heard-of",), "unscheduled"),
    ],
)
def test_the_type_is_called_after_the_review_or_after_its_kind(rules: tuple[str, ...], choice: str) -> None:
    assert said(book(), TYPE, draft(*rules))[0] == choice


def test_a_type_that_the_question_does_not_offer_is_called_by_its_title() -> None:
    question = item("review-type", choices=("24-hour",))
    assert said(book(), question, draft("pre-nfa"))[0] == "The pre-nfa review"


def test_all_that_a_review_meets_is_named_beside_its_type() -> None:
    text = said(book(), TYPE, draft("24-hour", "3-month"))[1]
    assert text == "The 24-hour review, The 3-month review"


def test_until_it_is_drafted_it_meets_what_it_was_begun_for_or_what_is_meant_now() -> None:
    made, now = book(), (Discharged(rule=ScheduleId("3-month")),)
    chosen = [
        answer(made, TYPE),
        answer(made, TYPE, None, now),
        answer(made, TYPE, draft("every-28-days"), now),
    ]
    assert [one.given.choice for one in chosen if one] == ["24-hour", "senior", "28-day"]


@pytest.mark.parametrize(
    ("choices", "exception", "expected"),
    [
        (("confirmed", "partly"), "", ("confirmed", "")),
        (("confirmed", "partly"), "Nobody else", ("partly", "Nobody else")),
        (("confirmed",), "", ("", "")),
        ((), "Nobody else", ("", "Nobody else")),
    ],
)
def test_independence_is_told_by_the_exception_of_a_draft(
    choices: tuple[str, ...], exception: str, expected: tuple[str, str]
) -> None:
    question = item("review-independent", choices=choices)
    assert said(book(), question, draft(exception=exception)) == expected


def test_independence_and_outcome_are_not_known_before_there_is_a_conclusion() -> None:
    made = book()
    assert answer(made, item("review-independent", choices=("yes", "no"))) is None
    assert answer(made, item("review-outcome")) is None
    assert said(made, item("review-outcome"), draft(outcome="on track", reasons="All well")) == (
        "on track",
        "All well",
    )


def raise_(made: Book, name: str, review: ReviewId | None) -> None:
    """Raise an action."""
    raised = ActionRaised(
        at=when("2026-05-11 09:10"),
        action=ActionId(name),
        text=f"Do {name}",
        owner=made.entries[0].by,
        due=day("2026-05-20"),
        review=review,
    )
    made.add(raised, by="okell")


def test_actions_of_before_are_counted_by_what_became_of_them_and_new_ones_are_named() -> None:
    made = book()
    assert said(made, item("review-previous-actions"))[1] == said(made, item("review-actions"))[1] == "None"
    for name, review in (("a", None), ("b", BEFORE), ("c", BEFORE), ("d", None), ("e", RUN), ("f", RUN)):
        raise_(made, name, review)
    for name, dropped in (("a", False), ("b", True), ("c", False)):
        made.add(ActionDone(at=when("2026-05-11 09:20"), action=ActionId(name), dropped=dropped))
    assert said(made, item("review-previous-actions"))[1] == "2 complete, 1 carried, 1 dropped"
    assert said(made, item("review-actions"))[1] == "Do e; Do f"


def test_passed_limits_are_counted_by_what_was_decided_on_them() -> None:
    verdicts: tuple[Verdict, ...] = get_args(Verdict)
    names = [f"act-{number}" for number in range(len(verdicts) + 1)]
    made = book(*(item(name, limit=hours(24)) for name in names))
    for name, verdict in zip(names, verdicts, strict=False):
        judged = LimitJudged(at=when("2026-05-11 09:20"), places=(place(name),), verdict=verdict)
        made.add(judged, by="okell")
    assert said(made, item("review-limits-passed"))[1] == (
        "1 justified, 1 not justified, 1 action, 1 not decided"
    )
    assert said(book(), item("review-limits-passed"))[1] == "None"


def test_a_question_that_nothing_fills_is_left_alone() -> None:
    assert answer(book(), item("review-lines"), draft()) is None


def test_what_is_filled_in_bears_who_began_it_and_then_who_signed_it_and_when() -> None:
    made = book()
    begun, drafted = answer(made, TYPE), answer(made, TYPE, draft())
    assert begun is not None
    assert drafted is not None
    assert (begun.precision, begun.offset_minutes) == ("minute", 0)
    assert (begun.by, begun.done, drafted.done) == ("okell", utc(AT), utc("2026-05-11 09:30"))
    signed = made.add(draft("every-28-days", outcome="on track"), by="teal", recorded="2026-05-11 09:45")
    found = answer(made, TYPE, draft("3-month"))
    assert found is not None
    assert (found.entry, found.by, found.given.choice) == (signed, "teal", "28-day")
    assert found.done == found.recorded == utc("2026-05-11 09:30")


def test_the_next_date_is_the_first_to_come_once_there_is_a_conclusion() -> None:
    made, question = book(), item("review-next-date")
    assert answer(made, question) is None
    # The 240 hours from Tuesday 5 May 09:00 end ten days on.
    found = answer(made, question, draft(next_reason="Agreed with the DI"))
    assert found is not None
    assert (found.given.text, found.given.reason) == (
        "The ten-day review: Fri 15 May, 09:00",
        "Agreed with the DI",
    )
