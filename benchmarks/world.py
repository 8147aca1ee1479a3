"""A vault with one case, for the benchmarks; the key derivation is the cheapest, the rest is real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from sopcheck.bootstrap import Program
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import ChecklistId, KindId, Version
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.services.views import NewCase
from sopcheck.vault.keyring import NoKeyringError
from sopcheck.vault.keyslots import TESTING_COSTS

START = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
PASSPHRASE = "four plain words here"  # noqa: S105 - protects nothing


class Clock:
    """A clock that goes a second further at every look."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        """The next second."""
        self.moment += timedelta(seconds=1)
        return self.moment


def no_keyring() -> NoReturn:
    """A machine without a key store."""
    raise NoKeyringError


@contextmanager
def unlockable() -> Iterator[tuple[Callable[[], Desk], Path]]:
    """A vault in a temporary folder that can be unlocked again and again, and the folder."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vault"
        program = Program.for_folder(path, clock=Clock(), keyring=no_keyring, costs=TESTING_COSTS)
        roles: tuple[Role, ...] = ("administrator", "supervisor", "investigator", "sop-owner")
        founder = NewPerson(name="DS Okell", number="2117", rank="sergeant", roles=roles)
        opened = [program.access.create(founder, PASSPHRASE)]

        def unlock() -> Desk:
            before = opened.pop()
            before.lock()
            opened.append(program.unlock(before.opened.vault.person, PASSPHRASE))
            return opened[0]

        try:
            yield unlock, path
        finally:
            opened[0].lock()


@contextmanager
def desk() -> Iterator[tuple[Desk, Path]]:
    """An unlocked desk in a temporary folder, and the folder."""
    with unlockable() as (unlock, path):
        yield unlock(), path


def case(at: Desk) -> CaseId:
    """A case with a child on it."""
    new = NewCase(
        reference="NV/1",
        received=When(START - timedelta(hours=2)),
        checklists=((ChecklistId("cse-investigation"), Version("1.0")),),
        investigator=at.me.person,
    )
    view = at.casework.open_case(new)
    kinds = (KindId("child"), KindId("victim"))
    return at.casework.add_subject(view.id, kinds, "Child A", When(START - timedelta(hours=1))).id
