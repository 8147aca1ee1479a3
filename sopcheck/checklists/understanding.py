"""Times as people type them, `14:05`, `yesterday 9`, `fri 16:30`, `5 may 16:10`, and what they mean.

A time field shows what was understood before it is taken, so a short form may be read boldly; what could
well be meant otherwise is refused with a sentence instead.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sopcheck.checklists.local_time import (
    TimeRefusedError,
    at_wall,
    day_of,
    judged_at,
    readings,
    start_of_day,
    to_local,
    zone_name,
)
from sopcheck.checklists.time_words import MONTHS, WEEKDAYS, day_words, moment_words

_EXAMPLES = "Write it as 14:05, yesterday 9:30, fri 16:30 or 5 May 16:10."
_ONE_DAY = timedelta(days=1)
_AGO = re.compile(r"(\d{1,4}) ?(?:(m)|(h)|(d))[a-z]* ago")
_TIMED = re.compile(r"(?:(?P<day>.+?) )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?: ?(?P<half>[ap]m))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)")
_SLASHED = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)(?:/(?P<year>\d{4}|\d\d))?")
_NAMED = re.compile(r"(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>[a-z]{3,9})(?: (?P<year>\d{4}))?")
_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed time means.

    `readings` are the instants: two in the repeated hour, of which one must be chosen; of a day alone the
    one at which it is judged. `words` say it back, `reading_words` say each reading.
    """

    day: date
    readings: tuple[datetime, ...]
    words: str
    reading_words: tuple[str, ...]
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """From where a typed time is seen: the moment, the zone, and whether it is rather still to come."""

    now: datetime
    zone: ZoneInfo
    ahead: bool

    @property
    def today(self) -> date:
        """The local date."""
        return day_of(self.now, self.zone)


def understand(text: str, *, now: datetime, zone: ZoneInfo, ahead: bool = False) -> Understood:
    """Tell what a typed time means, seen from `now`; `ahead` prefers what is still to come.

    Raises:
        TimeRefusedError: it is not understood, there is no such day or time, or the clock never showed it.
    """
    seen = _Seen(now, zone, ahead)
    typed = " ".join(text.lower().replace(",", " ").split())
    if typed == "now":
        return _moments((to_local(now, zone),), seen)
    if ago := _AGO.fullmatch(typed):
        return _moments((to_local(now - _span(ago), zone),), seen)
    # Noon is the one hour that people write as a word.
    typed, zone_word = _without_zone(typed.replace("noon", "12:00"), seen)
    timed = _TIMED.fullmatch(typed)
    if not timed:
        return _whole_day(_day(typed, seen), seen)
    wall = _wall(timed["day"] or "", _clock(timed), seen)
    return _moments(_meant(wall, zone_word, zone), seen)


def _moments(meant: tuple[datetime, ...], seen: _Seen) -> Understood:
    said = tuple(moment_words(at, zone=seen.zone, now=seen.now) for at in meant)
    return Understood(meant[0].date(), meant, " or ".join(said), said)


def _whole_day(day: date, seen: _Seen) -> Understood:
    words = day_words(day, today=seen.today)
    # A day that has not come cannot have been recorded after; it is judged at its end.
    recorded_at = max(seen.now, start_of_day(day, seen.zone) + _ONE_DAY) if day > seen.today else seen.now
    at = judged_at(day, recorded_at=recorded_at, zone=seen.zone)
    return Understood(day, (to_local(at, seen.zone),), words, (words,), day_only=True)


def _span(ago: re.Match[str]) -> timedelta:
    count = int(ago[1])
    if ago[2]:
        return timedelta(minutes=count)
    return timedelta(hours=count) if ago[3] else timedelta(days=count)


def _without_zone(typed: str, seen: _Seen) -> tuple[str, str]:
    """Take `bst`, `gmt` or `+01:00` off the end, where it stands there."""
    # A look at each quarter of a year finds every name that the zone's time goes by.
    names = {zone_name(seen.now + timedelta(days=90 * quarter), seen.zone).lower() for quarter in range(4)}
    zone_word = re.search(rf" ?({'|'.join(map(re.escape, names))}|[+-]\d\d:\d\d)$", typed)
    return (typed[: zone_word.start()], zone_word[1]) if zone_word else (typed, "")


