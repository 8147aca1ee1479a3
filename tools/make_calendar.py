"""Make the calendar of bank holidays that ships, from the `holidays` package.

    python tools/make_calendar.py 2028

takes the last year whose bank holidays have been published and rewrites the file of the checklists package.
Look at the difference and at the published list before it is committed; a test compares it with another list.
"""

import json
import sys
from datetime import date
from pathlib import Path

import holidays

FIRST_YEAR = 2016
FILE = Path(__file__).parent.parent / "sopcheck" / "checklists" / "calendars" / "england-and-wales.json"


def bank_holidays(last_year: int) -> list[str]:
    """Give the bank holidays from the first year on that fall on a weekday, which alone change a count."""
    years = range(FIRST_YEAR, last_year + 1)
    found = holidays.country_holidays("GB", subdiv="ENG", years=years)
    return sorted(day.isoformat() for day in found if day.weekday() < 5)


def written(last_year: int) -> str:
    """Give the text of the calendar file."""
    calendar = {
        "calendar": 1,
        "region": "England and Wales",
        "begins": date(FIRST_YEAR, 1, 1).isoformat(),
        "until": date(last_year, 12, 31).isoformat(),
        "bank_holidays": bank_holidays(last_year),
    }
    return json.dumps(calendar, indent=2) + "\n"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(written(int(sys.argv[1])), encoding="utf-8")
    print(f"Wrote {FILE.name}.")
