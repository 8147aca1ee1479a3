"""What came after the signature is counted by item, and the signed record stays as it is."""

from datetime import timedelta

import pytest

from sopcheck.cases.events import CaseId, Given, ReviewId, When
from sopcheck.checklists.definition import ChecklistId, ItemId, Version
from sopcheck.services.signed_since import SignedSince, signed_since
from tests.world import World, place


def since(world: World, case: CaseId) -> SignedSince:
    found = signed_since(world.desk.casework.refresh(case))
    assert found is not None
    return found


@pytest.fixture
def case(world: World) -> CaseId:
    """A case of which the first review is signed; DC Farrow is at the desk an hour later."""
    opened = world.open().id
    world.answer(opened, "record-crime", reference="1")
    world.review(opened, "24-hour")
    world.clock.forward(hours=1)
    world.as_("farrow")
    return opened


def test_without_a_signed_review_there_is_nothing_to_say(world: World) -> None:
    assert signed_since(world.open()) is None


def test_right_after_the_signature_nothing_has_changed(world: World, case: CaseId) -> None:
    found = since(world, case)
    assert (found.items, found.addenda) == (0, 0)
    assert found.signed == world.clock.now() - timedelta(hours=1)


def test_each_item_counts_once_however_often_it_changes(world: World, case: CaseId) -> None:
    world.answer(case, "tell-duty-supervisor")
    world.desk.casework.correct(
        case,
        place("tell-duty-supervisor"),
        Given(status="done", text="DI Teal too"),
        When(world.clock.now()),
        reason="Left out",
    )
    world.answer(case, "research-systems")
    assert since(world, case).items == 2


def test_a_note_changes_no_item(world: World, case: CaseId) -> None:
    world.desk.casework.note(case, "The school rang", When(world.clock.now()))
    assert since(world, case).items == 0


def test_a_checklist_more_is_no_item_and_is_told_apart(world: World, case: CaseId) -> None:
    before = since(world, case)
    world.desk.casework.adopt(case, ChecklistId("online-cse"), Version("1.0"))
    after = since(world, case)
    assert ((before.items, before.moved), (after.items, after.moved)) == ((0, False), (0, True))


def test_an_answer_taken_back_is_a_change(world: World, case: CaseId) -> None:
    world.answer(case, "tell-duty-supervisor")
    world.desk.casework.take_back(case)
    assert since(world, case).items == 1


def test_the_answers_of_the_next_review_change_no_item(world: World, case: CaseId) -> None:
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    desk.supervision.answer(case, review, ItemId("review-lines"), Given(status="done", text="CCTV"))
    assert since(world, case).items == 0


def test_an_addendum_is_counted_with_its_review(world: World, case: CaseId) -> None:
    review = since(world, case).review
    world.as_("okell").casework.add_to_review(case, review, "Seen on 5 May", reason="Misread")
    assert since(world, case).addenda == 1


def test_an_earlier_review_may_be_asked_for(world: World, case: CaseId) -> None:
    first = since(world, case).review
    world.answer(case, "tell-duty-supervisor")
    world.clock.forward(minutes=1)
    world.review(case, "72-hour")
    view = world.desk.casework.refresh(case)
    assert since(world, case).items == 0
    earlier = signed_since(view, first)
    assert earlier is not None
    assert (earlier.review, earlier.items) == (first, 1)


def test_a_review_that_is_not_here_says_nothing(world: World, case: CaseId) -> None:
    assert signed_since(world.desk.casework.refresh(case), ReviewId("elsewhere")) is None
