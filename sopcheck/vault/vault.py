"""An open vault: what the person who unlocked it can reach, until it is closed, which locks it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from sopcheck.ledger.chain import Chains
from sopcheck.ledger.entry import Signer
from sopcheck.ledger.verify import Problem
from sopcheck.vault import attempts, cipher
from sopcheck.vault.backup import Backups
from sopcheck.vault.database import Database
from sopcheck.vault.folder import Folder
from sopcheck.vault.index import CaseIndex
from sopcheck.vault.ledger import Ledger
from sopcheck.vault.people import Slots
from sopcheck.vault.private import Markers, Numbers, PrintNotice, Proofs, Snapshots, Unfinished
from sopcheck.vault.rehearsal import Rehearsal
from sopcheck.vault.rekeying import Rekeying
from sopcheck.vault.ways_back import WaysBack
from sopcheck.vault.witness import Witness


@dataclass(frozen=True, slots=True)
class Identity:
    """Who unlocked which vault on which device: ids, public keys and the chains that are written on."""

    vault: str
    signer: Signer
    public_key: bytes
    device_key: bytes
    chains: Chains


@dataclass(frozen=True, slots=True)
class Findings:
    """What unlocking found: sentences for the user, problems of the ledger, failed unlocks before."""

    notices: tuple[str, ...]
    problems: tuple[Problem, ...]
    failed_unlocks: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Rooms:
    """What changes the key file or the whole database."""

    slots: Slots
    ways_back: WaysBack
    heal: Callable[[], None] | None
    backups: Backups
    rehearsal: Rehearsal
    rekeying: Rekeying


class OpenVault:
    """The parts of an open vault, and closing it."""

    def __init__(
        self,
        folder: Folder,
        database: Database,
        *,
        identity: Identity,
        findings: Findings,
        ledger: Ledger,
        witness: Witness,
        rooms: Rooms,
        closing: ExitStack,
    ) -> None:
        """Put the parts together; `closing` gives back what was taken to open them."""
        self.vault_id = identity.vault
        self.person = identity.signer.person
        self.public_key = identity.public_key
        self.device_key = identity.device_key
        self.chains = identity.chains
        self.notices = findings.notices
        self.problems = findings.problems
        self.failed_unlocks = findings.failed_unlocks
        self.ledger = ledger
        self.witness = witness
        self.slots = rooms.slots
        self.ways_back = rooms.ways_back
        self.backups = rooms.backups
        self.rehearsal = rooms.rehearsal
        self.rekeying = rooms.rekeying
        self.index = CaseIndex(database)
        self.unfinished = Unfinished(database, self.person)
        self.markers = Markers(database, self.person)
        self.snapshots = Snapshots(database)
        self.proofs = Proofs(database)
        self.numbers = Numbers(database)
        self.print_notice = PrintNotice(database)
        self._signer = identity.signer
        self._folder = folder
        self._database = database
        self._closing = closing
        self._heal = rooms.heal

    def sign(self, message: bytes) -> bytes:
        """Sign a message, which names what it is for, as the person who unlocked."""
        return self._signer.sign(message)

    def forget_failed_unlocks(self) -> None:
        """Count failed unlocks anew; called once those found are in the access book."""
        # Only then, or a kill between would lose that somebody had tried.
        attempts.forget(self._folder)

    def heal(self) -> None:
        """Make the file whole again where unlocking found a torn page that holds nothing; else do nothing.

        Raises:
            VaultDamagedError, DiskError: nothing changed; the vault can be used as it is.
        """
        heal, self._heal = self._heal, None
        if heal is not None:
            heal()

    def check_pages(self) -> None:
        """Check every page of the file, its structure, and the settings on which saving rests.

        Raises:
            VaultDamagedError, CipherMissingError: something is wrong with it.
        """
        with self._database.whole() as driver:
            cipher.check_held(driver, self._folder.database)

    def close(self) -> None:
        """Lock the vault: a save under way ends first; afterwards nothing here answers any more."""
        self._closing.close()

    def __enter__(self) -> "OpenVault":
        """Use the vault in a block that locks it at its end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Lock the vault."""
        self.close()
