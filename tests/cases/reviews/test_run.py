"""A review as a run of its checklist (convention 25)."""

from sopcheck.cases.events import (
    ActionDone,
    ActionId,
    ActionRaised,
    Discharged,
    Given,
    ItemAnswered,
    LimitJudged,
    ReviewHeld,
    ReviewId,
    ReviewOpened,
)
from sopcheck.cases.reviews.run import evaluate_review, review_checklist
from sopcheck.cases.states import PlaceState
from sopcheck.checklists import packs
from sopcheck.checklists.definition import ChecklistId, ItemId, ScheduleId
from sopcheck.checklists.reader import read
from sopcheck.ledger.entry import PersonId
from tests.cases.book import CALENDAR, Book, checklist, day, item, place, utc, when

PACKS = {
    one.checklist: one
    for one in (read(source.yaml, name=source.file).checklist for source in packs.shipped())
}
CSE, REVIEW = PACKS[ChecklistId("cse-investigation")], PACKS[ChecklistId("supervisor-review")]
RUN = ReviewId("run-1")


def book() -> Book:
    made = Book(CSE, others=(REVIEW,))
    meant = (Discharged(rule=ScheduleId("24-hour")),)
    made.add(ReviewOpened(at=when("2026-05-06 08:00"), review=RUN, meant_for=meant), by="okell")
    return made


def sign(made: Book, **more: object) -> None:
    held = ReviewHeld(
        at=when("2026-05-06 08:30"),
        review=RUN,
        discharges=(Discharged(rule=ScheduleId("24-hour")),),
        **more,  # type: ignore[arg-type]
    )
    made.add(held, by="okell")


def questions(
    made: Book, at: str = "2026-05-06 09:00", draft: ReviewHeld | None = None
) -> dict[str, PlaceState]:
    found = evaluate_review(made.case(at), made.definitions, CALENDAR, utc(at), RUN, draft=draft)
    return {state.place.item: state for state in found}


def text(state: PlaceState) -> str:
    return "" if state.answer is None else state.answer.given.text


def test_a_run_has_every_question_once_with_the_review_as_its_place() -> None:
    found = questions(book())
    assert len(found) == 35
    assert {state.place.of for state in found.values()} == {RUN}


def test_the_review_checklist_is_the_newest_known_unless_the_case_follows_one() -> None:
    made = book()
    assert review_checklist(made.case(), made.definitions) is REVIEW
    followed = Book(CSE, REVIEW)
    assert review_checklist(followed.case(), followed.definitions) is not None
    assert review_checklist(Book(checklist(item("act"))).case(), made.definitions) is None


def test_a_question_is_answered_for_its_review_alone() -> None:
    made = book()
    answered = ItemAnswered(
        at=when("2026-05-06 08:10"),
        checklist=REVIEW.checklist,
        item=ItemId("review-lines"),
        given=Given(status="done"),
        of=(RUN,),
    )
    made.add(answered, by="okell")
    assert questions(made)["review-lines"].status == "done"
    other = evaluate_review(
        made.case(), made.definitions, CALENDAR, utc("2026-05-06 09:00"), ReviewId("run-2")
    )
    assert next(state for state in other if state.place.item == "review-lines").status == "open"


def test_the_places_of_a_run_are_no_part_of_the_case() -> None:
    made = Book(CSE, REVIEW)
    assert {state.place.checklist for state in made.evaluation("2026-05-06 09:00").places} == {CSE.checklist}


def test_questions_about_exceptions_are_asked_only_where_there_are_any() -> None:
    made = book()
    assert questions(made, "2026-05-05 09:30")["review-limits-passed"].applies == "no"
    found = questions(made)
    assert [found[name].applies for name in ("review-limits-passed", "review-not-done")] == ["yes", "no"]
    made.answer("place-markers", "2026-05-05 10:00", status="not done", checklist=CSE.checklist)
    made.answer(
        "check-record-language", "2026-05-05 10:00", recorded="2026-05-07 10:00", checklist=CSE.checklist
    )
    later = questions(made, "2026-05-07 11:00")
    assert [later[name].applies for name in ("review-not-done", "review-late-recorded")] == ["yes", "yes"]


