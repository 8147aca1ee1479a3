"""A way back gives somebody enrolled a new key, and nothing else; who is removed keeps what they wrote."""

from datetime import timedelta

import pytest

from sopcheck.cases.refusals import RoleRefusedError
from sopcheck.cases.register.decisions import make_recovery, remove_person
from sopcheck.cases.register.events import (
    PersonEnrolled,
    PersonRemoved,
    RecoveryForm,
    RecoveryMade,
    RegisterEvent,
    RoleGranted,
)
from sopcheck.cases.register.register import Register
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from tests.cases.register.test_register import AT, FARROW, KEY, KEY_2, LATER, OKELL, START, enrolled, folded

SHEET, OTHER_SHEET = PersonId("sheet-1"), PersonId("sheet-2")
SHEET_KEY, NEW_KEY = "0c" * 32, "0d" * 32
FOUNDED = (enrolled(OKELL), (OKELL, RoleGranted(at=AT, person=OKELL, role="administrator")))
AGAIN = PersonEnrolled(at=AT, person=OKELL, name="DS Okell", number="411", signing_key=NEW_KEY)


def made(
    recovery: PersonId = SHEET, key: str = SHEET_KEY, form: RecoveryForm = "sheet"
) -> tuple[PersonId, RegisterEvent]:
    """The administrator made a way back."""
    return OKELL, RecoveryMade(at=AT, recovery=recovery, form=form, signing_key=key, label="3F2A91")


def reasons(register: Register) -> list[str]:
    return [misfit.why for misfit in register.set_aside]


def test_a_way_back_enrols_somebody_anew_with_their_roles_and_old_keys() -> None:
    register = folded(*FOUNDED, made(), (SHEET, AGAIN))
    assert register.keys() == {SHEET: (SHEET_KEY,), OKELL: (KEY, NEW_KEY)}
    assert register.enrolled[OKELL].now().roles == ("administrator",)
    assert reasons(register) == []


@pytest.mark.parametrize(
    "event",
    [
        PersonEnrolled(at=AT, person=PersonId("eve"), name="DC Eve", number="9", signing_key=NEW_KEY),
        PersonEnrolled(at=AT, person=OKELL, name="DS Other", number="411", signing_key=NEW_KEY),
        PersonEnrolled(at=AT, person=OKELL, name="DS Okell", number="9", signing_key=NEW_KEY),
        RoleGranted(at=AT, person=OKELL, role="auditor"),
        PersonRemoved(at=AT, person=OKELL),
    ],
)
def test_a_way_back_does_nothing_else(event: RegisterEvent) -> None:
    register = folded(*FOUNDED, made(), (SHEET, event))
    assert [misfit.unentitled for misfit in register.set_aside] == [True]
    assert register.enrolled == folded(*FOUNDED).enrolled


def test_a_newer_sheet_takes_the_place_of_the_older_and_what_that_signed_stays_good() -> None:
    register = folded(*FOUNDED, made(), made(OTHER_SHEET, NEW_KEY), (SHEET, AGAIN))
    assert register.ways_back == {"sheet": OTHER_SHEET}
    assert set(register.keys()) == {SHEET, OTHER_SHEET, OKELL}
    assert len(register.set_aside) == 1


def test_a_sheet_and_the_custodians_of_a_force_stand_side_by_side() -> None:
    register = folded(*FOUNDED, made(), made(OTHER_SHEET, NEW_KEY, "force"))
    assert register.ways_back == {"sheet": SHEET, "force": OTHER_SHEET}


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (made(OKELL), "Somebody is here"),
        (made(SHEET, "00" * 32), "proves nothing"),
    ],
)
def test_a_way_back_that_is_somebody_or_proves_nothing_is_set_aside(
    event: tuple[PersonId, RegisterEvent], why: str
) -> None:
    register = folded(*FOUNDED, event)
    assert (register.ways_back, register.recoveries) == ({}, {})
    assert why in reasons(register)[0]


def test_who_is_removed_has_no_role_from_then_on_and_keeps_name_and_key() -> None:
    granted = (OKELL, RoleGranted(at=AT, person=FARROW, role="investigator", rank="constable"))
    register = folded(
        *FOUNDED,
        enrolled(FARROW, KEY_2),
        granted,
        (OKELL, PersonRemoved(at=AT, person=FARROW, reason="Left")),
    )
    before, after = (
        register.person(FARROW, START + timedelta(days=3)),
        register.person(FARROW, LATER),
    )
    assert before is not None
    assert after is not None
    assert (before.roles, after.roles, after.name) == (("investigator",), (), "DS Okell")
    assert register.keys()[FARROW] == (KEY_2,)


def test_nobody_who_is_not_here_is_removed() -> None:
    register = folded(*FOUNDED, (OKELL, PersonRemoved(at=AT, person=FARROW)))
    assert "not enrolled" in reasons(register)[0]


def removed(person: PersonId, *, by: PersonId = OKELL, reason: str = "Left the unit") -> PersonRemoved:
    register = folded(*FOUNDED, enrolled(FARROW, KEY_2))
    return remove_person(
        register, by=register.enrolled[by].now(), person=person, reason=reason, at=AT, now=LATER
    )


def test_an_administrator_removes_a_person_with_the_reason() -> None:
    assert removed(FARROW) == PersonRemoved(at=AT, person=FARROW, reason="Left the unit")


@pytest.mark.parametrize(
    ("person", "reason", "says"),
    [
        (OKELL, "Left", "cannot remove yourself"),
        (PersonId("eve"), "Left", "not enrolled"),
        (FARROW, " ", "reason"),
    ],
)
def test_a_removal_that_cannot_be_is_refused(person: PersonId, reason: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        removed(person, reason=reason)


def test_only_an_administrator_removes_people_and_makes_ways_back() -> None:
    register = folded(*FOUNDED, enrolled(FARROW, KEY_2))
    farrow = register.enrolled[FARROW].now()
    with pytest.raises(RoleRefusedError, match="administrator"):
        removed(OKELL, by=FARROW)
    with pytest.raises(RoleRefusedError, match="administrator"):
        make_recovery(register, by=farrow, recovery=SHEET, form="sheet", signing_key=KEY, label="1", at=AT)
