"""Taking back one's own last answer, while it is free to change."""

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.events import Given, Place
from sopcheck.cases.refusals import ActRefusedError, CorrectionNeededError, RoleRefusedError
from sopcheck.cases.taking_back import REASON, last_taken_back, places_of, take_back
from tests.cases.desk import AUDITOR, OKELL, Desk, place, when

CRIME, FLAG = place("record-crime"), place("apply-exploitation-flag")


def test_the_last_answer_is_withdrawn_and_stays_among_the_entries() -> None:
    desk = Desk()
    answer = desk.answer("record-crime")
    desk.do(take_back)
    assert desk.case.answer(CRIME) is None
    assert desk.case.withdrawn[answer].reason == REASON
    assert desk.case.entry(answer) is not None


def test_taking_back_twice_takes_back_the_answer_before() -> None:
    desk = Desk()
    desk.answer("record-crime")
    desk.answer("apply-exploitation-flag")
    desk.do(take_back)
    desk.do(take_back)
    assert (desk.case.answer(CRIME), desk.case.answer(FLAG)) == (None, None)
    with pytest.raises(ActRefusedError, match="no answer of yours"):
        take_back(desk.acting())


def test_one_act_is_taken_back_from_all_that_it_met() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.answer(acting, CRIME, Given(status="done"), when(hours=2), also=(FLAG,)))
    desk.do(take_back)
    assert (desk.case.answer(CRIME), desk.case.answer(FLAG)) == (None, None)


def test_what_was_taken_back_last_is_told_until_something_else_is_recorded() -> None:
    desk = Desk()
    desk.answer("record-crime")
    assert last_taken_back(desk.case) == ()
    desk.do(take_back)
    assert last_taken_back(desk.case) == (CRIME,)
    desk.answer("apply-exploitation-flag")
    assert last_taken_back(desk.case) == ()


def test_an_answer_that_was_changed_goes_back_to_what_it_was() -> None:
    desk = Desk()
    desk.answer("record-crime", Given(status="done", reference="1"))
    desk.answer("record-crime", Given(status="done", reference="2"))
    desk.do(take_back)
    standing = desk.case.answer(CRIME)
    assert standing is not None
    assert standing.given.reference == "1"


def test_a_correction_is_not_passed_over_for_the_answer_before_it() -> None:
    desk = Desk()
    desk.answer("record-crime")
    desk.do(lambda acting: decisions.add_note(acting, "Seen", when(hours=2)), by=OKELL)
    desk.answer("apply-exploitation-flag")
    given = Given(status="done", reference="2")
    desk.do(
        lambda acting: decisions.correct(acting, CRIME, given=given, done=when(hours=2), reason="Misread")
    )
    with pytest.raises(ActRefusedError, match=r"is a correction, .* Correct it again"):
        take_back(desk.acting())


def test_once_somebody_else_has_recorded_it_takes_a_correction() -> None:
    desk = Desk()
    desk.answer("record-crime")
    desk.do(lambda acting: decisions.add_note(acting, "Seen", when(hours=2)), by=OKELL)
    with pytest.raises(CorrectionNeededError, match="Correct the answer, with the reason"):
        take_back(desk.acting())


def test_the_answer_of_somebody_else_is_not_taken_back() -> None:
    desk = Desk()
    desk.answer("record-crime")
    desk.answer("apply-exploitation-flag", by=OKELL)
    with pytest.raises(ActRefusedError, match="no answer of yours"):
        take_back(desk.acting())


def test_it_takes_a_role_that_may_answer() -> None:
    desk = Desk()
    desk.answer("record-crime")
    with pytest.raises(RoleRefusedError):
        take_back(desk.acting(AUDITOR))


def test_an_answer_speaks_to_each_subject_and_each_item_it_meets() -> None:
    desk = Desk()
    desk.add("a", "child")
    desk.add("b", "child")
    where = place("decide-police-protection", "a")
    given = Given(status="done", choice="not needed")
    desk.do(lambda acting: decisions.answer(acting, where, given, when(hours=2), of=("a", "b"), also=(FLAG,)))
    item = where.item
    assert places_of(desk.entries[-1]) == (
        Place(where.checklist, item, "a"),
        Place(where.checklist, item, "b"),
        FLAG,
    )
    assert places_of(desk.entries[0]) == ()
