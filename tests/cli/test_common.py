"""The way into a vault from the command line: which vault, who, and the passphrase."""

import json
import os
import sys
from pathlib import Path
from unittest.mock import Mock

import click
import pytest

from sopcheck.cli.common import WayIn, one_line, passphrase_of, person_named, print_json
from sopcheck.errors import RefusedError
from sopcheck.services.people import NewPerson
from tests.cli.running import Commands, Vault
from tests.world import PASSPHRASE

CaptureBinary = pytest.CaptureFixture[bytes]


class Terminal:
    """A standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


def way(vault: Vault, person: str) -> WayIn:
    return WayIn(folder=vault.folder, person=person, passphrase_file=vault.passphrase_file)


@pytest.mark.parametrize("content", [PASSPHRASE, f"{PASSPHRASE}\n", f"\ufeff{PASSPHRASE}\r\n"])
def test_a_passphrase_file_holds_the_passphrase_and_perhaps_a_line_end(tmp_path: Path, content: str) -> None:
    (tmp_path / "p").write_text(content, encoding="utf-8", newline="")
    assert passphrase_of(tmp_path / "p") == PASSPHRASE


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing else"),
        (b"one\ntwo", "nothing else"),
        (b"x" * 4097, "nothing else"),
        (b"\xff\xfe\x00", "not text"),
    ],
)
def test_a_file_that_is_no_passphrase_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(RefusedError, match=says):
        passphrase_of(tmp_path / "p")


def test_a_passphrase_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no file p there"):
        passphrase_of(tmp_path / "p")


def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Mock(return_value=PASSPHRASE)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(click, "prompt", asked)
    assert passphrase_of(None, confirm=True) == PASSPHRASE
    asked.assert_called_once_with("Passphrase", hide_input=True, confirmation_prompt=True, err=True)


def test_a_passphrase_may_be_piped_in(vault: Vault, commands: Commands) -> None:
    arguments = ("vault", "status", "--vault", vault.folder, "--person", "okell")
    assert commands(*arguments, typed=f"{PASSPHRASE}\n").status == 0


def test_nothing_piped_in_is_no_passphrase(vault: Vault, commands: Commands) -> None:
    ran = commands("vault", "status", "--vault", vault.folder, "--person", "okell")
    assert (ran.status, ran.out) == (2, "")
    assert "No passphrase was given" in ran.err


def test_without_standard_input_there_is_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(RefusedError, match="No passphrase was given"):
        passphrase_of(None)


def test_json_is_whole_even_where_a_name_of_a_file_is_no_text(capsysbinary: CaptureBinary) -> None:
    print_json({"file": os.fsdecode(b"caf\xe9"), "name": "Zoë"})
    written = capsysbinary.readouterr().out
    assert json.loads(written) == {"file": "caf\udce9", "name": "Zoë"}


def test_what_somebody_typed_stays_on_its_line_and_steers_no_terminal() -> None:
    assert one_line("Zoë’s reason\nrow two\x1b]0;title\x07") == "Zoë’s reason row two ]0;title "


def test_an_enrolled_person_is_found_by_what_they_are_called(vault: Vault) -> None:
    with way(vault, "okell").desk() as desk:
        found = [person_named(desk, named).label for named in ("FARROW", "4402", "dc farrow")]
    assert found == ["farrow"] * 3


def test_of_two_people_of_one_name_neither_is_meant(vault: Vault) -> None:
    with way(vault, "okell").desk() as desk:
        namesake = NewPerson(name="DC Farrow", number="C9", roles=("investigator",))
        desk.people.add(namesake, "another four words here")
        assert person_named(desk, "c9").number == "C9"
        with pytest.raises(RefusedError, match="more than one"):
            person_named(desk, "DC Farrow")


@pytest.mark.parametrize("name", ["okell", "OKELL", "DS Okell"])
def test_a_person_is_found_by_the_label_or_a_name_that_holds_it(vault: Vault, name: str) -> None:
    with way(vault, name).desk() as desk:
        assert desk.me.name == "DS Okell"


@pytest.mark.parametrize("name", ["", "nobody", "okell farrow", "2117"])
def test_who_cannot_be_told_is_asked_for_by_the_labels(vault: Vault, name: str) -> None:
    with pytest.raises(RefusedError, match=r"--person.*farrow, okell, teal"), way(vault, name).desk():
        pytest.fail("Somebody was let in.")


def test_a_folder_without_a_vault_is_refused_and_stays_as_it_is(tmp_path: Path, commands: Commands) -> None:
    ran = commands("case", "list", "--vault", tmp_path / "none", "--json")
    assert (ran.status, ran.out) == (2, "")
    assert "no vault in that folder" in ran.err
    assert not (tmp_path / "none").exists()


def test_a_wrong_passphrase_is_refused_in_one_sentence(vault: Vault) -> None:
    vault.passphrase_file.write_text("quite another thing", encoding="utf-8")
    ran = vault("case", "list", "--json")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "does not open this vault" in ran.err


def test_a_vault_that_is_open_elsewhere_is_left_alone(vault: Vault) -> None:
    with way(vault, "okell").desk():
        ran = vault("case", "list", "--json")
    assert (ran.status, ran.out) == (3, "")
    assert "open in another window or program" in ran.err


def test_a_name_that_is_nobodys_is_told_from_one_that_was_left_out(vault: Vault) -> None:
    people = vault.commands("vault", "status", "--vault", vault.folder).err
    wrong = vault.commands("vault", "status", "--vault", vault.folder, "--person", "reed").err
    assert people.startswith("Say who you are with --person.")
    assert wrong == f"That names nobody here, or more than one. {people}"


def test_the_vault_is_locked_again_even_where_the_command_fails(vault: Vault) -> None:
    with pytest.raises(RefusedError), way(vault, "okell").desk() as desk:
        desk.casework.find("NV/0")
    assert vault("case", "list").status == 0


def test_a_file_in_the_place_of_the_vault_is_said_to_be_none(tmp_path: Path, commands: Commands) -> None:
    (tmp_path / "vault").write_bytes(b"\xff\xd8\xff")
    ran = commands("vault", "status", "--vault", tmp_path / "vault", typed="x\n")
    assert (ran.status, ran.out) == (2, "")


def test_a_vault_of_another_program_is_refused_unchanged(tmp_path: Path, commands: Commands) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "vault.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    (folder / "vault.keys").write_bytes(b"{}")
    ran = commands("vault", "status", "--vault", folder, typed="x\n")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "not made by sopcheck" in ran.err


def test_a_damaged_vault_shows_nothing_and_says_what_to_do(vault: Vault) -> None:
    data = bytearray((vault.folder / "vault.db").read_bytes())
    data[4096 + 100] ^= 1
    (vault.folder / "vault.db").write_bytes(data)
    ran = vault("case", "list", "--json")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "damaged" in ran.err
