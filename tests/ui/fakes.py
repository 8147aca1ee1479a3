"""A desk without a vault: the faces of the services with values that a test sets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from sopcheck import settings
from sopcheck.bootstrap import Program
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import CaseId, Place
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.register.register import Person
from sopcheck.checklists import packs, reader
from sopcheck.checklists.calendar import shipped as shipped_calendar
from sopcheck.checklists.definition import Checklist, ChecklistId, ItemId, Version
from sopcheck.errors import DamagedError, RefusedError, SopcheckError
from sopcheck.ledger.entry import PersonId
from sopcheck.ledger.verify import Problem
from sopcheck.services.access import Access
from sopcheck.services.assurance import Assurance, VaultStatus, VerifyReport
from sopcheck.services.casework import Casework
from sopcheck.services.desk import Desk, DeskStatus, Drafts
from sopcheck.services.drafting import Drafting
from sopcheck.services.library import Library, library_row
from sopcheck.services.people import NewPerson, Strength
from sopcheck.services.rehearsing import Rehearsing
from sopcheck.services.supervision import Supervision
from sopcheck.services.vault_ports import FoundBackup
from sopcheck.services.views import CaseRow, CaseView, Hit, LibraryRow, NewCase, QueueRow, Worklist, WorkRow
from sopcheck.services.ways_in import NewWayIn
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.guard_fakes import MOMENT, FakeBackups, FakeFile, FakeRecovery
from tests.ui.people_fakes import FakePeople
from tests.ui.sampling_fakes import FakeReminders, FakeSampling

NOW = MOMENT
CSE = ChecklistId("cse-investigation")
PASSPHRASE = "correct horse battery staple"
FARROW = Person(
    person=PersonId("farrow"),
    name="DC Farrow",
    number="1042",
    rank="constable",
    roles=("administrator", "sop-owner", "supervisor", "investigator"),
    label="1042",
)
OKELL = Person(
    person=PersonId("okell"),
    name="DS Okell",
    number="877",
    rank="sergeant",
    roles=("supervisor",),
    label="877",
)
WORK_ROW = WorkRow(
    case=CaseId("case-1"),
    reference="NV/CSE/26/0101",
    operation="Heather",
    place=Place(CSE, ItemId("record-crime")),
    prompt="Record every crime disclosed, one for each victim and offence as the counting rules require.",
    subject_label="Child A",
    word="passed",
    ends=NOW - timedelta(days=2),
    basis="baseline",
)
CASE_ROW = CaseRow(
    case=CaseId("case-1"),
    reference="NV/CSE/26/0101",
    operation="Heather",
    district="Rotherham",
    team="Child exploitation team",
    investigator="DC Farrow",
    supervisor="DS Okell",
    opened=NOW - timedelta(days=7),
    answered=31,
    applicable=56,
    next_limit=NOW + timedelta(hours=3),
    next_limit_words="today, 12:00, social care referral",
    next_basis="national",
    last_review=NOW - timedelta(days=3),
    last_activity=NOW - timedelta(hours=5),
    closed=False,
    marks=(),
)
QUEUE_ROW = QueueRow(
    case=CaseId("case-1"),
    reference="NV/CSE/26/0101",
    operation="Heather",
    rule_title="28-day review",
    due=NOW - timedelta(days=1),
    word="overdue",
    over_seconds=86_400,
    why="28 days after the last review",
    investigator="DC Farrow",
)
NOTHING = Worklist(passed=(), soon=(), next=(), cases=(), reviews_due=0)
SOME = Worklist(
    passed=(WORK_ROW,),
    soon=(replace(WORK_ROW, word="due soon", ends=NOW + timedelta(hours=3), basis="national"),),
    next=(),
    cases=(CASE_ROW, replace(CASE_ROW, case=CaseId("case-2"), reference="NV/CSE/26/0139", operation="Larch")),
    reviews_due=1,
)


class FakeCasework(Casework):
    """Knows a worklist and what a search finds; opens cases by writing down what was asked."""

    def __init__(self, worklist: Worklist = NOTHING) -> None:
        self.list = worklist
        self.hits: tuple[Hit, ...] = ()
        self.refusal: SopcheckError | None = None
        self.opened: list[NewCase] = []
        self._words_to_avoid = {"lifestyle": "what happened to the child"}

    def open_case(self, new: NewCase) -> CaseView:
        if self.refusal is not None:
            raise self.refusal
        self.opened.append(new)
        return empty_view(CaseId("case-new"))

    def worklist(self) -> Worklist:
        if self.refusal is not None:
            raise self.refusal
        return self.list

    def find(self, reference: str) -> CaseId:
        return CaseId("case-1")

    def search(self, text: str) -> tuple[Hit, ...]:
        if self.refusal is not None:
            raise self.refusal
        return tuple(hit for hit in self.hits if text.casefold() in hit.reference.casefold())


class FakeSupervision(Supervision):
    """Knows a queue."""

    def __init__(self) -> None:
        self.rows: tuple[QueueRow, ...] = ()
        self.everybody = False
        self.looks: list[CaseId] = []

    def looked(self, case: CaseId) -> None:
        self.looks.append(case)

    def queue(self, *, everybody: bool = False) -> tuple[QueueRow, ...]:
        self.everybody = everybody
        return self.rows


class FakeLibrary(Library):
    """The checklists that ship."""

    def __init__(self) -> None:
        self.checklists = shipped()

    def versions(self) -> tuple[LibraryRow, ...]:
        return tuple(library_row(held, "3fa94c21" * 8, "illustrative baseline") for held in self.checklists)

    def definition(self, checklist: ChecklistId, version: Version) -> Checklist:
        return next(
            held for held in self.checklists if (held.checklist, held.version) == (checklist, version)
        )


class FakeAssurance(Assurance):
    """Verifies in as many steps as it is told to."""

    def __init__(self) -> None:
        self.steps = 3
        self.problems: tuple[Problem, ...] = ()
        self.verified: datetime | None = None
        self.accepted: list[str] = []
        self.proofs = FakeFile()
        self.file = self.proofs
        self.refusal: SopcheckError | None = None

    def verify(self, progress: Callable[[int, int], None] | None = None) -> VerifyReport:
        for done in range(self.steps):
            if progress is not None:
                progress(done, self.steps)
        self.verified = NOW
        return VerifyReport(ok=not self.problems, entries=1234, problems=self.problems)

    def catch_up(self) -> VerifyReport:
        return VerifyReport(ok=True, entries=0, problems=())

    def verify_if_due(self) -> VerifyReport | None:
        return None

    def accept_loss(self, reason: str) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.accepted.append(reason)
        return 2

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        return 8

    def status(self) -> VaultStatus:
        return VaultStatus(
            vault="6f0c2a91d4",
            entries=1234,
            cases=8,
            people=3,
            last_verified=self.verified,
            size_bytes=3_400_000,
            notices=(),
        )


class FakeDrafts(Drafts):
    """Keeps half-typed text in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.refusal: SopcheckError | None = None
        self.refused = ""

    def keep(self, key: str, text: str) -> None:
        if self.refusal is not None and key.startswith(self.refused):
            raise self.refusal
        self.kept[key] = text

    def get(self, key: str) -> str:
        return self.kept.get(key, "")

    def forget(self, key: str) -> None:
        self.kept.pop(key, None)


