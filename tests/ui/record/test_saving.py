"""Files that a person chose: written whole or not at all, and read with a sentence where that fails."""

import errno
import os
from pathlib import Path

import pytest

from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ui.record.saving import read_whole, write_whole


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "record.pdf", b"%PDF")
    assert (tmp_path / "record.pdf").read_bytes() == b"%PDF"
    assert [path.name for path in tmp_path.iterdir()] == ["record.pdf"]


def test_a_file_of_before_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(b"old")
    write_whole(tmp_path / "record.pdf", b"new")
    assert (tmp_path / "record.pdf").read_bytes() == b"new"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"not there any more\. Choose another folder"):
        write_whole(tmp_path / "gone" / "record.pdf", b"%PDF")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(errno.EACCES, "no"), "another program has it open"),
        (OSError(errno.ENOSPC, "full"), "the disk may be full"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    (tmp_path / "record.pdf").write_bytes(b"old")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnavailableError, match=says):
        write_whole(tmp_path / "record.pdf", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_file_open_elsewhere_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UnavailableError, match="Close it there, or choose another folder"):
        write_whole(tmp_path / "record.pdf", b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_a_chosen_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(b"%PDF")
    assert read_whole(tmp_path / "record.pdf") == b"%PDF"


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="cannot be read"):
        read_whole(tmp_path / "gone.pdf")


@pytest.mark.parametrize(("size", "taken"), [(100_000_000, True), (100_000_001, False)])
def test_a_file_far_too_large_is_not_read(tmp_path: Path, size: int, taken: bool) -> None:
    path = tmp_path / "film.pdf"
    with path.open("wb") as file:
        file.truncate(size)
    if taken:
        assert len(read_whole(path)) == size
        return
    with pytest.raises(RefusedError, match="far too large"):
        read_whole(path)
