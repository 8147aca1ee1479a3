"""The sensitive annex on paper: all the words, by class, on pages that say what they hold."""

from msgspec import structs

from sopcheck.records.document import Heading
from sopcheck.records.sensitive_annex import build_annex
from sopcheck.records.sheets import lines_of
from sopcheck.records.stamping import Stamp
from tests.records import samples, sheet_samples
from tests.records.prints import DETAILS, Inside, all_samples, pages, printed, words

ANNEX = sheet_samples.annex()
STAMP = Stamp("7K3M-QQQQ", "sopcheck:annex:1:ab:LT-000127")


def headings() -> list[str]:
    document = build_annex(ANNEX, details=DETAILS, stamp=STAMP)
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_each_class_has_a_part_of_its_own() -> None:
    found = [text for text in headings() if text.endswith("text")]
    assert found == ["Intelligence-sensitive text", "Victim-safety text"]


def test_the_lists_print_where_a_class_has_exceptions_and_else_one_sentence() -> None:
    assert headings().count("d. Items not applicable") == 1
    assert words(all_samples()["sensitive annex"]).count("No exceptions of such items.") == 1
    assert "f. Reviews late or missed" not in headings()


def test_its_words_print_and_lie_in_the_file() -> None:
    pdf = all_samples()["sensitive annex"]
    for said in ("Sleeps at her aunt’s until Monday", "IR graded", "Seen by her own doctor"):
        assert said in words(pdf)
    assert "aunt" in Inside.of(pdf).files["texts.json"].decode()


def test_every_page_says_which_kinds_of_text_it_belongs_to() -> None:
    long = structs.replace(ANNEX, parts=(structs.replace(ANNEX.parts[1], items=ANNEX.parts[1].items * 30),))
    found = pages(printed(long))
    assert len(found) > 2
    assert all("Sensitive annex: victim-safety · NV/CSE/26/0101/S3" in page for page in found)


def test_it_names_the_record_that_it_goes_with_and_how_long_it_is() -> None:
    text = words(all_samples()["sensitive annex"])
    assert "Annex to Supervision record: 7-day review" in text
    assert "This annex NV/CSE/26/0101/S3, 3 lines" in text
    assert "give it to nobody who was given the record alone" in text


def test_a_line_is_an_item_or_a_row_of_a_list() -> None:
    assert lines_of(ANNEX.parts) == 3
    assert lines_of((structs.replace(ANNEX.parts[0], exceptions=samples.exceptions()),)) == 8


def test_an_empty_part_says_none() -> None:
    empty = structs.replace(ANNEX, parts=(structs.replace(ANNEX.parts[1], items=()),))
    assert "The items None" in words(printed(empty))
