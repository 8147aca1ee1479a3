"""Killed at any moment of a change of key, a backup or a restore, a vault opens with all that it had."""

import random
import shutil
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tests.vault import killing
from tests.vault.killing import PROGRAMS, rounds
from tests.vault.vaults import ANN, BOOK, enter, fill

KILLS = rounds(25)
# About as long as one change, one backup or one restore takes here; a kill falls anywhere within it.
SECONDS = 0.12


def killed(
    work: Callable[[Path, Connection], None], path: Path, chance: random.Random, *, seen: str = ""
) -> None:
    """Let a program do it once, and kill it while it does it again: soon after a file is seen, if named."""
    here, there = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=work, args=(path, there))
    program.start()
    there.close()
    here.recv()
    wait(SECONDS * 20 if seen else chance.uniform(0, SECONDS), until=path / seen)
    wait(chance.uniform(0, 0.02), until=path)
    program.kill()
    program.join()
    here.close()


def wait(seconds: float, *, until: Path) -> None:
    """Wait so long, or until a file is there."""
    moment = time.perf_counter() + seconds
    while time.perf_counter() < moment and (until.is_dir() or not until.exists()):
        pass


def test_a_kill_while_the_key_changes_leaves_the_old_key_or_the_new(folder: Path) -> None:
    chance, halfway = random.Random(9), 0
    with enter(folder) as vault:
        fill(vault, 5, text="long " * 2_000)
    for number in range(KILLS):
        killed(killing.change_key_without_end, folder, chance, seen="vault.db.next" if number % 2 else "")
        halfway += (folder / "vault.db.next").exists()
        require_whole(folder)
    assert halfway >= 2


def test_a_kill_while_a_backup_is_made_or_restored_leaves_a_whole_vault(folder: Path) -> None:
    chance = random.Random(10)
    with enter(folder) as vault:
        fill(vault, 5, text="long " * 2_000)
    for _ in range(KILLS):
        killed(killing.back_up_and_restore_without_end, folder, chance)
        require_whole(folder)
        shutil.rmtree(folder / "recovery", ignore_errors=True)


def require_whole(folder: Path) -> None:
    with enter(folder) as vault:
        assert len(vault.ledger.entries(BOOK)) == 5
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}, everything=True).problems
        # Whatever is listed as a backup can be restored.
        for row in vault.backups.all():
            if row.opens_now:
                assert row.entries == 5
    assert not (folder / "vault.db.next").exists()
