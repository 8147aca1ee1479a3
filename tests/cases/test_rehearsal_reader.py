"""Reading rehearsals: what stands there, strictly, and every mistake with its line and a sentence."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.rehearsal import EventLine, Rehearsal, RehearsalError
from sopcheck.cases.rehearsal_reader import VERBS, read, read_file
from tests.cases.rehearsal_texts import HEAD_LINES, rehearsal

GIVEN = sorted((Path(__file__).parent.parent / "data" / "rehearsals").glob("*.yaml"))


def read_text(text: str) -> Rehearsal:
    """Read a rehearsal that is a text."""
    return read(text, file="small.yaml")


def last_event(*events: str) -> EventLine:
    """The last of the events, as it was read."""
    return read_text(rehearsal(*events)).events[-1]


def refused(text: str) -> RehearsalError:
    """The mistake that is found in a text."""
    with pytest.raises(RehearsalError) as found:
        read_text(text)
    return found.value


@pytest.mark.parametrize("path", GIVEN, ids=lambda path: path.stem)
def test_a_given_rehearsal_is_read(path: Path) -> None:
    found = read_file(path)
    assert found.assume
    assert len(found.events) > 30
    assert len(found.expect) > 3


def test_a_time_is_local_wall_time() -> None:
    event = last_event("at: 2026-05-01 08:30, by: okell, note: Called")
    assert event.at is not None
    assert event.at.at.astimezone(UTC) == datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
    assert event.recorded == event.at.at


def test_a_time_in_the_repeated_hour_carries_its_offset() -> None:
    event = last_event('at: "2026-10-25 01:40+00:00", by: okell, note: Called')
    assert event.at is not None
    assert event.at.at.astimezone(UTC).hour == 1


def test_a_repeated_hour_without_offset_is_refused_with_both_readings() -> None:
    mistake = refused(rehearsal("at: 2026-10-25 01:40, by: okell, note: Called"))
    assert mistake.line == HEAD_LINES + 4
    assert "small.yaml:13: " in str(mistake)
    assert "BST" in str(mistake)
    assert "GMT" in str(mistake)


def test_an_event_that_expects_it_may_leave_the_offset_out() -> None:
    event = last_event(
        "at: 2026-10-25 01:40, recorded: 2026-10-25 03:00, by: okell, note: Called, refused: [BST, GMT]"
    )
    assert event.at is None
    assert "GMT" in event.at_refused
    assert event.refused == ("BST", "GMT")


def test_a_time_in_the_skipped_hour_is_refused() -> None:
    assert "forward" in str(refused(rehearsal("at: 2027-03-28 01:30, by: okell, note: Called")))


def test_a_day_alone_is_known_to_the_day() -> None:
    event = last_event("at: 2026-05-05, recorded: 2026-05-06 09:00, by: okell, note: Called")
    assert event.at is not None
    assert (event.at.precision, event.at.at.hour) == ("day", 0)


def test_a_day_alone_needs_when_it_was_recorded() -> None:
    assert "recorded" in str(refused(rehearsal("at: 2026-05-05, by: okell, note: Called")))


def test_what_was_received_keeps_when_it_was_recorded() -> None:
    event = last_event("at: 2026-05-05 09:00, received: 2026-05-06 09:00, by: okell, note: Called")
    assert event.received is not None
    assert event.recorded is not None
    assert (event.received - event.recorded).days == 1


@pytest.mark.parametrize("written", ["yes", "true", "Yes"])
def test_yes_may_be_written_as_a_truth(written: str) -> None:
    event = last_event(
        f"at: 2026-05-01 08:30, by: okell, fact: victim-is-child, is: {written}, sure: {written}"
    )
    assert event.one("is") == "yes"
    assert event.sure


def test_one_or_a_list_may_stand() -> None:
    one = last_event("at: 2026-05-01 08:30, by: okell, answer: see-child, of: child-a")
    two = last_event("at: 2026-05-01 08:30, by: okell, answer: see-child, of: [child-a, child-b]")
    assert (one.many("of"), two.many("of")) == (("child-a",), ("child-a", "child-b"))


def test_a_calendar_names_its_last_day() -> None:
    assert last_event("at: 2026-05-01 08:30, by: okell, calendar: {until: 2028-12-31}").named == (
        "2028-12-31",
    )


def test_the_head_says_how_far_the_calendar_reaches() -> None:
    found = read_text(rehearsal(head="calendar: {until: 2027-12-31}\n"))
    assert found.calendar_until == date(2027, 12, 31)


def test_what_the_assumption_leaves_alone_may_name_a_subject() -> None:
    found = read_text(rehearsal(head="assume: other-items-done\nleave_open: [a @ b, c]\n"))
    assert [(left.item, left.of) for left in found.leave_open] == [("a", "b"), ("c", "")]


EVENT_MISTAKES = {
    "at: 2026-05-01 08:30, by: okell, note: Called, colour: red": "colour",
    "at: 2026-05-01 08:30, by: okell, note: Called, clock: allocated": "exactly one thing",
    "at: 2026-05-01 08:30, by: okell": "exactly one thing",
    "at: 2026-05-01 08:30, by: nobody, note: Called": "nobody",
    "at: 2026-05-01 08:30, note: Called": "by",
    "by: okell, note: Called": "at",
    "at: yesterday, by: okell, note: Called": "not a time",
    "at: 2026-02-30 08:30, by: okell, note: Called": "no such date",
    "at: 2026-05-01 08:30, by: okell, note: ": "empty",
    "at: 2026-05-01 08:30, by: okell, note: {a: b}": "one text",
    "at: 2026-05-01 08:30, by: okell, fact: online-element, is: maybe": "maybe",
    "at: 2026-05-01 08:30, by: okell, fact: online-element": "is",
    "at: 2026-05-01 08:30, by: okell, note: Called, of: child-a": "does not go with",
    "at: 2026-05-01 08:30, by: okell, assign: nurse, to: okell": "nurse",
    "at: 2026-05-01 08:30, by: okell, assign: supervisor, to: nobody": "nobody",
    "at: 2026-05-01 08:30, by: okell, absent: nobody": "nobody",
    "at: 2026-05-01 08:30, by: okell, action: Call, for: farrow, due: soon": "not a date",
    "at: 2026-05-01 08:30, by: okell, extend: see-child, until: later": "not a time",
    "at: 2026-05-01 08:30, by: okell, target: prosecutor": "date",
    "at: 2026-05-01 08:30, by: okell, note: Called, sure: perhaps": "yes nor no",
    "at: 2026-04-29 08:30, by: okell, note: Called": "before the event above",
    "at: 2026-05-01 08:30, received: 2026-04-29 08:30, by: okell, note: Called": "before the event above",
}


@pytest.mark.parametrize(("event", "word"), EVENT_MISTAKES.items())
def test_a_mistake_in_an_event_is_told_with_its_line(event: str, word: str) -> None:
    mistake = refused(rehearsal(event))
    assert mistake.line == HEAD_LINES + 4
    assert word in str(mistake)


def test_that_a_correction_without_its_reason_is_refused_may_be_tried() -> None:
    event = "at: 2026-05-01 08:30, by: okell, correct: record-crime"
    assert "reason" in str(refused(rehearsal(event)))
    assert read(rehearsal(f"{event}, refused: reason"), file="small.yaml").events[-1].refused == ("reason",)


HEAD_MISTAKES = {
    "rehearsal: 2": "newer",
    "title: {a: b}": "one text",
    "checklists: [cse-investigation]": "id and version",
    "assume: everything": "other-items-done",
    "definitions: [../secret.yaml]": "beside",
    "definitions: [missing.yaml]": "cannot be read",
    "calendar: {until: sometime}": "not a date",
    "people: {farrow: {name: DC Farrow, role: chef}}": "chef",
    "people: {farrow: {name: DC Farrow, role: investigator, rank: general}}": "general",
    "weather: fine": "weather",
}


@pytest.mark.parametrize(("head", "word"), HEAD_MISTAKES.items())
def test_a_mistake_in_the_head_is_told(head: str, word: str, tmp_path: Path) -> None:
    parts = {
        "title": "title: T",
        "case": "case: C",
        "rehearsal": "rehearsal: 1",
        "checklists": "checklists: [a 1.0]",
    }
    parts |= {"people": "people: {okell: {name: DS Okell, role: supervisor}}", head.partition(":")[0]: head}
    text = "\n".join(parts.values()) + "\nevents:\n  - {at: 2026-05-01 08:30, by: okell, note: Called}\n"
    with pytest.raises(RehearsalError, match=word):
        read(text, file="small.yaml", beside=lambda name: tmp_path / name)


def test_a_rehearsal_needs_events() -> None:
    assert "events" in str(refused(rehearsal(start="").replace("events:", "")))


EXPECT_MISTAKES = {
    "{as_at: 2026-05-01 08:30, colour: red}": "colour",
    "{as_at: soon}": "not a time",
    "{applies: {cse-investigation: 3}}": "as_at",
    "{as_at: 2026-05-01 08:30, applies: {cse-investigation: many}}": "whole number",
    "{as_at: 2026-05-01 08:30, items: [{item: a, state: fine}]}": "fine",
    "{as_at: 2026-05-01 08:30, items: [{item: a, over: long}]}": "length of time",
    "{as_at: 2026-05-01 08:30, items: [{item: a, ends: late}]}": "not a time",
    "{as_at: 2026-05-01 08:30, items: [{state: met}]}": "item",
    "{as_at: 2026-05-01 08:30, items: {item: a}}": "list",
    "{as_at: 2026-05-01 08:30, reviews: [{review: 24-hour, state: running}]}": "running",
    "{as_at: 2026-05-01 08:30, exceptions: {passed: []}}": "passed",
    "{as_at: 2026-05-01 08:30, exceptions: {not_done: all}}": "list",
    "{as_at: 2026-05-01 08:30, not_active: [{holder: nobody}]}": "holder",
}


@pytest.mark.parametrize(("block", "word"), EXPECT_MISTAKES.items())
def test_a_mistake_in_an_expectation_is_told(block: str, word: str) -> None:
    assert word in str(refused(rehearsal(expect=f"  - {block}\n")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "a: &b c",
        "a: *b",
        "a: !!python/object:os.system x",
        "a: 1\na: 2",
        "a: [" * 20_000,
        "\ta: b",
    ],
)
def test_hostile_yaml_is_refused_with_its_file(text: str) -> None:
    assert str(refused(text)).startswith("small.yaml:")


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(RehearsalError, match="cannot be read"):
        read_file(Path("nowhere.yaml"))


def test_the_keys_of_every_verb_are_known() -> None:
    assert len(VERBS) == 24
    assert not {verb for verb in VERBS for keys in VERBS.values() if verb in keys}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_that_is_no_rehearsal_is_refused_with_a_sentence(text: str) -> None:
    assert refused(f"{text}\nzzz: 1").sentence.endswith(".")
