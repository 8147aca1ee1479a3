"""A crash report has types and lines, and nothing that anybody typed."""

import subprocess
import sys

import pytest

from sopcheck.crash_report import report, summary
from sopcheck.ledger.entry import instant

SECRET = "Child A, NV/CSE/26/0101"


def caught() -> ValueError:
    try:
        try:
            instant(SECRET.encode())  # type: ignore[arg-type]  # the bug
        except TypeError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        return error
    raise AssertionError


def test_a_report_names_types_and_lines_the_first_cause_first() -> None:
    lines = report(caught()).splitlines()
    assert lines[0] == "TypeError"
    assert lines[2].startswith("  sopcheck/ledger/entry.py:")
    assert "ValueError" in lines


def test_a_report_holds_no_message_no_value_and_no_path_of_the_machine() -> None:
    said = report(caught())
    assert SECRET not in said
    assert "fromisoformat" not in said
    assert not [line for line in said.splitlines() if line.strip().startswith("/") or ".venv" in line]


def test_errors_that_are_each_others_cause_are_reported_once() -> None:
    first, second = KeyError("a"), OSError("b")
    first.__cause__, second.__cause__ = second, first
    assert report(first).splitlines() == ["OSError", "KeyError"]


def test_a_summary_is_the_type_and_our_own_last_line() -> None:
    error = caught().__cause__
    assert error is not None
    assert summary(error).startswith("TypeError at sopcheck/ledger/entry.py:")


def test_without_a_line_of_ours_the_type_alone_is_told() -> None:
    assert summary(ValueError(SECRET)) == "ValueError"


def test_a_module_that_is_missing_is_named() -> None:
    assert summary(ModuleNotFoundError(SECRET, name="PySide6")) == "ModuleNotFoundError PySide6"


@pytest.mark.parametrize(
    "wrong",
    [
        "raise ValueError(secret)",
        "class Bad:\n    def __del__(self): raise ValueError(secret)\nBad()",
        "import threading\nthread = threading.Thread(target=int, args=(secret,))\nthread.start()",
    ],
)
def test_python_itself_tells_no_message_of_what_nobody_caught(wrong: str) -> None:
    code = (
        f"from sopcheck.crash_report import say_no_contents\nsay_no_contents()\nsecret = {SECRET!r}\n{wrong}"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ValueError" in said.stderr
    assert SECRET not in said.stderr
