"""Opening rehearsals: what is in order is played, and what is not is refused before it can hurt."""

import os
from pathlib import Path

import msgspec
import pytest

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.rehearsals.rehearsal import RehearsalError
from sopcheck.checklists import packs
from sopcheck.checklists.definition import Version
from sopcheck.checklists.reader import read
from sopcheck.errors import RefusedError, SopcheckError, UnavailableError
from sopcheck.services import rehearsing as module
from sopcheck.services.rehearsal_story import Story
from sopcheck.services.rehearsing import MOST_BYTES, MOST_EVENTS, Rehearsing
from tests.cases.rehearsal_texts import rehearsal
from tests.services.rehearsed import CHILD, NOTE, WEEKEND, rehearsing


def opened(tmp_path: Path, text: str | bytes, *, name: str = "case.yaml") -> Story:
    """A file with this text, opened."""
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return rehearsing().open(file)


def refused(tmp_path: Path, text: str | bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(SopcheckError) as found:
        opened(tmp_path, text)
    return str(found.value)


def test_a_rehearsal_is_opened_and_checked() -> None:
    told = rehearsing().open(WEEKEND)
    assert (len(told.played.steps), told.differs) == (35, 0)


def test_opening_writes_nothing(tmp_path: Path) -> None:
    opened(tmp_path, rehearsal(CHILD))
    assert [file.name for file in tmp_path.iterdir()] == ["case.yaml"]


def test_a_mistake_is_told_with_its_file_line_and_sentence(tmp_path: Path) -> None:
    text = rehearsal("at: 2026-05-01 09:00, by: farrow, answer: make-tea")
    with pytest.raises(RehearsalError, match=r"case\.yaml:\d+: There is no item “make-tea”"):
        opened(tmp_path, text)


HOSTILE = {
    "an anchor": "a: &a [1]\nb: *a\n",
    "a tag": "!!python/object:os.system {}\n",
    "no yaml": "{{{{\n",
    "a binary": b"\x00\x01\xff\xfe",
    "nothing": "",
    "a list": "- a\n",
    "nesting": "[" * 5000,
    "a newer format": rehearsal(CHILD).replace("rehearsal: 1", "rehearsal: 2"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_rehearsal_is_refused_in_a_sentence(tmp_path: Path, text: str | bytes) -> None:
    sentence = refused(tmp_path, text)
    assert sentence.startswith("case.yaml:")
    assert sentence.endswith(".")


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    text = rehearsal(CHILD).encode()
    filled = text + b"#" * (MOST_BYTES - len(text) - 1) + b"\n"
    assert opened(tmp_path, filled).stops
    assert "larger than 1 MB" in refused(tmp_path, filled + b"\n")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="is no file"):
        rehearsing().open(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(RefusedError, match="is no file"):
        rehearsing().open(tmp_path / "pipe.yaml")


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"^gone\.yaml cannot be read"):
        rehearsing().open(tmp_path / "gone.yaml")


def test_more_events_than_the_window_takes_are_refused_before_they_are_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_EVENTS", 4)
    assert opened(tmp_path, rehearsal(CHILD)).stops
    assert "5 events, and the window takes 4" in refused(tmp_path, rehearsal(CHILD, NOTE))
    assert MOST_EVENTS >= 200


def test_a_definition_beside_the_file_is_read_but_not_a_huge_one(tmp_path: Path) -> None:
    text = rehearsal(CHILD, head="definitions: [beside.yaml]\n")
    (tmp_path / "beside.yaml").write_bytes(b"#" * (MOST_BYTES + 1))
    assert "beside.yaml is larger" in refused(tmp_path, text)
    (tmp_path / "beside.yaml").unlink()
    assert "cannot be read" in refused(tmp_path, text)


def test_a_version_that_only_this_vault_has_can_be_tried(tmp_path: Path) -> None:
    source = next(one for one in packs.shipped() if one.id == "cse-investigation")
    own = msgspec.structs.replace(read(source.yaml, name=source.file).checklist, version=Version("7.0"))
    text = rehearsal(CHILD).replace("cse-investigation 1.0", "cse-investigation 7.0")
    assert "7.0 is not here" in refused(tmp_path, text)
    beside_it = Rehearsing(lambda: Definitions.of([own]))
    assert beside_it.open(tmp_path / "case.yaml").stops
