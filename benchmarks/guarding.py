"""Unlocking with the slots that people get, and a backup of a large vault beside the bare `VACUUM INTO`."""

import secrets
import statistics
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import world
from benchmarks.measure import Figure, cpu_seconds, median
from sopcheck import canonical
from sopcheck.ledger.entry import Draft, PersonId, case_book
from sopcheck.vault import cipher
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.creating import create_vault
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyslots import TESTING_COSTS, Costs
from sopcheck.vault.labels import people_of, read_files
from sopcheck.vault.machine import this_machine
from sopcheck.vault.opening import by_passphrase, unlock
from sopcheck.vault.specs import key_spec
from sopcheck.vault.vault import OpenVault

MEGABYTES, ENTRY_BYTES, TIMES = 100, 6_000, 3
_BOOK = case_book("bench")


class Secrets:
    """A key store in memory, so that the derivation is measured and not the store."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def put(self, *, vault: str, slot: str, secret: bytes) -> None:
        """Keep a secret."""
        self._kept[vault, slot] = secret

    def get(self, *, vault: str, slot: str) -> bytes | None:
        """Give it back."""
        return self._kept.get((vault, slot))

    def remove(self, *, vault: str, slot: str) -> None:
        """Forget it."""
        self._kept.pop((vault, slot), None)


def figures() -> Iterator[Figure]:
    """The unlock with a device secret, which is the default, the one without, and the backup."""
    for name, keyring in (("with a device secret", Secrets()), ("with a passphrase alone", None)):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "vault"
            _create(path, keyring, Costs()).close()
            taken = median(partial(_enter_and_lock, path, keyring), times=TIMES)
            yield Figure(f"an unlock {name}", taken * 1000, 1000, "ms")
    yield from _backup()


def _backup() -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vault"
        with _create(path, None, TESTING_COSTS) as vault:
            _fill(vault)
            size = (path / "vault.db").stat().st_size
            moments = (world.START + timedelta(hours=number) for number in range(TIMES))
            ours = statistics.median(cpu_seconds(partial(vault.backups.make, at=at)) for at in moments)
        # With a connection of its own, which the open vault would not let in.
        with closing(cipher.connect(path / "vault.db", _key_of(path))) as connection:
            copies = (f"VACUUM INTO '{folder}/raw {number}'" for number in range(TIMES))
            raw = statistics.median(cpu_seconds(partial(connection.execute, copy)) for copy in copies)
        detail = f"{ours:.2f} s of work for {size / 1e6:.0f} MB, verified, beside {raw:.2f} s"
        yield Figure("a backup, beside VACUUM INTO", ours / raw, 2, detail=detail)


def _key_of(path: Path) -> KeySpec:
    opened = by_passphrase(people_of(path)[0].id, world.PASSPHRASE, None)(read_files(Folder(path)))
    return key_spec(opened.file, opened.secrets.vault_key)


def _create(path: Path, keyring: Secrets | None, costs: Costs) -> OpenVault:
    return create_vault(
        path,
        person=PersonId("bench"),
        label="2117",
        passphrase=world.PASSPHRASE,
        keyring=keyring,
        machine=this_machine(),
        begin=lambda vault: vault,
        costs=costs,
    )


def _enter_and_lock(path: Path, keyring: Secrets | None) -> None:
    way = by_passphrase(people_of(path)[0].id, world.PASSPHRASE, keyring)
    unlock(path, way, keyring=keyring, now=world.START, machine=this_machine()).close()


def _fill(vault: OpenVault) -> None:
    body = canonical.encode({"text": secrets.token_hex(ENTRY_BYTES // 2)})
    draft = Draft(book=_BOOK, kind="NoteAdded", version=1, body=body, role="investigator")
    for _ in range(MEGABYTES * 1_000_000 // ENTRY_BYTES // 500):
        vault.ledger.append([draft] * 500, recorded_at=world.START)
