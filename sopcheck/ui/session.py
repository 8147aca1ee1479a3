"""What every page of an unlocked vault is handed: the desk, the runner, the clock and the force's lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sopcheck.settings import ForceSettings
from sopcheck.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from sopcheck.services.access import Desk

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person at one unlocked vault."""

    desk: Desk
    tasks: TaskRunner
    now: Callable[[], datetime]
    force: ForceSettings
    zone: ZoneInfo = LONDON
