"""A backup is looked into before it is restored, and whoever lost their own way in restores by a way back."""

import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cases import codec
from sopcheck.cases.access_events import VaultRecovered, VaultRestored
from sopcheck.errors import DamagedError, RefusedError, UnavailableError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.desk import Desk
from sopcheck.services.ways_in import NewWayIn, Passphrase, SheetCode
from sopcheck.vault.errors import DISK_FULL, DiskError
from tests.world import PASSPHRASE, TestClock, World, program_in

NEW = "another four words here"


@pytest.fixture
def backup(world: World, tmp_path: Path) -> Path:
    """A backup on another disk, of before a case was opened; the vault is locked."""
    world.desk.backups.put_into(tmp_path / "stick")
    made = world.desk.backups.make()
    world.open()
    world.desk.lock()
    return made.path


def okell(world: World) -> Passphrase:
    return Passphrase(world.people["okell"], PASSPHRASE)


def noted(desk: Desk) -> list[object]:
    entries = desk.opened.vault.ledger.entries(ACCESS)
    return [codec.decode(entry.kind, entry.version, entry.body) for entry in entries]


def elsewhere(tmp_path: Path) -> Program:
    """The program on a new machine, where no vault is."""
    return program_in(tmp_path / "new machine" / "vault", TestClock())


def reopen(world: World) -> None:
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)


def test_backups_are_found_while_the_vault_is_locked(world: World, backup: Path) -> None:
    access = world.program.access
    assert [one.path for one in access.backups(backup.parent)] == [backup]
    assert access.backups() == ()
    reopen(world)


def test_a_backup_says_what_it_holds_and_what_would_be_missing(world: World, backup: Path) -> None:
    found = world.program.access.look_into(backup, okell(world))
    assert (found.made, found.cases) == (world.clock.now(), 0)
    assert found.lacking is not None
    assert (found.lacking.cases, found.lacking.entries > 2) == (1, True)
    reopen(world)
    assert len(world.desk.casework.cases()) == 1


def test_looking_is_only_for_whom_the_backup_knows(world: World, backup: Path) -> None:
    with pytest.raises(RefusedError, match="passphrase"):
        world.program.access.look_into(backup, Passphrase(world.people["okell"], NEW))
    reopen(world)


def test_a_damaged_backup_is_told_before_it_is_restored(world: World, backup: Path) -> None:
    with (backup / "vault.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"\0" * 100)
    with pytest.raises(DamagedError, match="damaged"):
        world.program.access.look_into(backup, okell(world))
    reopen(world)


def test_a_restore_that_is_stopped_leaves_the_vault_as_it_was(world: World, backup: Path) -> None:
    def stop(_done: int, _total: int) -> NoReturn:
        raise RefusedError("Stopped.")

    with pytest.raises(RefusedError, match="Stopped"):
        world.program.access.restore(backup, okell(world), stop)
    reopen(world)
    assert len(world.desk.casework.cases()) == 1
    assert not any(isinstance(one, VaultRestored) for one in noted(world.desk))


def test_a_lost_machine_comes_back_with_a_backup_and_the_sheet(world: World, tmp_path: Path) -> None:
    code = world.desk.recovery.make_sheet().code
    view = world.open()
    backup = world.as_("okell").backups.make().path
    world.desk.lock()
    shutil.copytree(backup, tmp_path / "stick")
    shutil.rmtree(world.program.folder)
    program = elsewhere(tmp_path)
    assert program.access.look_into(tmp_path / "stick", SheetCode(code)).lacking is None
    way = NewWayIn(SheetCode(code), world.people["farrow"], NEW)
    world.desk, restored = program.access.restore(tmp_path / "stick", way)
    assert (world.desk.me.name, restored.missing) == ("DC Farrow", None)
    assert world.desk.casework.view(view.id).case.reference == view.case.reference
    assert world.desk.assurance.verify().problems == ()
    kinds = [type(one) for one in noted(world.desk)]
    assert {VaultRestored, VaultRecovered} <= set(kinds)


def test_a_new_passphrase_that_is_too_weak_restores_nothing(world: World, backup: Path) -> None:
    way = NewWayIn(SheetCode("any"), world.people["farrow"], "short")
    with pytest.raises(RefusedError, match="too weak"):
        world.program.access.restore(backup, way)
    reopen(world)
    assert len(world.desk.casework.cases()) == 1


def test_a_restore_on_a_full_disk_is_told_and_leaves_the_vault(
    world: World, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise DiskError(DISK_FULL)

    monkeypatch.setattr("sopcheck.vault.switching.commit", full)
    with pytest.raises(UnavailableError, match="disk is full"):
        world.program.access.restore(backup, okell(world))
    monkeypatch.undo()
    reopen(world)
    assert len(world.desk.casework.cases()) == 1


def test_an_open_vault_is_neither_looked_past_nor_replaced(world: World, backup: Path) -> None:
    reopen(world)
    for act in (world.program.access.look_into, world.program.access.restore):
        with pytest.raises(UnavailableError, match="open in another window"):
            act(backup, okell(world))
