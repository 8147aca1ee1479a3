"""Decisions about supervision: who holds which review, what it may say, what follows from it."""

from datetime import date, datetime

import msgspec
import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import (
    ActRefusedError,
    IndependenceRefusedError,
    RankRefusedError,
    RoleRefusedError,
)
from sopcheck.cases.events import ActionId, Discharged, Given, ReviewHeld, ReviewId, When
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import ChecklistId, FactId, ScheduleId
from sopcheck.errors import RefusedError
from tests.cases.desk import AUDITOR, BST, FARROW, OKELL, STAFF, TEAL, Desk, accepted, after, place, when

R1 = ReviewId("r1")
REVIEW = ChecklistId("supervisor-review")


def discharged(*rules: str, of: str | None = None) -> tuple[Discharged, ...]:
    """The reviews that are discharged."""
    return tuple(Discharged(rule=ScheduleId(rule), of=of) for rule in rules)


def held(
    *rules: str, at: When | None = None, of: str | None = None, next_date: date | None = None, **texts: str
) -> ReviewHeld:
    """A review as it was filled in, twenty hours after the report."""
    review = ReviewHeld(
        at=at or when(hours=20), review=R1, discharges=discharged(*rules, of=of), next_date=next_date
    )
    return msgspec.structs.replace(review, **texts)


def hold(desk: Desk, review: ReviewHeld, *, by: Person = OKELL) -> ReviewHeld:
    """Decide on a review."""
    return decisions.hold_review(desk.acting(by), review)


def test_a_supervisor_holds_a_review_that_is_due() -> None:
    assert hold(Desk(), held("24-hour")).discharges == discharged("24-hour")


def test_a_review_outside_the_schedule_discharges_none() -> None:
    assert hold(Desk(), held()).discharges == ()


@pytest.mark.parametrize("by", [FARROW, AUDITOR])
def test_only_a_supervisor_holds_a_review(by: Person) -> None:
    with pytest.raises(RoleRefusedError, match="supervisor"):
        hold(Desk(), held("24-hour"), by=by)


@pytest.mark.parametrize(
    ("review", "word"),
    [
        (held("weekly"), "no such review"),
        (held("event-missing-episode"), "not due"),
        (held("24-hour", at=when(hours=25)), "ahead"),
        (held("24-hour", at=when(minutes=-1)), "before the report"),
        (held("24-hour", outcome="x" * 20_001), "outcome"),
        (held("pre-nfa"), "belongs to one suspect"),
    ],
)
def test_a_review_that_cannot_be_is_refused(review: ReviewHeld, word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        hold(Desk(), review)


def test_the_same_review_is_not_signed_twice() -> None:
    desk = Desk()
    desk.record(hold(desk, held("24-hour")), by=OKELL)
    with pytest.raises(ActRefusedError, match="held and signed"):
        hold(desk, held("72-hour"))


def test_a_review_that_was_held_is_not_due_again() -> None:
    desk = Desk()
    desk.record(hold(desk, held("24-hour")), by=OKELL)
    again = ReviewHeld(at=when(hours=21), review=ReviewId("r2"), discharges=discharged("24-hour"))
    with pytest.raises(ActRefusedError, match="not due"):
        hold(desk, again)


def test_a_review_before_no_further_action_is_for_a_suspect() -> None:
    desk = Desk()
    desk.add("suspect-a", "suspect")
    assert hold(desk, held("pre-nfa")).discharges == discharged("pre-nfa", of="suspect-a")


@pytest.mark.parametrize(("by", "fits"), [(TEAL, True), (OKELL, False), (STAFF, False)])
def test_a_senior_review_asks_for_a_rank(by: Person, *, fits: bool) -> None:
    desk = Desk()
    desk.now = datetime(2026, 7, 20, 12, tzinfo=BST)
    review = held("3-month", at=When(desk.now))
    if fits:
        assert accepted(hold(desk, review, by=by))
        return
    with pytest.raises(RankRefusedError, match="inspector"):
        hold(desk, review, by=by)


def answered_by_okell() -> Desk:
    """A desk where the supervisor answered an investigator's item."""
    desk = Desk()
    desk.answer("record-crime", by=OKELL)
    return desk


def test_the_first_review_may_be_held_all_the_same() -> None:
    assert accepted(hold(answered_by_okell(), held("24-hour")))


@pytest.mark.parametrize("rules", [("72-hour",), ("24-hour", "72-hour"), ()])
def test_any_other_review_takes_somebody_independent(rules: tuple[str, ...]) -> None:
    with pytest.raises(IndependenceRefusedError, match=r"independent.*answered an investigator's item"):
        hold(answered_by_okell(), held(*rules))


def test_the_refusal_names_the_review_that_insists_not_the_one_that_is_only_flagged() -> None:
    with pytest.raises(IndependenceRefusedError, match=r"^“Second review” takes"):
        hold(answered_by_okell(), held("24-hour", "72-hour"))


def test_who_was_investigator_is_not_independent() -> None:
    desk = Desk()
    both = Person(person=TEAL.person, name="DI Teal", rank="inspector", roles=("investigator", "supervisor"))
    desk.do(lambda acting: decisions.assign(acting, "investigator", both, when(hours=1)), by=OKELL)
    desk.do(lambda acting: decisions.assign(acting, "investigator", FARROW, when(hours=2)), by=OKELL)
    with pytest.raises(IndependenceRefusedError, match="was the investigator"):
        hold(desk, held("72-hour"), by=TEAL)


def test_an_exception_with_its_reason_lets_somebody_hold_it() -> None:
    assert accepted(hold(answered_by_okell(), held("72-hour", exception="Nobody else on duty")))
    with pytest.raises(IndependenceRefusedError):
        hold(answered_by_okell(), held("72-hour", exception="  "))


def test_answering_a_supervisors_item_leaves_a_reviewer_independent() -> None:
    desk = Desk()
    desk.do(
        lambda acting: decisions.answer(
            acting, place("assess-complexity"), Given(status="done"), when(hours=2)
        ),
        by=OKELL,
    )
    assert accepted(hold(desk, held("72-hour")))


def third_held(next_date: date, next_reason: str = "") -> ReviewHeld:
    """The third review, with a date for the next."""
    desk = Desk()
    desk.now = after(days=7)
    return hold(desk, held("7-day", at=when(days=6), next_date=next_date, next_reason=next_reason))


def test_the_next_review_may_be_earlier_freely_and_later_with_a_reason() -> None:
    usual, later = date(2026, 6, 3), date(2026, 6, 4)
    assert accepted(third_held(next_date=date(2026, 5, 20)))
    assert accepted(third_held(next_date=usual))
    assert accepted(third_held(next_date=later, next_reason="Trial that week"))
    with pytest.raises(ActRefusedError, match="later than the schedule"):
        third_held(next_date=later)


def test_the_next_review_comes_after_this_one() -> None:
    with pytest.raises(ActRefusedError, match="not after this one"):
        third_held(next_date=date(2026, 5, 6))


def test_only_a_review_of_the_chain_sets_the_next() -> None:
    with pytest.raises(ActRefusedError, match="28-day chain"):
        hold(Desk(), held("24-hour", next_date=date(2026, 5, 20)))


def test_a_review_is_begun_once_with_what_it_is_meant_for() -> None:
    desk = Desk()
    meant = discharged("24-hour")
    desk.do(lambda acting: decisions.open_review(acting, R1, when(hours=20), meant_for=meant), by=OKELL)
    assert desk.case.opened_reviews[R1].meant_for == meant
    with pytest.raises(ActRefusedError, match="open already"):
        decisions.open_review(desk.acting(OKELL), R1, when(hours=21))


def test_the_questions_of_a_review_are_answered_by_a_supervisor() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.open_review(acting, R1, when(hours=20)), by=OKELL)
    question = place("review-lines", R1, checklist=REVIEW)
    done = Given(status="done", text="All followed")
    assert decisions.answer(desk.acting(OKELL), question, done, when(hours=20)).of == (R1,)
    with pytest.raises(RoleRefusedError, match="answer a review"):
        decisions.answer(desk.acting(FARROW), question, done, when(hours=20))


