"""The book of supervision: which review stands, who is independent, what becomes of actions."""

import pytest

from sopcheck.cases.events import (
    AbsenceRecorded,
    ActionDone,
    ActionId,
    ActionRaised,
    AddendumWritten,
    CaseAssigned,
    Discharged,
    EntryWithdrawn,
    ExceptionJudged,
    Judged,
    ReviewHeld,
    ReviewId,
    ReviewOpened,
)
from sopcheck.checklists.definition import ScheduleId
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.book import SOP, Book, checklist, day, item, place, utc, when

FARROW, OKELL, TEAL = PersonId("farrow"), PersonId("okell"), PersonId("teal")
RUN, OTHER = ReviewId("run"), ReviewId("other")
MON, TUE, WED = "2026-05-11 09:00", "2026-05-12 09:00", "2026-05-13 09:00"


def book() -> Book:
    """A case with an item for each role."""
    return Book(checklist(item("act"), item("endorse", answered_by="supervisor")))


def held(at: str, review: ReviewId = RUN) -> ReviewHeld:
    """A review that was held."""
    return ReviewHeld(at=when(at), review=review, outcome="on track")


def raised(name: str = "a1", review: ReviewId | None = None) -> ActionRaised:
    """An action on the case."""
    return ActionRaised(
        at=when(MON), action=ActionId(name), text="Call", owner=FARROW, due=day("2026-05-20"), review=review
    )


def independent(made: Book) -> list[bool]:
    """Whether the reviews of a case were held by somebody independent."""
    return [one.independent for one in made.case().held_reviews]


def aside(made: Book) -> list[str]:
    """Why entries of a case were set aside."""
    return [one.why for one in made.case().set_aside]


def test_a_review_is_begun_once_and_the_first_says_what_it_is_meant_for() -> None:
    made = book()
    for rule in ("24-hour", "72-hour"):
        meant = (Discharged(rule=ScheduleId(rule)),)
        made.add(ReviewOpened(at=when(MON), review=RUN, meant_for=meant), by="okell")
    opened = made.case().opened_reviews
    assert [[one.rule for one in opened[RUN].meant_for], len(opened)] == [["24-hour"], 1]
    assert aside(made) == []


def test_reviews_stand_by_when_they_were_held_and_then_by_when_they_were_recorded() -> None:
    made = book()
    names = [(TUE, "late"), (MON, "early"), (TUE, "later")]
    for at, name in names:
        made.add(held(at, ReviewId(name)), by="okell", recorded=WED)
    assert [one.review for one in made.case().held_reviews] == ["early", "late", "later"]


@pytest.mark.parametrize(
    ("item_id", "by", "is_independent"),
    [("act", "okell", False), ("act", "farrow", True), ("endorse", "okell", True)],
)
def test_who_answered_an_item_of_an_investigator_is_not_independent(
    item_id: str, by: str, is_independent: bool
) -> None:
    made = book()
    made.answer(item_id, MON, by=by)
    made.add(held(TUE), by="okell")
    assert independent(made) == [is_independent]


def test_who_did_it_is_as_little_independent_as_who_typed_it_in() -> None:
    made = book()
    entry = made.answer("act", MON, by="farrow")
    made.correct("act", entry, MON, by="teal")
    for person in ("farrow", "teal", "okell"):
        made.add(held(TUE, ReviewId(person)), by=person)
    assert independent(made) == [False, False, True]


def test_an_answer_after_the_review_takes_nothing_from_it() -> None:
    made = book()
    made.add(held(MON), by="okell")
    made.answer("act", TUE, by="okell")
    made.add(held(WED, OTHER), by="okell")
    assert independent(made) == [True, False]


@pytest.mark.parametrize(("role", "is_independent"), [("investigator", False), ("supervisor", True)])
def test_who_ever_investigated_never_is_independent_again_and_a_supervisor_is(
    role: str, is_independent: bool
) -> None:
    made = book()
    for person in (OKELL, TEAL, None):
        made.add(CaseAssigned(at=when(MON), role=role, to=person))  # type: ignore[arg-type]
    made.add(held(TUE), by="okell")
    assert independent(made) == [is_independent]


