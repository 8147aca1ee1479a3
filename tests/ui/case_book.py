"""A case without a vault: the service's own acts, decisions, fold and evaluation over entries in memory."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from itertools import count

from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action, allowed
from sopcheck.cases.decisions import Opening, open_case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import CaseEvent, CaseId, Given, Place, Recorded, Status, SubjectId, When
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.register.register import Person
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.calendar import shipped as shipped_calendar
from sopcheck.checklists.definition import ChecklistId, FactId, ItemId, KindId, Version
from sopcheck.checklists.local_time import LONDON, at_wall
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.services.case_books import Decided
from sopcheck.services.casework import Casework
from sopcheck.services.views import CaseView
from tests.ui.fakes import CSE, NOW, OKELL, shipped

CASE = CaseId("case-heather")
CONTACT = ChecklistId("victim-engagement")
CHILD, VICTIM, SUSPECT = KindId("child"), KindId("victim"), KindId("suspect")
FARROW = Person(
    person=PersonId("farrow"), name="DC Farrow", number="1042", rank="constable", roles=("investigator",)
)
AUDITOR = Person(person=PersonId("nightingale"), name="A Nightingale", roles=("auditor",))
PEOPLE = {one.person: one for one in (FARROW, OKELL, AUDITOR)}


class BookCasework(Casework):
    """Acts on one case whose entries are a list; the person and the moment are a test's to set."""

    def __init__(self, me: Person = FARROW) -> None:
        self.me = me
        self.now = NOW
        self.entries: list[Recorded] = []
        self.viewed = 0
        self._numbers = count(1)
        self._new_id = lambda: f"s{len(self.entries)}-{next(self._numbers)}"
        self._words_to_avoid = {"boyfriend": "an adult is contacting the child"}

    def view(self, case: CaseId) -> CaseView:
        self.viewed += 1
        return self.refresh(case)

    def refresh(self, case: CaseId) -> CaseView:
        folded = fold(self.entries, definitions())
        at = max(self.now, folded.last_known or self.now)
        return CaseView(
            id=case,
            case=folded,
            evaluation=evaluate(folded, definitions(), calendar(), at),
            people=PEOPLE,
            definitions=definitions(),
            calendar=calendar(),
            me=self.me,
            may=frozenset(allowed(self.me)),
            read_at=at,
        )

    def open(self, received: datetime, *, checklists: tuple[ChecklistId, ...] = (CSE,)) -> None:
        """Open the case, with its people."""
        opening = Opening(
            case=CASE,
            reference="NV/CSE/26/0101",
            operation="Operation Heather",
            checklists=tuple((one, Version("1.0")) for one in checklists),
            received=When(received),
            investigator=FARROW,
            supervisor=OKELL,
        )
        self.append(open_case(opening, definitions(), by=FARROW, now=self.now, at=When(self.now)))

    def append(self, events: tuple[CaseEvent, ...]) -> None:
        """Record events as the person and at the moment that are set."""
        for event in events:
            entry = EntryHash(f"{len(self.entries):064x}")
            self.entries.append(Recorded(entry=entry, by=self.me.person, recorded=self.now, event=event))

    def _act(self, case: CaseId, action: Action, decide: Callable[[Acting], Decided]) -> CaseView:
        del action
        acting = Acting(
            case=fold(self.entries, definitions()),
            definitions=definitions(),
            calendar=calendar(),
            by=self.me,
            now=self.now,
        )
        decided = decide(acting)
        self.append(decided if isinstance(decided, tuple) else (decided,))
        return self.refresh(case)

    def _person(self, person: PersonId) -> Person:
        return PEOPLE[person]


@cache
def definitions() -> Definitions:
    """The checklists that ship."""
    return Definitions.of(shipped())


@cache
def calendar() -> Calendar:
    """The bank holidays that ship."""
    return shipped_calendar()


def wall(text: str) -> datetime:
    """A wall time in London as `2026-04-30 10:15`."""
    return at_wall(datetime.fromisoformat(text), zone=LONDON)


def place(item: str, of: str | None = None, checklist: ChecklistId = CSE) -> Place:
    """A place of the case."""
    return Place(checklist, ItemId(item), of)


def new_case(*, received: str = "2026-05-06 16:00", me: Person = FARROW) -> BookCasework:
    """A case that came in yesterday afternoon and of which nothing is known yet."""
    book = BookCasework(me)
    book.now = wall(received) + timedelta(minutes=20)
    book.open(wall(received))
    book.now = NOW
    return book


