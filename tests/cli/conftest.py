"""Commands to run, and a vault to run them on."""

from pathlib import Path

import pytest

from tests.cli.running import Commands, Vault
from tests.world import template


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The command line, at a moment that stands still."""
    return Commands(capsys, monkeypatch)


@pytest.fixture
def vault(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Vault:
    """A vault with three people."""
    return Vault.copied(template(tmp_path_factory), tmp_path, commands)
