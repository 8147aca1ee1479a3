"""`sopcheck case move`: what it would do is shown first, and nobody asks for three things at once."""

from pathlib import Path

import pytest

from tests.cli.running import Commands, Ran, Vault
from tests.cli.test_publishing import MAIN, NAME, published
from tests.services.owners import second_owner
from tests.world import template


@pytest.fixture
def vault(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Vault:
    """A vault with an open case, and a next version that asks one thing more of each child."""
    found = Vault.copied(second_owner(template(tmp_path_factory)), tmp_path, commands)
    found.open_case("NV/1")
    path = tmp_path / "cse-investigation-1.1.yaml"
    text = MAIN.yaml.decode().replace('version: "1.0"', 'version: "1.1"', 1)
    limit = "amount: 24, unit: hours, from: report-received, basis: national"
    path.write_text(text.replace(limit, limit.replace("24", "12"), 1), encoding="utf-8")
    published(found, path)
    return found


def move(vault: Vault, *more: str, reference: str = "NV/1") -> tuple[int, str, str]:
    ran = vault("case", "move", reference, NAME, *more, person="okell")
    return ran.status, ran.out, ran.err


def rows(ran: Ran, key: str) -> list[dict[str, object]]:
    found = ran.field(key)
    assert isinstance(found, list)
    return found


def test_a_preview_tells_what_is_due_otherwise_and_moves_nothing(vault: Vault) -> None:
    status, out, _ = move(vault, "--preview")
    assert status == 0
    assert [line.split()[1] for line in out.splitlines()[:-1]] == ["record-crime"]
    assert out.splitlines()[-1].startswith("As before: ")
    assert [one["version"] for one in rows(vault("case", "show", "NV/1", "--json"), "checklists")] == ["1.0"]


def test_the_version_is_named_in_one_argument_or_in_two(vault: Vault) -> None:
    ran = vault("case", "move", "NV/1", *NAME.split(), "--preview", person="okell")
    assert (ran.status, ran.out) == move(vault, "--preview")[:2]


def test_a_move_at_the_next_review_is_said_to_be_one(vault: Vault) -> None:
    status, out, _ = move(vault, "--at-next-review", "--reason", "Inspection")
    assert (status, out.splitlines()[-1]) == (0, f"The case follows {NAME} at the next review.")
    impact = vault("checklist", "impact", *NAME.split(), "--json", person="okell")
    assert [case["planned"] for case in rows(impact, "cases")] == ["1.1"]


@pytest.mark.parametrize(
    "asked", [("--preview", "--undo"), ("--preview", "--at-next-review"), ("--undo", "--at-next-review")]
)
def test_several_things_at_once_are_refused_before_anybody_unlocks(
    commands: Commands, asked: tuple[str, str]
) -> None:
    ran = commands("case", "move", "NV/1", NAME, *asked)
    assert (ran.status, ran.out) == (2, "")
    assert "are three things. Ask for one of them." in ran.err


@pytest.mark.parametrize(
    ("reference", "more", "says"),
    [
        ("NV/9", ("--preview",), "no case with that reference"),
        ("NV/1", ("--undo", "--reason", "x"), "nothing to undo"),
        ("NV/1", (), "reason for the move"),
    ],
)
def test_what_cannot_be_moved_is_refused_and_told(
    vault: Vault, reference: str, more: tuple[str, ...], says: str
) -> None:
    status, out, err = move(vault, *more, reference=reference)
    assert (status, out, says in err) == (2, "", True)


def test_a_preview_names_the_reviews_that_move(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, commands: Commands
) -> None:
    found = Vault.copied(second_owner(template(tmp_path_factory)), tmp_path, commands)
    found.open_case("NV/1")
    path = tmp_path / "cse-investigation-1.1.yaml"
    text = MAIN.yaml.decode().replace('version: "1.0"', 'version: "1.1"', 1)
    due = "due: {amount: 72, unit: hours, from: report-received"
    path.write_text(text.replace(due, due.replace("72", "48"), 1), encoding="utf-8")
    published(found, path)
    _, out, _ = move(found, "--preview")
    assert "review     Second review" in out.splitlines()
