"""Reviews under the versions of their schedule (conventions 9 and 13)."""

import msgspec

from sopcheck.cases.explanations import why_review
from sopcheck.checklists.definition import ChecklistId, ReviewDue, ReviewPlan, ReviewRule, ScheduleId
from tests.cases.book import CALENDAR, REPORT, Book, checklist, item, utc, wall


def fixed(amount: int, name: str = "first") -> ReviewRule:
    due = ReviewDue(unit="hours", basis="baseline", amount=amount, from_="report-received")
    return ReviewRule(id=ScheduleId(name), title=name, type="fixed", due=due)


def rolling(days: int) -> ReviewRule:
    due = ReviewDue(
        unit="calendar-days",
        basis="baseline",
        amount=days,
        from_review=(ScheduleId("first"), ScheduleId("rolling")),
    )
    return ReviewRule(id=ScheduleId("rolling"), title="rolling", type="rolling", due=due)


def moved(old: tuple[ReviewRule, ...], new: tuple[ReviewRule, ...], at: str) -> Book:
    def version(rules: tuple[ReviewRule, ...], name: str) -> object:
        plan = ReviewPlan(checklist=ChecklistId("review"), schedule=rules)
        return checklist(item("act"), version=name, reviews=plan)

    first, second = version(old, "1.0"), version(new, "2.0")
    made = Book(first, others=(second,))  # type: ignore[arg-type]
    made.move(second, at)  # type: ignore[arg-type]
    return made


def dates(made: Book, rule: str, at: str) -> list[str]:
    return [wall(one.due) for one in made.reviewed(rule, at) if one.due is not None]


def test_what_was_due_before_the_move_stays_as_it_was() -> None:
    made = moved((fixed(24),), (fixed(96),), "2026-05-07 09:00")
    assert dates(made, "first", "2026-05-08 09:00") == ["2026-05-06 09:00"]


def test_what_was_still_to_come_has_the_new_interval() -> None:
    made = moved((fixed(96),), (fixed(72),), "2026-05-07 09:00")
    assert dates(made, "first", "2026-05-07 10:00") == ["2026-05-08 09:00"]


def test_a_shortened_interval_that_would_have_ended_before_the_move_does_not_count() -> None:
    made = moved((fixed(96),), (fixed(24),), "2026-05-07 09:00")
    assert dates(made, "first", "2026-05-07 10:00") == ["2026-05-09 09:00"]


def test_a_review_that_a_version_brings_counts_from_the_move() -> None:
    made = moved((fixed(24),), (fixed(24), fixed(24, "second")), "2026-05-10 09:00")
    assert dates(made, "second", "2026-05-10 10:00") == ["2026-05-11 09:00"]


def test_a_review_that_a_version_leaves_out_is_called_for_no_more() -> None:
    made = moved((fixed(24), fixed(960, "second")), (fixed(24),), "2026-05-10 09:00")
    assert dates(made, "second", "2026-05-10 10:00") == []


def test_the_chain_goes_on_at_the_interval_of_the_version_in_force() -> None:
    made = moved((fixed(24), rolling(28)), (fixed(24), rolling(14)), "2026-05-10 09:00")
    made.review("2026-05-06 08:00", "first")
    made.review("2026-05-19 08:00", "rolling")
    assert dates(made, "rolling", "2026-05-20 09:00") == ["2026-05-21 00:00", "2026-06-03 00:00"]


def test_a_move_that_lies_ahead_changes_no_schedule_yet() -> None:
    made = moved((fixed(96),), (fixed(72),), "2026-05-07 09:00")
    made.entries[-1] = msgspec.structs.replace(made.entries[-1], recorded=made.entries[0].recorded)
    assert dates(made, "first", REPORT) == ["2026-05-09 09:00"]


def test_a_schedule_that_a_move_brings_makes_nothing_overdue_in_the_past() -> None:
    plan = ReviewPlan(checklist=ChecklistId("review"), schedule=(fixed(24),))
    scheduled = checklist(item("see"), name=ChecklistId("more"), reviews=plan)
    made = Book(checklist(item("act")), others=(scheduled,))
    made.move(scheduled, "2026-05-20 09:00")
    assert dates(made, "first", "2026-05-20 10:00") == ["2026-05-21 09:00"]


def test_the_sentence_of_a_review_that_a_move_brought_counts_from_the_move() -> None:
    made = moved((fixed(24),), (fixed(24), fixed(24, "second")), "2026-05-10 09:00")
    at = "2026-05-10 10:00"
    told = {
        one.rule.id: why_review(made.case(at), CALENDAR, utc(at), one) for one in made.evaluation(at).reviews
    }
    assert told["first"] == (  # type: ignore[index]
        "24 hours from when the report was received (Tue 5 May, 09:00), so it is due on Wed 6 May, 09:00."
    )
    assert told["second"] == (  # type: ignore[index]
        "24 hours from when the case came to follow the version that asks for it (Sun 10 May, 09:00),"
        " so it is due on Mon 11 May, 09:00."
    )
