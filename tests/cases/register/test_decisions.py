"""Decisions about the register: who may enrol, install and approve, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from sopcheck.cases.decisions import ActRefusedError, RoleRefusedError
from sopcheck.cases.events import When
from sopcheck.cases.register import decisions as decide
from sopcheck.cases.register.events import RegisterEvent, Role, RoleGranted
from sopcheck.cases.register.fold import fold_register
from sopcheck.cases.register.register import Person, Register, RegisterEntry
from sopcheck.checklists.definition import Checklist
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.desk import CALENDAR, CSE, DEFINITIONS, ONE, accepted, all_signed

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
AT = When(NOW)
ADMIN = Person(person=PersonId("admin"), name="Ms Hall", roles=("administrator",))
OWNER = Person(person=PersonId("owner"), name="DCI Ash", roles=("sop-owner",))
SECOND = Person(person=PersonId("second"), name="Supt Vale", roles=("sop-owner",))
NOBODY = Person(person=PersonId("nobody"), name="PC New")
KEY = "0a" * 32


def folded(*events: tuple[Person, RegisterEvent]) -> Register:
    """The register after these events."""
    entries = (
        RegisterEntry(entry=EntryHash(str(n)), by=by.person, recorded=NOW, event=event)
        for n, (by, event) in enumerate(events)
    )
    return fold_register(entries, signed=all_signed)


EMPTY = folded()


def founding() -> tuple[tuple[Person, RegisterEvent], ...]:
    """The events with which the administrator founds the register."""
    enrolled = decide.enrol(
        EMPTY, by=ADMIN, person=ADMIN.person, name=ADMIN.name, number="1", signing_key=KEY, at=AT
    )
    first = folded((ADMIN, enrolled))
    role = decide.grant(first, by=ADMIN, person=ADMIN.person, role="administrator", rank=None, at=AT)
    return (ADMIN, enrolled), (ADMIN, role)


FOUNDED = folded(*founding())


def owners() -> tuple[tuple[Person, RegisterEvent], ...]:
    """The events with which the administrator enrols the two SOP owners."""
    return tuple(
        (ADMIN, event)
        for number, owner in enumerate((OWNER, SECOND), start=2)
        for event in (
            decide.enrol(
                FOUNDED,
                by=ADMIN,
                person=owner.person,
                name=owner.name,
                number=str(number),
                signing_key=f"{number:02d}" * 32,
                at=AT,
            ),
            RoleGranted(at=AT, person=owner.person, role="sop-owner"),
        )
    )


def checklist() -> Checklist:
    """The main checklist."""
    found = DEFINITIONS.find(CSE, ONE)
    assert found is not None
    return found


def installed(*more: tuple[Person, RegisterEvent]) -> Register:
    """The register with the main checklist, and more."""
    event = decide.install_definition(FOUNDED, checklist(), by=OWNER, yaml="# ours", at=AT)
    return folded(*founding(), *owners(), (OWNER, event), *more)


def test_the_first_person_founds_the_register() -> None:
    assert FOUNDED.founded
    assert [person.roles for person in FOUNDED.people(NOW)] == [("administrator",)]


@pytest.mark.parametrize("by", [OWNER, NOBODY])
def test_afterwards_only_an_administrator_enrols(by: Person) -> None:
    with pytest.raises(RoleRefusedError, match="administrator"):
        decide.enrol(
            FOUNDED, by=by, person=PersonId("x"), name="PC X", number="2", signing_key="0b" * 32, at=AT
        )


@pytest.mark.parametrize(
    ("name", "number", "key", "word"),
    [
        ("", "2", "0b" * 32, "name"),
        ("PC X", "2", "0b", "not a signing key"),
        ("PC X", "2", "zz" * 32, "not a signing key"),
        ("PC X", "2", "00" * 32, "not a signing key"),
        ("PC X", "1", "0b" * 32, "number or key"),
        ("PC X", "2", KEY, "number or key"),
    ],
)
def test_nobody_is_enrolled_twice_or_without_name_or_key(name: str, number: str, key: str, word: str) -> None:
    with pytest.raises(RefusedError, match=word):
        decide.enrol(
            FOUNDED, by=ADMIN, person=PersonId("x"), name=name, number=number, signing_key=key, at=AT
        )


def test_a_role_goes_to_somebody_enrolled() -> None:
    role: Role = "supervisor"
    assert (
        decide.grant(FOUNDED, by=ADMIN, person=ADMIN.person, role=role, rank="sergeant", at=AT).role == role
    )
    with pytest.raises(ActRefusedError, match="not enrolled"):
        decide.grant(FOUNDED, by=ADMIN, person=PersonId("x"), role=role, rank=None, at=AT)


def withdrawn(register: Register, role: Role, reason: str = "Left") -> RegisterEvent:
    """Take a role from the administrator."""
    return decide.withdraw_role(
        register, by=ADMIN, person=ADMIN.person, role=role, reason=reason, at=AT, now=NOW
    )


def test_the_last_administrator_stays_one() -> None:
    with pytest.raises(ActRefusedError, match="last administrator"):
        withdrawn(FOUNDED, "administrator")


def test_a_role_is_taken_with_a_reason_from_whoever_has_it() -> None:
    both = folded(
        *founding(),
        (ADMIN, decide.grant(FOUNDED, by=ADMIN, person=ADMIN.person, role="auditor", rank=None, at=AT)),
    )
    assert accepted(withdrawn(both, "auditor"))
    with pytest.raises(ActRefusedError, match="does not have this role"):
        withdrawn(FOUNDED, "auditor")
    with pytest.raises(RefusedError, match="reason"):
        withdrawn(both, "auditor", reason="")


def test_a_version_is_installed_once() -> None:
    register = installed()
    row = register.definitions[CSE, ONE]
    assert (row.status, row.yaml) == ("draft", "# ours")
    with pytest.raises(ActRefusedError, match="installed already"):
        decide.install_definition(register, checklist(), by=OWNER, yaml="", at=AT)


def test_another_content_needs_another_version() -> None:
    found = checklist()
    other = type(found)(
        **{**{name: getattr(found, name) for name in found.__struct_fields__}, "title": "Other"}
    )
    with pytest.raises(ActRefusedError, match="new version"):
        decide.install_definition(installed(), other, by=OWNER, yaml="", at=AT)


PROPOSED = (OWNER, decide.propose(installed(), CSE, ONE, by=OWNER, at=AT, reason="Inspection"))


def approved(by: Person, register: Register, from_: date = date(2026, 6, 1)) -> RegisterEvent:
    """Approve the main checklist."""
    given = decide.Approval(effective_from=from_, reason="The board agreed", authority="Force policy 12")
    return decide.approve(register, CSE, ONE, given, by=by, at=AT)


def test_a_second_person_approves_a_proposed_version() -> None:
    register = installed(PROPOSED)
    both = installed(PROPOSED, (SECOND, approved(SECOND, register)))
    assert both.definitions[CSE, ONE].status == "approved"


def test_nobody_approves_the_own_proposal_or_what_is_not_proposed() -> None:
    with pytest.raises(ActRefusedError, match="another person"):
        approved(OWNER, installed(PROPOSED))
    with pytest.raises(ActRefusedError, match="not proposed"):
        approved(SECOND, installed())


def test_whoever_wrote_a_version_does_not_approve_it_though_somebody_else_proposed_it() -> None:
    proposed = decide.propose(installed(), CSE, ONE, by=SECOND, at=AT, reason="Inspection")
    with pytest.raises(ActRefusedError, match="wrote or proposed"):
        approved(OWNER, installed((SECOND, proposed)))


def test_an_approval_comes_into_force_today_at_the_earliest() -> None:
    register = installed(PROPOSED)
    assert accepted(approved(SECOND, register, NOW.date()))
    with pytest.raises(ActRefusedError, match="in the past"):
        approved(SECOND, register, date(2026, 4, 30))


def test_a_proposal_and_an_approval_say_why() -> None:
    with pytest.raises(RefusedError, match="reason for the change"):
        decide.propose(installed(), CSE, ONE, by=OWNER, at=AT, reason=" ")
    given = decide.Approval(effective_from=NOW.date(), reason="")
    with pytest.raises(RefusedError, match="reason for the approval"):
        decide.approve(installed(PROPOSED), CSE, ONE, given, by=SECOND, at=AT)


def test_a_version_is_proposed_once_and_only_if_it_is_here() -> None:
    with pytest.raises(ActRefusedError, match="proposed already"):
        decide.propose(installed(PROPOSED), CSE, ONE, by=OWNER, at=AT, reason="Again")
    with pytest.raises(ActRefusedError, match="not installed"):
        decide.propose(FOUNDED, CSE, ONE, by=OWNER, at=AT, reason="Early")


def test_a_version_is_withdrawn_once_with_a_reason() -> None:
    gone = decide.withdraw_definition(installed(), CSE, ONE, by=OWNER, at=AT, reason="Replaced")
    with pytest.raises(ActRefusedError, match="withdrawn already"):
        decide.withdraw_definition(installed((OWNER, gone)), CSE, ONE, by=OWNER, at=AT, reason="Again")


def test_a_calendar_is_installed_once() -> None:
    event = decide.install_calendar(FOUNDED, CALENDAR, by=ADMIN, at=AT)
    register = folded(*founding(), (ADMIN, event))
    row = register.calendar()
    assert row is not None
    assert row.calendar == CALENDAR
    with pytest.raises(ActRefusedError, match="installed already"):
        decide.install_calendar(register, CALENDAR, by=ADMIN, at=AT)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"region": "Scotland"}, "not that of England and Wales"),
        ({"begins": CALENDAR.begins + timedelta(days=1)}, "Choose one that knows these and more"),
        ({"until": CALENDAR.until - timedelta(days=1)}, "Choose one that knows these and more"),
    ],
)
def test_a_calendar_that_knows_less_is_refused(changed: dict[str, object], said: str) -> None:
    register = folded(*founding(), (ADMIN, decide.install_calendar(FOUNDED, CALENDAR, by=ADMIN, at=AT)))
    other = msgspec.structs.replace(CALENDAR, **changed)
    with pytest.raises(ActRefusedError, match=said):
        decide.install_calendar(register, other, by=ADMIN, at=AT)


def test_a_calendar_with_a_holiday_put_right_takes_the_place_of_the_first() -> None:
    first = decide.install_calendar(FOUNDED, CALENDAR, by=ADMIN, at=AT)
    register = folded(*founding(), (ADMIN, first))
    better = msgspec.structs.replace(CALENDAR, holidays=CALENDAR.holidays | {date(2026, 7, 1)})
    after = folded(
        *founding(), (ADMIN, first), (ADMIN, decide.install_calendar(register, better, by=ADMIN, at=AT))
    )
    row = after.calendar()
    assert row is not None
    assert date(2026, 7, 1) in row.calendar.holidays
