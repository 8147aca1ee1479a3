"""Two programs on one vault: the second is told of the first, and a killed one keeps nobody out."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.cli.running import Vault
from tests.end_to_end.conftest import ROOT

HOLD = """
import sys
from pathlib import Path
from tests.world import PASSPHRASE, TestClock, program_in
program = program_in(Path(sys.argv[1]), TestClock())
desk = program.unlock(program.access.people()[0].person, PASSPHRASE)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(vault: Vault) -> Iterator["subprocess.Popen[str]"]:
    """Another program, which has the vault open until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, vault.folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        yield program
        program.kill()


def test_the_second_is_told_which_program_has_it_open(vault: Vault, holder: "subprocess.Popen[str]") -> None:
    ran = vault("case", "list")
    assert (ran.status, ran.out) == (3, "")
    assert f"This vault is open in another window or program (process {holder.pid} on " in ran.err
    assert ran.err.endswith("Close it there and try again.\n")


def test_a_program_that_was_killed_keeps_nobody_out(vault: Vault, holder: "subprocess.Popen[str]") -> None:
    holder.kill()
    holder.wait()
    assert vault("case", "list").status == 0
