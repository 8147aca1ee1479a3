"""The rows of the worklist are made from the index alone, and judged at the moment they are shown."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from sopcheck.cases.derived import CaseRow, LimitRow, OpenLimit
from sopcheck.cases.events import Place
from sopcheck.cases.register.register import Person
from sopcheck.cases.summary import NO_PAYLOAD, Listed, ListedDirection, Payload
from sopcheck.checklists.definition import Basis, ChecklistId, ItemId
from sopcheck.ledger.entry import PersonId
from sopcheck.services.views import Worklist
from sopcheck.services.work_rows import (
    case_row,
    directed_rows,
    marks_of,
    open_without_end,
    reviews_due,
    worklist_of,
)

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


def payload(*coming: Listed) -> Payload:
    return msgspec.structs.replace(NO_PAYLOAD, next=coming)


def row(
    said: Payload | None = None,
    *limits: Listed,
    case: str = "c1",
    investigator: str = FARROW,
    quiet: timedelta = HOUR,
    **more: object,
) -> CaseRow:
    made = CaseRow(
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
        payload=msgspec.json.encode(said or payload()),
        limits=tuple(limit(one) for one in limits),
    )
    return msgspec.structs.replace(made, **more)


def work(*limits: Listed, coming: tuple[Listed, ...] = (), now: datetime = NOW) -> Worklist:
    """The worklist of one case with these limits, by their ends as the index gives them."""
    found, ahead = (
        [OpenLimit(case="c1", limit=limit(one)) for one in some]
        for some in (sorted(limits, key=lambda one: one.ends or NOW), coming)
    )
    return worklist_of([row()], found, ahead, people=PEOPLE, now=now)


def test_a_national_limit_stands_before_a_local_one_that_ended_earlier() -> None:
    local, national = listed("local", NOW - 2 * HOUR), listed("national", NOW - HOUR, "national")
    assert [one.prompt for one in work(local, national).passed] == ["national", "local"]


def test_of_two_national_limits_the_one_that_ended_earlier_stands_first() -> None:
    limits = [listed(f"act-{hours}", NOW - hours * HOUR, "national") for hours in (1, 3, 2)]
    assert [one.prompt for one in work(*limits).passed] == ["act-3", "act-2", "act-1"]


def test_a_limit_is_passed_the_instant_after_its_end_and_not_at_it() -> None:
    at, after = (work(listed("act", NOW), now=moment) for moment in (NOW, NOW + timedelta(microseconds=1)))
    assert (len(at.passed), len(after.passed)) == (0, 1)
    assert (len(at.soon), len(after.soon)) == (1, 0)


def test_no_row_is_made_before_it_is_looked_at() -> None:
    spoilt = OpenLimit(case="c1", limit=msgspec.structs.replace(limit(listed("act", NOW - HOUR)), what="?"))
    made = worklist_of([row()], [spoilt], [], people=PEOPLE, now=NOW)
    assert len(made.passed) == 1
    with pytest.raises(msgspec.DecodeError):
        made.passed[0]


def test_the_next_stand_in_the_order_of_their_ends() -> None:
    coming = tuple(listed(f"act-{hours}", NOW + hours * HOUR) for hours in (2, 3, 4))
    shown = work(coming=coming).next
    assert [(one.prompt, one.word) for one in shown] == [
        ("act-2", "running"),
        ("act-3", "running"),
        ("act-4", "running"),
    ]


def test_what_is_open_without_an_end_comes_from_the_payload_of_a_case() -> None:
    said = payload(listed("ends", NOW + HOUR), listed("open", None))
    assert [one.prompt for one in open_without_end(row(), said, now=NOW)] == ["open"]


def test_a_limit_of_a_case_that_is_not_on_the_list_is_left_out() -> None:
    other = [OpenLimit(case="c2", limit=limit(listed("act", NOW - HOUR)))]
    assert len(worklist_of([row()], other, other, people=PEOPLE, now=NOW).passed) == 0


def test_the_limit_that_ends_next_is_named_while_it_has_not_ended() -> None:
    said = row(next_limit=NOW, next_words="Refer", next_basis="national")
    at, after = (
        case_row(said, people=PEOPLE, now=moment) for moment in (NOW, NOW + timedelta(microseconds=1))
    )
    assert (at.next_limit, at.next_limit_words, at.next_basis) == (NOW, "Refer", "national")
    assert (after.next_limit, after.next_limit_words, after.next_basis) == (None, "", None)


def test_somebody_who_is_not_known_here_is_said_to_be_so() -> None:
    shown = case_row(row(investigator="gone"), people=PEOPLE, now=NOW)
    assert shown.investigator == "a person not known here"


def test_a_quiet_case_is_marked_after_fourteen_days_and_not_before() -> None:
    early, late = (row(quiet=timedelta(days=14) - gap) for gap in (HOUR, timedelta(0)))
    assert marks_of(early, NOW) == ()
    assert marks_of(late, NOW) == ("no activity for 14 days",)


def test_an_absent_owner_and_a_missing_one_are_marked() -> None:
    assert marks_of(row(owner_absent=True), NOW) == ("owner absent",)
    assert marks_of(row(investigator=""), NOW) == ("no investigator",)


@pytest.mark.parametrize(
    ("case", "marked"), [(row(), False), (row(owner_absent=True), True), (row(investigator=""), True)]
)
def test_it_is_known_without_a_row_whether_any_case_is_marked(case: CaseRow, marked: bool) -> None:
    assert worklist_of([row(), case], [], [], people=PEOPLE, now=NOW).marked is marked


def test_a_closed_case_is_marked_as_closed_and_as_nothing_else() -> None:
    assert marks_of(row(closed=True, investigator=""), NOW) == ("closed",)


def test_a_review_is_due_within_a_week_and_not_a_moment_more() -> None:
    week = NOW + timedelta(days=7)
    dues = (None, NOW - HOUR, week, week + timedelta(microseconds=1))
    assert [reviews_due([row(next_review=due)], NOW) for due in dues] == [0, 1, 1, 0]


def test_a_direction_is_listed_until_it_is_answered() -> None:
    direction = ListedDirection(
        place=listed("act", None).place,
        prompt="Act",
        subject_label="Child A",
        text="See her today",
        due=None,
        answered=False,
    )
    said = msgspec.structs.replace(
        payload(), directions=(direction, msgspec.structs.replace(direction, answered=True))
    )
    (shown,) = directed_rows(row(), said)
    assert (shown.text, shown.subject_label, shown.reference) == ("See her today", "Child A", "C1")
