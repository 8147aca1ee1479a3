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
