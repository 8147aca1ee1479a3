"""Checkpoints of the chains that are written here: made, kept in the vault, and held against the entries.

Level L1 of `security.md` 5.5. Each is signed by the device, and kept with the right edge of its tree, so that
the next one hashes only what came since; the edge is believed because its root is what was signed.
"""

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa
from msgspec import Struct

from sopcheck.crypto.signing import SigningKey, verify
from sopcheck.ledger import checkpoint as notes
from sopcheck.ledger.checkpoint import Checkpoint, NotACheckpointError
from sopcheck.ledger.entry import ChainId
from sopcheck.ledger.merkle import Frontier
from sopcheck.ledger.verify import Problem, What
from sopcheck.vault import rows
from sopcheck.vault.database import Database, driver_of
from sopcheck.vault.schema import checkpoint as table

EVERY = 32
_NODE = 32
_LATEST = "SELECT size, note, peaks FROM checkpoint WHERE log = ? ORDER BY size DESC LIMIT 1"
_ALL = "SELECT log, size, note FROM checkpoint WHERE log = ? ORDER BY size"


class Checkpoints:
    """The checkpoints of one device's own chains."""

    def __init__(self, database: Database, *, device: SigningKey, own: Iterable[ChainId]) -> None:
        """Sign as this device, for these chains."""
        self._database = database
        self._device = device
        self.own = tuple(own)
        self._sizes: dict[ChainId, int] = {}

    def make(self) -> tuple[Checkpoint, ...]:
        """Give the checkpoint of each chain as it is now; what is new is signed and kept."""
        with self._database.write() as connection:
            return tuple(self._make(connection, log) for log in self.own)

    def follow(self, connection: sa.Connection, log: ChainId, size: int) -> None:
        """Make one in the transaction that is open, if the chain has grown enough since the last."""
        if log not in self._sizes:
            self._sizes[log] = self._latest(connection, log).size
        if size - self._sizes[log] >= EVERY:
            self._make(connection, log)

    def forget(self) -> None:
        """Read anew how far they go; called where a transaction was undone."""
        self._sizes.clear()

    def kept(self, log: ChainId) -> Iterator[tuple[int, Checkpoint | None]]:
        """Give every size that was kept with its checkpoint; None where it is not what was signed."""
        with self._database.read() as connection:
            found = driver_of(connection).execute(_ALL, (log,)).fetchall()
        for _, size, note in found:
            yield size, self._read(log, size, note)

    def note(self, log: ChainId) -> str:
        """Give the newest note of a chain; empty where there is none."""
        with self._database.read() as connection:
            row = driver_of(connection).execute(_LATEST, (log,)).fetchone()
        return "" if row is None else str(row[1])

    def _make(self, connection: sa.Connection, log: ChainId) -> Checkpoint:
        frontier = self._latest(connection, log)
        begun = frontier.size
        for name in rows.names_after(connection, log, begun):
            frontier.append(name)
        made = Checkpoint(log, frontier.size, frontier.root())
        if frontier.size > begun:
            note = notes.signed(made, device_key=self._device.public, sign=self._device.sign)
            row = {"log": log, "size": made.size, "note": note, "peaks": b"".join(frontier.peaks)}
            connection.execute(sa.insert(table).prefix_with("OR REPLACE"), row)
        self._sizes[log] = made.size
        return made

    def _latest(self, connection: sa.Connection, log: ChainId) -> Frontier:
        row = driver_of(connection).execute(_LATEST, (log,)).fetchone()
        if row is None:
            return Frontier()
        size, note, peaks = row
        found = self._read(log, size, note)
        frontier = Frontier(size, (peaks[at : at + _NODE] for at in range(0, len(peaks), _NODE)))
        fits = found is not None and frontier.is_whole and frontier.root() == found.root
        # What somebody altered is told by verification; the next one is made from the entries themselves.
        return frontier if fits else Frontier()

    def _read(self, log: ChainId, size: int, note: str) -> Checkpoint | None:
        try:
            found = notes.read(note, device_key=self._device.public, accepts=verify)
        except NotACheckpointError:
            return None
        return found if (found.log, found.size) == (log, size) else None


class _Awaited(Struct):
    """A chain that is being read, with the checkpoints that are to be met on the way."""

    frontier: Frontier
    kept: dict[int, Checkpoint | None]


class Comparison:
    """Holds kept checkpoints against the entries of a chain while these pass by."""

    def __init__(self, kept: Mapping[ChainId, Iterable[tuple[int, Checkpoint | None]]]) -> None:
        """Await these."""
        self._awaited = {log: _Awaited(Frontier(), dict(found)) for log, found in kept.items()}
        self._rewritten: list[Problem] = []

    def take(self, log: ChainId, name: bytes, utc: str) -> None:
        """Take the next entry of a chain."""
        awaited = self._awaited.get(log)
        if awaited is None:
            return
        awaited.frontier.append(name)
        size = awaited.frontier.size
        if size in awaited.kept:
            checkpoint = awaited.kept.pop(size)
            if checkpoint is None or checkpoint.root != awaited.frontier.root():
                self._rewritten.append(_rewritten(log, size, utc))

    def problems(self) -> Iterator[Problem]:
        """Say what did not fit: only the first of each chain, for all later ones follow from it."""
        told: set[str] = set()
        for problem in self._rewritten:
            log = problem.where.partition("/")[0]
            if log not in told:
                told.add(log)
                yield problem
        for log, awaited in self._awaited.items():
            if awaited.kept:
                yield _cut(log, max(awaited.kept) - awaited.frontier.size)


def _rewritten(log: ChainId, size: int, utc: str) -> Problem:
    meaning = (
        f"The first {size} entries of this chain are not those that the checkpoint at this size was made of."
    )
    return Problem(What.REWRITTEN, f"{log}/{size}", utc, meaning)


def _cut(log: ChainId, missing: int) -> Problem:
    return Problem(What.GAP, log, "", f"A checkpoint says that this chain had {missing} entries more.")
