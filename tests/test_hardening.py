"""The program starts in surroundings made to steer it and to keep what it leaves, and takes no notice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOSTILE = {
    "KEYRING_PROPERTY_PREFERRED_COLLECTION": "planted",
    "OPENSSL_CONF": "planted.cnf",
    "PYTHONINSPECT": "",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    "QML2_IMPORT_PATH": "planted",
    "QML_IMPORT_PATH": "planted",
    "QT_LOGGING_RULES": "qt.qpa.input*=true",
    "QT_PLUGIN_PATH": "planted",
    "QT_QPA_PLATFORM_PLUGIN_PATH": "planted",
    "RL_invariant": "0",
    "RL_trustedHosts": "*",
    "SQLITE_TMPDIR": "planted",
}
SUITS = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2", "DISPLAY": ":7", "LC_ALL": "C.UTF-8"}
# Any of these run would say so: a module of the current folder, one of PYTHONPATH, two files of the home.
PLANTED = ("here/segno.py", "path/reportlab_settings.py", "home/.reportlab_settings", "home/.reportlab_mods")
PROBE = """
import sys
from sopcheck.__main__ import main
sys.argv = ["sopcheck", *sys.argv[1:]]
if main() != 0:
    raise SystemExit("the program itself failed")
import ctypes, json, os, resource, segno
from reportlab import rl_config
umask = os.umask(0o077)
print(json.dumps({
    "environment": dict(os.environ), "path": sys.path, "umask": umask, "hosts": rl_config.trustedHosts,
    "core": resource.getrlimit(resource.RLIMIT_CORE), "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
    "hooks": [hook.__module__ for hook in (sys.excepthook, sys.unraisablehook)],
}))
"""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux whether the process may be dumped")


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders in which something is planted that would leave a mark if it were run."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in PLANTED:
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"open({str(folder / 'mark')!r}, 'a').write({name!r})")
    return folder


@pytest.fixture(scope="module")
def state(surroundings: Path) -> dict[str, Any]:
    """What the process is like after a command has run in those surroundings."""
    own = {"HOME": str(surroundings / "home"), "PYTHONPATH": str(surroundings / "path")}
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, "--version"],
        cwd=surroundings / "here",
        env=os.environ | HOSTILE | SUITS | own,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


@ON_LINUX
def test_no_core_is_dumped(state: dict[str, Any]) -> None:
    assert (state["core"], state["dumpable"]) == ([0, 0], 0)


@ON_LINUX
def test_what_is_written_is_for_this_account_alone(state: dict[str, Any]) -> None:
    assert state["umask"] == 0o077


@ON_LINUX
@pytest.mark.parametrize("name", sorted({*HOSTILE, "PYTHONPATH"} - {"QT_LOGGING_RULES"}))
def test_a_variable_that_steers_a_library_is_forgotten(state: dict[str, Any], name: str) -> None:
    assert name not in state["environment"]


@ON_LINUX
def test_keys_pressed_are_never_logged_by_qt(state: dict[str, Any]) -> None:
    assert state["environment"]["QT_LOGGING_RULES"] == "*.debug=false;*.info=false"


@ON_LINUX
@pytest.mark.parametrize("name", sorted(SUITS))
def test_what_suits_the_screen_to_a_person_stays(state: dict[str, Any], name: str) -> None:
    assert state["environment"][name] == SUITS[name]


@ON_LINUX
def test_nothing_is_imported_from_the_current_folder_or_a_given_path(
    state: dict[str, Any], surroundings: Path
) -> None:
    assert not [place for place in state["path"] if place == "" or place.startswith(str(surroundings))]
    assert state["hosts"] is None


@ON_LINUX
def test_what_nobody_catches_is_told_without_its_message(state: dict[str, Any]) -> None:
    assert state["hooks"] == ["sopcheck.crash_report"] * 2


@ON_LINUX
def test_nothing_that_was_planted_is_run(state: dict[str, Any], surroundings: Path) -> None:
    assert state["path"]
    assert not (surroundings / "mark").exists()


@ON_LINUX
def test_the_window_as_a_program_of_its_own_starts_the_same(surroundings: Path) -> None:
    code = "from sopcheck.__main__ import window\nwindow()\nimport os\nprint(os.umask(0))"
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=surroundings,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"{0o077}\n"
    assert "no screen" in ran.stderr


@ON_LINUX
@pytest.mark.parametrize("platform", ["vnc", "VNC:port=5901", "xcb;vnc"])
def test_the_window_is_never_shown_over_the_network(platform: str) -> None:
    code = (
        "import os\nfrom sopcheck.hardening import harden\nharden()\nprint(os.environ.get('QT_QPA_PLATFORM'))"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": platform}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "None"


@ON_LINUX
def test_a_relative_name_of_the_program_in_a_folder_that_was_removed_is_borne(tmp_path: Path) -> None:
    code = "import os, sys\nsys.argv = ['bin/sopcheck']\nos.rmdir(os.getcwd())\n"
    code += "from sopcheck.hardening import harden\nharden()\nprint('' in sys.path)"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    root = str(Path(__file__).resolve().parents[1])
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import sys\nsys.path.append({root!r})\n{code}"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=gone, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


@ON_LINUX
def test_it_starts_where_the_current_folder_was_removed(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = ["sh", "-c", 'rmdir "$PWD" && exec "$0" -m sopcheck --version', sys.executable]
    ran = subprocess.run(command, cwd=gone, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("sopcheck, version ")
