"""An entry counts only where its author had a role and rank for it; who writes past the program is told."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.authority import AUTHORITY
from sopcheck.cases.entitlement import ACTS, Entitlement
from sopcheck.cases.events import (
    ActionId,
    ActionRaised,
    AnswerCorrected,
    BodyErased,
    CaseEvent,
    Discharged,
    Given,
    ItemAnswered,
    LimitExtended,
    LimitJudged,
    NoteAdded,
    Place,
    ReviewHeld,
    ReviewId,
    When,
)
from sopcheck.cases.people import Person
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import ItemId, Rank, ScheduleId
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.desk import CSE, DEFINITIONS

AT = When(datetime(2026, 5, 7, 13, tzinfo=UTC))
PLACE = Place(CSE, ItemId("record-crime"))
DONE = Given(status="done")
JUDGE = Entitlement(DEFINITIONS)


def person(name: str, *roles: Role, rank: Rank | None = None) -> Person:
    return Person(person=PersonId(name), name=name, roles=roles, rank=rank)


FARROW = person("farrow", "investigator", rank="constable")
OKELL = person("okell", "supervisor", "administrator", rank="sergeant")
TEAL = person("teal", "supervisor", rank="inspector")
CLERK = person("clerk", "administrator")
PEOPLE: Mapping[PersonId, Person] = {one.person: one for one in (FARROW, OKELL, TEAL, CLERK)}


def why_not(event: CaseEvent, by: Person | str, role: str = "") -> str:
    name = PersonId(by) if isinstance(by, str) else by.person
    held = role or next(iter(PEOPLE[name].roles) if name in PEOPLE else iter(("investigator",)))
    return JUDGE.why_not(event, by=name, role=held, known=PEOPLE.get)


def held(*rules: str) -> ReviewHeld:
    discharges = tuple(Discharged(rule=ScheduleId(rule)) for rule in rules)
    return ReviewHeld(at=AT, review=ReviewId("r"), discharges=discharges)


def test_whoever_had_the_role_counts() -> None:
    assert why_not(NoteAdded(at=AT, text="Called"), FARROW) == ""


def test_somebody_never_enrolled_counts_nowhere() -> None:
    assert why_not(NoteAdded(at=AT, text="Called"), "eve") == (
        "Its author was not enrolled when it was written."
    )


SUPERVISING = [
    LimitJudged(at=AT, places=(PLACE,), verdict="justified"),
    held(),
    ActionRaised(at=AT, action=ActionId("a"), text="x", owner=FARROW.person, due=date(2026, 6, 1)),
    BodyErased(at=AT, entry=EntryHash("e"), authority="x", reason="x"),
]


@pytest.mark.parametrize("event", SUPERVISING, ids=lambda event: type(event).__name__)
def test_an_investigator_does_not_supervise(event: CaseEvent) -> None:
    assert why_not(event, FARROW).startswith("Its author had no role in which to ")


def test_a_role_that_is_claimed_must_be_held() -> None:
    assert why_not(NoteAdded(at=AT, text="Called"), FARROW, "supervisor") == (
        "It was recorded in a role that its author did not have."
    )


@pytest.mark.parametrize(("by", "counts"), [(TEAL, True), (OKELL, False)])
def test_a_review_takes_the_rank_of_its_rule(by: Person, counts: bool) -> None:
    assert (why_not(held("24-hour", "3-month"), by) == "") == counts


def test_a_review_that_asks_for_no_rank_takes_none() -> None:
    assert why_not(held("24-hour"), OKELL) == ""
    assert why_not(held("no such rule"), OKELL) == ""


@pytest.mark.parametrize(("by", "counts"), [(OKELL, True), (FARROW, False)])
def test_a_limit_is_extended_by_a_sergeant(by: Person, counts: bool) -> None:
    event = LimitExtended(at=AT, place=PLACE, until=AT, reason="Leave")
    assert (why_not(event, by) == "") == counts


def ranked() -> ItemId:
    """The item that asks for a rank whatever the facts."""
    checklist = DEFINITIONS.newest(CSE)
    assert checklist is not None
    return next(item.id for item in checklist.items() if item.rank)


@pytest.mark.parametrize(("done_by", "counts"), [(TEAL.person, True), (FARROW.person, False), (None, False)])
def test_an_item_that_asks_for_a_rank_takes_it_of_who_did_it(done_by: PersonId | None, counts: bool) -> None:
    answered = ItemAnswered(at=AT, checklist=CSE, item=ranked(), given=DONE, done_by=done_by)
    corrected = AnswerCorrected(
        at=AT, place=Place(CSE, ranked()), corrects=EntryHash("e"), given=DONE, reason="x", done_by=done_by
    )
    assert [why_not(event, FARROW) == "" for event in (answered, corrected)] == [counts, counts]


def test_another_item_takes_no_rank() -> None:
    assert why_not(ItemAnswered(at=AT, checklist=CSE, item=PLACE.item, given=DONE), FARROW) == ""


def test_every_kind_of_entry_comes_of_an_act_of_the_table() -> None:
    assert set(ACTS) == set(get_args(CaseEvent))
    assert {act for acts in ACTS.values() for act in acts} <= set(AUTHORITY)


ROLES = st.sets(st.sampled_from(get_args(Role)))


@given(ROLES, st.sampled_from(SUPERVISING))
def test_nobody_counts_without_one_of_the_roles_of_the_table(roles: set[Role], event: CaseEvent) -> None:
    author = person("x", *sorted(roles), rank="superintendent")
    (act,) = ACTS[type(event)]
    entitled = [role for role in author.roles if role in AUTHORITY[act].roles]
    for role in author.roles:
        why = JUDGE.why_not(event, by=author.person, role=role, known=lambda _: author)
        assert (why == "") == bool(entitled)
