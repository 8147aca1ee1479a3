"""Works on a vault while its disk is full: files may not grow, as where no block is free (POSIX).

Run as a program of its own, for the limit is that of the whole process. Prints, as one JSON object, what
each act was answered while the disk was full, and what was there once it had room again.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sopcheck.cases.events import CaseId, Discharged, Given, ReviewId, When
from sopcheck.checklists.definition import ScheduleId
from sopcheck.errors import SopcheckError
from sopcheck.services.desk import Desk
from sopcheck.services.people import NewPerson
from sopcheck.services.views import Conclusion
from tests.world import PASSPHRASE, TestClock, World, place, program_in

LONG = "long " * 3_000
FIRST = (Discharged(rule=ScheduleId("24-hour")),)
SAID = Conclusion(outcome="on track", reasons="Sound plan", discharges=FIRST)


@contextmanager
def full(limit: int) -> Iterator[None]:
    """Let no file grow beyond a size."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def answered(act: Callable[[], object]) -> str:
    """The sentence that an act was answered with, or that it was done."""
    try:
        act()
    except SopcheckError as error:
        return str(error)
    return "done"


def main(template: Path, folder: Path) -> dict[str, object]:
    """Try every act on a full disk, then look at what is there."""
    world = World.in_copy(template, folder)
    case = world.open().id
    desk, now = world.as_("okell"), When(world.clock.now() - timedelta(minutes=1))
    review = desk.supervision.open(case, FIRST).review
    desk.supervision.sign(case, review, SAID)
    # A file of its own size is full; what free pages there are is used up first.
    with full((folder / "vault.db").stat().st_size):
        while answered(lambda: desk.casework.note(case, LONG, now)) == "done":
            pass
        said = {
            "answer": answered(lambda: desk.casework.answer(case, place("record-crime"), _given(), now)),
            "note": answered(lambda: desk.casework.note(case, LONG, now)),
            "draft": answered(lambda: desk.drafts.keep("note", LONG)),
            "view": answered(lambda: _until_refused(lambda: desk.casework.view(case))),
            "print": answered(lambda: _until_refused(lambda: _print(desk, case, review))),
            "add": answered(lambda: desk.people.add(NewPerson(name="DC New", number="1"), PASSPHRASE)),
        }
        entries = desk.opened.vault.ledger.count()
    with full(100_000):
        said["create"] = answered(lambda: _created(folder.with_name("other")))
    done = answered(lambda: desk.casework.answer(case, place("record-crime"), _given(), now))
    return {
        "said": said,
        "left": folder.with_name("other").exists(),
        "people": [label.label for label in world.program.access.people()],
        "new": desk.opened.vault.ledger.count() - entries,
        "done": done,
        "sound": desk.assurance.verify().ok,
    }


def _given() -> Given:
    return Given(status="done", reference="42/26", text=LONG)


def _until_refused(act: Callable[[], object]) -> None:
    # Small acts may find room that a long text did not.
    for _ in range(200):
        act()


def _print(desk: Desk, case: CaseId, review: ReviewId) -> None:
    desk.printing.print_document("record", case, review, purpose="File", recipient="CPS")


def _created(folder: Path) -> None:
    founder = NewPerson(name="DS Okell", number="2117")
    program_in(folder, TestClock()).access.create(founder, PASSPHRASE).lock()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
