"""The book of the world: who is on a case, what is so, which clocks run, and what cannot be."""

from datetime import date, datetime

import pytest

from sopcheck.cases.events import (
    CaseClosed,
    CaseReopened,
    ClockSet,
    ConflictSettled,
    GradeChanged,
    SubjectAdded,
    SubjectChanged,
    SubjectId,
    TargetSet,
    When,
)
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.checklists.definition import ClockId, FactId, Grade, GradeId, ItemId, KindId, Level
from sopcheck.ledger.entry import EntryHash
from tests.cases.book import REPORT, Book, checklist, item, utc, when

MON, TUE, WED = "2026-05-11 09:00", "2026-05-12 09:00", "2026-05-13 09:00"
NOT_THERE = "It names somebody or something that is not on the case."
HIGH, LOW = FactId("online"), FactId("network")
RISK = Grade(
    id=GradeId("risk"),
    set_by=ItemId("assess"),
    levels_high_to_low=(
        Level(choice="high", fact=HIGH, item=ItemId("high-act")),
        Level(choice="low", fact=LOW, item=ItemId("low-act")),
    ),
)


def book() -> Book:
    """A case with a suspect whose device was seized, on which nothing has been said yet."""
    made = Book(checklist(item("assess", choices=("high", "low")), grades=(RISK,)))
    made.subject("s1", MON, "suspect")
    made.subject("d1", MON, "device", of="s1")
    return made


def aside(made: Book) -> list[str]:
    """Why entries of a case were set aside."""
    return [one.why for one in made.case().set_aside]


def said(made: Book, fact: str, of: str | None = None) -> list[tuple[str, datetime]]:
    """What was so of a fact, and from when."""
    return [(value, at) for at, value in made.case().fact_history(FactId(fact), of)]


def test_a_subject_joins_once_and_with_each_kind_once() -> None:
    made = book()
    twice = SubjectAdded(
        at=when(MON), subject=SubjectId("c1"), kinds=(KindId("child"), KindId("child")), label="C"
    )
    made.add(twice)
    made.add(twice)
    assert made.case().subjects[SubjectId("c1")].kinds == ((KindId("child"), utc(MON)),)
    assert aside(made) == ["A subject of this id is on the case already."]


def test_a_subject_gains_kinds_and_loses_none() -> None:
    made = book()
    gained = SubjectChanged(
        at=when(TUE), subject=SubjectId("s1"), add_kinds=(KindId("suspect"), KindId("child"))
    )
    made.add(gained)
    assert made.case().subjects[SubjectId("s1")].kinds == (("suspect", utc(MON)), ("child", utc(TUE)))


@pytest.mark.parametrize(("label", "is_called"), [("Suspect B", "Suspect B"), ("", "s1")])
def test_a_new_label_replaces_the_old_and_none_leaves_it(label: str, is_called: str) -> None:
    made = book()
    made.add(SubjectChanged(at=when(TUE), subject=SubjectId("s1"), label=label))
    assert made.case().subjects[SubjectId("s1")].label == is_called


def test_who_joins_sets_the_clocks_and_facts_of_their_kind_on_whom_they_are_of() -> None:
    made = book()
    case = made.case()
    assert case.clock(ClockId("joined"), "s1") == utc(MON)
    # The device belongs to the suspect, and that it is there says that the suspect is held.
    assert said(made, "held", "s1") == [("yes", utc(MON))]
    assert [on for fact, on in made.case().facts if fact == "held"] == ["s1"]


def test_a_kind_that_is_gained_sets_its_clock_from_then() -> None:
    made = book()
    made.subject("c1", MON, "child")
    made.add(SubjectChanged(at=when(WED), subject=SubjectId("c1"), add_kinds=(KindId("suspect"),)))
    assert made.case().clock(ClockId("joined"), "c1") == utc(WED)


def test_a_fact_of_a_kind_stands_on_the_one_of_that_kind_else_where_it_was_said() -> None:
    made = book()
    made.fact("held", TUE, "no", of=("d1",))
    assert said(made, "held", "s1") == [("yes", utc(MON)), ("no", utc(TUE))]
    made.subject("c1", MON, "child")
    made.fact("held", TUE, "no", of=("c1",))
    assert [on for fact, on in made.case().facts if fact == "held"] == ["s1", "c1"]


def test_a_fact_of_the_case_stands_on_the_case_whomever_it_names() -> None:
    made = book()
    made.fact("online", TUE, "yes", of=("s1",))
    assert [on for fact, on in made.case().facts if fact == "online"] == [None]


def test_a_fact_about_several_counts_for_those_who_are_there() -> None:
    made = book()
    made.fact("held", TUE, "no", of=("s1", "gone"))
    assert said(made, "held", "s1")[-1] == ("no", utc(TUE))
    assert aside(made) == [NOT_THERE]


