"""The form of a header: what every field may look like (`security.md` 5.2 and 5.3).

Reading one's own vault trusts the hash and skips this; whatever is written, imported or verified passes here.
All fields are plain ASCII, which is why the fast writer of headers gives the canonical form.
"""

import re
from collections.abc import Iterator

from msgspec import UNSET

from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import FORMAT, Draft, Header, write_header

MOST_HEADER_BYTES = 64 * 1024
MOST_BODY_BYTES = 1024 * 1024
# RFC 8785 writes numbers as JavaScript reads them, which is exact up to here.
_GREATEST = 2**53 - 1

_HASH = re.compile(r"[0-9a-f]{64}")
_CHAIN = re.compile(r"[0-9a-f]{32}")
_BOOK = re.compile(r"register|access|case:[A-Za-z0-9_-]{1,64}")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,32}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


class UnfitEntryError(RefusedError):
    """What was to be recorded cannot be an entry."""


def check(header: Header) -> None:
    """Refuse a header that nobody could verify later.

    Raises:
        UnfitEntryError: a field does not have its form, or the header is too large.
    """
    # The same test as on verifying: what passes here must never be called malformed there.
    if not fits(header) or len(write_header(header)) > MOST_HEADER_BYTES:
        raise UnfitEntryError(
            "This cannot be recorded: its description is not in order. Please report this fault."
        )


def check_draft(draft: Draft) -> None:
    """Refuse a body that is too large to be kept and sent.

    Raises:
        UnfitEntryError: the body has more than a megabyte.
    """
    if len(draft.body) > MOST_BODY_BYTES:
        raise UnfitEntryError(
            "This text is too long to be recorded, at over a megabyte. Shorten it and save again."
        )


def fits(header: Header) -> bool:
    """Tell whether every field has its form."""
    numbers = (header.body_n, header.bv, header.t.mono, header.seq - 1)
    return (
        header.v == FORMAT
        and all(0 <= number <= _GREATEST for number in numbers)
        and all(pattern.fullmatch(text) for pattern, text in _texts(header))
    )


def _texts(header: Header) -> Iterator[tuple[re.Pattern[str], str]]:
    yield _HASH, header.body_h
    yield _BOOK, header.book
    yield _WORD, header.by
    yield _WORD, header.kind
    yield _CHAIN, header.log
    yield _HASH, header.prev
    yield _WORD, header.role
    for name in header.seen:
        yield _HASH, name
    yield _TIME, header.t.utc
    if header.sop is not UNSET:
        yield _WORD, header.sop.id
        yield _HASH, header.sop.sha
        yield _VERSION, header.sop.ver
