"""The rules of every test hold: each is broken once in a run of its own."""

import os
from pathlib import Path

import platformdirs
import pytest

pytest_plugins = ["pytester"]

_SETTINGS = """
[pytest]
addopts = --strict-markers -p no:randomly -p no:cacheprovider -p no:xdist
filterwarnings = error
qt_api = pyside6
qt_log_level_fail = WARNING
markers = expected_logs(*patterns): as in the project.
"""


@pytest.fixture
def broken(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of its own with the rules of this one."""
    pytester.makeini(_SETTINGS)
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    return pytester


def test_an_unexpected_log_record_fails_the_test(broken: pytest.Pytester) -> None:
    broken.makepyfile("import logging\ndef test_log(): logging.getLogger('a').warning('odd %s', 1)")
    result = broken.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*Logged, but not expected: ?'a: odd 1'?*"])


def test_a_record_below_warning_is_no_harm(broken: pytest.Pytester) -> None:
    broken.makepyfile("import logging\ndef test_log(): logging.getLogger('a').info('well')")
    broken.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_log_record_that_was_named_is_no_harm(broken: pytest.Pytester) -> None:
    broken.makepyfile(
        """
        import logging, pytest
        @pytest.mark.expected_logs("^a: odd")
        def test_log(): logging.getLogger("a").error("odd")
        """
    )
    broken.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_named_log_record_that_does_not_come_fails_the_test(broken: pytest.Pytester) -> None:
    broken.makepyfile("import pytest\n@pytest.mark.expected_logs('odd')\ndef test_log(): pass")
    result = broken.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*Expected, but not logged: ?'odd'?*"])


def test_a_window_left_over_fails_the_test(broken: pytest.Pytester) -> None:
    broken.makepyfile(
        """
        from PySide6.QtWidgets import QLabel
        kept = []
        def test_left(qtbot): kept.append(QLabel("x")); kept[0].show()
        def test_owned(qtbot): qtbot.addWidget(QLabel("x"))
        def test_in_a_cycle(qtbot): label = QLabel("x"); label.itself = label
        """
    )
    result = broken.runpytest_subprocess()
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*Windows left over: *QLabel*", "ERROR *::test_left*"])


def test_a_warning_of_qt_fails_the_test(broken: pytest.Pytester) -> None:
    broken.makepyfile("from PySide6.QtCore import qWarning\ndef test_qt(qtbot): qWarning('odd')")
    broken.runpytest_subprocess().assert_outcomes(failed=1)


def test_a_test_that_failed_is_not_failed_twice(broken: pytest.Pytester) -> None:
    broken.makepyfile("import logging\ndef test_log():\n    logging.warning('odd')\n    assert False")
    broken.runpytest_subprocess().assert_outcomes(failed=1)


def test_what_steers_libraries_from_outside_is_gone(
    broken: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    steering = ["PYTHON_KEYRING_BACKEND", "QT_SCALE_FACTOR", "QML2_IMPORT_PATH", "RL_baseUnderlineWidth"]
    for name in steering:
        monkeypatch.setenv(name, "2")
    broken.makepyfile(f"import os\ndef test_gone(): assert not os.environ.keys() & {steering}")
    broken.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_users_own_keyring_is_out_of_reach(
    broken: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOPCHECK_THROWAWAY_KEYRING", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1/bus")
    broken.makepyfile("import os\ndef test_gone(): assert 'DBUS_SESSION_BUS_ADDRESS' not in os.environ")
    broken.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_users_own_folders_are_out_of_reach(machine_folder: Path) -> None:
    dirs = platformdirs.PlatformDirs("sopcheck", appauthor=False)
    for folder in (dirs.user_data_path, dirs.user_config_path, dirs.user_state_path, Path.home()):
        assert folder.is_relative_to(machine_folder)
        assert not folder.exists()


def test_windows_are_not_drawn_on_the_users_screen() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
