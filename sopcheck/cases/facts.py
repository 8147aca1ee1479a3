"""Facts of the case and of its subjects over time: what was said, and what the program knows by itself.

Statements are ordered by when they took effect; of two with one time the later recorded holds. Statements
by people who did not know of each other and differ are in conflict and read unknown (convention 24).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sopcheck.cases.standing import FactHistory, FactSetting
from sopcheck.checklists.conditions import History, Truth, value_at
from sopcheck.checklists.definition import FactId
from sopcheck.ledger.entry import EntryHash

FactKey = tuple[FactId, str | None]


class FactBook:
    """Takes statements in the order of the entries and gives the history of each fact."""

    def __init__(self) -> None:
        self._settings: dict[FactKey, list[FactSetting]] = {}
        self._heads: dict[FactKey, list[FactSetting]] = {}

    def say(self, setting: FactSetting, *, unseen: frozenset[EntryHash] = frozenset()) -> None:
        """Take a statement; one by a person replaces those the person knew of."""
        key = (setting.fact, setting.of)
        self._settings.setdefault(key, []).append(setting)
        # Only people contradict each other; what the program states follows what they said.
        if setting.source == "person":
            apart = [head for head in self._heads.get(key, ()) if head.entry in unseen]
            self._heads[key] = [*apart, setting]

    def settle(self, fact: FactId, of: str | None, keep: EntryHash, *, unseen: frozenset[EntryHash]) -> bool:
        """Let one statement hold and drop the others that were known; tells whether there was such a one."""
        key = (fact, of)
        heads = self._heads.get(key, [])
        if not any(head.entry == keep for head in heads):
            return False
        dropped = {head.entry for head in heads if head.entry not in unseen and head.entry != keep}
        self._heads[key] = [head for head in heads if head.entry not in dropped]
        self._settings[key] = [said for said in self._settings[key] if said.entry not in dropped]
        return True

    def read(self, fact: FactId, of: str | None, at: datetime) -> Truth:
        """What a fact is at a moment on a subject; where nothing was said of it, on the case."""
        own, base = (self._steps((fact, on)) for on in (of, None))
        return value_at(with_fallback(own, base), at)

    def histories(self) -> dict[FactKey, FactHistory]:
        """What each fact was, over time."""
        return {key: _history(said, self._heads.get(key, [])) for key, said in self._settings.items()}

    def _steps(self, key: FactKey) -> History:
        return _history(self._settings.get(key, []), self._heads.get(key, [])).steps


def _history(said: list[FactSetting], heads: list[FactSetting]) -> FactHistory:
    ordered = sorted(said, key=lambda setting: (setting.at, setting.order))
    conflict = len({head.value for head in heads}) > 1
    # Of two statements of one moment the later recorded is the one that stays in the mapping.
    steps: dict[datetime, Truth] = {setting.at: setting.value for setting in ordered}
    if conflict:
        # Before the later of them began, only one was said of that time.
        disputed = max(head.at for head in heads)
        steps = {at: value for at, value in steps.items() if at < disputed} | {disputed: "unknown"}
    return FactHistory(steps=_without_repeats(steps), settings=tuple(ordered), conflict=conflict)


def _without_repeats(steps: Mapping[datetime, Truth]) -> History:
    kept: list[tuple[datetime, Truth]] = []
    for at, value in steps.items():
        if not kept or kept[-1][1] != value:
            kept.append((at, value))
    return tuple(kept)


def joined(contributions: Iterable[tuple[datetime, str, Truth]]) -> History:
    """Give a case fact that a repeated item sets: yes while the answer for any subject makes it so.

    Each contribution is when it took effect, the place it comes from and what it makes of the fact.
    """
    values: dict[str, Truth] = {}
    steps: dict[datetime, Truth] = {}
    for at, place, value in sorted(contributions):
        values[place] = value
        steps[at] = "yes" if "yes" in values.values() else value
    return _without_repeats(steps)


def with_fallback(own: History, base: History) -> History:
    """Give what is known of a subject: its own from where anything is, before that the case's."""
    if not own:
        return base
    first = own[0][0]
    return (*(step for step in base if step[0] < first), *own)


def any_of(subjects: Iterable[tuple[datetime, History]], base: History) -> History:
    """Give what an item reads that is of another kind or of none (convention 18).

    Each subject is given with the moment since when it is there. Yes if any subject's is yes, else unknown if
    any is unknown or there is none, else no. What was said of the case before the first of them joined counts
    from when it took effect.
    """
    changes: list[tuple[datetime, int, Truth]] = []
    for number, (since, own) in enumerate(subjects):
        # A statement may be older than the day on which its subject joined the case; it counts from then on.
        there = min(since, own[0][0]) if own else since
        known = with_fallback(own, base)
        changes.append((there, number, value_at(known, there)))
        changes.extend((at, number, value) for at, value in known if at > there)
    return _any_over_time(sorted(changes), base) if changes else ()


def _any_over_time(changes: list[tuple[datetime, int, Truth]], base: History) -> History:
    steps = {at: value for at, value in base if at < changes[0][0]}
    values: dict[int, Truth] = {}
    for at, number, value in changes:
        values[number] = value
        now = values.values()
        steps[at] = "yes" if "yes" in now else "unknown" if "unknown" in now else "no"
    return _without_repeats(steps)
