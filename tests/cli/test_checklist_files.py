"""Exporting and importing definitions, and what an import says that it would do."""

from pathlib import Path

import pytest

from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import read
from sopcheck.exchange.sheet_writing import sheets_of
from tests.cli.running import Commands, Ran, Vault

VICTIM = next(pack for pack in shipped() if pack.id == "victim-engagement")


def _edited(folder: Path, name: str = "mine.yaml") -> Path:
    """The victim engagement pack as version 1.1, with a prompt reworded."""
    text = VICTIM.yaml.decode().replace('version: "1.0"', 'version: "1.1"')
    assert "prompt: Re-assess needs when" in text
    text = text.replace("prompt: Re-assess needs when", "prompt: Look at needs again when")
    file = folder / name
    file.write_bytes(sheets_of(read(text, name="a").checklist) if name.endswith("xlsx") else text.encode())
    return file


def test_a_checklist_is_exported_with_its_comments(commands: Commands, tmp_path: Path) -> None:
    ran = commands("checklist", "export", "victim-engagement", "1.0", "-o", tmp_path / "a.yaml")
    assert ran.status == 0
    assert (tmp_path / "a.yaml").read_bytes() == VICTIM.yaml
    assert ran.err.startswith("victim-engagement 1.0 (")


def test_a_spreadsheet_says_the_same_as_the_version_it_was_made_from(
    commands: Commands, tmp_path: Path
) -> None:
    commands("checklist", "export", "victim-engagement 1.0", "-o", tmp_path / "a.xlsx")
    ran = commands("checklist", "compare", "victim-engagement 1.0", tmp_path / "a.xlsx", "--json")
    assert (ran.status, ran.json) == (0, [])
    assert commands("checklist", "check", tmp_path / "a.xlsx", "--json").json == []


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_a_file_says_by_its_ending_what_it_is_to_be(commands: Commands, tmp_path: Path, name: str) -> None:
    ran = commands("checklist", "export", "victim-engagement", "1.0", "-o", tmp_path / name)
    assert (ran.status, (tmp_path / name).exists()) == (2, False)
    assert "with .yaml or .xlsx at its end" in ran.err


def test_a_problem_in_a_spreadsheet_names_sheet_row_and_column(commands: Commands, tmp_path: Path) -> None:
    text = VICTIM.yaml.decode().replace("applies_when: needs-changed", "applies_when: gone")
    (tmp_path / "a.xlsx").write_bytes(sheets_of(read(text, name="a").checklist))
    ran = commands("checklist", "check", tmp_path / "a.xlsx")
    assert ran.status == 1
    assert "a.xlsx, sheet Items, row 14, column " in ran.out
    assert "(applies_when): contact-reassess-needs: There is no fact “gone” here." in ran.out


def test_advice_stands_apart_from_problems(commands: Commands, tmp_path: Path) -> None:
    ran = commands("checklist", "check", _edited(tmp_path))
    assert (ran.status, ran.out) == (0, "")
    assert "No problems.\nAdvice, which stops nothing: 3.\n  mine.yaml:" in ran.err
    told = commands("checklist", "check", tmp_path / "mine.yaml", "--advice", "--json")
    assert (told.status, told.row("what", "one-action")["id"]) == (0, "contact-understand")


@pytest.mark.parametrize("name", ["mine.yaml", "mine.xlsx"])
def test_a_dry_run_says_what_would_change_and_changes_nothing(
    vault: Vault, tmp_path: Path, name: str
) -> None:
    ran = vault("checklist", "import", _edited(tmp_path, name), "--dry-run", "--json", person="okell")
    assert ran.status == 0
    assert (ran.field("id"), ran.field("version")) == ("victim-engagement", "1.1")
    assert (ran.field("state"), ran.field("problems"), ran.field("compared_with")) == ("new", [], "1.0")
    assert ran.field("imported") is False
    changes = ran.field("changes")
    assert isinstance(changes, list)
    assert [(row["item"], row["change"]) for row in changes] == [("contact-reassess-needs", "reworded")]
    assert _versions(vault) == ["1.0"]


def _versions(vault: Vault) -> list[object]:
    rows = vault("checklist", "list", "--json").json
    assert isinstance(rows, list)
    return [row["version"] for row in rows if row["id"] == "victim-engagement"]


def test_a_dry_run_without_a_vault_compares_with_what_ships(commands: Commands, tmp_path: Path) -> None:
    ran = commands("checklist", "import", _edited(tmp_path), "--dry-run")
    assert ran.status == 0
    assert "This is a new version here." in ran.out
    assert "Compared with victim-engagement 1.0: 1 difference." in ran.out


def test_an_imported_version_is_a_draft_with_its_comments(vault: Vault, tmp_path: Path) -> None:
    owner = _importing(vault, _edited(tmp_path, "mine.xlsx"))
    assert (owner.status, owner.field("imported")) == (0, True)
    assert _versions(vault) == ["1.0", "1.1"]
    vault("checklist", "export", "victim-engagement", "1.1", "-o", tmp_path / "b.yaml")
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "prompt: Look at needs again when" in text


def _importing(vault: Vault, file: Path) -> Ran:
    return vault("checklist", "import", file, "--json", person="okell")


def test_a_version_that_is_here_already_is_nothing_to_do(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "same.yaml").write_bytes(VICTIM.yaml)
    ran = _importing(vault, tmp_path / "same.yaml")
    assert (ran.status, ran.field("state"), ran.field("imported")) == (0, "here", False)


