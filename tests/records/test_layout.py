"""The drawn pages, read as a reader's program reads them."""

import re
from dataclasses import replace

import pytest
from msgspec import structs

from sopcheck.records.document import Document, Margins, Words
from sopcheck.records.layout import Drawn, draw
from sopcheck.records.record import Text
from tests.records import samples
from tests.records.prints import DETAILS, all_samples, ordinary_print, pages, printed, words

SAMPLES = ["ordinary", "annexed", "empty", "hostile"]


def drawn(*blocks: Words, **margins: str) -> Drawn:
    every = {"marking": "OFFICIAL", "handling": "", "top_left": "", "top_right": "", "bottom_left": ""}
    return draw(Document("A title", Margins(**{**every, **margins}), blocks))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_is_marked_top_and_bottom(name: str) -> None:
    for page in pages(all_samples()[name]):
        assert page.count("OFFICIAL-SENSITIVE") == 2


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_says_which_of_how_many_it_is(name: str) -> None:
    found = [re.findall(r"Page (\d+) of (\d+)", page) for page in pages(all_samples()[name])]
    assert found == [[(str(number + 1), str(len(found)))] for number in range(len(found))]


@pytest.mark.parametrize("name", ["ordinary", "annexed", "empty"])
def test_every_page_bears_the_reference_and_the_print_number(name: str) -> None:
    for page in pages(all_samples()[name]):
        assert "Case NV/CSE/26/010" in page
        assert "Print LT-000127" in page


def test_the_front_page_has_its_parts_in_order() -> None:
    text = words(ordinary_print())
    places = [
        text.index(part)
        for part in (
            "Supervision record",
            "Case reference",
            "SOP and version",
            "Risk now",
            "a. Limits passed",
            "f. Reviews late or missed",
            "Outcome",
            "Previous actions",
            "Next review",
            "Good work seen",
            "Signed by",
        )
    ]
    assert places == sorted(places)


def test_a_table_repeats_its_headings_on_the_next_page() -> None:
    record = structs.replace(samples.empty(), items=samples.items(40))
    annex = pages(printed(record, with_annex=True))[2:]
    assert len(annex) > 3
    assert all("Limit or gate" in page for page in annex)


def test_a_cell_longer_than_a_page_prints_to_its_end() -> None:
    limit = structs.replace(samples.limits()[0], reason=Text("thus " * 2700 + "finally"))
    record = structs.replace(
        samples.empty(), exceptions=structs.replace(samples.exceptions(), limits_passed=(limit,))
    )
    text = words(printed(record))
    assert text.count("thus") == 2700
    assert "finally" in text


def test_a_margin_too_long_for_its_place_is_cut_with_an_ellipsis() -> None:
    text = words(drawn(Words("x"), top_left="reference " * 100).pdf)
    assert text.count("reference") < 15
    assert "…" in text


def test_a_watermark_stands_on_every_page() -> None:
    pdf = printed(samples.ordinary(), details=replace(DETAILS, watermark="FICTITIOUS"))
    assert all(page.count("FICTITIOUS") == 1 for page in pages(pdf))


def test_content_is_numbered_from_nought_on_every_page() -> None:
    result = drawn(*(Words(f"line {number}") for number in range(100)))
    numbers: dict[int, list[int]] = {}
    for mark in result.marks:
        numbers.setdefault(mark.page, []).append(mark.mcid)
    assert len(numbers) == 3
    assert all(found == list(range(len(found))) for found in numbers.values())


def test_the_same_document_is_drawn_the_same_twice() -> None:
    assert drawn(Words("a")).pdf == drawn(Words("a")).pdf
