"""How a rehearsal writes what was found: rows of the lists, times, yes and no."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sopcheck.cases.states import Exceptions, PlaceState, ReviewState, TimelineEntry
from sopcheck.checklists.local_time import LONDON
from sopcheck.checklists.time_words import elapsed, end_text

Row = tuple[PlaceState, ...]


def place_rows(exceptions: Exceptions) -> dict[str, tuple[Row, ...]]:
    """The five lists of items, by name."""
    return {
        "limits_passed": exceptions.limits_passed,
        "gates_not_met": exceptions.gates_not_met,
        "not_done": exceptions.not_done,
        "not_applicable": exceptions.not_applicable,
        "late_records_and_corrections": exceptions.late_records_and_corrections,
    }


def row_name(row: Row) -> str:
    """`item`, `item @ subject` or, for one act, `item + item @ subject`."""
    items = " + ".join(dict.fromkeys(state.place.item for state in row))
    of = row[0].place.of
    return f"{items} @ {of}" if of else items


def row_key(name: str) -> tuple[frozenset[str], str]:
    """What a row is compared by: its items in any order, and its subject."""
    items, _, of = name.partition("@")
    return frozenset(item.strip().rpartition("/")[2] for item in items.split("+")), of.strip()


def review_names(state: ReviewState, aliases: Mapping[str, str]) -> tuple[str, ...]:
    """The names by which a review may be called in a list, the usual one first.

    A rolling one bears its due date, because there may be several.
    """
    rule = str(state.rule.id)
    dated = f"{rule} {due_text(state.due)[:10]}" if state.due else rule
    # Several reviews of a rolling rule may be late; only the due date tells them apart.
    usual = dated if state.rule.type == "rolling" else rule
    about = [aliases.get(state.of, state.of)] if state.of else []
    return tuple(dict.fromkeys((usual, *(f"{usual} @ {of}" for of in about), dated, rule)))


def due_text(due: datetime | None) -> str:
    """An end as the file writes it: `2026-06-04 24:00`."""
    return "never" if due is None else end_text(due, zone=LONDON)


def over_text(seconds: int | None) -> str:
    """An overrun as the file writes it: `1d18h30m`."""
    return "not over" if seconds is None else elapsed(timedelta(seconds=seconds))


def yes_no(value: object) -> str:
    """How the file writes a truth."""
    return "yes" if value else "no"


def same_minute(one: datetime | None, other: datetime) -> bool:
    """Tell whether two instants lie in the same minute."""
    return _minute(one) == _minute(other)


def _minute(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp() // 60)


def timeline_name(entry: TimelineEntry, aliases: Mapping[str, str]) -> str:
    """A note by its name in the file, a clock as `clock @ subject`."""
    if entry.what == "note":
        return aliases.get(entry.entry, entry.name) if entry.entry else entry.name
    return f"{entry.name} @ {entry.of}" if entry.of else entry.name


def listed(names: Iterable[str]) -> str:
    """A list as a sentence writes it."""
    return ", ".join(names) or "nothing"
