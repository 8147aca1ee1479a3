"""From a case to its status sheet: who holds it, what was last decided, and what is still to be done."""

from collections.abc import Iterator
from datetime import datetime

from sopcheck.cases.duties import Duty
from sopcheck.cases.events import HolderRole
from sopcheck.cases.moments import LATEST
from sopcheck.cases.reviews.reviewed import Shown
from sopcheck.checklists.explaining import basis_word
from sopcheck.records.annex_content import INTELLIGENCE
from sopcheck.records.front import children_seen, enrolled
from sopcheck.records.items import asked_now
from sopcheck.records.naming import item_ids, label, noon, person_name
from sopcheck.records.phrases import sentence
from sopcheck.records.record import Action, NextReview, Person, Text
from sopcheck.records.sheets import OpenItem, StatusSheet

_URGENT = {"passed": 0, "due soon": 1, "running": 2, "gate open": 3}
_DUE = frozenset(("due", "overdue"))


def status_of(shown: Shown) -> StatusSheet:
    """Where a case stands at this moment."""
    case, evaluation = shown.case, shown.evaluation
    still = [duty for duty in asked_now(shown, evaluation.places) if duty[0].status == "open"]
    ordinary = [duty for duty in still if duty[0].item.print_class != INTELLIGENCE]
    held = case.held_reviews[-1] if case.held_reviews else None
    return StatusSheet(
        case_reference=case.reference,
        operation=case.operation,
        time_zone=str(case.programme.zone),
        marking=shown.marking.marking,
        handling=shown.marking.handling,
        notice=shown.marking.notice,
        as_at=evaluation.at,
        closed=case.closings[-1].at if case.is_closed(evaluation.at) else None,
        investigator=_holder(shown, "investigator"),
        supervisor=_holder(shown, "supervisor"),
        risk=sentence(held.event.risk) if held else "",
        last_review=sentence(held.event.outcome) if held else "",
        reviewed_at=held.at if held else None,
        seen=tuple(children_seen(shown)),
        next_reviews=tuple(_reviews(shown)),
        actions=tuple(_actions(shown)),
        items=tuple(_item(shown, duty) for duty in sorted(ordinary, key=_urgency)),
        left_out=len(still) - len(ordinary),
    )


def _urgency(duty: Duty) -> tuple[int, bool, datetime]:
    limit = duty[0].limit
    if limit is None:
        # What nothing presses comes last, but it comes: the sheet is to carry on with.
        return len(_URGENT) + 1, False, LATEST
    return _URGENT.get(limit.word, len(_URGENT)), limit.basis != "national", limit.ends or LATEST


def _item(shown: Shown, duty: Duty) -> OpenItem:
    state, limit = duty[0], duty[0].limit
    return OpenItem(
        item=state.item.prompt,
        item_id=item_ids(duty),
        of=label(shown, state.place.of),
        state=limit.word if limit else "no limit",
        basis=basis_word(limit.basis) if limit else "",
        ends=limit.ends if limit else None,
        provisional=limit is not None and limit.provisional,
    )


def _holder(shown: Shown, role: HolderRole) -> Person | None:
    person = shown.case.holder(role, shown.evaluation.at)
    if person is None:
        return None
    known = shown.people.get(person)
    return enrolled(known, "") if known else Person(name=person_name(shown, person))


def _reviews(shown: Shown) -> Iterator[NextReview]:
    """What is due or overdue first, then what is to come."""
    # An overdue review is not among those to come, and is the one that matters.
    waiting = [(state.due, state.rule.title, state.word) for state in shown.evaluation.reviews if state.due]
    for due, title, word in sorted((one for one in waiting if one[2] in _DUE), key=lambda one: one[0]):
        yield NextReview(kind=title, due=due, rule="overdue" if word == "overdue" else "")


def _actions(shown: Shown) -> Iterator[Action]:
    for action in shown.evaluation.actions:
        if action.state == "open":
            yield Action(
                what=Text(action.text),
                owner=person_name(shown, action.owner),
                due=noon(action.due),
                due_day_only=True,
                state="open",
            )
