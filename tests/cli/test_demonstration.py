"""The demonstration is the program's own services at work: it verifies, reads and prints like any vault."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sopcheck.bootstrap import Program, SystemClock
from sopcheck.checklists.definition import KindId
from sopcheck.cli import demonstration
from sopcheck.cli.demo.performing import StoryClock
from sopcheck.cli.main import run
from sopcheck.crypto.cost import PASSPHRASE_ONLY
from sopcheck.services.desk import Desk
from sopcheck.services.views import CaseView
from sopcheck.vault import keyfile
from sopcheck.vault.keyslots import TESTING_COSTS
from tests.cli.running import Commands

NOW = datetime(2026, 5, 14, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """A demonstration that was made, what it said, and its vault, unlocked."""

    folder: Path
    said: str
    desk: Desk

    @property
    def views(self) -> list[CaseView]:
        """Every case of it."""
        return [self.desk.casework.refresh(row.case) for row in self.desk.casework.cases()]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The whole demonstration but for the pictures, which the tests of the window take."""
    folder = tmp_path_factory.mktemp("shown") / "demo"
    with pytest.MonkeyPatch.context() as patched, pytest.MonkeyPatch.context() as quiet:
        said: list[bytes] = []
        patched.setattr(demonstration, "_pictures", lambda *_: [str(folder / "work-light.png")])
        quiet.setattr("click.echo", lambda text="", **_: said.append(text))
        arguments = ["demo", "--folder", str(folder), "--no-window", "--now", "2026-05-14 13:30", "--json"]
        assert run(arguments) == 0
    program = Program.for_folder(folder / "vault", clock=StoryClock(NOW))
    person = next(one.person for one in program.access.people() if one.label == "okell")
    desk = program.unlock(person, (folder / "passphrase.txt").read_text(encoding="utf-8").strip())
    yield Shown(folder, b"".join(said).decode(), desk)
    desk.lock()


def test_it_says_one_document_and_nothing_else(shown: Shown) -> None:
    said = json.loads(shown.said)
    assert {Path(file).name.rsplit("-", 2)[0] for file in said["records"]} == {
        "supervision-record-NV-CSE-26-0139",
        "sensitive-annex-NV-CSE-26-0139",
        "status-sheet-NV-CSE-26-0139",
        "disclosure-copy-NV-CSE-26-0139",
    }
    assert said == {
        "vault": str(shown.folder / "vault"),
        "passphrase_file": str(shown.folder / "passphrase.txt"),
        "person": "okell",
        "records": said["records"],
        "pictures": [str(shown.folder / "work-light.png")],
    }


def test_three_people_each_have_a_slot_of_full_strength(shown: Shown) -> None:
    slots = keyfile.read(shown.folder / "vault" / "vault.keys").slots
    assert {slot.label for slot in slots} == {"okell", "farrow", "teal"}
    assert {slot.kdf.m for slot in slots} == {PASSPHRASE_ONLY.memory_kib}


def test_every_entry_verifies(shown: Shown) -> None:
    report = shown.desk.assurance.verify()
    assert (report.ok, report.entries > 1000) == (True, True)


def test_at_least_eight_cases_of_differing_age_follow_several_checklists(shown: Shown) -> None:
    rows = shown.desk.casework.cases()
    assert len(rows) >= 8
    assert len({(NOW - row.opened).days for row in rows}) >= 8
    followed = {one.checklist for view in shown.views for one in view.evaluation.versions}
    assert len(followed) >= 5


def test_reviews_were_held_held_late_missed_and_are_overdue(shown: Shown) -> None:
    words = {state.word for view in shown.views for state in view.evaluation.reviews}
    assert words == {"met", "late", "missed", "overdue", "due"}


def test_limits_corrections_and_gates_have_something_to_show(shown: Shown) -> None:
    lists = [view.evaluation.exceptions for view in shown.views]
    passed = [row[0] for one in lists for row in one.limits_passed]
    assert {state.judged.verdict for state in passed if state.judged} == {
        "justified",
        "not justified",
        "action",
    }
    assert any(state.explained for state in passed)
    assert any(one.gates_not_met for one in lists)
    assert any(row[0].corrected for one in lists for row in one.late_records_and_corrections)


def test_nothing_is_set_aside_and_nobody_recorded_ahead_of_time(shown: Shown) -> None:
    assert [view.case.set_aside for view in shown.views if view.case.set_aside] == []
    assert all(entry.recorded <= NOW for view in shown.views for entry in view.case.entries)


