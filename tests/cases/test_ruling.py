"""From what a limit counts and which limit rules: conventions 8, 10, 13 and 19."""

import msgspec
import pytest

from sopcheck.cases.events import CaseMoved, Given, GradeChanged, LimitExtended, SubjectId, TargetSet
from sopcheck.checklists.definition import (
    ChecklistId,
    Clock,
    ClockId,
    Fact,
    FactId,
    Grade,
    GradeId,
    Item,
    ItemId,
    KindId,
    Level,
    Limit,
)
from tests.cases.book import (
    REPORT,
    SOP,
    Book,
    before,
    checklist,
    day,
    days,
    hours,
    item,
    name_of,
    place,
    utc,
    wall,
    when,
)


def test_a_limit_counts_from_the_later_of_its_clock_and_when_its_subject_was_added() -> None:
    book = Book(checklist(item("see", repeats_for="child", limit=hours(24))))
    book.subject("early", "2026-05-04 09:00", "child")
    book.subject("late", "2026-05-12 10:00", "child")
    assert book.ends("see", "2026-05-12 12:00", "early") == "2026-05-06 09:00"
    assert book.ends("see", "2026-05-12 12:00", "late") == "2026-05-13 10:00"


def test_a_limit_counts_from_when_its_condition_came_true() -> None:
    book = Book(checklist(item("act", limit=hours(24), applies_when="online")))
    assert book.word("act", REPORT) == "not started"
    book.fact("online", "2026-05-07 10:00", recorded="2026-05-08 09:00")
    assert book.ends("act", "2026-05-08 09:00") == "2026-05-08 10:00"


def test_what_was_done_late_stays_late_when_its_condition_ends() -> None:
    book = Book(checklist(item("act", limit=hours(24), applies_when="online")))
    book.fact("online", REPORT)
    book.answer("act", "2026-05-07 09:00")
    book.fact("online", "2026-05-08 09:00", "no")
    assert book.state("act", "2026-05-09 09:00").applies == "no"
    assert book.passed("2026-05-09 09:00") == ["act"]


def test_what_was_never_done_is_no_exception_once_it_no_longer_applies() -> None:
    book = Book(checklist(item("act", limit=hours(24), applies_when="online")))
    book.fact("online", REPORT)
    assert book.passed("2026-05-07 09:00") == ["act"]
    book.fact("online", "2026-05-08 09:00", "no")
    assert book.passed("2026-05-09 09:00") == []


def test_an_item_looks_for_its_clock_on_its_subject_then_on_the_case() -> None:
    book = Book(checklist(item("act", repeats_for="suspect", limit=hours(24, "arrested"))))
    book.subject("a", REPORT, "suspect")
    book.subject("b", REPORT, "suspect")
    book.clock("arrested", "2026-05-06 10:00", "a")
    assert book.word("act", "2026-05-06 12:00", "b") == "not started"
    book.clock("arrested", "2026-05-06 11:00")
    assert book.ends("act", "2026-05-06 12:00", "a") == "2026-05-07 10:00"
    assert book.ends("act", "2026-05-06 12:00", "b") == "2026-05-07 11:00"


def test_of_a_clock_of_another_kind_the_first_one_set_counts() -> None:
    book = Book(checklist(item("act", repeats_for="victim", limit=hours(24, "arrested"))))
    book.subject("v", REPORT, "victim")
    book.subject("a", REPORT, "suspect")
    book.subject("b", REPORT, "suspect")
    book.clock("arrested", "2026-05-06 11:00", "b")
    book.clock("arrested", "2026-05-06 10:00", "a", recorded="2026-05-06 12:00")
    assert book.ends("act", "2026-05-06 12:00", "v") == "2026-05-07 10:00"


def test_an_item_that_speaks_to_a_victim_waits_for_the_first_one() -> None:
    book = Book(checklist(item("tell", repeats_for="suspect", needs="victim", limit=hours(24, "joined"))))
    book.subject("a", REPORT, "suspect")
    assert book.word("tell", REPORT) == "none yet"
    book.subject("v", "2026-05-07 10:00", "victim")
    assert book.ends("tell", "2026-05-07 12:00", "a") == "2026-05-08 10:00"