def two_packs(*, received: str = "2026-04-24 10:15") -> BookCasework:
    """A case of two packs that share the duty to tell a victim of a suspect event, and such an event."""
    book = BookCasework()
    book.now = wall(received)
    book.open(book.now, checklists=(CSE, CONTACT))
    for kind in (VICTIM, SUSPECT):
        book.add_subject(CASE, (kind,), kind.capitalize(), When(book.now))
    (suspect,) = book.refresh(CASE).case.subjects_of(SUSPECT)
    book.now += timedelta(minutes=45)
    book.add_subject(CASE, (KindId("suspect-event"),), "Arrest", When(book.now), of=suspect.subject)
    return book


def heather(me: Person = FARROW) -> BookCasework:
    """Operation Heather a week on: a child victim, a suspect, several answers, limits that have passed."""
    book = BookCasework(me)
    book.entries.extend(_heather())
    return book


@cache
def _heather() -> tuple[Recorded, ...]:
    book = BookCasework()
    book.now = wall("2026-04-30 10:40")
    book.open(wall("2026-04-30 10:15"), checklists=(CSE, ChecklistId("cse-intelligence")))
    child = _add(book, (CHILD, VICTIM), "Child A, 15", "2026-04-30 10:15")
    suspect = _add(book, (SUSPECT,), "Suspect A", "2026-04-30 10:15")
    _facts(book, child, suspect)
    for at, item, of, given in _answers(child, suspect):
        book.now = wall(at) + timedelta(minutes=12)
        book.answer(CASE, place(item, of), given, When(wall(at)))
    book.now = wall("2026-05-05 09:10")
    book.explain(CASE, place("write-investigation-plan"), "Waiting for the school's records until Tuesday.")
    return tuple(book.entries)


def _add(book: BookCasework, kinds: tuple[KindId, ...], label: str, at: str) -> SubjectId:
    view = book.add_subject(CASE, kinds, label, When(wall(at)))
    return next(one.subject for one in view.case.subjects.values() if one.label == label)


def _facts(book: BookCasework, child: str, suspect: str) -> None:
    known: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("victim-is-child", "yes", (child,)),
        ("child-at-risk", "yes", ()),
        ("cawn-eligible", "yes", (child,)),
        ("rape-reported-not-crimed", "no", ()),
        ("recent-contact-offence", "no", (child,)),
        ("suspect-police", "no", (suspect,)),
        ("suspect-is-child", "no", (suspect,)),
        ("rape-alleged", "no", ()),
        ("professional-disagreement", "no", ()),
        ("child-suspected-of-offence", "no", (child,)),
    )
    for fact, value, of in known:
        book.set_fact(
            CASE, FactId(fact), "yes" if value == "yes" else "no", When(wall("2026-04-30 10:15")), of=of
        )


def _answers(child: str, suspect: str) -> list[tuple[str, str, str | None, Given]]:
    done: Status = "done"
    return [
        ("2026-04-30 10:30", "record-first-report", None, Given(status=done, text="School, by telephone.")),
        ("2026-04-30 10:45", "assess-immediate-risk", None, Given(status=done, choice="prompt")),
        ("2026-04-30 11:20", "research-systems", None, Given(status=done)),
        ("2026-04-30 12:05", "see-child", child, Given(status=done)),
        ("2026-04-30 14:05", "refer-to-social-care", child, Given(status=done)),
        ("2026-04-30 15:40", "record-crime", None, Given(status=done, reference="NV-C-26-40117")),
        ("2026-04-30 16:00", "assess-needs", child, Given(status=done)),
        ("2026-05-01 11:00", "hold-strategy-discussion", child, Given(status=done)),
        ("2026-05-01 11:30", "identify-other-children", None, Given(status=done, text="Two siblings, seen.")),
        ("2026-05-02 09:10", "apply-exploitation-flag", None, Given(status=done)),
        (
            "2026-05-02 09:20",
            "decide-police-protection",
            child,
            Given(status="not applicable", reason="Mother keeps the child safe; social care agrees."),
        ),
        (
            "2026-05-05 10:00",
            "refer-to-exploitation-panel",
            None,
            Given(status="not done", reason="The panel meets again on 14 May."),
        ),
    ]
