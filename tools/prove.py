"""Proves what the vault promises, for as long as one likes: `make prove` or `tools/prove.py --rounds 10000`.

Prints one line for each proof, with counts, the rate and what was lost; ends with 1 where anything was. The
short form of each is a test in `tests/prove`.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.prove import disk, failing, flips, kills, power, vault  # noqa: E402 - the checkout is found first
from tests.world import made_in  # noqa: E402

SAVES = 60
MUTATIONS = ("tests/vault/test_mutations.py", "tests/services/test_hostile_writers.py")
KEYS_KILLED = ("tests/vault/test_kills.py", "tests/vault/test_kills_of_keys.py")
PLAINTEXT = (
    "tests/end_to_end/test_plaintext.py",
    "tests/end_to_end/test_core.py",
    "tests/services/test_erasure.py",
)
READER = ("tests/vault/test_second_reader.py", "tests/tools/test_verify_ledger.py")
Proof = tuple[str, bool]


class Proving:
    """The proofs on one vault in a folder of their own."""

    def __init__(self, folder: Path, *, rounds: int, seed: int) -> None:
        self._folder = folder
        self._rounds = rounds
        self._seed = seed
        self._vault = vault.with_a_case(made_in(folder / "template"), folder / "vault")
        self._work = folder / "work"

    def kills(self) -> Proof:
        """Random kills while the program saves."""
        told, interrupted = kills.kill(self._vault, self._work, rounds=self._rounds, seed=self._seed)
        return (
            f"{self._rounds} kills, {told} saves told, {interrupted} cut off in a save, 0 lost, 0 torn",
            True,
        )

    def kills_of_keys(self) -> Proof:
        """Kills while a passphrase, a person's way in, the vault's key, a backup or a restore is written."""
        return _tested(KEYS_KILLED, rounds=min(self._rounds, 200))

    def power(self) -> Proof:
        """Simulated power cuts of one long run."""
        log, live = self._folder / "log", vault.copied(self._vault, self._folder / "live")
        before = {str(path): path.read_bytes() for path in live.glob("vault.db*")}
        disk.behind(disk.library(self._folder), live, "tests.prove.saving", SAVES, log=log)
        chance = random.Random(self._seed)  # noqa: S311 - where to cut is no secret
        cutter = power.Cutter(list(disk.steps_of(log)), before, chance)
        for _ in range(self._rounds):
            state = cutter.cut()
            power.lay(state, vault.copied(self._vault, self._work))
            vault.require_whole(self._work, saved=state.saved)
        return f"{self._rounds} power cuts of {SAVES} saves, 0 lost, 0 torn, 0 unreadable", True

    def faults(self) -> Proof:
        """A full, a broken and a faltering disk at every step of each act."""
        live = vault.copied(self._vault, self._work)
        found = failing.found_behind(disk.library(self._folder), live)
        tried = [one for ways in found.values() for one in ways.values()]
        wrong = sum(len(one.wrong) for one in tried)
        steps = ", ".join(f"{name} {max(one.steps for one in ways.values())}" for name, ways in found.items())
        return f"{sum(one.tries for one in tried)} tries at every step of {steps}; wrong: {wrong}", not wrong

    def pages(self) -> Proof:
        """One bit flipped in every page."""
        desk = vault.entered(self._vault)
        for number in range(1, 40):
            vault.write(desk, vault.case_in(desk), number)
        desk.lock()
        found = flips.flip_pages(self._vault, self._work, seed=self._seed)
        said = f"{found.tried} pages flipped, {found.told} told, {found.borne} borne (salt, unused)"
        return f"{said}, wrong rows shown: {found.wrong}", not found.wrong

    def keys(self) -> Proof:
        """Every byte of the key file flipped, and the file cut at every length."""
        found = flips.damage_keys(self._vault, self._work)
        return (
            f"{found.tried} damaged key files, {found.told} refused, opened: {found.wrong}",
            not found.wrong,
        )

    def mutations(self) -> Proof:
        """The sixteen ways to change a ledger."""
        return _tested(MUTATIONS)

    def plaintext(self) -> Proof:
        """A whole session, and an erasure, after which no text lies anywhere in the clear."""
        return _tested(PLAINTEXT)

    def second_reader(self) -> Proof:
        """Another library and another verifier agree."""
        return _tested(READER)


def _tested(files: tuple[str, ...], *, rounds: int | None = None) -> Proof:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *files]
    told = {} if rounds is None else {"PROVE_ROUNDS": str(rounds)}
    ran = subprocess.run(
        command, cwd=ROOT, env=os.environ | told, capture_output=True, text=True, check=False
    )
    return ran.stdout.strip().splitlines()[-1], ran.returncode == 0


def proofs(proving: Proving) -> Iterator[tuple[str, Callable[[], Proof]]]:
    """Every proof that this machine can make, with its name."""
    yield "kills", proving.kills
    yield "kills of keys", proving.kills_of_keys
    if disk.is_possible():
        yield "power cuts", proving.power
        yield "full and failing disk", proving.faults
    yield "key file", proving.keys
    yield "pages", proving.pages
    yield "mutations", proving.mutations
    yield "plaintext", proving.plaintext
    yield "second reader", proving.second_reader


def main(arguments: list[str]) -> int:
    """Prove what is asked for, or everything."""
    parser = argparse.ArgumentParser(description="Prove what the vault promises.")
    parser.add_argument("--rounds", type=int, default=500, help="kills and power cuts; the goal is 10000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("only", nargs="*", help="the names of the proofs to make")
    given = parser.parse_args(arguments)
    whole = True
    with tempfile.TemporaryDirectory(prefix="sopcheck-prove-") as folder:
        proving = Proving(Path(folder), rounds=given.rounds, seed=given.seed)
        for name, prove in proofs(proving):
            if given.only and name not in given.only:
                continue
            begun = time.perf_counter()
            try:
                said, good = prove()
            except AssertionError as fault:
                said, good = str(fault), False
            whole = whole and good
            seconds = time.perf_counter() - begun
            print(f"{'ok  ' if good else 'FAIL'} {name}: {said} ({seconds:.0f} s)", flush=True)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
