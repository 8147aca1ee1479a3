"""Entries as a file that a stranger can verify with other code (`docs/ledger-format.md`).

One JSON object a line. The words of cases are left out unless they are asked for: headers, signatures and
checkpoints prove that nothing was altered or taken out, and say nothing of what was written.
"""

import json
from collections.abc import Iterator

from sopcheck.cases.access_events import EntriesExported
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import When
from sopcheck.cases.texts import line
from sopcheck.ledger.entry import REGISTER, Stored
from sopcheck.services.opened import Opened

FORMAT = "sopcheck-entries"
VERSION = 1
_ACTION: Action = "export entries"


class EntryExport:
    """Writes the entries of an open vault for a verifier elsewhere."""

    def __init__(self, opened: Opened) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register

    def entries(self, *, purpose: str, recipient: str, words: bool = False) -> bytes:
        """Give every entry with the newest checkpoints, once it is noted for whom and what for.

        Raises:
            RefusedError: you are neither auditor nor administrator, or no purpose or recipient is given.
            NotNotedError: it could not be noted; nothing is given.
        """
        purpose = line(purpose, what="purpose", required=True)
        recipient = line(recipient, what="recipient", required=True)
        with self._scribe.noting_refusals(_ACTION):
            role = require(self._register.me, _ACTION)
        count = self._vault.ledger.count() + 1
        at = When(self._scribe.now())
        noted = EntriesExported(at=at, purpose=purpose, recipient=recipient, entries=count, words=words)
        self._scribe.note_access(noted, role=role)
        return b"".join(self._lines(words=words))

    def _lines(self, *, words: bool) -> Iterator[bytes]:
        notes = list(self._vault.witness.notes())
        yield _line({"checkpoints": notes, "format": FORMAT, "v": VERSION, "vault": self._vault.vault_id})
        for book in self._vault.ledger.books():
            # Without the register nobody could tell whose signatures these are.
            for stored in self._vault.ledger.entries(book):
                yield _line(_fields(stored, words=words or book == REGISTER))


def _fields(stored: Stored, *, words: bool) -> dict[str, str]:
    entry = stored.entry
    fields = {"header": entry.header_bytes.decode(), "signature": entry.signature.hex()}
    if words and entry.salt is not None and entry.body is not None:
        fields |= {"body": entry.body.decode(), "salt": entry.salt.hex()}
    return fields


def _line(fields: dict[str, object] | dict[str, str]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode() + b"\n"
