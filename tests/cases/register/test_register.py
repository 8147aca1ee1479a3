"""The register as it stands: people and roles as of a moment, definitions and their status, calendars."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.events import When
from sopcheck.cases.register.decisions import calendar_installed
from sopcheck.cases.register.events import (
    CalendarInstalled,
    DefinitionApproved,
    DefinitionInstalled,
    DefinitionProposed,
    DefinitionWithdrawn,
    DeviceAdded,
    PersonEnrolled,
    PersonRemoved,
    RecoveryMade,
    RegisterEvent,
    RoleGranted,
    RoleWithdrawn,
)
from sopcheck.cases.register.fold import fold_register
from sopcheck.cases.register.register import Register, RegisterEntry
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.identity import canonical_form, digest_of
from sopcheck.ledger.entry import ChainId, EntryHash, PersonId
from tests.cases.book import checklist, item
from tests.cases.desk import all_signed

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
LATER = START + timedelta(days=400)
AT = When(START)
OKELL, FARROW = PersonId("okell"), PersonId("farrow")
CSE, ONE = ChecklistId("cse-investigation"), Version("1.0")
CONTENTS = [checklist(item(name), name=CSE) for name in ("one", "two")]
DIGEST, OTHER = (digest_of(content) for content in CONTENTS)
CANONICAL, CANONICAL_OF_OTHER = (canonical_form(content).decode() for content in CONTENTS)
KEY, KEY_2 = "0a" * 32, "0b" * 32


def folded(*events: tuple[PersonId, RegisterEvent | None]) -> Register:
    """The register after these events, one a day."""
    entries = (
        RegisterEntry(
            entry=EntryHash(str(day)),
            by=by,
            recorded=START + timedelta(days=day),
            event=event,
            why_missing="" if event else "It is of a newer kind.",
        )
        for day, (by, event) in enumerate(events)
    )
    return fold_register(entries, signed=all_signed)


def enrolled(person: PersonId, key: str = KEY) -> tuple[PersonId, RegisterEvent]:
    """The person was enrolled."""
    return OKELL, PersonEnrolled(at=AT, person=person, name="DS Okell", number="411", signing_key=key)


def granted(person: PersonId, rank: str = "sergeant") -> tuple[PersonId, RegisterEvent]:
    """The person is a supervisor."""
    return OKELL, RoleGranted(at=AT, person=person, role="supervisor", rank=rank)  # type: ignore[arg-type]


INSTALLATION = DefinitionInstalled(at=AT, checklist=CSE, version=ONE, digest=DIGEST, canonical=CANONICAL)
INSTALLED = (OKELL, INSTALLATION)
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
    register = folded(enrolled(OKELL), granted(OKELL), enrolled(OKELL, KEY_2), enrolled(OKELL, KEY_2))
    assert register.keys() == {OKELL: (KEY, KEY_2)}
    assert register.people(LATER)[0].roles == ("supervisor",)


def test_a_role_of_somebody_unknown_is_set_aside_with_the_reason() -> None:
    register = folded(granted(FARROW), enrolled(FARROW))
    assert [(misfit.entry, "not enrolled" in misfit.why) for misfit in register.set_aside] == [("0", True)]


def test_an_entry_that_cannot_be_read_is_set_aside() -> None:
    assert folded((OKELL, None)).set_aside[0].why == "It is of a newer kind."


def test_a_version_that_somebody_wrote_here_is_a_draft_of_theirs() -> None:
    register = folded(INSTALLED)
    row = register.definitions[CSE, ONE]
    assert (row.status, row.author, row.canonical) == ("draft", OKELL, CANONICAL)


def test_a_version_that_ships_is_an_illustrative_baseline_and_nobodys() -> None:
    entry = RegisterEntry(entry=EntryHash("0"), by=OKELL, recorded=START, event=INSTALLED[1])
    row = fold_register([entry], signed=all_signed, ships=lambda event: event == INSTALLED[1]).definitions[
        CSE, ONE
    ]
    assert (row.status, row.author) == ("illustrative baseline", None)


def test_an_approved_version_is_not_put_forward_again_nor_withdrawn_twice() -> None:
    gone = (OKELL, DefinitionWithdrawn(at=AT, checklist=CSE, version=ONE, digest=DIGEST, reason="Replaced"))
    kept = folded(INSTALLED, PROPOSED, *owner(FARROW), approved(FARROW), PROPOSED)
    assert (kept.definitions[CSE, ONE].status, kept.set_aside[0].why) == (
        "approved",
        "The version was put forward already.",
    )
    assert folded(INSTALLED, gone, gone).set_aside[0].why == "The version was withdrawn already."


def test_an_approval_from_a_day_that_was_past_is_set_aside_on_every_machine() -> None:
    past = DefinitionApproved(
        at=AT, checklist=CSE, version=ONE, digest=DIGEST, effective_from=date(2026, 4, 1)
    )
    register = folded(INSTALLED, PROPOSED, *owner(FARROW), (FARROW, past))
    assert (register.definitions[CSE, ONE].status, "past" in register.set_aside[0].why) == ("proposed", True)


def test_installing_the_same_content_again_changes_nothing() -> None:
    assert folded(INSTALLED, PROPOSED, INSTALLED).definitions[CSE, ONE].status == "proposed"


def test_another_content_under_the_same_version_is_set_aside() -> None:
    other = msgspec.structs.replace(INSTALLATION, digest=OTHER, canonical=CANONICAL_OF_OTHER)
    register = folded(INSTALLED, (OKELL, other))
    assert register.definitions[CSE, ONE].digest == DIGEST
    assert "Another content" in register.set_aside[0].why


@pytest.mark.parametrize("canonical", ["", "{}", "not json", CANONICAL.replace('"format":1', '"format":99')])
def test_a_checklist_that_cannot_be_read_is_set_aside(canonical: str) -> None:
    register = folded((OKELL, msgspec.structs.replace(INSTALLATION, canonical=canonical)))
    assert register.definitions == {}
    assert register.set_aside[0].why == "The checklist that it installs cannot be read."


@pytest.mark.parametrize(
    "named", [{"digest": OTHER}, {"checklist": ChecklistId("online")}, {"version": Version("2.0")}]
)
def test_a_checklist_under_the_name_of_another_is_set_aside(named: dict[str, str]) -> None:
    register = folded((OKELL, msgspec.structs.replace(INSTALLATION, **named)))
    assert register.definitions == {}
    assert register.set_aside[0].why == "The checklist that it installs is not the one that it names."


def owner(person: PersonId, key: str = KEY_2) -> tuple[tuple[PersonId, RegisterEvent], ...]:
    """The person is enrolled as an SOP owner."""
    return enrolled(person, key), (OKELL, RoleGranted(at=AT, person=person, role="sop-owner"))


def test_a_second_person_approves() -> None:
    row = folded(INSTALLED, PROPOSED, *owner(FARROW), approved(FARROW)).definitions[CSE, ONE]
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


def calendar(until: date, *holidays: date) -> tuple[PersonId, CalendarInstalled]:
    """A calendar was installed."""
    made = Calendar(region="X", begins=date(2026, 1, 1), until=until, holidays=frozenset(holidays))
    return OKELL, calendar_installed(made, AT)


def test_the_calendar_that_reaches_furthest_counts_and_of_two_the_later() -> None:
    far = date(2028, 12, 31)
    new = date(2026, 7, 1)
    register = folded(calendar(far), calendar(far, new), calendar(date(2027, 12, 31)))
    row = register.calendar()
    assert row is not None
    assert row.calendar.holidays == {new}
    assert folded().calendar() is None


@pytest.mark.parametrize("canonical", ["", "{}", "not json"])
def test_a_calendar_that_cannot_be_read_is_set_aside(canonical: str) -> None:
    event = CalendarInstalled(at=AT, region="X", until=date(2999, 1, 1), digest="x", canonical=canonical)
    register = folded((OKELL, event))
    assert register.calendar() is None
    assert register.set_aside[0].why == "The calendar that it installs cannot be read."


def test_a_calendar_under_the_name_of_another_is_set_aside() -> None:
    _, event = calendar(date(2027, 12, 31))
    register = folded((OKELL, msgspec.structs.replace(event, digest="0" * 64)))
    assert register.calendar() is None
    assert "not the one that it names" in register.set_aside[0].why


def test_a_machine_that_was_added_is_read_and_changes_nothing() -> None:
    register = folded((OKELL, DeviceAdded(at=AT, device_key=KEY, chains=("c1", "c2"))))
    assert register == folded()


ADMINISTRATOR = (OKELL, RoleGranted(at=AT, person=OKELL, role="administrator"))
FOUNDED = (enrolled(OKELL), ADMINISTRATOR)


def by(person: PersonId, event: RegisterEvent) -> tuple[PersonId, RegisterEvent]:
    """The event, written by that person."""
    return person, event


HOSTILE: dict[str, tuple[RegisterEvent, str]] = {
    "a role for oneself": (RoleGranted(at=AT, person=FARROW, role="supervisor"), "enrol people"),
    "administrator for oneself": (RoleGranted(at=AT, person=FARROW, role="administrator"), "enrol people"),
    "a role taken from another": (
        RoleWithdrawn(at=AT, person=OKELL, role="administrator"),
        "enrol people",
    ),
    "a friend": (
        PersonEnrolled(at=AT, person=PersonId("eve"), name="E", number="9", signing_key="0c" * 32),
        "enrol people",
    ),
    "a person sent away": (PersonRemoved(at=AT, person=OKELL), "enrol people"),
    "a way back of one's own": (
        RecoveryMade(at=AT, recovery=PersonId("eves"), form="sheet", signing_key="0c" * 32),
        "enrol people",
    ),
    "a definition": (INSTALLATION, "install"),
    "a calendar": (
        CalendarInstalled(at=AT, region="X", until=date(2030, 1, 1), digest="x", canonical="{}"),
        "install",
    ),
    "a proposal": (DefinitionProposed(at=AT, checklist=CSE, version=ONE, digest=DIGEST), "propose"),
    "an approval": (approved(FARROW)[1], "approve"),
    "a withdrawal": (
        DefinitionWithdrawn(at=AT, checklist=CSE, version=ONE, digest=DIGEST, reason="No"),
        "approve",
    ),
}


@pytest.mark.parametrize(("event", "action"), HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_without_the_role_writes_is_set_aside_and_kept(
    event: RegisterEvent, action: str
) -> None:
    before = folded(*FOUNDED, enrolled(FARROW, KEY_2))
    after = folded(*FOUNDED, enrolled(FARROW, KEY_2), by(FARROW, event))
    (misfit,) = after.set_aside
    assert misfit.unentitled
    assert misfit.why.startswith(f"Its author had no role in which to {action}")
    assert (after.enrolled, after.definitions, after.calendars) == (
        before.enrolled,
        before.definitions,
        before.calendars,
    )


def test_somebody_never_enrolled_writes_nothing_that_counts() -> None:
    event = RoleGranted(at=AT, person=OKELL, role="auditor")
    (misfit,) = folded(*FOUNDED, by(FARROW, event)).set_aside
    assert (misfit.unentitled, misfit.why) == (True, "Its author was not enrolled when it was written.")


def test_before_there_is_an_administrator_only_who_began_the_register_sets_it_up() -> None:
    event = RoleGranted(at=AT, person=FARROW, role="administrator")
    register = folded(enrolled(OKELL), enrolled(FARROW, KEY_2), by(FARROW, event))
    assert not register.founded
    assert register.set_aside[0].unentitled


def test_a_role_that_was_taken_away_entitles_to_nothing_afterwards() -> None:
    gone = by(OKELL, RoleWithdrawn(at=AT, person=FARROW, role="administrator"))
    granted_farrow = by(OKELL, RoleGranted(at=AT, person=FARROW, role="administrator"))
    event = by(FARROW, RoleGranted(at=AT, person=FARROW, role="auditor"))
    held = folded(*FOUNDED, enrolled(FARROW, KEY_2), granted_farrow, event, gone)
    late = folded(*FOUNDED, enrolled(FARROW, KEY_2), granted_farrow, gone, event)
    assert (len(held.set_aside), len(late.set_aside)) == (0, 1)


@pytest.mark.parametrize("role", ["program", "administrator"])
def test_the_program_installs_what_ships_with_whoever_unlocks_and_nothing_else(role: str) -> None:
    row = RegisterEntry(
        entry=EntryHash("e"), by=FARROW, recorded=LATER, event=INSTALLED[1], role=role, log="c", seq=9
    )
    enrolment = [
        RegisterEntry(entry=EntryHash(str(n)), by=who, recorded=START, event=event)
        for n, (who, event) in enumerate((*FOUNDED, enrolled(FARROW, KEY_2)))
    ]
    shipped = fold_register([*enrolment, row], signed=all_signed, ships=lambda event: event == INSTALLED[1])
    assert bool(shipped.definitions) == (role == "program")
    assert not fold_register([*enrolment, row], signed=all_signed).definitions


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "ff" * 32, "0A" * 32, "0a"])
def test_a_key_that_proves_nothing_enrols_nobody(key: str) -> None:
    register = folded(*FOUNDED, enrolled(FARROW, key))
    assert FARROW not in register.enrolled
    assert "proves nothing" in register.set_aside[0].why


def test_a_key_of_somebody_else_enrols_nobody() -> None:
    register = folded(*FOUNDED, enrolled(FARROW, KEY))
    assert FARROW not in register.enrolled
    assert "Somebody else" in register.set_aside[0].why


def test_a_machine_with_a_key_that_proves_nothing_is_set_aside() -> None:
    register = folded(*FOUNDED, (OKELL, DeviceAdded(at=AT, device_key="00" * 32, chains=())))
    assert [misfit.why for misfit in register.set_aside] == ["Its key proves nothing about who holds it."]


AUTHORS = st.sampled_from([OKELL, FARROW, PersonId("eve")])


@given(st.lists(st.tuples(AUTHORS, st.sampled_from([event for event, _ in HOSTILE.values()])), max_size=12))
def test_however_hostile_a_writer_nothing_of_theirs_counts_and_all_is_kept(
    written: list[tuple[PersonId, RegisterEvent]],
) -> None:
    hostile = [(author, event) for author, event in written if author != OKELL]
    honest = folded(*FOUNDED, enrolled(FARROW, KEY_2))
    register = folded(*FOUNDED, enrolled(FARROW, KEY_2), *hostile)
    assert (register.enrolled, register.definitions) == (honest.enrolled, honest.definitions)
    assert [misfit.unentitled for misfit in register.set_aside] == [True] * len(hostile)


def test_every_kind_of_entry_is_judged() -> None:
    kinds = {type(event) for event, _ in HOSTILE.values()} | {DeviceAdded}
    assert kinds == set(get_args(RegisterEvent))


def beginning(by: PersonId, log: str, day: int) -> RegisterEntry:
    """Somebody begins the register on a chain, with themselves."""
    event = PersonEnrolled(at=AT, person=by, name=by, number=by, signing_key=(KEY, KEY_2)[by == FARROW])
    return RegisterEntry(
        entry=EntryHash(f"{by} {log}"),
        by=by,
        recorded=START + timedelta(days=day),
        log=ChainId(log),
        begins=True,
        event=event,
    )


@pytest.mark.parametrize(("own", "counts"), [("mine", OKELL), ("theirs", FARROW), ("another", FARROW)])
def test_of_two_beginnings_the_one_on_the_chain_of_this_device_counts(own: str, counts: PersonId) -> None:
    # The forged one is dated before the true one, and so stands first.
    rows = (beginning(FARROW, "theirs", 0), beginning(OKELL, "mine", 1))
    found = fold_register(rows, signed=all_signed, own=own)
    assert list(found.enrolled) == [counts]
    assert [one.why for one in found.set_aside] == [
        "The register had begun already, and this does not follow from it."
    ]
