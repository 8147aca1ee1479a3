"""What nobody foresaw ends a command in order: one sentence without contents, and the vault is locked."""

from pathlib import Path

import pytest

from sopcheck.cli.main import run
from sopcheck.services.assurance import Assurance
from tests.world import PASSPHRASE, World, template

SECRET = "Child A, NV/CSE/26/0101"


@pytest.fixture
def arguments(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How to ask after a vault that is locked."""
    World.in_copy(template(tmp_path_factory), tmp_path / "vault").desk.lock()
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    return ["--vault", str(tmp_path / "vault"), "--person", "okell", "--passphrase-file", str(file)]


@pytest.mark.parametrize("bug", [KeyError(SECRET), RecursionError(SECRET), MemoryError(SECRET)])
def test_a_bug_is_told_by_its_type_and_line_without_what_it_says(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bug: Exception
) -> None:
    def fail(_: Assurance) -> None:
        raise bug

    monkeypatch.setattr(Assurance, "status", fail)
    assert run(["vault", "status", *arguments]) == 3
    said = capsys.readouterr()
    assert said.err.startswith(
        f"Something is wrong in sopcheck itself ({type(bug).__name__} at sopcheck/cli/"
    )
    assert SECRET not in said.out + said.err
    assert "Traceback" not in said.err


def test_after_a_bug_the_vault_is_locked_and_opens_again(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Assurance, "status", lambda _: 1 / 0)
    assert run(["vault", "status", *arguments]) == 3
    monkeypatch.undo()
    assert run(["vault", "status", *arguments]) == 0
    assert "entries" in capsys.readouterr().out
