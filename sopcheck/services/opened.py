"""An open vault with what every service needs of it."""

from dataclasses import dataclass

from sopcheck.services.ports import Vault
from sopcheck.services.register_desk import RegisterDesk
from sopcheck.services.scribe import Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An open vault with its register, ready for the desk."""

    vault: Vault
    scribe: Scribe
    register: RegisterDesk