@pytest.mark.parametrize("of", ["s1", "d1"])
def test_a_clock_of_a_suspect_is_set_for_the_suspect_by_what_belongs_to_them(of: str) -> None:
    made = book()
    made.clock("arrested", TUE, of)
    assert [made.case().clock(ClockId("arrested"), one) for one in ("s1", "s2")] == [utc(TUE), None]


def test_a_clock_of_the_case_is_set_on_the_case_whomever_it_names() -> None:
    made = book()
    made.clock("report-received", TUE, "s1")
    assert made.case().clock(ClockId("report-received")) == utc(TUE)


def test_a_typed_date_ends_with_its_day() -> None:
    made = book()
    made.add(TargetSet(at=when(MON), clock=ClockId("promised"), date=date(2026, 5, 20)))
    (setting,) = made.case().targets[ClockId("promised"), None]
    assert (setting.at, setting.source, setting.day) == (utc("2026-05-21 00:00"), "target", date(2026, 5, 20))


def test_a_clock_known_to_the_day_says_so() -> None:
    made = book()
    by_day = When(at=when("2026-05-12 00:00").at, precision="day")
    made.add(ClockSet(at=by_day, clock=ClockId("arrested"), of=SubjectId("s1")), recorded=WED)
    (setting,) = made.case().clocks[ClockId("arrested"), "s1"]
    assert setting.day_only


@pytest.mark.parametrize(
    "event",
    [
        ClockSet(at=when(TUE), clock=ClockId("arrested"), of=SubjectId("gone")),
        TargetSet(at=when(TUE), clock=ClockId("promised"), date=date(2026, 5, 20), of=SubjectId("gone")),
        GradeChanged(at=when(TUE), grade=GradeId("risk"), choice="high", of=SubjectId("gone")),
        SubjectChanged(at=when(TUE), subject=SubjectId("gone"), label="X"),
    ],
)
def test_what_is_said_of_nobody_on_the_case_is_set_aside(
    event: ClockSet | TargetSet | GradeChanged | SubjectChanged,
) -> None:
    made = book()
    made.add(event)
    assert aside(made) == [NOT_THERE]


def test_a_grade_makes_its_level_so_and_the_others_not() -> None:
    made = book()
    made.answer("assess", MON, choice="low")
    made.add(GradeChanged(at=when(TUE), grade=GradeId("risk"), choice="high", reason="A second report"))
    case = made.case()
    assert [(one.choice, one.reason, one.first) for one in case.grades] == [
        ("low", "", True),
        ("high", "A second report", False),
    ]
    assert said(made, HIGH) == [("no", utc(MON)), ("yes", utc(TUE))]
    assert said(made, LOW) == [("yes", utc(MON)), ("no", utc(TUE))]


@pytest.mark.parametrize(("grade", "choice"), [("risk", "middling"), ("mood", "high")])
def test_a_grade_or_a_choice_that_no_version_has_is_set_aside(grade: str, choice: str) -> None:
    made = book()
    made.add(GradeChanged(at=when(TUE), grade=GradeId(grade), choice=choice))
    assert aside(made) == ["It sets a grade that the checklists of the case do not have."]


def test_settling_on_one_of_two_statements_lets_it_hold() -> None:
    made = book()
    mine = made.fact("online", TUE, "yes")
    other = made.fact("online", TUE, "no", unseen=(mine,))
    assert said(made, "online") == [("unknown", utc(TUE))]
    for keep in (other, EntryHash("none")):
        made.add(ConflictSettled(at=when(WED), keep=keep, fact=FactId("online")))
    assert aside(made) == ["It settles on a statement that is not in conflict."]
    assert said(made, "online") == [("no", utc(TUE))]


def test_closing_again_puts_the_time_right_and_after_a_reopening_closes_anew() -> None:
    made = book()
    made.add(CaseClosed(at=when(MON), reason="Done"))
    made.clock(CASE_CLOSED, TUE)
    assert [(one.at, one.reason) for one in made.case().closings] == [(utc(TUE), "")]
    made.add(CaseReopened(at=when(WED), why="A new report"))
    made.add(CaseClosed(at=when("2026-05-14 09:00"), reason="Done again"))
    assert [(one.at, one.reopened, one.why_reopened) for one in made.case().closings] == [
        (utc(TUE), utc(WED), "A new report"),
        (utc("2026-05-14 09:00"), None, ""),
    ]


def test_a_case_is_not_reopened_before_it_was_closed_nor_twice() -> None:
    made = book()
    made.add(CaseReopened(at=when(MON), why="x"))
    made.add(CaseClosed(at=when(WED), reason="Done"))
    made.add(CaseReopened(at=when(TUE), why="Typed with an earlier time"), recorded=WED)
    made.add(CaseReopened(at=when(WED), why="x"))
    assert aside(made) == ["It reopens a case that was not closed."] * 2
    assert [one.reopened for one in made.case().closings] == [utc(WED)]


def test_the_clocks_begin_with_the_report() -> None:
    assert book().case().clock(ClockId("report-received")) == utc(REPORT)
