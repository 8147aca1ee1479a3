"""Killing the program at random moments while it saves through its services, over and over.

The program is forked from one that has everything imported, so that a round takes a fraction of a second.
"""

import multiprocessing
import random
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from tests.prove.vault import case_in, copied, entered, numbers_in, require_whole, write

if sys.platform == "win32":
    PROGRAMS = multiprocessing.get_context("spawn")
else:
    PROGRAMS = multiprocessing.get_context("forkserver")
# The case grows with every note, and so does what each save folds: now and then a fresh vault is begun.
ROUNDS_OF_ONE_VAULT = 25
MOST_SECONDS = 0.03
LOADED = ("tests.prove.", "sopcheck.", "sqlalchemy", "sqlcipher3")


def save_without_end(folder: Path, told: Connection) -> None:
    """Unlock and save, telling each number once it was said to be saved."""
    desk = entered(folder)
    case = case_in(desk)
    begun = len(numbers_in(desk, case))
    for number in range(begun + 1, begun + 100_000):
        write(desk, case, number)
        told.send(number)


def killed(folder: Path, begun: int, chance: random.Random) -> int:
    """Kill it a moment after the first few saves; gives the last number that it told."""
    here, there = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=save_without_end, args=(folder, there))
    program.start()
    there.close()
    last = begun
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
    return int(last)


def kill(template: Path, work: Path, *, rounds: int, seed: int) -> tuple[int, int]:
    """Kill that many times; gives how many saves were told and how many kills left one half done.

    Raises:
        AssertionError: something that was said to be saved is lost, or something is torn.
    """
    require_whole(copied(template, work), saved=0)
    # What a session loads late is loaded by now; the server that is forked loads it too, once for all.
    PROGRAMS.set_forkserver_preload([name for name in sys.modules if name.startswith(LOADED)])
    chance, told, begun, interrupted = random.Random(seed), 0, 0, 0
    for number in range(rounds):
        if number % ROUNDS_OF_ONE_VAULT == 0:
            copied(template, work)
            begun = 0
        last = killed(work, begun, chance)
        told += last - begun
        interrupted += (work / "vault.db-journal").stat().st_size > 0
        begun = require_whole(work, saved=last)
    return told, interrupted
