"""`sopcheck calendar show | install`: what a vault counts working days by."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from sopcheck.checklists.calendar import calendar_form, shipped
from tests.cli.running import Commands, Vault
from tests.world import template

ONE_OFF = date(2028, 7, 3)


@pytest.fixture
def vault(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Vault:
    """A vault with the calendar that ships."""
    return Vault.copied(template(tmp_path_factory), tmp_path, commands)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A calendar for one year more, with a one-off holiday and one that was moved away."""
    holidays = (shipped().holidays | {ONE_OFF, date(2029, 1, 1)}) - {date(2028, 5, 29)}
    made = msgspec.structs.replace(shipped(), until=date(2029, 12, 31), holidays=holidays)
    path = tmp_path / "later.json"
    path.write_bytes(calendar_form(made))
    return path


def test_the_calendar_that_counts_is_shown(vault: Vault) -> None:
    shown = vault("calendar", "show")
    assert shown.out.startswith("England and Wales, ")
    assert shown.out.endswith(" bank holidays from 2016-01-01 to 2028-12-31\n")
    assert vault("calendar", "show", "--json").field("until") == "2028-12-31"


def test_a_dry_run_tells_what_would_change_and_installs_nothing(vault: Vault, later: Path) -> None:
    ran = vault("calendar", "install", later, "--dry-run", person="okell")
    assert ran.out.splitlines() == [
        "Bank holidays are known to 2029-12-31, before this to 2028-12-31.",
        "  2028-07-03 is a bank holiday now",
        "  2028-05-29 is none any more",
        "Nothing was installed.",
    ]
    assert vault("calendar", "show", "--json").field("until") == "2028-12-31"


def test_an_installed_calendar_counts_from_then_on(vault: Vault, later: Path) -> None:
    ran = vault("calendar", "install", later, "--json", person="okell")
    assert (ran.status, ran.field("installed")) == (0, True)
    assert (ran.field("added"), ran.field("dropped")) == (["2028-07-03"], ["2028-05-29"])
    assert vault("calendar", "show", "--json").field("until") == "2029-12-31"
    again = vault("calendar", "install", later, person="okell")
    assert (again.status, "installed already" in again.err) == (2, True)


def test_whoever_may_not_install_is_refused(vault: Vault, later: Path) -> None:
    ran = vault("calendar", "install", later, person="farrow")
    assert (ran.status, "takes the role of" in ran.err) == (2, True)


@pytest.mark.parametrize(("text", "said"), [(None, "no file"), ("{}", "not a calendar of bank holidays")])
def test_a_file_that_is_no_calendar_is_refused(
    vault: Vault, tmp_path: Path, text: str | None, said: str
) -> None:
    path = tmp_path / "wrong.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    ran = vault("calendar", "install", path, person="okell")
    assert (ran.status, said in ran.err) == (2, True)
