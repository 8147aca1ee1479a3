"""Makes a checkout ready to run or to test: system libraries, virtual environment, pinned packages, program.

Runs on any Python 3.11 before anything is installed, so it needs the standard library alone:
`python3.11 tools/prepare.py run` (or `test`). What is already done is not done again.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What Qt's parts for the window link to, by Debian's names, beyond what the rest brings along.
WINDOW_PACKAGES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
PACKAGES = {
    "run": WINDOW_PACKAGES,
    "test": (*WINDOW_PACKAGES, "dbus", "gnome-keyring"),
}
REQUIREMENTS = {
    "run": ("build.txt", "run.txt"),
    "test": ("build.txt", "run.txt", "dev.txt"),
}


class NotReadyError(Exception):
    """The checkout cannot be made ready; its sentence says what to do."""


def missing_packages(wanted: Sequence[str], installed: str) -> list[str]:
    """Tell which packages are not among those that `dpkg-query` lists as `NAME STATUS`, one a line."""
    present = {
        line.removesuffix(" installed") for line in installed.splitlines() if line.endswith(" installed")
    }
    # Later releases put `t64` behind the names of some libraries.
    return [name for name in wanted if name not in present and f"{name}t64" not in present]


def needed_packages(purpose: str, *, has_venv: bool) -> list[str]:
    """Tell the system's packages for a purpose; Debian keeps Python's own `venv` apart."""
    return [*PACKAGES[purpose], *([] if has_venv else ["python3-venv"])]


def apt_commands(packages: Sequence[str], *, is_root: bool, may_ask: bool) -> list[list[str]]:
    """Tell what installs packages; asks for a password only where somebody can give it."""
    front = [] if is_root else ["sudo"] if may_ask else ["sudo", "-n"]
    apt = [*front, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    return [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]]


def fingerprint(purpose: str, root: Path) -> str:
    """Tell in one word what an environment for this purpose is made from."""
    files = [root / "pyproject.toml", *(root / "requirements" / name for name in REQUIREMENTS[purpose])]
    content = b"\0".join([sys.version.encode(), os.fsencode(root), *(file.read_bytes() for file in files)])
    return hashlib.sha256(content).hexdigest()


def python_in(environment: Path, *, windows: bool) -> Path:
    """Tell where the Python of a virtual environment is."""
    return environment / ("Scripts/python.exe" if windows else "bin/python")


def install_commands(python: Path, purpose: str) -> list[list[str]]:
    """Tell what fills an environment: only pinned files whose hash is known, then the program itself."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    files = [part for name in REQUIREMENTS[purpose] for part in ("--requirement", f"requirements/{name}")]
    return [
        [*pip, "--require-hashes", "--only-binary=:all:", *files],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", "."],
    ]


def prepare_system(purpose: str) -> None:
    """Install what is missing of the system's packages, or say what a person must install."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return
    has_venv = importlib.util.find_spec("ensurepip") is not None
    missing = missing_packages(needed_packages(purpose, has_venv=has_venv), _installed_packages())
    if missing:
        _install_packages(missing)


def prepare_environment(purpose: str) -> None:
    """Make `.venv` and fill it, unless it has been filled from the same requirements before."""
    environment = ROOT / ".venv"
    mark = environment / f"prepared-for-{purpose}"
    wanted = fingerprint(purpose, ROOT)
    if mark.is_file() and mark.read_text() == wanted:
        return
    python = python_in(environment, windows=os.name == "nt")
    if not _works(python):
        print("Making the virtual environment.", flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(environment)])
    print("Installing the pinned packages; the first time takes a few minutes.", flush=True)
    for command in install_commands(python, purpose):
        _run(command)
    mark.write_text(wanted)


def main(arguments: Sequence[str]) -> int:
    """Prepare for the purpose given; 0 when ready, 1 with a sentence when not."""
    parser = argparse.ArgumentParser(description="Make this checkout ready.")
    parser.add_argument("purpose", choices=sorted(PACKAGES))
    purpose = parser.parse_args(arguments).purpose
    try:
        prepare_system(purpose)
        prepare_environment(purpose)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _installed_packages() -> str:
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\\n"]
    return subprocess.run(query, capture_output=True, text=True, check=True).stdout


def _install_packages(missing: Sequence[str]) -> None:
    names = " ".join(missing)
    print(f"Installing the system's packages: {names}.", flush=True)
    try:
        for command in apt_commands(missing, is_root=_is_root(), may_ask=_somebody_is_there()):
            _run(command)
    except NotReadyError:
        # Not the end: the libraries may have come another way than by these packages.
        print(f"If the program does not start, run as root: apt-get install {names}", file=sys.stderr)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _works(python: Path) -> bool:
    if not python.is_file():
        return False
    return (
        subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    )


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(
            command, cwd=ROOT, stdin=None if _somebody_is_there() else subprocess.DEVNULL, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        step = " ".join(command)
        raise NotReadyError(f"This step failed; mend what it says above and try again: {step}") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
