"""Printing what was signed, and verifying a printed file."""

import errno
from pathlib import Path

import pytest

from sopcheck.cases.events import ReviewHeld
from sopcheck.cli.records import by_itself, chosen
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from tests.cli.running import Commands, Ran, Vault
from tests.records.forging import exchanged, forged, of_a_newer_format, resealed
from tests.records.prints import MALLORY_KEY, ordinary_print
from tests.world import World

WHY = ("--purpose", "Case conference", "--recipient", "DI Teal")


@pytest.fixture
def reviewed(vault: Vault) -> Vault:
    """A vault with a case of two held reviews."""
    world = World.on(vault.folder)
    case = world.open("NV/1").id
    world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    world.review(case, "72-hour")
    world.desk.lock()
    return vault


def print_to(vault: Vault, file: Path, *more: str) -> Ran:
    return vault("record", "print", "NV/1", *more, "-o", file, *WHY, "--json", person="okell")


def test_the_last_review_prints_with_its_number_and_code(reviewed: Vault, tmp_path: Path) -> None:
    ran = print_to(reviewed, tmp_path / "record.pdf")
    assert (ran.status, ran.field("file")) == (0, str(tmp_path / "record.pdf"))
    assert str(ran.field("number")).endswith("-00001")
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")


def test_an_earlier_review_prints_by_its_number_or_its_id(reviewed: Vault, tmp_path: Path) -> None:
    first = print_to(reviewed, tmp_path / "1.pdf", "1")
    same = print_to(reviewed, tmp_path / "1.pdf", str(first.field("review")))
    last = print_to(reviewed, tmp_path / "2.pdf", "2")
    assert same.field("code") == first.field("code")
    assert last.field("code") != first.field("code")


def test_printing_says_the_number_in_words(reviewed: Vault, tmp_path: Path) -> None:
    ran = reviewed("record", "print", "NV/1", "-o", tmp_path / "record.pdf", *WHY, person="okell")
    assert ran.out.startswith("Print ")


@pytest.mark.parametrize("named", ["0", "3", "first", "-1", "²"])
def test_a_review_that_is_not_there_is_refused(reviewed: Vault, tmp_path: Path, named: str) -> None:
    ran = reviewed("record", "print", "-o", tmp_path / "r.pdf", *WHY, "--", "NV/1", named, person="okell")
    assert ran.status == 2
    assert not (tmp_path / "r.pdf").exists()


def test_a_case_without_a_review_has_nothing_to_print() -> None:
    with pytest.raises(RefusedError, match="0 held reviews"):
        chosen((), "last")


def test_a_print_needs_a_purpose_and_a_recipient(reviewed: Vault, tmp_path: Path) -> None:
    ran = reviewed("record", "print", "NV/1", "-o", tmp_path / "r.pdf", "--purpose", " ", "--recipient", "x")
    assert (ran.status, ran.out) == (2, "")
    assert "purpose" in ran.err
    assert not list(tmp_path.glob("*.pdf"))


def test_where_the_file_cannot_be_written_no_number_is_taken(reviewed: Vault, tmp_path: Path) -> None:
    ran = print_to(reviewed, tmp_path / "missing" / "record.pdf")
    assert (ran.status, ran.out) == (3, "")
    assert "record.pdf cannot be written" in ran.err
    assert str(print_to(reviewed, tmp_path / "record.pdf").field("number")).endswith("-00001")


def test_a_printed_file_is_intact_by_itself_and_the_same_with_the_vault(
    reviewed: Vault, commands: Commands, tmp_path: Path
) -> None:
    print_to(reviewed, tmp_path / "record.pdf")
    alone = commands("record", "verify", tmp_path / "record.pdf", "--json")
    assert (alone.status, alone.field("verdict")) == (0, "not known here")
    keys = reviewed("person", "list", "--json").row("label", "okell")["keys"]
    said = alone.field("details")
    assert isinstance(keys, list)
    assert isinstance(said, list)
    assert [keys[0] in line for line in said] == [True, True, False]
    assert said[2].startswith("Compare the keys with those that the force names")
    here = reviewed("record", "verify", tmp_path / "record.pdf", "--json")
    assert (here.status, here.field("verdict")) == (0, "same")
    named = reviewed("record", "verify", tmp_path / "record.pdf", "--alone", "--json")
    assert named.field("verdict") == "not known here"


