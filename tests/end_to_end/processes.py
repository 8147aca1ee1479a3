"""Running the installed program in processes of its own, as people and scripts do."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Done:
    """What a process left."""

    status: int
    out: str
    err: str

    def field(self, key: str) -> object:
        """A field of the one JSON document on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found[key]


def sopcheck(*arguments: str | Path, **environment: str) -> Done:
    """Run one command to its end."""
    command = [sys.executable, "-m", "sopcheck", *map(str, arguments)]
    ran = subprocess.run(
        command, env=os.environ | environment, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    return Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def hours_ago(hours: int) -> str:
    """A wall time some hours ago, with its offset, so that no repeated hour is in doubt."""
    local = datetime.now(UTC).astimezone(LONDON) - timedelta(hours=hours)
    return local.strftime("%Y-%m-%d %H:%M%z")[:-2] + ":" + local.strftime("%z")[-2:]
