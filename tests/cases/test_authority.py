"""Who may do what: the table holds for every action, and a refusal says who may."""

from typing import get_args

import pytest

from sopcheck.cases import authority
from sopcheck.cases.authority import AUTHORITY, Action
from sopcheck.cases.decisions import IndependenceRefusedError, RankRefusedError, RoleRefusedError
from sopcheck.cases.register.events import Role
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, Rank
from sopcheck.ledger.entry import PersonId

APART = "somebody independent"


def person(*roles: Role, rank: Rank | None = None) -> Person:
    """Somebody with these roles."""
    return Person(person=PersonId("p"), name="Name", roles=roles, rank=rank)


def test_every_action_stands_in_the_table_and_is_somebodys() -> None:
    assert set(AUTHORITY) == set(get_args(Action))
    assert all(rule.roles for rule in AUTHORITY.values())


def test_every_role_may_do_something() -> None:
    assert {role for rule in AUTHORITY.values() for role in rule.roles} == set(get_args(Role))


@pytest.mark.parametrize("action", get_args(Action))
def test_whoever_the_table_names_may_and_nobody_else(action: Action) -> None:
    for role in get_args(Role):
        assert authority.may(person(role), action) == (role in AUTHORITY[action].roles)


def test_a_person_acts_in_the_role_that_allows_it() -> None:
    assert authority.require(person("auditor", "supervisor"), "judge a limit") == "supervisor"


def test_the_refusal_names_the_roles_that_may() -> None:
    with pytest.raises(RoleRefusedError, match="To propose a version takes the role of SOP owner"):
        authority.require(person("investigator"), "propose a version")


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert authority.allowed(person()) == frozenset()


def test_an_investigator_may_answer_and_not_review() -> None:
    allowed = authority.allowed(person("investigator"))
    assert "answer" in allowed
    assert "hold a review" not in allowed


@pytest.mark.parametrize("lowest", RANKS_LOW_TO_HIGH)
def test_a_rank_is_enough_from_itself_upwards(lowest: Rank) -> None:
    enough = [rank for rank in RANKS_LOW_TO_HIGH if authority.has_rank(person(rank=rank), lowest)]
    assert enough == list(RANKS_LOW_TO_HIGH[RANKS_LOW_TO_HIGH.index(lowest) :])


def test_police_staff_have_no_rank_that_is_enough() -> None:
    assert not authority.has_rank(person(), "constable")


def test_without_a_rank_asked_anybody_fits() -> None:
    authority.require_fit(person(), None, what="This")
    authority.require_fit(person(rank="inspector"), "inspector", what="This")


@pytest.mark.parametrize(
    ("rank", "apart", "error", "sentence"),
    [
        ("sergeant", "", RankRefusedError, "This takes the rank of inspector or above. Ask"),
        ("inspector", APART, IndependenceRefusedError, "This takes somebody independent. Ask"),
        (
            "sergeant",
            APART,
            RankRefusedError,
            "This takes the rank of inspector or above and somebody independent.",
        ),
    ],
)
def test_the_refusal_says_all_that_lacks(
    rank: Rank, apart: str, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        authority.require_fit(person(rank=rank), "inspector", what="This", apart=apart)
