"""Tests get a keyring of their own: real, unlocked, and never that of the person who runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.prepare import ROOT

SCRIPT = str(ROOT / "tools" / "with-keyring")
SAVE_AND_READ = """
from keyring.backends.SecretService import Keyring
keyring = Keyring()
keyring.set_password("sopcheck-test", "anybody", "secret")
print("kept", keyring.get_password("sopcheck-test", "anybody"))
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has a key store of its own")
needs_service = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="there is no Secret Service to start",
)


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "SOPCHECK_THROWAWAY_KEYRING"}
    return subprocess.run(
        [SCRIPT, *command],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@needs_service
def test_a_secret_is_kept_in_a_real_keyring() -> None:
    assert run(sys.executable, "-c", SAVE_AND_READ).stdout == "kept secret\n"


@needs_service
def test_the_command_is_told_that_the_keyring_may_be_used() -> None:
    assert run("/bin/sh", "-c", "echo $SOPCHECK_THROWAWAY_KEYRING").stdout == "yes\n"


@needs_service
def test_nothing_of_the_keyring_is_left_when_the_command_is_done(tmp_path: Path) -> None:
    look = f"{SAVE_AND_READ}\nimport os; print(os.listdir({str(tmp_path)!r}))"
    assert "tmp." in run(sys.executable, "-c", look, TMPDIR=str(tmp_path)).stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [os.environ["PATH"], "/nowhere"])
def test_the_outcome_of_the_command_comes_through(path: str) -> None:
    assert run("/bin/sh", "-c", "exit 7", PATH=path).returncode == 7


def test_without_a_keyring_the_command_runs_all_the_same() -> None:
    result = run("/bin/sh", "-c", "echo ${SOPCHECK_THROWAWAY_KEYRING-none}", PATH="/nowhere")
    assert result.stdout == "none\n"
    assert "No keyring can be started here; tests that need one are skipped." in result.stderr
