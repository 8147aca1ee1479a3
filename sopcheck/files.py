"""Files that a person names: read whole, and written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sopcheck.errors import RefusedError, UnavailableError

MOST_BYTES = 100_000_000


def read_whole(path: Path) -> bytes:
    """The bytes of a file that somebody named.

    Raises:
        RefusedError: there is no such file, or it is far too large.
        UnavailableError: it cannot be read.
    """
    try:
        # A device never ends, and a pipe waits for whoever writes into it.
        if not path.is_file():
            raise RefusedError(f"There is no file {path.name} there. Check its name and its folder.")
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"{path.name} is far too large for this. Name another file.")
        return path.read_bytes()
    except OSError as error:
        raise UnavailableError(f"{path.name} cannot be read. Check that you may read it.") from error


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; in the end it takes the place of the old one, or nothing has changed.

    It is made before the block runs, so that what cannot be written is refused before anything is done.

    Raises:
        RefusedError: it is a folder, a device or a pipe.
        UnavailableError: the folder is missing, full or not writable, or another program holds the file.
    """
    # Else it would fail in the end only, when a print is numbered and logged already.
    if path.is_dir():
        raise RefusedError("A file is to be written, and that is a folder. Name a file in it.")
    # A file would take its place, and whoever reads from it would never get the bytes.
    if path.exists() and not path.is_file():
        raise RefusedError("A file is to be written, and that is a device or a pipe. Name a file.")
    if not path.parent.is_dir():
        raise UnavailableError(f"{path.name} cannot be written: its folder is not there. Name another one.")
    try:
        with _part_beside(path) as file:
            yield file
    except PermissionError as error:
        raise UnavailableError(
            f"{path.name} cannot be written: another program has it open, or the folder is not yours. "
            "Close it there, or choose another folder."
        ) from error
    except OSError as error:
        raise UnavailableError(
            f"{path.name} cannot be written; the disk may be full or gone. "
            "Make room, or choose another place."
        ) from error


@contextmanager
def opened_file(path: Path | None) -> Iterator[BinaryIO | None]:
    """The same where a file was named; none where none was."""
    if path is None:
        yield None
        return
    with whole_file(path) as file:
        yield file


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step; raises as `whole_file` does."""
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def _part_beside(path: Path) -> Iterator[BinaryIO]:
    """A file of the owner alone beside the one that is meant; once it is whole it takes its place."""
    # Not in a common folder for such files: what is written may be all that is known of a case.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        # A part of a record is not left lying about in the clear.
        part.unlink(missing_ok=True)
