"""The form of a header: what every field may look like (`security.md` 5.2 and 5.3).

Reading one's own vault trusts the hash and skips this; whatever is written, imported or verified passes here.
All fields are plain ASCII, which is why the fast writer of headers gives the canonical form.
"""

import re

from msgspec import UNSET

from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import FORMAT, Draft, Header, MalformedHeaderError, instant, write_header

MOST_HEADER_BYTES = 64 * 1024
MOST_BODY_BYTES = 1024 * 1024
# RFC 8785 writes numbers as JavaScript reads them, which is exact up to here.
_GREATEST = 2**53 - 1

_HASH = "[0-9a-f]{64}"
_WORD = "[A-Za-z0-9_-]{1,64}"
_BOOK = f"register|access|case:{_WORD}"
_TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z"
# One match for all texts of a header: each field is a line of its own.
_FIELDS = re.compile(
    "\n".join((_HASH, f"(?:{_BOOK})", _WORD, _WORD, "[0-9a-f]{32}", _HASH, _WORD, _TIME)) + f"(?:\n{_HASH})*"
)
_SOP = re.compile("\n".join((_WORD, _HASH, "[A-Za-z0-9._-]{1,32}")))


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
    texts = (header.body_h, header.book, header.by, header.kind, header.log, header.prev, header.role)
    return (
        header.v == FORMAT
        and 0 <= header.body_n <= _GREATEST
        and 0 <= header.bv <= _GREATEST
        and 0 <= header.t.mono <= _GREATEST
        and 0 < header.seq <= _GREATEST
        and _are(_FIELDS, (*texts, header.t.utc, *header.seen))
        and _is_moment(header.t.utc)
        and (header.sop is UNSET or _are(_SOP, (header.sop.id, header.sop.sha, header.sop.ver)))
    )


def _are(form: re.Pattern[str], fields: tuple[str, ...]) -> bool:
    joined = "\n".join(fields)
    # One more newline would be inside a field, and what follows it would pass for the next field.
    return joined.count("\n") == len(fields) - 1 and form.fullmatch(joined) is not None


def _is_moment(utc: str) -> bool:
    # The thirtieth of February has the form of a time.
    try:
        instant(utc)
    except MalformedHeaderError:
        return False
    return True
