"""Enrolling people from the command line."""

from pathlib import Path

import pytest

from tests.cli.running import Ran, Vault


def add(vault: Vault, *more: str | Path, person: str = "okell") -> Ran:
    theirs = vault.folder.parent / "theirs.txt"
    theirs.write_text("another four words here", encoding="utf-8")
    who = ("--name", "DC Quill", "--number", "5510", "--new-passphrase-file", theirs)
    return vault("person", "add", *who, *more, person=person)


def test_a_person_who_was_added_unlocks_with_a_passphrase_of_their_own(vault: Vault) -> None:
    ran = add(vault, "--role", "investigator", "--rank", "constable", "--json")
    assert (ran.status, ran.field("label")) == (0, "5510")
    vault.passphrase_file.write_text("another four words here", encoding="utf-8")
    assert vault("case", "list", person="5510").status == 0


def test_adding_tells_the_label_to_unlock_with(vault: Vault) -> None:
    ran = add(vault, "--role", "supervisor", "--label", "quill")
    assert ran.out == "DC Quill can unlock the vault now, as “quill”.\n"


def test_only_an_administrator_adds_people(vault: Vault) -> None:
    ran = add(vault, "--role", "investigator", person="farrow")
    assert (ran.status, ran.out) == (2, "")
    assert "administrator" in ran.err
    assert len(vault("person", "list").out.splitlines()) == 3


@pytest.mark.parametrize("more", [[], ["--role", "king"], ["--role", "investigator", "--rank", "general"]])
def test_a_person_needs_a_role_and_a_rank_that_there_is(vault: Vault, more: list[str]) -> None:
    ran = add(vault, *more)
    assert (ran.status, ran.out) == (2, "")


def test_the_list_has_names_numbers_ranks_and_roles(vault: Vault) -> None:
    row = vault("person", "list", "--json").row("label", "teal")
    assert (row["name"], row["number"], row["rank"], row["roles"]) == (
        "DI Teal",
        "1038",
        "inspector",
        ["supervisor"],
    )
    assert "1038     DI Teal" in vault("person", "list").out


def change(vault: Vault, *more: str, person: str = "okell") -> Ran:
    return vault("person", "change-role", "--who", "4402", *more, person=person)


def test_a_role_is_given_and_taken(vault: Vault) -> None:
    ran = change(vault, "--give", "auditor", "--rank", "constable", "--json")
    assert ran.field("roles") == ["investigator", "auditor"]
    assert change(vault, "--take", "auditor", "--why", "Done").out == "DC Farrow: investigator\n"


@pytest.mark.parametrize("more", [[], ["--give", "auditor", "--take", "auditor"], ["--take", "auditor"]])
def test_one_role_that_there_is_is_given_or_taken(vault: Vault, more: list[str]) -> None:
    ran = change(vault, *more)
    assert (ran.status, ran.out) == (2, "")


def test_a_person_is_found_by_number_label_or_name_or_not(vault: Vault) -> None:
    for who in ("4402", "farrow", "dc farrow"):
        ran = vault("person", "change-role", "--who", who, "--give", "auditor", person="okell")
        assert ran.status == 0
    ran = vault("person", "change-role", "--who", "eve", "--give", "auditor", person="okell")
    assert (ran.status, "No person, or more than one" in ran.err) == (2, True)


def test_a_changed_passphrase_is_in_force(vault: Vault) -> None:
    new = vault.folder.parent / "new.txt"
    new.write_text("another four words here", encoding="utf-8")
    ran = vault("person", "change-passphrase", "--new-passphrase-file", new)
    assert (ran.status, ran.out) == (0, "The new passphrase is in force.\n")
    assert vault("case", "list").status == 2
    vault.passphrase_file.write_text("another four words here", encoding="utf-8")
    assert vault("case", "list").status == 0


def test_a_removed_person_unlocks_nothing_and_old_backups_are_told(vault: Vault) -> None:
    vault("vault", "backup")
    ran = vault("person", "remove", "--who", "farrow", "--why", "Left", person="okell")
    assert ran.status == 0
    assert "1 backup of before still opens with the passphrases of then." in ran.out
    assert vault("case", "list", person="farrow").status == 2
    assert vault("vault", "verify", person="okell").status == 0
    row = vault("person", "list", "--json", person="okell").row("number", "4402")
    assert (row["name"], row["roles"]) == ("DC Farrow", [])
