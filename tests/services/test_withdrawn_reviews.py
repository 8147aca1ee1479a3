"""A signed review that is withdrawn counts no more; its record stays, and prints with that word."""

import pytest

from sopcheck.cases.access_events import DocumentKind
from sopcheck.cases.events import CaseId, ReviewHeld
from sopcheck.errors import RefusedError
from sopcheck.services.views import PrintedRecord, SignedReview
from tests.records.prints import pages
from tests.world import World

MARK = "REVIEW WITHDRAWN SINCE IT WAS SIGNED"


@pytest.fixture
def case(world: World) -> CaseId:
    return world.open("NV/26 (1)").id


@pytest.fixture
def signed(world: World, case: CaseId) -> SignedReview:
    made = world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    return made


def withdraw(world: World, case: CaseId) -> None:
    entries = world.desk.casework.view(case).case.entries
    (held,) = (one.entry for one in entries if isinstance(one.event, ReviewHeld))
    world.desk.casework.withdraw(case, held, "Signed on the wrong case")
    world.clock.forward(minutes=1)


def add(world: World, case: CaseId, signed: SignedReview) -> None:
    world.desk.casework.add_to_review(case, signed.review, "Her aunt was told.", reason="I left it out.")
    world.clock.forward(minutes=1)


def printed(world: World, case: CaseId, signed: SignedReview, kind: DocumentKind = "record") -> PrintedRecord:
    return world.desk.printing.print_document(
        kind, case, signed.review, purpose="Inspection", recipient="An inspector"
    )


def said(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_it_stands_after_the_reviews_that_count_and_says_since_when(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    (before,) = world.desk.printing.reviews(case)
    assert (before.review, before.withdrawn) == (signed.review, None)
    at = world.clock.now()
    withdraw(world, case)
    other = world.review(case, "24-hour")
    listed = world.desk.printing.reviews(case)
    assert [(one.review, one.withdrawn) for one in listed] == [(other.review, None), (signed.review, at)]
    assert listed[1].code == signed.code


def test_what_was_added_to_it_stays_with_it_and_prints(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    add(world, case, signed)
    withdraw(world, case)
    view = world.desk.casework.view(case)
    assert [one.review for one in view.case.addenda] == [signed.review]
    assert view.case.set_aside == ()
    sheet = printed(world, case, signed, "addenda")
    assert "Her aunt was told." in said(sheet.pdf)
    assert MARK in said(sheet.pdf)
    assert signed.code in said(sheet.pdf)


def test_nothing_more_is_added_to_it(world: World, case: CaseId, signed: SignedReview) -> None:
    withdraw(world, case)
    with pytest.raises(RefusedError, match="This review counts no more, for it was withdrawn"):
        add(world, case, signed)


def test_the_next_record_tells_what_was_added_to_it_and_that_it_was_withdrawn(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    add(world, case, signed)
    withdraw(world, case)
    following = world.review(case, "24-hour")
    record = said(printed(world, case, following).pdf)
    assert "2026, 14:00, withdrawn since" in record
    assert "Added Her aunt was told." in record


def test_the_next_record_tells_who_withdrew_it_when_and_why_and_names_the_record(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    withdraw(world, case)
    following = world.review(case, "24-hour")
    record = said(printed(world, case, following).pdf)
    world.clock.forward(minutes=1)
    assert "Signed review withdrawn" in record
    assert f"outcome on track; its record has the code {signed.code}" in record.replace(" -", "-")
    assert all(part in record for part in ("Thu 7 May 2026, 14:01", "Signed on the", "wrong case"))
    last = world.review(case, "72-hour")
    assert "Signed review withdrawn" not in said(printed(world, case, last).pdf)


def test_its_record_prints_with_the_same_code_and_says_that_it_is_withdrawn(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    before = printed(world, case, signed)
    withdraw(world, case)
    after = printed(world, case, signed)
    assert after.code == before.code == signed.code
    assert [MARK in said(one.pdf) for one in (before, after)] == [False, True]


def test_it_is_shown_on_the_screen_as_it_prints(world: World, case: CaseId, signed: SignedReview) -> None:
    withdraw(world, case)
    assert MARK in said(world.desk.printing.show(case, signed.review))


def test_a_print_of_before_verifies_as_signed_and_withdrawn(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    pdf = printed(world, case, signed).pdf
    assert world.desk.printing.verify(pdf).word == "same"
    withdraw(world, case)
    verdict = world.desk.printing.verify(pdf)
    assert verdict.word == "superseded"
    assert "the review was withdrawn since" in verdict.sentence


def test_the_next_review_is_another_one_and_leaves_its_record_alone(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    withdraw(world, case)
    assert world.review(case, "24-hour").review != signed.review
    assert printed(world, case, signed).code == signed.code


def test_erasing_the_case_takes_its_record_too(world: World, case: CaseId, signed: SignedReview) -> None:
    withdraw(world, case)
    desk = world.desk
    today = world.clock.now().date()
    desk.erasure.set_retention(case, today, "Told to")
    world.clock.forward(days=1)
    desk.erasure.erase_case(case, authority="DPA 2018 s.47", reason="Ordered by the court")
    assert desk.opened.vault.snapshots.get(signed.review) is None


def test_a_review_that_was_never_signed_does_not_print(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    del signed
    going = world.as_("okell").supervision.open(case)
    with pytest.raises(RefusedError, match="There is no such review on this case"):
        world.desk.printing.show(case, going.review)
