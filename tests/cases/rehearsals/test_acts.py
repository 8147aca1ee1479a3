"""Acts of a rehearsal that cannot be played: each says why in a sentence, and is no fault of the program."""

import json
from pathlib import Path
from typing import Any

import pytest

from sopcheck.cases.events import Given, Place, ReviewHeld
from sopcheck.cases.rehearsals.json import to_json
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import RehearsalError
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.checklists.local_time import LONDON, parse_wall
from tests.cases.rehearsal_texts import HEAD_LINES, START, read_text, refused, rehearsal

AT = "at: 2026-05-01 10:00, by: okell"
NOT_RECORDED = "The entry that this speaks of was not recorded. Put it above this one."


def played(*events: str, start: str = START, head: str = "") -> Played:
    """Play a small rehearsal."""
    return play(read_text(rehearsal(*events, start=start, head=head)))


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ("regrade: record-crime, choice: high, reason: New facts", "sets no grade in cse-investigation"),
        ("correct: record-outcome, is: done, reason: A slip", "not answered|no answer"),
    ],
)
def test_what_is_not_there_cannot_be_acted_on(event: str, says: str) -> None:
    assert played(f"{AT}, {event}").differences != ()
    found = str(played(f"{AT}, {event}").differences[0])
    assert any(one in found for one in says.split("|")), found


@pytest.mark.parametrize(("said", "taken"), [("", True), (", refused: ahead", False)])
def test_what_was_refused_cannot_be_withdrawn(said: str, taken: bool) -> None:
    recorded = "2026-05-01 09:00" if taken else "2026-04-30 11:00"
    note = f"at: 2026-05-01 09:00, recorded: {recorded}, by: farrow, note: Called, id: first{said}"
    found = played(note, f"{AT}, withdraw: first, reason: Wrong case").differences
    assert [one.found for one in found] == ([] if taken else [f"refused: {NOT_RECORDED}"])


@pytest.mark.parametrize(
    ("written", "says"),
    [("2026-03-29 01:30", "There was no 01:30"), ("2026-10-25 01:30", "twice on this day")],
)
def test_a_case_opens_at_a_time_that_was_once(written: str, says: str) -> None:
    with pytest.raises(RehearsalError, match=says) as found:
        played(start=START.replace("2026-04-30 10:15", written, 1))
    assert found.value.line == HEAD_LINES + 1


def test_a_version_that_is_not_here_opens_no_case() -> None:
    text = rehearsal().replace("cse-investigation 1.0", "cse-investigation 9.9")
    with pytest.raises(RehearsalError, match=r"9\.9"):
        play(read_text(text))


def test_a_rehearsal_without_people_says_so() -> None:
    head = rehearsal().split("people:\n")[0]
    assert "needs the key “people”" in str(refused(f"{head}events:\n{START}"))


def test_a_definition_beside_that_is_not_in_order_says_why(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("checklist: own\n")
    text = rehearsal(head="definitions: [own.yaml]\n")
    with pytest.raises(RehearsalError, match=r"The definition “own\.yaml” is not in order"):
        read(text, file="small.yaml", beside=lambda name: tmp_path / name)


EPISODES = (
    "at: 2026-04-30 11:00, by: farrow, add: child, as: c",
    "at: 2026-04-30 11:00, by: farrow, add: suspect, as: s",
    "at: 2026-04-30 12:00, by: farrow, add: missing-episode, of: c, as: first",
    "at: 2026-04-30 13:00, by: farrow, add: missing-episode, of: c, as: second",
    "at: 2026-04-30 14:00, by: farrow, clock: network-identified, id: network",
    "at: 2026-04-30 14:00, by: farrow, fact: nfa-proposed, is: yes, of: s",
)


@pytest.mark.parametrize(
    ("line", "discharged"),
    [
        (
            "review: event-missing-episode, of: second, also: [24-hour]",
            [("event-missing-episode", "second"), ("24-hour", None)],
        ),
        (
            "review: 24-hour, of: second, also: [event-missing-episode]",
            [("24-hour", None), ("event-missing-episode", "second")],
        ),
        (
            "review: event-missing-episode, of: second, also: [event-linked-person, pre-nfa]",
            [("event-missing-episode", "second"), ("event-linked-person", None), ("pre-nfa", "s")],
        ),
        (
            "review: pre-nfa, of: s, also: [event-missing-episode]",
            [("pre-nfa", "s"), ("event-missing-episode", None)],
        ),
    ],
)
def test_whom_a_review_is_of_is_said_only_of_what_is_about_them(
    line: str, discharged: list[tuple[str, str | None]]
) -> None:
    found = played(*EPISODES, f"{AT}, {line}, outcome: on track")
    assert found.differences == ()
    held = next(one.event for one in found.entries if isinstance(one.event, ReviewHeld))
    assert [(one.rule, one.of) for one in held.discharges] == discharged


def given(found: Played, item: str) -> Given:
    """What stands on an item in the end."""
    case, _ = found.at(parse_wall("2026-06-01 00:00", zone=LONDON))
    answer = case.answer(Place(ChecklistId("cse-investigation"), ItemId(item)))
    assert answer is not None
    return answer.given


ANSWERED = (
    "at: 2026-05-01 09:00, by: farrow, answer: assess-immediate-risk, choice: prompt,"
    " reference: R-1, text: Seen at home"
)
LATER = "at: 2026-05-01 11:00, by: okell, correct: assess-immediate-risk, reason: Misread"


def test_a_correction_keeps_what_it_does_not_say() -> None:
    found = given(played(ANSWERED, LATER), "assess-immediate-risk")
    assert (found.status, found.choice, found.reference, found.text) == (
        "done",
        "prompt",
        "R-1",
        "Seen at home",
    )


@pytest.mark.parametrize(
    ("says", "key", "value"),
    [
        ("choice: scheduled", "choice", "scheduled"),
        ("reference: R-2", "reference", "R-2"),
        ("text: Seen at school", "text", "Seen at school"),
        ("is: not applicable", "status", "not applicable"),
        ("is: not applicable", "reason", "Misread"),
        ("is: done", "reason", ""),
    ],
)
def test_a_correction_replaces_what_it_says(says: str, key: str, value: str) -> None:
    assert getattr(given(played(ANSWERED, f"{LATER}, {says}"), "assess-immediate-risk"), key) == value


def action(*events: str) -> Any:
    """The only action of a rehearsal in the end, as its JSON has it."""
    found = to_json(played(*events), parse_wall("2026-06-01 00:00", zone=LONDON))
    (only,) = json.loads(json.dumps(found))["actions"]
    return only


def test_an_action_is_finished_with_what_came_of_it() -> None:
    raised = f"{AT}, action: Ask the registrar, for: farrow, due: 2026-05-08, as: a1"
    done = "at: 2026-05-02 10:00, by: farrow, action_done: a1, result: Asked"
    finished, still = action(raised, done), action(raised)
    assert (finished["state"], finished["result"]) == ("complete", "Asked")
    assert (still["state"], still["result"]) == ("open", None)
