"""Moving a case: authorised by a supervisor with a reason, planned for a review, taken back."""

from datetime import timedelta

import msgspec
import pytest

from sopcheck.cases.acting import Acting
from sopcheck.cases.decisions.moving import (
    answered_since,
    authorise_move,
    plan_move,
    planned_move,
    undo_move,
)
from sopcheck.cases.events import CaseEvent, CaseMoved, EntryWithdrawn, Place, When
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.moving_history import withdrawn_answers, withdrawn_states
from sopcheck.cases.refusals import ActRefusedError, RoleRefusedError
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import Checklist, ChecklistId, ClockId, ItemId, Version
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from tests.cases.book import CALENDAR, REPORT, SOP, Book, checklist, hours, item, utc, when

OKELL = Person(person=PersonId("okell"), name="DS Okell", rank="sergeant", roles=("supervisor",))
FARROW = Person(person=PersonId("farrow"), name="DC Farrow", roles=("investigator",))
OLD = checklist(item("old"), item("act", limit=hours(48)))
NEW = checklist(item("act", limit=hours(72)), item("new", limit=hours(24)), version="2.0")
TWO = Version("2.0")
NOON = "2026-05-05 12:00"


def book_of(*others: Checklist) -> Book:
    """A case of the old version."""
    return Book(OLD, others=(NEW, *others))


def acting(book: Book, by: Person = OKELL, at: str = NOON) -> Acting:
    """Somebody with the case open."""
    case = fold(book.entries, book.definitions)
    return Acting(case=case, definitions=book.definitions, calendar=CALENDAR, by=by, now=utc(at))


def moved(book: Book, at: str = NOON) -> Book:
    """The case after a supervisor moved it."""
    book.add(authorise_move(acting(book, at=at), SOP, TWO, reason="New limits"), by="okell")
    return book


def versions(book: Book, at: str) -> list[str]:
    """The versions that the case has followed by a moment."""
    return [one.version for one in book.evaluation(at).versions]


def test_a_supervisor_moves_a_case_with_a_reason() -> None:
    event = authorise_move(acting(book_of()), SOP, TWO, reason="New limits")
    assert isinstance(event, CaseMoved)
    assert (event.version, event.reason, event.at.at) == ("2.0", "New limits", utc(NOON))


def test_a_version_that_means_something_else_by_a_clock_of_another_pack_is_refused() -> None:
    review = checklist(item("look"), name=ChecklistId("other"))
    book = Book(review, others=(OLD,))
    told = review.clocks[ClockId("report-received")]
    apart = {**OLD.clocks, ClockId("report-received"): msgspec.structs.replace(told, gate=True)}
    odd = msgspec.structs.replace(OLD, version=TWO, clocks=apart)
    asked = acting(Book(review, others=(OLD, odd)))
    with pytest.raises(ActRefusedError, match=r"other 1\.0 define clock report-received differently"):
        authorise_move(asked, SOP, TWO, reason="New limits")
    assert isinstance(authorise_move(acting(book), SOP, OLD.version, reason="One more"), CaseMoved)


def test_a_move_without_a_reason_or_by_an_investigator_is_refused() -> None:
    with pytest.raises(RefusedError, match="reason for the move"):
        authorise_move(acting(book_of()), SOP, TWO, reason="  ")
    with pytest.raises(RoleRefusedError, match="supervisor"):
        authorise_move(acting(book_of(), FARROW), SOP, TWO, reason="New limits")


def test_a_planned_move_waits_for_the_next_review() -> None:
    book = book_of()
    book.add(plan_move(acting(book), SOP, TWO, reason="New limits"), by="okell")
    planned = planned_move(book.case(), SOP)
    assert planned is not None
    assert versions(book, "2026-05-06 08:00") == ["1.0"]
    book.review("2026-05-06 09:00", "24-hour")
    assert planned_move(book.case(), SOP) is None
    assert (versions(book, "2026-05-06 08:59"), versions(book, "2026-05-06 09:00")) == (
        ["1.0"],
        ["1.0", "2.0"],
    )
    assert book.ends("new", "2026-05-06 10:00") == "2026-05-07 09:00"


def test_a_plan_that_was_taken_back_moves_nothing() -> None:
    book = book_of()
    book.add(plan_move(acting(book), SOP, TWO, reason="New limits"), by="okell")
    book.add(undo_move(acting(book), SOP, reason="Too soon"), by="okell")
    book.review("2026-05-06 09:00", "24-hour")
    assert versions(book, "2026-05-06 10:00") == ["1.0"]


def test_a_move_made_directly_takes_the_place_of_one_that_was_planned() -> None:
    third = checklist(item("act"), version="3.0")
    book = book_of(third)
    book.add(plan_move(acting(book), SOP, TWO, reason="New limits"), by="okell")
    move = authorise_move(acting(book), SOP, third.version, reason="Better limits")
    entry = book.add(move, by="okell")
    book.review("2026-05-06 09:00", "24-hour")
    assert versions(book, "2026-05-07 09:00") == ["1.0", "3.0"]
    book.add(EntryWithdrawn(at=when("2026-05-06 10:00"), entry=entry, reason="Wrong case"), by="okell")
    assert versions(book, "2026-05-07 09:00") == ["1.0", "2.0"]


def test_a_review_that_was_withdrawn_makes_no_planned_move() -> None:
    book = book_of()
    book.add(plan_move(acting(book), SOP, TWO, reason="New limits"), by="okell")
    held = book.review("2026-05-06 09:00", "24-hour")
    book.answer("act", "2026-05-06 09:30")
    book.add(EntryWithdrawn(at=when("2026-05-06 10:00"), entry=held, reason="Wrong case"), by="okell")
    assert planned_move(book.case(), SOP) is not None
    assert not answered_since(book.case(), SOP, book.entries[3])
    assert undo_move(acting(book, at="2026-05-06 11:00"), SOP, reason="Too soon").entry == "0003"


