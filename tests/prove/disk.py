"""Builds the library that stands between a program and its disk, and reads what it noted."""

import ctypes
import errno
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a file; see `disk.c` for the letters."""

    kind: str
    path: str
    place: int
    length: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """How a disk fails: with which error, for one step or from it on, and whether at readings too."""

    error: int
    is_passing: bool = False
    reads: bool = False


FAULTS = {
    "full": Fault(errno.ENOSPC),
    "broken": Fault(errno.EIO, reads=True),
    "faltering": Fault(errno.EIO, is_passing=True, reads=True),
}


def is_possible() -> bool:
    """Whether this machine can put a library before another and has a compiler to make it."""
    return sys.platform == "linux" and shutil.which("cc") is not None


@cache
def library(folder: Path) -> Path:
    """Compile the library into a folder."""
    made = folder / "disk.so"
    command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return made


def behind(made: Path, vault: Path, module: str, *arguments: object, log: Path | None = None) -> str:
    """Run a module as a program of its own whose disk is watched; gives what it printed.

    What it says on the way, on its standard error, is seen at once.
    """
    watched = {"LD_PRELOAD": str(made), "PROVE_DIR": str(vault)}
    noted = {} if log is None else {"PROVE_LOG": str(log)}
    ran = subprocess.run(
        [sys.executable, "-m", module, *map(str, (made, vault, *arguments))],
        cwd=ROOT,
        env=os.environ | watched | noted,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(f"{module} ended with {ran.returncode}")
    return ran.stdout


class Disk:
    """The library from inside the program: says what was saved, and lets steps fail."""

    def __init__(self, made: str) -> None:
        self._calls = ctypes.CDLL(made)
        self._calls.prove_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int]
        self._calls.prove_steps.restype = ctypes.c_long
        self._calls.prove_saved.argtypes = [ctypes.c_uint64]

    def saved(self, number: int) -> None:
        """Note that the program said that this was saved."""
        self._calls.prove_saved(number)

    def fail(self, at: int, fault: Fault) -> None:
        """Let the step of this number fail; unless the fault passes, all after it do."""
        self._calls.prove_arm(at, fault.error, fault.is_passing, fault.reads)

    def recover(self) -> int:
        """Let nothing fail any more; gives how many steps there were."""
        steps = int(self._calls.prove_steps())
        self._calls.prove_arm(0, 0, False, False)
        return steps


def steps_of(log: Path) -> Iterator[Step]:
    """Read what was noted, in its order."""
    content, at = log.read_bytes(), 0
    while at < len(content):
        kind = chr(content[at])
        (length,) = struct.unpack_from("<I", content, at + 1)
        path = content[at + 5 : at + 5 + length].decode()
        place, size = struct.unpack_from("<QQ", content, at + 5 + length)
        at += 21 + length
        written = content[at : at + size] if kind == "W" else b""
        at += len(written)
        yield Step(kind, path, place, size, written)