def test_an_earlier_record_is_superseded(reviewed: Vault, tmp_path: Path) -> None:
    print_to(reviewed, tmp_path / "1.pdf", "1")
    ran = reviewed("record", "verify", tmp_path / "1.pdf", "--json")
    assert (ran.status, ran.field("verdict")) == (0, "superseded")


def test_a_changed_byte_makes_the_answer_no(reviewed: Vault, commands: Commands, tmp_path: Path) -> None:
    print_to(reviewed, tmp_path / "record.pdf")
    data = bytearray((tmp_path / "record.pdf").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "record.pdf").write_bytes(data)
    ran = commands("record", "verify", tmp_path / "record.pdf")
    assert ran.status == 1
    assert "altered" in ran.out or "changed" in ran.out


def test_another_file_is_said_to_be_no_record(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 letter")
    ran = commands("record", "verify", tmp_path / "letter.pdf", "--json")
    assert (ran.status, ran.field("verdict")) == (1, "not a record")


def test_a_file_that_is_not_there_is_refused(commands: Commands, tmp_path: Path) -> None:
    ran = commands("record", "verify", tmp_path / "missing.pdf", "--json")
    assert (ran.status, ran.out) == (2, "")


@pytest.mark.parametrize("document", ["items", "annex", "status", "checklist", "disclosure"])
def test_every_document_of_a_case_prints_and_verifies(reviewed: Vault, tmp_path: Path, document: str) -> None:
    ran = print_to(reviewed, tmp_path / "it.pdf", "--document", document)
    assert (ran.status, ran.field("document")) == (0, document)
    there = reviewed("record", "verify", tmp_path / "it.pdf", "--json")
    assert (there.status, there.field("verdict")) == (0, "same")


def test_a_status_sheet_needs_no_held_review(vault: Vault, tmp_path: Path) -> None:
    vault.open_case("NV/9")
    ran = vault("record", "print", "NV/9", "--document", "status", "-o", tmp_path / "s.pdf", *WHY, "--json")
    assert (ran.status, ran.field("review")) == (0, None)
    refused = vault("record", "print", "NV/9", "--document", "annex", "-o", tmp_path / "a.pdf", *WHY)
    assert refused.status == 2
    assert "0 held reviews" in refused.err


def test_a_document_that_there_is_not_is_refused(reviewed: Vault, tmp_path: Path) -> None:
    ran = print_to(reviewed, tmp_path / "it.pdf", "--document", "letter")
    assert ran.status == 2
    assert "'letter' is not one of" in ran.err


def test_a_checklist_version_prints_as_a_form(vault: Vault, tmp_path: Path) -> None:
    ran = vault("checklist", "print", "cse-investigation", "1.0", "-o", tmp_path / "c.pdf", *WHY, "--json")
    assert (ran.status, ran.field("document")) == (0, "checklist")
    missing = vault("checklist", "print", "cse-investigation", "9.9", "-o", tmp_path / "d.pdf", *WHY)
    assert (missing.status, (tmp_path / "d.pdf").exists()) == (2, False)


def test_a_full_disk_leaves_the_old_file_and_the_access_book_says_that_it_failed(
    reviewed: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "record.pdf"
    place.write_bytes(b"the file of before")
    with monkeypatch.context() as full:
        full.setattr("sopcheck.files.os.fsync", _no_room)
        ran = print_to(reviewed, place)
    assert (ran.status, place.read_bytes()) == (3, b"the file of before")
    assert "the disk may be full" in ran.err
    assert not list(tmp_path.glob(".*.part"))
    assert print_events(reviewed) == ["RecordPrinted", "PrintFailed"]


def _no_room(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_print_cut_short_is_said_to_be_so(reviewed: Vault, commands: Commands, tmp_path: Path) -> None:
    print_to(reviewed, tmp_path / "record.pdf")
    data = (tmp_path / "record.pdf").read_bytes()
    (tmp_path / "record.pdf").write_bytes(data[:3000])
    ran = commands("record", "verify", tmp_path / "record.pdf")
    assert ran.status == 1
    assert "cut short: its end is missing" in ran.out


def test_a_pdf_that_is_open_elsewhere_stays_as_it_was_and_the_access_book_says_that_the_print_failed(
    reviewed: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "record.pdf"
    place.write_bytes(b"the file of before")
    with monkeypatch.context() as held:
        held.setattr(Path, "replace", _held_elsewhere)
        ran = print_to(reviewed, place)
    assert (ran.status, place.read_bytes()) == (3, b"the file of before")
    assert "record.pdf cannot be written: another program has it open" in ran.err
    assert "Close it there, or choose another folder." in ran.err
    assert print_events(reviewed) == ["RecordPrinted", "PrintFailed"]


def _held_elsewhere(_: Path, target: Path) -> None:
    raise PermissionError(errno.EACCES, "in use", str(target))


def print_events(vault: Vault) -> list[str]:
    world = World.on(vault.folder)
    kinds = [entry.kind for entry in world.desk.opened.vault.ledger.entries(ACCESS)]
    world.desk.lock()
    return [kind for kind in kinds if kind in {"RecordPrinted", "PrintFailed"}]


def test_without_a_vault_it_is_said_that_another_sealed_the_pages_than_who_signed() -> None:
    own = by_itself(ordinary_print())
    other = by_itself(resealed(forged(ordinary_print(), "other page"), MALLORY_KEY))
    said = [any("sealed them: another." in line for line in one.details) for one in (own, other)]
    assert said == [False, True]


@pytest.mark.parametrize(
    ("data", "verdict", "sentence"),
    [
        (b"a letter", "not a record", "This file is no print of a case from sopcheck"),
        (b"%PDF-1.7 and then nothing", "not a record", "This file is damaged or cut short"),
        (ordinary_print() + b" ", "altered", "This file is not as it was printed."),
        (exchanged("record.json", b"{}"), "altered", "This file is not as it was printed."),
        (of_a_newer_format(), "newer", "This file was printed by a newer version of sopcheck."),
        (ordinary_print(), "not known here", "this vault knows no review that was signed with this record."),
    ],
    ids=["not ours", "cut short", "changed", "data of another", "newer", "signer unknown"],
)
def test_every_bad_file_has_its_sentence(
    reviewed: Vault, tmp_path: Path, data: bytes, verdict: str, sentence: str
) -> None:
    (tmp_path / "it.pdf").write_bytes(data)
    ran = reviewed("record", "verify", tmp_path / "it.pdf", "--json")
    assert ran.field("verdict") == verdict
    assert sentence in str(ran.field("sentence"))


def test_the_signed_reviews_are_listed_and_a_withdrawn_one_is_named_by_the_code_on_its_paper(
    reviewed: Vault, tmp_path: Path
) -> None:
    code = str(print_to(reviewed, tmp_path / "1.pdf", "1").field("code"))
    withdraw_first_review(reviewed)
    listed = reviewed("record", "list", "NV/1", "--json").json
    assert isinstance(listed, list)
    assert [(row["number"], row["withdrawn"] is None) for row in listed] == [(1, True), (None, False)]
    assert listed[1]["code"] == code
    assert "withdrawn 2026-05-07 14:02" in reviewed("record", "list", "NV/1").out
    again = print_to(reviewed, tmp_path / "again.pdf", code)
    assert (again.status, again.field("code")) == (0, code)
    verdict = reviewed("record", "verify", tmp_path / "1.pdf", "--json")
    assert "the review was withdrawn since" in str(verdict.field("sentence"))


def withdraw_first_review(vault: Vault) -> None:
    world = World.on(vault.folder)
    world.clock.forward(minutes=2)
    case = world.desk.casework.find("NV/1")
    entries = world.desk.casework.view(case).case.entries
    first = next(one.entry for one in entries if isinstance(one.event, ReviewHeld))
    world.desk.casework.withdraw(case, first, "Signed on the wrong case")
    world.desk.lock()
