"""Backups make themselves, say when they could not, and are proved by a rehearsal that is noted."""

from pathlib import Path

import pytest

from sopcheck.cases import codec
from sopcheck.cases.access_events import RestoreRehearsed, VaultKeyChanged, VaultRestored
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import ACCESS, case_book
from sopcheck.services.desk import Desk
from sopcheck.services.ways_in import Passphrase
from sopcheck.vault.backup import Backups
from sopcheck.vault.errors import DISK_FULL, DiskError
from tests.world import PASSPHRASE, World


def noted(desk: Desk) -> list[object]:
    entries = desk.opened.vault.ledger.entries(ACCESS)
    return [codec.decode(entry.kind, entry.version, entry.body) for entry in entries]


def test_the_first_unlock_of_a_day_makes_one_and_the_second_does_not(world: World) -> None:
    assert world.desk.backups.make_first_of_day() is not None
    world.open()
    assert world.desk.backups.make_first_of_day() is None
    world.clock.forward(days=1)
    assert world.desk.backups.make_first_of_day() is not None


def test_a_day_on_which_nothing_was_recorded_needs_none(world: World) -> None:
    world.desk.backups.make()
    world.clock.forward(days=1)
    world.desk.assurance.verify()
    assert world.desk.backups.make_first_of_day() is None


def test_closing_makes_one_where_something_was_recorded(world: World) -> None:
    world.desk.backups.make()
    assert world.desk.backups.make_on_closing() is None
    world.open()
    assert world.desk.backups.make_on_closing() is not None


def test_one_that_could_not_be_made_by_itself_says_that_it_was_the_backup(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskError(DISK_FULL)

    monkeypatch.setattr(Backups, "make", full)
    with pytest.raises(UnavailableError, match=r"Today's backup could not be made. The disk is full"):
        world.desk.backups.make_first_of_day()


def test_the_status_tells_the_newest_and_when_one_was_restored(world: World) -> None:
    desk = world.desk
    assert desk.backups.status().newest is None
    desk.backups.make()
    world.clock.forward(hours=1)
    found = desk.backups.rehearse()
    status = desk.backups.status()
    assert (status.count, status.newest, status.rehearsed) == (1, found.made, world.clock.now())
    assert found.problems == 0
    event = noted(desk)[-1]
    assert isinstance(event, RestoreRehearsed)
    assert event.entries == found.entries > 0


def test_without_a_backup_there_is_nothing_to_rehearse(world: World) -> None:
    with pytest.raises(RefusedError, match="Make one first"):
        world.desk.backups.rehearse()


def test_a_restore_is_noted_with_what_it_lacks_and_said_once(world: World) -> None:
    row = world.desk.backups.make()
    view = world.open()
    world.as_("okell").lock()
    desk, restored = world.program.access.restore(row.path, Passphrase(world.people["okell"], PASSPHRASE))
    assert restored.missing is not None
    assert restored.missing > 0
    event = next(one for one in reversed(noted(desk)) if isinstance(one, VaultRestored))
    assert (event.backup, event.missing) == (row.made, restored.missing)
    assert case_book(view.id) not in desk.opened.vault.ledger.books()
    desk.lock()
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    assert not any("missing" in notice for notice in world.desk.opened.vault.notices)


def test_work_goes_on_after_a_restore_and_everything_verifies(world: World) -> None:
    row = world.desk.backups.make()
    world.open()
    world.as_("okell").lock()
    world.desk, _ = world.program.access.restore(row.path, Passphrase(world.people["okell"], PASSPHRASE))
    world.at_desk = "okell"
    world.open("NV/2")
    assert world.desk.assurance.verify().problems == ()


def test_only_whom_the_backup_knows_restores_it(world: World) -> None:
    row = world.desk.backups.make()
    world.desk.lock()
    with pytest.raises(RefusedError):
        world.program.access.restore(row.path, Passphrase(world.people["okell"], "some other words here"))
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)


def test_a_removed_person_has_no_role_no_slot_and_stays_in_the_record(world: World) -> None:
    world.open()
    world.as_("okell").people.remove(world.people["farrow"], "Left the unit")
    assert [label.label for label in world.program.access.people()] == ["okell", "teal"]
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    known = world.desk.opened.register.people[world.people["farrow"]]
    assert (known.name, known.roles) == ("DC Farrow", ())
    assert known not in world.desk.people.who_can_unlock()
    assert len(world.desk.people.who_can_unlock()) == 2
    assert world.desk.assurance.verify().problems == ()
    assert any(isinstance(one, VaultKeyChanged) for one in noted(world.desk))


@pytest.mark.parametrize(
    ("by", "whom", "says"),
    [("okell", "okell", "cannot remove yourself"), ("farrow", "teal", "administrator")],
)
def test_a_removal_that_is_refused_changes_nothing(world: World, by: str, whom: str, says: str) -> None:
    desk = world.as_(by)
    with pytest.raises(RefusedError, match=says):
        desk.people.remove(world.people[whom], "Left")
    assert len(world.program.access.people()) == 3
    desk.status()


def test_a_removal_that_cannot_give_the_new_key_to_all_removes_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sopcheck.vault.moving.is_certified", lambda *_: False)
    with pytest.raises(RefusedError, match="new key cannot be given"):
        world.desk.people.remove(world.people["farrow"], "Left")
    monkeypatch.undo()
    assert len(world.program.access.people()) == 3
    assert world.desk.opened.register.people[world.people["farrow"]].roles == ("investigator",)


def test_the_key_is_changed_without_removing_anybody(world: World) -> None:
    world.desk.backups.make()
    world.as_("farrow")
    world.as_("okell").people.change_key()
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    assert world.desk.assurance.notices == ()
    status = world.desk.backups.status()
    assert (status.newest, status.of_older_keys) == (None, 1)
    world.as_("farrow")


def test_backups_go_where_they_are_put(world: World, tmp_path: Path) -> None:
    world.desk.backups.put_into(tmp_path / "place")
    assert world.desk.backups.make().path.parent == tmp_path / "place"
    assert world.desk.backups.status().place == tmp_path / "place"
