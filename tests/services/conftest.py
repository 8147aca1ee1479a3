"""A vault of the test's own, with three people, unlocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World, template


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A vault with three people, unlocked by DS Okell."""
    made = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    yield made
    made.desk.lock()
