"""From an empty folder to a printed record that proves itself, each step in a process of its own."""

from pathlib import Path

import pytest

from sopcheck.bootstrap import Program
from sopcheck.cases.events import Discharged
from sopcheck.checklists.definition import ScheduleId
from sopcheck.services.views import Conclusion
from tests.end_to_end.processes import Done, hours_ago, sopcheck

PASSPHRASES = {"okell": "heather rowan alder larch", "farrow": "juniper sorrel teasel thistle"}
FIRST = Conclusion(
    discharges=(Discharged(rule=ScheduleId("24-hour")),), outcome="on track", reasons="Sound plan"
)


class Journey:
    """The folder in which all of it lies, and who does the next step."""

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "vault"
        self.record = folder / "record.pdf"
        for name, passphrase in PASSPHRASES.items():
            self.file(name).write_text(passphrase, encoding="utf-8")

    def file(self, name: str) -> Path:
        """Where somebody's passphrase is."""
        return self.vault.parent / f"{name}.txt"

    def as_(self, name: str, *arguments: str | Path) -> Done:
        """Run a command on the vault as somebody; it must succeed."""
        way = ("--vault", self.vault, "--person", name, "--passphrase-file", self.file(name), "--json")
        done = sopcheck(*arguments, *way)
        assert (done.status, done.err) == (0, ""), done.err
        return done

    def review(self) -> None:
        """Hold the first review, which takes the window or the services."""
        program = Program.for_folder(self.vault)
        person = next(one.person for one in program.access.people() if one.label == "okell")
        desk = program.unlock(person, PASSPHRASES["okell"])
        case = desk.casework.find("NV/1")
        opened = desk.supervision.open(case, FIRST.discharges)
        desk.supervision.sign(case, opened.review, FIRST)
        desk.lock()


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """A vault with two people, a case with an answer, a held review and its printed record."""
    made = Journey(tmp_path_factory.mktemp("journey"))
    who = ("--name", "DS Okell", "--number", "2117", "--label", "okell", "--rank", "sergeant")
    way = ("--vault", made.vault, "--passphrase-file", made.file("okell"))
    assert sopcheck("vault", "create", *way, *who, "--json").status == 0
    theirs = ("--new-passphrase-file", made.file("farrow"), "--role", "investigator", "--rank", "constable")
    named = ("--name", "DC Farrow", "--number", "4402", "--label", "farrow")
    made.as_("okell", "person", "add", *named, *theirs)
    made.as_("farrow", "case", "open", "NV/1", "--received", hours_ago(3), "--investigator", "farrow")
    made.as_("farrow", "case", "answer", "NV/1", "record-crime", "--reference", "NV-C-26-1")
    made.review()
    why = ("--purpose", "Case conference", "--recipient", "DI Teal")
    made.as_("okell", "record", "print", "NV/1", "last", "-o", made.record, *why)
    return made


def test_the_answer_is_there_in_the_next_process(journey: Journey) -> None:
    items = journey.as_("farrow", "case", "show", "NV/1").field("items")
    assert isinstance(items, list)
    crime = next(item for item in items if item["item"] == "record-crime")
    assert (crime["status"], crime["limit"]["state"]) == ("done", "met")


def test_the_printed_record_is_the_same_with_the_vault_and_intact_without(journey: Journey) -> None:
    assert journey.as_("okell", "record", "verify", journey.record).field("verdict") == "same"
    alone = sopcheck("record", "verify", journey.record, "--json")
    assert (alone.status, alone.field("verdict")) == (0, "not known here")


def test_a_changed_byte_of_the_record_is_found(journey: Journey, tmp_path: Path) -> None:
    data = bytearray(journey.record.read_bytes())
    data[len(data) // 3] ^= 1
    (tmp_path / "changed.pdf").write_bytes(data)
    done = sopcheck("record", "verify", tmp_path / "changed.pdf", "--json")
    assert (done.status, done.field("verdict")) == (1, "altered")


def test_every_entry_verifies_and_nothing_else_lies_in_the_folder(journey: Journey) -> None:
    assert journey.as_("okell", "vault", "verify").field("ok") is True
    names = {path.name for path in journey.vault.iterdir()}
    assert names <= {"vault.db", "vault.db-journal", "vault.keys", "vault.keys.prev", "vault.lock"}


def test_no_word_of_the_case_lies_in_the_vault_as_it_was_typed(journey: Journey) -> None:
    stored = b"".join(path.read_bytes() for path in journey.vault.iterdir() if path.is_file())
    assert b"NV-C-26-1" not in stored
    assert b"Farrow" not in stored
