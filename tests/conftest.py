"""What holds for every test: the user's own files are out of reach, and nothing odd passes unseen.

A log record of level warning or above fails a test that does not name it with
`@pytest.mark.expected_logs("pattern", …)`, and so does a window that is still there at its end.
Warnings of Python and of Qt fail a test by the settings in `pyproject.toml`.
"""

import gc
import itertools
import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# Without a deadline a slow machine fails nothing; in CI the same examples are tried each time.
settings.register_profile("sopcheck", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sopcheck")

# Set on a developer's machine, these change what Qt, ReportLab, SQLite or keyring do.
_STEERING = re.compile(
    r"PYTHON_KEYRING_|QML|QT_(?!QPA_PLATFORM$)|RL_|SQLITE_TMPDIR$|SOPCHECK_(?!THROWAWAY_KEYRING$)"
)
_HOMES = {
    "HOME": "home",
    "USERPROFILE": "home",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_DATA_HOME": "home/data",
    "XDG_STATE_HOME": "home/state",
    "WIN_PD_OVERRIDE_APPDATA": "home/roaming",
    "WIN_PD_OVERRIDE_COMMON_APPDATA": "common",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "home/local",
    "WIN_PD_OVERRIDE_PERSONAL": "home/documents",
}
_COUNT = itertools.count()
_THROWAWAY = "SOPCHECK_THROWAWAY_KEYRING"


class _LogKeeper(logging.Handler):
    """Keeps what is logged at warning level and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


def pytest_configure() -> None:
    """Take away what steers libraries from outside, before any of them is asked for anything."""
    for name in [name for name in os.environ if _STEERING.match(name)]:
        del os.environ[name]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The keyring of the person who runs the tests is theirs; `tools/with-keyring` starts one for tests. Only
    # those that ask see it: copies of one vault would find each other's anchors there.
    address = os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    if os.environ.get(_THROWAWAY) == "yes" and address is not None:
        os.environ[_THROWAWAY] = address


@pytest.fixture(scope="session")
def machine_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that stands for the whole machine, with what Qt wants to find there."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "run").mkdir(mode=0o700)
    return folder


@pytest.fixture
def real_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Secret Service that was started for the tests; without one the test is skipped."""
    address = os.environ.get(_THROWAWAY)
    if address is None:
        pytest.skip("there is no key store made for the tests; run them with tools/with-keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)


@pytest.fixture(autouse=True)
def own_home(machine_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home of its own, which is not there until something makes it."""
    user = machine_folder / f"user{next(_COUNT)}"
    for name, place in _HOMES.items():
        monkeypatch.setenv(name, str(user / place))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(machine_folder / "run"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(machine_folder / "cache"))


@pytest.fixture(autouse=True)
def logs_only_what_is_expected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning nobody named, or that does not log one that it named."""
    keeper = _LogKeeper()
    failed_before = request.session.testsfailed
    logging.getLogger().addHandler(keeper)
    yield
    logging.getLogger().removeHandler(keeper)
    mark = request.node.get_closest_marker("expected_logs")
    # A test that failed anyway is not made to fail twice.
    if request.session.testsfailed == failed_before:
        _compare_logs(keeper.messages, mark.args if mark else ())


@pytest.fixture(autouse=True)
def no_window_is_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test at whose end a window is there that was not there at its start."""
    failed_before = request.session.testsfailed
    before = _windows()
    yield
    left = _left_over(before)
    for window in left:
        window.close()
        window.deleteLater()
    if left and request.session.testsfailed == failed_before:
        pytest.fail(f"Windows left over: {', '.join(map(repr, left))}", pytrace=False)


def _compare_logs(messages: list[str], patterns: tuple[str, ...]) -> None:
    unnamed = [each for each in messages if not any(re.search(pattern, each) for pattern in patterns)]
    missing = [pattern for pattern in patterns if not any(re.search(pattern, each) for each in messages)]
    if unnamed:
        pytest.fail(f"Logged, but not expected: {unnamed}", pytrace=False)
    if missing:
        pytest.fail(f"Expected, but not logged: {missing}", pytrace=False)


def _left_over(before: "list[QWidget]") -> "list[QWidget]":
    if all(window in before for window in _windows()):
        return []
    # Only a second look counts: a window in a cycle of references is gone once those are collected.
    gc.collect()
    return [window for window in _windows() if window not in before]


def _windows() -> "list[QWidget]":
    """Tell the windows that nothing owns; tests without Qt do not load it for this."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]
