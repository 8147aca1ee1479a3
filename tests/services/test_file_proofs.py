"""Every page is checked while the vault is open, and no file says a word of a case."""

from pathlib import Path

import pytest

from sopcheck.errors import DamagedError, RefusedError
from tests.world import World


def test_an_open_vault_is_whole_and_that_is_remembered(world: World) -> None:
    file = world.desk.assurance.file
    assert file.status().checked is None
    file.check()
    assert file.status().checked == world.clock.now()


def test_a_page_that_is_damaged_while_the_vault_is_open_is_found(world: World) -> None:
    world.open()
    database = world.program.folder / "vault.db"
    with database.open("r+b") as file:
        file.seek(database.stat().st_size - 2000)
        file.write(bytes(100))
    with pytest.raises(DamagedError, match="damaged"):
        world.desk.assurance.file.check()


def test_a_file_that_was_cut_while_the_vault_is_open_is_found(world: World) -> None:
    database = world.program.folder / "vault.db"
    with database.open("r+b") as file:
        file.truncate(database.stat().st_size - 4096)
    with pytest.raises(DamagedError):
        world.desk.assurance.file.check()


def test_no_file_of_the_vault_says_a_word_of_a_case(world: World) -> None:
    world.open()
    world.as_("okell").backups.make()
    file = world.desk.assurance.file
    assert file.search() >= 5
    assert file.status().searched == world.clock.now()


@pytest.mark.parametrize("writing", ["utf-8", "utf-16-le"])
def test_a_file_that_says_one_is_named(world: World, tmp_path: Path, writing: str) -> None:
    world.open()
    world.as_("okell").backups.put_into(tmp_path / "stick")
    (tmp_path / "stick").mkdir(exist_ok=True)
    (tmp_path / "stick" / "notes.txt").write_bytes("About NV/CSE/26/0101".encode(writing))
    with pytest.raises(DamagedError, match=r"in the clear in notes\.txt"):
        world.desk.assurance.file.search()
    assert world.desk.assurance.file.status().searched is None


def test_without_a_case_nothing_is_proved(world: World) -> None:
    with pytest.raises(RefusedError, match="no case yet"):
        world.desk.assurance.file.search()
    assert world.desk.assurance.file.status().searched is None


def test_a_search_can_be_stopped(world: World) -> None:
    def stop(_done: int, _total: int) -> None:
        raise RefusedError("Stopped.")

    world.open()
    with pytest.raises(RefusedError, match="Stopped"):
        world.desk.assurance.file.search(stop)


def test_without_a_key_store_nobody_needs_the_secret_of_the_machine(world: World) -> None:
    status = world.desk.assurance.file.status()
    assert (status.people, status.with_device) == (3, 0)
