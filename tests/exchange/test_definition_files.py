"""Definitions in files of any kind: told apart by what is in them, read to one value, written back."""

from collections.abc import Callable

import pytest

from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import read
from sopcheck.errors import RefusedError
from sopcheck.exchange.definition_files import (
    file_of,
    is_sheets,
    kind_of,
    problems_of,
    read_definition,
    read_form,
)
from sopcheck.exchange.sheet_writing import sheets_of
from sopcheck.exchange.workbook import SpreadsheetRefusedError
from tests.checklists.samples import SMALL, changed, small
from tests.checklists.tailored_samples import PROFILE
from tests.exchange.books import with_change

SURVEY = with_change(lambda book: book.create_sheet("survey"))
FHIR = b'{"resourceType": "Questionnaire", "name": "Visit", "item": [{"linkId": "a", "type": "integer"}]}'


def test_a_file_is_told_by_what_is_in_it() -> None:
    assert kind_of(SMALL.encode(), name="a.yaml") == "definition"
    assert kind_of(sheets_of(small()), name="a.xlsx") == "definition"
    assert kind_of(PROFILE.encode(), name="a.yaml") == "profile"
    assert kind_of(SURVEY, name="a.xlsx") == "form"
    assert kind_of(b"  " + FHIR, name="a") == "form"
    assert kind_of(b"", name="a.json") == "form"


def test_a_version_that_a_profile_made_is_a_definition() -> None:
    text = f"{SMALL}tailored_from:\n  profile: barnsley\n"
    assert kind_of(text.encode(), name="a.yaml") == "definition"


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSM", "a.xls", "a.ods"])
def test_a_spreadsheet_is_known_by_its_name_or_by_its_first_bytes(name: str) -> None:
    assert is_sheets(b"", name=name)
    assert is_sheets(sheets_of(small()), name="download")
    assert not is_sheets(b"format: 1", name="a.yaml")


def test_a_broken_spreadsheet_is_refused_before_anybody_asks_what_it_holds() -> None:
    with pytest.raises(SpreadsheetRefusedError, match="not a spreadsheet that can be read"):
        kind_of(b"PK\x03\x04 and no more", name="a.xlsx")


@pytest.mark.parametrize("make", [SMALL.encode, lambda: sheets_of(small())])
def test_every_kind_of_file_gives_the_same_definition(make: Callable[[], bytes]) -> None:
    found = read_definition(make(), name="a")
    assert found.checklist == small()
    assert read(found.text, name="a").digest == found.digest
    assert problems_of(make(), name="a", beside=()) == ()


def test_a_problem_has_the_place_that_the_kind_of_file_gives_it() -> None:
    text = changed("applies_when: graded-low", "applies_when: gone")
    (in_text,) = problems_of(text.encode(), name="a.yaml", beside=())
    (in_sheet,) = problems_of(sheets_of(read(text, name="a").checklist), name="a.xlsx", beside=())
    assert str(in_text).startswith(f"a.yaml:{in_text.line}: act-soon: ")
    assert str(in_sheet).startswith("a.xlsx, sheet Items, row ")
    assert in_text.sentence == in_sheet.sentence


def test_what_holds_no_definition_is_refused_with_its_line() -> None:
    with pytest.raises(DefinitionError, match="Line 1:"):
        read_definition(b"format: 1\n", name="a.yaml")


def test_a_form_is_a_draft_with_a_report_of_what_did_not_fit() -> None:
    found, notes = read_form(FHIR, name="f.json")
    assert (found.checklist.checklist, found.name) == ("visit", "f.json")
    assert notes == ("linkId a: A number is asked for as a text.",)
    assert read(found.text, name="d").digest == found.digest


@pytest.mark.parametrize(("data", "said"), [(sheets_of(small()), "no sheet “survey”"), (b"{}", "not a FHIR")])
def test_what_is_no_form_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        read_form(data, name="a")


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "A.YAML", "a.xlsx"])
def test_a_definition_is_written_as_the_name_says_and_read_again(name: str) -> None:
    found = read(SMALL, name="small.yaml")
    data = file_of(found, name=name)
    assert read_definition(data, name=name).digest == found.digest
    assert (data == SMALL.encode()) is name.lower().endswith("ml")


@pytest.mark.parametrize("name", ["a.pdf", "a", "", "a.xls"])
def test_a_name_that_says_nothing_of_the_kind_is_refused(name: str) -> None:
    with pytest.raises(RefusedError, match=r"with \.yaml or \.xlsx at its end"):
        file_of(read(SMALL, name="a"), name=name)
