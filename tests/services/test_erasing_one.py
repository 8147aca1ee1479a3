"""Erasing one entry: whatever it said is in no page afterwards, and no other words are."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sopcheck.cases.access_events import AccessBookRead
from sopcheck.cases.derived import Change
from sopcheck.cases.events import CaseId, Discharged, Given, Place, ReviewHeld, ReviewId, When
from sopcheck.cases.refusals import RoleRefusedError
from sopcheck.checklists.definition import ChecklistId, ItemId, ScheduleId
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import ACCESS, EntryHash
from sopcheck.ledger.verify import What
from tests.end_to_end.pages import pages_with
from tests.world import ON_TRACK, World, place

MARK = "Quillon Marchbanks"
AUTHORITY, REASON = "DPA 2018 s.47", "Ordered by the court"
Say = Callable[[World, CaseId], object]

# What stands in the signed bytes themselves, so that the record can only go whole.
WITHIN = {"an operation", "an answer", "a reference", "a short word"}
SAYS: dict[str, Say] = {
    "an operation": lambda world, case: world.desk.casework.describe(case, operation=MARK),
    "a subject": lambda world, case: world.add_child(case, MARK),
    "an answer": lambda world, case: world.answer(case, "record-crime", reference="42/26", text=MARK),
    "a reference": lambda world, case: world.answer(case, "record-crime", reference=MARK, text="Done"),
    "a short word": lambda world, case: world.answer(case, "record-crime", reference="Qz7", text="Done"),
    "an explanation": lambda world, case: world.desk.casework.explain(case, place("research-systems"), MARK),
    "a note": lambda world, case: world.desk.casework.note(case, MARK, When(world.clock.now())),
}


@pytest.mark.parametrize("says", SAYS)
def test_no_page_holds_the_words_of_an_erased_entry(world: World, says: str) -> None:
    case = world.open().id
    SAYS[says](world, case)
    target: EntryHash = world.desk.casework.refresh(case).case.entries[-1].entry
    word = "Qz7" if says == "a short word" else MARK
    world.review(case, "24-hour")
    erased = world.as_("okell").erasure.erase_entries(
        case, (target,), authority=AUTHORITY, reason=REASON, whole_records=True
    )
    assert (erased.records, erased.signed) == (says in WITHIN, 0)
    assert world.desk.assurance.verify().problems == ()
    world.desk.lock()
    assert pages_with(world.program.folder, word) == []


def note_of(world: World, case: CaseId, text: str) -> EntryHash:
    world.as_("farrow").casework.note(case, text, When(world.clock.now()))
    return world.desk.casework.refresh(case).case.entries[-1].entry


def test_other_words_stay_in_the_record_and_it_prints(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="42/26", text="Seen at the house of the aunt")
    note = note_of(world, case, f"{MARK} called")
    held = world.review(case, "24-hour")
    assert (
        world.as_("okell").erasure.erase_entries(case, (note,), authority=AUTHORITY, reason=REASON).records
        == 0
    )
    assert world.desk.printing.print_document(
        "record", case, held.review, purpose="File", recipient="CPS"
    ).pdf
    world.desk.lock()
    assert pages_with(world.program.folder, "the house of the aunt")


def test_a_record_that_was_signed_with_the_words_says_why_it_cannot_be_shown(world: World) -> None:
    case = world.open().id
    SAYS["a reference"](world, case)
    target = world.desk.casework.refresh(case).case.entries[-1].entry
    held = world.review(case, "24-hour")
    world.as_("okell").erasure.erase_entries(
        case, (target,), authority=AUTHORITY, reason=REASON, whole_records=True
    )
    with pytest.raises(UnavailableError, match="words were erased"):
        world.desk.printing.print_document("record", case, held.review, purpose="File", recipient="CPS")


def test_a_record_that_keeps_a_reference_is_counted_and_prints(world: World) -> None:
    case = world.open().id
    world.answer(case, "record-crime", reference="42/26", text=MARK)
    target = world.desk.casework.refresh(case).case.entries[-1].entry
    held = world.review(case, "24-hour")
    erased = world.as_("okell").erasure.erase_entries(case, (target,), authority=AUTHORITY, reason=REASON)
    assert (erased.records, erased.signed) == (0, 1)
    printed = world.desk.printing.print_document("record", case, held.review, purpose="File", recipient="CPS")
    assert printed.pdf
    world.desk.lock()
    assert pages_with(world.program.folder, MARK) == []


def test_the_words_of_a_review_go_with_its_record(world: World) -> None:
    case = world.open().id
    world.review(case, "24-hour", conclusion=replace(ON_TRACK, reasons=MARK))
    entries = world.desk.casework.refresh(case).case.entries
    target = next(one.entry for one in entries if isinstance(one.event, ReviewHeld))
    assert (
        world.as_("okell").erasure.erase_entries(case, (target,), authority=AUTHORITY, reason=REASON).records
        == 1
    )
    assert world.desk.assurance.verify().problems == ()
    world.desk.lock()
    assert pages_with(world.program.folder, MARK) == []


def test_a_record_that_is_missing_is_told_unless_something_that_it_saw_was_erased(world: World) -> None:
    case = world.open().id
    note = note_of(world, case, "Of no account")
    held = world.review(case, "24-hour")
    later = note_of(world, case, f"{MARK} after the review")
    world.as_("okell").erasure.erase_entries(case, (later,), authority=AUTHORITY, reason=REASON)
    take_away(world, held.review)
    assert [one.what for one in world.desk.assurance.verify().problems] == [What.CONTENT_MISSING]
    world.desk.erasure.erase_entries(case, (note,), authority=AUTHORITY, reason=REASON)
    assert world.desk.assurance.verify().problems == ()


def take_away(world: World, review: ReviewId) -> None:
    """Somebody takes the record of a review out of the vault."""
    scribe, at = world.desk.opened.scribe, When(world.clock.now())
    read = AccessBookRead(at=at, purpose="integrity", shown=0)
    scribe.write(ACCESS, (read,), role="administrator", also=lambda _: Change(unshown=(review,)))


def reviewed_of_risk(world: World, choice: str) -> tuple[CaseId, EntryHash, EntryHash]:
    """A signed review in which a question was answered with the mark: the case, the answer, the review."""
    case = world.open().id
    supervision = world.as_("okell").supervision
    meant = (Discharged(rule=ScheduleId("24-hour")),)
    review = supervision.open(case, meant).review
    question = ItemId("review-risk-now")
    supervision.answer(case, review, question, Given(status="done", choice=choice, text=f"he is {MARK}"))
    supervision.sign(case, review, replace(ON_TRACK, discharges=meant, risk=""))
    asked = Place(ChecklistId("supervisor-review"), question, review)
    folded = world.desk.casework.refresh(case).case
    answer = folded.answer(asked)
    assert answer is not None
    held = next(one.entry for one in folded.entries if isinstance(one.event, ReviewHeld))
    return case, answer.entry, held


@pytest.mark.parametrize("choice", ["high", ""])
def test_words_of_the_risk_that_was_signed_are_found_in_its_record(world: World, choice: str) -> None:
    case, answer, _ = reviewed_of_risk(world, choice)
    erased = world.desk.erasure.erase_entries(case, (answer,), authority=AUTHORITY, reason=REASON)
    assert (erased.records, erased.signed) == (0, 1)


@pytest.mark.parametrize("choice", ["high", ""])
def test_the_review_that_copied_an_answer_is_named_before_and_after(world: World, choice: str) -> None:
    case, answer, held = reviewed_of_risk(world, choice)
    before = world.desk.erasure.reach(case, (answer,))
    after = world.desk.erasure.erase_entries(case, (answer,), authority=AUTHORITY, reason=REASON)
    assert before == after
    assert (after.also, after.fixed, after.reviews) == ((held,), 0, 0)
    world.desk.lock()
    assert pages_with(world.program.folder, MARK), "what is told to be there still is there"


@pytest.mark.parametrize("choice", ["high", ""])
def test_with_the_review_that_copied_it_no_page_holds_an_answer(world: World, choice: str) -> None:
    case, answer, held = reviewed_of_risk(world, choice)
    before = world.desk.erasure.reach(case, (answer, held))
    after = world.desk.erasure.erase_entries(case, (answer, held), authority=AUTHORITY, reason=REASON)
    assert before == after
    assert (after.entries, after.also, after.records, after.reviews, after.signed) == (2, (), 1, 1, 0)
    assert world.desk.casework.refresh(case).case.held_reviews == ()
    assert world.desk.assurance.verify().problems == ()
    world.desk.lock()
    assert pages_with(world.program.folder, MARK) == []


def test_what_the_case_is_called_is_told_to_stay(world: World) -> None:
    case = world.open().id
    longer = note_of(world, case, "HEATHER: the raid")
    name = note_of(world, case, "Heather")
    reach = world.as_("okell").erasure.reach(case, (name,))
    assert (reach.also, reach.fixed) == ((longer,), 1)


def test_the_reason_of_an_erasure_may_not_repeat_the_words(world: World) -> None:
    case = world.open().id
    note = note_of(world, case, MARK)
    with pytest.raises(RefusedError, match="repeats words that are to be erased"):
        world.as_("okell").erasure.erase_entries(
            case, (note,), authority=AUTHORITY, reason=f"{MARK} asked for it"
        )
    assert world.desk.casework.refresh(case).case.notes


def test_one_entry_that_may_not_go_keeps_them_all(world: World) -> None:
    case = world.open().id
    note = note_of(world, case, MARK)
    first = world.desk.casework.refresh(case).case.entries[0].entry
    with pytest.raises(RefusedError, match="goes only with the whole case"):
        world.as_("okell").erasure.erase_entries(case, (note, first), authority=AUTHORITY, reason=REASON)
    assert world.desk.casework.refresh(case).case.notes


def test_an_entry_that_is_not_there_reaches_nothing(world: World) -> None:
    case = world.open().id
    note = note_of(world, case, MARK)
    with pytest.raises(RefusedError, match="no such entry on the case"):
        world.as_("okell").erasure.reach(case, (note, EntryHash("f" * 64)))


def test_only_who_may_erase_is_told_what_it_would_reach(world: World) -> None:
    case = world.open().id
    note = note_of(world, case, MARK)
    with pytest.raises(RoleRefusedError, match="administrator"):
        world.desk.erasure.reach(case, (note,))
