"""A case with a schedule of reviews of every kind, for tests of the schedule."""

from sopcheck.cases.events import CaseAssigned, CaseReopened
from sopcheck.checklists.definition import (
    ChecklistId,
    ClockId,
    FactId,
    Gate,
    Grade,
    GradeId,
    ItemId,
    Level,
    ReviewDue,
    ReviewPlan,
    ReviewRule,
    ScheduleId,
    Trigger,
)
from sopcheck.ledger.entry import PersonId
from tests.cases.book import Book, checklist, item, wall, when


def due(amount: int | None, unit: str = "hours", **more: object) -> ReviewDue:
    start = str(more.pop("start", "report-received"))
    return ReviewDue(unit=unit, basis="baseline", amount=amount, from_=start, **more)  # type: ignore[arg-type]


def rule(name: str, kind: str, **more: object) -> ReviewRule:
    return ReviewRule(id=ScheduleId(name), title=name, type=kind, **more)  # type: ignore[arg-type]


def event(name: str, **trigger: object) -> ReviewRule:
    made = Trigger(**trigger)  # type: ignore[arg-type]
    return rule(name, "event", due=due(24, start="trigger"), trigger=made)


CHAIN = due(
    28,
    "calendar-days",
    start="",
    from_review=("third", "rolling"),
    if_never_held="third",
    restarts_at="reopening",
)
SCHEDULE = (
    rule("first", "fixed", due=due(24), if_not_independent="flag"),
    rule("second", "fixed", due=due(72)),
    rule("third", "fixed", due=due(7, "calendar-days")),
    rule("rolling", "rolling", due=CHAIN, after="third"),
    rule("half-year", "senior", due=due(6, "months")),
    rule("quarterly", "senior", due=due(None, "months", every=3), after="half-year"),
    event("new-child", added="child"),
    event("linked", clock="network-found"),
    event("handed-over", reassigned="investigator"),
    event("risk-raised", grade_raised="risk"),
    event("spoken-to", clock="last-contact", first_for_each="victim"),
    rule(
        "before-decision",
        "before",
        gate=Gate(before=ClockId("decided"), basis="baseline"),
        of="suspect",
        applies_when="held",
    ),
    rule("closure", "before", gate=Gate(before=ClockId("case-closed"), basis="baseline"), ends_schedule=True),
)


def book() -> Book:
    plan = ReviewPlan(
        checklist=ChecklistId("review"), schedule=SCHEDULE, triggers_after=ClockId("report-received")
    )
    levels = tuple(
        Level(choice=choice, fact=FactId("online"), item=ItemId("act"))
        for choice in ("high", "medium", "low")
    )
    grade = Grade(id=GradeId("risk"), set_by=ItemId("assess"), levels_high_to_low=levels)
    assess = item("assess", choices=("high", "medium", "low"), sets_grade=grade.id)
    return Book(checklist(item("act"), assess, reviews=plan, grades=(grade,)))


def words(made: Book, name: str, at: str) -> list[tuple[str, str]]:
    found = made.reviewed(name, at)
    return [("" if one.due is None else wall(one.due), one.word) for one in found]


def assign(made: Book, to: str | None, at: str) -> None:
    person = None if to is None else PersonId(to)
    made.add(CaseAssigned(at=when(at), role="investigator", to=person), by="okell")


def reopened() -> Book:
    made = book()
    made.review("2026-05-12 09:00", "third")
    made.review("2026-05-20 09:00", "closure")
    made.clock("case-closed", "2026-05-20 10:00")
    made.add(CaseReopened(at=when("2026-12-01 10:00"), why="New"))
    return made
