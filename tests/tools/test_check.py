"""All checks run, whatever fails, and the tests are the last of them."""

import sys
from collections.abc import Sequence

import pytest

from tools import check


def test_every_check_runs_though_one_fails() -> None:
    ran: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> int:
        ran.append(command)
        return 1 if command == ("b",) else 0

    assert check.failures({"one": ("a",), "two": ("b",), "three": ("c",)}, run) == ["two"]
    assert ran == [("a",), ("b",), ("c",)]


def test_tests_come_last_so_that_their_count_ends_a_good_run() -> None:
    assert list(check.CHECKS)[-1] == "tests"


@pytest.mark.parametrize(("code", "expected"), [(0, 0), (3, 1)])
def test_the_outcome_of_the_checks_is_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], code: int, expected: int
) -> None:
    monkeypatch.setattr(check, "CHECKS", {"tests": ("-c", f"raise SystemExit({code})")})
    assert check.main([]) == expected
    assert ("These checks failed: tests." in capfd.readouterr().err) == (code != 0)


def test_arguments_go_to_the_tests_alone(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    show = ("-c", "import sys; print('given', sys.argv[1:])")
    monkeypatch.setattr(check, "CHECKS", {"style": show, "tests": show})
    check.main(["-k", "vault"])
    shown = [line for line in capfd.readouterr().out.splitlines() if line.startswith("given")]
    assert shown == ["given []", "given ['-k', 'vault']"]


def test_checks_run_with_the_python_that_runs_them(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "CHECKS", {"tests": ("-c", "import sys; print(sys.executable)")})
    check.main([])
    assert sys.executable in capfd.readouterr().out
