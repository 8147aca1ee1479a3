"""The ways back into a vault: making them, proving that they work, and using one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sopcheck.cases.access_events import RecoveryRehearsed, VaultRecovered
from sopcheck.cases.authority import Action
from sopcheck.cases.people import Person
from sopcheck.cases.register import decisions
from sopcheck.cases.register.events import PersonEnrolled, RecoveryForm
from sopcheck.cases.register.recovery_sheet import RecoverySheet
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.opened import Opened
from sopcheck.services.vault_ports import BackLabel
from sopcheck.services.ways_in import CustodianKeys

REHEARSED: dict[RecoveryForm, str] = {"sheet": "recovery", "force": "recovery by custodians"}
"""The names of the proofs."""
_ACTION: Action = "enrol people"
PrintSheet = Callable[[RecoverySheet], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBackRow:
    """A way back that works: its form and number, when it was made and rehearsed, whose keys it takes."""

    form: RecoveryForm
    number: str
    made: datetime
    rehearsed: datetime | None
    custodians: tuple[str, ...] = ()


class Recovery:
    """The ways back into an open vault."""

    def __init__(self, opened: Opened, print_sheet: PrintSheet) -> None:
        self._opened = opened
        self._vault = opened.vault
        self._print = print_sheet
        self._first: RecoverySheet | None = None

    def ways(self) -> tuple[WayBackRow, ...]:
        """The ways back that would work now; empty where there is none."""
        register = self._opened.register.register
        in_force = register.ways_back.values()
        rows = []
        for way in self._vault.ways_back.all():
            if way.person in in_force:
                made = register.recoveries[way.person].at.at
                proved = self._vault.proofs.last(REHEARSED[way.kind])
                # A proof is of the way there was then.
                rehearsed = proved if proved and proved >= made else None
                row = WayBackRow(
                    form=way.kind,
                    number=way.label,
                    made=made,
                    rehearsed=rehearsed,
                    custodians=way.custodians,
                )
                rows.append(row)
        return tuple(rows)

    def make_sheet(self) -> RecoverySheet:
        """Make a recovery sheet in place of the one before; its code is told here and never again.

        Raises:
            RefusedError: you are no administrator.
            UnavailableError: it could not be saved; the sheet before is good still, or none is.
        """
        self._require_administrator()
        way, groups = self._vault.ways_back.make_sheet(enter=self._entered)
        now = self._opened.scribe.now()
        return RecoverySheet(number=way.label, vault=self._vault.vault_id, made=now, groups=groups)

    def make_first(self) -> None:
        """Make the sheet of a vault that was just created; `take_first` gives it, once."""
        self._first = self.make_sheet()

    def take_first(self) -> RecoverySheet | None:
        """The sheet that came with the vault and that nobody has seen yet; none afterwards."""
        first, self._first = self._first, None
        return first

    def make_force(self, custodians: tuple[str, str]) -> str:
        """Let two custodians together recover this vault, by their public keys; gives the number of the way.

        Raises:
            RefusedError: you are no administrator, or a key keeps nothing secret.
        """
        self._require_administrator()
        return self._vault.ways_back.make_force(custodians, enter=self._entered).label

    def printed(self, sheet: RecoverySheet) -> bytes:
        """The sheet as a PDF."""
        return self._print(sheet)

    def rehearse(self, typed: str) -> str:
        """Prove that a sheet recovers this vault, without recovering it; gives the sheet's number.

        Raises:
            RefusedError: what was typed is no code, or of no sheet of this vault.
            DamagedError: recovery would fail: make a new sheet.
        """
        return self._proved(self._vault.ways_back.rehearse(typed))

    def rehearse_force(self, keys: CustodianKeys) -> str:
        """Prove that both custodians recover this vault, without recovering it; gives the way's number.

        Raises:
            RefusedError: a passphrase is wrong, or the keys are not those of this vault's custodians.
            DamagedError: a key file was altered, or recovery would fail: name the custodians anew.
        """
        return self._proved(self._vault.ways_back.rehearse_force(keys.keys))

    def new_custodian(self, passphrase: str) -> tuple[bytes, str]:
        """Make the key of a custodian: the bytes of the file to keep offline, and the public key.

        Raises:
            RefusedError: the passphrase is too easily guessed.
        """
        return self._vault.ways_back.new_custodian(passphrase)

    def _proved(self, way: BackLabel) -> str:
        require_in_force(self._opened, way.person)
        now = self._opened.register.at()
        self._opened.scribe.note_access(RecoveryRehearsed(at=now, recovery=way.person, label=way.label))
        self._vault.proofs.proved(REHEARSED[way.kind], self._opened.scribe.now())
        return way.label

    def _entered(self, way: BackLabel, key: bytes) -> None:
        register = self._opened.register
        event = decisions.make_recovery(
            register.register,
            by=register.me,
            recovery=way.person,
            form=way.kind,
            signing_key=key.hex(),
            label=way.label,
            at=register.at(),
        )
        register.write((event,), role="administrator")

    def _require_administrator(self) -> None:
        register = self._opened.register
        with self._opened.scribe.noting_refusals(_ACTION):
            decisions.require_enroller(register.register, by=register.me)


def recover(opened: Opened, person: PersonId, passphrase: str) -> None:
    """Give somebody a new slot and key, in a vault that was opened through a way back.

    Raises:
        RefusedError: there is no such person, or the passphrase is too weak; nothing changed.
        UnavailableError: it could not be saved or noted; the person's old way in is as it was.
    """
    vault, register = opened.vault, opened.register
    require_in_force(opened, vault.person)
    known = register.people.get(person)
    if known is None or all(slot.person != person for slot in vault.slots.people()):
        raise RefusedError("There is no such person in this vault. Choose one of the list.")
    label = known.label or known.number
    enter = partial(_enrol_anew, opened, known)
    vault.slots.renew(person=person, label=label, passphrase=passphrase, enter=enter)


def _enrol_anew(opened: Opened, known: Person, key: bytes) -> None:
    register = opened.register
    enrolled = PersonEnrolled(
        at=register.at(),
        person=known.person,
        name=known.name,
        number=known.number,
        signing_key=key.hex(),
        label=known.label,
    )
    register.write((enrolled,), role="recovery")
    recovered = VaultRecovered(at=register.at(), person=known.person, recovery=opened.vault.person)
    opened.scribe.note_access(recovered)


def require_in_force(opened: Opened, person: PersonId) -> None:
    """Refuse a way back in whose place another was put.

    Raises:
        RefusedError: the register knows another one.
    """
    if person not in opened.register.register.ways_back.values():
        raise RefusedError(
            "Another way back took the place of this one. Use the newest sheet, or ask an administrator."
        )
