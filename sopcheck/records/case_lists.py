"""The six exception lists of a record, worded from the evaluated states of a case.

What one act did late for one subject is one row, with the names of the items joined; so are items linked
*always* (counting convention 11). Of subjects only their labels are written.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec

from sopcheck.cases.duties import directions_at
from sopcheck.cases.event_parts import ListedAs
from sopcheck.cases.explanations import why_limit
from sopcheck.cases.judged_rows import decided_on
from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.states import Answer, Judged, LimitState, PlaceState, ReviewState
from sopcheck.cases.states import Exceptions as Lists
from sopcheck.checklists.definition import ClockId
from sopcheck.checklists.explaining import basis_word
from sopcheck.checklists.time_words import elapsed_words
from sopcheck.records import wording
from sopcheck.records.directed import signed_before
from sopcheck.records.naming import (
    Row,
    given_words,
    item_ids,
    label,
    person_name,
    prompts,
    text_of,
    titles,
)
from sopcheck.records.record import (
    Exceptions,
    GateNotMet,
    Judgement,
    LateOrCorrected,
    LimitPassed,
    NotApplicable,
    NotDone,
    ReviewException,
    Text,
)

_REVIEW_WORDS = {"late": "held late", "missed": "missed", "overdue": "overdue"}
_OVER = frozenset(("late", "passed"))


def exceptions_of(reviewed: Reviewed) -> Exceptions:
    """The six lists as they stood when the review was signed, with what was added to earlier reviews."""
    lists = rows_of(reviewed, reviewed.evaluation.exceptions)
    late = (*lists.late_records_and_corrections, *signed_before(reviewed))
    return msgspec.structs.replace(lists, late_records_and_corrections=late)


def rows_of(reviewed: Reviewed, lists: Lists) -> Exceptions:
    """Lists of an evaluation in words."""
    return Exceptions(
        limits_passed=tuple(limit_passed(reviewed, row) for row in lists.limits_passed),
        gates_not_met=tuple(_gate_not_met(reviewed, row) for row in lists.gates_not_met),
        not_done=tuple(_not_done(reviewed, row) for row in lists.not_done),
        not_applicable=tuple(_not_applicable(reviewed, row) for row in lists.not_applicable),
        late_records_and_corrections=tuple(
            written
            for row in lists.late_records_and_corrections
            for written in late_and_corrected(reviewed, row)
        ),
        reviews_late_or_missed=tuple(_review(reviewed, state) for state in lists.reviews_late_or_missed),
    )


def limit_passed(reviewed: Reviewed, row: Row) -> LimitPassed:
    """One row of the first list."""
    state = row[0]
    limit = worst(state)
    done = state.answer if limit.word == "late" else None
    explained, judged = state.explained, state.judged
    return LimitPassed(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=titles(reviewed, row),
        of=label(reviewed, state.place.of),
        basis=basis_word(limit.basis),
        clock=why_limit(
            reviewed.case, reviewed.calendar, reviewed.evaluation.at, state, round=limit, on_paper=True
        ),
        ended=limit.ends or reviewed.evaluation.at,
        done=done.done if done else None,
        done_day_only=_day_only(done),
        overrun=overrun_words(limit),
        extended_to=limit.extended_to,
        provisional=limit.provisional,
        reason=text_of(state, explained.reason) if explained else None,
        reason_at=explained.written if explained else None,
        reason_by=person_name(reviewed, explained.by) if explained else "",
        judged=judged.verdict if judged else "",
        judged_by=person_name(reviewed, judged.by) if judged else "",
        judged_at=judged.at if judged else None,
        judged_reason=_judged_reason(state, judged),
        conflict=state.conflict,
    )


def worst(state: PlaceState) -> LimitState:
    """The limit that was missed: of several rounds the last that was."""
    limits = [one for one in (*state.rounds, state.limit) if one is not None]
    # A row of the lists carries the round that it is about as its limit, which stands last here.
    return [one for one in limits if one.word in _OVER][-1]


def overrun_words(limit: LimitState) -> str:
    """By how much a limit was missed: elapsed and, for working-day limits, in working days too."""
    elapsed = elapsed_words(timedelta(seconds=limit.over_seconds or 0))
    days = limit.working_days_over
    return elapsed if days is None else f"{elapsed} ({wording.counted(days, 'working day', 'working days')})"


def late_and_corrected(reviewed: Reviewed, row: Row) -> Iterator[LateOrCorrected]:
    """The rows of the fifth list: one for each correction, and one for a record that was made late."""
    state = row[0]
    history = reviewed.case.history(state.place)
    # Each correction beside the value that it replaced, so that a chain of them cannot be read as one.
    for before, answer in pairwise(history):
        if answer.correction:
            yield _corrected(reviewed, row, before, answer)
    for answer in reviewed.case.standing(state.place):
        if answer.late_record and not answer.correction:
            yield _recorded_late(reviewed, row, answer)


def _corrected(reviewed: Reviewed, row: Row, before: Answer, answer: Answer) -> LateOrCorrected:
    state = row[0]
    moved = before.done != answer.done
    return LateOrCorrected(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=titles(reviewed, row),
        of=label(reviewed, state.place.of),
        kind="correction",
        old=text_of(state, _value(reviewed, before, moved=moved)),
        new=text_of(state, _value(reviewed, answer, moved=moved)),
        at=answer.recorded,
        by=person_name(reviewed, answer.by),
        why=text_of(state, answer.why),
        judged=_decided(reviewed, "late", state),
    )


def _recorded_late(reviewed: Reviewed, row: Row, answer: Answer) -> LateOrCorrected:
    state = row[0]
    return LateOrCorrected(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=titles(reviewed, row),
        of=label(reviewed, state.place.of),
        kind=f"late record, {elapsed_words(answer.recorded - answer.judged)} after the act",
        new=text_of(state, given_words(answer.given)),
        done=answer.done,
        done_day_only=_day_only(answer),
        at=answer.recorded,
        by=person_name(reviewed, answer.by),
        judged=_decided(reviewed, "late", state),
    )


def _value(reviewed: Reviewed, answer: Answer, *, moved: bool) -> str:
    """What an answer said; with its time where that is what was corrected."""
    words = given_words(answer.given)
    return f"{words}; {_moment(reviewed, answer)}" if moved else words


def _moment(reviewed: Reviewed, answer: Answer) -> str:
    zone = reviewed.case.programme.zone
    return wording.known_moment(answer.done, zone, day_only=_day_only(answer))


def _day_only(answer: Answer | None) -> bool:
    return answer is not None and answer.precision == "day"


def _judged_reason(state: PlaceState, judged: Judged | None) -> Text | None:
    return text_of(state, judged.reason) if judged else None


def _gate_not_met(reviewed: Reviewed, row: Row) -> GateNotMet:
    state, gate = row[0], row[0].item.gate
    overrides = reviewed.case.overrides.get(state.place, ())
    override = overrides[-1] if overrides else None
    return GateNotMet(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=titles(reviewed, row),
        of=label(reviewed, state.place.of),
        basis=basis_word(gate.basis if gate else "baseline"),
        gate=_gate_words(reviewed, gate.before) if gate else "",
        event_at=state.limit.ends if state.limit else None,
        override=text_of(state, override.reason) if override else None,
        override_by=person_name(reviewed, override.by) if override else "",
        override_at=override.at if override else None,
        judged=_decided(reviewed, "gates", state),
    )


def _gate_words(reviewed: Reviewed, clock: ClockId) -> str:
    known = reviewed.case.programme.clocks.get(clock)
    return f"before {known.when if known and known.when else clock.replace('-', ' ')}"


def _not_done(reviewed: Reviewed, row: Row) -> NotDone:
    state, answer = row[0], row[0].answer
    return NotDone(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=titles(reviewed, row),
        of=label(reviewed, state.place.of),
        reason=text_of(state, answer.given.reason) if answer else None,
        by=person_name(reviewed, answer.by) if answer else "",
        at=_recorded(reviewed, answer),
        judged=_decided(reviewed, "not done", state),
    )


def _not_applicable(reviewed: Reviewed, row: Row) -> NotApplicable:
    state, answer = row[0], row[0].answer
    challenge = _challenge(reviewed, state)
    return NotApplicable(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=titles(reviewed, row),
        of=label(reviewed, state.place.of),
        reason=text_of(state, answer.given.reason) if answer else None,
        by=person_name(reviewed, answer.by) if answer else "",
        at=_recorded(reviewed, answer),
        challenged=challenge is not None,
        challenge=challenge,
        judged=_decided(reviewed, "not applicable", state),
    )


def _recorded(reviewed: Reviewed, answer: Answer | None) -> datetime:
    return answer.recorded if answer else reviewed.evaluation.at


def _challenge(reviewed: Reviewed, state: PlaceState) -> Text | None:
    """A supervisor's direction on an item that was set aside as not applicable."""
    given = [direction.text for direction in directions_at(reviewed.case, state.place)]
    return text_of(state, given[-1]) if given else None


def _review(reviewed: Reviewed, state: ReviewState) -> ReviewException:
    return ReviewException(
        review=state.rule.title,
        of=label(reviewed, state.of),
        due=state.due or reviewed.evaluation.at,
        held=state.held,
        state=_REVIEW_WORDS.get(state.word, state.word),
        over=elapsed_words(timedelta(seconds=state.over_seconds or 0)),
        missed_cycles=state.missed_cycles,
        reason=Text(state.exception) if state.exception else None,
        judged=_decided(reviewed, "reviews", state),
    )


def _decided(reviewed: Reviewed, listed: ListedAs, state: PlaceState | ReviewState) -> Judgement | None:
    """What a supervisor decided on a row; its words have the print class of the item."""
    found = decided_on(reviewed.case, listed, state)
    if found is None:
        return None
    print_class = state.item.print_class if isinstance(state, PlaceState) else "ordinary"
    return Judgement(
        verdict=found.verdict,
        by=person_name(reviewed, found.by),
        at=found.recorded,
        reason=Text(found.reason, print_class) if found.reason else None,
    )
