"""Recovery from the command line: the sheet, its rehearsal, a force's custodians."""

from pathlib import Path

import pytest

from tests.cli.running import Commands, Ran, Vault
from tests.cli.test_vaults import create
from tests.world import PASSPHRASE

NEW = "another four words here"


def written(folder: Path, name: str, text: object) -> Path:
    path = folder / name
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def sheet(vault: Vault) -> Ran:
    return vault("vault", "recovery-sheet", "--json", person="okell")


def recover(vault: Vault, code: object, *more: str | Path) -> Ran:
    folder = vault.folder.parent
    files = ("--code-file", written(folder, "code.txt", code))
    new = ("--new-passphrase-file", written(folder, "new.txt", NEW))
    return vault.commands(
        "vault", "recover", "--vault", vault.folder, "--person", "farrow", *files, *new, *more
    )


def test_a_new_vault_tells_its_code_once_and_it_recovers(tmp_path: Path, commands: Commands) -> None:
    made = create(commands, tmp_path / "vault", "--json")
    vault = Vault(tmp_path / "vault", written(tmp_path, "pass.txt", PASSPHRASE), commands)
    code, new = written(tmp_path, "code.txt", made.field("code")), written(tmp_path, "new.txt", NEW)
    ran = commands(
        "vault", "recover", "--vault", vault.folder, "--code-file", code, "--new-passphrase-file", new
    )
    assert (ran.status, "destroy the one" in ran.out) == (0, True)
    assert vault("vault", "status", person="2117").status == 2
    vault.passphrase_file.write_text(NEW, encoding="utf-8")
    assert vault("vault", "verify", person="2117").status == 0


def test_without_json_the_code_is_printed_with_what_to_do(tmp_path: Path, commands: Commands) -> None:
    ran = create(commands, tmp_path / "vault")
    assert "Recovery sheet " in ran.out
    assert "it is not shown again" in ran.out


def test_a_sheet_goes_into_a_file_and_its_code_is_not_printed(tmp_path: Path, commands: Commands) -> None:
    ran = create(commands, tmp_path / "vault", "--sheet", str(tmp_path / "sheet.pdf"), "--json")
    assert "code" not in ran.out
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_sheet_that_cannot_be_written_makes_no_vault(tmp_path: Path, commands: Commands) -> None:
    ran = create(commands, tmp_path / "vault", "--sheet", str(tmp_path / "nowhere" / "sheet.pdf"))
    assert (ran.status, "cannot be written" in ran.err) == (3, True)
    assert not (tmp_path / "vault").exists()


def test_a_person_is_recovered_by_name(vault: Vault) -> None:
    ran = recover(vault, sheet(vault).field("code"), "--json")
    assert ran.status == 0
    vault.passphrase_file.write_text(NEW, encoding="utf-8")
    assert vault("case", "list", person="farrow").status == 0


@pytest.mark.parametrize("code", ["ABCD", "0000-0000-0000-0000-0000-0000-0000"])
def test_a_wrong_code_recovers_nobody(vault: Vault, code: str) -> None:
    ran = recover(vault, code)
    assert (ran.status, ran.out) == (2, "")
    assert vault("case", "list", person="farrow").status == 0


def test_a_rehearsal_tells_the_number_of_the_sheet(vault: Vault) -> None:
    made = sheet(vault)
    code = written(vault.folder.parent, "code.txt", made.field("code"))
    ran = vault("vault", "rehearse-recovery", "--code-file", code, "--json")
    assert ran.json == {"sheet": made.field("sheet")}
    assert "The rehearsal is noted" in vault("vault", "rehearse-recovery", "--code-file", code).out


def test_only_an_administrator_makes_a_sheet(vault: Vault) -> None:
    assert vault("vault", "recovery-sheet", person="farrow").status == 2


