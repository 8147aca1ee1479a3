"""The six lists: what is in them, what one act joins, and what is in the annex alone."""

import pytest

from sopcheck.cases.events import Place
from sopcheck.checklists.definition import ChecklistId, SameAct
from tests.cases.book import REPORT, SOP, Book, before, checklist, hours, item, name_of, place

OTHER = ChecklistId("other")
LATER = "2026-05-09 09:00"


def test_a_passed_limit_and_one_met_late_are_both_listed_national_first() -> None:
    book = Book(
        checklist(
            item("local", limit=hours(1)),
            item("open", limit=hours(2)),
            item("nation", limit=hours(3, basis="national")),
        )
    )
    book.answer("local", "2026-05-05 11:00")
    assert book.passed(LATER) == ["nation", "local", "open"]


def test_what_one_act_did_late_for_one_subject_is_one_row() -> None:
    book = Book(
        checklist(
            item("see", repeats_for="child", limit=hours(1)),
            item("tell", repeats_for="child", limit=hours(1)),
        )
    )
    for name in ("a", "b"):
        book.subject(name, REPORT, "child")
    book.answer("see", "2026-05-06 09:00", "a", "b", also=(place("tell", "a"), place("tell", "b")))
    assert book.passed(LATER) == ["see + tell @ a", "see + tell @ b"]


def test_two_acts_of_one_moment_are_two_rows() -> None:
    book = Book(checklist(item("see", limit=hours(1)), item("tell", limit=hours(1))))
    book.answer("see", "2026-05-06 09:00")
    book.answer("tell", "2026-05-06 09:00")
    assert book.passed(LATER) == ["see", "tell"]


def test_an_act_that_met_one_limit_and_missed_another_is_listed_for_that_alone() -> None:
    book = Book(checklist(item("see", limit=hours(48)), item("tell", limit=hours(1))))
    book.answer("see", "2026-05-06 09:00", also=(place("tell"),))
    assert book.passed(LATER) == ["tell"]


def duty() -> Book:
    here = item(
        "tell", limit=hours(1), same_act=(SameAct(item=item("inform").id, checklist=OTHER, always=True),)
    )
    there = item("inform", limit=hours(1), same_act=(SameAct(item=here.id, checklist=SOP, always=True),))
    return Book(checklist(here), checklist(there, name=OTHER))


def test_a_duty_of_two_packs_is_one_row_open_and_done() -> None:
    book = duty()
    assert book.passed(LATER) == ["tell + inform"]
    book.answer("inform", LATER, checklist=OTHER)
    assert book.passed(LATER) == ["tell + inform"]


def test_one_answer_serves_a_duty_of_two_packs_and_both_see_its_history() -> None:
    book = duty()
    book.answer("inform", "2026-05-05 09:30", checklist=OTHER)
    assert book.word("tell", LATER) == "met"
    assert (
        len(book.case().history(place("tell")))
        == len(book.case().history(Place(OTHER, item("inform").id)))
        == 1
    )


def test_intelligence_sensitive_items_are_in_the_annex_alone() -> None:
    book = Book(
        checklist(
            item("act", limit=hours(1), print_class="intelligence-sensitive"), item("seen", limit=hours(1))
        )
    )
    assert book.passed(LATER) == ["seen"]
    assert [name_of(row) for row in book.evaluation(LATER).annex.limits_passed] == ["act"]


def test_the_limits_of_victim_safety_items_are_listed() -> None:
    book = Book(checklist(item("plan", limit=hours(1), print_class="victim-safety")))
    assert book.passed(LATER) == ["plan"]


@pytest.mark.parametrize(
    ("status", "listed"), [("not done", "not_done"), ("not applicable", "not_applicable")]
)
def test_an_item_answered_otherwise_than_done_is_listed(status: str, listed: str) -> None:
    book = Book(checklist(item("act")))
    book.answer("act", "2026-05-05 10:00", status=status)
    rows = getattr(book.evaluation(LATER).exceptions, listed)
    assert [name_of(row) for row in rows] == ["act"]


def late_or_corrected(book: Book, at: str = LATER) -> list[str]:
    return [name_of(row) for row in book.evaluation(at).exceptions.late_records_and_corrections]


def test_late_records_and_corrections_are_listed_and_free_changes_are_not() -> None:
    book = Book(checklist(item("late"), item("free"), item("corrected")))
    book.answer("late", "2026-05-05 10:00", recorded="2026-05-07 10:00")
    book.answer("free", "2026-05-07 10:00")
    book.answer("free", "2026-05-07 10:30", recorded="2026-05-07 11:00")
    first = book.answer("corrected", "2026-05-07 11:00")
    book.correct("corrected", first, "2026-05-07 11:30", recorded="2026-05-07 12:00")
    assert late_or_corrected(book) == ["late", "corrected"]


def test_a_late_record_that_its_author_changed_freely_is_listed_only_if_it_is_late_still() -> None:
    book = Book(checklist(item("act")))
    book.answer("act", "2026-05-05 10:00", recorded="2026-05-07 10:00")
    book.answer("act", "2026-05-07 09:00", recorded="2026-05-07 11:00")
    assert late_or_corrected(book) == []


def test_a_gate_that_was_not_met_is_listed_once_its_event_has_happened() -> None:
    book = Book(checklist(item("act", gate=before("decided"))))
    assert book.evaluation(LATER).exceptions.gates_not_met == ()
    book.clock("decided", "2026-05-06 10:00")
    assert [name_of(row) for row in book.evaluation(LATER).exceptions.gates_not_met] == ["act"]


def test_what_was_not_done_is_not_listed_once_it_no_longer_applies() -> None:
    book = Book(checklist(item("act", applies_when="online")))
    book.fact("online", REPORT)
    book.answer("act", "2026-05-05 10:00", status="not done")
    assert [name_of(row) for row in book.evaluation("2026-05-05 11:00").exceptions.not_done] == ["act"]
    book.fact("online", "2026-05-06 09:00", "no")
    assert book.evaluation(LATER).exceptions.not_done == ()
