"""Preparing a checkout installs what is missing, once, and nothing whose hash is not known."""

import sys
from pathlib import Path

import pytest

from tools import prepare

LISTED = "libegl1 installed\nlibgl1 config-files\nlibglib2.0-0t64 installed\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the files that an environment is made from."""
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", "requirements/build.txt", "requirements/run.txt", "requirements/dev.txt"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_package_that_is_installed_is_not_missing() -> None:
    assert prepare.missing_packages(["libegl1"], LISTED) == []


def test_a_package_that_was_never_installed_is_missing() -> None:
    assert prepare.missing_packages(["libegl1", "libfreetype6"], LISTED) == ["libfreetype6"]


def test_a_package_that_was_removed_is_missing() -> None:
    assert prepare.missing_packages(["libgl1"], LISTED) == ["libgl1"]


def test_a_package_that_was_renamed_for_64_bit_time_is_not_missing() -> None:
    assert prepare.missing_packages(["libglib2.0-0"], LISTED) == []


def test_running_needs_no_keyring_but_testing_does() -> None:
    assert "gnome-keyring" not in prepare.needed_packages("run", has_venv=True)
    assert "gnome-keyring" in prepare.needed_packages("test", has_venv=True)


def test_pythons_own_venv_is_asked_for_only_where_it_is_missing() -> None:
    assert "python3-venv" in prepare.needed_packages("run", has_venv=False)
    assert "python3-venv" not in prepare.needed_packages("run", has_venv=True)


def test_root_installs_packages_itself() -> None:
    update, install = prepare.apt_commands(["libegl1"], is_root=True, may_ask=False)
    assert update[0] == install[0] == "env"
    assert install[-1] == "libegl1"


def test_another_user_is_asked_for_a_password_only_where_somebody_is_there() -> None:
    asking = prepare.apt_commands(["libegl1"], is_root=False, may_ask=True)
    silent = prepare.apt_commands(["libegl1"], is_root=False, may_ask=False)
    assert [command[:2] for command in asking] == [["sudo", "env"]] * 2
    assert [command[:2] for command in silent] == [["sudo", "-n"]] * 2


def test_the_same_requirements_have_the_same_fingerprint(checkout: Path) -> None:
    assert prepare.fingerprint("run", checkout) == prepare.fingerprint("run", checkout)


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/build.txt", "requirements/dev.txt"])
def test_a_changed_requirement_changes_the_fingerprint(checkout: Path, name: str) -> None:
    before = prepare.fingerprint("test", checkout)
    (checkout / name).write_text("other")
    assert prepare.fingerprint("test", checkout) != before


def test_what_only_tests_need_does_not_change_what_runs(checkout: Path) -> None:
    before = prepare.fingerprint("run", checkout)
    (checkout / "requirements/dev.txt").write_text("other")
    assert prepare.fingerprint("run", checkout) == before


def test_only_files_with_known_hashes_are_installed() -> None:
    packages, program = prepare.install_commands(Path("python"), "test")
    assert {"--require-hashes", "--only-binary=:all:", "requirements/dev.txt"} <= set(packages)
    assert {"--no-deps", "--no-build-isolation"} <= set(program)


def test_running_installs_nothing_that_only_tests_need() -> None:
    packages, _ = prepare.install_commands(Path("python"), "run")
    assert "requirements/dev.txt" not in packages


def test_an_environment_has_its_python_where_the_platform_puts_it() -> None:
    assert prepare.python_in(Path("e"), windows=False) == Path("e/bin/python")
    assert prepare.python_in(Path("e"), windows=True) == Path("e/Scripts/python.exe")


def test_an_unknown_purpose_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        prepare.main(["dance"])
    assert "invalid choice: 'dance'" in capsys.readouterr().err


def test_a_checkout_that_is_ready_is_left_alone(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = checkout / ".venv" / "prepared-for-run"
    mark.parent.mkdir()
    mark.write_text(prepare.fingerprint("run", checkout))
    monkeypatch.setattr(prepare, "ROOT", checkout)
    prepare.prepare_environment("run")
    assert list(mark.parent.iterdir()) == [mark]


def test_a_step_that_fails_is_told_and_leaves_no_mark(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(prepare, "ROOT", checkout)
    monkeypatch.setattr(prepare, "PACKAGES", {"run": ()})
    monkeypatch.setattr(prepare, "python_in", lambda _environment, *, windows: Path(sys.executable))
    monkeypatch.setattr(prepare, "install_commands", lambda _python, _purpose: [failing])
    assert prepare.main(["run"]) == 1
    assert "This step failed; mend what it says above and try again" in capsys.readouterr().err
    assert not (checkout / ".venv" / "prepared-for-run").exists()
