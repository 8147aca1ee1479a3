"""Moving cases in a vault: what it would do, one and many at once, undone, and on the record afterwards."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from sopcheck.cases.events import CaseId
from sopcheck.cases.register.decisions import Approval
from sopcheck.checklists import packs
from sopcheck.checklists.definition import Checklist, Version
from sopcheck.checklists.problem import DefinitionError
from sopcheck.errors import RefusedError
from sopcheck.services.desk import Desk
from sopcheck.services.moving import Choice, Impact
from tests.records.goldens import text_of
from tests.services.owners import second_owner
from tests.world import MAIN, START, World, template

ONE, NEXT = Version("1.0"), Version("1.1")
PACK = packs.shipped()[0]


LEFT_OUT = "check-record-language"


def next_version() -> bytes:
    """The main SOP with twelve hours to record a crime, and one item left out."""
    text = PACK.yaml.decode().replace('version: "1.0"', 'version: "1.1"', 1)
    begin = text.index(f"      - id: {LEFT_OUT}\n")
    text = text[:begin] + text[text.index("      - id:", begin + 10) :]
    was = "limit: {amount: 24, unit: hours, from: report-received, basis: national}"
    return text.replace(was, was.replace("24", "12"), 1).encode()


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A vault with two SOP owners, unlocked by DS Okell."""
    made = World.in_copy(second_owner(template(tmp_path_factory)), tmp_path / "vault")
    yield made
    made.desk.lock()


def published(world: World, version: bytes = b"") -> Desk:
    """The desk of DS Okell after the next version was approved from today."""
    world.as_("okell").publishing.propose(version or next_version(), "next.yaml", reason="Inspection")
    given = Approval(effective_from=START.date(), reason="The board agreed")
    world.as_("ash").publishing.approve(MAIN, NEXT, given)
    return world.as_("okell")


def three(world: World) -> list[CaseId]:
    """Three open cases of the first version."""
    return [world.open(f"NV/CSE/26/{number}").id for number in range(3)]


def followed(desk: Desk, case: CaseId) -> str:
    """The version that a case follows."""
    return desk.casework.refresh(case).case.adopted[0].version


def impact(desk: Desk) -> Impact:
    """What the next version would do."""
    return desk.moving.impact(desk.moving.candidate(next_version(), "next.yaml"))


def test_the_impact_is_told_before_anything_is_published(world: World) -> None:
    cases = three(world)
    told: list[tuple[int, int]] = []
    to = world.desk.moving.candidate(next_version(), "next.yaml")
    found = world.desk.moving.impact(to, lambda done, of: told.append((done, of)))
    assert [one.case for one in found.cases] == cases
    assert (told[0], told[-1]) == ((0, 3), (3, 3))
    assert {place.place.item for one in found.touched for place in one.preview.limits} == {"record-crime"}


def test_a_case_that_is_closed_or_follows_the_version_already_is_not_touched(world: World) -> None:
    cases, desk = three(world), published(world)
    desk.moving.move(cases[0], MAIN, NEXT, reason="New limits")
    assert [one.case for one in impact(desk).cases] == cases[1:]


def test_a_file_with_problems_has_no_impact(world: World) -> None:
    with pytest.raises(DefinitionError):
        world.desk.moving.candidate(b"format: 1\n", "wrong.yaml")


def test_a_supervisor_moves_three_cases_and_undoes_one(world: World) -> None:
    cases, desk = three(world), published(world)
    choices: dict[CaseId, Choice] = dict.fromkeys(cases, "now")
    outcomes = desk.moving.move_many(choices, MAIN, NEXT, reason="New limits")
    assert [one.refused for one in outcomes] == ["", "", ""]
    desk.moving.undo(cases[1], MAIN, reason="Trial next week")
    assert [followed(desk, case) for case in cases] == ["1.1", "1.0", "1.1"]


def test_what_is_refused_for_one_case_leaves_the_others_to_be_moved(world: World) -> None:
    cases, desk = three(world), published(world)
    desk.moving.move(cases[0], MAIN, NEXT, reason="First")
    choices: dict[CaseId, Choice] = {cases[0]: "now", cases[1]: "stay", cases[2]: "now"}
    outcomes = desk.moving.move_many(choices, MAIN, NEXT, reason="New limits")
    assert ["follows" in one.refused for one in outcomes] == [True, False, False]
    assert [followed(desk, case) for case in cases] == ["1.1", "1.0", "1.1"]


def test_a_case_moves_at_its_next_review(world: World) -> None:
    (case, *_), desk = three(world), published(world)
    desk.moving.plan(case, MAIN, NEXT, reason="New limits")
    assert (followed(desk, case), impact(desk).cases[0].planned) == ("1.0", "1.1")
    world.review(case, "24-hour", who="teal")
    assert followed(world.desk, case) == "1.1"


