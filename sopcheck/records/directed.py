"""What a record says of directions on single items, and of what was added to earlier signed reviews.

Both stand where a reader looks for them: directions among the actions, addenda among the corrections.
Directions on intelligence-sensitive items stand in no ordinary record; one line of it counts such items.
"""

from collections.abc import Iterator

from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.standing import Addendum, Direction
from sopcheck.records import wording
from sopcheck.records.naming import noon, person_name
from sopcheck.records.record import Action, LateOrCorrected, Text

_SENSITIVE = "intelligence-sensitive"
_STATES = {"open": "carried", "answered": "answered", "settled": "complete", "dropped": "dropped"}


def directions(reviewed: Reviewed, *, new: bool) -> Iterator[Action]:
    """Directions given in this review; or those before it, open or settled since the last review."""
    for direction in reviewed.case.directions:
        is_new = direction.review == reviewed.held.review
        if is_new == new and (new or _is_current(reviewed, direction)):
            yield from _action(reviewed, direction, new=new)


def addenda(reviewed: Reviewed) -> Iterator[LateOrCorrected]:
    """What was added to signed reviews since the last one, with who, when and why."""
    for addendum in reviewed.case.addenda:
        if reviewed.previous is None or addendum.recorded > reviewed.previous:
            yield _addendum(reviewed, addendum)


def _is_current(reviewed: Reviewed, direction: Direction) -> bool:
    settled, previous = direction.settled, reviewed.previous
    return settled is None or previous is None or settled.recorded > previous


def _action(reviewed: Reviewed, direction: Direction, *, new: bool) -> Iterator[Action]:
    item = reviewed.case.programme.item(direction.place.checklist, direction.place.item)
    if item is None or item.print_class == _SENSITIVE:
        return
    state = "new" if new and direction.state == "open" else _STATES[direction.state]
    holder = reviewed.case.holder("investigator", reviewed.evaluation.at)
    note = _note(direction)
    yield Action(
        what=Text(f"Direction on “{item.prompt.rstrip('.')}”: {direction.text}", item.print_class),
        owner=person_name(reviewed, holder) if holder is not None else "",
        due=None if direction.due is None else noon(direction.due),
        due_day_only=True,
        state=state,
        note=Text(note, item.print_class) if note else None,
    )


def _note(direction: Direction) -> str:
    settled = direction.settled.result if direction.settled is not None else ""
    return " / ".join(part for part in (*(answer.text for answer in direction.answers), settled) if part)


def _addendum(reviewed: Reviewed, addendum: Addendum) -> LateOrCorrected:
    held = next(one for one in reviewed.case.held_reviews if one.review == addendum.review)
    rules = (reviewed.case.programme.rule(one.rule) for one in held.event.discharges)
    titles = ", ".join(rule.title for rule in rules if rule is not None)
    on = wording.moment(held.at, reviewed.case.programme.zone)
    return LateOrCorrected(
        item=f"{titles or 'Review outside the schedule'}, {on}",
        item_id=addendum.review,
        checklist="",
        kind="addendum to a signed review",
        new=Text(addendum.text),
        at=addendum.recorded,
        by=person_name(reviewed, addendum.by),
        why=Text(addendum.reason),
    )
