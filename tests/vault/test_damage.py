"""One flipped bit anywhere in a vault: refused, or told and harmless, and never a wrong row."""

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from sopcheck.crypto.kdf import key_encryption_key
from sopcheck.errors import SopcheckError
from sopcheck.ledger.entry import Stored
from sopcheck.vault import keyslots
from sopcheck.vault.errors import VaultDamagedError
from sopcheck.vault.folder import PAGE_BYTES
from sopcheck.vault.opening import TORN_FREE_PAGE
from tests.vault.vaults import ANN, BOOK, copy_of, enter, fill


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """The same vault is unlocked for every page; its key need be derived only once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslots, "key_encryption_key", lru_cache(key_encryption_key))
        yield


@pytest.fixture
def with_free_pages(new_vault: Path, tmp_path: Path) -> Path:
    path = copy_of(new_vault, tmp_path / "vault")
    with enter(path) as vault:
        fill(vault, 4)
        vault.unfinished.keep(key="long", text="gone soon " * 8_000)
        fill(vault, 4, text="long " * 3_000)
        vault.unfinished.drop("long")
    return path


def test_a_flipped_bit_in_any_page_shows_no_wrong_row(with_free_pages: Path) -> None:
    content = (with_free_pages / "vault.db").read_bytes()
    right = entries(with_free_pages)
    outcomes = [outcome(with_free_pages, content, page, right) for page in range(len(content) // PAGE_BYTES)]

    assert set(outcomes) == {"refused", "told and harmless"}
    assert outcomes.count("told and harmless") > 10
    assert outcomes.count("refused") > 30


def test_b2_a_page_of_before_put_in_place_of_itself_shows_no_wrong_row(used_folder: Path) -> None:
    before = (used_folder / "vault.db").read_bytes()
    with enter(used_folder) as vault:
        fill(vault, 12, text="other words " * 40)
        right = vault.ledger.entries(BOOK)
    content = (used_folder / "vault.db").read_bytes()
    changed = [
        page for page in range(len(before) // PAGE_BYTES) if page_of(before, page) != page_of(content, page)
    ]

    assert len(changed) > 3
    assert {replayed(used_folder, content, page, page_of(before, page), right) for page in changed} == {
        "told"
    }


def page_of(content: bytes, page: int) -> bytes:
    return content[page * PAGE_BYTES : (page + 1) * PAGE_BYTES]


def replayed(path: Path, content: bytes, page: int, old: bytes, right: list[Stored]) -> str:
    """Put an old page in place and say whether that is told, harmless, or shown as if it were right."""
    place = page * PAGE_BYTES
    (path / "vault.db").write_bytes(content[:place] + old + content[place + PAGE_BYTES :])
    try:
        with enter(path) as vault:
            problems = (*vault.problems, *vault.ledger.verify(keys={ANN: [vault.public_key]}).problems)
            same, notices = vault.ledger.entries(BOOK) == right, vault.notices
    except SopcheckError:
        return "told"
    if problems or (notices and same):
        return "told"
    return "harmless" if same else f"wrong, page {page}"


def outcome(path: Path, content: bytes, page: int, right: list[Stored]) -> str:
    chance = random.Random(page)
    place = page * PAGE_BYTES + chance.randrange(16 if page == 0 else 0, PAGE_BYTES - 80)
    flipped = bytes([content[place] ^ (1 << chance.randrange(8))])
    (path / "vault.db").write_bytes(content[:place] + flipped + content[place + 1 :])
    try:
        with enter(path) as vault:
            told = vault.notices == (TORN_FREE_PAGE,)
            same = vault.ledger.entries(BOOK) == right
    except VaultDamagedError:
        return "refused"
    return "told and harmless" if told and same else "wrong"


def entries(path: Path) -> list[Stored]:
    with enter(path) as vault:
        return vault.ledger.entries(BOOK)


def test_damage_that_comes_while_the_vault_is_open_is_not_shown(used_folder: Path) -> None:
    database = used_folder / "vault.db"
    with enter(used_folder) as vault:
        assert not vault.ledger.verify(keys={ANN: [vault.public_key]}).problems
    # What was verified is not read again at unlocking, so the damage lies in pages still to be read.
    with enter(used_folder) as vault:
        content = bytearray(database.read_bytes())
        for page in range(8, len(content) // PAGE_BYTES):
            content[page * PAGE_BYTES + 100] ^= 1
        database.write_bytes(content)

        with pytest.raises(VaultDamagedError, match="nothing doubtful is shown"):
            vault.ledger.entries(BOOK)
