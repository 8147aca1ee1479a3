"""What a record says of directions on single items, and of what became of earlier signed reviews.

Both stand where a reader looks for them: directions among the actions, addenda to reviews that were signed,
and reviews that were withdrawn, among the corrections.
Directions on intelligence-sensitive items stand in no ordinary record; one line of it counts such items.
"""

from collections.abc import Iterator

from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.reviews.signed import Signed, signed_reviews
from sopcheck.cases.standing import Addendum, Direction, Withdrawn
from sopcheck.records import wording
from sopcheck.records.naming import noon, person_name, record_code
from sopcheck.records.record import Action, LateOrCorrected, Text

_SENSITIVE = "intelligence-sensitive"
_STATES = {"open": "carried", "answered": "answered", "settled": "complete", "dropped": "dropped"}


def directions(reviewed: Reviewed, *, new: bool) -> Iterator[Action]:
    """Directions given in this review; or those before it, open or settled since the last review."""
    for direction in reviewed.case.directions:
        is_new = direction.review == reviewed.held.review
        if is_new == new and (new or _is_current(reviewed, direction)):
            yield from _action(reviewed, direction, new=new)


def signed_before(reviewed: Reviewed) -> Iterator[LateOrCorrected]:
    """What was added to signed reviews since the last one, and which were withdrawn; who, when and why."""
    for addendum in reviewed.case.addenda:
        if reviewed.previous is None or addendum.recorded > reviewed.previous:
            yield _addendum(reviewed, addendum)
    for signed in signed_reviews(reviewed.case):
        gone = signed.withdrawn
        if gone is not None and (reviewed.previous is None or gone.recorded > reviewed.previous):
            yield _withdrawal(reviewed, signed, gone)


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
    signed = next(one for one in signed_reviews(reviewed.case) if one.review == addendum.review)
    since = "" if signed.withdrawn is None else ", withdrawn since"
    return LateOrCorrected(
        item=f"{_title(reviewed, signed)}{since}",
        item_id=addendum.review,
        checklist="",
        kind=wording.ADDENDUM,
        new=Text(addendum.text),
        at=addendum.recorded,
        by=person_name(reviewed, addendum.by),
        why=Text(addendum.reason),
    )


def _withdrawal(reviewed: Reviewed, signed: Signed, gone: Withdrawn) -> LateOrCorrected:
    code = f"; its record has the code {record_code(signed.event.snapshot)}" if signed.event.snapshot else ""
    outcome = f", outcome {signed.event.outcome}" if signed.event.outcome else ""
    return LateOrCorrected(
        item=_title(reviewed, signed),
        item_id=signed.review,
        checklist="",
        kind="signed review withdrawn",
        old=Text(f"Signed by {person_name(reviewed, signed.by)}{outcome}{code}"),
        new=Text("Counts no more; its record is kept"),
        at=gone.recorded,
        by=person_name(reviewed, gone.by),
        why=Text(gone.reason),
    )


def _title(reviewed: Reviewed, signed: Signed) -> str:
    rules = (reviewed.case.programme.rule(one.rule) for one in signed.event.discharges)
    titles = ", ".join(rule.title for rule in rules if rule is not None)
    on = wording.moment(signed.at, reviewed.case.programme.zone)
    return f"{titles or 'Review outside the schedule'}, {on}"
