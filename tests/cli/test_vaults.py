"""Creating a vault, and what may be asked of one."""

from pathlib import Path

import pytest

from sopcheck.ledger.verify import Problem, What
from sopcheck.services.assurance import Assurance, VerifyReport
from tests.cli.running import Commands, Ran, Vault
from tests.world import PASSPHRASE


def create(commands: Commands, folder: Path, *more: str, passphrase: str = PASSPHRASE) -> Ran:
    who = ("--name", "DS Okell", "--number", "2117", "--rank", "sergeant")
    return commands("vault", "create", "--vault", folder, *who, *more, typed=f"{passphrase}\n")


def test_a_new_vault_has_its_founder_who_can_unlock_it(tmp_path: Path, commands: Commands) -> None:
    ran = create(commands, tmp_path / "vault", "--json")
    assert (ran.status, ran.field("label")) == (0, "2117")
    found = commands("person", "list", "--vault", tmp_path / "vault", "--json", typed=PASSPHRASE)
    assert found.row("number", "2117")["roles"] == [
        "administrator",
        "sop-owner",
        "supervisor",
        "investigator",
    ]


@pytest.mark.parametrize("passphrase", ["short", "x" * 1025])
def test_a_passphrase_that_will_not_do_makes_no_vault(
    tmp_path: Path, commands: Commands, passphrase: str
) -> None:
    ran = create(commands, tmp_path / "vault", passphrase=passphrase)
    assert (ran.status, ran.out) == (2, "")
    assert not (tmp_path / "vault").exists()


def test_no_vault_is_made_over_another(vault: Vault, commands: Commands) -> None:
    before = (vault.folder / "vault.keys").read_bytes()
    ran = create(commands, vault.folder)
    assert (ran.status, "already" in ran.err) == (2, True)
    assert (vault.folder / "vault.keys").read_bytes() == before


def test_no_vault_is_made_in_a_folder_that_holds_something(tmp_path: Path, commands: Commands) -> None:
    (tmp_path / "letter.txt").touch()
    ran = create(commands, tmp_path)
    assert (ran.status, "not empty" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_status_counts_what_is_there(vault: Vault) -> None:
    vault.open_case()
    ran = vault("vault", "status", "--json")
    assert (ran.field("cases"), ran.field("people"), ran.field("notices")) == (1, 3, [])
    assert "1 case, 3 people" in vault("vault", "status").out


def test_a_sound_vault_verifies(vault: Vault) -> None:
    vault.open_case()
    ran = vault("vault", "verify", "--json")
    assert (ran.status, ran.field("ok"), ran.field("problems")) == (0, True, [])
    assert vault("vault", "verify").out.endswith("entries verified, 0 problems.\n")


def test_problems_of_the_ledger_are_told_and_make_the_answer_no(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem(What.CONTENT_ALTERED, "ab12", "2026-05-07T13:00:00Z", "An entry was altered.")
    report = VerifyReport(ok=False, entries=12, problems=(problem,))
    monkeypatch.setattr(Assurance, "verify", lambda _: report)
    ran = vault("vault", "verify", "--json")
    assert ran.status == 1
    assert ran.json == {
        "ok": False,
        "entries": 12,
        "problems": [
            {
                "what": "content altered",
                "where": "ab12",
                "since": "2026-05-07T13:00:00Z",
                "meaning": "An entry was altered.",
            }
        ],
    }
    assert vault("vault", "verify").out.startswith("ab12: An entry was altered.\n")


def test_the_index_can_be_made_again(vault: Vault) -> None:
    vault.open_case()
    assert vault("vault", "rebuild", "--json").json == {"cases": 1}
    assert vault("vault", "rebuild").out == "The index was made again; cases in it: 1.\n"


def test_a_changed_key_locks_nobody_out_and_old_backups_are_told(vault: Vault) -> None:
    assert vault("vault", "backup", person="okell").status == 0
    before = (vault.folder / "vault.keys").read_bytes()
    ran = vault("vault", "change-key", person="okell")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(
        "The key of the vault is changed; everybody unlocks it with the same passphrase"
    )
    assert "1 backup of before still opens with the passphrases of then." in ran.out
    assert (vault.folder / "vault.keys").read_bytes() != before
    assert [vault("vault", "verify", person=who).status for who in ("okell", "farrow")] == [0, 0]


def test_only_an_administrator_changes_the_key(vault: Vault) -> None:
    before = (vault.folder / "vault.keys").read_bytes()
    ran = vault("vault", "change-key", person="farrow")
    assert (ran.status, "administrator" in ran.err) == (2, True)
    assert (vault.folder / "vault.keys").read_bytes() == before