def test_another_content_under_a_version_that_is_here_is_refused(vault: Vault, tmp_path: Path) -> None:
    file = _edited(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace('"1.1"', '"1.0"'), encoding="utf-8")
    ran = _importing(vault, file)
    assert (ran.status, ran.field("state"), _versions(vault)) == (2, "other-content", ["1.0"])


def test_a_file_with_problems_is_not_imported(vault: Vault, tmp_path: Path) -> None:
    file = _edited(tmp_path)
    text = file.read_text(encoding="utf-8").replace("applies_when: needs-changed", "applies_when: gone")
    file.write_text(text, encoding="utf-8")
    ran = vault("checklist", "import", file, person="okell")
    assert (ran.status, _versions(vault)) == (2, ["1.0"])
    assert "Nothing was changed." in ran.out


def test_an_investigator_brings_no_version_in(vault: Vault, tmp_path: Path) -> None:
    ran = vault("checklist", "import", _edited(tmp_path), person="farrow")
    assert (ran.status, _versions(vault)) == (2, ["1.0"])


PROFILE = """profile: 1
name: barnsley
revision: 1
baseline: {{checklist: victim-engagement, version: "1.0", digest: {digest}}}
changes:
  - item: contact-regular-update
    limit: {{amount: {days}, unit: calendar-days, from: last-contact, basis: baseline}}
"""


def _tailoring(folder: Path, *, days: int, digest: str = "") -> Path:
    known = digest or read(VICTIM.yaml, name="a").digest
    (folder / "p.yaml").write_text(PROFILE.format(days=days, digest=known), encoding="utf-8")
    return folder / "p.yaml"


def test_a_profile_makes_a_version_with_its_digest_and_where_it_comes_from(
    commands: Commands, tmp_path: Path
) -> None:
    ran = commands("checklist", "tailor", _tailoring(tmp_path, days=14), "-o", tmp_path / "b.yaml")
    made = read((tmp_path / "b.yaml").read_bytes(), name="b.yaml")
    assert (ran.status, made.checklist.version) == (0, "1.0+barnsley.1")
    assert ran.out.splitlines()[:2] == [
        f"victim-engagement 1.0+barnsley.1 ({made.digest[:8]})",
        f"Baseline 1.0 ({read(VICTIM.yaml, name='a').digest[:8]})",
    ]
    assert commands("checklist", "check", tmp_path / "b.yaml", "--json").json == []


def test_a_profile_that_asks_less_without_a_reason_writes_nothing(commands: Commands, tmp_path: Path) -> None:
    ran = commands("checklist", "tailor", _tailoring(tmp_path, days=56), "-o", tmp_path / "b.yaml")
    assert (ran.status, (tmp_path / "b.yaml").exists()) == (1, False)
    assert "p.yaml:6: contact-regular-update: This asks less than the baseline" in ran.out


def test_a_profile_for_another_baseline_is_refused(commands: Commands, tmp_path: Path) -> None:
    profile = _tailoring(tmp_path, days=14, digest="0123abcd")
    ran = commands("checklist", "tailor", profile, "-o", tmp_path / "b.yaml")
    assert (ran.status, (tmp_path / "b.yaml").exists()) == (2, False)
    assert "another content here than this profile was written for" in ran.err


def test_a_baseline_may_be_given_as_a_file(commands: Commands, tmp_path: Path) -> None:
    base = _edited(tmp_path)
    profile = _tailoring(tmp_path, days=14, digest=read(base.read_bytes(), name="a").digest)
    profile.write_text(profile.read_text(encoding="utf-8").replace('"1.0"', '"1.1"'), encoding="utf-8")
    ran = commands("checklist", "tailor", profile, "--baseline", base, "-o", tmp_path / "b.xlsx")
    assert ran.out.startswith("victim-engagement 1.1+barnsley.1 (")
    assert commands("checklist", "check", tmp_path / "b.xlsx", "--json").json == []


def test_a_form_of_another_program_becomes_a_draft_with_a_report(commands: Commands, tmp_path: Path) -> None:
    item = '{"linkId": "age", "type": "integer", "text": "Ask how old the child is."}'
    (tmp_path / "f.json").write_text(
        f'{{"resourceType": "Questionnaire", "name": "Visit", "item": [{item}]}}'
    )
    ran = commands("checklist", "convert", tmp_path / "f.json", "-o", tmp_path / "d.yaml")
    assert (ran.status, ran.out) == (
        0,
        "linkId age (“Ask how old the child is.”): A number is asked for as a text.\n",
    )
    assert ran.err == "visit 0.1: 1 items. Did not fit: 1.\n"
    assert commands("checklist", "check", tmp_path / "d.yaml", "--json").json == []


def test_a_file_that_is_no_form_is_refused(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "f.json").write_text("{}")
    ran = commands("checklist", "convert", tmp_path / "f.json", "-o", tmp_path / "d.yaml")
    assert (ran.status, (tmp_path / "d.yaml").exists()) == (2, False)


def test_an_import_says_where_the_version_is_and_what_comes_next(vault: Vault, tmp_path: Path) -> None:
    ran = vault("checklist", "import", _edited(tmp_path), person="okell")
    assert ran.status == 0
    assert "It is in the vault as a draft. Propose it for approval when it is ready." in ran.out + ran.err
