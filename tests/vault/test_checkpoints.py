"""Checkpoints are made as a chain grows, from what is new alone, and hold it to what it was."""

from pathlib import Path

import pytest

from sopcheck.cases.derived import Change
from sopcheck.ledger.entry import ACCESS
from sopcheck.ledger.merkle import root
from sopcheck.ledger.verify import What
from sopcheck.vault.vault import OpenVault
from tests.vault.forging import Forger
from tests.vault.vaults import ANN, BOOK, NOW, answer, enter, fill


def sizes(vault: OpenVault) -> list[int]:
    return [size for size, found in vault.witness.checkpoints.kept(vault.chains.record) if found is not None]


def tree(vault: OpenVault) -> bytes:
    return root(bytes.fromhex(entry.hash) for entry in vault.ledger.entries(BOOK))


def test_one_is_made_every_thirty_two_entries(vault: OpenVault) -> None:
    fill(vault, 31)
    assert sizes(vault) == []
    fill(vault, 70)
    assert sizes(vault) == [32, 64, 96]


def test_it_is_of_the_entries_as_they_are(vault: OpenVault) -> None:
    fill(vault, 40)
    made = vault.witness.paper()
    assert (made.size, made.root) == (40, tree(vault))
    fill(vault, 3)
    assert vault.witness.paper().root == tree(vault)


def test_where_nothing_came_the_same_one_is_given(vault: OpenVault) -> None:
    fill(vault, 3)
    assert vault.witness.paper() == vault.witness.paper()
    assert sizes(vault) == [3]


def test_each_chain_has_its_own(vault: OpenVault) -> None:
    fill(vault, 3)
    fill(vault, 5, book=ACCESS)
    assert [one.size for one in vault.witness.checkpoints.make()] == [3, 5]


def test_a_save_that_fails_leaves_no_checkpoint_of_it(vault: OpenVault) -> None:
    fill(vault, 31)

    def fail(_entries: object) -> Change:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        vault.ledger.append([answer()] * 5, recorded_at=NOW, also=fail)
    assert sizes(vault) == []
    fill(vault, 1)
    assert sizes(vault) == [32]


CHANGES = {
    "a note": "UPDATE checkpoint SET note = replace(note, '32', '31')",
    "an edge": "UPDATE checkpoint SET peaks = zeroblob(32)",
    "a size": "UPDATE checkpoint SET size = 31",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_one_that_was_altered_is_told_or_not_used(folder: Path, statement: str) -> None:
    with enter(folder) as vault:
        fill(vault, 32)
    Forger(folder).run(statement)
    with enter(folder) as vault:
        report = vault.ledger.verify(keys={ANN: [vault.public_key]})
        found = {problem.what for problem in report.problems}
        assert found == (set() if "peaks" in statement else {What.REWRITTEN})
        fill(vault, 1)
        assert vault.witness.paper().root == tree(vault)


def test_only_the_first_that_does_not_fit_is_told(folder: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 100)
    forger = Forger(folder)
    forger.rewrite(10, answer(10, text="other").body)
    forger.save()
    with enter(folder) as vault:
        problems = vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
    assert [(one.what, one.where.partition("/")[2]) for one in problems] == [(What.REWRITTEN, "32")]
