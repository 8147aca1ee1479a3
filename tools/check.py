"""Runs every check of the project, the quick ones first, and tells which failed.

`make test` and `test.cmd` prepare the environment and call this. Arguments go to pytest.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Tests come last, so that their count is the last line of a run in which all is well.
CHECKS = {
    "style": ("-m", "ruff", "check", "."),
    "layout of the code": ("-m", "ruff", "format", "--check", "."),
    "types": ("-m", "mypy"),
    "layers": ("-c", "from importlinter.cli import lint_imports_command as c; c(['--no-logo'])"),
    "tests": ("-m", "pytest"),
}


def failures(checks: dict[str, tuple[str, ...]], run: Callable[[Sequence[str]], int]) -> list[str]:
    """Run each check, whatever became of those before, and tell the names of those that failed."""
    return [name for name, command in checks.items() if run(command) != 0]


def main(extra: Sequence[str]) -> int:
    """Run all checks, the tests with extra arguments; 0 when all is well, else 1."""
    checks = CHECKS | {"tests": (*CHECKS["tests"], *extra)}
    failed = failures(checks, _run)
    if failed:
        print(f"These checks failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _run(command: Sequence[str]) -> int:
    print(f"\n$ python {' '.join(command)}", flush=True)
    return subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
