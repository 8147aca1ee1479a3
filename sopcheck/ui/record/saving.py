"""Files that a person chose: a record is written whole or not at all, and one to be verified is read."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sopcheck.errors import RefusedError, UnavailableError

_MOST_BYTES = 100_000_000
_UNREADABLE = "The file cannot be read. See that it is still there, and choose it again."


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and put it there once it is complete; a file of before stays till then.

    Raises:
        UnavailableError: the folder is not there or may not be written to, the disk is full, or the file
            is open in another program.
    """
    if not path.parent.is_dir():
        raise UnavailableError("The folder for the file is not there any more. Choose another folder.")
    try:
        _write_beside(path, data)
    except PermissionError as error:
        raise UnavailableError(
            "The file could not be written: another program has it open, or the folder is not yours to "
            "write to. Close it there, or choose another folder."
        ) from error
    except OSError as error:
        raise UnavailableError(
            "The file could not be written; the disk may be full or gone. Make room, or choose another place."
        ) from error


def read_whole(path: Path) -> bytes:
    """Read a file that somebody chose.

    Raises:
        RefusedError: it is far larger than any file that is read here.
        UnavailableError: it cannot be read.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RefusedError("That file is far too large to be read here. Choose another one.")
        return path.read_bytes()
    except OSError as error:
        raise UnavailableError(_UNREADABLE) from error


def _write_beside(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        # A part of a record is not left lying about in the clear.
        with suppress(OSError):
            Path(name).unlink()
        raise
