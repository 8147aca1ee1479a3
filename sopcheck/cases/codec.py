"""Events as bytes and back: canonical JSON (RFC 8785) with the kind and the version of its form beside it.

A wall time keeps its offset through a round trip. Writing refuses what this version does not know;
reading never raises for a body, it reports what is the matter, so that no entry is ever lost.
History of the forms: every kind has version 1, the first.
"""

from typing import Literal, get_args

import msgspec

from sopcheck import canonical
from sopcheck.cases.access_events import AccessEvent
from sopcheck.cases.events import CaseEvent, Event
from sopcheck.cases.register.events import RegisterEvent
from sopcheck.errors import RefusedError
from sopcheck.ledger.form import MOST_BODY_BYTES

VERSION = 1

BookEvent = CaseEvent | RegisterEvent | AccessEvent
KINDS: frozenset[str] = frozenset(kind.__name__ for kind in get_args(BookEvent))

_reader: msgspec.json.Decoder[BookEvent] = msgspec.json.Decoder(BookEvent)
# msgspec's sorted form is the canonical form for these structs (a test proves it) and ten times as fast.
_checker = msgspec.json.Encoder(order="sorted")

Reason = Literal["erased", "altered", "newer"]


class UnknownEventError(RefusedError):
    """Something is to be written that is no event of this version."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This version of sopcheck does not know that kind of entry. Use the newer version.")


class UnfitEventError(RefusedError):
    """An event would not be read back as it is: a time without its offset, a word that is not allowed."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            "This entry cannot be kept exactly as it was given. Give each time with its offset from UTC."
        )


class TooLongError(RefusedError):
    """An event is larger than an entry may be."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The text is longer than an entry can hold (1 MB). "
            "Keep the text where it belongs and give its reference here."
        )


class Written(msgspec.Struct, frozen=True):
    """An event as the body of an entry, with what its header says of it."""

    kind: str
    version: int
    body: bytes


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A body that this version cannot read, and the sentence that says why."""

    kind: str
    reason: Reason
    sentence: str


def kind_of(event: Event) -> str:
    """Give the name that stands in the header of the entry."""
    return type(event).__name__


def encode(event: Event) -> Written:
    """Write an event.

    Raises:
        UnknownEventError: it is no event of this version.
        TooLongError: it is larger than the body of an entry may be.
        UnfitEventError: it would not be read back as it is.
        canonical.UnfitValueError: a text of it holds NUL or a lone surrogate.
    """
    kind = kind_of(event)
    if kind not in KINDS:
        raise UnknownEventError
    body = canonical.encode(msgspec.to_builtins(event))
    if len(body) > MOST_BODY_BYTES:
        raise TooLongError
    # Better refused at the keyboard than found unreadable in five years.
    if _read(kind, body) != event:
        raise UnfitEventError
    return Written(kind, VERSION, body)


def decode(kind: str, version: int, body: bytes | None) -> BookEvent | Unreadable:
    """Read the body of an entry whose header says `kind` and `version`; never raises."""
    if body is None:
        return Unreadable(
            kind=kind, reason="erased", sentence="The words of this entry were erased or are missing."
        )
    if kind not in KINDS or version != VERSION:
        return Unreadable(
            kind=kind,
            reason="newer",
            sentence="This entry was written by a newer version of sopcheck. Install it to read the entry.",
        )
    return _read(kind, body)


def _read(kind: str, body: bytes) -> BookEvent | Unreadable:
    try:
        event = _reader.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _altered(kind)
    # The header was signed with the kind, so a body of another kind is not the one that was signed.
    if kind_of(event) != kind or _checker.encode(event) != body:
        return _altered(kind)
    return event


def _altered(kind: str) -> Unreadable:
    return Unreadable(
        kind=kind,
        reason="altered",
        sentence="This entry is damaged or was not written by sopcheck. Verify the vault.",
    )
