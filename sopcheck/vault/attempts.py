"""Failed unlocks, counted beside the vault while it is locked, to be logged at the next unlock.

One line each: UTC time and slot. Nothing secret, and nothing that proves anything: whoever can write in the
folder can remove it (`design.md`, settled questions).
"""

from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from sopcheck.ledger.entry import MalformedHeaderError, PersonId, instant, instant_text
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import KeyFile

_MOST_BYTES = 64 * 1024


class FailedUnlock(Struct, frozen=True):
    """Somebody tried to unlock as this person, None if the slot is no longer known, and did not succeed."""

    at: datetime
    person: PersonId | None


def note(folder: Folder, *, slot: str, at: datetime) -> None:
    """Count a failed unlock."""
    # The person must get the answer about the passphrase even where nothing can be written.
    with suppress(OSError), folder.attempts.open("ab") as file:
        if file.tell() < _MOST_BYTES:
            file.write(f"{instant_text(at)} {slot}\n".encode())


def noted(folder: Folder, file: KeyFile) -> tuple[FailedUnlock, ...]:
    """Give what was counted since the last unlock; lines that say nothing are left out."""
    try:
        lines = folder.attempts.read_bytes()[: 2 * _MOST_BYTES].decode(errors="replace").splitlines()
    except OSError:
        return ()
    return tuple(attempt for line in lines if (attempt := _read(line, file)))


def forget(folder: Folder) -> None:
    """Start counting anew."""
    with suppress(OSError):  # counted twice is better than a vault that does not open
        folder.attempts.unlink(missing_ok=True)


def _read(line: str, file: KeyFile) -> FailedUnlock | None:
    time, _, name = line.partition(" ")
    slot = file.slot(name)
    try:
        return FailedUnlock(instant(time), None if slot is None else slot.person)
    except MalformedHeaderError:
        return None