def _clock(timed: re.Match[str]) -> time:
    if not (timed["day"] or timed["minute"] or timed["half"]):
        raise TimeRefusedError(f"It is not clear whether this is an hour or a day. {_EXAMPLES}")
    try:
        return time(_hour(int(timed["hour"]), timed["half"]), int(timed["minute"] or 0))
    except ValueError:
        raise TimeRefusedError(f"There is no such time of day. {_EXAMPLES}") from None


def _hour(written: int, half: str | None) -> int:
    if half is None:
        return written
    if not 1 <= written <= 12:
        raise ValueError(half)
    # 12 am is midnight and 12 pm is noon.
    return written % 12 + (12 if half == "pm" else 0)


def _wall(day_text: str, clock: time, seen: _Seen) -> datetime:
    now = to_local(seen.now, seen.zone).replace(tzinfo=None)
    wall = datetime.combine(_day(day_text or "today", seen), clock)
    if seen.ahead or wall <= now:
        return wall
    # At half past midnight "23:50" is last night; at 14:00 "14:05" is a watch that runs fast, not yesterday.
    if not day_text and wall - now > timedelta(hours=12):
        return wall - _ONE_DAY
    return wall - 7 * _ONE_DAY if _weekday(day_text) is not None else wall


def _meant(wall: datetime, zone_word: str, zone: ZoneInfo) -> tuple[datetime, ...]:
    both = readings(wall, zone) or (at_wall(wall, zone=zone),)
    # Without a word for the zone both readings stand, and the person chooses.
    fitting = tuple(at for at in both if zone_word in {"", zone_name(at, zone).lower(), at.isoformat()[-6:]})
    if not fitting:
        raise TimeRefusedError("The clock did not show this time with this offset. Leave the offset out.")
    return fitting


def _day(text: str, seen: _Seen) -> date:
    if text in _NEAR_DAYS:
        return seen.today + _NEAR_DAYS[text] * _ONE_DAY
    weekday = _weekday(text)
    if weekday is not None:
        back = (seen.today.weekday() - weekday) % 7
        return seen.today + ((7 - back) % 7 if seen.ahead else -back) * _ONE_DAY
    first, _, rest = text.partition(" ")
    named = _weekday(first)
    day = _date(text if named is None else rest, seen)
    if named not in {None, day.weekday()}:
        raise TimeRefusedError(f"That day is a {WEEKDAYS[day.weekday()]}. Give only the date.")
    return day


def _weekday(text: str) -> int | None:
    return _position(text.removeprefix("last "), WEEKDAYS)


def _position(name: str, names: tuple[str, ...]) -> int | None:
    """Find a name by its first letters, of which there must be three: "ma" could be March or May."""
    found = [at for at, whole in enumerate(names) if whole.lower().startswith(name)]
    return found[0] if found and len(name) >= 3 else None


def _date(text: str, seen: _Seen) -> date:
    written = _ISO.fullmatch(text) or _SLASHED.fullmatch(text) or _NAMED.fullmatch(text)
    if not written:
        raise TimeRefusedError(f"This time is not understood. {_EXAMPLES}")
    try:
        day = _dated(written, seen)
    except ValueError:
        raise TimeRefusedError(f"There is no such day. {_EXAMPLES}") from None
    if not 1900 <= day.year <= 9990:
        raise TimeRefusedError(f"This year cannot be right. {_EXAMPLES}")
    return day


def _dated(written: re.Match[str], seen: _Seen) -> date:
    month, day = _month(written["month"]), int(written["day"])
    if not written["year"]:
        return _nearest_year(date(seen.today.year, month, day), seen)
    year = int(written["year"])
    # Nobody types a year of the first century; two digits are of this one.
    return date(year + 2000 if year < 100 else year, month, day)


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    at = _position(written, MONTHS)
    if at is None:
        raise ValueError(written)
    return at + 1


def _nearest_year(day: date, seen: _Seen) -> date:
    if seen.ahead and day < seen.today:
        return day.replace(year=day.year + 1)
    if not seen.ahead and day > seen.today:
        return day.replace(year=day.year - 1)
    return day
