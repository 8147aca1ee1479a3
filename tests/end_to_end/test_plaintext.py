"""After a whole session no text of a case lies anywhere in the clear, but in the file that was asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Left
from tests.end_to_end.marked_session import MARK, marked
from tests.world import TestClock, program_in

WRITINGS = ("utf-8", "utf-16-le", "utf-16-be")
STEPS = (
    "mistype_the_passphrase type_the_passphrase half_type_a_note lock type_the_passphrase "
    "look_at_every_page search look_at_the_record save_it choose_where fail"
)


def holding(files: Iterator[Path]) -> list[Path]:
    """Those of the files that hold a mark, in their name or in any writing."""
    marks = [MARK.encode(writing) for writing in WRITINGS]
    return [one for one in files if MARK in one.name or any(mark in one.read_bytes() for mark in marks)]


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_the_session_went_to_its_end_and_told_other_programs_nothing(left: Left) -> None:
    assert left.out == STEPS, left.err


def test_no_file_of_the_machine_holds_a_text_but_the_one_asked_for(left: Left) -> None:
    assert holding(files_in(left.machine)) == [left.chosen]


def test_only_the_vault_the_settings_and_the_file_asked_for_are_left(left: Left) -> None:
    places = {path.relative_to(left.machine).parts[0] for path in files_in(left.machine)}
    assert places <= {"vault", "vault.anchor", "home", "chosen"}


def test_nothing_is_said_of_a_text_not_even_in_a_crash(left: Left) -> None:
    assert MARK not in left.out + left.err
    assert "ValueError" in left.err


@pytest.mark.skipif(os.name != "posix", reason="names the folders of POSIX")
def test_no_common_temporary_folder_holds_a_text(left: Left) -> None:
    common = (Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm"))
    files = (path for folder in common if folder.is_dir() for path in folder.iterdir() if path.is_file())
    assert holding(path for path in files if path.stat().st_mtime >= left.begun) == []


def test_what_was_half_typed_is_kept_in_the_vault(left: Left) -> None:
    program = program_in(left.vault, TestClock())
    founder = program.access.people()[0].person
    desk = program.unlock(founder, marked("passphrase of founder"))
    kept = desk.opened.vault.unfinished.all().values()
    desk.lock()
    assert marked("half typed 0") in kept


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_text_in_the_clear_would_be_found(tmp_path: Path, writing: str) -> None:
    (tmp_path / "leak").write_bytes(b"\0" + marked("note").encode(writing))
    (tmp_path / f"{MARK}.log").touch()
    assert len(holding(files_in(tmp_path))) == 2
