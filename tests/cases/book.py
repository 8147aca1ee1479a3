"""A case book written by hand: tiny definitions, and events without decisions."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import (
    AnswerCorrected,
    CaseEvent,
    CaseId,
    CaseMoved,
    CaseOpened,
    ChecklistAdopted,
    ClockSet,
    Discharged,
    FactSet,
    Given,
    ItemAnswered,
    Place,
    Recorded,
    ReviewHeld,
    ReviewId,
    SubjectAdded,
    SubjectId,
    When,
)
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.states import Evaluation, PlaceState, ReviewState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.calendar import shipped as shipped_calendar
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    Clock,
    ClockId,
    Digest,
    Fact,
    FactId,
    Gate,
    Item,
    ItemId,
    KindId,
    Limit,
    ScheduleId,
    Stage,
    StageId,
    SubjectKind,
    Version,
)
from sopcheck.ledger.entry import EntryHash, PersonId

LONDON = ZoneInfo("Europe/London")
CALENDAR: Calendar = shipped_calendar()
SOP = ChecklistId("sop")
REPORT = "2026-05-05 09:00"

CLOCKS = {
    "report-received": Clock(says="Received.", when="the report was received"),
    "arrested": Clock(says="Arrested.", of="suspect", when="the suspect was arrested"),
    "case-closed": Clock(says="Closed.", gate=True, hard_gate=True, when="the case is closed"),
    "decided": Clock(says="Decided.", of="suspect", gate=True, hard_gate=True, when="it is decided"),
    "last-contact": Clock(says="Contact.", of="victim", rolling=True, when="the victim was last spoken to"),
    "promised": Clock(says="Promised.", target_date=True, may_be_ahead=True),
    "joined": Clock(says="Joined.", of="suspect", when="the suspect was identified"),
}
FACTS = {
    "online": Fact(says="It happened online."),
    "at-risk": Fact(says="The child is at risk.", of=KindId("child")),
    "held": Fact(says="The suspect is held.", of=KindId("suspect")),
    "network": Fact(says="It is a network."),
}
KINDS = {
    "child": SubjectKind(label="child", plural="children"),
    "victim": SubjectKind(label="victim", plural="victims"),
    "suspect": SubjectKind(label="suspect", plural="suspects", sets_clock=(ClockId("joined"),)),
    "device": SubjectKind(
        label="device", plural="devices", part_of=KindId("suspect"), sets_fact=(FactId("held"),)
    ),
}


def local(text: str) -> datetime:
    """A wall time in London; one with an offset is taken as it is."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def utc(text: str) -> datetime:
    """The instant of a wall time in London."""
    return local(text).astimezone(UTC)


def when(text: str) -> When:
    """A wall time with its offset; a date alone is known only to the day."""
    if len(text) == 10:
        return When(local(f"{text} 00:00"), "day")
    at = local(text)
    return When(datetime.fromisoformat(at.isoformat()))


def hours(amount: int, clock: str = "report-received", **more: Any) -> Limit:
    """A local limit in hours."""
    return Limit(
        unit="hours", from_=ClockId(clock), basis=more.pop("basis", "baseline"), amount=amount, **more
    )


def days(amount: int, clock: str = "report-received", unit: str = "calendar-days") -> Limit:
    """A local limit in days."""
    return Limit(unit=unit, from_=ClockId(clock), basis="baseline", amount=amount)  # type: ignore[arg-type]


def item(name: str = "act", **more: Any) -> Item:
    """An item that asks for its status alone."""
    return Item(
        id=ItemId(name),
        prompt=f"Do {name}.",
        answered_by=more.pop("answered_by", "investigator"),
        asks=("status",),
        source="GK",
        **more,
    )


def before(clock: str) -> Gate:
    """A local gate."""
    return Gate(before=ClockId(clock), basis="baseline")


def checklist(*items: Item, version: str = "1.0", name: ChecklistId = SOP, **more: Any) -> Checklist:
    """A checklist of these items in one stage, with the clocks, facts and kinds of these tests."""
    return Checklist(
        format=1,
        checklist=name,
        version=Version(version),
        title="An SOP",
        baseline="illustrative",
        time_zone="Europe/London",
        stages=(Stage(id=StageId("all"), title="All", items=items),),
        clocks={ClockId(clock): found for clock, found in (CLOCKS | more.pop("clocks", {})).items()},
        facts={FactId(fact): found for fact, found in FACTS.items()},
        subjects={KindId(kind): found for kind, found in KINDS.items()},
        **more,
    )


