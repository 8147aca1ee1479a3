"""Pins the packages of `pyproject.toml`, with the hashes of their files for every platform.

`make pins` keeps the versions that still fit; `.venv/bin/python tools/pin.py --upgrade` takes the newest.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Each file is held to the versions of those before it, since they are installed together.
_AS_RUN = ("--constraint", "requirements/run.txt")
_AS_BUILD = ("--constraint", "requirements/build.txt")
FILES = {
    "run.txt": ("pyproject.toml",),
    "build.txt": ("--group", "build", *_AS_RUN),
    "dev.txt": ("--group", "dev", *_AS_RUN, *_AS_BUILD),
}
# A committed file names no address that anything is fetched from.
_PLAIN = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")


def command(name: str, extra: Sequence[str]) -> list[str]:
    """Tell what pins one of the files."""
    compile_all = ["-m", "uv", "--quiet", "pip", "compile", "--universal", "--python-version", "3.11"]
    wanted = ["--generate-hashes", *_PLAIN, "--output-file", f"requirements/{name}", *extra, *FILES[name]]
    return [sys.executable, *compile_all, *wanted]


def main(extra: Sequence[str]) -> int:
    """Pin all files in their order."""
    for name in FILES:
        subprocess.run(command(name, extra), cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
