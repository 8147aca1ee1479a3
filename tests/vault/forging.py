"""Somebody with a person's passphrase, the device and SQL, who rewrites what was recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import structs
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.crypto.signing import SigningKey
from sopcheck.ledger import checkpoint as notes
from sopcheck.ledger.checkpoint import Checkpoint
from sopcheck.ledger.entry import (
    SIGNED_FOR,
    Entry,
    Header,
    PersonId,
    body_hash,
    entry_hash,
    read_header,
    write_header,
)
from sopcheck.ledger.merkle import Frontier
from sopcheck.vault import cipher
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyslots import open_slot
from sopcheck.vault.labels import read_files
from sopcheck.vault.specs import key_spec
from tests.vault.vaults import PASSPHRASE, slot_of

_ENTRIES = (
    "SELECT e.header, e.signature, b.salt, b.content FROM entry e LEFT JOIN body b ON b.entry = e.id "
    "WHERE e.book != 'access' ORDER BY e.id"
)
_FILE = "INSERT INTO entry (hash, log, seq, book, received, header, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass
class Forger:
    """The chain of cases of a locked vault, to be changed and put back."""

    folder: Path
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        opened = open_slot(
            read_files(Folder(self.folder)), slot_of(self.folder), PASSPHRASE, device_secret=None
        )
        self.vault_key = opened.secrets.vault_key
        self.person = SigningKey(opened.slot.person, opened.secrets.seed)
        self._spec = key_spec(opened.file, self.vault_key)
        connection = self.connected()
        self.entries = [Entry(*row) for row in connection.execute(_ENTRIES)]
        (seed,) = connection.execute("SELECT seed FROM device").fetchone()
        connection.close()
        self.device = SigningKey(PersonId("device"), seed)

    def connected(self) -> sqlcipher.Connection:
        connection = cipher.connect(self.folder / "vault.db", self._spec)
        connection.execute("PRAGMA foreign_keys=OFF")
        return connection

    def run(self, *statements: str) -> None:
        connection = self.connected()
        for statement in statements:
            connection.execute(statement)
        connection.close()

    def header(self, place: int) -> Header:
        return read_header(self.entries[place].header_bytes)

    def signed(self, header_bytes: bytes, like: Entry, *, signer: SigningKey | None = None) -> Entry:
        signature = (signer or self.person).sign(SIGNED_FOR + header_bytes)
        return structs.replace(like, header_bytes=header_bytes, signature=signature)

    def rewrite(self, place: int, body: bytes) -> None:
        """Change what an entry says and sign it and all that follow again, as only its author can."""
        for number in range(place, len(self.entries)):
            entry, header = self.entries[number], self.header(number)
            if number == place:
                entry = structs.replace(entry, body=body)
                header = structs.replace(header, body_n=len(body), body_h=body_hash(entry.salt or b"", body))
            else:
                before = entry_hash(self.entries[number - 1].header_bytes)
                header = structs.replace(header, prev=before, seen=(before,))
            self.entries[number] = self.signed(write_header(header), entry)

    def append(self, change: Callable[[Header], Header], *, signer: SigningKey | None = None) -> None:
        """Add an entry like the last one, changed and signed."""
        last = self.header(-1)
        before = entry_hash(self.entries[-1].header_bytes)
        header = change(structs.replace(last, seq=last.seq + 1, prev=before, seen=(before,)))
        self.entries.append(self.signed(write_header(header), self.entries[-1], signer=signer))

    def save(self) -> None:
        """Put the chain back as it is now."""
        connection = self.connected()
        connection.execute("DELETE FROM body WHERE entry IN (SELECT id FROM entry WHERE book != 'access')")
        connection.execute("DELETE FROM entry WHERE book != 'access'")
        for entry in self.entries:
            self._file(connection, entry)
        connection.close()

    def drop_checkpoints(self, *, last: int | None = None) -> None:
        some = "" if last is None else f" ORDER BY size DESC LIMIT {last}"
        log = self.header(0).log
        rows = f"SELECT rowid FROM checkpoint WHERE log = '{log}'{some}"
        self.run(f"DELETE FROM checkpoint WHERE rowid IN ({rows})")

    def sign_a_checkpoint(self) -> None:
        """Make a checkpoint of the chain as it is now, with the key of the device."""
        frontier = Frontier()
        for entry in self.entries:
            frontier.append(bytes.fromhex(entry_hash(entry.header_bytes)))
        made = Checkpoint(self.header(0).log, frontier.size, frontier.root())
        note = notes.signed(made, device_key=self.device.public, sign=self.device.sign)
        connection = self.connected()
        row = (made.log, made.size, note, b"".join(frontier.peaks))
        connection.execute("INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?)", row)
        connection.close()

    def forget_the_anchor(self) -> None:
        self.folder.with_name(self.folder.name + ".anchor").unlink()

    def _file(self, connection: sqlcipher.Connection, entry: Entry) -> None:
        header = read_header(entry.header_bytes)
        name = bytes.fromhex(entry_hash(entry.header_bytes))
        place = (name, header.log, header.seq, header.book, header.t.utc, entry.header_bytes, entry.signature)
        connection.execute(_FILE, place)
        connection.execute("INSERT INTO body VALUES (last_insert_rowid(), ?, ?)", (entry.salt, entry.body))