def test_a_move_is_undone_as_if_it_had_never_been() -> None:
    book, before = moved(book_of()), book_of().evaluation("2026-05-07 12:00").places
    book.add(undo_move(acting(book, at="2026-05-05 13:00"), SOP, reason="Wrong case"), by="okell")
    assert book.evaluation("2026-05-07 12:00").places == before
    assert versions(book, "2026-05-07 12:00") == ["1.0"]


@pytest.mark.parametrize("answered", ["act", "new"])
def test_a_move_is_not_undone_once_something_was_answered_under_the_new_version(answered: str) -> None:
    book = moved(book_of())
    book.answer(answered, "2026-05-05 14:00")
    with pytest.raises(ActRefusedError, match="Move the case back"):
        undo_move(acting(book, at="2026-05-05 15:00"), SOP, reason="Wrong case")
    back = authorise_move(acting(book, at="2026-05-05 15:00"), SOP, Version("1.0"), reason="Wrong case")
    assert isinstance(back, CaseMoved)


def test_a_move_is_not_undone_once_a_review_was_signed_under_the_new_version() -> None:
    book = moved(book_of())
    held = book.review("2026-05-05 14:00", "24-hour")
    with pytest.raises(ActRefusedError, match="or a review signed, under the new version already"):
        undo_move(acting(book, at="2026-05-05 15:00"), SOP, reason="Wrong case")
    book.add(EntryWithdrawn(at=when("2026-05-05 15:00"), entry=held, reason="Wrong case"), by="okell")
    assert isinstance(
        undo_move(acting(book, at="2026-05-05 16:00"), SOP, reason="Wrong case"), EntryWithdrawn
    )


def test_the_review_that_makes_a_planned_move_does_not_keep_it_from_being_undone() -> None:
    book = book_of()
    plan = book.add(plan_move(acting(book), SOP, TWO, reason="New limits"), by="okell")
    book.review("2026-05-06 09:00", "24-hour")
    assert undo_move(acting(book, at="2026-05-06 10:00"), SOP, reason="Wrong case").entry == plan


def test_what_is_planned_already_is_not_planned_again() -> None:
    book = book_of()
    book.add(plan_move(acting(book), SOP, TWO, reason="New limits"), by="okell")
    with pytest.raises(ActRefusedError, match="moves the case to this version already"):
        plan_move(acting(book), SOP, TWO, reason="Sooner")
    book.add(undo_move(acting(book), SOP, reason="Too soon"), by="okell")
    assert plan_move(acting(book), SOP, TWO, reason="Later").reason == "Later"


def test_a_move_is_not_undone_once_an_older_answer_was_corrected_under_the_new_version() -> None:
    book = book_of()
    answered = book.answer("act", "2026-05-05 10:00")
    moved(book)
    book.correct("act", answered, "2026-05-05 10:30", recorded="2026-05-05 14:00")
    with pytest.raises(ActRefusedError, match="Move the case back"):
        undo_move(acting(book, at="2026-05-05 15:00"), SOP, reason="Wrong case")


def test_what_was_answered_before_the_move_does_not_keep_it_from_being_undone() -> None:
    book = book_of()
    book.answer("act", "2026-05-05 10:00")
    assert undo_move(acting(moved(book), at="2026-05-05 13:00"), SOP, reason="Wrong case").entry == "0004"


def test_where_there_was_no_move_there_is_nothing_to_undo() -> None:
    with pytest.raises(ActRefusedError, match="nothing to undo"):
        undo_move(acting(book_of()), SOP, reason="Wrong case")


def test_an_undo_says_why() -> None:
    with pytest.raises(RefusedError, match="reason for undoing"):
        undo_move(acting(moved(book_of()), at="2026-05-05 13:00"), SOP, reason="")


def test_answers_of_withdrawn_items_stay_readable_with_both_versions() -> None:
    book = book_of()
    book.answer("old", "2026-05-05 10:00", status="not done")
    (found,) = withdrawn_answers(moved(book).case())
    assert (found.version, found.withdrawn_in, found.item.prompt) == ("1.0", "2.0", "Do old.")
    assert [answer.given.status for answer in found.answers] == ["not done"]
    assert found.place == Place(SOP, ItemId("old"))


def test_withdrawn_answers_are_places_of_their_own_for_the_record() -> None:
    book = book_of()
    book.answer("old", "2026-05-05 10:00")
    case = moved(book).case()
    (found,) = withdrawn_states(case, book.evaluation("2026-05-06 10:00"))
    assert (found.stage, found.applies, found.status, found.under) == (
        "Withdrawn in 2.0",
        "no",
        "done",
        "1.0",
    )


def test_what_was_never_answered_or_is_asked_still_is_no_history() -> None:
    book = book_of()
    book.answer("act", "2026-05-05 10:00")
    assert withdrawn_answers(moved(book).case()) == ()
    assert withdrawn_answers(Book(OLD).case()) == ()


def test_an_item_that_repeats_from_now_on_keeps_the_answer_of_the_case_as_history() -> None:
    split = checklist(item("old", repeats_for="suspect"), version="2.0")
    book = Book(checklist(item("old")), others=(split,))
    book.answer("old", "2026-05-05 10:00")
    book.move(split, NOON)
    (found,) = withdrawn_answers(book.case())
    assert (found.place.of, found.withdrawn_in) == (None, "2.0")


def test_a_moment_is_the_time_of_the_move() -> None:
    event: CaseEvent = authorise_move(acting(book_of()), SOP, TWO, reason="New limits")
    assert event.at == When(event.at.at)
    assert event.at.at - utc(REPORT) == timedelta(hours=3)
