"""What is due is told when the vault is open; the file to take along says nothing of any case."""

import re
from datetime import timedelta

import pytest

from sopcheck.cases.events import CaseId, When
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.reminders import SUMMARY, DueNow
from tests.world import World, place


@pytest.fixture
def case(world: World) -> CaseId:
    """A case reported two hours ago; DS Okell supervises it and is at the desk."""
    opened = world.open("NV/CSE/26/0101").id
    world.as_("okell")
    return opened


def counted(due: DueNow) -> tuple[int, int, int]:
    return len(due.overdue), len(due.today), len(due.directions)


def test_a_review_of_tomorrow_is_not_due_and_that_of_today_is(world: World, case: CaseId) -> None:
    assert counted(world.desk.reminders.due()) == (0, 0, 0)
    world.clock.forward(hours=12)
    assert counted(world.desk.reminders.due()) == (0, 1, 0)


def test_a_review_whose_time_is_over_is_overdue(world: World, case: CaseId) -> None:
    world.clock.forward(hours=22)
    assert counted(world.desk.reminders.due()) == (0, 1, 0)
    world.clock.forward(seconds=1)
    assert counted(world.desk.reminders.due()) == (1, 0, 0)


def test_an_investigator_is_told_of_directions_and_not_of_reviews(world: World, case: CaseId) -> None:
    review = world.desk.supervision.open(case).review
    today = world.clock.now().date()
    world.desk.supervision.direct(case, review, place("record-crime"), "Today", today)
    world.desk.supervision.direct(case, review, place("research-systems"), "Soon", today + timedelta(days=1))
    world.clock.forward(hours=3)
    reminders = world.as_("farrow").reminders
    assert counted(reminders.due()) == (0, 0, 1)
    direction = world.desk.casework.refresh(case).case.directions[0]
    world.desk.casework.answer_direction(case, direction.entry, "Recorded")
    assert counted(reminders.due()) == (0, 0, 0)


def test_what_is_due_keeps_its_key_while_time_passes(world: World, case: CaseId) -> None:
    world.clock.forward(hours=12)
    first = world.desk.reminders.due().today
    world.clock.forward(minutes=5)
    assert world.desk.reminders.due().today == first


def test_the_calendar_has_the_reviews_to_come_and_nothing_of_the_case(world: World, case: CaseId) -> None:
    data = world.desk.reminders.calendar().decode()
    assert data.count("BEGIN:VEVENT") == 6
    assert data.count(f"SUMMARY:{SUMMARY}\r\n") == 6
    assert "DTSTART:20260508T110000Z" in data
    for detail in ("NV", "0101", "Heather", "Okell", "Farrow", str(case)):
        assert detail not in data


def test_nothing_in_it_is_noted_for_it_tells_nothing(world: World, case: CaseId) -> None:
    before = len(world.desk.opened.vault.ledger.entries(ACCESS))
    world.desk.reminders.calendar()
    assert len(world.desk.opened.vault.ledger.entries(ACCESS)) == before


def test_references_are_there_on_request_and_the_export_is_noted(world: World, case: CaseId) -> None:
    data = world.desk.reminders.calendar(with_references=True).decode()
    assert f"SUMMARY:{SUMMARY} (NV/CSE/26/0101)" in data
    assert "Heather" not in data
    assert world.desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "CaseExported"


def test_a_review_that_moves_keeps_its_entry(world: World, case: CaseId) -> None:
    def of_review(data: bytes) -> set[str]:
        return set(re.findall(r"UID:(\w+)", data.decode()))

    before = of_review(world.desk.reminders.calendar())
    world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    after = of_review(world.desk.reminders.calendar())
    assert after < before
    assert len(before - after) == 1


def test_what_is_overdue_is_not_in_the_calendar(world: World, case: CaseId) -> None:
    world.clock.forward(hours=23)
    data = world.desk.reminders.calendar().decode()
    assert "DTSTART:20260508T110000Z" not in data
    assert data.count("BEGIN:VEVENT") == 5


def test_who_holds_no_reviews_gets_an_empty_calendar(world: World, case: CaseId) -> None:
    data = world.as_("farrow").reminders.calendar()
    assert data.startswith(b"BEGIN:VCALENDAR")
    assert b"VEVENT" not in data


def test_a_case_of_another_supervisor_is_not_in_it(world: World, case: CaseId) -> None:
    world.desk.casework.assign(case, "supervisor", world.people["teal"], When(world.clock.now()))
    other = world.open("NV/2").id
    data = world.as_("okell").reminders.calendar(with_references=True).decode()
    assert "NV/2" in data
    assert "0101" not in data
    assert other
