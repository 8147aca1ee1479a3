"""The six exception lists of a record, worded from the evaluated states of a case.

What one act did late for one subject is one row, with the names of the items joined; so are items linked
*always* (counting convention 11). Of subjects only their labels are written.
"""

from datetime import datetime, timedelta

from sopcheck.cases.events import Given
from sopcheck.cases.reviewed import Reviewed
from sopcheck.cases.states import Answer, Judged, LimitState, PlaceState, ReviewState
from sopcheck.checklists.definition import Basis, ClockId
from sopcheck.checklists.time_words import elapsed_words
from sopcheck.records.record import (
    Exceptions,
    GateNotMet,
    LateOrCorrected,
    LimitPassed,
    NotApplicable,
    NotDone,
    ReviewException,
    Text,
)

Row = tuple[PlaceState, ...]

_REVIEW_WORDS = {"late": "held late", "missed": "missed", "overdue": "overdue"}


def exceptions_of(reviewed: Reviewed) -> Exceptions:
    """The six lists as they stood when the review was signed."""
    lists = reviewed.evaluation.exceptions
    return Exceptions(
        limits_passed=tuple(limit_passed(reviewed, row) for row in lists.limits_passed),
        gates_not_met=tuple(_gate_not_met(reviewed, row) for row in lists.gates_not_met),
        not_done=tuple(_not_done(reviewed, row) for row in lists.not_done),
        not_applicable=tuple(_not_applicable(reviewed, row) for row in lists.not_applicable),
        late_records_and_corrections=tuple(
            _late_or_corrected(reviewed, row) for row in lists.late_records_and_corrections
        ),
        reviews_late_or_missed=tuple(_review(reviewed, state) for state in lists.reviews_late_or_missed),
    )


def prompts(row: Row) -> str:
    """The prompts of the items that a row joins."""
    return " + ".join(dict.fromkeys(state.item.prompt.rstrip(".") for state in row))


def item_ids(row: Row) -> str:
    """The ids of the items that a row joins."""
    return " + ".join(dict.fromkeys(state.place.item for state in row))


def checklists(row: Row) -> str:
    """The checklists of the items that a row joins."""
    return " + ".join(dict.fromkeys(state.place.checklist for state in row))


def label(reviewed: Reviewed, of: str | None) -> Text | None:
    """What people call a subject; nothing for the case itself."""
    if of is None:
        return None
    subject = reviewed.case.subjects.get(of)
    return Text(subject.label) if subject else None


def basis_words(basis: Basis) -> str:
    """A basis as it prints: a figure from the law or a national standard, or a local one."""
    return "national" if basis == "national" else "local"


def clock_words(reviewed: Reviewed, clock: ClockId) -> str:
    """From when a limit counts, in words."""
    known = reviewed.case.programme.clocks.get(clock)
    if known is None:
        return clock
    return f"from when {known.when}" if known.when else known.says


def text_of(state: PlaceState, words: str) -> Text | None:
    """Words that somebody wrote, in the print class of the item; nothing where none were written."""
    return Text(words, state.item.print_class) if words else None


def overrun_words(limit: LimitState) -> str:
    """By how much a limit was missed: elapsed and, for working-day limits, in working days too."""
    elapsed = elapsed_words(timedelta(seconds=limit.over_seconds or 0))
    days = limit.working_days_over
    if days is None:
        return elapsed
    return f"{elapsed} ({days} working day{'' if days == 1 else 's'})"


def worst(state: PlaceState) -> LimitState | None:
    """The limit or the round of it that was missed; the last one where several were."""
    late = [one for one in (*state.rounds, state.limit) if one is not None and one.word in {"late", "passed"}]
    return late[-1] if late else state.limit


