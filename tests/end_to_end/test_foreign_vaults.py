"""A vault that is not what it should be: one sentence that says what to do, and not a byte is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Ran, Vault
from tests.end_to_end.foreign import CASES, files


def is_one_answer(ran: Ran) -> bool:
    """Whether it is whole sentences on one line, what is the matter and then what to do."""
    lines = ran.err.splitlines()
    return len(lines) == 1 and lines[0].endswith(".") and lines[0].count(". ") >= 1


@pytest.mark.parametrize(("change", "status", "sentence"), CASES.values(), ids=CASES)
def test_it_is_refused_with_a_sentence_and_left_as_it_is(
    vault: Vault, change: Callable[[Path], object], status: int, sentence: str
) -> None:
    change(vault.folder)
    before = files(vault.folder)
    ran = vault("case", "list", person="okell")
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith(sentence)
    assert is_one_answer(ran)
    assert files(vault.folder) == before


def test_a_wrong_passphrase_is_refused_and_only_counted(vault: Vault) -> None:
    before = files(vault.folder)
    vault.passphrase_file.write_text("four other words here")
    ran = vault("case", "list")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("That passphrase does not open this vault for the person chosen.")
    assert files(vault.folder).keys() - before.keys() == {"vault.attempts"}


def test_a_folder_without_a_vault_is_told_and_none_is_made(vault: Vault, tmp_path: Path) -> None:
    ran = vault.commands("case", "list", "--vault", tmp_path / "empty")
    assert ran.status == 2
    assert is_one_answer(ran)
    assert not (tmp_path / "empty").exists()
