"""The one place that knows all the parts: builds them and gives the desk of an unlocked person."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sopcheck.ledger.entry import PersonId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopcheck.checklists.definition import Checklist
    from sopcheck.services.access import Access, Opened, People
    from sopcheck.services.assurance import Assurance
    from sopcheck.services.casework import Casework
    from sopcheck.services.desk import Desk
    from sopcheck.services.library import Library
    from sopcheck.services.people import NewPerson
    from sopcheck.services.ports import Clock, VaultFolder
    from sopcheck.services.printing import Printing
    from sopcheck.services.supervision import Supervision


class SystemClock:
    """The clock of this machine, to the second."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC).replace(microsecond=0)
