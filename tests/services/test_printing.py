"""Printing what was signed: shown, numbered, noted, verified."""

import pytest

from sopcheck.cases.events import CaseId, ReviewId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.views import SignedReview
from tests.world import World


@pytest.fixture
def case(world: World) -> CaseId:
    """A case; DC Farrow opened it."""
    return world.open("NV/26 (1)").id


def reviewed(world: World, case: CaseId) -> SignedReview:
    signed = world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    return signed


def prints(world: World) -> int:
    entries = world.desk.opened.vault.ledger.entries(ACCESS)
    return sum(entry.kind == "RecordPrinted" for entry in entries)


def test_held_reviews_are_listed_newest_first_with_their_codes(world: World, case: CaseId) -> None:
    first = reviewed(world, case)
    second = world.review(case, "72-hour")
    listed = world.desk.printing.reviews(case)
    assert [(one.title, one.code) for one in listed] == [
        ("Second review", second.code),
        ("First review", first.code),
    ]
    assert {(one.by_name, one.outcome) for one in listed} == {("DS Okell", "on track")}


def test_a_review_outside_the_schedule_says_so(world: World, case: CaseId) -> None:
    world.review(case)
    assert world.desk.printing.reviews(case)[0].title == "Review outside the schedule"


def test_showing_takes_no_number_and_is_no_print(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    shown = world.desk.printing.show(case, signed.review)
    assert shown.startswith(b"%PDF")
    assert prints(world) == 0
    printed = world.desk.printing.print_record(case, signed.review, purpose="File", recipient="Court")
    assert printed.number.endswith("-00001")


def test_each_print_of_one_record_has_its_own_number_and_the_same_code(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    printing = world.desk.printing
    one, two = (printing.print_record(case, signed.review, purpose="File", recipient="x") for _ in range(2))
    assert one.number != two.number
    assert one.code == two.code == signed.code
    assert prints(world) == 2


def test_the_file_is_named_by_the_reference_and_the_number_alone(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    printed = world.desk.printing.print_record(case, signed.review, purpose="File", recipient="DI Teal")
    assert printed.file_name == f"supervision-record-NV-26-1-{printed.number}.pdf"


def test_a_review_that_was_not_held_has_no_record(world: World, case: CaseId) -> None:
    for act in (
        lambda: world.desk.printing.show(case, ReviewId("none")),
        lambda: world.desk.printing.print_record(case, ReviewId("none"), purpose="x", recipient="y"),
    ):
        with pytest.raises(RefusedError, match="no such review"):
            act()
    assert prints(world) == 0


def test_anybody_may_print_and_the_record_stays_the_reviewers(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    printed = world.as_("teal").printing.print_record(case, signed.review, purpose="File", recipient="x")
    assert world.desk.printing.verify(printed.pdf).word == "same"


def test_a_record_of_another_vault_is_intact_and_not_known_here(world: World, case: CaseId) -> None:
    signed = reviewed(world, case)
    pdf = world.desk.printing.print_record(case, signed.review, purpose="File", recipient="x").pdf
    world.desk.casework.describe(case, reference="NV/99")
    verdict = world.desk.printing.verify(pdf)
    assert verdict.word == "not known here"
    assert "intact" in verdict.sentence
