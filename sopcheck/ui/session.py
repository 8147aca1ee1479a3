"""What every page of an unlocked vault is handed: the desk, the runner, the clock and the force's lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopcheck.checklists.local_time import LONDON

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sopcheck.services.desk import Desk
    from sopcheck.services.people import Strength
    from sopcheck.settings import ForceSettings
    from sopcheck.ui.tasks import TaskRunner


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person at one unlocked vault."""

    desk: Desk
    tasks: TaskRunner
    now: Callable[[], datetime]
    force: ForceSettings
    strength: Callable[[str], Strength]
    zone: ZoneInfo = LONDON
