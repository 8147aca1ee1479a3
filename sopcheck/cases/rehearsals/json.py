"""The JSON of `sopcheck rehearse --as-at … --json`: the whole evaluation at a moment, instants in UTC.

Every key is always there; what there is not is null.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from sopcheck.cases.case import Case
from sopcheck.cases.explanations import why_limit, why_review
from sopcheck.cases.rehearsals.player import Played
from sopcheck.cases.rehearsals.words import place_rows, review_names, row_name, timeline_name
from sopcheck.cases.reviews.run import evaluate_review
from sopcheck.cases.states import (
    ActionState,
    Evaluation,
    Exceptions,
    LimitState,
    NextReview,
    NotActive,
    PlaceState,
    ReviewState,
    TimelineEntry,
)

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def to_json(played: Played, moment: datetime) -> dict[str, Json]:
    """Tell all that the rehearsal amounts to at a moment."""
    case, evaluation = played.at(moment)
    return {
        "case": case.reference,
        "as_at": instant(moment),
        "checklists": [
            {"id": one.checklist, "version": one.version, "digest": one.digest, "from": instant(one.from_)}
            for one in evaluation.versions
        ],
        "items": [
            _item(played, case, evaluation, state)
            for state in (*evaluation.places, *_questions(played, case, evaluation))
        ],
        "reviews": [_review(played, state) for state in evaluation.reviews],
        "next_reviews": [_next(played, case, evaluation, coming) for coming in evaluation.next_reviews],
        "exceptions": _lists(played, evaluation.exceptions),
        "annex": _lists(played, evaluation.annex),
        "not_active": [_not_active(span) for span in evaluation.not_active],
        "timeline": [
            _timeline(played, entry) for entry in evaluation.timeline if entry.what in ("note", "clock")
        ],
        "actions": [_action(action) for action in evaluation.actions],
    }


def _questions(played: Played, case: Case, evaluation: Evaluation) -> Iterator[PlaceState]:
    """Give the questions of each review, which stands where else the subject does (convention 25)."""
    calendar = played.calendar_at(evaluation.at)
    for review in case.opened_reviews:
        yield from evaluate_review(
            case, played.definitions, calendar, evaluation.at, review, known=evaluation
        )


def _item(played: Played, case: Case, evaluation: Evaluation, state: PlaceState) -> Json:
    answer, explained, judged = state.answer, state.explained, state.judged
    return {
        "checklist": state.place.checklist,
        "item": state.place.item,
        "of": state.place.of,
        "print_class": state.item.print_class,
        "applies": state.applies,
        "status": state.status,
        "done_at": instant(answer.judged if answer.precision == "day" else answer.done) if answer else None,
        "precision": answer.precision if answer else None,
        "recorded_at": instant(answer.recorded) if answer else None,
        "explained_at": instant(explained.written) if explained else None,
        "judged": judged.verdict if judged else None,
        "conflict": state.conflict,
        "limit": _limit(played, case, evaluation, state),
    }


def _limit(played: Played, case: Case, evaluation: Evaluation, state: PlaceState) -> Json:
    why = why_limit(case, played.calendar_at(evaluation.at), evaluation.at, state)
    return limit_json(state.limit, why=why)


def limit_json(limit: LimitState | None, *, why: str) -> Json:
    """How a limit stands, with the sentence that explains it; null where there is none."""
    if limit is None:
        return None
    return {
        "state": limit.word,
        "round": limit.round,
        "ends_at": instant(limit.ends),
        "extended_to": instant(limit.extended_to),
        "over_seconds": limit.over_seconds,
        "working_days_over": limit.working_days_over,
        "basis": limit.basis,
        "provisional": limit.provisional,
        "why": why,
    }


def _review(played: Played, state: ReviewState) -> Json:
    return {
        "review": state.rule.id,
        "of": _about(played, state.of),
        "due_at": instant(state.due),
        "held_at": instant(state.held),
        "by": state.by,
        "state": state.word,
        "over_seconds": state.over_seconds,
        "missed_cycles": state.missed_cycles,
        "independent": state.independent or None,
        # Its reason is a text of the case; the document tells states and times.
        "exception": bool(state.exception),
    }


def _about(played: Played, of: str | None) -> str | None:
    """A subject, or an entry by its name in the file; nobody would know it without one."""
    entries = {entry.entry for entry in played.entries}
    return played.names.get(of) if of in entries else of


def _next(played: Played, case: Case, evaluation: Evaluation, coming: NextReview) -> Json:
    why = why_review(case, played.calendar_at(evaluation.at), evaluation.at, coming)
    return {
        "review": coming.rule.id,
        "of": _about(played, coming.of),
        "due_at": instant(coming.due),
        "why": why,
    }


def _lists(played: Played, lists: Exceptions) -> dict[str, Json]:
    named: dict[str, Json] = {
        name: [row_name(row) for row in rows] for name, rows in place_rows(lists).items()
    }
    late = [review_names(state, played.names)[0] for state in lists.reviews_late_or_missed]
    return {**named, "reviews_late_or_missed": [*late]}


def _not_active(span: NotActive) -> Json:
    return {
        "holder": span.holder,
        "from": instant(span.from_),
        "until": instant(span.until),
        "days": span.days,
        "recorded_late": span.recorded_late,
    }


def _timeline(played: Played, entry: TimelineEntry) -> Json:
    name = timeline_name(entry, played.names)
    return {"at": instant(entry.at), "what": entry.what, "name": name, "of": entry.of}


def _action(action: ActionState) -> Json:
    return {
        "action": action.action,
        "text": action.text,
        "owner": action.owner,
        "raised_at": instant(action.raised),
        "due": _day(action.due),
        "state": action.state,
        "done_at": instant(action.done),
        "result": action.result or None,
        "review": action.review,
    }


def instant(at: datetime | None) -> str | None:
    """An instant in ISO 8601, in UTC."""
    # In UTC, for a script that compares texts must not meet two offsets on the days when the clocks change.
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _day(day: date) -> str:
    return day.isoformat()
