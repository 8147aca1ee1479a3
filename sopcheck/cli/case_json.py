"""A case as one JSON object, in the words of a rehearsal's evaluation; people and subjects by label."""

from collections.abc import Iterable

from sopcheck.cases.counts import counts
from sopcheck.cases.events import HolderRole
from sopcheck.cases.rehearsals.json import Json, instant, limit_json
from sopcheck.cases.states import (
    ActionState,
    Exceptions,
    NextReview,
    PlaceState,
    ReviewState,
    SubjectState,
    VersionInForce,
)
from sopcheck.services.casework import Casework
from sopcheck.services.views import CaseRow, CaseView


def case_json(casework: Casework, view: CaseView) -> dict[str, Json]:
    """All that a case amounts to at the moment at which it was read."""
    case, evaluation = view.case, view.evaluation
    counted = counts(evaluation, case.programme)
    return {
        "case": case.reference,
        "operation": case.operation,
        "as_at": instant(view.read_at),
        "closed": case.is_closed(view.read_at),
        "investigator": _holder(view, "investigator"),
        "supervisor": _holder(view, "supervisor"),
        "checklists": [_version(version) for version in evaluation.versions],
        "subjects": [_subject(view, subject) for subject in evaluation.subjects],
        "answered": sum(one.answered for one in counted),
        "applicable": sum(one.applicable for one in counted),
        "items": [item_json(casework, view, state) for state in evaluation.places if state.applies != "no"],
        "reviews": [_review(view, state) for state in evaluation.reviews],
        "next_reviews": [_next(casework, view, coming) for coming in evaluation.next_reviews],
        "exceptions": _lists(view, evaluation.exceptions),
        "actions": [_action(view, action) for action in evaluation.actions],
    }


def item_json(casework: Casework, view: CaseView, state: PlaceState) -> dict[str, Json]:
    """One item for one subject: what was answered, and how its limit or gate stands."""
    answer = state.answer
    return {
        "checklist": state.place.checklist,
        "item": state.place.item,
        "of": _label(view, state.place.of),
        "applies": state.applies,
        "status": state.status,
        "done_at": instant(answer.done) if answer else None,
        "recorded_at": instant(answer.recorded) if answer else None,
        "limit": limit_json(state.limit, why=casework.why_limit(view, state)),
    }


def row_json(row: CaseRow) -> dict[str, Json]:
    """One case of the list."""
    return {
        "case": row.reference,
        "operation": row.operation,
        "investigator": row.investigator or None,
        "supervisor": row.supervisor or None,
        "opened": instant(row.opened),
        "answered": row.answered,
        "applicable": row.applicable,
        "next_limit": instant(row.next_limit),
        "last_review": instant(row.last_review),
        "closed": row.closed,
        "marks": [*row.marks],
    }


def _holder(view: CaseView, role: HolderRole) -> str | None:
    person = view.case.holder(role, view.read_at)
    return view.name(person) if person else None


def _version(one: VersionInForce) -> dict[str, Json]:
    return {"id": one.checklist, "version": one.version, "digest": one.digest, "from": instant(one.from_)}


def _subject(view: CaseView, subject: SubjectState) -> dict[str, Json]:
    kinds: list[Json] = [kind for kind, _ in subject.kinds]
    return {"label": subject.label, "kinds": kinds, "of": _label(view, subject.of)}


def _label(view: CaseView, of: str | None) -> str | None:
    return view.subject_label(of) or None


def _review(view: CaseView, state: ReviewState) -> Json:
    return {
        "review": state.rule.id,
        "of": _label(view, state.of),
        "due_at": instant(state.due),
        "held_at": instant(state.held),
        "by": view.name(state.by) if state.by else None,
        "state": state.word,
        "over_seconds": state.over_seconds,
        "missed_cycles": state.missed_cycles,
        "independent": state.independent or None,
        "exception": bool(state.exception),
    }


def _next(casework: Casework, view: CaseView, coming: NextReview) -> Json:
    return {
        "review": coming.rule.id,
        "of": _label(view, coming.of),
        "due_at": instant(coming.due),
        "why": casework.why_review(view, coming),
    }


def _lists(view: CaseView, lists: Exceptions) -> dict[str, Json]:
    return {
        "limits_passed": _rows(view, lists.limits_passed),
        "gates_not_met": _rows(view, lists.gates_not_met),
        "not_done": _rows(view, lists.not_done),
        "not_applicable": _rows(view, lists.not_applicable),
        "late_records_and_corrections": _rows(view, lists.late_records_and_corrections),
        "reviews_late_or_missed": [state.rule.id for state in lists.reviews_late_or_missed],
    }


def _rows(view: CaseView, rows: Iterable[tuple[PlaceState, ...]]) -> list[Json]:
    return [_row_name(view, row) for row in rows]


def _row_name(view: CaseView, row: tuple[PlaceState, ...]) -> str:
    items = " + ".join(dict.fromkeys(state.place.item for state in row))
    of = _label(view, row[0].place.of)
    return f"{items} @ {of}" if of else items


def _action(view: CaseView, action: ActionState) -> Json:
    return {
        "text": action.text,
        "owner": view.name(action.owner),
        "due": action.due.isoformat(),
        "state": action.state,
        "done_at": instant(action.done),
    }
