"""A real vault in a temporary folder, a clock that the test sets, and three people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cases.events import CaseId, Given, Place, When
from sopcheck.checklists.definition import ChecklistId, ItemId, KindId, Version
from sopcheck.ledger.entry import PersonId
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.services.views import CaseView, NewCase
from sopcheck.vault.keyring import NoKeyringError
from sopcheck.vault.keyslots import TESTING_COSTS

PASSPHRASE = "four plain words here"
START = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
MAIN = ChecklistId("cse-investigation")


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


@dataclass
class World:
    """A vault with DS Okell (administrator and supervisor), DC Farrow and DI Teal; one is at the desk."""

    program: Program
    clock: TestClock
    people: dict[str, PersonId]
    desk: Desk
    at_desk: str = "okell"
    subjects: dict[str, str] = field(default_factory=dict)

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

    def answer(self, case: CaseId, item: str, *, of: str | None = None, **said: str) -> CaseView:
        """An item is answered done, now."""
        given = Given(status="done", **said)
        return self.desk.casework.answer(case, place(item, of), given, When(self.clock.now()))


def place(item: str, of: str | None = None) -> Place:
    """A place of the main checklist."""
    return Place(MAIN, ItemId(item), of)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A vault with three people, unlocked by DS Okell."""
    clock = TestClock()
    program = Program.for_folder(tmp_path / "vault", clock=clock, keyring=no_keyring, costs=TESTING_COSTS)
    okell = NewPerson(
        name="DS Okell", number="2117", rank="sergeant", roles=("administrator", "sop-owner", "supervisor")
    )
    desk = program.access.create(okell, PASSPHRASE)
    farrow = desk.people.add(
        NewPerson(name="DC Farrow", number="4402", rank="constable", roles=("investigator",)), PASSPHRASE
    )
    teal = desk.people.add(
        NewPerson(name="DI Teal", number="1038", rank="inspector", roles=("supervisor",)), PASSPHRASE
    )
    people = {"okell": desk.me.person, "farrow": farrow.person, "teal": teal.person}
    made = World(program, clock, people, desk)
    yield made
    made.desk.lock()
