"""What was said to be saved is there after a kill, and nothing is torn; the short form of 10,000 kills."""

import random
import shutil
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from sopcheck.vault.errors import WrongPassphraseError
from sopcheck.vault.labels import people_of
from sopcheck.vault.vault import OpenVault
from tests.vault import killing
from tests.vault.killing import PROGRAMS, rounds
from tests.vault.vaults import ANN, BOOK, OTHER, PASSPHRASE, enter

KILLS = rounds(40)


def killed(work: Callable[[Path, Connection], None], path: Path, chance: random.Random) -> list[object]:
    """Let a program work until it has told a few things, kill it a moment later, and give what it told."""
    here, there = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=work, args=(path, there))
    program.start()
    there.close()
    told = [here.recv() for _ in range(chance.randrange(1, 6))]
    moment = time.perf_counter() + chance.uniform(0, 0.003)
    while time.perf_counter() < moment:
        pass
    program.kill()
    program.join()
    return told + rest(here)


def rest(here: Connection) -> list[object]:
    told: list[object] = []
    try:
        while True:
            told.append(here.recv())
    except EOFError:
        return told
    finally:
        here.close()


def test_no_entry_that_was_said_to_be_saved_is_lost_by_a_kill(folder: Path) -> None:
    chance = random.Random(7)
    kills, interrupted = 0, 0
    # A kill counts for little unless it comes while a save is being written.
    while kills < KILLS or interrupted < KILLS // 8:
        kills += 1
        (*_, last) = killed(killing.save_without_end, folder, chance)
        with enter(folder) as vault:
            interrupted += bool(vault.notices)
            require_whole(vault, last)
        shutil.rmtree(folder / "recovery", ignore_errors=True)

    assert kills < 10 * KILLS


def require_whole(vault: OpenVault, last: object) -> None:
    numbers = [entry.header.seq for entry in vault.ledger.entries(BOOK)]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) in {last, int(str(last)) + 1}
    assert not vault.ledger.verify(keys={ANN: [vault.public_key]}, everything=False).problems


def test_a_kill_while_a_passphrase_changes_leaves_one_that_opens(folder: Path) -> None:
    chance = random.Random(8)
    for _ in range(rounds(10)):
        killed(killing.change_passphrase_without_end, folder, chance)
        opening = [one for one in (PASSPHRASE, OTHER) if opens(folder, one)]

        assert len(opening) == 1
        restore(folder, opening[0])


def test_a_kill_while_somebody_is_added_leaves_them_with_a_way_in_or_without(folder: Path) -> None:
    chance = random.Random(11)
    for _ in range(rounds(10)):
        (*_, last) = killed(killing.add_people_without_end, folder, chance)
        with enter(folder) as vault:
            added = {slot.person for slot in people_of(folder)} - {ANN}

            assert f"p{last}" in added
            for person in added:
                vault.slots.remove(person)
        assert not [path for path in folder.iterdir() if ".part" in path.name]


def opens(folder: Path, passphrase: str) -> bool:
    try:
        enter(folder, passphrase=passphrase).close()
    except WrongPassphraseError:
        return False
    return True


def restore(folder: Path, passphrase: str) -> None:
    if passphrase != PASSPHRASE:
        with enter(folder, passphrase=passphrase) as vault:
            vault.slots.change_passphrase(old=passphrase, new=PASSPHRASE)