def test_a_clock_set_again_has_the_time_recorded_last() -> None:
    book = Book(checklist(item("act", repeats_for="suspect", limit=hours(24, "arrested"))))
    book.subject("a", REPORT, "suspect")
    book.clock("arrested", "2026-05-06 10:00", "a")
    book.clock("arrested", "2026-05-06 09:00", "a", recorded="2026-05-06 12:00")
    assert book.ends("act", "2026-05-06 12:00", "a") == "2026-05-07 09:00"


def extend(book: Book, until: str, recorded: str) -> None:
    book.add(
        LimitExtended(at=when(recorded), place=place("act"), until=when(until), reason="Why"), by="okell"
    )


def test_a_limit_extended_before_it_ended_ends_at_the_new_time() -> None:
    book = Book(checklist(item("act", limit=hours(24))))
    extend(book, "2026-05-08 12:00", "2026-05-06 09:00")
    limit = book.state("act", "2026-05-07 09:00").limit
    assert limit is not None
    assert (limit.word, wall(limit.ends or limit.start)) == ("running", "2026-05-08 12:00")  # type: ignore[arg-type]


def test_a_limit_extended_after_it_had_passed_stays_passed_and_says_so() -> None:
    book = Book(checklist(item("act", limit=hours(24))))
    extend(book, "2026-05-08 12:00", "2026-05-06 09:01")
    limit = book.state("act", "2026-05-07 09:00").limit
    assert limit is not None
    assert limit.extended_to is not None
    assert (limit.word, limit.over_seconds, wall(limit.extended_to)) == ("passed", 86400, "2026-05-08 12:00")


def test_an_extension_to_a_day_ends_with_that_day() -> None:
    book = Book(checklist(item("act", limit=hours(24))))
    extend(book, "2026-05-08", "2026-05-06 09:00")
    assert book.ends("act", "2026-05-07 09:00") == "2026-05-09 00:00"


