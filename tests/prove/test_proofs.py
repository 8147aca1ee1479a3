"""The short form of `make prove`: kills, power cuts, failing disks, flipped bits."""

import random
from pathlib import Path

import pytest

from tests.prove import disk, failing, flips, kills, power, vault
from tests.prove.acts import ACTS, Act, Lock, Save
from tests.world import template

needs_a_watched_disk = pytest.mark.skipif(
    not disk.is_possible(), reason="takes Linux, where a library can be put before another, and a C compiler"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with a case; only to be copied."""
    return vault.with_a_case(template(tmp_path_factory), tmp_path_factory.mktemp("made") / "vault")


def test_b15_no_save_that_was_told_is_lost_by_a_kill(made: Path, tmp_path: Path) -> None:
    told, _ = kills.kill(made, tmp_path / "work", rounds=6, seed=3)
    assert told >= 6


@needs_a_watched_disk
def test_b14_no_save_that_was_told_is_lost_by_a_power_cut(made: Path, tmp_path: Path) -> None:
    live, log = vault.copied(made, tmp_path / "live"), tmp_path / "log"
    before = {str(path): path.read_bytes() for path in live.glob("vault.db*")}
    disk.behind(disk.library(tmp_path), live, "tests.prove.saving", 12, log=log)
    cutter = power.Cutter(list(disk.steps_of(log)), before, random.Random(5))
    for _ in range(12):
        state = cutter.cut()
        power.lay(state, vault.copied(made, tmp_path / "work"))
        vault.require_whole(tmp_path / "work", saved=state.saved)


@needs_a_watched_disk
def test_b12_b13_a_disk_that_fails_at_any_step_is_told_and_loses_nothing(made: Path, tmp_path: Path) -> None:
    live = vault.copied(made, tmp_path / "live")
    found = failing.found_behind(disk.library(tmp_path), live, every=97)
    assert set(found) == set(ACTS)
    for name, ways in found.items():
        for way, tried in ways.items():
            assert (name, way, tried.wrong) == (name, way, [])
            assert tried.steps > 10
            # Nobody is kept from locking.
            assert bool(tried.answers) == (name != "lock")


class Unsaid(Save):
    """A save that is told as done and was not."""

    def do(self) -> None:
        """Save nothing."""


class Unkempt(Lock):
    """An act that leaves a part of a file behind, in a backup that nobody sweeps."""

    def settle(self, *, done: bool) -> int:
        """Leave it."""
        (self._vault / "recovery").mkdir()
        (self._vault / "recovery" / "vault.db.part").touch()
        return super().settle(done=done)


@needs_a_watched_disk
@pytest.mark.parametrize(("act", "wrong"), [(Unsaid, "5 were to be there, 4 are"), (Unkempt, "left behind")])
def test_a_loss_or_a_leftover_would_be_seen(made: Path, tmp_path: Path, act: type[Act], wrong: str) -> None:
    live = vault.copied(made, tmp_path / "live")
    trying = failing.Failing(disk.Disk(str(disk.library(tmp_path))), live, failing.prepared(live), 1)
    tried = trying.through(act, disk.FAULTS["full"])
    assert wrong in tried.wrong[0]


def test_b1_a_flipped_bit_in_a_page_shows_no_wrong_row(made: Path, tmp_path: Path) -> None:
    found = flips.flip_pages(made, tmp_path / "work", seed=7, every=9)
    assert found.wrong == 0
    assert found.tried - found.borne == found.told
    assert found.borne <= 2


def test_a11_a_damaged_key_file_never_opens(made: Path, tmp_path: Path) -> None:
    found = flips.damage_keys(made, tmp_path / "work", every=97)
    assert (found.told, found.wrong) == (found.tried, 0)


def step(kind: str, place: int = 0, content: bytes = b"") -> disk.Step:
    return disk.Step(kind, "file", place, len(content), content)


SAVED = step("A", 1)


@pytest.mark.parametrize(
    ("steps", "possible"),
    [
        ((step("W", 0, b"new"), step("S")), {b"new"}),
        ((step("W", 0, b"new"),), {b"old", b"new"}),
        ((step("T", 1), step("S")), {b"o"}),
        ((step("T", 1),), {b"old", b"o"}),
        ((step("U"), step("D")), {None}),
        ((step("U"),), {b"old", None}),
        ((step("W", 512, b"new"), step("S")), {b"old" + bytes(509) + b"new"}),
    ],
)
def test_after_a_cut_only_what_was_synced_is_sure(
    steps: tuple[disk.Step, ...], possible: set[bytes | None]
) -> None:
    found = set()
    for seed in range(200):
        # At the last moment only: those before it are moments of their own.
        cutter = power.Cutter((SAVED, *steps), {"file": b"old"}, _Last(seed))
        found.add(cutter.cut().files.get("file"))
    assert found == possible


class _Last(random.Random):
    """Chance, but the power is cut at the very end."""

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        return super().randrange(start, stop, step) if stop is None else stop - 1


def test_the_sectors_of_a_write_are_kept_or_lost_each_by_itself() -> None:
    written = step("W", 0, b"a" * 512 + b"b" * 512)
    found = {
        power.Cutter((SAVED, written), {"file": bytes(1024)}, _Last(seed)).cut().files["file"]
        for seed in range(300)
    }
    assert {bytes(512) + b"b" * 512, b"a" * 512 + bytes(512)} <= found


def test_a_loss_would_be_seen(made: Path, tmp_path: Path) -> None:
    work = vault.copied(made, tmp_path / "work")
    with pytest.raises(AssertionError, match="2 were saved, 0 are there"):
        vault.require_whole(work, saved=2)
