"""What is done before anything else is imported: nobody steers the libraries, and nothing is left behind.

Variables, files in the home folder and modules in the current folder redirect the libraries that look for
them when they are imported (`security.md` A5, F1, F2), and a core dump would hold keys and answers (F4; as
KeePassXC does). What already runs when Python starts, such as `LD_PRELOAD`, is out of reach.
"""

import os
import sys

from sopcheck.crash_report import say_no_contents

# Beginnings of names. What suits the display to a person stays: QT_QPA_PLATFORM, QT_SCALE_FACTOR, DISPLAY …
_STEERING = (
    "KEYRING_",
    "OPENSSL_",
    "PYTHONBREAKPOINT",
    "PYTHONINSPECT",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHON_KEYRING_",
    "QML",
    "QT_DEBUG_PLUGINS",
    "QT_LOGGING_",
    "QT_MESSAGE_PATTERN",
    "QT_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "RL_",
    "SQLITE_TMPDIR",
)
# ReportLab runs these, if they are there, from anywhere on the path and from the home folder.
_PLANTED = ("reportlab_mods", "reportlab_settings")
_SET_DUMPABLE = 4


def harden() -> None:
    """Do all of it; once is enough, twice does no harm."""
    _search_only_installed()
    say_no_contents()
    _forget_steering()
    _leave_no_dump()
    # What is written, the vault above all, is for this account alone.
    os.umask(0o077)


def _search_only_installed() -> None:
    """Import nothing from the current folder, the folder of the script or `PYTHONPATH`."""
    strays = {_absolute(place) for place in ("", *_script(), *_python_path())}
    sys.path[:] = [place for place in sys.path if _absolute(place) not in strays or _is_installed(place)]
    for name in _PLANTED:
        sys.modules.setdefault(name, type(sys)(name))


def _is_installed(place: str) -> bool:
    # In a checkout the program itself may lie in the current folder.
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is slow
    return place == ours or place.startswith((sys.prefix + os.sep, sys.base_prefix + os.sep))


def _script() -> tuple[str, str]:
    script = sys.argv[0]
    try:
        real = os.path.realpath(script)
    except OSError:  # a relative name in a folder that was removed
        real = script
    return os.path.dirname(script), os.path.dirname(real)  # noqa: PTH120


def _python_path() -> list[str]:
    return os.environ.get("PYTHONPATH", "").split(os.pathsep)


def _absolute(place: str) -> str:
    try:
        return os.path.abspath(place)  # noqa: PTH100
    except OSError:  # the current folder was removed, so nothing can be imported from it
        return place


def _forget_steering() -> None:
    for name in [name for name in os.environ if name.startswith(_STEERING)]:
        del os.environ[name]
    # A platform of Qt that shows the window to whoever connects over the network.
    if "vnc" in os.environ.get("QT_QPA_PLATFORM", "").lower():
        del os.environ["QT_QPA_PLATFORM"]
    # Qt's own logs may hold every key pressed; this outweighs the file that would turn them on.
    os.environ["QT_LOGGING_RULES"] = "*.debug=false;*.info=false"


def _leave_no_dump() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
