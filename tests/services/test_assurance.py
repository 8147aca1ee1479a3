"""Assurance: what was recorded verifies, and what is derived can be made again."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.cases.events import When
from sopcheck.cases.register.events import RoleGranted
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import REGISTER
from sopcheck.ledger.verify import What
from sopcheck.services.access_book import Wanted
from sopcheck.services.assurance import FIRST_SEEN, FOUND, MADE_AGAIN, OLDER_KEY
from sopcheck.services.people import NewPerson
from sopcheck.services.ways_in import Passphrase
from sopcheck.vault.anchors import SUFFIX
from tests.world import PASSPHRASE, START, World, copied, place

REED = NewPerson(name="PC Reed", number="3310", label="reed", rank="constable", roles=("investigator",))


def test_everything_recorded_verifies(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="1")
    report = world.desk.assurance.verify()
    assert report.ok
    assert report.entries > 20
    assert report.problems == ()


def test_progress_is_told_while_verifying(world: World) -> None:
    told: list[tuple[int, int]] = []
    world.desk.assurance.verify(lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1]


def test_the_index_can_be_made_again_from_the_ledger(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="ZX-99")
    before = world.desk.casework.cases()
    assert world.desk.assurance.rebuild() == 1
    assert world.desk.casework.cases() == before
    assert [hit.case for hit in world.desk.casework.search("zx")] == [case]


def test_the_status_counts_what_is_there(world: World) -> None:
    view = world.open()
    status = world.desk.assurance.status()
    assert (status.cases, status.people) == (1, 3)
    assert status.size_bytes >= 4096
    assert view.state(place("record-crime")) is not None


def test_catching_up_verifies_what_came_since_and_is_quiet(world: World) -> None:
    world.open()
    entries = world.desk.opened.vault.ledger.count()
    report = world.desk.assurance.catch_up()
    assert report.ok
    assert world.desk.opened.vault.ledger.count() == entries
    assert world.desk.assurance.catch_up().entries <= report.entries


def test_an_index_that_must_be_made_again_is_made_before_it_is_used(world: World) -> None:
    case = world.open().id
    world.desk.opened.vault.index.mark_for_rebuild()
    world.as_("okell")
    assert not world.desk.opened.vault.index.must_rebuild
    assert [row.case for row in world.desk.casework.cases()] == [case]


def test_b19_lists_and_search_that_disagree_with_the_entries_are_made_again_from_them(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="ZX-99")
    world.desk.opened.vault.index.rebuild([])
    assert world.desk.casework.search("zx") == ()
    assert world.desk.assurance.verify().ok
    assert [hit.case for hit in world.desk.casework.search("zx")] == [case]
    assert MADE_AGAIN in world.desk.status().notices


def test_where_lists_and_search_agree_nothing_is_made_again_nor_said(world: World) -> None:
    world.open()
    assert world.desk.assurance.verify().ok
    assert MADE_AGAIN not in world.desk.status().notices


def test_everything_is_verified_once_a_day_and_never_twice(world: World) -> None:
    assurance = world.desk.assurance
    report = assurance.verify_if_due()
    assert report is not None
    assert report.ok
    world.clock.forward(hours=23)
    assert assurance.verify_if_due() is None
    world.clock.forward(hours=1)
    assert assurance.verify_if_due() is not None
    assert assurance.status().last_verified == world.clock.now()


def test_a_clock_that_was_set_back_does_not_put_it_off(world: World) -> None:
    world.desk.assurance.verify()
    world.clock.moment -= timedelta(days=30)
    assert world.desk.assurance.verify_if_due() is not None


def test_what_is_found_is_noted_told_and_kept_in_sight(world: World) -> None:
    farrow = world.people["farrow"]
    world.as_("farrow")
    event = RoleGranted(at=When(world.clock.now()), person=farrow, role="supervisor")
    world.desk.opened.scribe.write(REGISTER, (event,), role="investigator")
    report = world.as_("okell").assurance.verify()
    assert not report.ok
    assert FOUND in world.desk.status().notices
    noted = world.desk.assurance.access_book.read("integrity", Wanted(kind="DamageNoted"))
    assert noted[0].details.startswith("what: author not entitled; where: ")
    assert world.desk.assurance.status().last_verified is None


def test_a_vault_that_this_machine_has_no_note_of_says_so_once(world: World) -> None:
    world.desk.lock()
    Path(f"{world.program.folder}{SUFFIX}").unlink()
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    assert FIRST_SEEN in world.desk.status().notices
    world.as_("teal")
    assert FIRST_SEEN not in world.desk.status().notices


@pytest.fixture
def put_back(world: World, tmp_path: Path) -> Iterator[World]:
    """A vault with a case, put back to the state before a note was added; DS Okell is at the desk."""
    case = world.open().id
    world.desk.lock()
    older = copied(world.program.folder, tmp_path / "older")
    newer = World.on(world.program.folder)
    newer.as_("farrow").casework.note(case, "Seen by the school", When(START))
    newer.desk.lock()
    shutil.copyfile(f"{newer.program.folder}{SUFFIX}", f"{older}{SUFFIX}")
    put_back = World.on(older)
    yield put_back
    put_back.desk.lock()


def test_entries_that_this_machine_saw_and_are_gone_are_told_at_unlocking_and_noted(put_back: World) -> None:
    assert "missing. It can be read" in put_back.desk.status().notices[0]
    report = put_back.desk.assurance.verify()
    assert {problem.what for problem in report.problems} == {What.ROLLED_BACK}
    assert put_back.desk.assurance.access_book.read("integrity", Wanted(kind="DamageNoted"))


def test_a_vault_that_was_put_back_is_read_and_not_written(put_back: World) -> None:
    desk = put_back.as_("farrow")
    case = desk.casework.find("NV/CSE/26/0101")
    assert desk.casework.view(case).case.notes == ()
    with pytest.raises(RefusedError, match="nothing is recorded in it"):
        desk.casework.note(case, "Seen by the school", When(START))
    with pytest.raises(RefusedError, match="nothing is recorded in it"):
        put_back.as_("okell").people.add(REED, PASSPHRASE)
    assert [one.label for one in put_back.program.access.people()] == ["okell", "farrow", "teal"]


def test_a_loss_is_accepted_by_an_administrator_who_says_why_and_once(put_back: World) -> None:
    put_back.as_("teal")
    with pytest.raises(RefusedError, match="administrator"):
        put_back.desk.assurance.accept_loss("Disk replaced")
    # Told at every unlock until an administrator says why.
    with pytest.raises(RefusedError, match="reason for the loss"):
        put_back.as_("okell").assurance.accept_loss(" ")
    put_back.desk.assurance.accept_loss("Disk replaced")
    put_back.as_("teal")
    assert put_back.as_("okell").status().notices == ()
    with pytest.raises(RefusedError, match="misses nothing"):
        put_back.desk.assurance.accept_loss("Again")


def test_once_a_loss_is_accepted_work_goes_on(put_back: World) -> None:
    put_back.desk.assurance.accept_loss("Disk replaced")
    desk = put_back.as_("farrow")
    case = desk.casework.find("NV/CSE/26/0101")
    assert len(desk.casework.note(case, "Seen by the school", When(START)).case.notes) == 1


def test_a_lock_notes_how_far_the_vault_had_come(world: World) -> None:
    world.open()
    world.desk.lock()
    again = World.on(world.program.folder)
    assert again.desk.opened.vault.problems == ()
    assert not again.desk.opened.vault.witness.is_new_here()
    again.desk.lock()


def test_what_auditors_take_out_is_asked_about_and_noted(world: World) -> None:
    export = world.desk.assurance.export
    with pytest.raises(RefusedError, match="recipient"):
        export.entries(purpose="Inspection", recipient=" ")
    lines = export.entries(purpose="Inspection", recipient="HMICFRS").splitlines()
    (noted,) = world.desk.assurance.access_book.read("lawfulness", Wanted(kind="EntriesExported"))
    count = len(lines) - 1
    assert noted.details == f"purpose: Inspection; recipient: HMICFRS; entries: {count}; words: no"
    world.as_("farrow")
    with pytest.raises(RefusedError, match="auditor or administrator"):
        world.desk.assurance.export.entries(purpose="Inspection", recipient="HMICFRS")


@pytest.fixture
def older(world: World, tmp_path: Path) -> World:
    """A vault whose folder was put back to the state before a case was opened; DS Okell is at the desk."""
    world.desk.lock()
    before = shutil.copytree(world.program.folder, tmp_path / "before")
    world.desk, world.at_desk = world.program.unlock(world.people["okell"], PASSPHRASE), "okell"
    world.desk.backups.put_into(tmp_path / "stick")
    world.open()
    world.as_("okell").backups.make()
    world.desk.lock()
    shutil.rmtree(world.program.folder)
    before.rename(world.program.folder)
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    return world


def test_who_was_removed_is_counted_no_more(world: World) -> None:
    world.desk.people.remove(world.people["farrow"], "Left")
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    assert world.desk.assurance.status().people == 2


def test_a_folder_from_before_the_key_was_changed_is_told_as_what_it_may_be(
    world: World, tmp_path: Path
) -> None:
    world.desk.assurance.anchor()
    world.desk.lock()
    before = shutil.copytree(world.program.folder, tmp_path / "before")
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    world.desk.people.remove(world.people["farrow"], "Left")
    shutil.rmtree(world.program.folder)
    before.rename(world.program.folder)
    # Whoever was removed comes in again with what is put back; this machine knows better.
    world.desk = world.program.unlock(world.people["farrow"], PASSPHRASE)
    assert world.desk.status().notices == (OLDER_KEY,)


def test_an_older_vault_is_read_and_told_until_the_loss_is_accepted(older: World) -> None:
    status = older.desk.status()
    assert "older than the last state seen on this machine" in status.behind
    with pytest.raises(RefusedError, match="nothing is recorded in it"):
        older.desk.people.add(NewPerson(name="DC New", number="1", roles=("investigator",)), PASSPHRASE)
    assert older.desk.casework.worklist().cases == ()
    older.desk.assurance.accept_loss("The disk is gone")
    status = older.desk.status()
    assert (status.behind, status.notices) == ("", ())
    assert older.desk.assurance.verify().problems == ()
    older.open("NV/3")


def test_a_restore_of_what_is_newer_ends_it_and_is_told_no_more(older: World, tmp_path: Path) -> None:
    older.desk.lock()
    (backup,) = older.program.access.backups(tmp_path / "stick")
    way = Passphrase(older.people["okell"], PASSPHRASE)
    older.desk, _ = older.program.access.restore(backup.path, way)
    status = older.desk.status()
    assert (status.behind, status.notices) == ("", ())
    assert len(older.desk.casework.cases()) == 1
    assert older.desk.assurance.verify().problems == ()
