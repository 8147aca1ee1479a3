"""The one place that knows all the parts: builds them and hands them to each other. No logic."""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sopcheck.services.access import Access
from sopcheck.vault.machine import this_machine
from sopcheck.vault.place import VaultPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopcheck.cases.register.recovery_sheet import RecoverySheet
    from sopcheck.cases.rehearsals.player import Played
    from sopcheck.cases.reviews.reviewed import Marking, PrintOrder
    from sopcheck.cases.sampling import Sample
    from sopcheck.checklists.board import BoardPaper
    from sopcheck.ledger.entry import PersonId
    from sopcheck.records.press import Press
    from sopcheck.services.desk import Desk
    from sopcheck.services.exchanging import Exchanging
    from sopcheck.services.library import Library
    from sopcheck.services.opened import Opened
    from sopcheck.services.people import NewPerson, Strength
    from sopcheck.services.ports import Clock, Vault
    from sopcheck.services.publishing import Publishing
    from sopcheck.vault.keyring import DeviceSecrets
    from sopcheck.vault.keyslots import Costs

_ID_BYTES = 16


class SystemClock:
    """The clock of this machine, to the second."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        from datetime import UTC, datetime  # nobody asks before the unlock page is painted

        return datetime.now(UTC).replace(microsecond=0)


class Program:
    """The program on one vault folder."""

    def __init__(self, folder: Path, *, clock: Clock, place: VaultPlace, notice: str = "") -> None:
        self.folder = folder
        self.clock = clock
        self.place = place
        self._notice = notice
        self.access = Access(place, clock=clock, new_id=_new_id, furnish=self._furnish, meter=_strength)

    @classmethod
    def for_folder(
        cls,
        folder: Path | None = None,
        *,
        clock: Clock | None = None,
        keyring: Callable[[], DeviceSecrets] | None = None,
        costs: Costs | None = None,
        notice: str = "",
    ) -> Program:
        """The program on the vault of a folder; without one, on that of this account.

        `notice` prints at the top of every document, that a case is fictitious; the vault keeps it.
        """
        path = folder or default_folder()
        place = VaultPlace(path, machine=this_machine(), keyring=keyring or _system_keyring, costs=costs)
        return cls(path, clock=clock or SystemClock(), place=place, notice=notice)

    def unlock(self, person: PersonId, passphrase: str) -> Desk:
        """The desk of a person; see `Access.unlock`."""
        return self.access.unlock(person, passphrase)

    def _furnish(self, vault: Vault, founder: NewPerson | None, label: str) -> Desk:
        from sopcheck.checklists import calendar, packs
        from sopcheck.services.opening import Shipped, open_up

        if self._notice:
            vault.print_notice.keep(self._notice)
        shipped = Shipped(packs=packs.shipped, calendar=calendar.shipped)
        opened = open_up(vault, clock=self.clock, shipped=shipped, founder=founder, label=label)
        return self._desk(opened)

    def _desk(self, opened: Opened) -> Desk:
        from sopcheck.services.assurance import Assurance
        from sopcheck.services.backups import Backups
        from sopcheck.services.calendars import Calendars
        from sopcheck.services.case_books import CaseBooks
        from sopcheck.services.casework import Casework
        from sopcheck.services.desk import Desk, Drafts
        from sopcheck.services.drafting import Drafting
        from sopcheck.services.enrolment import People
        from sopcheck.services.erasure import Erasure
        from sopcheck.services.library import Library
        from sopcheck.services.moving import Moving
        from sopcheck.services.printing import Printing
        from sopcheck.services.publishing import Publishing
        from sopcheck.services.recovery import Recovery
        from sopcheck.services.rehearsing import Rehearsing
        from sopcheck.services.reminders import Reminders
        from sopcheck.services.sampling import Sampling
        from sopcheck.services.signed_records import SignedRecords
        from sopcheck.services.supervision import Supervision

        marking = _marking(opened.vault.print_notice.get())
        books, press = CaseBooks(opened), _press()
        records = SignedRecords(opened, press)
        assurance = Assurance(opened, books, self.place, records)
        assurance.make_ready()
        words = _words_to_avoid()
        library, publishing = Library(opened.register), Publishing(opened)
        supervision = Supervision(opened, books, _new_id, press=press, marking=marking)
        return Desk(
            opened=opened,
            people=People(opened, _new_id),
            casework=Casework(opened, books, _new_id, words),
            supervision=supervision,
            reminders=Reminders(opened, supervision),
            sampling=Sampling(opened, _new_id, partial(_audit_sheet, marking)),
            library=library,
            calendars=Calendars(opened, assurance.rebuild),
            publishing=publishing,
            drafting=Drafting(opened, publishing, words),
            exchanging=self._exchanging(library, publishing),
            moving=Moving(opened, books, _new_id),
            printing=Printing(opened, books, press, records, marking),
            assurance=assurance,
            erasure=Erasure(opened, books),
            drafts=Drafts(opened),
            rehearsing=Rehearsing(lambda: opened.register.definitions),
            recovery=Recovery(opened, _printed_sheet),
            backups=Backups(opened),
        )

    def _exchanging(self, library: Library, publishing: Publishing) -> Exchanging:
        from sopcheck.exchange import definition_files
        from sopcheck.services.exchanging import Exchanging

        now = self.clock.now
        return Exchanging(
            library, publishing, definition_files, lambda paper: printed_comparison(paper, printed_at=now())
        )


def default_folder() -> Path:
    """Where the vault of this account lies: its local data folder, which never roams."""
    import platformdirs

    return Path(platformdirs.user_data_path("sopcheck", appauthor=False, roaming=False)) / "vault"


def _new_id() -> str:
    return os.urandom(_ID_BYTES).hex()


def _press() -> Press:
    from sopcheck.crypto.signing import verify
    from sopcheck.records.freezing import SALT_BYTES
    from sopcheck.records.press import Press

    return Press(lambda: os.urandom(SALT_BYTES), verify)


def rehearsed_record(played: Played) -> bytes:
    """The record of the last review of a rehearsal, as a PDF."""
    from sopcheck.records.rehearsed import rehearsed_record

    return rehearsed_record(played, _press())


def _audit_sheet(marking: Marking, sample: Sample, order: PrintOrder) -> bytes:
    from sopcheck.records.audit_sheet import render_audit_sheet

    return render_audit_sheet(sample, order, marking)


def printed_comparison(paper: BoardPaper, *, printed_at: datetime) -> bytes:
    """What differs between two versions of a checklist, as a PDF for the board that approves one."""
    from sopcheck.records.board_print import render_board_paper
    from sopcheck.settings import shipped

    force = shipped()
    return render_board_paper(paper, marking=force.marking, handling=force.handling, printed_at=printed_at)


def _printed_sheet(sheet: RecoverySheet) -> bytes:
    from sopcheck.records.recovery_page import render_sheet
    from sopcheck.settings import shipped

    force = shipped()
    return render_sheet(sheet, marking=force.marking, handling=force.handling)


def new_custodian(passphrase: str) -> tuple[bytes, str]:
    """The key file of a custodian, and the public key that goes with it."""
    from sopcheck.vault.custodian import make_custodian

    return make_custodian(passphrase, os.urandom)


def custodian_keys(typed: tuple[str, ...]) -> tuple[str, str]:
    """The public keys of two custodians as they were typed."""
    from sopcheck.vault.custodian import custodian_keys

    return custodian_keys(typed)


def _system_keyring() -> DeviceSecrets:
    from sopcheck.vault.keyring import system_keyring

    return system_keyring()


def _strength(passphrase: str) -> Strength:
    from sopcheck.services.people import Strength
    from sopcheck.vault.strength import judged

    score, words, good_enough = judged(passphrase)
    return Strength(score=score, words=words, good_enough=good_enough)


def _words_to_avoid() -> dict[str, str]:
    from sopcheck import resources
    from sopcheck.cases.hints import read_words

    return read_words(resources.read_text("words-to-avoid.txt"))


# Read once, because reading YAML takes longer than all else that an unlock does after the key is there.
@cache
def _marking(notice: str) -> Marking:
    from sopcheck.cases.reviews.reviewed import Marking
    from sopcheck.settings import shipped

    force = shipped()
    return Marking(marking=force.marking, handling=force.handling, notice=notice)
