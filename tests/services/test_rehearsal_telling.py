"""Events and checks read in the words of their checklist, not in the ids of the file."""

import pytest

from sopcheck.services.rehearsal_telling import Teller
from tests.services.rehearsed import CHILD, SEEN, STARTS, UNOPENED, last, rehearsing, story

SUSPECT = "at: 2026-04-30 10:20, by: farrow, add: suspect, as: suspect-a, label: Suspect A"
EVENTS = {
    SEEN: "See the child in person",
    "at: 2026-04-30 12:00, by: farrow, fact: victim-is-child, is: yes": "The victim is under 18 now: yes",
    "at: 2026-04-30 12:00, by: farrow, fact: victim-is-child, is: unknown": "now: not known",
    "at: 2026-04-30 12:00, by: farrow, note: A call": "Note · A call",
    "at: 2026-04-30 12:00, by: okell, review: 24-hour, outcome: on track": "held · First review · on track",
    "at: 2026-04-30 12:00, by: okell, review: unscheduled": "Review held · unscheduled",
    "at: 2026-04-30 12:00, by: okell, absent: farrow": "DC Farrow absent",
}


@pytest.mark.parametrize(("event", "words"), EVENTS.items())
def test_an_event_reads_in_the_words_of_the_checklist(event: str, words: str) -> None:
    assert words in last(story(CHILD, event)).words


def test_the_first_event_says_what_happened_and_not_that_the_case_was_opened() -> None:
    assert story().stops[0].words == "The report was received"


def test_a_clock_of_a_subject_names_it() -> None:
    released = "at: 2026-04-30 12:00, by: farrow, clock: suspect-released, of: suspect-a"
    words = last(story(SUSPECT, released)).words
    assert words.endswith(" · Suspect A")
    assert words[0].isupper()


def test_what_was_refused_reads_as_what_was_tried() -> None:
    words = last(story(CHILD, f"{SEEN}, is: not done, refused: reason")).words
    assert words.startswith("Answer · See the child in person")
    assert words.endswith("Child A")


def expected(block: str) -> list[tuple[str, str]]:
    """What a check says it is about, and asks for."""
    told = story(CHILD, SEEN, expect=f"  - as_at: 2026-05-01 10:00\n{block}")
    return [(finding.about, finding.wanted) for finding in last(told).findings]


def test_a_check_of_an_item_names_it_and_its_subject() -> None:
    ((about, wanted),) = expected(
        "    items: [{item: see-child, of: child-a, state: met, basis: baseline}]\n"
    )
    assert about.startswith("See the child in person")
    assert about.endswith("Child A")
    assert wanted == "state: met, basis: baseline"


def test_checks_on_one_line_are_told_together_and_on_two_apart() -> None:
    together = expected("    reviews: [{review: 24-hour, state: due}, {review: 72-hour, state: due}]\n")
    apart = expected(
        "    reviews:\n      - {review: 24-hour, state: due}\n      - {review: 72-hour, state: due}\n"
    )
    assert (len(together), len(apart)) == (1, 2)


def test_a_list_that_must_be_empty_says_so() -> None:
    assert expected("    exceptions: {limits_passed: []}\n") == [("Limits passed", "nothing")]


def test_the_rows_of_a_list_read_in_words() -> None:
    ((_, wanted),) = expected("    exceptions: {not_done: [see-child @ child-a]}\n")
    assert wanted.startswith("See the child in person")
    assert wanted.endswith("Child A")


def test_a_difference_of_the_whole_block_is_told_though_no_line_of_it_asks() -> None:
    told = story(CHILD, expect="  - {as_at: 2026-05-01 10:00, next_reviews: []}\n")
    (finding,) = last(told).findings
    assert finding.about == "next reviews"
    assert "expected none" in finding.differences[0]


def test_a_name_that_nothing_answers_to_stays_as_it_is() -> None:
    told = story()
    assert Teller(told.look_at(told.end)).title("make-tea") == "make-tea"


def test_no_event_of_the_given_rehearsals_is_without_words() -> None:
    told = rehearsing().open(UNOPENED)
    assert all(stop.words for stop in told.stops if not stop.is_check)
    assert told.stops[STARTS - 1].words == "Added · Suspect A"