@pytest.mark.parametrize(
    ("typed", "ends"), [("2026-05-11 00:00", "2026-05-21 00:00"), ("2026-05-11 00:01", "2026-05-11 00:00")]
)
def test_a_target_date_typed_again_counts_only_while_the_first_had_not_passed(typed: str, ends: str) -> None:
    book = Book(
        checklist(item("act", limit=Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")))
    )
    book.add(TargetSet(at=when(REPORT), clock=ClockId("promised"), date=day("2026-05-10")))
    book.add(TargetSet(at=when(typed), clock=ClockId("promised"), date=day("2026-05-20")))
    assert book.ends("act", "2026-05-12 09:00") == ends


def graded(of: str | None = None) -> Book:
    levels = tuple(
        Level(choice=choice, fact=FactId(f"is-{choice}"), item=ItemId(f"act-{choice}"))
        for choice in ("high", "medium", "low")
    )
    grade = Grade(
        id=GradeId("risk"), set_by=ItemId("assess"), levels_high_to_low=levels, of=KindId(of) if of else None
    )
    amounts = {"high": days(7, "graded"), "medium": days(14, "graded"), "low": days(30, "graded")}
    acts = [
        item(f"act-{choice}", limit=limit, applies_when=f"is-{choice}", repeats_for=of)
        for choice, limit in amounts.items()
    ]
    assess = item(
        "assess",
        choices=("high", "medium", "low"),
        sets_clock=ClockId("graded"),
        sets_grade=grade.id,
        repeats_for=of,
    )
    made = checklist(
        assess, *acts, grades=(grade,), clocks={"graded": Clock(says="Graded.", of=of or "case")}
    )
    facts = made.facts | {level.fact: Fact(says="A level.", of=grade.of) for level in levels}
    return Book(msgspec.structs.replace(made, facts=facts))


def regrade(book: Book, choice: str, at: str, of: str | None = None) -> None:
    event = GradeChanged(at=when(at), grade=GradeId("risk"), choice=choice, of=SubjectId(of) if of else None)
    book.add(event, by="okell")


def test_a_rising_grade_has_the_earlier_of_the_old_limit_and_the_new_one_from_then() -> None:
    book = graded()
    book.answer("assess", REPORT, choice="medium")
    assert book.ends("act-medium", "2026-05-06 09:00") == "2026-05-20 00:00"
    regrade(book, "high", "2026-05-09 09:00")
    assert book.ends("act-high", "2026-05-10 09:00") == "2026-05-17 00:00"
    assert book.state("act-medium", "2026-05-10 09:00").applies == "no"


def test_a_grade_that_rises_late_keeps_the_old_limit() -> None:
    book = graded()
    book.answer("assess", REPORT, choice="medium")
    regrade(book, "high", "2026-05-18 09:00")
    assert book.ends("act-high", "2026-05-18 10:00") == "2026-05-20 00:00"


def test_a_falling_grade_keeps_the_old_limit_unless_it_is_extended() -> None:
    book = graded()
    book.answer("assess", REPORT, choice="high")
    regrade(book, "low", "2026-05-06 09:00")
    assert book.ends("act-low", "2026-05-06 10:00") == "2026-05-13 00:00"
    extension = LimitExtended(
        at=when("2026-05-07 09:00"), place=place("act-low"), until=when("2026-05-30"), reason="Low"
    )
    book.add(extension)
    assert book.ends("act-low", "2026-05-08 10:00") == "2026-05-31 00:00"


def extend_low(book: Book, at: str) -> None:
    book.add(LimitExtended(at=when(at), place=place("act-low"), until=when("2026-06-30"), reason="Safe"))


def test_an_extension_of_a_grade_is_for_the_time_that_it_was_given_in() -> None:
    book = graded()
    book.answer("assess", REPORT, choice="low")
    extend_low(book, "2026-05-06 09:00")
    assert book.ends("act-low", "2026-05-06 10:00") == "2026-07-01 00:00"
    regrade(book, "high", "2026-05-07 09:00")
    regrade(book, "low", "2026-05-08 09:00")
    again = book.state("act-low", "2026-05-08 10:00").limit
    assert again is not None
    assert again.ends == utc("2026-05-15 00:00")
    assert again.extended_to is None
    extend_low(book, "2026-05-09 09:00")
    assert book.ends("act-low", "2026-05-09 10:00") == "2026-07-01 00:00"


def test_an_extension_of_a_grade_stays_when_its_first_answer_is_put_right() -> None:
    book = graded()
    first = book.answer("assess", REPORT, choice="low")
    extend_low(book, "2026-05-06 09:00")
    given = Given(status="done", choice="low")
    book.correct("assess", first, "2026-05-05 09:30", given=given, recorded="2026-05-07 09:00")
    assert book.ends("act-low", "2026-05-07 10:00") == "2026-07-01 00:00"


def test_the_grade_of_one_subject_moves_no_limit_of_another() -> None:
    book = graded("suspect")
    for name in ("a", "b"):
        book.subject(name, REPORT, "suspect")
        book.answer("assess", REPORT, name, choice="medium")
    regrade(book, "high", "2026-05-06 09:00", "a")
    assert book.ends("act-high", "2026-05-06 10:00", "a") == "2026-05-14 00:00"
    assert book.ends("act-medium", "2026-05-06 10:00", "b") == "2026-05-20 00:00"


def versions(old: tuple[Item, ...], new: tuple[Item, ...], *, moved: str) -> Book:
    first, second = checklist(*old), checklist(*new, version="2.0")
    book = Book(first, others=(second,))
    book.move(second, moved)
    return book


def test_a_limit_that_ended_before_the_move_is_judged_under_the_old_version() -> None:
    book = versions(
        (item("act", limit=hours(24)),), (item("act", limit=hours(240)),), moved="2026-05-07 09:00"
    )
    assert book.ends("act", "2026-05-08 09:00") == "2026-05-06 09:00"
    assert book.word("act", "2026-05-08 09:00") == "passed"


def test_a_limit_that_runs_at_the_move_is_the_new_one() -> None:
    book = versions(
        (item("act", limit=hours(240)),), (item("act", limit=hours(120)),), moved="2026-05-07 09:00"
    )
    assert book.ends("act", "2026-05-08 09:00") == "2026-05-10 09:00"


def test_a_shortened_limit_that_would_have_ended_before_the_move_stays_the_old_one() -> None:
    book = versions(
        (item("act", limit=hours(240)),), (item("act", limit=hours(24)),), moved="2026-05-07 09:00"
    )
    assert book.ends("act", "2026-05-08 09:00") == "2026-05-15 09:00"


def test_an_item_that_a_version_brings_counts_from_the_move() -> None:
    book = versions((item("old"),), (item("old"), item("act", limit=hours(24))), moved="2026-05-09 10:00")
    assert book.ends("act", "2026-05-09 12:00") == "2026-05-10 10:00"


def test_a_limit_that_a_version_gives_to_an_item_counts_from_the_move() -> None:
    book = versions((item("act"),), (item("act", limit=hours(24)),), moved="2026-05-09 10:00")
    assert book.ends("act", "2026-05-09 12:00") == "2026-05-10 10:00"


def test_an_item_that_a_version_asks_of_more_cases_counts_from_the_move() -> None:
    old, new = item("act", limit=hours(24), applies_when="online"), item("act", limit=hours(24))
    book = versions((old,), (new,), moved="2026-05-09 10:00")
    assert book.ends("act", "2026-05-09 12:00") == "2026-05-10 10:00"


def test_a_checklist_added_by_a_move_counts_from_the_move() -> None:
    other = checklist(item("learn", limit=hours(24)), name=ChecklistId("learning"))
    book = Book(checklist(item("act")), others=(other,))
    book.move(other, "2026-06-01 10:00")
    assert book.ends("learn", "2026-06-01 12:00") == "2026-06-02 10:00"


def test_what_passed_under_the_old_version_stays_on_the_record_when_the_item_is_left_out() -> None:
    book = versions((item("act", limit=hours(24)), item("old")), (item("old"),), moved="2026-05-09 10:00")
    assert book.passed("2026-05-10 09:00") == ["act"]
    assert book.state("act", "2026-05-10 09:00").applies == "no"


def test_a_gate_that_was_not_met_stays_on_the_record_when_the_item_is_left_out() -> None:
    gated = item("act", gate=before("case-closed"))
    book = versions((gated, item("old")), (item("old"),), moved="2026-05-09 10:00")
    book.clock("case-closed", "2026-05-08 10:00", recorded="2026-05-09 11:00")
    rows = book.evaluation("2026-05-10 09:00").exceptions.gates_not_met
    assert [name_of(row) for row in rows] == ["act"]


def test_a_record_typed_late_stays_on_the_record_when_the_item_is_left_out() -> None:
    book = versions((item("act", limit=hours(240)), item("old")), (item("old"),), moved="2026-05-09 10:00")
    book.answer("act", "2026-05-06 10:00", recorded="2026-05-08 10:00")
    evaluation = book.evaluation("2026-06-01 09:00")
    assert [name_of(row) for row in evaluation.exceptions.late_records_and_corrections] == ["act"]
    assert evaluation.exceptions.limits_passed == ()


def test_what_a_version_left_out_is_no_next_thing_to_do() -> None:
    book = versions((item("act", limit=hours(24)), item("old")), (item("old"),), moved="2026-05-09 10:00")
    evaluation = book.evaluation("2026-05-10 09:00")
    assert [state.place.item for state in evaluation.next_five] == ["old"]


def test_an_item_left_out_while_its_limit_ran_is_gone() -> None:
    book = versions((item("act", limit=hours(240)), item("old")), (item("old"),), moved="2026-05-09 10:00")
    assert [one.place.item for one in book.evaluation("2026-06-01 09:00").places] == ["old"]


def test_a_gate_that_a_later_version_brings_is_not_asked_for_of_an_event_before() -> None:
    old, new = (item("act"),), (item("act", gate=before("case-closed")),)
    book = versions(old, new, moved="2026-05-09 10:00")
    book.clock("case-closed", "2026-05-08 10:00", recorded="2026-05-09 11:00")
    assert book.word("act", "2026-05-10 09:00") is None


def test_a_version_that_is_not_on_this_machine_reads_as_missing_and_is_shown() -> None:
    book = Book(checklist(item("act")))
    book.add(CaseMoved(at=when("2026-05-06 09:00"), checklist=SOP, version="9.9", digest="none"))  # type: ignore[arg-type]
    assert [misfit.why for misfit in book.case().set_aside] == ["Its checklist is not on this machine."]
    assert [one.version for one in book.evaluation("2026-05-07 09:00").versions] == ["1.0", "9.9"]
