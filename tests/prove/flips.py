"""One bit flipped in every page of the database; the key file flipped at every byte, cut at every length."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sopcheck.errors import SopcheckError
from sopcheck.services.desk import Desk
from sopcheck.vault.folder import PAGE_BYTES
from sopcheck.vault.opening import TORN_FREE_PAGE
from sopcheck.vault.specs import SALT_BYTES
from tests.prove.vault import case_in, copied, entered, numbers_in


@dataclass
class Flips:
    """How many were tried, how many were told, and what was shown that should not have been."""

    tried: int = 0
    told: int = 0
    borne: int = 0
    wrong: int = 0


def flip_pages(vault: Path, work: Path, *, seed: int, every: int = 1) -> Flips:
    """Flip one bit in every page, or every few, and try to read the case each time."""
    chance, content, found = random.Random(seed), (vault / "vault.db").read_bytes(), Flips()
    whole = _numbers(entered(copied(vault, work)))
    for page in range(0, len(content) // PAGE_BYTES, every):
        damaged, place = bytearray(content), page * PAGE_BYTES + chance.randrange(PAGE_BYTES)
        damaged[place] ^= 1 << chance.randrange(8)
        copied(vault, work)
        (work / "vault.db").write_bytes(damaged)
        _read(work, found, whole=whole, is_salt=place < SALT_BYTES)
    return found


def damage_keys(vault: Path, work: Path, *, every: int = 1) -> Flips:
    """Flip every byte of the key file, or every few, and cut it at every length; it must never open."""
    content, found = (vault / "vault.keys").read_bytes(), Flips()
    copied(vault, work)
    (work / "vault.keys.prev").unlink(missing_ok=True)
    for damaged in _damaged(content, every):
        (work / "vault.keys").write_bytes(damaged)
        found.tried += 1
        try:
            entered(work).lock()
        # A flipped digit may name nobody whom the list shows.
        except (SopcheckError, StopIteration):
            found.told += 1
        else:
            found.wrong += 1
    return found


def _damaged(content: bytes, every: int) -> Iterator[bytes]:
    for place in range(0, len(content), every):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        yield bytes(flipped)
        yield content[:place]


def _numbers(desk: Desk) -> list[int]:
    try:
        return numbers_in(desk, case_in(desk))
    finally:
        desk.lock()


def _read(work: Path, found: Flips, *, whole: list[int], is_salt: bool) -> None:
    found.tried += 1
    try:
        desk = entered(work)
        # The salt is kept in the key file too, and of a page that holds nothing it is told: both are borne.
        is_borne = is_salt or TORN_FREE_PAGE in desk.opened.vault.notices
        numbers = _numbers(desk)
    except SopcheckError:
        found.told += 1
        return
    found.borne += is_borne
    found.wrong += not is_borne or numbers != whole