@dataclass
class Fakes:
    """What a test may turn on a fake desk."""

    people: FakePeople
    casework: FakeCasework
    supervision: FakeSupervision
    assurance: FakeAssurance
    drafts: FakeDrafts
    me: Person
    unwitnessed: int = 12
    notices: tuple[str, ...] = ()
    behind: str = ""
    locked: int = 0


class FakeDrafting(Drafting):
    """A desk on which nobody has begun a draft."""

    def __init__(self) -> None:
        """Without a vault."""

    def there(self, checklist: ChecklistId) -> bool:
        """There never is one."""
        return False

    def drafts(self) -> tuple[Checklist, ...]:
        """And so nothing to go on with."""
        return ()


class FakeDesk(Desk):
    """All of them together; `fake` has them as what they are."""

    fake: Fakes

    def __init__(self, worklist: Worklist = NOTHING, me: Person = FARROW) -> None:
        fake = Fakes(
            FakePeople((FARROW, OKELL)),
            FakeCasework(worklist),
            FakeSupervision(),
            FakeAssurance(),
            FakeDrafts(),
            me,
        )
        # The desk is frozen, so its parts are put in as its own __init__ does.
        for name in ("people", "casework", "supervision", "assurance", "drafts"):
            object.__setattr__(self, name, getattr(fake, name))
        object.__setattr__(self, "recovery", FakeRecovery())
        object.__setattr__(self, "backups", FakeBackups())
        object.__setattr__(self, "library", FakeLibrary())
        object.__setattr__(self, "drafting", FakeDrafting())
        object.__setattr__(self, "reminders", FakeReminders())
        object.__setattr__(self, "sampling", FakeSampling())
        # Rehearsals never touch a vault, so the real thing stands in for itself.
        object.__setattr__(self, "rehearsing", Rehearsing(lambda: Definitions({})))
        object.__setattr__(self, "fake", fake)

    @property
    def me(self) -> Person:
        return self.fake.me

    def status(self) -> DeskStatus:
        return DeskStatus(
            entries=40,
            unwitnessed=self.fake.unwitnessed,
            oldest_unwitnessed=NOW - timedelta(days=1),
            notices=self.fake.notices,
            behind=self.fake.behind,
        )

    def lock(self) -> None:
        self.fake.locked += 1