def limit_passed(reviewed: Reviewed, row: Row) -> LimitPassed:
    """One row of the first list."""
    state = row[0]
    limit = worst(state)
    answer = state.answer if limit is not None and limit.word == "late" else None
    explained, judged = state.explained, state.judged
    return LimitPassed(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=checklists(row),
        of=label(reviewed, state.place.of),
        basis=basis_words(limit.basis if limit else "baseline"),
        clock=clock_words(reviewed, limit.clock) if limit else "",
        ended=_ended(limit, reviewed.evaluation.at),
        done=answer.done if answer else None,
        done_day_only=answer is not None and answer.precision == "day",
        overrun=overrun_words(limit) if limit else "",
        extended_to=limit.extended_to if limit else None,
        provisional=limit.provisional if limit else False,
        reason=text_of(state, explained.reason) if explained else None,
        reason_at=explained.written if explained else None,
        reason_by=_name(reviewed, explained.by) if explained else "",
        judged=judged.verdict if judged else "",
        judged_by=_name(reviewed, judged.by) if judged else "",
        judged_at=judged.at if judged else None,
        judged_reason=_judged_reason(state, judged),
    )


def _judged_reason(state: PlaceState, judged: Judged | None) -> Text | None:
    return text_of(state, judged.reason) if judged else None


def _ended(limit: LimitState | None, at: datetime) -> datetime:
    return at if limit is None or limit.ends is None else limit.ends


def _gate_not_met(reviewed: Reviewed, row: Row) -> GateNotMet:
    state = row[0]
    gate = state.item.gate
    before = gate.before if gate else ClockId("")
    override = next((held for held in reviewed.case.overrides if held.place == state.place), None)
    return GateNotMet(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=checklists(row),
        of=label(reviewed, state.place.of),
        basis=basis_words(gate.basis if gate else "baseline"),
        gate=_gate_words(reviewed, before),
        event_at=state.limit.ends if state.limit else None,
        override=text_of(state, override.reason) if override else None,
        override_by=_name(reviewed, override.by) if override else "",
        override_at=override.at if override else None,
    )


def _gate_words(reviewed: Reviewed, clock: ClockId) -> str:
    known = reviewed.case.programme.clocks.get(clock)
    return f"before {known.when}" if known and known.when else f"before: {known.says if known else clock}"


def _not_done(reviewed: Reviewed, row: Row) -> NotDone:
    state, answer = row[0], row[0].answer
    return NotDone(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=checklists(row),
        of=label(reviewed, state.place.of),
        reason=text_of(state, answer.given.reason) if answer else None,
        by=_name(reviewed, answer.by) if answer else "",
        at=answer.recorded if answer else reviewed.evaluation.at,
    )


def _not_applicable(reviewed: Reviewed, row: Row) -> NotApplicable:
    state, answer = row[0], row[0].answer
    challenge = _challenge(reviewed, state)
    return NotApplicable(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=checklists(row),
        of=label(reviewed, state.place.of),
        reason=text_of(state, answer.given.reason) if answer else None,
        by=_name(reviewed, answer.by) if answer else "",
        at=answer.recorded if answer else reviewed.evaluation.at,
        challenged=challenge is not None,
        challenge=challenge,
    )


def _challenge(reviewed: Reviewed, state: PlaceState) -> Text | None:
    """A supervisor's direction on an item that was set aside as not applicable."""
    given = (direction.text for direction in reviewed.case.directions if direction.place == state.place)
    words = next(given, "")
    return text_of(state, words)


def _late_or_corrected(reviewed: Reviewed, row: Row) -> LateOrCorrected:
    state = row[0]
    history = reviewed.case.history(state.place)
    now = state.answer or history[-1]
    before = history[-2] if state.corrected and len(history) > 1 else None
    return LateOrCorrected(
        item=prompts(row),
        item_id=item_ids(row),
        checklist=checklists(row),
        of=label(reviewed, state.place.of),
        kind="correction" if state.corrected else "late record",
        old=text_of(state, answer_words(before)) if before else None,
        new=text_of(state, answer_words(now)),
        done=now.done,
        done_day_only=now.precision == "day",
        at=now.recorded,
        by=_name(reviewed, now.by),
        why=text_of(state, now.why),
    )


def answer_words(answer: Answer) -> str:
    """What an answer says, in one line: status, choice, reference, text, reason."""
    given: Given = answer.given
    parts = (given.status, given.choice, given.reference, given.text, given.reason)
    return "; ".join(part for part in parts if part)


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
    )


def _name(reviewed: Reviewed, person: str) -> str:
    known = next((one for key, one in reviewed.people.items() if key == person), None)
    return known.name if known else "a person not known here"
