"""Killing the program at random moments while it saves through its services, over and over.

As in life, what a kill left is found by the program that is started next: it unlocks, reads the case and
verifies the whole ledger, tells what it found, goes on to save, and is killed in its turn.
"""

import multiprocessing
import random
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from tests.prove.vault import Found, case_in, copied, entered, look, require_whole, write

# Forked from here, where a session was held already, so that none of them loads and reads anything first.
if sys.platform == "linux":
    PROGRAMS = multiprocessing.get_context("fork")
else:
    PROGRAMS = multiprocessing.get_context("spawn")
# The case grows with every note, and so does what each save folds: now and then a fresh vault is begun.
ROUNDS_OF_ONE_VAULT = 25
MOST_SECONDS = 0.03


def save_without_end(folder: Path, told: Connection) -> None:
    """Unlock, tell what is there, and save, telling each number once it was said to be saved."""
    desk = entered(folder)
    found = look(desk)
    told.send(found)
    case = case_in(desk)
    for number in range(len(found.numbers) + 1, len(found.numbers) + 100_000):
        write(desk, case, number)
        told.send(number)


def killed(folder: Path, saved: int, chance: random.Random) -> tuple[int, int]:
    """Start it, see that all is there, and kill it a moment after a few saves.

    Gives the last numbers that it found and that it told; raises as `kill` does.
    """
    here, there = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=save_without_end, args=(folder, there), daemon=True)
    program.start()
    there.close()
    begun = last = _told(here).require(saved=saved)
    for _ in range(chance.randrange(1, 4)):
        last = here.recv()
    program.join(chance.uniform(0, MOST_SECONDS))
    program.kill()
    program.join()
    try:
        while True:
            last = here.recv()
    except EOFError:
        here.close()
    return begun, int(last)


def _told(here: Connection) -> Found:
    try:
        found: Found = here.recv()
    except EOFError:
        raise AssertionError("the program cannot be started again") from None
    return found


def kill(template: Path, work: Path, *, rounds: int, seed: int) -> tuple[int, int]:
    """Kill that many times; gives how many saves were told and how many kills left one half done.

    Raises:
        AssertionError: something that was said to be saved is lost, or something is torn.
    """
    require_whole(copied(template, work), saved=0)
    chance, told, saved, interrupted = random.Random(seed), 0, 0, 0
    for number in range(rounds):
        if number % ROUNDS_OF_ONE_VAULT == 0:
            require_whole(work, saved=saved)
            copied(template, work)
            saved = 0
        begun, saved = killed(work, saved, chance)
        told += saved - begun
        interrupted += (work / "vault.db-journal").stat().st_size > 0
    require_whole(work, saved=saved)
    return told, interrupted
