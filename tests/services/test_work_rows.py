"""The rows of the worklist are made from the index alone, and judged at the moment they are shown."""

from datetime import UTC, datetime, timedelta

import msgspec

from sopcheck.cases.derived import CaseRow, LimitRow, OpenLimit
from sopcheck.cases.events import Place
from sopcheck.cases.register import Person
from sopcheck.cases.summary import DueReview, Listed, Payload
from sopcheck.checklists.definition import Basis, ChecklistId, ItemId, ScheduleId
from sopcheck.ledger.entry import PersonId
from sopcheck.services import work_rows
from sopcheck.services.work_queue import queue_rows
from sopcheck.services.work_rows import case_row, marks_of, review_due, worklist_of

NOW = datetime(2026, 5, 7, 13, tzinfo=UTC)
FARROW = PersonId("farrow")
PEOPLE = {FARROW: Person(person=FARROW, name="DC Farrow")}
HOUR = timedelta(hours=1)


def listed(name: str, ends: datetime | None, basis: Basis = "baseline") -> Listed:
    place = Place(ChecklistId("sop"), ItemId(name))
    soon = None if ends is None else ends - HOUR
    return Listed(place=place, prompt=name, subject_label="", basis=basis, ends=ends, soon=soon)


def limit(one: Listed) -> LimitRow:
    what = msgspec.json.encode(one).decode()
    return LimitRow(place=one.prompt, what=what, basis=one.basis, soon_at=one.soon, ends_at=one.ends)


def payload(*coming: Listed, reviews: tuple[DueReview, ...] = (), **more: bool) -> Payload:
    return Payload(
        last_review=None,
        next=coming,
        reviews=reviews,
        owner_absent=more.get("absent", False),
        passed_national=1 if more.get("passed") else 0,
        child_not_seen=more.get("unseen", False),
    )


def row(
    said: Payload, *limits: Listed, case: str = "c1", investigator: str = FARROW, quiet: timedelta = HOUR
) -> CaseRow:
    return CaseRow(
        case=case,
        reference=case.upper(),
        operation="",
        district="",
        team="",
        investigator=investigator,
        supervisor="",
        opened=NOW,
        closed=False,
        answered=0,
        applicable=1,
        last_activity=NOW - quiet,
        next_moment=None,
        payload=msgspec.json.encode(said),
        limits=tuple(limit(one) for one in limits),
    )


def review(due: datetime) -> DueReview:
    return DueReview(rule=ScheduleId("28-day"), title="28-day review", of=None, due=due)


def open_limits(case: CaseRow) -> list[OpenLimit]:
    return [OpenLimit(case=case.case, limit=one) for one in case.limits]


def test_a_national_limit_stands_before_a_local_one_that_ended_earlier() -> None:
    local, national = listed("local", NOW - 2 * HOUR), listed("national", NOW - HOUR, "national")
    case = row(payload(), local, national)
    work = worklist_of([case], open_limits(case), people=PEOPLE, now=NOW)
    assert [one.prompt for one in work.passed] == ["national", "local"]


def test_a_limit_is_passed_the_instant_after_its_end_and_not_at_it() -> None:
    case = row(payload(), listed("act", NOW))
    at, after = (
        worklist_of([case], open_limits(case), people=PEOPLE, now=moment)
        for moment in (NOW, NOW + timedelta(microseconds=1))
    )
    assert (len(at.passed), len(after.passed)) == (0, 1)


def test_what_stands_above_is_not_among_the_next() -> None:
    act = listed("act", NOW - HOUR)
    case = row(payload(act, listed("other", None)), act)
    work = worklist_of([case], open_limits(case), people=PEOPLE, now=NOW)
    assert [one.prompt for one in work.next] == ["other"]


def test_the_next_are_five_the_soonest_first_and_those_without_an_end_last() -> None:
    ends = [None, *(NOW + number * HOUR for number in (6, 5, 4, 3, 2))]
    case = row(payload(*(listed(f"act-{number}", end) for number, end in enumerate(ends))))
    work = worklist_of([case], [], people=PEOPLE, now=NOW)
    assert [one.prompt for one in work.next] == ["act-5", "act-4", "act-3", "act-2", "act-1"]
    assert len(work.next) == work_rows.MOST_NEXT


def test_a_limit_of_a_case_that_is_not_on_the_list_is_left_out() -> None:
    other = row(payload(), listed("act", NOW - HOUR), case="c2")
    assert worklist_of([row(payload())], open_limits(other), people=PEOPLE, now=NOW).passed == ()


def test_of_two_limits_that_end_together_the_national_one_is_named() -> None:
    case = row(payload(), listed("local", NOW + HOUR), listed("national", NOW + HOUR, "national"))
    assert case_row(case, people=PEOPLE, now=NOW).next_limit_words == "national"


def test_somebody_who_is_not_known_here_is_said_to_be_so() -> None:
    shown = case_row(row(payload(), investigator="gone"), people=PEOPLE, now=NOW)
    assert shown.investigator == "a person not known here"


def test_a_quiet_case_is_marked_after_fourteen_days_and_not_before() -> None:
    early, late = (row(payload(), quiet=timedelta(days=14) - gap) for gap in (HOUR, timedelta(0)))
    assert marks_of(early, payload(), NOW) == ()
    assert marks_of(late, payload(), NOW) == ("no activity for 14 days",)


def test_an_absent_owner_and_a_missing_one_are_marked() -> None:
    absent = payload(absent=True)
    assert marks_of(row(absent), absent, NOW) == ("owner absent",)
    assert marks_of(row(payload(), investigator=""), payload(), NOW) == ("no investigator",)


def test_a_review_is_due_within_a_week_and_not_a_moment_more() -> None:
    week = NOW + timedelta(days=7)
    assert review_due(payload(reviews=(review(week),)), NOW)
    assert not review_due(payload(reviews=(review(week + timedelta(microseconds=1)),)), NOW)


def test_a_case_with_a_national_limit_passed_comes_before_one_that_is_longer_overdue() -> None:
    grave = row(payload(reviews=(review(NOW - HOUR),), passed=True), case="grave")
    old = row(payload(reviews=(review(NOW - 9 * HOUR),)), case="old")
    queue = queue_rows([old, grave], people=PEOPLE, now=NOW)
    assert [one.reference for one in queue] == ["GRAVE", "OLD"]
    assert queue[0].why == "1 national limit passed"


def test_of_what_is_still_to_come_only_the_first_is_in_the_queue() -> None:
    dues = (review(NOW + 3 * HOUR), review(NOW + HOUR), review(NOW - HOUR))
    queue = queue_rows([row(payload(reviews=dues))], people=PEOPLE, now=NOW)
    assert [(one.word, one.over_seconds) for one in queue] == [("overdue", 3600), ("due", None)]
