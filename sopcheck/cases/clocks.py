"""Named clocks of a case: every setting, and which of them count (conventions 8, 10, 15, 16).

A clock set again has the later recorded setting; that a second one disagrees is no reason to refuse it, for
times are corrected. Of a clock that items set the act that came last counts ("the last one if more than
one"). A rolling clock keeps every setting: each begins a round.
"""

from collections.abc import Collection

from sopcheck.cases.programme import Programme
from sopcheck.cases.standing import ClockSetting
from sopcheck.checklists.definition import Clock, ClockId

ClockKey = tuple[ClockId, str | None]


class ClockBook:
    """Takes settings; tells which of them count."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._settings: dict[ClockKey, list[ClockSetting]] = {}
        self._targets: dict[ClockKey, list[ClockSetting]] = {}

    def set(self, setting: ClockSetting) -> None:
        """Take a setting; of a target date all are kept, for one typed too late changes nothing."""
        book = self._targets if setting.source == "target" else self._settings
        book.setdefault((setting.clock, setting.of), []).append(setting)

    def is_set(self, clock: ClockId, on: Collection[str | None] | None) -> bool:
        """Whether something has set a clock of one of these subjects, or of the case; without any, at all."""
        return any(name == clock and (on is None or of in on) for name, of in self._settings)

    def counting(self) -> dict[ClockKey, tuple[ClockSetting, ...]]:
        """The settings that count, by instant: one, but of a rolling clock each."""
        return {
            key: _by_instant(settings) if self.is_rolling(key[0]) else (_current(settings),)
            for key, settings in self._settings.items()
        }

    def targets(self) -> dict[ClockKey, tuple[ClockSetting, ...]]:
        """The dates that were typed, in the order in which they were."""
        return {key: tuple(settings) for key, settings in self._targets.items()}

    def is_rolling(self, clock: ClockId) -> bool:
        """Whether each setting of a clock begins a round."""
        defined: Clock | None = self._programme.clocks.get(clock)
        return defined is not None and defined.rolling


def _said(settings: list[ClockSetting]) -> list[ClockSetting]:
    """Leave out what was only assumed, where anything was said."""
    return [setting for setting in settings if setting.source != "assumed"] or settings


def _current(settings: list[ClockSetting]) -> ClockSetting:
    said = _said(settings)
    last = max(said, key=lambda setting: setting.order)
    if last.source != "item":
        return last
    # "The last one if more than one": the last act, in whatever order they were typed.
    acts = [setting for setting in said if setting.source == "item"]
    return max(acts, key=lambda setting: setting.at)


def _by_instant(settings: list[ClockSetting]) -> tuple[ClockSetting, ...]:
    """Give each setting once; of the same said twice the act of an item, for that ends a round."""
    ordered = sorted(_said(settings), key=lambda setting: (setting.source == "item", -setting.order))
    by_instant = {setting.at: setting for setting in ordered}
    return tuple(by_instant[at] for at in sorted(by_instant))
