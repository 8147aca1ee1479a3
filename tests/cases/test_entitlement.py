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
    CaseMoved,
    ChecklistAdopted,
    Discharged,
    EntryWithdrawn,
    Given,
    ItemAnswered,
    LimitExtended,
    LimitJudged,
    MovePlanned,
    NoteAdded,
    Place,
    ReviewHeld,
    ReviewId,
    When,
)
from sopcheck.cases.people import Person
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import Digest, ItemId, Rank, ScheduleId, Version
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


def why_not(event: CaseEvent, by: Person | str, role: str = "", *, before: tuple[CaseEvent, ...] = ()) -> str:
    name = PersonId(by) if isinstance(by, str) else by.person
    held = role or next(iter(PEOPLE[name].roles) if name in PEOPLE else iter(("investigator",)))
    earlier = {EntryHash(str(number)): one for number, one in enumerate(before)}
    return JUDGE.why_not(event, by=name, role=held, known=PEOPLE.get, before=earlier)


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


def takes_back(number: int = 0) -> EntryWithdrawn:
    return EntryWithdrawn(at=AT, entry=EntryHash(str(number)), reason="Wrong case")


def followed(version: str, kind: type[CaseMoved] | type[ChecklistAdopted] = CaseMoved) -> CaseEvent:
    return kind(at=AT, checklist=CSE, version=Version(version), digest=Digest(version))


PLANNED = MovePlanned(at=AT, checklist=CSE, version=Version("2.0"), digest=Digest("2.0"))


@pytest.mark.parametrize("event", [*SUPERVISING[:3], PLANNED], ids=lambda event: type(event).__name__)
def test_an_investigator_takes_back_nothing_that_takes_a_supervisor(event: CaseEvent) -> None:
    assert why_not(takes_back(), FARROW, before=(event,)).startswith("Its author had no role in which to ")
    assert why_not(takes_back(), OKELL, before=(event,)) == ""


def test_taking_back_a_withdrawal_takes_as_much_as_what_it_took_back() -> None:
    before = (held(), takes_back())
    assert (
        why_not(takes_back(1), FARROW, before=before) == "Its author had no role in which to hold a review."
    )
    assert why_not(takes_back(1), OKELL, before=before) == ""


@pytest.mark.parametrize(
    ("event", "by", "counts"),
    [
        (held("3-month"), OKELL, False),
        (held("3-month"), TEAL, True),
        (LimitExtended(at=AT, place=PLACE, until=AT, reason="Leave"), FARROW, False),
        (LimitExtended(at=AT, place=PLACE, until=AT, reason="Leave"), OKELL, True),
    ],
)
def test_what_took_a_rank_takes_it_to_be_taken_back(event: CaseEvent, by: Person, counts: bool) -> None:
    assert (why_not(takes_back(), by, before=(event,)) == "") == counts


def test_what_is_withdrawn_may_be_on_another_machine() -> None:
    assert why_not(takes_back(9), FARROW) == ""


@pytest.mark.parametrize("kind", [CaseMoved, ChecklistAdopted])
def test_another_version_of_what_the_case_follows_takes_a_supervisor(
    kind: type[CaseMoved] | type[ChecklistAdopted],
) -> None:
    first, second = followed("1.0", ChecklistAdopted), followed("2.0", kind)
    assert why_not(second, FARROW) == ""
    assert why_not(second, FARROW, before=(first,)) == "Its author had no role in which to move a case."
    assert why_not(second, OKELL, before=(first,)) == ""
    # What was added and taken back is not followed, so that it may be added again.
    assert why_not(second, FARROW, before=(followed("1.0"), takes_back())) == ""


@pytest.mark.parametrize("by", [FARROW, OKELL])
def test_the_questions_of_a_review_are_answered_and_corrected_by_a_supervisor(by: Person) -> None:
    review = next(one.checklist for one in DEFINITIONS.all() if one.runs_for is not None)
    place = Place(review, ItemId("review-capacity"), "r1")
    answered = ItemAnswered(at=AT, checklist=review, item=place.item, given=DONE, of=("r1",))
    beside = ItemAnswered(at=AT, checklist=CSE, item=PLACE.item, given=DONE, also=(place,))
    corrected = AnswerCorrected(at=AT, place=place, corrects=EntryHash("e"), given=DONE, reason="x")
    counts = [why_not(event, by) == "" for event in (answered, beside, corrected)]
    assert counts == [by is OKELL] * 3


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
