"""A full disk is told in a sentence; nothing is half done or lost, and work goes on once there is room."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.vault import cipher
from sopcheck.vault.errors import DiskError
from sopcheck.vault.folder import PAGE_BYTES
from tests.vault import killing
from tests.vault.killing import PROGRAMS
from tests.vault.vaults import ANN, BOOK, NOW, answer, enter, fill


@pytest.mark.parametrize("pages", range(8))
def test_a_save_that_finds_no_page_is_refused_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    size = (folder / "vault.db").stat().st_size // PAGE_BYTES
    limit = f"PRAGMA max_page_count={size + pages}"
    monkeypatch.setattr(cipher, "SETTINGS", (*cipher.SETTINGS, limit))
    with enter(folder) as vault:
        with pytest.raises(DiskError, match="The disk is full, so this was not saved"):
            fill(vault, 100, text="x" * 3_000)
        saved = vault.ledger.count()
    monkeypatch.undo()
    assert saved <= pages + 3  # and what free pages there were

    with enter(folder) as vault:
        vault.ledger.append([answer(saved)], recorded_at=NOW + timedelta(minutes=1))
        assert len(vault.ledger.entries(BOOK)) == saved + 1
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of files")
@pytest.mark.parametrize("room", [0, 1, 4_096, 20_000, 50_000])
def test_a_file_that_may_not_grow_is_told_and_work_goes_on_in_the_same_vault(folder: Path, room: int) -> None:
    here, there = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=killing.save_until_the_disk_is_full, args=(folder, there, room))
    program.start()
    there.close()
    saved, sentence = here.recv()
    program.join()

    assert program.exitcode == 0
    assert "so this was not saved" in sentence
    with enter(folder) as vault:
        assert len(vault.ledger.entries(BOOK)) == saved + 1
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux tells and limits memory like this"
)
@pytest.mark.parametrize("megabytes", [0, 2, 8])
def test_b17_memory_that_ends_in_a_save_loses_nothing_and_work_goes_on(folder: Path, megabytes: int) -> None:
    here, there = PROGRAMS.Pipe(duplex=False)
    room = megabytes * 1_000_000
    program = PROGRAMS.Process(target=killing.save_until_memory_is_short, args=(folder, there, room))
    program.start()
    there.close()
    saved = here.recv()
    program.join()

    with enter(folder) as vault:
        assert len(vault.ledger.entries(BOOK)) == saved + 1
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