def test_the_type_is_filled_from_what_the_review_is_meant_for_and_then_discharges() -> None:
    made = book()
    assert [state.answer.given.choice for state in [questions(made)["review-type"]] if state.answer] == [
        "24-hour"
    ]
    rolling = ReviewHeld(
        at=when("2026-05-06 08:30"), review=RUN, discharges=(Discharged(rule=ScheduleId("every-28-days")),)
    )
    filled = questions(made, draft=rolling)["review-type"].answer
    assert filled is not None
    assert filled.given.choice == "28-day"


def test_a_review_that_discharges_nothing_is_unscheduled() -> None:
    made = book()
    filled = questions(made, draft=ReviewHeld(at=when("2026-05-06 08:30"), review=RUN))["review-type"].answer
    assert filled is not None
    assert filled.given.choice == "unscheduled"


def test_independence_and_outcome_wait_for_the_conclusion() -> None:
    made = book()
    assert [questions(made)[name].status for name in ("review-independent", "review-outcome")] == [
        "open",
        "open",
    ]
    sign(made, outcome="on track", reasons="All well")
    found = questions(made)
    answers = [found[name].answer for name in ("review-independent", "review-outcome")]
    assert [answer.given.choice for answer in answers if answer] == ["confirmed", "on track"]


def test_somebody_who_is_not_independent_is_partly_so_with_the_exception_in_words() -> None:
    made = Book(CSE, others=(REVIEW,))
    made.answer("place-markers", "2026-05-05 10:00", by="okell", checklist=CSE.checklist)
    made.add(ReviewOpened(at=when("2026-05-06 08:00"), review=RUN), by="okell")
    sign(made, exception="Nobody else on duty")
    filled = questions(made)["review-independent"].answer
    assert filled is not None
    assert (filled.given.choice, filled.given.text) == ("partly, see text", "Nobody else on duty")


def test_actions_decisions_and_the_next_date_are_filled_in() -> None:
    made = book()
    owner = PersonId("farrow")
    for name, review in (("old", None), ("new", RUN)):
        made.add(
            ActionRaised(
                at=when("2026-05-06 08:10"),
                action=ActionId(name),
                text=f"The {name} one",
                owner=owner,
                due=day("2026-05-09"),
                review=review,
            )
        )
    made.add(ActionDone(at=when("2026-05-06 08:20"), action=ActionId("old")))
    passed = place("tell-duty-supervisor", checklist_id=CSE.checklist)
    made.add(LimitJudged(at=when("2026-05-06 08:25"), places=(passed,), verdict="justified"), by="okell")
    sign(made)
    found = questions(made)
    assert text(found["review-previous-actions"]) == "1 complete"
    assert text(found["review-actions"]) == "The new one"
    assert text(found["review-limits-passed"]).startswith("1 justified, ")
    assert text(found["review-next-date"]) == "Second review: Fri 8 May, 09:00"


def test_what_is_filled_in_bears_the_entry_of_the_signed_review() -> None:
    made = book()
    sign(made, outcome="on track")
    filled = questions(made)["review-outcome"].answer
    assert filled is not None
    assert (filled.entry, filled.by) == (made.entries[-1].entry, "okell")


def test_the_clock_of_a_run_is_when_its_review_was_signed() -> None:
    made = book()
    assert questions(made)["review-discussed"].word == "not started"
    sign(made)
    limit = questions(made)["review-discussed"].limit
    assert limit is not None
    assert (limit.word, limit.ends) == ("running", utc("2026-05-08 00:00"))


def test_without_a_review_checklist_there_are_no_questions() -> None:
    made = Book(CSE)
    assert evaluate_review(made.case(), made.definitions, CALENDAR, utc("2026-05-06 09:00"), RUN) == ()
