"""Answers: which stands, what replaces what, and what two machines said apart (conventions 6, 22, 23, 24)."""

import pytest

from sopcheck.cases.events import ConflictSettled
from sopcheck.ledger.entry import PersonId
from tests.cases.book import Book, checklist, hours, item, place, when


def book() -> Book:
    return Book(checklist(item("act", limit=hours(24)), item("other")))


def settle(at: Book, keep: str) -> None:
    at.add(ConflictSettled(at=when("2026-05-07 12:00"), keep=keep, place=place("act")))  # type: ignore[arg-type]


def test_nothing_stands_on_a_place_that_nobody_answered() -> None:
    assert book().case().answer(place("act")) is None


def test_the_author_changes_an_answer_freely_and_it_is_no_correction() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00")
    case.answer("act", "2026-05-05 11:00", recorded="2026-05-05 12:00")
    answer = case.case().answer(place("act"))
    assert answer is not None
    assert not answer.correction
    assert len(case.case().history(place("act"))) == 2


def test_an_answer_is_free_until_somebody_else_records() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00")
    assert case.case().may_change_freely(place("act"), PersonId("farrow"))
    assert not case.case().may_change_freely(place("act"), PersonId("okell"))
    case.answer("other", "2026-05-05 11:00", by="okell")
    assert not case.case().may_change_freely(place("act"), PersonId("farrow"))


def test_an_answer_is_free_until_a_review_is_signed_even_by_its_author() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00", by="okell")
    case.review("2026-05-05 11:00", "24-hour")
    assert not case.case().may_change_freely(place("act"), PersonId("okell"))


def test_a_second_answer_that_was_no_longer_free_counts_as_a_correction() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00")
    case.answer("other", "2026-05-05 11:00", by="okell")
    case.answer("act", "2026-05-05 09:30", recorded="2026-05-05 12:00")
    answer = case.case().answer(place("act"))
    assert answer is not None
    assert answer.correction


def test_done_after_not_done_is_a_new_answer_and_no_correction() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00", status="not done")
    case.review("2026-05-05 11:00")
    assert case.case().takes_new_answer(place("act"))
    case.answer("act", "2026-05-05 12:00")
    assert not case.state("act", "2026-05-05 12:00").corrected


def test_not_applicable_after_not_done_is_a_correction() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00", status="not done")
    case.review("2026-05-05 11:00")
    assert not case.case().takes_new_answer(place("act"), "not applicable")
    case.answer("act", "2026-05-05 12:00", status="not applicable")
    assert case.state("act", "2026-05-05 12:00").corrected


def test_a_correction_replaces_and_the_old_answer_stays_in_the_history() -> None:
    case = book()
    first = case.answer("act", "2026-05-05 10:00")
    case.correct("act", first, "2026-05-06 10:00", recorded="2026-05-07 10:00")
    folded = case.case()
    assert [answer.why for answer in folded.history(place("act"))] == ["", "Book"]
    assert case.word("act", "2026-05-06 12:00") == "met"
    assert case.word("act", "2026-05-07 12:00") == "late"


def test_a_correction_of_an_answer_that_is_not_there_is_set_aside() -> None:
    case = book()
    case.correct("act", "nothing", "2026-05-05 10:00")  # type: ignore[arg-type]
    assert [misfit.why for misfit in case.case().set_aside] == [
        "It corrects an answer that is not on the case."
    ]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (("2026-05-05 10:00", "done"), ("2026-05-05 11:00", "done"), "2026-05-05 11:00"),
        (("2026-05-05 10:00", "not done"), ("2026-05-05 11:00", "done"), "2026-05-05 10:00"),
        (("2026-05-05 10:00", "done"), ("2026-05-05 11:00", "not applicable"), "2026-05-05 10:00"),
    ],
)
def test_of_answers_recorded_apart_the_one_worse_for_the_limit_is_shown(
    first: tuple[str, str], second: tuple[str, str], shown: str
) -> None:
    case = book()
    mine = case.answer("act", first[0], status=first[1])
    case.answer("act", second[0], status=second[1], by="okell", unseen=(mine,))
    state = case.state("act", "2026-05-05 12:00")
    assert state.conflict
    assert state.answer is not None
    assert state.answer.judged == when(shown).at


def test_an_answer_by_somebody_who_knew_the_first_is_no_conflict() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00")
    case.answer("act", "2026-05-05 11:00", by="okell")
    assert not case.state("act", "2026-05-05 12:00").conflict


def test_who_did_not_know_an_answer_knew_none_of_its_corrections() -> None:
    case = book()
    mine = case.answer("act", "2026-05-05 10:00")
    case.correct("act", mine, "2026-05-05 10:30", recorded="2026-05-05 11:00")
    case.answer("act", "2026-05-05 11:30", by="okell", unseen=(mine,))
    assert len(case.case().standing(place("act"))) == 2


def test_settling_a_conflict_lets_one_answer_hold_and_keeps_both() -> None:
    case = book()
    mine = case.answer("act", "2026-05-05 10:00")
    case.answer("act", "2026-05-05 11:00", by="okell", unseen=(mine,))
    settle(case, mine)
    standing = case.case().standing(place("act"))
    assert [answer.entry for answer in standing] == [mine]
    assert len(case.case().history(place("act"))) == 2


def test_settling_on_an_answer_that_is_not_there_is_set_aside() -> None:
    case = book()
    settle(case, "nothing")
    assert "settles on an answer" in case.case().set_aside[0].why


def test_two_corrections_made_apart_are_in_conflict() -> None:
    case = book()
    first = case.answer("act", "2026-05-05 10:00")
    one = case.correct("act", first, "2026-05-05 10:10", recorded="2026-05-05 12:00")
    case.correct("act", first, "2026-05-05 10:20", recorded="2026-05-05 12:01", by="okell", unseen=(one,))
    assert case.state("act", "2026-05-05 13:00").conflict


def test_a_record_is_late_after_24_hours_and_not_before() -> None:
    in_time, late = book(), book()
    in_time.answer("act", "2026-05-05 10:00", recorded="2026-05-06 10:00")
    late.answer("act", "2026-05-05 10:00", recorded="2026-05-06 10:01")
    assert [one.case().history(place("act"))[0].late_record for one in (in_time, late)] == [False, True]


def test_an_entry_that_says_it_was_recorded_after_it_arrived_counts_from_its_arrival() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00", recorded="2026-05-08 10:00", received="2026-05-05 11:00")
    answer = case.case().answer(place("act"))
    assert answer is not None
    assert not answer.late_record


def test_one_act_answers_an_item_for_each_subject_named() -> None:
    case = Book(checklist(item("see", repeats_for="child")))
    case.subject("a", "2026-05-05 09:00", "child")
    case.subject("b", "2026-05-05 09:00", "child")
    case.answer("see", "2026-05-05 10:00", "a", "b")
    answers = [case.case().answer(place("see", of)) for of in ("a", "b")]
    assert [answer.entry for answer in answers if answer] == [case.entries[-1].entry] * 2


def test_an_act_meets_the_items_it_also_names() -> None:
    case = book()
    case.answer("act", "2026-05-05 10:00", also=(place("other"),))
    assert case.state("other", "2026-05-05 10:00").status == "done"
