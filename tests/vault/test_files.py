"""A small file is written whole or not at all, and the one before it is kept where asked."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from sopcheck.vault import files
from sopcheck.vault.errors import DiskError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "vault.keys"
    file.write_bytes(b"old")
    return file


def failing(code: int) -> "object":
    def fail(*_: object) -> NoReturn:
        raise OSError(code, "the disk says no")

    return fail


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_replaced_whole(path: Path) -> None:
    files.replace(path, b"new")

    assert path.read_bytes() == b"new"
    assert names(path.parent) == {"vault.keys"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    files.replace(tmp_path / "file", b"new")

    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_the_one_before_is_kept(path: Path) -> None:
    kept = path.with_suffix(".prev")

    for content in (b"newer", b"newest"):
        files.replace(path, content, previous=kept)

    assert (path.read_bytes(), kept.read_bytes()) == (b"newest", b"newer")


def test_where_files_cannot_be_linked_the_one_before_is_copied(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", failing(errno.EPERM))

    files.replace(path, b"new", previous=path.with_suffix(".prev"))

    kept = path.with_suffix(".prev")
    assert kept.read_bytes() == b"old"
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EFBIG, "The disk is full"),
        (errno.EIO, "The disk refused to work"),
        (errno.EACCES, "cannot be written to"),
        (errno.EROFS, "cannot be written to"),
    ],
)
def test_a_disk_that_says_no_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    monkeypatch.setattr(os, "fsync", failing(code))

    with pytest.raises(DiskError, match=sentence):
        files.replace(path, b"new", previous=path.with_suffix(".prev"))

    assert path.read_bytes() == b"old"
    assert names(path.parent) == {"vault.keys"}


def test_a_rename_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", failing(errno.EBUSY))

    with pytest.raises(DiskError):
        files.replace(path, b"new")

    assert path.read_bytes() == b"old"
    assert names(path.parent) == {"vault.keys"}


def test_a_leftover_of_a_kill_is_in_nobodys_way(path: Path) -> None:
    path.with_name("vault.keys.part").write_bytes(b"half")

    files.replace(path, b"new")

    assert path.read_bytes() == b"new"


def test_leftovers_are_swept_and_nothing_else(path: Path) -> None:
    path.with_name("vault.keys.part").write_bytes(b"half")

    files.sweep(path.parent)

    assert names(path.parent) == {"vault.keys"}


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    made = []
    for _ in range(3):
        made.append(files.unused(tmp_path, "20260507"))
        made[-1].mkdir()
    assert [path.name for path in made] == ["20260507", "20260507-2", "20260507-3"]


def test_only_the_beginning_of_a_file_that_should_be_small_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    huge.write_bytes(b"words")
    os.truncate(huge, 2**40)
    assert files.beginning(huge, 5) == b"words"


def test_what_is_no_file_has_no_beginning(tmp_path: Path) -> None:
    assert files.beginning(tmp_path, 5) is None
    assert files.beginning(tmp_path / "gone", 5) is None


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are of POSIX")
def test_a_pipe_under_the_name_of_a_small_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert files.beginning(tmp_path / "pipe", 5) is None
