"""A locked vault and commands to run on it; and a whole session, run once for all that it leaves behind."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Commands, Vault
from tests.end_to_end import marked_session
from tests.world import template

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def vault(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Vault:
    """A locked vault with three people."""
    return Vault.copied(template(tmp_path_factory), tmp_path, Commands(capsys, monkeypatch))


@dataclass(frozen=True)
class Left:
    """What a session left behind: the folder that was its whole machine, and what it said."""

    machine: Path
    begun: float
    out: str = ""
    err: str = ""
    status: int = 0

    @property
    def chosen(self) -> Path:
        """The file that a person asked for."""
        return self.machine / "chosen" / "record.pdf"

    @property
    def vault(self) -> Path:
        """The folder of the vault."""
        return self.machine / "vault"


@pytest.fixture(scope="session")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """A session on a machine of its own."""
    machine, begun = tmp_path_factory.mktemp("machine"), time.time()
    for name in ("home", "temporary", "chosen", "run"):
        (machine / name).mkdir(mode=0o700)
    left = Left(machine, begun)
    session = subprocess.run(
        [sys.executable, "-m", marked_session.__name__, left.vault, left.chosen],
        cwd=ROOT,
        env=os.environ | surroundings(machine),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Left(machine, begun, session.stdout, session.stderr, session.returncode)


def surroundings(machine: Path) -> dict[str, str]:
    """Everything that says where a program may write."""
    homes = {f"XDG_{name}_HOME": str(machine / "home" / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(machine / "temporary"))
    homes |= {"HOME": str(machine / "home"), "USERPROFILE": str(machine / "home")}
    return homes | temporary | {"XDG_RUNTIME_DIR": str(machine / "run"), "QT_QPA_PLATFORM": "offscreen"}
