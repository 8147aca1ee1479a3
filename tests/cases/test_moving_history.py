"""Who moved a case and why, and in which words an item was asked when it was answered."""

import msgspec

from sopcheck.cases.decisions.moving import authorise_move, plan_move, undo_move
from sopcheck.cases.moving_history import Move, Worded, answered_as, move_behind
from sopcheck.checklists.definition import Checklist, Version
from tests.cases.book import SOP, Book, checklist, item
from tests.cases.decisions.test_moving import OKELL, acting

OLD = checklist(item("act"))
LATER = "2026-05-06 12:00"


def asking(words: str, version: str = "2.0") -> Checklist:
    """A version that asks the item in these words."""
    return checklist(msgspec.structs.replace(item("act"), prompt=words), version=version)


def answered(new: Checklist, answer: str, move: str) -> Worded | None:
    """In which words the item was answered, by when it was answered and when the case was moved."""
    book = Book(OLD, others=(new,))
    if answer < move:
        book.answer("act", answer)
    book.move(new, move)
    if answer > move:
        book.answer("act", answer)
    return answered_as(book.case(), book.evaluation(LATER).places[0])


def test_an_answer_is_read_with_the_words_that_were_put_to_the_person() -> None:
    found = answered(asking("Do act and tell the child."), "2026-05-05 10:00", "2026-05-05 12:00")
    assert found == Worded(version=Version("1.0"), prompt="Do act.")


def test_an_answer_to_the_words_of_today_needs_no_others() -> None:
    assert answered(asking("Do act and tell the child."), "2026-05-05 13:00", "2026-05-05 12:00") is None
    assert answered(asking("Do: act!"), "2026-05-05 10:00", "2026-05-05 12:00") is None


def test_what_is_open_or_was_never_moved_was_asked_in_no_other_words() -> None:
    new = asking("Do act and tell the child.")
    book = Book(OLD, others=(new,))
    book.move(new, "2026-05-05 12:00")
    assert answered_as(book.case(), book.evaluation(LATER).places[0]) is None
    plain = Book(OLD)
    plain.answer("act", "2026-05-05 10:00")
    assert answered_as(plain.case(), plain.evaluation(LATER).places[0]) is None


def test_the_move_is_told_with_who_decided_it_and_why() -> None:
    book = Book(OLD, others=(asking("Do more."),))
    book.add(authorise_move(acting(book), SOP, Version("2.0"), reason="New limits"), by="okell")
    case = book.case()
    assert [move_behind(case, one) for one in case.versions] == [
        None,
        Move(by=OKELL.person, reason="New limits"),
    ]


def test_a_planned_move_was_decided_by_who_planned_it_and_not_by_the_reviewer() -> None:
    book = Book(OLD, others=(asking("Do more."),))
    planned = plan_move(acting(book), SOP, Version("2.0"), reason="New limits")
    book.add(planned, by="okell")
    # As it arrives from a machine that did not know of the first.
    book.add(msgspec.structs.replace(planned, reason="Sooner"), by="farrow")
    book.add(undo_move(acting(book), SOP, reason="Typed wrongly"), by="farrow")
    book.review("2026-05-06 09:00", "24-hour", by="marl")
    case = book.case()
    assert move_behind(case, case.versions[-1]) == Move(by=OKELL.person, reason="New limits")
