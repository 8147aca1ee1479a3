"""Hostile text on paper (`security.md` E1 to E6): literal, visible, in place, and in time."""

import json

import pytest
from msgspec import structs

from sopcheck.errors import RefusedError
from sopcheck.records.record import Discussion, Exceptions, SupervisionRecord, Text
from tests.records import samples
from tests.records.prints import Inside, all_samples, pages, printed, words


def discussing(text: str) -> SupervisionRecord:
    return structs.replace(samples.empty(), discussion=Discussion(discussed=Text(text)))


def texts_inside(pdf: bytes) -> list[str]:
    return [one["text"] for one in json.loads(Inside.of(pdf).files["texts.json"])["texts"].values()]


@pytest.mark.parametrize(
    "text",
    [
        "Mum & dad <5 mins",
        "<b>unfinished",
        "</para>",
        "&#0; &#1114112;",
        "<img src='x.png'/>",
        "<font color='[[[getattr(pow, 1)]]]'>x</font>",
        "data:text/html,<p>",
        "%(number)s {0} $x",
    ],
)
def test_markup_prints_as_it_was_typed(text: str) -> None:
    assert text in words(printed(discussing(text)))


def test_a_file_named_in_a_text_is_not_read() -> None:
    assert b"/Subtype /Image" not in all_samples()["hostile"]


@pytest.mark.parametrize(
    ("text", "shown"), [("a\x00b", "a[U+0000]b"), ("x\u202ey", "x[U+202E]y"), ("\ud800", "[U+D800]")]
)
def test_controls_print_as_marks(text: str, shown: str) -> None:
    assert shown in words(printed(discussing(text)))


def test_an_override_never_turns_what_stands_around_it() -> None:
    text = words(printed(discussing("before \u202eevil\u202c after")))
    assert "before [U+202E]evil[U+202C] after" in text


def test_names_print_in_their_own_letters() -> None:
    assert samples.NAMES.split(" ")[1] in words(printed(discussing(samples.NAMES)))


def test_an_urdu_name_stands_in_its_place_in_an_english_sentence() -> None:
    text = words(printed(discussing(samples.MIXED)))
    assert text.index("Officer met") < text.index("علی") < text.index("at 14:05, ref. AB-12/7")


def test_odd_text_in_every_field_leaves_every_page_whole() -> None:
    for page in pages(all_samples()["hostile"]):
        assert page.count("OFFICIAL-SENSITIVE") == 2


def test_a_text_that_json_would_escape_is_in_the_file_as_it_was() -> None:
    assert b"\\u0000" in Inside.of(printed(discussing("a\x00b"))).files["texts.json"]


@pytest.mark.parametrize(
    "unit",
    ["The quick brown fox & <b>. ", "unbroken", "علی خان ", "\n\n", "😀 word "],
    ids=["spaces", "unbroken", "urdu", "empty lines", "emoji"],
)
def test_a_million_letters_print_and_are_inside_whole(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert text in texts_inside(printed(discussing(text)))


def test_a_million_letters_in_a_narrow_column_print_and_are_inside_whole() -> None:
    limit = structs.replace(samples.limits()[0], reason=Text("a pasted log line " * 55_000))
    record = structs.replace(samples.empty(), exceptions=Exceptions(limits_passed=(limit,)))
    assert "a pasted log line " * 55_000 in texts_inside(printed(record))


def test_more_pages_than_anybody_prints_are_refused_with_a_way_out() -> None:
    with pytest.raises(RefusedError, match="Shorten the longest text, or print it without the annex"):
        printed(discussing("x\n" * 110_000))
