"""A desk to try decisions at: a case in memory, a clock that is set, and four people."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta, timezone

from sopcheck.cases import codec, decisions
from sopcheck.cases.case import Case
from sopcheck.cases.decisions import Acting
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import CaseEvent, CaseId, Event, FactValue, Given, Place, Recorded, SubjectId, When
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.register.register import Person
from sopcheck.cases.rehearsals.library import shipped_library
from sopcheck.checklists.definition import ChecklistId, FactId, ItemId, KindId, Version
from sopcheck.ledger.entry import EntryHash, PersonId

BST = timezone(timedelta(hours=1))
START = datetime(2026, 4, 30, 10, 15, tzinfo=BST)
CSE = ChecklistId("cse-investigation")
ONLINE = ChecklistId("online-cse")
ONE = Version("1.0")

DONE = Given(status="done")

FARROW = Person(person=PersonId("farrow"), name="DC Farrow", rank="constable", roles=("investigator",))
OKELL = Person(person=PersonId("okell"), name="DS Okell", rank="sergeant", roles=("supervisor",))
TEAL = Person(person=PersonId("teal"), name="DI Teal", rank="inspector", roles=("supervisor",))
STAFF = Person(person=PersonId("staff"), name="Ms Reed", roles=("supervisor",))
AUDITOR = Person(person=PersonId("auditor"), name="Mr Lowe", roles=("auditor",))

_LIBRARY = shipped_library()
CALENDAR = _LIBRARY.calendar


def _definitions() -> Definitions:
    names = ("cse-investigation", "online-cse", "victim-engagement", "learning-review", "supervisor-review")
    found = (_LIBRARY.find(ChecklistId(name), ONE) for name in names)
    return Definitions.of(checklist for checklist in found if checklist is not None)


DEFINITIONS = _definitions()


def after(**span: float) -> datetime:
    """A moment so long after the report."""
    return START + timedelta(**span)


def when(**span: float) -> When:
    """A wall time so long after the report."""
    return When(after(**span))


def place(item: str, of: str | None = None, checklist: ChecklistId = CSE) -> Place:
    """A place of the main checklist."""
    return Place(checklist, ItemId(item), of)


class Desk:
    """A case that was opened at the report; `now` is a day later and can be moved."""

    def __init__(self, *checklists: ChecklistId) -> None:
        self.now = after(days=1)
        self.entries: list[Recorded] = []
        opening = decisions.Opening(
            case=CaseId("c1"),
            reference="NV/CSE/26/0900",
            checklists=tuple((checklist, ONE) for checklist in checklists or (CSE,)),
            received=When(START),
            investigator=FARROW,
            supervisor=OKELL,
        )
        for event in decisions.open_case(opening, DEFINITIONS, by=OKELL, now=START, at=When(START)):
            self._record(event, OKELL, START)

    @property
    def case(self) -> Case:
        """The case as it is."""
        return fold(self.entries, DEFINITIONS)

    def acting(self, by: Person = FARROW) -> Acting:
        """Somebody acting on the case now."""
        now = self.now.astimezone(UTC)
        return Acting(case=self.case, definitions=DEFINITIONS, calendar=CALENDAR, by=by, now=now)

    def record(self, event: CaseEvent, *, by: Person = FARROW) -> EntryHash:
        """Record what was decided."""
        return self._record(event, by, self.now)

    def _record(self, event: CaseEvent, by: Person, at: datetime) -> EntryHash:
        entry = EntryHash(f"{len(self.entries):064x}")
        self.entries.append(Recorded(entry=entry, by=by.person, recorded=at.astimezone(UTC), event=event))
        return entry

    def do(self, decide: Callable[[Acting], CaseEvent], *, by: Person = FARROW) -> EntryHash:
        """Decide and record."""
        return self.record(decide(self.acting(by)), by=by)

    def add(self, name: str, *kinds: str, of: str | None = None, by: Person = FARROW) -> None:
        """Add a subject at the report."""
        named = tuple(KindId(kind) for kind in kinds)
        subject = SubjectId(name)
        self.do(lambda acting: decisions.add_subject(acting, subject, named, name, When(START), of=of), by=by)

    def answer(
        self, item: str, given: Given = DONE, *, of: str | None = None, by: Person = FARROW
    ) -> EntryHash:
        """Answer an item two hours after the report."""
        where = place(item, of)
        return self.do(lambda acting: decisions.answer(acting, where, given, when(hours=2)), by=by)

    def fact(self, name: str, value: FactValue = "yes", *, of: tuple[str, ...] = ()) -> EntryHash:
        """Set a fact two hours after the report."""
        fact = FactId(name)
        return self.do(lambda acting: decisions.set_fact(acting, fact, value, when(hours=2), of=of))


def all_signed(_entry: EntryHash, _keys: Collection[str]) -> bool:
    """Entries in memory have no signatures that could be looked at."""
    return True


def accepted(event: object) -> bool:
    """Whether something was decided: there is an event, and it can be kept."""
    return isinstance(event, Event) and codec.decode(*_written(event)) == event


def _written(event: Event) -> tuple[str, int, bytes]:
    written = codec.encode(event)
    return written.kind, written.version, written.body
