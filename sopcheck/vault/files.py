"""Writing a small file so that a crash or power cut leaves the old one or the new one, never neither."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from sopcheck.vault.errors import DISK_FULL, DISK_REFUSED, NOT_WRITABLE, DiskError

_PART = ".part"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def replace(path: Path, content: bytes, *, previous: Path | None = None) -> None:
    """Write a file whole or not at all; what it was before is kept as `previous`, if named.

    Raises:
        DiskError: nothing was changed.
    """
    # In the same folder, since a rename is whole only within one file system.
    part = path.with_name(path.name + _PART)
    with disk_errors():
        try:
            _write(part, content)
            if previous is not None and path.exists():
                _keep(path, previous)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def beginning(path: Path, most: int) -> bytes | None:
    """Give the first bytes of a small file; None where it cannot be read.

    A pipe under its name would keep the reader waiting, and gigabytes would fill the memory.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        return None


def sweep(folder: Path) -> None:
    """Remove what an interrupted `replace` left behind."""
    for part in folder.glob("*" + _PART):
        with suppress(OSError):  # it harms nobody, and is swept the next time
            part.unlink()


def unused(folder: Path, name: str) -> Path:
    """Give a path in a folder that nothing has yet, with a number behind the name where that is taken."""
    # The program counts whole seconds, and may be asked twice in one.
    names = chain((name,), (f"{name}-{number}" for number in count(2)))
    return next(path for each in names if not (path := folder / each).exists())


def sync(path: Path) -> None:
    """Make a whole file last.

    Raises:
        DiskError: it may not.
    """
    with disk_errors():
        descriptor = os.open(path, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn what the disk says into a sentence.

    Raises:
        DiskError: in place of an `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise DiskError(_sentence(error.errno)) from error


def _sentence(code: int | None) -> str:
    if code in _FULL:
        return DISK_FULL
    return NOT_WRITABLE if code in _FORBIDDEN else DISK_REFUSED


def _write(part: Path, content: bytes) -> None:
    part.unlink(missing_ok=True)
    # Created anew and for the owner only: a link that somebody left there is not followed.
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep(path: Path, previous: Path) -> None:
    previous.unlink(missing_ok=True)
    try:
        previous.hardlink_to(path)
    except OSError:
        # Not every file system links; a copy is as good once it is on the disk.
        _write(previous, path.read_bytes())