def test_nobody_moves_a_case_to_a_draft(world: World) -> None:
    (case, *_) = three(world)
    desk = world.as_("okell")
    desk.publishing.propose(next_version(), "next.yaml", reason="Inspection")
    with pytest.raises(RefusedError, match="test data"):
        desk.moving.move(case, MAIN, NEXT, reason="Early")


def test_a_version_is_followed_from_its_day_on_while_the_program_runs(world: World) -> None:
    (case, *_) = three(world)
    world.as_("okell").publishing.propose(next_version(), "next.yaml", reason="Inspection")
    tomorrow = Approval(effective_from=START.date() + timedelta(days=1), reason="The board agreed")
    world.as_("ash").publishing.approve(MAIN, NEXT, tomorrow)
    with pytest.raises(RefusedError, match="not in force"):
        world.desk.moving.move(case, MAIN, NEXT, reason="Early")
    world.clock.forward(days=1)
    world.desk.moving.move(case, MAIN, NEXT, reason="New limits")
    assert followed(world.desk, case) == "1.1"


def test_another_version_of_a_checklist_is_a_move_and_no_checklist_more(world: World) -> None:
    (case, *_), desk = three(world), published(world)
    with pytest.raises(RefusedError, match="Let a supervisor move the case"):
        desk.casework.adopt(case, MAIN, NEXT)


def test_an_investigator_may_look_and_not_move(world: World) -> None:
    (case, *_) = three(world)
    published(world)
    desk = world.as_("farrow")
    to: Checklist = desk.library.definition(MAIN, NEXT)
    assert desk.moving.preview(case, to).version == NEXT
    with pytest.raises(RefusedError, match="supervisor"):
        desk.moving.move(case, MAIN, NEXT, reason="New limits")


def test_the_record_of_a_review_prints_both_versions(world: World) -> None:
    (case, *_), desk = three(world), published(world)
    desk.moving.move(case, MAIN, NEXT, reason="New limits")
    signed = world.review(case, "24-hour", who="teal")
    words = text_of(world.desk.printing.show(case, signed.review))
    assert "CSE investigation SOP 1.0" in words
    assert "CSE investigation SOP 1.1" in words
    assert "Moved by DS Okell" in words
    assert "Reason New limits" in words


def test_nobody_is_read_as_having_answered_words_that_came_later(world: World) -> None:
    (case, *_) = three(world)
    world.answer(case, "tell-duty-supervisor", text="DI Teal")
    prompt = b"Tell the duty detective supervisor"
    desk = published(world, next_version().replace(prompt, b"Tell the duty inspector in person", 1))
    desk.moving.move(case, MAIN, NEXT, reason="New limits")
    signed = world.review(case, "24-hour", who="teal")
    words = " ".join(all_text(world.desk.printing.show(case, signed.review, "items")).split())
    assert "Tell the duty inspector in person" in words
    assert "Answered as version 1.0 asked it: “Tell the duty detective supervisor" in words


def test_what_was_answered_before_prints_under_the_version_that_withdrew_it(world: World) -> None:
    (case, *_), desk = three(world), published(world)
    world.answer(case, LEFT_OUT)
    desk.moving.move(case, MAIN, NEXT, reason="New limits")
    signed = world.review(case, "24-hour", who="teal")
    words = all_text(world.desk.printing.show(case, signed.review, "items"))
    assert "CSE investigation SOP: Withdrawn in 1.1" in words
    assert LEFT_OUT in words


def all_text(pdf: bytes) -> str:
    """Everything that a print says."""
    with PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_refused_proposal_leaves_nothing_behind(world: World) -> None:
    with pytest.raises(RefusedError, match="reason for the change"):
        world.desk.publishing.propose(next_version(), "next.yaml", reason="")
    changed = PACK.yaml.replace(b"title: CSE", b"title: Another CSE", 1)
    with pytest.raises(RefusedError, match="Another content is here"):
        world.desk.publishing.propose(changed, "same.yaml", reason="Inspection")
    assert len(world.desk.library.versions()) == len(packs.shipped())


def test_the_baseline_itself_may_be_approved(world: World) -> None:
    world.as_("okell").publishing.propose_version(MAIN, ONE, reason="Adopted as it is")
    world.open("NV/CSE/26/9")
    given = Approval(effective_from=START.date(), reason="The board agreed", authority="Board 12")
    row = world.as_("ash").publishing.approve(MAIN, ONE, given)
    assert (row.status, row.authority) == ("approved", "Board 12")
    current = world.desk.publishing.in_force(MAIN)
    assert current is not None
    assert current.version == ONE
