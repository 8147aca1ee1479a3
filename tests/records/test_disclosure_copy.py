"""The disclosure copy on paper: everything, in order, with both times."""

from msgspec import structs

from tests.records.prints import Inside, all_samples, printed
from tests.records.reading import read_aloud
from tests.records.sheet_samples import disclosure, entry

COPY = "disclosure"


def test_entries_stand_in_their_order_with_number_and_hash() -> None:
    text = read_aloud(all_samples()[COPY])
    places = [text.index(f"{number} 9be04a1177c2") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert "Entries 3 entries" in text


def test_an_entry_has_its_author_and_both_times() -> None:
    text = read_aloud(printed(disclosure(entry(1))))
    for said in (
        "When Tue 5 May 2026, 09:00",
        "Recorded Tue 5 May 2026, 10:15",
        "By DC Farrow, investigator",
    ):
        assert said in text
    assert "Received Tue" not in text


def test_what_came_from_elsewhere_says_when_it_arrived() -> None:
    assert "Received Tue 5 May 2026, 11:00" in read_aloud(all_samples()[COPY])


def test_what_was_corrected_is_listed_and_says_so() -> None:
    text = read_aloud(all_samples()[COPY])
    assert "Two offences Corrected by entry 2" in text
    assert "Three offences" in text


def test_sensitive_words_are_left_out_of_the_page_and_of_the_file() -> None:
    pdf = all_samples()[COPY]
    assert "[left out here: victim-safety, see the sensitive disclosure copy]" in read_aloud(pdf)
    assert "aunt" not in read_aloud(pdf)
    assert "aunt" not in "".join(part.decode() for part in Inside.of(pdf).files.values())


def test_the_sensitive_copy_has_every_word_and_says_so_on_every_page() -> None:
    text = read_aloud(all_samples()["sensitive disclosure"])
    assert "at her aunt’s" in text
    assert text.startswith("Disclosure copy, sensitive")


def test_a_time_known_to_the_day_and_an_entry_that_cannot_be_read_are_told() -> None:
    day = entry(1, done_day_only=True)
    lost = entry(2, done=None, what="Entry that cannot be read", says=())
    text = read_aloud(printed(disclosure(day, lost)))
    assert "When Tue 5 May 2026 (time not known)" in text
    assert "Entry that cannot be read" in text


def test_a_case_without_an_entry_says_none() -> None:
    empty = structs.replace(disclosure(), entries=())
    assert "Entries None" in read_aloud(printed(empty))
