"""Which limit rules a place, and when it ends: versions, grades, target dates, extensions (8, 10, 13, 19)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sopcheck.cases.events import Place
from sopcheck.cases.lines import Line
from sopcheck.cases.moments import EARLIEST, LATEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Asked, Counted, Reading
from sopcheck.cases.standing import Extension, GradeSetting
from sopcheck.checklists.conditions import came_true
from sopcheck.checklists.definition import Grade, ItemId, Limit
from sopcheck.checklists.limits import due_soon_from


class Ruled(NamedTuple):
    """The limit that rules a place and its end; nothing is counted where its clock has not started."""

    plan: ItemPlan
    limit: Limit
    counted: Counted | None
    extended_to: datetime | None = None


def floor_of(asked: Asked, judged: datetime | None) -> datetime | None:
    """Give from when a limit may count; of something done, as it was asked when it was done.

    So what was done late stays late when the condition ends later; none where it was not asked.
    """
    # With one step or none it was asked then as it is now, or not at all.
    if judged is not None and len(asked.history) > 1:
        then = came_true(asked.history, judged)
        if then is not None:
            return max(asked.joined, then)
    return asked.floor if asked.applies == "yes" else None


def ruled(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, judged: datetime | None
) -> Ruled | None:
    """Find the limit that rules a place; none where no version that counts has one."""
    if line.is_plain:
        found = _under(reading, line, plan, of, judged, None)
    else:
        found = _over_moves(reading, line, plan, of, judged)
    if found is None or found.counted is None or not reading.case.extensions:
        return found
    # Of a grade an extension is for the time that it was given in, so it is counted with the grade.
    if found.plan.level is not None:
        return found
    place = reading.case.programme.lead(Place(line.checklist, plan.item.id, of))
    return extended(found, reading.case.extensions.get(place, ()))


def _over_moves(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, judged: datetime | None
) -> Ruled | None:
    def under(number: int, version: ItemPlan) -> Ruled | None:
        """Give the end as one version rules it."""
        brought = line.brought(reading, version.item.id, of, number=number)
        return _under(reading, line, version, of, judged, brought)

    return over_versions(line, plan.item.id, under)


def extended(found: Ruled, extensions: Sequence[Extension]) -> Ruled:
    """Extend a limit; once it has passed it stays passed, and says that it was extended (convention 19)."""
    if found.counted is None:
        return found
    start, end, soon, provisional = found.counted
    for extension in extensions:
        # When it was recorded decides, not when it was agreed: a passed limit is not made unpassed.
        if extension.recorded <= end < extension.until:
            end, provisional = extension.until, False
            soon = due_soon_from(start, end)
    last = extensions[-1].until if extensions else found.extended_to
    return found._replace(counted=Counted(start, end, soon, provisional), extended_to=last)


def over_versions(line: Line, item: ItemId, under: Callable[[int, ItemPlan], Ruled | None]) -> Ruled | None:
    """Judge under the version in force when the limit ended; a move creates no passed limit (convention 13).

    `under` gives what rules under the version of a number, the oldest being 0.
    """
    current: Ruled | None = None
    for number, (adopted, plan) in enumerate(line.versions_of(item)):
        if current is not None and current.counted is not None and current.counted.end <= adopted.at:
            break
        found = None if plan is None else under(number, plan)
        if current is None or found is None or not _shortened_into_the_past(found, adopted.at, number):
            current = found
    return current


def _shortened_into_the_past(found: Ruled, moved: datetime, number: int) -> bool:
    return number > 0 and found.counted is not None and found.counted.end < moved


def _under(
    reading: Reading,
    line: Line,
    plan: ItemPlan,
    of: str | None,
    judged: datetime | None,
    brought: datetime | None,
) -> Ruled | None:
    """Find the end of the limit as one version has it."""
    limit = plan.item.limit
    if limit is None:
        return None
    if limit.unit == "target-date":
        return _to_target(reading, plan, limit, of)
    asked = reading.asked(plan.scope, of)
    if plan.level is not None:
        joined = max(asked.joined, brought or EARLIEST)
        return _of_grade(reading, line, plan, limit, of, plan.level[0], joined)
    floor = floor_of(asked, judged)
    setting = reading.clock(limit.from_, of)
    if floor is None or setting is None:
        return Ruled(plan, limit, None)
    start = max(setting.at, floor) if brought is None else max(setting.at, floor, brought)
    return Ruled(plan, limit, reading.counted(limit, start))


def _to_target(reading: Reading, plan: ItemPlan, limit: Limit, of: str | None) -> Ruled:
    """Find the end of a typed date; one typed after the date had passed leaves it passed (convention 19)."""
    dates = reading.targets(limit.from_, of)
    if not dates:
        return Ruled(plan, limit, None)
    end = dates[0].at
    for typed in dates[1:]:
        end = typed.at if typed.recorded <= end else end
    start = min(dates[0].recorded, end)
    counted = Counted(start, end, due_soon_from(start, end, typed_date=True), provisional=False)
    return Ruled(plan, limit, counted)


def _of_grade(
    reading: Reading,
    line: Line,
    plan: ItemPlan,
    limit: Limit,
    of: str | None,
    grade: Grade,
    floor: datetime,
) -> Ruled:
    """Find the limit of a grade: as it rises, the earlier of the old limit and the new one (convention 8)."""
    settings = grade_settings(reading, grade, of)
    setting = reading.clock(limit.from_, of)
    found = Ruled(plan, limit, None)
    if setting is None:
        return found
    before = len(grade.levels_high_to_low)
    for place, given in enumerate(settings):
        number = level_of(grade, given.choice)
        # A fall changes nothing: the old limit stands until somebody extends it.
        of_level = _limit_of_level(line, grade, number) or limit
        counted = found.counted
        if counted is None:
            counted = reading.counted(of_level, max(setting.at, floor))
        elif number < before:
            counted = min(counted, reading.counted(of_level, given.at), key=lambda one: one.end)
        level = Place(line.checklist, grade.levels_high_to_low[number].item, of)
        said = _while_it_stood(reading.case.extensions.get(level, ()), settings, place)
        found = extended(Ruled(plan, limit, counted), said)
        before = number
    return found


def _while_it_stood(
    said: Sequence[Extension], settings: Sequence[GradeSetting], place: int
) -> tuple[Extension, ...]:
    """Give the extensions of a level that were recorded while that grade stood; it may come back later."""
    # The first may have been put right since, so nothing can be too early for it.
    begin = settings[place].recorded if place else EARLIEST
    end = settings[place + 1].recorded if place + 1 < len(settings) else LATEST
    return tuple(extension for extension in said if begin <= extension.recorded < end)


def grade_settings(reading: Reading, grade: Grade, of: str | None) -> tuple[GradeSetting, ...]:
    """Give how a grade was set over time, for the subject that it belongs to or for the case."""
    owner = None if grade.of is None else reading.case.owner(of, grade.of)
    return tuple(
        given
        for given in reading.case.grades
        if given.grade == grade.id and given.of == owner and given.at <= reading.at
    )


def level_of(grade: Grade, choice: str) -> int:
    """Give the place of a choice among the levels, the highest being 0."""
    choices = [level.choice for level in grade.levels_high_to_low]
    return choices.index(choice)


def _limit_of_level(line: Line, grade: Grade, number: int) -> Limit | None:
    plan = line.followed[-1].by_id.get(grade.levels_high_to_low[number].item)
    return None if plan is None else plan.item.limit
