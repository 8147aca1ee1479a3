import pytest

from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.drafting.edits import EditRefusedError
from sopcheck.checklists.drafting.shelves import free_id, has_entry, place_in, put_back, shelf, stage_holding
from tests.checklists.samples import small

SORTS: tuple[Under, ...] = ("stages", "items", "clocks", "facts", "subjects", "grades", "schedule")


@pytest.mark.parametrize("under", SORTS)
def test_what_is_taken_out_and_put_back_is_the_same(under: Under) -> None:
    stage = "work" if under == "items" else ""
    assert put_back(small(), under, shelf(small(), under, stage), stage) == small()


@pytest.mark.parametrize("under", SORTS)
def test_an_emptied_shelf_is_empty_in_the_definition(under: Under) -> None:
    stage = "work" if under == "items" else ""
    assert shelf(put_back(small(), under, [], stage), under, stage) == []


def test_an_item_is_found_in_its_stage() -> None:
    assert stage_holding(small(), "items", "see-person") == "work"
    assert stage_holding(small(), "facts", "urgent") == ""


@pytest.mark.parametrize(("under", "entry", "there"), [("items", "finish", True), ("facts", "finish", False)])
def test_an_id_is_taken_among_its_own_sort(under: Under, entry: str, there: bool) -> None:
    assert has_entry(small(), under, entry) is there


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(EditRefusedError, match="not in the draft"):
        place_in(shelf(small(), "clocks"), "gone")
    with pytest.raises(EditRefusedError, match="not in the draft"):
        stage_holding(small(), "items", "gone")


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("See the child", "see-the-child"),
        ("Ask which name to use on the telephone", "ask-which-name-to-use-on"),
        ("Search the child's room, then the carer’s", "search-the-childs-room-then-the"),
        ("…", "new"),
    ],
)
def test_an_id_is_made_of_the_first_words(words: str, made: str) -> None:
    assert free_id(small(), "items", words) == made


def test_an_id_that_is_taken_gets_a_number() -> None:
    first = next(small().items()).id
    assert free_id(small(), "items", first) == f"{first}-2"
