"""Programs that are killed or run out of disk while they work in a vault; each tells what it has done."""

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from sopcheck.errors import SopcheckError, UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.vault.opening import by_passphrase
from sopcheck.vault.restoring import restore
from tests.vault.vaults import NOW, OTHER, PASSPHRASE, THIS, answer, enter, slot_of

# A server that has imported everything and forks: a program starts in milliseconds.
if sys.platform == "win32":
    PROGRAMS = multiprocessing.get_context("spawn")
else:
    PROGRAMS = multiprocessing.get_context("forkserver")
PROGRAMS.set_forkserver_preload(["tests.vault.killing"])


def rounds(short: int) -> int:
    """Give how often to kill: seldom in the tests of every day, as often as `tools/prove.py` says there."""
    return int(os.environ.get("PROVE_ROUNDS", short))


def save_without_end(path: Path, told: Connection) -> None:
    """Append entries of several sizes, telling the number of each that was saved."""
    with enter(path) as vault:
        for number in range(100_000):
            text = "x" * (50, 400, 9_000)[number % 3]
            (entry,) = vault.ledger.append([answer(number, text=text)], recorded_at=NOW)
            told.send(entry.header.seq)


def change_passphrase_without_end(path: Path, told: Connection) -> None:
    """Change the passphrase to and fro, telling the one that holds after each change."""
    with enter(path) as vault:
        old, new = PASSPHRASE, OTHER
        for _ in range(10_000):
            vault.slots.change_passphrase(old=old, new=new)
            told.send(new)
            old, new = new, old


def add_people_without_end(path: Path, told: Connection) -> None:
    """Give one person after the other a way in, telling each who has one, and take the first ones away."""
    with enter(path) as vault:
        for number in range(10_000):
            vault.slots.add(person=PersonId(f"p{number}"), label=str(number), passphrase=OTHER)
            told.send(number)
            vault.slots.remove(PersonId(f"p{number - 2}"))


def change_key_without_end(path: Path, told: Connection) -> None:
    """Change the vault's key again and again, telling each time that it was done."""
    for number in range(10_000):
        with enter(path) as vault:
            vault.rekeying.change({vault.person: [vault.public_key]})
        told.send(number)


def back_up_and_restore_without_end(path: Path, told: Connection) -> None:
    """Make a backup and put it in the place of the vault, again and again."""
    for number in range(10_000):
        with enter(path) as vault:
            row = vault.backups.make(at=NOW)
        told.send(number)
        restore(row.path, path, by_passphrase(slot_of(row.path), PASSPHRASE, None), now=NOW, machine=THIS)


def save_until_memory_is_short(path: Path, told: Connection, room: int) -> None:
    """Append ever more at once until memory ends, go on where there is enough, tell how many were saved."""
    import resource

    saved, body = 0, "x" * 500_000
    with enter(path) as vault:
        drafts = [answer(number, text=body) for number in range(64)]
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + room, resource.RLIM_INFINITY))
        try:
            for count in (1, 4, 16, 64):
                vault.ledger.append(drafts[:count], recorded_at=NOW)
                saved += count
        except (MemoryError, SopcheckError):
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            vault.ledger.append([answer(-1)], recorded_at=NOW)
            told.send(saved)


def save_until_the_disk_is_full(path: Path, told: Connection, room: int) -> None:
    """Append until files may grow no more, go on with room, tell how many were saved and what was said."""
    import resource

    saved = 0
    with enter(path) as vault:
        size = (path / "vault.db").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
        try:
            for number in range(1_000):
                vault.ledger.append([answer(number, text="x" * 3_000)], recorded_at=NOW)
                saved += 1
        except UnavailableError as error:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            vault.ledger.append([answer(-1)], recorded_at=NOW)
            told.send((saved, error.sentence))
