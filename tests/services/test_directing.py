"""Directing the work: rows of several lists judged in one act, directions followed to their end."""

from datetime import date, timedelta

import pytest

from sopcheck.cases.events import CaseId, Given, Judged, Place, ReviewId, When
from sopcheck.cases.judged_rows import decided_on
from sopcheck.checklists.definition import ItemId, StageId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import case_book
from sopcheck.services.supervision import Supervision
from tests.world import World, place

SEARCHED = place("research-systems")


@pytest.fixture
def case(world: World) -> CaseId:
    """A case with an item not done and limits passed; DS Okell is at the desk."""
    opened = world.open().id
    given = Given(status="not done", reason="Waiting for access")
    world.desk.casework.answer(opened, SEARCHED, given, When(world.clock.now()))
    world.clock.forward(hours=30)
    world.as_("okell")
    return opened


@pytest.fixture
def review(world: World, case: CaseId) -> ReviewId:
    return world.desk.supervision.open(case).review


def entries(world: World, case: CaseId) -> int:
    return len(world.desk.opened.vault.ledger.entries(case_book(case)))


def passed(world: World, case: CaseId) -> tuple[Place, ...]:
    rows = world.desk.casework.refresh(case).evaluation.exceptions.limits_passed
    return tuple(row[0].place for row in rows)


def test_limits_and_other_rows_are_judged_in_one_act(world: World, case: CaseId, review: ReviewId) -> None:
    seen = world.desk.supervision.judge_rows(
        case,
        review,
        limits=passed(world, case),
        rows={"not done": (Judged(place=SEARCHED),)},
        verdict="justified",
        reason="The system was down",
    )
    lists = seen.view.evaluation.exceptions
    assert all(row[0].judged for row in lists.limits_passed)
    decided = decided_on(seen.view.case, "not done", lists.not_done[0][0])
    assert decided is not None
    assert (decided.verdict, decided.review) == ("justified", review)


def test_where_one_row_cannot_be_judged_none_is(world: World, case: CaseId, review: ReviewId) -> None:
    before = entries(world, case)
    with pytest.raises(RefusedError, match="no exception any more"):
        world.desk.supervision.judge_rows(
            case,
            review,
            limits=passed(world, case),
            rows={"not applicable": (Judged(place=SEARCHED),)},
            verdict="justified",
            reason="",
        )
    assert entries(world, case) == before


def test_with_nothing_chosen_nothing_is_judged(world: World, case: CaseId, review: ReviewId) -> None:
    with pytest.raises(RefusedError, match="No limit was chosen"):
        world.desk.supervision.judge_rows(case, review, rows={}, verdict="justified", reason="")


def directed(world: World, case: CaseId, review: ReviewId) -> Supervision:
    due = (world.clock.now() + timedelta(days=2)).date()
    world.desk.supervision.direct(case, review, SEARCHED, "Ask for access again", due)
    return world.desk.supervision


def test_a_direction_stands_in_the_worklist_until_it_is_answered(
    world: World, case: CaseId, review: ReviewId
) -> None:
    directed(world, case, review)
    casework = world.as_("farrow").casework
    (row,) = casework.worklist().directed
    assert (row.place, row.text, row.due) == (SEARCHED, "Ask for access again", date(2026, 5, 10))
    assert row.prompt.startswith("Search police systems")
    direction = casework.refresh(case).case.directions[0]
    view = casework.answer_direction(case, direction.entry, "Access came")
    assert view.case.directions[0].state == "answered"
    assert casework.worklist().directed == ()


def test_directions_without_a_day_come_last(world: World, case: CaseId, review: ReviewId) -> None:
    world.desk.supervision.direct(case, review, place("record-crime"), "When you can")
    directed(world, case, review)
    assert [row.due is None for row in world.desk.casework.worklist().directed] == [False, True]


def test_a_direction_is_settled_in_the_next_review(world: World, case: CaseId, review: ReviewId) -> None:
    supervision = directed(world, case, review)
    entry = world.desk.casework.refresh(case).case.directions[0].entry
    supervision.sign(case, review, supervision.view(case, review).draft)
    later = supervision.open(case).review
    seen = supervision.settle_direction(case, later, entry, "Access came on Friday")
    settled = seen.view.case.directions[0].settled
    assert settled is not None
    assert (settled.result, settled.review) == ("Access came on Friday", later)
    assert world.desk.casework.worklist().directed == ()


def test_confirming_a_part_is_one_transaction(world: World, case: CaseId, review: ReviewId) -> None:
    supervision = world.desk.supervision
    lines = {ItemId("review-lines"): Given(status="done", text="CCTV")}
    network = {ItemId("review-network"): Given(status="done", choice="no")}
    supervision.answer_all(case, review, {**lines, **network})
    supervision.sign(case, review, supervision.view(case, review).draft)
    later = supervision.open(case).review
    world.clock.forward(minutes=5)
    supervision.no_change(case, later, StageId("investigation"))
    confirmed = world.desk.opened.vault.ledger.entries(case_book(case))[-2:]
    assert {entry.recorded for entry in confirmed} == {world.clock.now()}
    assert [entry.kind for entry in confirmed] == ["ItemAnswered", "ItemAnswered"]


def test_of_no_answers_nothing_is_saved(world: World, case: CaseId, review: ReviewId) -> None:
    before = entries(world, case)
    world.desk.supervision.answer_all(case, review, {})
    assert entries(world, case) == before
