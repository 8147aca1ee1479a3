"""`sopcheck case keep-until` and `erase`: nothing without the word that it is meant, and all of it told."""

import pytest

from tests.cli.running import Vault

LAW = ("--authority", "DPA 2018 s.47", "--reason", "Ordered by the court")


@pytest.fixture
def due(vault: Vault) -> Vault:
    """A vault with a case whose day for review has come."""
    vault.open_case()
    ran = vault("case", "keep-until", "NV/1", "2026-05-07", "--reason", "Ten years are over", person="okell")
    assert ran.out == "To be reviewed on Thu 7 May 2026; nothing is erased by itself.\n"
    return vault


def test_a_case_is_erased_and_is_not_found_any_more(due: Vault) -> None:
    ran = due("case", "erase", "NV/1", *LAW, "--yes", "--json", person="okell")
    assert (ran.status, ran.field("still_in_backups")) == (0, [])
    assert isinstance(ran.field("erased"), int)
    assert due("case", "show", "NV/1").status == 2
    assert due("vault", "verify", person="okell").status == 0


def test_backups_that_still_hold_the_words_are_named(due: Vault) -> None:
    assert due("vault", "backup", person="okell").status == 0
    ran = due("case", "erase", "NV/1", *LAW, "--yes", person="okell")
    assert ran.out.endswith("entries were erased.\n")
    assert ran.err.startswith("A backup of Thu 7 May 2026")


def test_the_words_of_one_entry_are_erased(due: Vault) -> None:
    due("case", "answer", "NV/1", "record-crime", "--reference", "42/26")
    ran = due("case", "erase", "NV/1", "--entry", "f" * 64, *LAW, "--yes", person="okell")
    assert (ran.status, ran.err.startswith("There is no such entry on the case.")) == (2, True)
    assert due("case", "show", "NV/1").status == 0


@pytest.mark.parametrize(
    ("options", "person", "sentence"),
    [
        (LAW, "okell", "Erased words cannot be brought back. Give --yes if that is meant."),
        ((*LAW, "--yes"), "farrow", "To erase takes the role of administrator."),
        (("--authority", "x", "--yes"), "okell", "Missing option '--reason'"),
    ],
)
def test_what_is_not_meant_or_not_allowed_is_refused(
    due: Vault, options: tuple[str, ...], person: str, sentence: str
) -> None:
    ran = due("case", "erase", "NV/1", *options, person=person)
    assert (ran.status, ran.err.startswith(sentence)) == (2, True), ran.err
    assert due("case", "show", "NV/1").status == 0


def test_a_new_backup_takes_the_place_of_those_that_hold_the_words(due: Vault) -> None:
    assert due("vault", "backup", person="okell").status == 0
    ran = due("vault", "destroy-older-backups", person="okell")
    assert (ran.status, "Give --yes if that is meant" in ran.err) == (2, True)
    ran = due("vault", "destroy-older-backups", "--yes", person="okell")
    assert ran.out.strip().endswith("A new backup was made and verified; 1 older copy was taken away.")
    assert due("vault", "destroy-older-backups", "--yes", person="farrow").status == 2


def test_what_says_the_same_is_named_before_and_after_and_goes_where_it_is_given(vault: Vault) -> None:
    vault.open_case()
    for item, text in (("record-crime", "Quillon called"), ("research-systems", "He said: Quillon called")):
        answered = vault("case", "answer", "NV/1", item, "--reference", "42/26", "--text", text)
        assert answered.status == 0, answered.err
    listed = vault("case", "erase", "NV/1", *LAW, person="okell")
    assert listed.status == 2
    longer, first = (line.split()[0] for line in listed.out.splitlines() if "Quillon" in line)
    named = f"The entry {longer} says some of it too; it can be erased with --entry."
    before = vault("case", "erase", "NV/1", "--entry", first, *LAW, person="okell")
    assert (before.status, before.out, named in before.err) == (2, "", True)
    both = ("--entry", first, "--entry", longer)
    assert named not in vault("case", "erase", "NV/1", *both, *LAW, person="okell").err
    after = vault("case", "erase", "NV/1", "--entry", first, *LAW, "--yes", "--json", person="okell")
    assert (after.field("erased"), after.field("said_in_entries")) == (1, [longer])
