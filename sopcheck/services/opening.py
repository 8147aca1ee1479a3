"""What happens when a vault has just been opened: a new one is founded, an old one brought up to date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.access_events import DamageNoted, Unlocked, UnlockFailed
from sopcheck.cases.events import When
from sopcheck.cases.register.decisions import calendar_installed
from sopcheck.cases.register.events import (
    CalendarInstalled,
    DefinitionInstalled,
    DeviceAdded,
    RegisterEvent,
    Role,
)
from sopcheck.cases.register.register import Person
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.packs import PackSource
from sopcheck.errors import DamagedError
from sopcheck.ledger.verify import What
from sopcheck.services.enrolment import enrolled
from sopcheck.services.opened import Opened
from sopcheck.services.people import NewPerson
from sopcheck.services.ports import Clock, Vault
from sopcheck.services.register_desk import RegisterDesk
from sopcheck.services.scribe import Scribe

_NOBODY = (
    "The register of this vault, which says who its people are, is not there. Nothing is shown. "
    "Restore the newest backup."
)
FOUNDERS_ROLES: tuple[Role, ...] = ("administrator", "sop-owner", "supervisor", "investigator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """What ships with the program and enters a vault's register: packs, the calendar."""

    packs: Callable[[], Sequence[PackSource]]
    calendar: Callable[[], Calendar]

    def brings(self, event: RegisterEvent) -> bool:
        """Tell whether exactly this comes with the program; asked of what nobody entitled installed."""
        match event:
            case DefinitionInstalled():
                named = (event.checklist, event.version)
                found = next((pack for pack in self.packs() if (pack.id, pack.version) == named), None)
                return found is not None and found.digest == event.digest
            case CalendarInstalled():
                return self.calendar().digest == event.digest
            case _:
                return False


def open_up(vault: Vault, *, clock: Clock, shipped: Shipped, founder: NewPerson | None, label: str) -> Opened:
    """Make an open vault ready: found it where nothing is in it, note the unlock otherwise.

    Nothing is in it too where the program was ended between making the vault and founding it; the person
    of the slot then founds it under the label of the slot.

    Raises:
        DamagedError: entries are here, but nobody of whom the register knows.
    """
    scribe = Scribe(vault.ledger, clock)
    register = RegisterDesk(scribe, vault.person, shipped.brings, own=vault.chains.record)
    opened = Opened(vault=vault, scribe=scribe, register=register)
    if not register.people:
        # Or whoever takes the register out would be the next founder.
        if vault.ledger.count():
            raise DamagedError(_NOBODY)
        named = founder or NewPerson(name=label, number=label, label=label, roles=FOUNDERS_ROLES)
        _found(opened, named, shipped)
        # Without a note of it here, a vault that was just made would pass for an older copy of itself.
        vault.witness.anchor(clock.now())
    elif not vault.witness.is_behind:
        _install_new(opened, shipped)
    _note_unlock(opened, clock.now())
    return opened


def _found(opened: Opened, founder: NewPerson, shipped: Shipped) -> None:
    vault, register = opened.vault, opened.register
    at = register.at()
    me = Person(person=vault.person, name=founder.name, roles=founder.roles)
    enrolment = enrolled(register.register, vault.person, founder, by=me, key=vault.public_key.hex(), at=at)
    device = DeviceAdded(at=at, device_key=vault.device_key.hex(), chains=())
    packs = register.missing(shipped.packs())
    register.write(
        (*enrolment, device, *packs, calendar_installed(shipped.calendar(), at)), role="administrator"
    )


def _install_new(opened: Opened, shipped: Shipped) -> None:
    """A newer program brings newer packs and a longer calendar; they enter with the next unlock."""
    register = opened.register
    new = register.missing(shipped.packs())
    if new:
        register.write(new, role="program")
    calendar = shipped.calendar()
    if calendar.until > register.calendar.until:
        register.write((calendar_installed(calendar, register.at()),), role="program")
        # Lists hold when limits end, and what was provisional may end on another day.
        opened.vault.index.mark_for_rebuild()


def _note_unlock(opened: Opened, now: datetime) -> None:
    failed = tuple(UnlockFailed(at=When(at)) for at in opened.vault.failed_unlocks)
    # What this machine had seen and misses now must outlive the note that told it.
    missing = (one for one in opened.vault.problems if one.what in (What.ROLLED_BACK, What.REWRITTEN))
    damage = tuple(DamageNoted(at=When(now), what=str(one.what), where=one.where) for one in missing)
    opened.scribe.note_access(*failed, *damage, Unlocked(at=When(now)))
    if failed:
        opened.vault.forget_failed_unlocks()