class Book:
    """Entries of one case, each recorded when it happened unless said otherwise."""

    def __init__(
        self, *checklists: Checklist, others: tuple[Checklist, ...] = (), report: str | None = REPORT
    ) -> None:
        self.definitions = Definitions.of((*checklists, *others))
        self.entries: list[Recorded] = []
        self.add(CaseOpened(at=when(report or REPORT), case=CaseId("c1"), reference="NV/1"))
        for one in checklists:
            digest = self.definitions.digest_of(one.checklist, one.version) or Digest("")
            self.add(
                ChecklistAdopted(
                    at=when(report or REPORT), checklist=one.checklist, version=one.version, digest=digest
                )
            )
        if report is not None:
            self.clock("report-received", report)

    def add(
        self,
        event: CaseEvent | None,
        *,
        recorded: str | None = None,
        received: str | None = None,
        by: str = "farrow",
        unseen: tuple[EntryHash, ...] = (),
        **more: Any,
    ) -> EntryHash:
        """Record an event; by default when it happened."""
        typed = (
            utc(recorded) if recorded else event.at.at.astimezone(UTC) if event else self.entries[-1].recorded
        )
        entry = EntryHash(f"{len(self.entries):04}")
        self.entries.append(
            Recorded(
                entry=entry,
                by=PersonId(by),
                recorded=typed,
                received=utc(received) if received else None,
                event=event,
                unseen=frozenset(unseen),
                **more,
            )
        )
        return entry

    def clock(self, name: str, at: str, of: str | None = None, **how: Any) -> EntryHash:
        """Set a clock."""
        return self.add(ClockSet(at=when(at), clock=ClockId(name), of=of), **how)

    def fact(self, name: str, at: str, value: str = "yes", of: tuple[str, ...] = (), **how: Any) -> EntryHash:
        """Set a fact."""
        named = tuple(SubjectId(one) for one in of)
        return self.add(FactSet(at=when(at), fact=FactId(name), value=value, of=named), **how)  # type: ignore[arg-type]

    def subject(self, name: str, at: str, *kinds: str, of: str | None = None, **how: Any) -> EntryHash:
        """Add a subject."""
        owner = None if of is None else SubjectId(of)
        event = SubjectAdded(
            at=when(at),
            subject=SubjectId(name),
            kinds=tuple(KindId(kind) for kind in kinds),
            label=name,
            of=owner,
        )
        return self.add(event, **how)

    def answer(
        self,
        name: str,
        at: str,
        *of: str,
        status: str = "done",
        choice: str = "",
        also: tuple[Place, ...] = (),
        **how: Any,
    ) -> EntryHash:
        """Answer an item."""
        given = Given(status=status, choice=choice)  # type: ignore[arg-type]
        checklist_id = how.pop("checklist", SOP)
        event = ItemAnswered(
            at=when(at), checklist=checklist_id, item=ItemId(name), given=given, of=of, also=also
        )
        return self.add(event, **how)

    def correct(
        self, name: str, corrects: EntryHash, done: str, *, of: str | None = None, **how: Any
    ) -> EntryHash:
        """Correct an answer."""
        given = how.pop("given", Given(status="done"))
        event = AnswerCorrected(
            at=when(done), place=place(name, of), corrects=corrects, given=given, reason="Book"
        )
        return self.add(event, **how)

    def review(
        self, at: str, *rules: str, of: str | None = None, by: str = "okell", **more: Any
    ) -> EntryHash:
        """Hold a review that discharges these."""
        recorded = more.pop("recorded", None)
        discharges = tuple(Discharged(rule=ScheduleId(rule), of=of) for rule in rules)
        event = ReviewHeld(
            at=when(at), review=ReviewId(f"r{len(self.entries)}"), discharges=discharges, **more
        )
        return self.add(event, by=by, recorded=recorded)

    def move(self, to: Checklist, at: str) -> EntryHash:
        """Move the case to a version, or to one checklist more."""
        digest = self.definitions.digest_of(to.checklist, to.version)
        return self.add(
            CaseMoved(at=when(at), checklist=to.checklist, version=to.version, digest=digest or Digest(""))
        )

    def case(self, until: str | None = None) -> Case:
        """The case, as known by then."""
        return fold(self.entries, self.definitions, until=None if until is None else utc(until))

    def evaluation(self, at: str, calendar: Calendar = CALENDAR) -> Evaluation:
        """What the case amounts to at a moment, on what was known by then."""
        return evaluate(self.case(at), self.definitions, calendar, utc(at))

    def state(self, name: str, at: str, of: str | None = None, **how: Any) -> PlaceState:
        """The state of an item at a moment."""
        places = self.evaluation(at, **how).places
        return next(one for one in places if one.place.item == name and one.place.of == of)

    def word(self, name: str, at: str, of: str | None = None) -> str | None:
        """The word for the limit of an item at a moment."""
        return self.state(name, at, of).word

    def ends(self, name: str, at: str, of: str | None = None) -> str | None:
        """When the limit of an item ends, as wall time."""
        limit = self.state(name, at, of).limit
        return None if limit is None or limit.ends is None else wall(limit.ends)

    def reviewed(self, rule: str, at: str) -> list[ReviewState]:
        """The reviews of a rule at a moment."""
        return [one for one in self.evaluation(at).reviews if one.rule.id == rule]

    def passed(self, at: str) -> list[str]:
        """The list of limits passed at a moment, as rehearsals name its rows."""
        return [name_of(row) for row in self.evaluation(at).exceptions.limits_passed]


def name_of(row: tuple[PlaceState, ...]) -> str:
    """Name a row of a list: its items joined, and the subject."""
    items = " + ".join(state.place.item for state in row)
    of = row[0].place.of
    return items if of is None else f"{items} @ {of}"


def place(name: str, of: str | None = None, checklist_id: ChecklistId = SOP) -> Place:
    """A place of the checklist of these tests."""
    return Place(checklist_id, ItemId(name), of)


def wall(at: datetime) -> str:
    """An instant as wall time in London."""
    return f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}"


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)
