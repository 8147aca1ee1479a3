"""A newer program brings newer checklists and a longer calendar into a vault when it is next unlocked."""

import msgspec
import pytest

from sopcheck.cases.register.decisions import calendar_installed
from sopcheck.checklists import calendar, packs
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Version
from sopcheck.checklists.packs import PackSource
from sopcheck.checklists.reader import read
from sopcheck.ledger.entry import ACCESS, REGISTER
from sopcheck.services.desk import Desk
from sopcheck.services.opening import Shipped
from tests.services.test_calendars import FRIDAY, LATER, needs
from tests.world import MAIN, PASSPHRASE, World

NEXT = Version("1.1")


def unlocked_by_a_newer_program(world: World, monkeypatch: pytest.MonkeyPatch, newest: Calendar) -> Desk:
    """DC Farrow unlocks with the program as it ships later: a version and a calendar more."""
    main, *others = packs.shipped()
    yaml = main.yaml.replace(b'version: "1.0"', b'version: "1.1"')
    found = read(yaml, name="next.yaml")
    brought = PackSource(main.id, NEXT, "next.yaml", yaml, found.digest)
    monkeypatch.setattr(packs, "shipped", lambda: (main, *others, brought))
    monkeypatch.setattr(calendar, "shipped", lambda: newest)
    world.desk.lock()
    world.desk = world.program.unlock(world.people["farrow"], PASSPHRASE)
    world.at_desk = "farrow"
    return world.desk


def test_what_ships_later_enters_with_the_next_unlock_whoever_unlocks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unlocked_by_a_newer_program(world, monkeypatch, LATER)
    row = desk.opened.register.row(MAIN, NEXT)
    assert (row.status, row.author) == ("illustrative baseline", None)
    assert desk.calendars.current == LATER


def test_a_longer_calendar_settles_what_was_provisional(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.clock.moment = FRIDAY
    case = world.open().id
    assert needs(world.add_child(case)).provisional
    desk = unlocked_by_a_newer_program(world, monkeypatch, LATER)
    assert not needs(desk.casework.view(case)).provisional
    assert not desk.opened.vault.index.must_rebuild


def test_a_calendar_that_ends_no_later_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = world.desk.calendars.current
    shorter = msgspec.structs.replace(LATER, until=before.until)
    assert unlocked_by_a_newer_program(world, monkeypatch, shorter).calendars.current == before


def test_what_is_there_already_is_not_written_again(world: World) -> None:
    entries = len(world.desk.opened.vault.ledger.entries(REGISTER))
    desk = world.as_("farrow")
    assert len(desk.opened.vault.ledger.entries(REGISTER)) == entries
    assert desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "Unlocked"


def test_only_the_calendar_of_the_program_passes_for_it(world: World) -> None:
    ships, at = Shipped(packs=packs.shipped, calendar=calendar.shipped), world.desk.opened.register.at()
    assert ships.brings(calendar_installed(calendar.shipped(), at))
    assert not ships.brings(calendar_installed(LATER, at))
