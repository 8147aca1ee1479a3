"""Vaults to test with: made once, copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sopcheck.vault.vault import OpenVault
from tests.vault.vaults import copy_of, create, enter, fill


@pytest.fixture(scope="session")
def new_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault in which nothing was recorded yet; only to be copied."""
    path = tmp_path_factory.mktemp("new") / "vault"
    create(path).close()
    return path


@pytest.fixture(scope="session")
def used_vault(tmp_path_factory: pytest.TempPathFactory, new_vault: Path) -> Path:
    """A vault with forty entries, some of them long enough for overflow pages; only to be copied."""
    path = copy_of(new_vault, tmp_path_factory.mktemp("used") / "vault")
    with enter(path) as vault:
        fill(vault, 20)
        fill(vault, 20, text="long " * 2_000)
    return path


@pytest.fixture
def folder(new_vault: Path, tmp_path: Path) -> Path:
    """A new vault of the test's own."""
    return copy_of(new_vault, tmp_path / "vault")


@pytest.fixture
def used_folder(used_vault: Path, tmp_path: Path) -> Path:
    """A used vault of the test's own."""
    return copy_of(used_vault, tmp_path / "vault")


@pytest.fixture
def vault(folder: Path) -> Iterator[OpenVault]:
    """A new vault of the test's own, open."""
    with enter(folder) as opened:
        yield opened
