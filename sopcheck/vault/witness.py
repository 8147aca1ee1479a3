"""What others know of this vault: checkpoints, the anchor of this machine, and what was printed.

An entry is *witnessed* once a checkpoint that covers it has left this machine, on paper or otherwise; until
then whoever has the person's key, the device and the anchor could still rewrite it (`security.md` 5.5).
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from sopcheck.ledger import merkle
from sopcheck.ledger.checkpoint import SHORT, Checkpoint, parse_line
from sopcheck.ledger.entry import ACCESS, ChainId, instant, read_header
from sopcheck.ledger.verify import Problem, What
from sopcheck.vault import rows, values
from sopcheck.vault.anchors import NAME_DIGITS, Anchor, Anchors, Reached
from sopcheck.vault.checkpoints import Checkpoints
from sopcheck.vault.database import Database
from sopcheck.vault.device import Device
from sopcheck.vault.errors import DISK_REFUSED, DiskError

_PAPER = "witnessed"


class Outstanding(Struct, frozen=True):
    """The entries that nobody outside this machine has seen, and when the oldest was recorded."""

    entries: int
    oldest: datetime | None


class Witness:
    """Checkpoints and anchors of an open vault."""

    def __init__(self, database: Database, *, device: Device, anchors: Anchors) -> None:
        """Look after the chains of this device."""
        self._database = database
        self._chains = device.chains()
        self.own = (self._chains.record, self._chains.access)
        self.checkpoints = Checkpoints(database, device=device.signer, own=self.own)
        self._anchors = anchors
        self._was_seen = False
        self.is_behind = False

    def missing(self) -> tuple[Problem, ...]:
        """Say what this machine has seen of the vault and is there no more.

        Where the end of a chain is missing, the vault is *behind*, until that is accepted or put right.
        """
        anchor = self._anchors.read()
        self._was_seen = anchor is not None
        found = () if anchor is None else tuple(self._missing(anchor))
        self.is_behind = any(one.what is What.ROLLED_BACK for one in found)
        return found

    def is_new_here(self) -> bool:
        """Whether a vault that was used before meets a machine that has no note of it."""
        with self._database.read() as connection:
            used = any(rows.head_header(connection, log) for log in self.own)
        return used and self._anchors.read() is None

    def is_of_another_key(self) -> bool:
        """Whether the note of this machine is of another key of the vault, as before its key was changed."""
        return self._anchors.is_of_another_key()

    def anchor(self, at: datetime) -> None:
        """Note on this machine how far the vault has come; what was missing before is still awaited."""
        self.checkpoints.make()
        seen = self._anchors.read()
        with self._database.read() as connection:
            entries = rows.count(connection)
            here = {log: reached for log in self.own if (reached := _reached(connection, log))}
        before = {} if seen is None else {reached.log: reached for reached in seen.chains}
        further = {
            log: max(before.get(log, reached), reached, key=lambda one: one.seq)
            for log, reached in here.items()
        }
        least = 0 if seen is None else seen.entries
        # Those of this device last, for a place with little room keeps the last.
        old = (reached for log, reached in before.items() if log not in further)
        self._anchors.write((*old, *further.values()), entries=max(entries, least), at=at)

    def follow(self, vault_key: bytes) -> None:
        """Let the note of this machine hold for the vault under its new key."""
        self._anchors.move_to(vault_key)

    def accept(self, at: datetime) -> None:
        """Take the vault as it is now for what this machine has seen, after a restore that was told.

        Raises:
            DiskError: this machine could not note it, and would miss the same at the next unlock.
        """
        with self._database.read() as connection:
            entries = rows.count(connection)
            here = [reached for log in rows.logs(connection) if (reached := _reached(connection, log))]
        self._anchors.write(here, entries=entries, at=at)
        kept = self._anchors.read()
        if self._was_seen and (kept is None or any(self._missing(kept))):
            raise DiskError(DISK_REFUSED)
        self.is_behind = False

    def paper(self) -> Checkpoint:
        """Give the checkpoint that is printed: that of the chain of cases and the register, as it is now."""
        return next(one for one in self.checkpoints.make() if one.log == self._chains.record)

    def notes(self) -> tuple[str, ...]:
        """Give the newest signed note of each chain of this device, as others can verify it."""
        self.checkpoints.make()
        return tuple(note for log in self.own if (note := self.checkpoints.note(log)))

    def witnessed(self, checkpoint: Checkpoint) -> None:
        """Note that a checkpoint has left this machine."""
        content = msgspec.json.encode([checkpoint.log, checkpoint.size]).decode()
        with self._database.write() as connection:
            values.put(connection, _PAPER, content)

    def outstanding(self) -> Outstanding:
        """Count what no checkpoint that left this machine covers yet.

        A vault that was restored goes on in new chains: until the first print of one, the ends of those
        before are counted too. From then on that print covers them, for entries name what they knew of.
        """
        log = self._chains.record
        with self._database.read() as connection:
            printed, size = _seen(values.get(connection, _PAPER))
            logs = [log] if printed == log else _record_logs(connection)
            ends = {one: _length(connection, one) for one in logs}
            starts = {one: min(size, end) if one == printed else 0 for one, end in ends.items()}
            firsts = [
                header
                for one in logs
                if (header := rows.header_at(connection, one, starts[one] + 1)) is not None
            ]
        count = sum(ends.values()) - sum(starts.values())
        return Outstanding(count, min((instant(read_header(one).t.utc) for one in firsts), default=None))

    def compare(self, printed: str) -> Problem | None:
        """Hold the line of a printed record against the chain that it names; None where it fits.

        Raises:
            NotACheckpointError: it is no such line.
        """
        line = parse_line(printed)
        with self._database.read() as connection:
            logs = [log for log in rows.logs(connection) if log.startswith(line.log)]
            names = rows.names_after(connection, logs[0], 0) if logs else []
        if len(names) < line.size:
            return _short(line.log, line.size - len(names))
        tree = merkle.root(names[: line.size])
        return None if tree.hex()[:SHORT] == line.root else _other(line.log, line.size)

    def _missing(self, anchor: Anchor) -> Iterator[Problem]:
        with self._database.read() as connection:
            for reached in anchor.chains:
                header = rows.head_header(connection, reached.log)
                here = 0 if header is None else read_header(header).seq
                name = rows.name_at(connection, reached.log, reached.seq)
                if here < reached.seq:
                    yield _rolled_back(reached.log, reached.seq - here, anchor.utc)
                elif name is None or name.hex()[:NAME_DIGITS] != reached.name:
                    yield _rewritten(reached, anchor.utc)
            count = rows.count(connection)
        if count < anchor.entries:
            yield _fewer(anchor.entries - count, anchor.utc)


def _reached(connection: sa.Connection, log: ChainId) -> Reached | None:
    header = rows.head_header(connection, log)
    if header is None:
        return None
    seq = read_header(header).seq
    name = rows.name_at(connection, log, seq)
    return None if name is None else Reached(log, seq, name.hex()[:NAME_DIGITS])


def _seen(kept: str | None) -> tuple[str, int]:
    try:
        return msgspec.json.decode(kept or "", type=tuple[str, int])
    except msgspec.MsgspecError:
        return "", 0


def _record_logs(connection: sa.Connection) -> list[ChainId]:
    heads = ((log, rows.head_header(connection, log)) for log in rows.logs(connection))
    return [log for log, head in heads if head is not None and read_header(head).book != ACCESS]


def _length(connection: sa.Connection, log: ChainId) -> int:
    head = rows.head_header(connection, log)
    return 0 if head is None else read_header(head).seq


def _rolled_back(log: ChainId, missing: int, since: str) -> Problem:
    meaning = (
        f"This vault is older than the last state seen on this machine: {_are(missing)} missing. "
        "It can be read; nothing is recorded in it. Put the newest folder back, restore the newest backup, "
        "or ask an administrator to accept the loss."
    )
    return Problem(What.ROLLED_BACK, log, since, meaning)


def _are(count: int) -> str:
    return "1 entry is" if count == 1 else f"{count} entries are"


def _fewer(missing: int, since: str) -> Problem:
    meaning = f"Of all that this machine has seen in this vault, {_are(missing)} not there."
    return Problem(What.GAP, "", since, meaning)


def _rewritten(reached: Reached, since: str) -> Problem:
    meaning = f"Entry {reached.seq} of this chain is another than this machine saw there."
    return Problem(What.REWRITTEN, f"{reached.log}/{reached.seq}", since, meaning)


def _short(log: str, missing: int) -> Problem:
    meaning = f"Of what the printed record saw in this chain, {_are(missing)} not there."
    return Problem(What.ROLLED_BACK, log, "", meaning)


def _other(log: str, size: int) -> Problem:
    meaning = f"The first {size} entries of this chain are not those that the printed record saw."
    return Problem(What.REWRITTEN, f"{log}/{size}", "", meaning)
