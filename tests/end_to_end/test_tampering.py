"""Whoever changes the database of a vault is found out by `vault verify`, which says what is wrong."""

import pytest

from tests.cli.running import Vault
from tests.end_to_end.tampering import tamper

ENTRY = "(SELECT min(id) + 1 FROM entry WHERE book LIKE 'case:%')"
FOREIGN_KEYS_OFF = "PRAGMA foreign_keys=OFF"
# What is changed, what the verification says of it, and whether the case is still shown.
CHANGES = {
    "a body": (
        f"UPDATE body SET content = X'7B7D' WHERE entry = {ENTRY}",
        "The content of this entry is not what was signed.",
        True,
    ),
    "a body that is gone": (
        f"DELETE FROM body WHERE entry = {ENTRY}",
        "The content of this entry is not here.",
        True,
    ),
    "a header": (
        "UPDATE entry SET header = CAST(replace(CAST(header AS TEXT), '2026', '2025') AS BLOB) "
        f"WHERE id = {ENTRY}",
        "This entry was not signed by the person it names.",
        False,
    ),
    "a signature": (
        f"UPDATE entry SET signature = zeroblob(64) WHERE id = {ENTRY}",
        "This entry was not signed by the person it names.",
        True,
    ),
    "an entry that is gone": (
        f"DELETE FROM entry WHERE id = {ENTRY}",
        "Entries are missing before this one: 1.",
        False,
    ),
    "an entry of another case": (
        f"UPDATE entry SET book = 'case:other' WHERE id = {ENTRY}",
        "This entry is filed elsewhere than it says.",
        False,
    ),
    "the time from which an entry counts": (
        f"UPDATE entry SET received = '2030-01-01T00:00:00.000Z' WHERE id = {ENTRY}",
        "This entry was written here, but counts from another time than it says.",
        True,
    ),
}


@pytest.fixture
def vault(vault: Vault) -> Vault:
    """A vault with a case of which something is recorded, verified and locked."""
    vault.open_case()
    vault("case", "answer", "NV/1", "record-crime", "--reference", "42/26")
    assert vault("vault", "verify", person="okell").status == 0
    return vault


@pytest.mark.parametrize(("statement", "meaning", "shown"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_told_with_its_meaning(vault: Vault, statement: str, meaning: str, shown: bool) -> None:
    tamper(vault.folder, FOREIGN_KEYS_OFF, statement)
    ran = vault("vault", "verify", "--json", person="okell")
    problems = ran.field("problems")
    assert (ran.status, ran.field("ok")) == (1, False)
    assert isinstance(problems, list)
    assert meaning in [problem["meaning"] for problem in problems]
    assert vault("case", "show", "NV/1").status == (0 if shown else 1)


@pytest.mark.parametrize("book", ["case:%", "access"])
def test_the_end_of_a_chain_that_was_verified_cannot_be_cut(vault: Vault, book: str) -> None:
    last = f"(SELECT max(id) FROM entry WHERE book LIKE '{book}' AND id <= (SELECT max(id) - 1 FROM entry))"
    tamper(vault.folder, f"DELETE FROM body WHERE entry = {last}", f"DELETE FROM entry WHERE id = {last}")
    ran = vault("vault", "verify", person="okell")
    assert ran.status == 1
    assert "no longer at the end of this chain" in ran.out or "Entries are missing" in ran.out


def test_a_note_of_the_last_verification_that_is_gone_hides_no_change(vault: Vault) -> None:
    tamper(vault.folder, "DELETE FROM meta WHERE key = 'verified'", CHANGES["a body"][0])
    assert vault("vault", "verify", person="okell").status == 1