@dataclass(frozen=True)
class FakeLabel:
    """A slot of the locked vault."""

    id: str
    label: str
    person: PersonId
    kind: Literal["device", "passphrase"] = "device"


class FakeAccess(Access):
    """A way in with one passphrase for everybody."""

    def __init__(self, desk: FakeDesk, *, exists: bool = True) -> None:
        self.desk = desk
        self.there = exists
        self.note = ""
        self.damaged = False
        self.refusal: SopcheckError | None = None
        self.founders: list[NewPerson] = []
        self.recovered: list[NewWayIn] = []
        self.looked_in: list[Path | None] = []

    def exists(self) -> bool:
        return self.there

    def people(self) -> tuple[FakeLabel, ...]:
        if self.damaged:
            raise DamagedError("The key file is damaged. Put back the copy beside it.")
        return tuple(FakeLabel(f"slot-{each.person}", each.label, each.person) for each in (FARROW, OKELL))

    def keyring_note(self) -> str:
        return self.note

    def strength(self, passphrase: str) -> Strength:
        good = len(passphrase) >= 12
        return Strength(
            score=4 if good else 1,
            words="Strong." if good else "This passphrase is too weak.",
            good_enough=good,
        )

    def create(self, founder: NewPerson, passphrase: str, custodians: tuple[str, str] | None = None) -> Desk:
        if self.refusal is not None:
            raise self.refusal
        self.founders.append(founder)
        self.there = True
        return self.desk

    def recover(self, new: NewWayIn) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.recovered.append(new)

    def backups(self, place: Path | None = None) -> tuple[FoundBackup, ...]:
        self.looked_in.append(place)
        return ()

    def unlock(self, person: PersonId, passphrase: str) -> Desk:
        if passphrase != PASSPHRASE:
            raise RefusedError("That passphrase does not open the vault. Try again; mind capital letters.")
        return self.desk


class FakeClock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


class FakeProgram(Program):
    """A program whose vault is a fake."""

    def __init__(self, worklist: Worklist = SOME, *, exists: bool = True) -> None:
        self.folder = Path("vault")
        self.hands = FakeClock()
        self.clock = self.hands
        self.desk = FakeDesk(worklist)
        self.way_in = FakeAccess(self.desk, exists=exists)
        self.access = self.way_in


def session_of(desk: FakeDesk, tasks: TaskRunner) -> Session:
    """A session on a fake desk, early on Thursday 7 May 2026."""
    access = FakeAccess(desk)
    return Session(
        desk=desk, tasks=tasks, now=lambda: NOW, force=settings.shipped(), strength=access.strength
    )


def empty_view(case: CaseId) -> CaseView:
    """A case of which nothing is known."""
    definitions, calendar = Definitions.of(shipped()), shipped_calendar()
    folded = fold((), definitions)
    return CaseView(
        id=case,
        case=folded,
        evaluation=evaluate(folded, definitions, calendar, NOW),
        people={},
        definitions=definitions,
        calendar=calendar,
        me=FARROW,
        may=frozenset(),
        read_at=NOW,
    )


@cache
def shipped() -> tuple[Checklist, ...]:
    """The checklists that ship, read once for all tests."""
    return tuple(reader.read(pack.yaml, name=pack.file).checklist for pack in packs.shipped())
