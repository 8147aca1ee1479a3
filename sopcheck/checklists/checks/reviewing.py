"""The review schedule: each line says when it is due, in the way of its type (convention 9)."""

from collections.abc import Callable, Iterator, Mapping

from sopcheck.checklists.checks.timing import amount_problem, check_gate
from sopcheck.checklists.definition import ReviewDue, ReviewRule, ReviewType, Trigger
from sopcheck.checklists.problem import Path, Problem
from sopcheck.checklists.survey import Survey

_COUNTED = ("`due` with `from`", lambda rule: rule.due and rule.due.from_)
_NEEDED: Mapping[ReviewType, tuple[str, Callable[[ReviewRule], object]]] = {
    "fixed": _COUNTED,
    "senior": _COUNTED,
    "rolling": ("`due` with `from_review`", lambda rule: rule.due and rule.due.from_review),
    "event": ("`trigger` and `due`", lambda rule: rule.trigger and rule.due),
    "before": ("`gate`", lambda rule: rule.gate),
}


def check_reviewing(survey: Survey) -> Iterator[Problem]:
    """Find reviews that can never fall due."""
    for path, rule in survey.rules:
        missing = _missing(rule)
        if missing:
            yield survey.problem(path, rule.id, "review-shape", missing)
        if rule.due:
            yield from _due(survey, (*path, "due"), rule.id, rule.due)
        if rule.trigger:
            yield from _trigger(survey, (*path, "trigger"), rule.id, rule.trigger)
        if rule.gate:
            yield from check_gate(survey, (*path, "gate"), rule.id, rule.gate.before)


def _missing(rule: ReviewRule) -> str:
    """Say what a line of this type lacks; empty where it lacks nothing."""
    needed, given = _NEEDED[rule.type]
    return "" if given(rule) else f"A review of type {rule.type} needs {needed}. Write what is missing."


def _due(survey: Survey, path: Path, owner: str, due: ReviewDue) -> Iterator[Problem]:
    if due.unit == "target-date":
        sentence = "A review falls due by counting. Write hours, days or months."
        yield survey.problem((*path, "unit"), owner, "review-unit", sentence)
    elif due.amount is not None and due.every is not None:
        sentence = "A review is due once, by `amount`, or again and again, by `every`. Write one of them."
        yield survey.problem((*path, "every"), owner, "amount-and-every", sentence)
    else:
        wrong = amount_problem(due.unit, due.amount if due.every is None else due.every)
        if wrong:
            yield survey.problem((*path, "amount"), owner, *wrong)


def _trigger(survey: Survey, path: Path, owner: str, trigger: Trigger) -> Iterator[Problem]:
    causes = (trigger.added, trigger.clock, trigger.reassigned, trigger.grade_raised)
    if sum(cause is not None for cause in causes) != 1:
        sentence = "A trigger is one of `added`, `clock`, `reassigned` and `grade_raised`. Write exactly one."
        yield survey.problem(path, owner, "trigger-shape", sentence)
