"""A command that is killed while it answers loses nothing that it has said was saved."""

from pathlib import Path

import pytest

from sopcheck.bootstrap import SystemClock
from sopcheck.cli.main import run
from sopcheck.services.people import NewPerson
from tests.end_to_end.answering import answer_without_end, way_into
from tests.end_to_end.processes import hours_ago
from tests.vault.killing import PROGRAMS
from tests.world import PASSPHRASE, program_in

KILLS = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault with one case, beside its passphrase."""
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    founder = NewPerson(name="DS Okell", number="2117", roles=("administrator", "investigator"))
    program_in(tmp_path / "vault", SystemClock()).access.create(founder, PASSPHRASE).lock()
    assert run(["case", "open", "NV/1", "--received", hours_ago(2), *way_into(tmp_path)]) == 0
    return tmp_path


def killed(folder: Path, first: int, after: float) -> int:
    """Let commands answer twice, kill them a moment later, and give the last number that was told."""
    here, there = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=answer_without_end, args=(folder, first, there))
    program.start()
    there.close()
    told = [here.recv(), here.recv()]
    # Waits no longer than that, so that each kill comes at another moment of a command.
    here.poll(after)
    program.kill()
    program.join()
    while here.poll():
        try:
            told.append(here.recv())
        except EOFError:
            break
    here.close()
    return int(told[-1])


def kept(folder: Path) -> int:
    """The number that the vault has."""
    program = program_in(folder / "vault", SystemClock())
    desk = program.unlock(program.access.people()[0].person, PASSPHRASE)
    view = desk.casework.refresh(desk.casework.find("NV/1"))
    desk.lock()
    answer = next(one.answer for one in view.evaluation.places if one.place.item == "record-crime")
    assert answer is not None
    return int(answer.given.reference.removeprefix("N-"))


def test_nothing_that_was_said_to_be_saved_is_lost_by_a_kill(folder: Path) -> None:
    number = 0
    for kill in range(KILLS):
        told = killed(folder, number + 1, after=kill * 0.003)
        number = kept(folder)
        # The one that was being saved may have been, before it could be told.
        assert number in {told, told + 1}
    assert number >= 2 * KILLS
    assert run(["vault", "verify", *way_into(folder)]) == 0
