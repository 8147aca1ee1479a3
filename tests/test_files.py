"""Files that a user names are read whole, and written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from sopcheck import files
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.files import read_whole, whole_file, write_whole


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"format: 1")
    assert read_whole(tmp_path / "a.yaml") == b"format: 1"


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_what_is_no_file_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="There is no file"):
        read_whole(tmp_path / name)


def test_a_file_of_just_the_most_is_read_and_a_larger_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    (tmp_path / "a").write_bytes(b"abc")
    assert read_whole(tmp_path / "a") == b"abc"
    (tmp_path / "a").write_bytes(b"abcd")
    with pytest.raises(RefusedError, match="far too large"):
        read_whole(tmp_path / "a")


def test_a_file_that_the_machine_will_not_read_is_told_by_its_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.pdf").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnavailableError) as caught:
        read_whole(tmp_path / "a.pdf")
    assert str(tmp_path) not in caught.value.sentence


def test_a_file_is_written_in_one_step_over_the_old_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.pdf", b"old")
    write_whole(tmp_path / "a.pdf", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_what_fails_in_between_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "a.pdf") as file:
            file.write(b"half")
            raise RefusedError("No.")

    write_whole(tmp_path / "a.pdf", b"old")
    with pytest.raises(RefusedError):
        fail()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize("name", [".", "", "/", "..", "folder"])
def test_a_folder_is_no_file_to_write_and_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RefusedError, match="that is a folder"), whole_file(Path(name)):
        pytest.fail("The block ran.")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine has no such pipes")
def test_a_pipe_is_no_file_to_write_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RefusedError, match="a device or a pipe"):
        write_whole(pipe, b"new")
    assert pipe.is_fifo()


def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "elsewhere")
    write_whole(tmp_path / "a.pdf", b"ours")
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"
    assert not (tmp_path / "a.pdf").is_symlink()


def test_a_name_longer_than_a_file_has_is_told_as_one_that_cannot_be_read() -> None:
    with pytest.raises(UnavailableError, match="cannot be read"):
        read_whole(Path("x" * 5000))


def test_a_missing_folder_is_told_before_anything_is_done(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "a.pdf"
    with pytest.raises(UnavailableError, match=r"a\.pdf cannot be written"), whole_file(missing):
        pytest.fail("The block ran.")


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"its folder is not there\. Name another one\."):
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


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_what_is_written_is_for_the_owner_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "record.pdf", b"%PDF")
    assert (tmp_path / "record.pdf").stat().st_mode & 0o777 == 0o600
