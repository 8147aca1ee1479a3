"""A torn page that holds nothing is told once, mended, and never told again."""

from contextlib import closing
from pathlib import Path

import pytest

from sopcheck.ledger.entry import Stored
from sopcheck.ledger.verify import What
from sopcheck.vault import cipher, healing, opening
from sopcheck.vault.errors import DiskError, VaultDamagedError
from sopcheck.vault.folder import PAGE_BYTES
from sopcheck.vault.opening import INDEX_MENDED, TORN_FREE_PAGE
from tests.vault.vaults import ANN, BOOK, enter, fill, spec_of


@pytest.fixture
def torn(folder: Path) -> Path:
    """A vault in which a free page was torn."""
    with enter(folder) as vault:
        vault.unfinished.keep(key="long", text="gone soon " * 8_000)
        fill(vault, 4)
        vault.unfinished.drop("long")
    spec, content = spec_of(folder), (folder / "vault.db").read_bytes()
    for page in reversed(range(len(content) // PAGE_BYTES)):
        place = page * PAGE_BYTES + 100
        (folder / "vault.db").write_bytes(content[:place] + b"torn" + content[place + 4 :])
        try:
            if cipher.check_quickly(folder / "vault.db", spec):
                return folder
        except VaultDamagedError:
            continue
    pytest.fail("there is no free page")


def test_a_torn_page_that_holds_nothing_is_mended(torn: Path) -> None:
    with enter(torn) as vault:
        assert TORN_FREE_PAGE in vault.notices
        vault.heal()
        fill(vault, 2)
        assert len(vault.ledger.entries(BOOK)) == 6
    with enter(torn) as vault:
        assert vault.notices == ()
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
    assert cipher.check_fully(torn / "vault.db", spec_of(torn)) == 0
    assert list(torn.glob("*.part")) == []


def test_a_whole_vault_is_left_alone(folder: Path) -> None:
    with enter(folder) as vault:
        before = (folder / "vault.db").read_bytes()
        vault.heal()
        assert (folder / "vault.db").read_bytes() == before


@pytest.mark.parametrize("step", ["cipher.check_copy", "files.sync"])
def test_what_cannot_be_mended_goes_on_as_it_is(
    torn: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise DiskError("The disk is full.")

    with enter(torn) as vault:
        monkeypatch.setattr(f"{healing.__name__}.{step}", full)
        with pytest.raises(DiskError):
            vault.heal()
        monkeypatch.undo()
        fill(vault, 1)
    with enter(torn) as vault:
        assert len(vault.ledger.entries(BOOK)) == 5
    assert list(torn.glob("*.part")) == []


def put_back(folder: Path, name: str) -> list[Stored]:
    """Put the first page of a table or index back to what it was before the last two entries; gives all."""
    with enter(folder) as vault:
        fill(vault, 1)
    before = (folder / "vault.db").read_bytes()
    with enter(folder) as vault:
        fill(vault, 2)
        right = vault.ledger.entries(BOOK)
    with closing(cipher.connect(folder / "vault.db", spec_of(folder))) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    content, place = (folder / "vault.db").read_bytes(), (page - 1) * PAGE_BYTES
    old = before[place : place + PAGE_BYTES]
    (folder / "vault.db").write_bytes(content[:place] + old + content[place + PAGE_BYTES :])
    return right


def test_an_index_that_was_put_back_to_an_older_page_is_made_again_and_told_once(folder: Path) -> None:
    right = put_back(folder, "entry_place")
    with enter(folder) as vault:
        assert vault.notices == (INDEX_MENDED,)
        assert vault.ledger.entries(BOOK) == right
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
    with enter(folder) as vault:
        assert vault.notices == ()


def test_entries_that_only_the_index_still_knows_are_lost_and_the_vault_is_refused(folder: Path) -> None:
    put_back(folder, "entry")
    with pytest.raises(VaultDamagedError):
        enter(folder)


def test_an_index_of_as_many_other_entries_is_found_by_the_whole_check(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back(folder, "entry_place")
    monkeypatch.setattr(opening, "mend_index", lambda _: False)
    with enter(folder) as vault:
        found = vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
        assert [(one.what, one.meaning) for one in found] == [
            (What.MISFILED, "This entry is here, but is not found by its case.")
        ] * 2
