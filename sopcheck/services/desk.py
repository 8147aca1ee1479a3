"""The desk of an unlocked person: every service on one open vault, and what the status line says."""

from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.register.register import Person
from sopcheck.services.assurance import Assurance
from sopcheck.services.backups import Backups
from sopcheck.services.calendars import Calendars
from sopcheck.services.casework import Casework
from sopcheck.services.drafting import Drafting
from sopcheck.services.enrolment import People
from sopcheck.services.erasure import Erasure
from sopcheck.services.exchanging import Exchanging
from sopcheck.services.library import Library
from sopcheck.services.moving import Moving
from sopcheck.services.opened import Opened
from sopcheck.services.printing import Printing
from sopcheck.services.publishing import Publishing
from sopcheck.services.recovery import Recovery
from sopcheck.services.rehearsing import Rehearsing
from sopcheck.services.reminders import Reminders
from sopcheck.services.sampling import Sampling
from sopcheck.services.supervision import Supervision


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStatus:
    """What the status line says; unwitnessed are the entries that no print covers yet.

    `behind` is the sentence for a vault that is an older state of itself, which is only read.
    """

    entries: int
    unwitnessed: int
    oldest_unwitnessed: datetime | None
    notices: tuple[str, ...]
    last_backup: datetime | None = None
    behind: str = ""


class Drafts:
    """Half-typed text, kept encrypted under a key that the window chooses; it survives lock and crash."""

    def __init__(self, opened: Opened) -> None:
        self._unfinished = opened.vault.unfinished

    def keep(self, key: str, text: str) -> None:
        """Keep the text; an empty one is forgotten."""
        # What somebody deleted from a field is to be gone, not kept as a row that says it was there.
        if text:
            self._unfinished.keep(key=key, text=text)
        else:
            self._unfinished.drop(key)

    def get(self, key: str) -> str:
        """The text kept under the key, or nothing."""
        return self._unfinished.get(key)

    def forget(self, key: str) -> None:
        """Forget the text, once it is saved as an answer."""
        self._unfinished.drop(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All services of an unlocked vault; locked at the end."""

    opened: Opened
    people: People
    casework: Casework
    supervision: Supervision
    reminders: Reminders
    sampling: Sampling
    library: Library
    calendars: Calendars
    publishing: Publishing
    drafting: Drafting
    exchanging: Exchanging
    moving: Moving
    printing: Printing
    assurance: Assurance
    erasure: Erasure
    drafts: Drafts
    rehearsing: Rehearsing
    recovery: Recovery
    backups: Backups

    @property
    def me(self) -> Person:
        """Who works here."""
        return self.opened.register.me

    def status(self) -> DeskStatus:
        """The present state of the vault for the status line."""
        witnessed = self.printing.witnessed()
        return DeskStatus(
            entries=self.opened.vault.ledger.count(),
            unwitnessed=witnessed.entries_since,
            oldest_unwitnessed=witnessed.oldest_since,
            notices=self.assurance.notices,
            last_backup=self.backups.newest(),
            behind=self.assurance.behind,
        )

    def lock(self) -> None:
        """Close the vault; everything that was saved stays saved."""
        try:
            self.assurance.anchor()
        finally:
            self.opened.vault.close()
