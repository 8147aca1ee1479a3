"""Verifying what a vault holds, all of it or what came since the last good check.

How far each chain was found good is kept in the vault under a MAC of the vault key (`security.md` 5.7).
"""

from collections.abc import Callable, Collection, Iterator, Mapping

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from sopcheck import canonical
from sopcheck.crypto import kdf
from sopcheck.crypto.signing import KnownSigners
from sopcheck.ledger.chain import Mark
from sopcheck.ledger.entry import ChainId, Header, MalformedHeaderError, PersonId, read_header
from sopcheck.ledger.verify import Link, Problem, Verifier, What, broken_links, examine
from sopcheck.vault import rows, values
from sopcheck.vault.database import Database
from sopcheck.vault.rows import Filed

Progress = Callable[[int, int], None]
Marks = dict[ChainId, Mark]

_KEY = b"sopcheck/mark/v1"
_NAME = "verified"


class Report(Struct, frozen=True):
    """What a verification found: how many entries were checked, and what is wrong."""

    checked: int
    problems: tuple[Problem, ...]


class _Kept(Struct, frozen=True, forbid_unknown_fields=True):
    mac: str
    marks: Marks


class Verification:
    """Checks the entries of a vault and remembers how far they were good."""

    def __init__(self, database: Database, *, vault_key: bytes) -> None:
        """Check this vault."""
        self._database = database
        self._key = kdf.subkey(vault_key, _KEY)

    def run(
        self, keys: Mapping[PersonId, Collection[bytes]], *, everything: bool, progress: Progress | None
    ) -> Report:
        """Check form, content, signatures, chains and filing; a good result moves the marks forward."""
        verifier = KnownSigners(keys)
        marks = {} if everything else self._marks()
        links: list[Link] = []
        problems = self._check(marks, verifier, links, progress)
        if not problems:
            self._keep(marks, links)
        return Report(len(links), tuple(problems))

    def quickly(self) -> Report:
        """Check what came since the last good check, but no signatures, for which the people must be known."""
        links: list[Link] = []
        problems = self._check(self._marks(), None, links, None)
        return Report(len(links), tuple(problems))

    def _check(
        self, marks: Marks, verifier: Verifier | None, links: list[Link], progress: Progress | None
    ) -> list[Problem]:
        problems = self._lost(marks)
        with self._database.read() as connection:
            total = rows.count(connection)
            logs = rows.logs(connection)
        done = sum(mark.seq for mark in marks.values())
        for chunk in (chunk for log in logs for chunk in self._chunks(log, marks)):
            for filed in chunk:
                problems += _problems(filed, verifier, links)
            done += len(chunk)
            if progress is not None:
                progress(done, total)
        return problems + broken_links(links, since=marks)

    def _chunks(self, log: ChainId, marks: Marks) -> Iterator[list[Filed]]:
        since = marks[log].seq if log in marks else 0
        last: Filed | None = None
        while True:
            with self._database.read() as connection:
                chunk = rows.of_log(connection, log, after=last, since=since)
            if not chunk:
                return
            yield chunk
            last = chunk[-1]

    def _lost(self, marks: Marks) -> list[Problem]:
        with self._database.read() as connection:
            return [_lost(log) for log, mark in marks.items() if not rows.has(connection, log, mark)]

    def _marks(self) -> Marks:
        with self._database.read() as connection:
            text = values.get(connection, _NAME)
        try:
            kept = msgspec.json.decode(text or "", type=_Kept)
            claimed = bytes.fromhex(kept.mac)
        except (msgspec.MsgspecError, ValueError):
            return {}
        return kept.marks if kdf.tag_fits(self._key, _authenticated(kept.marks), claimed) else {}

    def _keep(self, marks: Marks, links: list[Link]) -> None:
        for link in sorted(links, key=lambda link: link.seq):
            marks[link.log] = Mark(link.seq, link.hash)
        kept = _Kept(kdf.tag(self._key, _authenticated(marks)).hex(), marks)
        with self._database.write() as connection:
            values.put(connection, _NAME, msgspec.json.encode(kept).decode())


def _authenticated(marks: Marks) -> bytes:
    return canonical.encode(msgspec.to_builtins(marks))


def _problems(filed: Filed, verifier: Verifier | None, links: list[Link]) -> Iterator[Problem]:
    found = examine(filed.entry, verifier)
    yield from found.problems
    if found.link is not None:
        links.append(found.link)
        if not _is_in_place(filed, found.link):
            yield _misfiled(found.link)


def _is_in_place(filed: Filed, link: Link) -> bool:
    header = read_header(filed.entry.header_bytes)
    return (filed.hash, filed.log, filed.seq, filed.book) == (link.hash, header.log, header.seq, header.book)


def _misfiled(link: Link) -> Problem:
    return Problem(
        What.MISFILED, link.hash, link.utc, "This entry is filed under another name, number or book than it says."
    )


def _lost(log: ChainId) -> Problem:
    return Problem(
        What.GAP, log, "", "Entries that were verified before are no longer at the end of what this device wrote."
    )
