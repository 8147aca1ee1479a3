"""Which backups are kept: one a day for two weeks, one a week for twelve, and always the newest."""

from collections.abc import Iterable
from datetime import datetime, timedelta

DAYS = timedelta(days=14)
WEEKS = timedelta(weeks=12)


def kept(made: Iterable[datetime], *, now: datetime) -> set[datetime]:
    """Give those to keep: the newest of each day and of each week, in UTC, and the newest of all."""
    newest_first = sorted(set(made), reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in newest_first:
        # A clock that was wrong must delete nothing: what lies ahead of now is as good as new.
        if now - moment <= DAYS:
            days.setdefault(moment.date(), moment)
        if now - moment <= WEEKS:
            weeks.setdefault(moment.isocalendar()[:2], moment)
    return {*newest_first[:1], *days.values(), *weeks.values()}
