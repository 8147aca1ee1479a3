"""The parts together: what a program on a folder has, and what an unlock does not do."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sopcheck.bootstrap import Program, SystemClock, default_folder, rehearsed_record
from sopcheck.cases.access_events import DocumentKind
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.checklists.definition import Version
from sopcheck.checklists.reader import read as read_pack
from sopcheck.errors import DamagedError
from sopcheck.services.desk import Desk
from tests.cases.rehearsal_texts import rehearsal
from tests.records.prints import words
from tests.records.reviewed_cases import FIRST
from tests.world import PASSPHRASE, TestClock, World, copied, no_keyring, program_in, template

_OF_A_CASE: tuple[DocumentKind, ...] = ("status", "checklist", "disclosure")


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of the test's own, locked."""
    copied(template(tmp_path_factory), tmp_path / "vault")
    return tmp_path / "vault"


def unlocked(program: Program) -> Desk:
    """The desk of the first person."""
    return program.unlock(program.access.people()[0].person, PASSPHRASE)


def test_the_clock_of_the_machine_shows_whole_seconds_in_utc() -> None:
    now = SystemClock().now()
    assert (now.tzinfo, now.microsecond) == (UTC, 0)
    assert abs((now - datetime.now(UTC)).total_seconds()) < 60


def test_the_vault_of_an_account_lies_in_its_local_data_folder() -> None:
    assert (default_folder().name, default_folder().parent.name) == ("vault", "sopcheck")
    assert Program.for_folder().folder == default_folder()


def test_a_program_on_an_empty_folder_makes_nothing_by_itself(tmp_path: Path) -> None:
    assert not Program.for_folder(tmp_path / "vault").access.exists()
    assert list(tmp_path.iterdir()) == []


def test_an_unlock_reads_no_yaml_of_a_checklist(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sopcheck.services.register_desk.read", lambda *_, **__: pytest.fail("A checklist was parsed.")
    )
    unlocked(program_in(folder, TestClock())).lock()


def test_a_newer_program_brings_its_new_checklists_with_the_next_unlock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sopcheck.checklists import packs

    shipped = packs.shipped()
    text = shipped[-1].yaml.replace(b'version: "1.0"', b'version: "1.1"', 1)
    digest = read_pack(text, name="learning-review-1.1.yaml").digest
    newer = replace(shipped[-1], version=Version("1.1"), yaml=text, digest=digest)
    monkeypatch.setattr(packs, "shipped", lambda: (*shipped, newer))
    desk = unlocked(program_in(folder, TestClock()))
    versions = {(row.checklist, row.version) for row in desk.library.versions()}
    assert len(versions) == 7
    assert ("learning-review", "1.1") in versions
    desk.lock()


def test_where_the_desk_cannot_be_furnished_the_vault_is_not_left_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Desk:
        raise DamagedError("The register is damaged.")

    program = program_in(folder, TestClock())
    with monkeypatch.context() as patched:
        patched.setattr(Program, "_desk", fail)
        with pytest.raises(DamagedError):
            unlocked(program)
    unlocked(program).lock()


def test_a_notice_prints_on_what_is_signed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    world = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    case = world.open().id
    plain = world.review(case, "24-hour")
    world.desk.lock()
    noticed = Program.for_folder(
        tmp_path / "vault", clock=world.clock, keyring=no_keyring, notice="A fictitious case"
    )
    world.program, world.at_desk = noticed, ""
    marked = world.review(case, "72-hour")
    snapshots = world.desk.opened.vault.snapshots
    kept = [snapshots.get(signed.review) for signed in (plain, marked)]
    world.desk.lock()
    assert [b"A fictitious case" in one.content for one in kept if one] == [False, True]


def test_a_notice_stays_with_the_vault_and_prints_when_it_is_opened_without_one(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    case = world.open().id
    world.desk.lock()
    noticed = Program.for_folder(
        tmp_path / "vault", clock=world.clock, keyring=no_keyring, notice="A fictitious case"
    )
    unlocked(noticed).lock()
    desk = unlocked(program_in(tmp_path / "vault", world.clock))
    assert all("A fictitious case" in words(desk.printing.show(case, None, kind)) for kind in _OF_A_CASE)
    desk.lock()


def test_the_record_of_a_rehearsal_is_a_pdf() -> None:
    played = play(read(rehearsal(FIRST).encode(), file="test"))
    assert rehearsed_record(played).startswith(b"%PDF-")


def test_the_meter_judges_a_passphrase_in_words(tmp_path: Path) -> None:
    strength = Program.for_folder(tmp_path / "vault").access.strength
    assert strength("short").good_enough is False
    assert strength("heather rowan alder larch").good_enough is True
