"""What a limit counts from, in words: its clock, a subject that came later, a fact, a grade, a move."""

from sopcheck.cases.events import GradeChanged
from sopcheck.cases.explanations import why_limit
from sopcheck.checklists.definition import Clause, ClockId, GradeId, Limit
from tests.cases.book import (
    CALENDAR,
    REPORT,
    Book,
    checklist,
    days,
    hours,
    item,
    utc,
    when,
)
from tests.cases.test_ruling import graded, regrade, versions

AT = "2026-05-08 12:00"


def why(made: Book, name: str = "act", at: str = AT, of: str | None = None) -> str:
    return why_limit(made.case(at), CALENDAR, utc(at), made.state(name, at, of))


def test_a_subject_that_was_added_later_says_so_and_what_the_clock_was() -> None:
    made = Book(checklist(item("act", repeats_for="child", limit=hours(24))))
    made.subject("Child B", "2026-05-07 10:00", "child")
    assert why(made, of="Child B") == (
        "24 hours from when Child B was added (Thu 7 May, 10:00), so it ends on Fri 8 May, 10:00."
        " It counts from then, because that was later than when the report was received."
    )


def test_a_condition_that_came_true_later_says_which_fact_it_was() -> None:
    made = Book(checklist(item("act", limit=hours(24), applies_when="online")))
    made.fact("online", "2026-05-07 10:00")
    assert why(made).startswith(
        "24 hours from when it became so that it happened online (Thu 7 May, 10:00), so it ends"
    )


def test_a_fact_that_turned_no_is_said_as_such() -> None:

    made = Book(checklist(item("act", limit=hours(24), applies_when=Clause(not_="online"))))
    made.fact("online", "2026-05-07 10:00", "no")
    assert "from when it was ruled out that it happened online" in why(made)


def test_a_re_grade_says_whether_the_old_limit_or_the_new_one_came_first() -> None:
    made = graded()
    made.answer("assess", REPORT, choice="medium")
    regrade(made, "high", "2026-05-09 09:00")
    assert "7 calendar days from when the grade was changed to high (Sat 9 May, 09:00)" in why(
        made, "act-high", "2026-05-10 09:00"
    )
    slow = graded()
    slow.answer("assess", REPORT, choice="medium")
    slow.add(GradeChanged(at=when("2026-05-18 09:00"), grade=GradeId("risk"), choice="high"))
    told = why(slow, "act-high", "2026-05-18 10:00")
    assert told.startswith("14 calendar days from when “graded” was set")
    assert told.endswith(" The grade was raised since, and the earlier of the two limits stands.")
    assert "The grade" not in why(made, "act-high", "2026-05-10 09:00")


def test_a_grade_that_was_lowered_says_that_the_old_limit_stands() -> None:
    made = graded()
    made.answer("assess", REPORT, choice="high")
    regrade(made, "low", "2026-05-09 09:00")
    told = why(made, "act-low", "2026-05-10 09:00")
    assert told.startswith("7 calendar days from when “graded” was set")
    assert told.endswith(" The grade was lowered since, and the old limit stands unless it is extended.")


def test_a_move_that_brought_the_item_is_named() -> None:
    made = versions((item("old"),), (item("old"), item("act", limit=hours(24))), moved="2026-05-07 10:00")
    assert "from when the case began to follow version 2.0 of this checklist (Thu 7 May, 10:00)" in why(made)


def test_a_limit_of_an_earlier_version_is_explained_by_that_version() -> None:
    made = versions(
        (item("act", limit=hours(24)),), (item("act", limit=hours(240)),), moved="2026-05-07 09:00"
    )
    assert why(made).startswith("24 hours from when the report was received")
    assert why(made).endswith(" It is judged as version 1.0 of this checklist has it.")


def test_a_limit_of_the_version_in_force_says_nothing_of_versions() -> None:
    made = versions(
        (item("act", limit=hours(48)),), (item("act", limit=hours(72)),), moved="2026-05-07 08:00"
    )
    assert why(made).startswith("72 hours from when the report was received")
    assert "version" not in why(made)


def test_a_subject_that_waited_for_the_first_victim_names_the_victim() -> None:
    made = Book(checklist(item("act", repeats_for="suspect", needs="victim", limit=hours(24, "joined"))))
    made.subject("Suspect A", REPORT, "suspect")
    made.subject("Survivor", "2026-05-07 10:00", "victim")
    assert why(made, of="Suspect A").startswith("24 hours from when Survivor was added (Thu 7 May, 10:00)")


def test_a_clock_known_only_to_the_day_says_so_in_the_count() -> None:
    made = Book(checklist(item("act", limit=days(2, "network-found"))))
    made.clock("network-found", "2026-05-06", recorded="2026-05-07 09:00")
    assert "(Wed 6 May, known only to the day)" in why(made)


def test_two_facts_that_turned_together_are_both_named() -> None:
    made = Book(checklist(item("act", limit=hours(24), applies_when=Clause(all=("online", "network")))))
    for fact in ("online", "network"):
        made.fact(fact, "2026-05-07 10:00")
    assert "it became so that it happened online and it became so that it is a network" in why(made)


def test_a_clock_that_no_definition_words_is_named_by_its_id() -> None:
    made = Book(checklist(item("act", limit=hours(24, "not-defined"))))
    assert "“not defined” was set" in why(made)


def test_a_period_of_months_begins_with_its_clock_whatever_came_later_on_that_day() -> None:
    limit = Limit(unit="months", from_=ClockId("arrested"), basis="national", amount=3, beginning_with=True)
    made = Book(checklist(item("act", limit=limit, repeats_for="suspect", applies_when="held")))
    made.subject("a", REPORT, "suspect")
    made.clock("arrested", "2026-05-06 00:00", "a")
    made.fact("held", "2026-05-06 15:00", of=("a",))
    assert why(made, of="a") == (
        "3 months from when the suspect was arrested (Wed 6 May), that day included,"
        " so it ends at the end of Wed 5 Aug."
    )
