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


class Asking(NamedTuple):
    """A place under one version: the act it is judged on, and from when it may count at the earliest.

    `until` is when the case moved on to the next version; none for the one in force.
    """

    reading: Reading
    line: Line
    of: str | None
    judged: datetime | None
    number: int = 0
    since: datetime = EARLIEST
    until: datetime | None = None


def floor_of(asked: Asked, judged: datetime | None, until: datetime | None = None) -> datetime | None:
    """Give from when a limit may count; of something done, as it was asked when it was done.

    So what was done late stays late when the condition ends later; none where it was not asked. Under a
    version that was in force `until` then, it is as it was asked up to then.
    """
    if until is not None:
        when_done = None if judged is None or judged > until else _floor_at(asked, judged)
        return when_done or _floor_at(asked, until)
    now = asked.floor if asked.applies == "yes" else None
    # With one step or none it was asked then as it is now, or not at all.
    if judged is None or len(asked.history) < 2:
        return now
    return _floor_at(asked, judged) or now


def _floor_at(asked: Asked, moment: datetime) -> datetime | None:
    came = came_true(asked.history, moment)
    return None if came is None else max(asked.joined, came)


def ruled(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, judged: datetime | None
) -> Ruled | None:
    """Find the limit that rules a place; none where no version that counts has one."""
    if not line.is_plain:
        return over_versions(Asking(reading, line, of, judged), plan.item.id, _under)
    limit = plan.item.limit
    # Nearly every limit of nearly every case is one of these, and they are counted on every key press.
    if limit is not None and plan.level is None and limit.unit != "target-date":
        found = _from_clock(reading, plan, limit, of, floor_of(reading.asked(plan.scope, of), judged))
        return _with_extensions(reading, line, found, of) if reading.case.extensions else found
    return _under(Asking(reading, line, of, judged), plan)


def extended(found: Ruled, extensions: Sequence[Extension]) -> Ruled:
    """Extend a limit; once it has passed it stays passed, and says that it was extended (convention 19)."""
    if found.counted is None:
        return found
    start, end, soon, provisional = found.counted
    last = found.extended_to
    for extension in extensions:
        # When it was recorded decides, not when it was agreed: a passed limit is not made unpassed.
        if extension.recorded <= end < extension.until:
            end, provisional = extension.until, False
            soon = due_soon_from(start, end)
        # Where a later version gives more time than was asked for, it was extended to no end.
        if extension.recorded > end or extension.until == end:
            last = extension.until
    return found._replace(counted=Counted(start, end, soon, provisional), extended_to=last)


def over_versions(
    asking: Asking, item: ItemId, under: Callable[[Asking, ItemPlan], Ruled | None]
) -> Ruled | None:
    """Judge under the version in force when the limit ended; a move creates no passed limit (convention 13).

    `under` gives what rules a place under one version.
    """
    current: Ruled | None = None
    reading, line, of = asking.reading, asking.line, asking.of
    for number, (adopted, plan) in enumerate(line.versions_of(reading, item, of)):
        ended = current is not None and current.counted is not None and current.counted.end <= adopted.at
        if ended and not _is_asked_again(asking, item, adopted.at):
            break
        under_it = asking._replace(number=number, until=line.until(number))
        current = None if plan is None else _taken_over(current, under_it, plan, under)
    return current


def _taken_over(
    current: Ruled | None,
    asking: Asking,
    plan: ItemPlan,
    under: Callable[[Asking, ItemPlan], Ruled | None],
) -> Ruled | None:
    """Find what rules once the case follows a version; `current` ruled until then."""
    line, number = asking.line, asking.number
    moved = line.followed[number].adopted.at
    for since in line.since(asking.reading, plan.item.id, asking.of, number=number, judged=asking.judged):
        found = under(asking._replace(since=since), plan)
        if number == 0 or found is None or found.counted is None or found.counted.end >= moved:
            return found
    # The old limit stands; where none had begun to count, the new one begins with the move.
    is_old = current is not None and current.counted is not None
    if is_old and not _is_asked_again(asking, plan.item.id, moved):
        return current
    return under(asking._replace(since=moved), plan)


def _is_asked_again(asking: Asking, item: ItemId, moved: datetime) -> bool:
    """Tell whether a move made a place open that the answer of another had served till then (convention 11).

    Under the version before its limit was met, so by the move it is asked anew, and passed it never was.
    """
    after = asking.reading.case
    while after.moved is not None and after.moved.at > moved:
        after = after.moved.before
    place = Place(asking.line.checklist, item, asking.of)
    return after.moved is not None and place in after.moved.before.answers and place not in after.answers


