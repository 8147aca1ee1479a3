"""Noting that a vault was restored, once it is open again."""

from sopcheck.cases.access_events import VaultRestored
from sopcheck.services.opened import Opened
from sopcheck.services.vault_ports import Restored


def note_restore(opened: Opened, restored: Restored) -> None:
    """Note a restore in the access book, and let this machine expect no more than what came back.

    Raises:
        NotNotedError, UnavailableError: it could not be noted; the next unlock says again what is missing.
    """
    event = VaultRestored(at=opened.register.at(), backup=restored.made, missing=restored.missing)
    opened.scribe.note_access(event)
    opened.vault.witness.accept(opened.scribe.now())
