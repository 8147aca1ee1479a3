"""Reading the events of a rehearsal: which key goes with which, one or several, and when it was."""

from datetime import UTC, datetime

import pytest

from sopcheck.cases.rehearsals.events import VERBS
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import EventLine
from tests.cases.rehearsal_texts import HEAD_LINES, read_text, refused, rehearsal


def last_event(*events: str) -> EventLine:
    """The last of the events, as it was read."""
    return read_text(rehearsal(*events)).events[-1]


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


def test_one_or_a_list_may_stand() -> None:
    one = last_event("at: 2026-05-01 08:30, by: okell, answer: see-child, of: child-a")
    two = last_event("at: 2026-05-01 08:30, by: okell, answer: see-child, of: [child-a, child-b]")
    assert (one.many("of"), two.many("of")) == (("child-a",), ("child-a", "child-b"))


def test_a_calendar_names_its_last_day() -> None:
    assert last_event("at: 2026-05-01 08:30, by: okell, calendar: {until: 2028-12-31}").named == (
        "2028-12-31",
    )


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
    "at: 2026-05-01 08:30, by: okell, note: Called, refused: []": "no word",
    "at: 2026-04-29 08:30, by: okell, note: Called": "before the event above",
    "at: 2026-05-01 08:30, received: 2026-04-29 08:30, by: okell, note: Called": "before the event above",
}


@pytest.mark.parametrize(("event", "word"), EVENT_MISTAKES.items())
def test_a_mistake_in_an_event_is_told_with_its_line(event: str, word: str) -> None:
    mistake = refused(rehearsal(event))
    assert mistake.line == HEAD_LINES + 4
    assert word in str(mistake)


def test_that_an_empty_reason_is_refused_may_be_tried_where_it_is_quoted() -> None:
    event = "at: 2026-05-01 08:30, by: farrow, answer: record-crime, is: not applicable, refused: reason"
    event = f"{event}, reason: "
    assert "empty" in str(refused(rehearsal(event)))
    played = play(read(rehearsal(f'{event}""'), file="small.yaml"))
    assert (played.differences, "reason" in played.steps[-1].refused) == ((), True)


def test_that_a_correction_without_its_reason_is_refused_may_be_tried() -> None:
    event = "at: 2026-05-01 08:30, by: okell, correct: record-crime"
    assert "reason" in str(refused(rehearsal(event)))
    assert read(rehearsal(f"{event}, refused: reason"), file="small.yaml").events[-1].refused == ("reason",)


def test_the_keys_of_every_verb_are_known() -> None:
    assert len(VERBS) == 24
    assert not {verb for verb in VERBS for keys in VERBS.values() if verb in keys}


@pytest.mark.parametrize(
    ("event", "key"),
    [
        ("clock: enforcement, of: [a, b]", "of"),
        ("answer: [record-crime, see-child]", "answer"),
        ("explain: record-crime, of: [a, b], reason: Why", "of"),
        ("absent: [farrow, okell]", "absent"),
        ("note: [one, two]", "note"),
        ("review: 24-hour, outcome: [one, two]", "outcome"),
    ],
)
def test_a_list_where_one_is_meant_is_refused(event: str, key: str) -> None:
    mistake = refused(rehearsal(f"at: 2026-05-01 08:30, by: okell, {event}"))
    assert f"“{key}” takes one value with" in str(mistake)
    assert mistake.line == HEAD_LINES + 4


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"calendar"}))
def test_an_event_that_names_nothing_is_refused(verb: str) -> None:
    keys = ", as: done, date: 2026-05-01, is: yes, until: 2026-05-01, keep: a, choice: a, for: farrow"
    keys += ", due: 2026-05-01, to: farrow, gate: case-closed, reason: Why"
    wanted = "".join(f",{part}" for part in keys.split(",") if part.partition(":")[0].strip() in VERBS[verb])
    wanted = wanted.replace("as: done", "as: justified") if verb == "judge" else wanted
    wanted = wanted.replace("is: yes", "is: done") if verb != "fact" else wanted
    mistake = refused(rehearsal(f"at: 2026-05-01 08:30, by: okell, {verb}: []{wanted}"))
    assert f"“{verb}” names nothing. Write what it is about." in str(mistake)
