"""A program that dies with an open vault leaves no dump of its memory, where keys and answers lie."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world import World, template

ROOT = Path(__file__).resolve().parents[2]
DIES = """
import os, resource, sys
from pathlib import Path
from sopcheck.hardening import harden
from tests.world import World

most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
if sys.argv[2] == "hardened":
    harden()
world = World.on(Path(sys.argv[1]))
world.desk.casework.view(world.desk.casework.find("NV/CSE/26/0101"))
os.abort()
"""


def left_by(how: str, vault: Path, place: Path) -> list[Path]:
    """What a program leaves in the folder where it works, that died while a case was shown."""
    place.mkdir()
    died = subprocess.run(
        [sys.executable, "-c", DIES, vault, how],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert died.returncode == -signal.SIGABRT, died.stderr
    return list(place.iterdir())


@pytest.fixture
def vault(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with a case."""
    world = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    world.open()
    world.desk.lock()
    return tmp_path / "vault"


@pytest.mark.skipif(sys.platform != "linux", reason="on other systems nothing in a program decides it")
def test_f4_a_program_that_dies_leaves_no_core(vault: Path, tmp_path: Path) -> None:
    assert left_by("hardened", vault, tmp_path / "hardened") == []


@pytest.mark.skipif(sys.platform != "linux", reason="on other systems nothing in a program decides it")
def test_a_core_would_be_found(vault: Path, tmp_path: Path) -> None:
    import resource

    elsewhere = Path("/proc/sys/kernel/core_pattern").read_text()[:1] in "|/"
    if elsewhere or not resource.getrlimit(resource.RLIMIT_CORE)[1]:
        pytest.skip("this machine dumps no core, or elsewhere")
    (core,) = left_by("not hardened", vault, tmp_path / "open")
    assert core.name.startswith("core")
    core.unlink()
