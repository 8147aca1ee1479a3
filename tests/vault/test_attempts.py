"""Failed unlocks are counted while the vault is locked, and never stand in anybody's way."""

from datetime import timedelta
from pathlib import Path

import pytest

from sopcheck.vault import attempts
from sopcheck.vault.folder import Folder
from tests.vault.vaults import NOW


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_attempts_are_told_in_order_until_they_are_forgotten(place: Folder) -> None:
    times = [NOW + timedelta(minutes=number) for number in range(3)]
    for at in times:
        attempts.note(place, at=at)

    assert attempts.noted(place) == tuple(times)
    attempts.forget(place)
    assert attempts.noted(place) == ()


def test_where_nothing_was_counted_nothing_is_forgotten(place: Folder) -> None:
    attempts.forget(place)

    assert attempts.noted(place) == ()


def test_lines_that_say_nothing_are_left_out(place: Folder) -> None:
    attempts.note(place, at=NOW)
    place.attempts.write_bytes(b"\xff\xfe\nnonsense\n2026-05-07\n\n" + place.attempts.read_bytes())

    assert attempts.noted(place) == (NOW,)


def test_the_file_grows_only_so_large(place: Folder) -> None:
    place.attempts.write_bytes(b"x" * 64 * 1024)

    attempts.note(place, at=NOW)

    assert place.attempts.stat().st_size == 64 * 1024


def test_a_folder_that_takes_no_note_stops_nobody(tmp_path: Path) -> None:
    nowhere = Folder(tmp_path / "nowhere")

    attempts.note(nowhere, at=NOW)
    attempts.forget(nowhere)

    assert not nowhere.path.exists()
