"""What the lines of a rehearsal answer and set, each by the versions followed when it was recorded."""

from pathlib import Path

import pytest

from sopcheck.cases.events import Place
from sopcheck.cases.programme import Programme
from sopcheck.cases.rehearsals.library import shipped_library
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import Rehearsal
from sopcheck.cases.rehearsals.told import Told
from sopcheck.checklists.definition import ChecklistId, ClockId, ItemId
from tests.cases.rehearsal_texts import rehearsal

FOLDER = Path(__file__).parents[2] / "data" / "rehearsals" / "own"
DUTIES, CSE = ChecklistId("duties"), ChecklistId("cse-investigation")
# In 2.0 of this checklist to call and to ask are one duty, in 1.0 they are two.
TO_2 = "at: 2026-05-04 09:00, by: okell, move: duties 2.0, id: moved"
TO_1 = "at: 2026-05-05 09:00, by: okell, move: duties 1.0"
CALLED = "at: 2026-05-06 09:00, by: farrow, answer: call"
SUSPECT = "at: 2026-04-30 12:15, by: farrow, add: suspect, as: suspect-a"


def moving(*events: str, head: str = "") -> Rehearsal:
    """A rehearsal that begins with version 1.0 of the duties."""
    text = rehearsal(*events, head=f"definitions: [duties-1.0.yaml, duties-2.0.yaml]\n{head}")
    text = text.replace("[cse-investigation 1.0]", "[duties 1.0]")
    return read(text, file="small.yaml", beside=lambda name: FOLDER / name)


def told(of: Rehearsal) -> Told:
    """What its lines tell."""
    definitions = shipped_library().definitions_of(of)
    return Told(of, Names(of, definitions), definitions)


def asks(*events: str) -> bool:
    """Whether lines that say that somebody called answer to ask as well."""
    found = told(moving(*events))
    assert found.answers(Place(DUTIES, ItemId("call")))
    return found.answers(Place(DUTIES, ItemId("ask")))


def shipped(*events: str) -> tuple[Told, Programme]:
    """What lines of a case tell that follows the shipped checklist, and what it goes by."""
    found = read(rehearsal(*events), file="small.yaml")
    definitions = shipped_library().definitions_of(found)
    digests = tuple(digest for named in found.checklists if (digest := definitions.digest_of(*named)))
    return told(found), definitions.programme(digests)


def test_what_only_a_later_version_links_is_not_told_before_the_move() -> None:
    assert asks(TO_2.replace("05-04", "05-06"), CALLED) is True
    assert asks(CALLED, TO_2.replace("05-04", "05-06")) is False


def test_what_a_later_version_links_no_more_is_not_told_after_the_move() -> None:
    assert asks(TO_2, CALLED, TO_1.replace("05-05", "05-07")) is True
    assert asks(TO_2, TO_1, CALLED) is False


def test_a_move_that_is_refused_or_taken_back_links_nothing() -> None:
    assert asks(f"{TO_2}, refused: installed", CALLED) is False
    assert asks(TO_2, CALLED, "at: 2026-05-07 09:00, by: okell, withdraw: moved, reason: Wrong") is False


def test_of_two_moves_the_one_that_began_later_counts_however_they_were_typed() -> None:
    earlier = TO_1.replace("at: 2026-05-05 09:00", "at: 2026-05-03 09:00, recorded: 2026-05-05 09:00")
    assert asks(TO_2, earlier, CALLED) is True


def assumed(played: Played, item: str) -> bool:
    """Whether an item was assumed to be done."""
    return any(entry.assumed and getattr(entry.event, "item", "") == item for entry in played.entries)


@pytest.mark.parametrize(("moved", "expected"), [("2026-05-05", True), ("2026-05-04", False)])
def test_what_is_left_open_takes_its_twin_along_only_from_the_move_on(moved: str, expected: bool) -> None:
    # Ten days from Thursday 30 April 10:15: to 10 May 24:00; half of it is Tuesday 5 May 17:07.
    move = f"at: {moved} 18:00, by: okell, move: duties 2.0"
    found = play(moving(move, head="assume: other-items-done\nleave_open: [call]\n"))
    assert assumed(found, "ask") is expected
    assert not assumed(found, "call")


def test_the_clocks_that_lines_set_are_told_for_those_they_belong_to() -> None:
    event = "at: 2026-05-01 09:00, by: farrow, add: suspect-event, as: arrest, of: suspect-a"
    found, programme = shipped(SUSPECT, event, "at: 2026-05-02 09:00, by: okell, clock: allocated")
    assert found.sets(ClockId("allocated"), "arrest", programme)
    assert found.sets(ClockId("suspect-event"), "arrest", programme)
    assert not found.sets(ClockId("suspect-event"), "release", programme)


@pytest.mark.parametrize(("said", "sets"), [("is: done", True), ("is: not done, reason: Not yet", False)])
def test_an_answer_tells_the_clock_of_its_item_only_where_it_is_done(said: str, sets: bool) -> None:
    line = f"at: 2026-05-02 09:00, by: okell, answer: allocate-investigator, {said}"
    found, programme = shipped(line)
    assert found.answers(Place(CSE, ItemId("allocate-investigator")))
    assert found.sets(ClockId("allocated"), None, programme) is sets


def test_an_act_for_one_subject_tells_of_the_items_beside_it_for_that_subject_alone() -> None:
    children = [
        f"at: 2026-04-30 12:15, by: farrow, add: [child, victim], as: child-{name}" for name in ("a", "b")
    ]
    found, _ = shipped(
        *children,
        "at: 2026-05-01 09:00, by: farrow, answer: see-child, of: child-b, also: [refer-to-social-care]",
    )
    referred = [
        found.answers(Place(CSE, ItemId("refer-to-social-care"), of)) for of in ("child-a", "child-b")
    ]
    assert referred == [False, True]
