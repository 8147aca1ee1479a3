"""Who holds the case, and the times without an active holder."""

from typing import Any

from sopcheck.cases.events import AbsenceRecorded, CaseAssigned, HolderRole
from sopcheck.ledger.entry import PersonId
from tests.cases.book import Book, checklist, item, utc, when


def book() -> Book:
    made = Book(checklist(item("act")))
    assign(made, "farrow", "2026-05-05 10:00")
    return made


def assign(made: Book, to: str | None, at: str, role: HolderRole = "investigator", **how: Any) -> None:
    made.add(CaseAssigned(at=when(at), role=role, to=None if to is None else PersonId(to)), **how)


def absent(made: Book, person: str, at: str, *, away: bool = True, **how: Any) -> None:
    made.add(AbsenceRecorded(at=when(at), person=PersonId(person), absent=away), **how)


def gaps(made: Book, at: str) -> list[tuple[str, int, bool, bool]]:
    found = made.evaluation(at).not_active
    return [(gap.holder, gap.days, gap.recorded_late, gap.until is None) for gap in found]


def test_the_wait_for_the_first_holder_is_no_time_without_one() -> None:
    assert gaps(book(), "2026-05-20 09:00") == []


def test_a_holder_who_is_absent_is_not_active_until_back() -> None:
    made = book()
    absent(made, "farrow", "2026-05-10 09:00")
    assert gaps(made, "2026-05-20 08:00") == [("investigator", 10, False, True)]
    absent(made, "farrow", "2026-05-22 09:00", away=False)
    assert gaps(made, "2026-06-20 08:00") == [("investigator", 12, False, False)]


def test_an_absence_typed_more_than_a_day_later_is_recorded_late() -> None:
    made = book()
    absent(made, "farrow", "2026-05-10 09:00", recorded="2026-05-11 09:01")
    assert gaps(made, "2026-05-20 08:00") == [("investigator", 10, True, True)]


def test_the_absence_of_somebody_who_does_not_hold_the_case_is_none() -> None:
    made = book()
    absent(made, "okell", "2026-05-10 09:00")
    assert gaps(made, "2026-05-20 08:00") == []


def test_handing_over_to_somebody_active_ends_it_and_absence_then_unassigned_is_one_time() -> None:
    made = book()
    absent(made, "farrow", "2026-05-10 09:00")
    assign(made, None, "2026-05-12 09:00")
    assign(made, "nairn", "2026-05-15 09:00")
    assert gaps(made, "2026-06-20 08:00") == [("investigator", 5, False, False)]


def test_a_change_at_one_moment_leaves_no_gap() -> None:
    made = book()
    assign(made, None, "2026-05-12 09:00")
    assign(made, "nairn", "2026-05-12 09:00")
    assert gaps(made, "2026-06-20 08:00") == []


def test_who_holds_the_case_is_told_for_any_moment_and_role() -> None:
    made = book()
    assign(made, "okell", "2026-05-05 10:00", "supervisor")
    assign(made, "nairn", "2026-05-12 09:00")
    case = made.case()
    assert [case.holder("investigator", utc(f"2026-05-{day} 12:00")) for day in ("04", "05", "12")] == [
        None,
        "farrow",
        "nairn",
    ]
    assert case.holder("supervisor", utc("2026-05-12 12:00")) == "okell"
    assert case.was_holder(PersonId("farrow"), "investigator")
    assert not case.was_holder(PersonId("okell"), "investigator")
