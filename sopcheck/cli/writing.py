"""Writing a file that a user named: the whole of it, or none and the old one intact."""

import os
import secrets
from pathlib import Path

from sopcheck.errors import UnavailableError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: beside it first, then in its place.

    Raises:
        UnavailableError: the folder is missing, full or not writable, or another program holds the file.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UnavailableError(
            f"{path.name} cannot be written. "
            "Check that its folder is there, has room, and that no program has it open."
        ) from error
