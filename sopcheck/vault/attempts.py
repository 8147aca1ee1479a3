"""Failed unlocks, counted beside the vault while it is locked, to be logged at the next unlock.

One line each, the UTC time. Nothing secret, and nothing that proves anything: whoever can write in the
folder can remove it (`design.md`, settled questions).
"""

from contextlib import suppress
from datetime import datetime

from sopcheck.ledger.entry import MalformedHeaderError, instant, instant_text
from sopcheck.vault import files
from sopcheck.vault.folder import Folder

_MOST_BYTES = 64 * 1024


def note(folder: Folder, *, at: datetime) -> None:
    """Count a failed unlock."""
    # The person must get the answer about the passphrase even where nothing can be written.
    with suppress(OSError), folder.attempts.open("ab") as file:
        if file.tell() < _MOST_BYTES:
            file.write(f"{instant_text(at)}\n".encode())


def noted(folder: Folder) -> tuple[datetime, ...]:
    """Give what was counted since the last unlock; lines that say nothing are left out."""
    content = files.beginning(folder.attempts, 2 * _MOST_BYTES) or b""
    lines = content.decode(errors="replace").splitlines()
    return tuple(at for line in lines if (at := _read(line)))


def forget(folder: Folder) -> None:
    """Start counting anew."""
    with suppress(OSError):  # counted twice is better than a vault that does not open
        folder.attempts.unlink(missing_ok=True)


def _read(line: str) -> datetime | None:
    try:
        at = instant(line)
    except MalformedHeaderError:
        return None
    # A date alone reads as midnight of no zone; nobody here wrote that.
    return at if at.tzinfo else None