def test_what_the_program_fills_in_is_not_typed() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.open_review(acting, R1, when(hours=20)), by=OKELL)
    question = place("review-type", R1, checklist=REVIEW)
    with pytest.raises(ActRefusedError, match="filled in by the program"):
        decisions.answer(desk.acting(OKELL), question, Given(status="done"), when(hours=20))


def raised(desk: Desk, *, due: date = date(2026, 5, 8), text: str = "Call", by: Person = OKELL) -> object:
    """Raise an action."""
    return decisions.raise_action(
        desk.acting(by), ActionId("a1"), text, owner=FARROW, due=due, at=when(hours=20)
    )


def test_an_action_has_an_owner_and_a_date() -> None:
    assert raised(Desk(), due=date(2026, 5, 1))
    with pytest.raises(ActRefusedError, match="before it is raised"):
        raised(Desk(), due=date(2026, 4, 30))
    with pytest.raises(RefusedError, match="action is empty"):
        raised(Desk(), text=" ")
    with pytest.raises(RoleRefusedError):
        raised(Desk(), by=FARROW)


def with_action() -> Desk:
    """A desk with an action."""
    desk = Desk()
    desk.do(
        lambda acting: decisions.raise_action(
            acting, ActionId("a1"), "Call", owner=FARROW, due=date(2026, 5, 8), at=when(hours=20)
        ),
        by=OKELL,
    )
    return desk


def test_an_action_is_finished_once() -> None:
    desk = with_action()
    desk.do(lambda acting: decisions.finish_action(acting, ActionId("a1"), when(hours=21), result="Called"))
    assert desk.case.actions[0].state == "complete"
    with pytest.raises(ActRefusedError, match="finished already"):
        decisions.finish_action(desk.acting(), ActionId("a1"), when(hours=22))


def test_an_action_is_dropped_with_a_reason() -> None:
    desk = with_action()
    with pytest.raises(RefusedError, match="reason for dropping"):
        decisions.finish_action(desk.acting(), ActionId("a1"), when(hours=21), dropped=True)
    assert accepted(
        decisions.finish_action(desk.acting(), ActionId("a1"), when(hours=21), result="Moot", dropped=True)
    )


def test_an_action_that_is_not_there_is_not_finished_nor_raised_twice() -> None:
    with pytest.raises(ActRefusedError, match="no such action"):
        decisions.finish_action(Desk().acting(), ActionId("a1"), when(hours=21))
    with pytest.raises(ActRefusedError, match="there already"):
        raised(with_action())


def test_a_fact_of_the_reviewed_case_is_no_part_in_it() -> None:
    desk = Desk()
    desk.do(
        lambda acting: decisions.set_fact(acting, FactId("child-at-risk"), "yes", when(hours=1)), by=OKELL
    )
    assert accepted(hold(desk, held("72-hour")))
