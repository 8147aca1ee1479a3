"""A story: its events and checks in order, and what the case is at each of them."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.events import Place
from sopcheck.checklists.definition import ChecklistId, ItemId
from tests.services.rehearsed import (
    CHILD,
    CHILD_IS_CHILD,
    NOTE,
    SEEN,
    STARTS,
    UNOPENED,
    WEEKEND,
    last,
    moment,
    rehearsing,
    story,
)

SEE_CHILD = Place(ChecklistId("cse-investigation"), ItemId("see-child"), "child-a")
CHECK = "  - {as_at: 2026-05-01 10:00, items: [{item: see-child, of: child-a, state: met}]}\n"
UNTRUE = "  - {as_at: 2026-05-01 10:00, items: [{item: see-child, of: child-a, state: passed}]}\n"
WEEKEND_STORY = rehearsing().open(WEEKEND)


def test_every_event_of_the_file_is_a_stop_with_its_number_time_and_author() -> None:
    told = story(CHILD, SEEN)
    assert [stop.number for stop in told.stops] == [1, 2, 3, 4, 5]
    assert (last(told).at, last(told).by) == (moment("2026-04-30 12:00"), "DC Farrow")


def test_a_check_stands_after_the_last_event_of_its_minute() -> None:
    told = story(CHILD, SEEN, NOTE, expect=CHECK)
    assert [(stop.number, stop.is_check) for stop in told.stops[STARTS:]] == [
        (4, False),
        (5, False),
        (5, True),
        (6, False),
    ]


def test_a_check_in_the_minute_of_an_event_counts_it() -> None:
    told = story(CHILD, CHILD_IS_CHILD, SEEN, expect=CHECK.replace("2026-05-01 10:00", "2026-04-30 12:00"))
    assert last(told).is_check
    assert last(told).differs == 0


def test_a_check_that_is_not_so_says_what_differs() -> None:
    told = story(CHILD, CHILD_IS_CHILD, SEEN, expect=UNTRUE)
    (finding,) = last(told).findings
    assert finding.differences == ("see-child @ child-a, state: expected passed, but it is met.",)
    assert (last(told).differs, told.differs) == (1, 1)


def test_a_refused_event_is_a_stop_with_its_sentence_and_is_as_expected() -> None:
    told = story(
        "at: 2026-05-01 10:00, recorded: 2026-05-01 09:00, by: farrow, answer: record-crime, refused: ahead"
    )
    assert "ahead" in last(told).refused
    assert last(told).differs == 0


def test_an_event_that_is_refused_against_its_word_differs() -> None:
    told = story(SEEN.replace(", of: child-a", ""))
    assert last(told).differs == 1
    assert "expected it to be accepted" in last(told).differences[0]


def test_a_look_at_an_event_counts_nothing_of_its_minute_that_came_later() -> None:
    told = story(CHILD, CHILD.replace("child-a", "child-b"))
    first = told.look(told.stops[STARTS])
    assert [subject.subject for subject in first.evaluation.subjects] == ["child-a"]


def test_meanwhile_is_the_time_of_an_event_without_the_event() -> None:
    told = story(CHILD, CHILD_IS_CHILD, SEEN, NOTE.replace("2026-05-03 09:00", "2026-04-30 12:00"))
    before, after = told.meanwhile(told.stops[STARTS + 2]), told.look(told.stops[STARTS + 2])
    assert [view.state(SEE_CHILD).status for view in (before, after)] == ["open", "done"]  # type: ignore[union-attr]  # missing it fails too
    assert before.read_at == after.read_at


def test_what_is_assumed_before_an_event_came_meanwhile() -> None:
    told = story(CHILD, NOTE, head="assume: other-items-done\n")
    without, before = told.meanwhile(last(told)), told.look(told.stops[STARTS])
    assert len(without.case.entries) > len(before.case.entries)
    assert len(without.case.entries) == len(told.look(last(told)).case.entries) - 1


def test_before_the_first_event_nothing_was_there() -> None:
    told = story()
    assert told.meanwhile(told.stops[0]).evaluation.places == ()


def test_a_look_at_any_moment_sees_time_pass() -> None:
    told = story(CHILD, CHILD_IS_CHILD)
    soon, late = told.look_at(moment("2026-04-30 11:00")), told.look_at(moment("2026-05-02 11:00"))
    assert [soon.state(SEE_CHILD).word, late.state(SEE_CHILD).word] == ["running", "passed"]  # type: ignore[union-attr]  # missing it fails too


def test_a_story_ends_with_its_last_entry() -> None:
    told = story(CHILD, head="assume: other-items-done\n")
    assert told.start == moment("2026-04-30 10:15")
    assert told.end == max(entry.known for entry in told.played.entries)


@given(st.integers(0, 400))
def test_the_stop_of_a_moment_is_the_last_one_by_then(hours: int) -> None:
    at = WEEKEND_STORY.start + timedelta(hours=hours)
    place = WEEKEND_STORY.last_before(at)
    assert WEEKEND_STORY.stops[place].at <= at
    assert all(stop.at > at for stop in WEEKEND_STORY.stops[place + 1 :])


def test_before_the_story_begins_its_first_stop_stands() -> None:
    assert WEEKEND_STORY.last_before(WEEKEND_STORY.start - timedelta(days=9)) == 0


def test_a_check_sees_just_what_the_command_line_checks() -> None:
    told = rehearsing().open(UNOPENED)
    for stop in told.stops:
        if stop.is_check:
            assert told.look(stop).evaluation == told.played.at(stop.at)[1]
