"""Entries as the services write and read them: events to drafts, stored entries to recorded events."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime
from typing import TypeGuard, get_args

from sopcheck.cases import codec
from sopcheck.cases.access_events import AccessEvent, AttemptRefused
from sopcheck.cases.authority import Action
from sopcheck.cases.derived import Change
from sopcheck.cases.events import CaseEvent, CaseId, Event, Recorded, When
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.register.events import RegisterEvent
from sopcheck.cases.register.register import RegisterEntry
from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import ACCESS, REGISTER, Book, Draft, EntryHash, Sop, Stored
from sopcheck.ledger.merge import unseen_by
from sopcheck.services.ports import Clock, Ledger

_NOT_NOTED = "This must be noted in the access book first, and that failed, so it was not done."
_OF_CASE = frozenset(get_args(CaseEvent))
Also = Callable[[Sequence[Stored]], Change]
SopOf = Callable[[Event], Sop | None]
Judge = Callable[[Stored, CaseEvent, Mapping[EntryHash, CaseEvent]], str]
"""Says why an entry does not count, beside the events before it that do; else nothing."""


class NotNotedError(UnavailableError):
    """The access book could not be written, so what should be noted in it was not done."""


def _no_sop(_event: Event) -> Sop | None:
    return None


def _entitled(_stored: Stored, _event: CaseEvent, _before: Mapping[EntryHash, CaseEvent]) -> str:
    return ""


class Scribe:
    """Writes events into the books of one open vault, stamped with the time of its clock."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock.now()

    def write(
        self,
        book: Book,
        events: Sequence[Event],
        *,
        role: str,
        also: Also | None = None,
        sop: SopOf = _no_sop,
    ) -> list[Stored]:
        """Append events to a book in one durable transaction; all of them or none."""
        drafts = [_draft(book, event, role=role, sop=sop(event)) for event in events]
        return self._ledger.append(drafts, recorded_at=self._clock.now(), also=also)

    def note_access(self, *events: Event, role: str = "") -> None:
        """Write into the access book; what is to be shown is shown only after this.

        Raises:
            NotNotedError: it could not be written; nothing may be shown.
        """
        try:
            self.write(ACCESS, events, role=role or "person")
        # Its own kind of error, for a caller who has acted already must say so instead of undoing it.
        except UnavailableError as error:
            raise NotNotedError(f"{_NOT_NOTED} {error}") from error

    @contextmanager
    def noting_refusals(self, action: Action, case: CaseId | None = None) -> Iterator[None]:
        """Note in the access book what a rule of role, rank, independence or gate refuses in the block."""
        try:
            yield
        except ActRefusedError as refusal:
            # A slip of the hand is no attempt, and the access book is read by people.
            if refusal.rule != "other":
                now = When(self.now())
                self.note_access(AttemptRefused(at=now, action=action, rule=refusal.rule, case=case))
            raise

    def read_case(self, book: Book, judge: Judge = _entitled) -> tuple[Recorded, ...]:
        """Every entry of a case book in causal order, as the fold takes them; `judge` says what counts."""
        return recorded(self._ledger.entries(book), judge)

    def not_counted(self, book: Book, judge: Judge) -> Iterator[tuple[Stored, str]]:
        """Give the entries of a case book that do not count by `judge`, each with the reason."""
        before: dict[EntryHash, CaseEvent] = {}
        for stored in self._ledger.entries(book):
            event, why = _judged(stored, judge, before)
            if event is not None and why:
                yield stored, why

    def read_access(self) -> tuple[tuple[Stored, AccessEvent], ...]:
        """Every entry of the access book that can be read, in order."""
        read = (
            (stored, codec.decode(stored.kind, stored.version, stored.body))
            for stored in self._ledger.entries(ACCESS)
        )
        return tuple((stored, event) for stored, event in read if isinstance(event, AccessEvent))

    def read_register(self) -> tuple[tuple[Stored, RegisterEntry], ...]:
        """Every entry of the register in causal order."""
        return tuple((stored, _register_entry(stored)) for stored in self._ledger.entries(REGISTER))


def _draft(book: Book, event: Event, *, role: str, sop: Sop | None) -> Draft:
    written = codec.encode(event)
    return Draft(book=book, kind=written.kind, version=written.version, body=written.body, role=role, sop=sop)


def recorded(
    entries: Sequence[Stored], judge: Judge = _entitled, *, after: Iterable[Recorded] = ()
) -> tuple[Recorded, ...]:
    """Entries of a case book in causal order as recorded events; what cannot be read says why.

    So does what its author might not write, by the sentence that `judge` gives of it; `after` are the entries
    of the case before these.
    """
    unseen = unseen_by(entries)
    before = {one.entry: one.event for one in after if one.event is not None}
    return tuple(_recorded(stored, unseen[stored.hash], judge, before) for stored in entries)


def _recorded(
    stored: Stored, unseen: AbstractSet[EntryHash], judge: Judge, before: dict[EntryHash, CaseEvent]
) -> Recorded:
    event, why = _judged(stored, judge, before)
    return Recorded(
        entry=stored.hash,
        by=stored.by,
        role=stored.role,
        recorded=stored.recorded,
        received=stored.received,
        # Kept without its event: a newer version may read it, and the fold says what is missing.
        event=None if why else event,
        unseen=frozenset(unseen),
        why_missing=why,
    )


def _judged(stored: Stored, judge: Judge, before: dict[EntryHash, CaseEvent]) -> tuple[CaseEvent | None, str]:
    """Read an entry and say why it does not count; what counts joins the events before the next."""
    found = codec.decode(stored.kind, stored.version, stored.body)
    if not _is_of_case(found):
        return None, _why_missing(found)
    why = judge(stored, found, before)
    if not why:
        before[stored.hash] = found
    return found, why


def _is_of_case(found: codec.BookEvent | codec.Unreadable) -> TypeGuard[CaseEvent]:
    # Asking a union of thirty kinds takes a while, and a long case has hundreds of entries.
    return type(found) in _OF_CASE


def _register_entry(stored: Stored) -> RegisterEntry:
    event = codec.decode(stored.kind, stored.version, stored.body)
    return RegisterEntry(
        entry=stored.hash,
        by=stored.by,
        recorded=stored.recorded,
        event=event if isinstance(event, RegisterEvent) else None,
        why_missing="" if isinstance(event, RegisterEvent) else _why_missing(event),
        role=stored.role,
        log=stored.header.log,
        seq=stored.header.seq,
        begins=not stored.header.seen,
    )


def _why_missing(event: codec.BookEvent | codec.Unreadable) -> str:
    if isinstance(event, codec.Unreadable):
        return event.sentence
    return "This entry belongs to another book. Verify the vault."
