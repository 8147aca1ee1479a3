"""Erasure is decided by role, hold, review date, authority and reason; nothing goes by itself."""

from datetime import timedelta

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import ActRefusedError, RoleRefusedError
from sopcheck.cases.decisions.erasure import erase_case, erase_entry, set_retention
from sopcheck.cases.events import BodyErased
from sopcheck.cases.register.register import Person
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.desk import FARROW, OKELL, Desk, when

ADMIN = Person(person=PersonId("admin"), name="Ms Hall", roles=("administrator",))


def kept(days: int) -> Desk:
    """A desk with a note, on a case that is to be reviewed so many days from now."""
    desk = Desk()
    desk.do(lambda acting: decisions.add_note(acting, "Call", when(hours=2)))
    day = desk.acting().now.date() + timedelta(days=days)
    desk.do(lambda acting: set_retention(acting, day, reason="Longest group"), by=OKELL)
    return desk


def erased(desk: Desk, *, by: Person = ADMIN) -> tuple[BodyErased, ...]:
    return erase_case(desk.acting(by), authority="DPA 2018 s.47", reason="Ordered")


def test_the_day_for_review_stands_until_another_is_set() -> None:
    desk = kept(days=10)
    first = desk.case.retention
    later = desk.acting().now.date() + timedelta(days=400)
    desk.do(lambda acting: set_retention(acting, later, reason="Appeal"), by=OKELL)
    assert first is not None
    assert desk.case.retention == later


def test_who_only_works_on_a_case_sets_no_day() -> None:
    desk = Desk()
    with pytest.raises(RoleRefusedError, match="supervisor"):
        set_retention(desk.acting(FARROW), desk.acting().now.date(), reason="Done")


def test_a_day_that_has_passed_is_refused_for_it_would_let_the_case_be_erased_at_once() -> None:
    with pytest.raises(ActRefusedError, match="That day has passed"):
        kept(days=-1)


def test_a_case_is_erased_entry_by_entry_once_its_day_has_come() -> None:
    desk = kept(days=0)
    assert [one.entry for one in erased(desk)] == [entry.entry for entry in desk.entries]


def test_a_day_before_it_is_kept() -> None:
    with pytest.raises(ActRefusedError, match="kept until it is reviewed on"):
        erased(kept(days=1))


def test_without_a_day_it_is_kept() -> None:
    with pytest.raises(ActRefusedError, match="No date was set"):
        erased(Desk())


def test_while_a_hold_lasts_it_is_kept() -> None:
    desk = kept(days=0)
    desk.do(lambda acting: decisions.place_hold(acting, why="Inquiry"), by=OKELL)
    with pytest.raises(ActRefusedError, match="A hold is on this case"):
        erased(desk)


def test_only_an_administrator_erases() -> None:
    with pytest.raises(RoleRefusedError, match="administrator"):
        erased(kept(days=0), by=OKELL)


def test_what_says_that_something_was_erased_is_never_erased() -> None:
    desk = kept(days=0)
    for event in erased(desk):
        desk.record(event, by=ADMIN)
    assert erased(desk) == ()
    with pytest.raises(ActRefusedError, match="erased already"):
        erase_entry(desk.acting(ADMIN), desk.entries[-1].entry, authority="DPA", reason="Again")


def test_one_entry_needs_no_day() -> None:
    desk = Desk()
    note = desk.do(lambda acting: decisions.add_note(acting, "Call", when(hours=2)))
    (one,) = erase_entry(desk.acting(ADMIN), note, authority="DPA 2018 s.47", reason="Ordered")
    assert (one.entry, one.authority, one.reason) == (note, "DPA 2018 s.47", "Ordered")


@pytest.mark.parametrize(("authority", "reason"), [("", "Ordered"), ("DPA 2018", " ")])
def test_an_authority_and_a_reason_are_asked_for(authority: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=r"authority|reason for the erasure"):
        erase_case(kept(days=0).acting(ADMIN), authority=authority, reason=reason)


def test_what_is_not_there_is_not_erased() -> None:
    with pytest.raises(ActRefusedError, match="no such entry"):
        erase_entry(Desk().acting(ADMIN), EntryHash("f" * 64), authority="DPA", reason="Ordered")
