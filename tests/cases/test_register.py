"""The register as it stands: people and roles as of a moment, definitions and their status, calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sopcheck.cases.events import When
from sopcheck.cases.register import Register, RegisterEntry, fold_register
from sopcheck.cases.register_events import (
    CalendarInstalled,
    DefinitionApproved,
    DefinitionInstalled,
    DefinitionProposed,
    DefinitionWithdrawn,
    DeviceAdded,
    PersonEnrolled,
    RegisterEvent,
    RoleGranted,
    RoleWithdrawn,
)
from sopcheck.checklists.definition import ChecklistId, Digest, Version
from sopcheck.ledger.entry import EntryHash, PersonId

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
LATER = START + timedelta(days=400)
AT = When(START)
OKELL, FARROW = PersonId("okell"), PersonId("farrow")
CSE, ONE = ChecklistId("cse-investigation"), Version("1.0")
DIGEST, OTHER = Digest("a" * 64), Digest("b" * 64)


def folded(*events: tuple[PersonId, RegisterEvent | None]) -> Register:
    """The register after these events, one a day."""
    return fold_register(
        RegisterEntry(
            entry=EntryHash(str(day)),
            by=by,
            recorded=START + timedelta(days=day),
            event=event,
            why_missing="" if event else "It is of a newer kind.",
        )
        for day, (by, event) in enumerate(events)
    )


def enrolled(person: PersonId, key: str = "00") -> tuple[PersonId, RegisterEvent]:
    """The person was enrolled."""
    return OKELL, PersonEnrolled(at=AT, person=person, name="DS Okell", number="411", signing_key=key)


def granted(person: PersonId, rank: str = "sergeant") -> tuple[PersonId, RegisterEvent]:
    """The person is a supervisor."""
    return OKELL, RoleGranted(at=AT, person=person, role="supervisor", rank=rank)  # type: ignore[arg-type]


INSTALLED = (OKELL, DefinitionInstalled(at=AT, checklist=CSE, version=ONE, digest=DIGEST, canonical="{}"))
PROPOSED = (OKELL, DefinitionProposed(at=AT, checklist=CSE, version=ONE, digest=DIGEST))


def approved(by: PersonId) -> tuple[PersonId, RegisterEvent]:
    """The version was approved."""
    event = DefinitionApproved(
        at=AT, checklist=CSE, version=ONE, digest=DIGEST, effective_from=date(2026, 6, 1), authority="ACC"
    )
    return by, event


def test_a_person_has_the_roles_and_rank_that_were_granted() -> None:
    person = folded(enrolled(OKELL), granted(OKELL)).person(OKELL, LATER)
    assert person is not None
    assert (person.roles, person.rank, person.number) == (("supervisor",), "sergeant", "411")


def test_a_role_counts_from_when_it_was_granted() -> None:
    register = folded(enrolled(OKELL), granted(OKELL))
    before = register.person(OKELL, START + timedelta(hours=23))
    after = register.person(OKELL, START + timedelta(days=1))
    assert before is not None
    assert after is not None
    assert (before.roles, after.roles) == ((), ("supervisor",))


def test_a_withdrawn_role_was_held_until_then() -> None:
    gone = (OKELL, RoleWithdrawn(at=AT, person=OKELL, role="supervisor"))
    register = folded(enrolled(OKELL), granted(OKELL), gone)
    held = register.person(OKELL, START + timedelta(days=1, hours=5))
    now = register.person(OKELL, LATER)
    assert held is not None
    assert now is not None
    assert (held.roles, now.roles) == (("supervisor",), ())


def test_a_promotion_changes_the_rank_from_then_on() -> None:
    register = folded(enrolled(OKELL), granted(OKELL), granted(OKELL, "inspector"))
    assert [person.rank for person in register.people(LATER)] == ["inspector"]


def test_somebody_never_enrolled_is_nobody() -> None:
    assert folded(enrolled(OKELL)).person(FARROW, LATER) is None


def test_enrolling_again_adds_a_key_and_keeps_the_roles() -> None:
    register = folded(enrolled(OKELL), granted(OKELL), enrolled(OKELL, "01"), enrolled(OKELL, "01"))
    assert register.keys() == {OKELL: ("00", "01")}
    assert register.people(LATER)[0].roles == ("supervisor",)


def test_a_role_of_somebody_unknown_is_set_aside_with_the_reason() -> None:
    register = folded(granted(FARROW), enrolled(FARROW))
    assert [(misfit.entry, "not enrolled" in misfit.why) for misfit in register.set_aside] == [("0", True)]


def test_an_entry_that_cannot_be_read_is_set_aside() -> None:
    assert folded((OKELL, None)).set_aside[0].why == "It is of a newer kind."


def test_a_shipped_version_is_an_illustrative_baseline() -> None:
    register = folded(INSTALLED)
    row = register.by_digest(DIGEST)
    assert row is not None
    assert (row.status, row.canonical) == ("illustrative baseline", "{}")
    assert register.by_digest(OTHER) is None


def test_installing_the_same_content_again_changes_nothing() -> None:
    assert folded(INSTALLED, PROPOSED, INSTALLED).definitions[CSE, ONE].status == "proposed"


def test_another_content_under_the_same_version_is_set_aside() -> None:
    other = (OKELL, DefinitionInstalled(at=AT, checklist=CSE, version=ONE, digest=OTHER, canonical="[]"))
    register = folded(INSTALLED, other)
    assert register.definitions[CSE, ONE].digest == DIGEST
    assert "Another content" in register.set_aside[0].why


def test_a_second_person_approves() -> None:
    row = folded(INSTALLED, PROPOSED, approved(FARROW)).definitions[CSE, ONE]
    assert (row.status, row.approved_by, row.effective_from) == ("approved", FARROW, date(2026, 6, 1))


@pytest.mark.parametrize("before", [(INSTALLED, PROPOSED), (INSTALLED,)])
def test_an_approval_by_the_proposer_or_without_proposal_is_set_aside(
    before: tuple[tuple[PersonId, RegisterEvent], ...],
) -> None:
    register = folded(*before, approved(OKELL))
    assert register.definitions[CSE, ONE].status != "approved"
    assert "second person" in register.set_aside[0].why


def test_a_status_of_something_not_here_is_set_aside() -> None:
    assert "not here yet" in folded(PROPOSED).set_aside[0].why


def test_a_version_may_be_withdrawn() -> None:
    gone = (OKELL, DefinitionWithdrawn(at=AT, checklist=CSE, version=ONE, digest=DIGEST, reason="Replaced"))
    assert folded(INSTALLED, gone).definitions[CSE, ONE].status == "withdrawn"


def calendar(until: date, digest: str) -> tuple[PersonId, RegisterEvent]:
    """A calendar was installed."""
    event = CalendarInstalled(at=AT, region="England and Wales", until=until, digest=digest, canonical="{}")
    return OKELL, event


def test_the_calendar_that_reaches_furthest_counts_and_of_two_the_later() -> None:
    far = date(2028, 12, 31)
    register = folded(calendar(far, "old"), calendar(far, "new"), calendar(date(2027, 12, 31), "short"))
    row = register.calendar()
    assert row is not None
    assert row.digest == "new"
    assert folded().calendar() is None


def test_devices_are_kept_in_order() -> None:
    device = DeviceAdded(at=AT, device_key="00", chains=("c1", "c2"))
    assert folded((OKELL, device)).devices == (device,)
