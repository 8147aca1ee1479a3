"""Definitions that are named: by id and version, by a YAML file, by a spreadsheet."""

from pathlib import Path

import pytest

from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import read
from sopcheck.cli.definitions import (
    advice_on,
    named_definition,
    problem_fields,
    problems_in,
    read_file,
    shipped_definitions,
    wanted_version,
)
from sopcheck.errors import RefusedError
from sopcheck.exchange.sheet_writing import sheets_of
from tests.checklists.samples import SMALL, changed, small

BAD = changed("applies_when: graded-low", "applies_when: gone")


def _sheets(folder: Path, text: str = SMALL, name: str = "a.xlsx") -> Path:
    (folder / name).write_bytes(sheets_of(read(text, name="a").checklist))
    return folder / name


def _yaml(folder: Path, text: str = SMALL) -> Path:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return folder / "a.yaml"


def test_the_packs_are_read_in_their_order() -> None:
    assert [found.checklist.checklist for found in shipped_definitions()] == [pack.id for pack in shipped()]


@pytest.mark.parametrize("make", [_yaml, _sheets])
def test_a_file_is_a_definition_whatever_it_is_written_in(make: object, tmp_path: Path) -> None:
    assert callable(make)
    assert named_definition(str(make(tmp_path))).checklist == small()


def test_a_spreadsheet_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    file = _sheets(tmp_path, name="a.download")
    assert read_file(file).checklist == small()


def test_what_is_read_from_a_spreadsheet_has_a_text_too(tmp_path: Path) -> None:
    found = read_file(_sheets(tmp_path))
    assert read(found.text, name="a").digest == found.digest


@pytest.mark.parametrize(
    ("named", "wanted"), [("online-cse 1.0", ("online-cse", "1.0")), (" a  b ", ("a", "b"))]
)
def test_a_version_is_named_by_two_words(named: str, wanted: tuple[str, str]) -> None:
    assert wanted_version(named) == wanted


@pytest.mark.parametrize("named", ["", "online-cse", "a b c"])
def test_any_other_name_is_refused_with_an_example(named: str) -> None:
    with pytest.raises(RefusedError, match=r"Name a checklist like “cse-investigation 1\.0”, or give"):
        wanted_version(named)


@pytest.mark.parametrize(("make", "where"), [(_yaml, "a.yaml"), (_sheets, "a.xlsx, sheet Items, row 5")])
def test_problems_are_told_with_their_place(make: object, where: str, tmp_path: Path) -> None:
    assert callable(make)
    (found,) = problems_in(make(tmp_path, BAD), [])
    assert (found.id, found.word) == ("act-soon", "unknown-fact")
    assert found.file.startswith(where)
    assert problem_fields(found)["sentence"] == found.sentence


@pytest.mark.parametrize(("make", "where"), [(_yaml, "a.yaml"), (_sheets, "a.xlsx, sheet Items, row 9")])
def test_advice_is_told_with_its_place(make: object, where: str, tmp_path: Path) -> None:
    assert callable(make)
    (found,) = advice_on(make(tmp_path, changed("Finish the work.", "The work is done.")))
    assert (found.id, found.word, found.file.split(", column")[0]) == ("finish", "verb-first", where)


def test_what_cannot_be_read_gets_no_advice(tmp_path: Path) -> None:
    assert advice_on(_yaml(tmp_path, "x: [")) == ()
    (tmp_path / "b.xlsx").write_bytes(b"none")
    assert advice_on(tmp_path / "b.xlsx") == ()


def test_a_spreadsheet_that_holds_no_definition_is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    text = changed("reason_when_not_done: required", "reason_when_not_done: optional")
    file = _sheets(tmp_path, text)
    assert read_file(file).checklist != small()
    (tmp_path / "b.xlsx").write_bytes(file.read_bytes()[:900])
    with pytest.raises(RefusedError, match="not a spreadsheet that can be read"):
        read_file(tmp_path / "b.xlsx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"There is no file gone\.xlsx there"):
        named_definition(str(tmp_path / "gone.xlsx"))


def test_yaml_that_is_no_definition_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="Line 1:"):
        read_file(_yaml(tmp_path, "format: 1\n"))