def test_no_conclusion_speaks_of_a_child_where_there_is_none(shown: Shown) -> None:
    grown = [view for view in shown.views if not view.case.subjects_of(KindId("child"))]
    assert len(grown) == 1
    assert [held.event.child_seen for view in grown for held in view.case.held_reviews] == ["", ""]


def test_the_work_of_the_supervisor_is_not_a_wall_of_red(shown: Shown) -> None:
    work = shown.desk.casework.worklist()
    assert 1 <= len(work.passed) <= 6
    assert work.soon
    assert len(work.next) == 5
    assert {mark for row in work.cases for mark in row.marks} >= {"owner absent", "no investigator"}


def test_all_that_is_printed_verifies_by_itself_and_with_the_vault(shown: Shown, commands: Commands) -> None:
    for file in shown.folder.glob("*.pdf"):
        assert commands("record", "verify", file, "--json").field("verdict") == "not known here"
        assert shown.desk.printing.verify(file.read_bytes()).word == "same"


def test_a_second_demonstration_takes_the_place_of_the_first(
    tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small(tmp_path, monkeypatch)
    (tmp_path / "demo" / "letter.txt").write_text("Mine", encoding="utf-8")
    assert commands(*made).status == 0
    (tmp_path / "demo" / "old.png").touch()
    assert commands(*made).status == 0
    names = {path.name for path in (tmp_path / "demo").iterdir()}
    assert {"letter.txt", "vault", "passphrase.txt"} <= names
    assert "old.png" not in names


def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str | Path, ...]:
    """A demonstration without cases, in a folder that bears its mark."""
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "README.txt").write_bytes(demonstration.MARK.encode())
    monkeypatch.setattr(demonstration, "Costs", lambda: TESTING_COSTS)
    monkeypatch.setattr(demonstration, "stories", lambda *_: [])
    monkeypatch.setattr(demonstration, "audits", lambda *_: [])
    monkeypatch.setattr(demonstration, "_show", lambda *_: {"person": "okell"})
    return "demo", "--folder", folder, "--no-window"


def test_in_words_it_says_how_to_unlock(
    tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = commands(*small(tmp_path, monkeypatch))
    assert "Unlock it as “okell” with the passphrase in passphrase.txt." in ran.out


def test_with_a_screen_the_window_opens_on_the_vault(
    tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(demonstration, "has_display", lambda: True)
    monkeypatch.setattr(demonstration, "open_window", opened.append)
    commands(*small(tmp_path, monkeypatch)[:-1])
    assert opened == [tmp_path / "demo" / "vault"]


@pytest.mark.parametrize("name", ["letter.txt", "README.txt"])
def test_a_folder_that_holds_something_else_is_left_as_it_is(
    tmp_path: Path, commands: Commands, name: str
) -> None:
    (tmp_path / name).write_text("Mine", encoding="utf-8")
    ran = commands("demo", "--folder", tmp_path, "--no-window", "--json")
    assert (ran.status, ran.out) == (2, "")
    assert "is not empty" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, commands: Commands) -> None:
    (tmp_path / "demo").touch()
    ran = commands("demo", "--folder", tmp_path / "demo", "--no-window")
    assert (ran.status, "is a file" in ran.err) == (2, True)


def test_a_demonstration_that_is_open_in_a_window_is_not_removed(
    tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small(tmp_path, monkeypatch)
    commands(*made)
    program = Program.for_folder(tmp_path / "demo" / "vault", clock=SystemClock())
    desk = program.unlock(program.access.people()[0].person, demonstration.PASSPHRASE)
    ran = commands(*made)
    desk.lock()
    assert (ran.status, "open in another window" in ran.err) == (3, True)
    assert (tmp_path / "demo" / "vault" / "vault.db").exists()


def test_a_moment_that_is_none_makes_no_demonstration(tmp_path: Path, commands: Commands) -> None:
    ran = commands("demo", "--folder", tmp_path / "demo", "--now", "someday", "--no-window")
    assert (ran.status, (tmp_path / "demo").exists()) == (2, False)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, commands: Commands) -> None:
    (tmp_path / "file").touch()
    ran = commands("demo", "--folder", tmp_path / "file" / "demo", "--no-window")
    assert (ran.status, "cannot be written. Name another one." in ran.err) == (3, True)