def _under(asking: Asking, plan: ItemPlan) -> Ruled | None:
    """Find the end of the limit as one version has it."""
    limit, reading = plan.item.limit, asking.reading
    # A version in which it was rolling judged its rounds, and has no limit of the whole.
    if limit is None or plan.item.rolling:
        return None
    if plan.level is not None:
        # Of a grade an extension is for the time that it was given in, so it is counted with the grade.
        return _of_grade(asking, plan, limit, plan.level[0])
    if limit.unit == "target-date":
        found = _to_target(asking, plan, limit)
    else:
        floor = floor_of(reading.asked(plan.scope, asking.of), asking.judged, asking.until)
        floor = None if floor is None else max(floor, asking.since)
        found = _from_clock(reading, plan, limit, asking.of, floor)
    return _with_extensions(reading, asking.line, found, asking.of)


def _with_extensions(reading: Reading, line: Line, found: Ruled, of: str | None) -> Ruled:
    place = Place(line.checklist, found.plan.item.id, of)
    return extended(found, reading.case.extensions.get(place, ()))


def _from_clock(
    reading: Reading, plan: ItemPlan, limit: Limit, of: str | None, floor: datetime | None
) -> Ruled:
    setting = None if floor is None else reading.clock(limit.from_, of)
    if floor is None or setting is None:
        return Ruled(plan, limit, None)
    at = setting.at
    return Ruled(plan, limit, reading.counted(limit, at if at > floor else floor))


def _to_target(asking: Asking, plan: ItemPlan, limit: Limit) -> Ruled:
    """Find the end of a typed date; one typed after the date had passed leaves it passed (convention 19)."""
    dates = asking.reading.targets(limit.from_, asking.of)
    if not dates:
        return Ruled(plan, limit, None)
    end = dates[0].at
    for typed in dates[1:]:
        end = typed.at if typed.recorded <= end else end
    if end < asking.since:
        # A move brought it after the date; like any limit that a move brings it counts from the move.
        return Ruled(plan, limit, asking.reading.counted(limit, asking.since))
    start = min(dates[0].recorded, end)
    counted = Counted(start, end, due_soon_from(start, end, typed_date=True), provisional=False)
    return Ruled(plan, limit, counted)


def _of_grade(asking: Asking, plan: ItemPlan, limit: Limit, grade: Grade) -> Ruled:
    """Find the limit of a grade: as it rises, the earlier of the old limit and the new one (convention 8)."""
    reading, line, of = asking.reading, asking.line, asking.of
    settings = grade_settings(reading, grade, of)
    setting = reading.clock(limit.from_, of)
    found = Ruled(plan, limit, None)
    if setting is None:
        return found
    before = len(grade.levels_high_to_low)
    for place, given in enumerate(settings):
        number = level_of(grade, given.choice)
        level = _level_item(reading, grade, given.choice)
        # A fall changes nothing: the old limit stands until somebody extends it.
        of_level = _limit_of_level(asking, level) or limit
        counted = found.counted
        if counted is None:
            since = _since_of_level(asking, plan, level)
            floor = max(reading.asked(plan.scope, of).joined, since)
            counted = reading.counted(of_level, max(setting.at, floor))
        elif number < before:
            counted = min(counted, reading.counted(of_level, given.at), key=lambda one: one.end)
        extensions = reading.case.extensions.get(Place(line.checklist, level, of), ()) if level else ()
        found = extended(Ruled(plan, limit, counted), _while_it_stood(extensions, settings, place))
        before = number
    return found


def _since_of_level(asking: Asking, plan: ItemPlan, level: ItemId | None) -> datetime:
    """Give from when a level counts: one that a move brought from it, one that was there before as it was."""
    if level is None or level == plan.item.id or asking.since == EARLIEST:
        return asking.since
    return asking.line.since(asking.reading, level, asking.of, number=asking.number)[0]


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
    """Give the place of a choice among the levels, the highest being 0.

    One that only another version of the checklist has comes below them all.
    """
    choices = [level.choice for level in grade.levels_high_to_low]
    return choices.index(choice) if choice in choices else len(choices)


def _level_item(reading: Reading, grade: Grade, choice: str) -> ItemId | None:
    """Give the item of a level, in this version or in the newest that has the choice."""
    known = [grade, reading.case.programme.grade_with(grade.id, choice)]
    levels = (level for one in known if one is not None for level in one.levels_high_to_low)
    return next((level.item for level in levels if level.choice == choice), None)


def _limit_of_level(asking: Asking, item: ItemId | None) -> Limit | None:
    """Give the limit of a level as the version has it, or the last that has it."""
    versions = (asking.line.followed[asking.number], *reversed(asking.line.followed))
    plans = (version.by_id.get(item) for version in versions if item is not None)
    return next((plan.item.limit for plan in plans if plan is not None and plan.item.limit is not None), None)
