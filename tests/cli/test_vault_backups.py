"""Backups and restores from the command line."""

import sys
from pathlib import Path

import pytest

from tests.cli.running import Ran, Vault


def back_up(vault: Vault, *more: str | Path) -> Ran:
    return vault("vault", "backup", "--json", *more)


def restore(vault: Vault, backup: object, *more: str) -> Ran:
    return vault("vault", "restore", str(backup), *more, person="okell")


def test_a_backup_tells_where_it_is_and_is_listed(vault: Vault) -> None:
    made = back_up(vault)
    assert made.status == 0
    assert Path(str(made.field("folder"))).is_dir()
    assert vault("vault", "backups", "--json").json == [made.json]
    assert "entries" in vault("vault", "backups").out
    assert vault("vault", "backup").out.startswith("Backed up and verified:")


def test_a_backup_goes_into_the_folder_that_is_named_and_so_do_later_ones(
    vault: Vault, tmp_path: Path
) -> None:
    for more in (("--into", tmp_path / "place"), ()):
        assert Path(str(back_up(vault, *more).field("folder"))).parent == tmp_path / "place"


def test_a_rehearsal_tells_what_came_back(vault: Vault) -> None:
    assert vault("vault", "rehearse-restore").status == 2
    made = back_up(vault)
    ran = vault("vault", "rehearse-restore", "--json")
    assert (ran.status, ran.field("entries"), ran.field("problems")) == (0, made.field("entries"), 0)
    assert vault("vault", "rehearse-restore").out.endswith("entries came back, 0 problems.\n")


def test_a_restore_brings_back_what_was_there_and_counts_what_is_missing(vault: Vault) -> None:
    made = back_up(vault)
    vault.open_case()
    ran = restore(vault, made.field("folder"), "--yes", "--json")
    assert (ran.status, ran.field("entries")) == (0, made.field("entries"))
    assert int(str(ran.field("missing"))) > 0
    assert vault("case", "list", "--json").json == []
    assert vault("vault", "verify").status == 0


def test_a_vault_that_is_there_is_not_replaced_unasked(vault: Vault) -> None:
    made = back_up(vault)
    ran = restore(vault, made.field("folder"))
    assert (ran.status, "--yes" in ran.err) == (2, True)


def test_a_restore_says_what_it_did(vault: Vault) -> None:
    made = back_up(vault)
    vault.open_case()
    ran = restore(vault, made.field("folder"), "--yes")
    assert "The vault is as it was at" in ran.out
    assert "entries recorded since are not in it" in ran.out


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_what_is_no_backup_is_not_restored(vault: Vault, tmp_path: Path, folder: str) -> None:
    ran = restore(vault, tmp_path / folder, "--yes")
    assert (ran.status, ran.err.startswith("There is no backup in that folder.")) == (3, True)
    assert vault("case", "list").status == 0


@pytest.mark.parametrize(("typed", "cases"), [("n", 1), ("y", 0)])
def test_at_a_terminal_somebody_is_asked_before_a_vault_is_replaced(
    vault: Vault, typed: str, cases: int
) -> None:
    folder = str(back_up(vault).field("folder"))
    vault.open_case()
    way = ("--vault", vault.folder, "--person", "okell", "--passphrase-file", vault.passphrase_file)
    ran = vault.commands("vault", "restore", folder, *way, typed=f"{typed}\n", at_terminal=True)
    assert "Put the backup in the place of the vault that is there?" in ran.err
    assert (ran.status == 0) is (typed == "y")
    listed = vault("case", "list", "--json").json
    assert isinstance(listed, list)
    assert len(listed) == cases


def test_at_a_terminal_it_says_how_far_it_is(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(vault)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ran = vault("vault", "rehearse-restore", "--json")
    assert "\r100 %" in ran.err
    assert ran.field("problems") == 0
