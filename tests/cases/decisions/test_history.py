"""Decisions about what was recorded: withdrawn, settled, erased; nothing is overwritten."""

from datetime import timedelta

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import ActRefusedError, RankRefusedError, RoleRefusedError
from sopcheck.cases.events import FactSet, Given, Recorded, ReviewHeld, ReviewId, When
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import FactId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.desk import FARROW, OKELL, Desk, accepted, place, when

NOON = when(hours=2)
ADMIN = Person(person=PersonId("admin"), name="Ms Hall", roles=("administrator",))
CRIME = place("record-crime")


def noted() -> tuple[Desk, EntryHash]:
    """A desk with a note."""
    desk = Desk()
    return desk, desk.do(lambda acting: decisions.add_note(acting, "Call", NOON))


def test_an_entry_is_withdrawn_with_a_reason_and_stays() -> None:
    desk, note = noted()
    desk.do(lambda acting: decisions.withdraw(acting, note, reason="Wrong case"))
    assert desk.case.notes == ()
    assert desk.case.withdrawn[note].reason == "Wrong case"
    assert desk.case.entry(note) is not None


def test_a_withdrawal_takes_a_reason_and_is_made_once() -> None:
    desk, note = noted()
    with pytest.raises(RefusedError, match="reason for the withdrawal"):
        decisions.withdraw(desk.acting(), note, reason=" ")
    gone = desk.do(lambda acting: decisions.withdraw(acting, note, reason="Wrong case"))
    with pytest.raises(ActRefusedError, match="withdrawn already"):
        decisions.withdraw(desk.acting(), note, reason="Again")
    with pytest.raises(ActRefusedError, match="cannot be withdrawn"):
        decisions.withdraw(desk.acting(), gone, reason="Again")


def test_an_answer_is_corrected_and_not_withdrawn() -> None:
    desk = Desk()
    answer = desk.do(lambda acting: decisions.answer(acting, CRIME, Given(status="done"), NOON))
    with pytest.raises(ActRefusedError, match="Correct it"):
        decisions.withdraw(desk.acting(), answer, reason="Wrong")


@pytest.mark.parametrize("place_in_book", [0, 1])
def test_what_the_case_began_with_is_not_withdrawn(place_in_book: int) -> None:
    desk = Desk()
    with pytest.raises(ActRefusedError, match="began with"):
        decisions.withdraw(desk.acting(), desk.entries[place_in_book].entry, reason="Wrong")


def test_what_is_not_there_is_not_withdrawn() -> None:
    with pytest.raises(ActRefusedError, match="no such entry"):
        decisions.withdraw(Desk().acting(), EntryHash("f" * 64), reason="Wrong")


def test_a_review_is_withdrawn_by_a_supervisor() -> None:
    desk = Desk()
    held = ReviewHeld(at=when(hours=20), review=ReviewId("r1"))
    review = desk.do(lambda acting: decisions.hold_review(acting, held), by=OKELL)
    with pytest.raises(RoleRefusedError, match="supervisor"):
        decisions.withdraw(desk.acting(FARROW), review, reason="Wrong case")
    assert accepted(decisions.withdraw(desk.acting(OKELL), review, reason="Wrong case"))


def test_what_a_supervisor_decided_is_not_taken_back_by_the_investigator() -> None:
    desk = Desk()
    hold = desk.do(lambda acting: decisions.place_hold(acting, why="Inquiry"), by=OKELL)
    with pytest.raises(RoleRefusedError, match="place a hold"):
        decisions.withdraw(desk.acting(FARROW), hold, reason="Wrong case")
    assert accepted(decisions.withdraw(desk.acting(OKELL), hold, reason="Wrong case"))


def test_an_extension_is_taken_back_by_the_rank_that_gives_one() -> None:
    desk = Desk()
    until = When(desk.now + timedelta(days=9))
    entry = desk.do(lambda acting: decisions.extend(acting, CRIME, until, reason="Leave"), by=OKELL)
    with pytest.raises(RankRefusedError, match="takes the rank of sergeant"):
        decisions.withdraw(desk.acting(FARROW), entry, reason="Wrong case")
    assert accepted(decisions.withdraw(desk.acting(OKELL), entry, reason="Wrong case"))


def apart() -> tuple[Desk, EntryHash, EntryHash]:
    """A desk with two answers that did not know of each other."""
    desk = Desk()
    first = desk.do(lambda acting: decisions.answer(acting, CRIME, Given(status="done"), NOON))
    event = decisions.answer(desk.acting(), CRIME, Given(status="done", reference="2"), when(hours=3))
    second = desk.record(event, by=OKELL)
    last = desk.entries[-1]
    desk.entries[-1] = Recorded(
        entry=last.entry, by=last.by, recorded=last.recorded, event=last.event, unseen=frozenset({first})
    )
    return desk, first, second


def test_one_of_two_answers_in_conflict_holds_once_settled() -> None:
    desk, first, _ = apart()
    desk.do(lambda acting: decisions.settle(acting, CRIME, first, reason="Log"))
    assert [one.entry for one in desk.case.standing(CRIME)] == [first]


def test_only_what_is_in_conflict_is_settled() -> None:
    desk, *_ = apart()
    with pytest.raises(ActRefusedError, match="not one of those in conflict"):
        decisions.settle(desk.acting(), CRIME, EntryHash("f" * 64))
    with pytest.raises(ActRefusedError, match="No answers are in conflict"):
        decisions.settle(Desk().acting(), CRIME, EntryHash("f" * 64))


def test_answers_in_conflict_are_settled_before_they_are_corrected() -> None:
    desk, *_ = apart()
    with pytest.raises(ActRefusedError, match="Settle which"):
        decisions.correct(desk.acting(), CRIME, reason="Log")
    with pytest.raises(ActRefusedError, match="Settle which"):
        decisions.answer(desk.acting(), CRIME, Given(status="done"), NOON)


def test_a_fact_in_conflict_is_settled_by_an_entry_that_set_it() -> None:
    desk = Desk()
    fact = FactId("child-at-risk")
    entry = desk.do(lambda acting: decisions.set_fact(acting, fact, "yes", NOON))
    assert isinstance(desk.entries[-1].event, FactSet)
    assert decisions.settle_fact(desk.acting(), entry).fact == fact
    with pytest.raises(ActRefusedError, match="sets no fact"):
        decisions.settle_fact(desk.acting(), desk.entries[0].entry)


def test_words_are_erased_with_authority_by_an_administrator() -> None:
    desk, note = noted()
    event = decisions.erase(desk.acting(ADMIN), note, authority="DPA 2018 s.47", reason="Ordered")
    assert event.entry == note
    with pytest.raises(RoleRefusedError, match="administrator"):
        decisions.erase(desk.acting(OKELL), note, authority="DPA 2018 s.47", reason="Ordered")
    with pytest.raises(RefusedError, match="authority"):
        decisions.erase(desk.acting(ADMIN), note, authority="", reason="Ordered")


def test_nothing_is_erased_while_a_hold_lasts() -> None:
    desk, note = noted()
    desk.do(lambda acting: decisions.place_hold(acting, why="Inquiry"), by=OKELL)
    with pytest.raises(ActRefusedError, match="hold"):
        decisions.erase(desk.acting(ADMIN), note, authority="DPA 2018 s.47", reason="Ordered")
