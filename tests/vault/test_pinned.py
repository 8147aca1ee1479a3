"""A vault that version 1 made opens in every later version, with everything in it.

The folder `tests/data/vaults/version-1` was made by the program itself with the smallest costs: two people,
three entries, one case in the index, a half-typed note. It is never made anew once a version is out.
"""

from pathlib import Path

from sopcheck.vault.labels import people_of
from tests.vault.vaults import ANN, BEN, BOOK, NOW, OTHER, answer, copy_of, enter

PINNED = Path(__file__).parents[1] / "data" / "vaults" / "version-1"


def test_a_vault_of_version_1_opens_with_all_it_holds(tmp_path: Path) -> None:
    path = copy_of(PINNED, tmp_path / "vault")

    with enter(path) as vault:
        assert [entry.body for entry in vault.ledger.entries(BOOK)] == [answer(n).body for n in range(3)]
        assert vault.index.search("heather") == ["c1"]
        assert vault.unfinished.all() == {"note": "half a sent"}
        assert vault.markers.last_look("c1") == NOW
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems


def test_the_people_of_a_vault_of_version_1_unlock_it(tmp_path: Path) -> None:
    path = copy_of(PINNED, tmp_path / "vault")

    assert [(slot.label, slot.person) for slot in people_of(path)] == [("1234", ANN), ("5678", BEN)]
    with enter(path, person=BEN, passphrase=OTHER) as vault:
        vault.ledger.append([answer(3)], recorded_at=NOW)
        assert len(vault.ledger.entries(BOOK)) == 4