def test_who_holds_a_case_and_who_is_away_is_kept_in_their_order() -> None:
    made = book()
    for to in (FARROW, None):
        made.add(CaseAssigned(at=when(MON), role="investigator", to=to))
    for absent in (True, False):
        made.add(AbsenceRecorded(at=when(TUE), person=FARROW, absent=absent))
    case = made.case()
    assert [(one.role, one.to) for one in case.holders] == [("investigator", FARROW), ("investigator", None)]
    assert [(one.person, one.absent) for one in case.absences] == [(FARROW, True), (FARROW, False)]


def test_an_action_is_open_until_it_is_complete_or_dropped() -> None:
    made = book()
    for name, review in (("a1", RUN), ("a2", None), ("a3", None)):
        made.add(raised(name, review), by="okell")
    made.add(ActionDone(at=when(TUE), action=ActionId("a1"), result="Called"))
    made.add(ActionDone(at=when(WED), action=ActionId("a2"), result="Moved away", dropped=True))
    found = [(one.state, one.done, one.result, one.review) for one in made.case().actions]
    assert found == [
        ("complete", utc(TUE), "Called", RUN),
        ("dropped", utc(WED), "Moved away", None),
        ("open", None, "", None),
    ]


def test_what_is_raised_twice_or_was_never_raised_is_set_aside() -> None:
    made = book()
    made.add(raised())
    made.add(raised())
    made.add(ActionDone(at=when(TUE), action=ActionId("a2")))
    assert aside(made) == [
        "An action of this id was raised already.",
        "It finishes an action that is not on the case.",
    ]
    assert [one.state for one in made.case().actions] == ["open"]


def test_a_decision_on_several_rows_is_one_for_each() -> None:
    made = book()
    rows = tuple(Judged(place=place(name)) for name in ("act", "endorse"))
    judged = ExceptionJudged(
        at=when(MON), listed="not done", rows=rows, verdict="action", reason="Ask", review=RUN
    )
    made.add(judged, by="okell")
    found = made.case().row_judgements
    assert [one.row.place.item for one in found if one.row.place] == ["act", "endorse"]
    assert {(one.listed, one.verdict, one.reason, one.review) for one in found} == {
        ("not done", "action", "Ask", RUN)
    }


def addendum(review: ReviewId = RUN) -> AddendumWritten:
    """Something added to a signed review."""
    return AddendumWritten(at=when(WED), review=review, text="Seen on the 5th", reason="Misread")


def test_a_signed_review_is_added_to_and_one_that_is_not_there_is_not() -> None:
    made = book()
    made.add(held(MON), by="okell")
    for review in (RUN, OTHER):
        made.add(addendum(review))
    assert [(one.review, one.text, one.reason) for one in made.case().addenda] == [
        (RUN, "Seen on the 5th", "Misread")
    ]
    assert aside(made) == ["It adds to a review that is not on the case."]


def test_what_was_added_stays_with_a_review_that_was_withdrawn_since() -> None:
    made = book()
    entry: EntryHash = made.add(held(MON), by="okell")
    made.add(EntryWithdrawn(at=when(TUE), entry=entry, reason="Wrong case"), by="okell")
    made.add(addendum())
    case = made.case()
    assert (case.held_reviews, aside(made)) == ((), [])
    assert [one.review for one in case.addenda] == [RUN]


def test_an_answer_in_a_run_belongs_to_a_review_that_was_begun_or_held() -> None:
    made = book()
    made.add(ReviewOpened(at=when(MON), review=RUN), by="okell")
    made.add(held(TUE, OTHER), by="okell")
    for review in (RUN, OTHER, "third"):
        made.answer("act", TUE, review, by="okell", checklist=SOP)
    assert aside(made) == ["Part of it is about a subject or a review that is not on the case."]
    answered = [made.case().answer(place("act", review)) is not None for review in (RUN, OTHER, "third")]
    assert answered == [True, True, False]