@pytest.fixture
def custodians(tmp_path: Path, commands: Commands) -> list[tuple[Path, str]]:
    """Two key files with their public keys."""
    made = []
    for name in ("first.key", "second.key"):
        new = written(tmp_path, "custodian.txt", PASSPHRASE)
        ran = commands(
            "vault", "custodian-key", "-o", tmp_path / name, "--new-passphrase-file", new, "--json"
        )
        made.append((tmp_path / name, str(ran.field("public"))))
    return made


def test_both_custodians_recover_a_vault_made_for_them(
    tmp_path: Path, commands: Commands, custodians: list[tuple[Path, str]]
) -> None:
    (first, first_key), (second, second_key) = custodians
    ran = create(commands, tmp_path / "v", "--custodian", first_key, "--custodian", second_key, "--json")
    assert "code" not in ran.out
    theirs, new = written(tmp_path, "custodian.txt", PASSPHRASE), written(tmp_path, "new.txt", NEW)
    keys = ("--custodian-key", first, "--custodian-key", second)
    passphrases = ("--custodian-passphrase-file", theirs, "--custodian-passphrase-file", theirs)
    ran = commands(
        "vault", "recover", "--vault", tmp_path / "v", *keys, *passphrases, "--new-passphrase-file", new
    )
    assert ran.status == 0
    assert Vault(tmp_path / "v", new, commands)("vault", "verify", person="2117").status == 0


def test_one_custodian_is_not_enough(vault: Vault, custodians: list[tuple[Path, str]]) -> None:
    (first, key), _ = custodians
    assert vault("vault", "custodians", "--custodian", key, person="okell").status == 2
    ran = recover(vault, "", "--custodian-key", first)
    assert (ran.status, "both custodians" in ran.err) == (2, True)


def test_custodians_are_named_afterwards(vault: Vault, custodians: list[tuple[Path, str]]) -> None:
    named = [part for _, key in custodians for part in ("--custodian", key)]
    ran = vault("vault", "custodians", *named, person="okell")
    assert "Both custodians together can recover" in ran.out
    assert vault("vault", "custodians", person="okell").status == 2


def test_a_key_never_takes_the_place_of_another(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"the key of a vault in use")
    ran = commands("vault", "custodian-key", "-o", tmp_path / "key", typed="four plain words here\n")
    assert (ran.status, ran.out, "already" in ran.err) == (2, "", True)
    assert (tmp_path / "key").read_bytes() == b"the key of a vault in use"


def test_without_json_a_new_sheet_says_where_its_code_is(vault: Vault, tmp_path: Path) -> None:
    told = vault("vault", "recovery-sheet", person="okell")
    assert (told.status, "it is not shown again" in told.out) == (0, True)
    filed = vault("vault", "recovery-sheet", "--sheet", tmp_path / "sheet.pdf", person="okell")
    assert filed.out.endswith(" is in the file. Print it, seal it, and delete the file.\n")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_both_custodians_rehearse_and_the_vault_stays_as_it_is(
    vault: Vault, tmp_path: Path, custodians: list[tuple[Path, str]]
) -> None:
    named = [part for _, key in custodians for part in ("--custodian", key)]
    number = vault("vault", "custodians", *named, "--json", person="okell").field("number")
    theirs = written(tmp_path, "custodian.txt", PASSPHRASE)
    keys = [part for file, _ in custodians for part in ("--custodian-key", file)]
    asked = (*keys, *(("--custodian-passphrase-file", theirs) * 2))
    assert vault("vault", "rehearse-recovery", *asked, "--json").json == {"number": number}
    ran = vault("vault", "rehearse-recovery", *asked)
    assert ran.out == "Both custodians together open this vault. The rehearsal is noted.\n"


def test_the_public_key_of_a_custodian_is_told_in_words(tmp_path: Path, commands: Commands) -> None:
    new = written(tmp_path, "custodian.txt", PASSPHRASE)
    ran = commands("vault", "custodian-key", "-o", tmp_path / "a.key", "--new-passphrase-file", new)
    key = ran.out.removeprefix("The public key, for whoever makes vaults: ").strip()
    assert (ran.status, len(bytes.fromhex(key))) == (0, 32)
