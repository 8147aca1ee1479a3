"""Telling whether entries are what their writers signed, and whether any is missing between them.

Levels L0 of `security.md` 5.5: form, signature, content, place in the chain, forks. Whether the writer was
entitled to it is judged by those who know roles; whether the tail was cut, by marks and anchors.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from msgspec import Struct

from sopcheck import canonical
from sopcheck.ledger import form
from sopcheck.ledger.chain import NOTHING_BEFORE, Mark
from sopcheck.ledger.entry import (
    SIGNED_FOR,
    ChainId,
    Entry,
    EntryHash,
    Header,
    MalformedHeaderError,
    PersonId,
    body_hash,
    entry_hash,
    read_header,
    write_header,
)


class What(StrEnum):
    """What can be wrong with an entry or a chain."""

    MALFORMED = "malformed entry"
    UNKNOWN_SIGNER = "unknown signer"
    BAD_SIGNATURE = "bad signature"
    CONTENT_ALTERED = "content altered"
    CONTENT_MISSING = "content missing"
    GAP = "entries missing"
    BROKEN_LINK = "broken link"
    FORK = "fork"
    MISFILED = "misfiled entry"
    NOT_ENTITLED = "author not entitled"
    REWRITTEN = "history rewritten"
    ROLLED_BACK = "older than last seen"
    CLOCK = "clock contradiction"


class Problem(Struct, frozen=True):
    """One thing found: what, at which entry or chain, since when (UTC text), and a sentence for people."""

    what: What
    where: str
    since: str
    meaning: str


class Verifier(Protocol):
    """Knows the keys of people."""

    def knows(self, person: PersonId) -> bool:
        """Tell whether any key of this person is known."""

    def accepts(self, person: PersonId, message: bytes, signature: bytes) -> bool:
        """Tell whether this person signed this message."""


class Link(Struct, frozen=True, gc=False):
    """The place of an entry in its chain."""

    hash: EntryHash
    log: ChainId
    seq: int
    prev: EntryHash
    utc: str


class Examined(Struct, frozen=True, gc=False):
    """What was found of one entry; no link where it cannot be read, no header where that is out of form."""

    problems: tuple[Problem, ...]
    link: Link | None
    header: Header | None = None


def verify(
    entries: Iterable[Entry], *, verifier: Verifier, since: Mapping[ChainId, Mark] | None = None
) -> list[Problem]:
    """Check entries one by one and as chains; where a chain has a mark, the entries given begin after it."""
    found = [examine(entry, verifier) for entry in entries]
    alone = [problem for one in found for problem in one.problems]
    return alone + broken_links((one.link for one in found if one.link), since=since)


def examine(entry: Entry, verifier: Verifier | None) -> Examined:
    """Check one entry by itself; without a verifier its signature is left out."""
    name = entry_hash(entry.header_bytes)
    try:
        header = read_header(entry.header_bytes)
    except MalformedHeaderError:
        return Examined((_malformed(name),), None)
    link = Link(name, header.log, header.seq, header.prev, header.t.utc)
    # Doubled keys, spaces or escapes would let two readers see two headers under one signature.
    if write_header(header) != entry.header_bytes or not form.fits(header):
        return Examined((_malformed(name),), link)
    signed = [] if verifier is None else _signature_problems(name, header, entry, verifier)
    return Examined((*signed, *_content_problems(name, header, entry)), link, header)


def broken_links(links: Iterable[Link], *, since: Mapping[ChainId, Mark] | None = None) -> list[Problem]:
    """Check that each chain is whole: no number missing, none twice, each naming the one before."""
    chains: dict[ChainId, list[Link]] = defaultdict(list)
    for link in links:
        chains[link.log].append(link)
    begin = Mark(0, NOTHING_BEFORE)
    return [
        problem
        for log, chain in chains.items()
        for problem in _broken(sorted(chain, key=_place), (since or {}).get(log, begin))
    ]


def content_fits(header: Header, salt: bytes, body: bytes) -> bool:
    """Tell whether a body is the one that a header was signed for."""
    return len(body) == header.body_n and body_hash(salt, body) == header.body_h


def _malformed(name: str) -> Problem:
    return Problem(What.MALFORMED, name, "", "This entry is not in the form in which entries are signed.")


def _signature_problems(name: str, header: Header, entry: Entry, verifier: Verifier) -> Iterator[Problem]:
    utc = header.t.utc
    # Told apart, since an unknown person may be enrolled later and a false signature stays false.
    if not verifier.knows(header.by):
        yield Problem(What.UNKNOWN_SIGNER, name, utc, "Whoever signed this entry is not known here.")
    elif not verifier.accepts(header.by, SIGNED_FOR + entry.header_bytes, entry.signature):
        yield Problem(What.BAD_SIGNATURE, name, utc, "This entry was not signed by the person it names.")


def _content_problems(name: str, header: Header, entry: Entry) -> Iterator[Problem]:
    utc = header.t.utc
    if entry.body is None or entry.salt is None:
        yield Problem(What.CONTENT_MISSING, name, utc, "The content of this entry is not here.")
    elif not content_fits(header, entry.salt, entry.body) or not _is_canonical(entry.body):
        yield Problem(What.CONTENT_ALTERED, name, utc, "The content of this entry is not what was signed.")


def _is_canonical(body: bytes) -> bool:
    try:
        canonical.decode(body)
    except canonical.NotCanonicalError:
        return False
    return True


def _place(link: Link) -> tuple[int, EntryHash]:
    return link.seq, link.hash


def _broken(chain: list[Link], mark: Mark) -> Iterator[Problem]:
    before = {mark.hash}
    number = mark.seq
    for seq, group in groupby(chain, key=lambda link: link.seq):
        links = list(group)
        # After a gap the entries cannot name what is missing, so only the gap is told.
        yield from _misplaced(links, before) if seq == number + 1 else (_gap(links[0], seq - number - 1),)
        for link in links[1:]:
            yield Problem(
                What.FORK, link.hash, link.utc, "One device wrote two entries with the same number."
            )
        before, number = {link.hash for link in links}, seq


def _misplaced(links: list[Link], before: set[EntryHash]) -> Iterator[Problem]:
    for link in links:
        if link.prev not in before:
            yield Problem(
                What.BROKEN_LINK, link.hash, link.utc, "This entry does not follow the one before it."
            )


def _gap(link: Link, missing: int) -> Problem:
    return Problem(What.GAP, link.hash, link.utc, f"Entries are missing before this one: {missing}.")
