"""A real vault in a temporary folder, a clock that the test sets, and three people."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cases.events import CaseId, Discharged, Given, Place, When
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import ChecklistId, ItemId, KindId, Rank, ScheduleId, Version
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.services.ports import Clock
from sopcheck.services.views import CaseView, Conclusion, NewCase, SignedReview
from sopcheck.vault.anchors import SUFFIX
from sopcheck.vault.keyring import NoKeyringError
from sopcheck.vault.keyslots import TESTING_COSTS

PASSPHRASE = "four plain words here"
START = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
MAIN = ChecklistId("cse-investigation")
ON_TRACK = Conclusion(outcome="on track", reasons="Sound plan")


class TestClock:
    """A clock that stands still until the test moves it."""

    __test__ = False

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        """The moment that the test set."""
        return self.moment

    def forward(self, **span: int) -> None:
        """Let time pass."""
        self.moment += timedelta(**span)


def no_keyring() -> NoReturn:
    """A machine without a key store."""
    raise NoKeyringError


def program_in(folder: Path, clock: Clock) -> Program:
    """The program on a folder, without a key store, guessing at the lowest cost that is accepted."""
    return Program.for_folder(folder, clock=clock, keyring=no_keyring, costs=TESTING_COSTS)


def template(factory: pytest.TempPathFactory) -> Path:
    """A locked vault with three people, made once for all tests; only to be copied."""
    return made_in(factory.getbasetemp() / "template")


def copied(original: Path, folder: Path) -> Path:
    """A copy of a locked vault with this machine's note of it, as if it had always lain there."""
    shutil.copytree(original, folder)
    shutil.copyfile(f"{original}{SUFFIX}", f"{folder}{SUFFIX}")
    return folder


@cache
def made_in(folder: Path) -> Path:
    """A locked vault with three people, in a new folder."""
    desk = program_in(folder, TestClock()).access.create(
        _person("DS Okell", "2117", "okell", "sergeant", "administrator", "sop-owner", "supervisor"),
        PASSPHRASE,
    )
    desk.people.add(_person("DC Farrow", "4402", "farrow", "constable", "investigator"), PASSPHRASE)
    desk.people.add(_person("DI Teal", "1038", "teal", "inspector", "supervisor"), PASSPHRASE)
    desk.lock()
    return folder


def _person(name: str, number: str, label: str, rank: Rank, *roles: Role) -> NewPerson:
    return NewPerson(name=name, number=number, label=label, rank=rank, roles=roles)


@dataclass
class World:
    """A vault with DS Okell (administrator and supervisor), DC Farrow and DI Teal; one is at the desk."""

    program: Program
    clock: TestClock
    people: dict[str, PersonId]
    desk: Desk
    at_desk: str = "okell"
    subjects: dict[str, str] = field(default_factory=dict)

    @classmethod
    def in_copy(cls, original: Path, folder: Path) -> "World":
        """The world of a copy of the template, with DS Okell at the desk."""
        copied(original, folder)
        return cls.on(folder)

    @classmethod
    def on(cls, folder: Path) -> "World":
        """The world of a vault that is there, with DS Okell at the desk."""
        clock = TestClock()
        program = program_in(folder, clock)
        people = {label.label: label.person for label in program.access.people()}
        return cls(program, clock, people, program.unlock(people["okell"], PASSPHRASE))

    def as_(self, who: str) -> Desk:
        """The desk, unlocked by that person."""
        if who != self.at_desk:
            self.desk.lock()
            self.desk = self.program.unlock(self.people[who], PASSPHRASE)
            self.at_desk = who
        return self.desk

    def open(self, reference: str = "NV/CSE/26/0101", *, ago: timedelta = timedelta(hours=2)) -> CaseView:
        """A case that DC Farrow opens, of which the police first knew some time ago."""
        new = NewCase(
            reference=reference,
            received=When(self.clock.now() - ago),
            checklists=((MAIN, Version("1.0")),),
            operation="Heather",
            investigator=self.people["farrow"],
            supervisor=self.people["okell"],
        )
        return self.as_("farrow").casework.open_case(new)

    def add_child(self, case: CaseId, label: str = "Child A, 15") -> CaseView:
        """A child victim joins the case now."""
        kinds = (KindId("child"), KindId("victim"))
        return self.desk.casework.add_subject(case, kinds, label, When(self.clock.now()))

    def review(
        self, case: CaseId, *rules: str, who: str = "okell", conclusion: Conclusion = ON_TRACK
    ) -> SignedReview:
        """A review is held and signed that meets these of the schedule."""
        meant = tuple(Discharged(rule=ScheduleId(rule)) for rule in rules)
        desk = self.as_(who)
        opened = desk.supervision.open(case, meant)
        return desk.supervision.sign(case, opened.review, replace(conclusion, discharges=meant))

    def answer(self, case: CaseId, item: str, *, of: str | None = None, **said: str) -> CaseView:
        """An item is answered done, now."""
        given = Given(status="done", **said)
        return self.desk.casework.answer(case, place(item, of), given, When(self.clock.now()))


def place(item: str, of: str | None = None) -> Place:
    """A place of the main checklist."""
    return Place(MAIN, ItemId(item), of)
