"""What a vault asks of the machine it lies on; given as a value, so that tests can be the machine."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import NamedTuple

_REMOTE = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "coda",
        "ceph",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
    }
)
_WINDOWS_REMOTE_DRIVE = 4


# A tuple, as in `folder` and `place`: the unlock page waits for all three, and dataclasses are slow to make.
class Machine(NamedTuple):
    """Randomness, a clock that never goes back, a name, and which folders lie on a network."""

    random_bytes: Callable[[int], bytes]
    monotonic_ms: Callable[[], int]
    on_network: Callable[[Path], bool]
    host: str
    process: int


def this_machine() -> Machine:
    """Describe the machine this runs on."""
    return Machine(os.urandom, _monotonic_ms, _on_network, _host(), os.getpid())


def is_remote_mount(path: PurePath, mounts: str) -> bool:
    """Tell whether a path lies on a network, by a table of mounts as Linux writes it."""
    kinds: dict[PurePath, str] = {}
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        # Of two mounts on one point the later covers the earlier, as the table is in their order.
        kinds[PurePath(_unescaped(point))] = kind
    # The longest mount point that holds the path decides; a stick inside a network home is local.
    nearest = next((place for place in (path, *path.parents) if place in kinds), None)
    return nearest is not None and kinds[nearest] in _REMOTE


def _unescaped(point: str) -> str:
    return point.replace(r"\040", " ").replace(r"\011", "\t").replace(r"\134", "\\")


def _host() -> str:
    # `platform` would be imported before the unlock page is painted, for a name that Linux tells at once.
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def _on_network(path: Path) -> bool:
    place = path.absolute()
    if sys.platform == "win32":
        return place.drive.startswith("\\\\") or _is_mapped_drive(place.anchor)
    mounts = Path("/proc/self/mounts")
    return mounts.exists() and is_remote_mount(place.resolve(), mounts.read_text(errors="replace"))


def _is_mapped_drive(anchor: str) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows needs it

        return bool(ctypes.windll.kernel32.GetDriveTypeW(anchor) == _WINDOWS_REMOTE_DRIVE)
    return False
