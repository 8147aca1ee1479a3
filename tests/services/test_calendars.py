"""A later bank-holiday calendar: what it changes, who may install it, and the limits that it settles."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from sopcheck.cases.evaluation import state_of
from sopcheck.cases.refusals import ActRefusedError, RoleRefusedError
from sopcheck.cases.states import LimitState
from sopcheck.checklists.calendar import Calendar, CalendarError, calendar_form, shipped
from sopcheck.services.views import CaseView
from tests.world import World, place

NEW_YEAR = date(2029, 1, 1)
LATER = msgspec.structs.replace(
    shipped(), until=date(2029, 12, 31), holidays=shipped().holidays | {NEW_YEAR, date(2028, 7, 3)}
)
FRIDAY = datetime(2028, 12, 29, 10, tzinfo=UTC)


def needs(view: CaseView) -> LimitState:
    """The limit of the needs assessment of the first child: one working day."""
    found = state_of(view.evaluation, place("assess-needs", view.evaluation.subjects[0].subject))
    assert found is not None
    assert found.limit is not None
    return found.limit


def installed(world: World, calendar: Calendar) -> None:
    """DS Okell, who is an SOP owner, installs a calendar."""
    world.as_("okell").calendars.install(calendar_form(calendar))


def test_a_later_calendar_says_what_it_adds_and_what_it_drops(world: World) -> None:
    mended = msgspec.structs.replace(LATER, holidays=LATER.holidays - {date(2028, 5, 1)})
    change = world.desk.calendars.compare(calendar_form(mended))
    assert (change.calendar.until, change.was.until) == (LATER.until, shipped().until)
    # Of what the old one did not reach, nothing is said to be new.
    assert (change.added, change.dropped) == ((date(2028, 7, 3),), (date(2028, 5, 1),))
    assert world.desk.calendars.current == shipped()


def test_a_limit_beyond_the_calendar_is_provisional_and_settles_with_a_later_one(world: World) -> None:
    world.clock.moment = FRIDAY
    case = world.open().case.id
    assert case is not None
    before = needs(world.add_child(case))
    assert (before.ends, before.provisional) == (datetime(2029, 1, 2, tzinfo=UTC), True)
    installed(world, LATER)
    after = needs(world.desk.casework.view(case))
    assert (after.ends, after.provisional) == (datetime(2029, 1, 3, tzinfo=UTC), False)


def test_the_lists_count_by_the_new_calendar_at_once(world: World) -> None:
    world.clock.moment = FRIDAY
    world.open()
    installed(world, LATER)
    assert not world.desk.opened.vault.index.must_rebuild
    assert len(world.desk.casework.cases()) == 1


def test_an_investigator_installs_none_and_the_attempt_is_noted(world: World) -> None:
    with pytest.raises(RoleRefusedError, match="To install takes the role of"):
        world.as_("farrow").calendars.install(calendar_form(LATER))
    assert world.desk.calendars.current == shipped()
    assert not world.desk.opened.vault.index.must_rebuild


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff"])
def test_what_is_no_calendar_is_refused(world: World, data: bytes) -> None:
    with pytest.raises(CalendarError, match="not a calendar of bank holidays"):
        world.desk.calendars.install(data)


def test_a_calendar_that_knows_less_is_refused_and_changes_nothing(world: World) -> None:
    with pytest.raises(ActRefusedError, match="from 2016-01-01 to 2028-12-31"):
        installed(world, shipped().cut_at(date(2027, 12, 31)))
    assert world.desk.calendars.current == shipped()
