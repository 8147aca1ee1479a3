"""A vault of a hundred thousand entries: opening it, and verifying all beside bare hashes and signatures."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import world
from benchmarks.measure import Figure, cpu_seconds
from sopcheck import canonical
from sopcheck.crypto.signing import KnownSigners
from sopcheck.ledger.entry import SIGNED_FOR, Draft, Entry, PersonId, case_book
from sopcheck.vault.creating import create_vault
from sopcheck.vault.keyslots import TESTING_COSTS
from sopcheck.vault.labels import people_of
from sopcheck.vault.machine import this_machine
from sopcheck.vault.opening import by_passphrase, unlock
from sopcheck.vault.vault import OpenVault

CASES, OF_EACH, TIMES = 100, 1000, 3
ANN = PersonId("ann")


def figures() -> Iterator[Figure]:
    """CPU seconds, for verifying is all computing; opening once everything was found good before."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vault"
        with _filled(path) as vault:
            keys = {ANN: [vault.public_key]}
            ours, raw = _least(lambda: vault.ledger.verify(keys=keys), _bare(vault))
        detail = f"{ours:.1f} s for {CASES * OF_EACH:,} entries"
        yield Figure("everything verified, beside hashes and signatures", ours / raw, 1.3, detail=detail)
        opened = []
        seconds = cpu_seconds(lambda: opened.append(_entered(path)))
        opened.pop().close()
        yield Figure("opened with its quick check", seconds, 1.5, "s")


def _filled(path: Path) -> OpenVault:
    vault = create_vault(
        path,
        person=ANN,
        label="2117",
        passphrase=world.PASSPHRASE,
        keyring=None,
        machine=this_machine(),
        begin=lambda vault: vault,
        costs=TESTING_COSTS,
    )
    body = canonical.encode({"answer": "done", "text": "x" * 300})
    for case in range(CASES):
        draft = Draft(
            book=case_book(f"c{case}"), kind="ItemAnswered", version=1, body=body, role="investigator"
        )
        vault.ledger.append([draft] * OF_EACH, recorded_at=world.START + timedelta(minutes=case))
    return vault


def _bare(vault: OpenVault) -> Callable[[], None]:
    entries = [one.entry for book in vault.ledger.books() for one in vault.ledger.entries(book)]
    known = KnownSigners({ANN: [vault.public_key]})

    def check() -> None:
        """Hash and verify what is at hand already."""
        for entry in entries:
            _hash(entry)
            known.accepts(ANN, SIGNED_FOR + entry.header_bytes, entry.signature)

    return check


def _hash(entry: Entry) -> None:
    hashlib.sha256(b"\0" + entry.header_bytes).digest()
    hashlib.sha256((entry.salt or b"") + (entry.body or b"")).digest()


def _entered(path: Path) -> OpenVault:
    way = by_passphrase(people_of(path)[0].id, world.PASSPHRASE, None)
    return unlock(path, way, keyring=None, now=world.START, machine=this_machine(), costs=TESTING_COSTS)


def _least(*works: Callable[[], object]) -> tuple[float, ...]:
    # In turn, and the least of each: whatever else the machine does sweeps its caches, and only ever adds.
    taken = [[cpu_seconds(work) for work in works] for _ in range(TIMES)]
    return tuple(map(min, zip(*taken, strict=True)))
