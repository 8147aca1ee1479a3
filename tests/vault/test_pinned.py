"""A vault that version 1 made opens in every later version, with everything in it.

The folder `tests/data/vaults/version-1` was made by the program itself with the smallest costs: two people,
three entries, one case in the index, a half-typed note. `version-2` has a sheet, two custodians, and a key
that was changed since its slots were made. Neither is made anew once a version is out.
"""

from pathlib import Path

import pytest

from sopcheck.ledger.entry import PersonId
from sopcheck.vault.labels import people_of
from sopcheck.vault.rekeying import NotCertifiedError
from tests.vault.test_ways_back import FIRST, SECOND, by_code, by_custodians
from tests.vault.vaults import ANN, BEN, BOOK, NOW, OTHER, PASSPHRASE, answer, copy_of, enter

VAULTS = Path(__file__).parents[1] / "data" / "vaults"
PINNED = VAULTS / "version-1"
CODE = "63Q8-C693-EF02-RBMH-907W-AQ8T-CTAQ"


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


def test_what_is_derived_is_kept_over_a_migration_and_made_again_afterwards(tmp_path: Path) -> None:
    path = copy_of(PINNED, tmp_path / "vault")

    with enter(path) as vault:
        row = vault.index.get("c1")
        assert row is not None
        assert (row.reference, row.payload) != ("", b"")
        assert [line.case for line in vault.index.listed()] == ["c1"]
        assert vault.index.must_rebuild


@pytest.fixture
def version_2(tmp_path: Path) -> Path:
    """A vault whose key file is of version 2."""
    return copy_of(VAULTS / "version-2", tmp_path / "vault")


@pytest.mark.parametrize(("person", "passphrase"), [(ANN, PASSPHRASE), (BEN, OTHER)])
def test_the_people_of_a_key_file_of_version_2_unlock_it(
    version_2: Path, person: PersonId, passphrase: str
) -> None:
    with enter(version_2, person=person, passphrase=passphrase) as vault:
        assert [entry.body for entry in vault.ledger.entries(BOOK)] == [answer(n).body for n in range(3)]


def test_the_ways_back_of_version_2_open_it(version_2: Path) -> None:
    by_code(version_2, CODE).close()
    by_custodians(version_2, FIRST, SECOND).close()


def test_a_key_file_of_version_1_is_brought_up_by_the_next_change(tmp_path: Path) -> None:
    path = copy_of(PINNED, tmp_path / "vault")
    with enter(path) as vault:
        known = {ANN: [vault.public_key]}
        with pytest.raises(NotCertifiedError, match="5678"):
            vault.rekeying.change(known)
        vault.slots.remove(BEN)
        vault.slots.change_passphrase(old=PASSPHRASE, new=OTHER)
        vault.rekeying.change(known)
    enter(path, passphrase=OTHER).close()
