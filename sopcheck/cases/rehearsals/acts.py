"""What each kind of line in a rehearsal asks of the decisions, the same that a real case goes through."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar, get_args

import msgspec

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting, item_place
from sopcheck.cases.events import (
    ActionId,
    CaseEvent,
    Discharged,
    FactValue,
    Given,
    HolderRole,
    Place,
    ReviewHeld,
    ReviewId,
    Status,
    SubjectId,
    Verdict,
    When,
)
from sopcheck.cases.register.register import Person
from sopcheck.cases.rehearsals.events import read_when
from sopcheck.cases.rehearsals.names import UNSCHEDULED, Names
from sopcheck.cases.rehearsals.rehearsal import EventLine
from sopcheck.cases.reviews.reviews import dischargeable
from sopcheck.checklists.definition import (
    ChecklistId,
    ClockId,
    FactId,
    KindId,
    ReviewRule,
    ScheduleId,
    Version,
)
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash

T = TypeVar("T")


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """What an act finds: who acts on the case as it is, and what the names of the file stand for so far."""

    acting: Acting
    names: Names
    people: Mapping[str, Person]
    entries: Mapping[str, EntryHash]
    review: ReviewId | None
    line: EventLine
    at: When

    def place(self, text: str) -> Place:
        """The place that a text names, of the subject of the line where the text names none."""
        place = self.names.place(text, self.line.line)
        return place if place.of else msgspec.structs.replace(place, of=self.of())

    def of(self) -> str | None:
        """The one subject that the line names, if it does."""
        return self.line.one("of") or None

    def entry(self, name: str) -> EntryHash:
        """The entry that has this id in the file."""
        found = self.entries.get(name)
        if found is None:
            raise RefusedError("The entry that this speaks of was not recorded. Put it above this one.")
        return found


Act = Callable[[Stage], tuple[CaseEvent, ...]]


def events_of(stage: Stage) -> tuple[CaseEvent, ...]:
    """Decide what the line says.

    Raises:
        RefusedError: a rule says no.
    """
    return _ACTS[stage.line.verb](stage)


def _clock(stage: Stage) -> tuple[CaseEvent, ...]:
    clock = ClockId(stage.line.named[0])
    return (decisions.set_clock(stage.acting, clock, stage.at, of=stage.of(), confirmed=stage.line.sure),)


def _target(stage: Stage) -> tuple[CaseEvent, ...]:
    day = date.fromisoformat(stage.line.one("date"))
    return (decisions.set_target(stage.acting, ClockId(stage.line.named[0]), day, stage.at, of=stage.of()),)


def _add(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    kinds = stage.names.kinds(line)
    name = line.one("as")
    return (
        decisions.add_subject(
            stage.acting,
            SubjectId(name),
            kinds,
            line.one("label") or name,
            stage.at,
            of=stage.of(),
            confirmed=line.sure,
        ),
    )


def _change(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    kinds = tuple(KindId(kind) for kind in line.many("add_kinds"))
    subject = SubjectId(line.named[0])
    return (
        decisions.change_subject(stage.acting, subject, stage.at, add_kinds=kinds, label=line.one("label")),
    )


def _fact(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    return (
        decisions.set_fact(
            stage.acting,
            FactId(line.named[0]),
            _word(line.one("is"), get_args(FactValue)),
            stage.at,
            of=line.many("of"),
            confirmed=line.sure,
        ),
    )


def _answer(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    # The subjects are handed over beside the item, because one act may be for several.
    place = msgspec.structs.replace(stage.place(line.named[0]), of=None)
    return (
        decisions.answer(
            stage.acting,
            place,
            Given(
                status=_word(line.one("is") or "done", get_args(Status)),
                choice=line.one("choice"),
                reference=line.one("reference"),
                text=line.one("text"),
                reason=line.one("reason"),
            ),
            stage.at,
            of=line.many("of"),
            also=_also(stage),
            confirmed=line.sure,
        ),
    )


def _also(stage: Stage) -> tuple[Place, ...]:
    """The further items of one act, for each subject of the act that they repeat for."""
    line = stage.line
    places: dict[Place, None] = {}
    for text in line.many("also"):
        for of in line.many("of") or ("",):
            places[stage.names.fitting(text, line.line, of=of)] = None
    return tuple(places)


def _correct(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    place = stage.place(line.named[0])
    done = read_when(line.one("done_at")) if line.one("done_at") else None
    return (
        decisions.correct(
            stage.acting,
            place,
            reason=line.one("reason"),
            given=_corrected(stage, place),
            done=done,
            confirmed=line.sure,
        ),
    )


def _corrected(stage: Stage, place: Place) -> Given | None:
    line = stage.line
    settled, _ = item_place(stage.acting, place)
    standing = stage.acting.case.answer(settled)
    if standing is None:
        return None
    status = _word(line.one("is"), get_args(Status)) if line.one("is") else standing.given.status
    return Given(
        status=status,
        choice=line.one("choice") or standing.given.choice,
        reference=line.one("reference") or standing.given.reference,
        text=line.one("text") or standing.given.text,
        # Why it was not done is also why the answer is corrected; the file says it once.
        reason=line.one("reason") if line.one("is") and status != "done" else standing.given.reason,
    )


def _withdraw(stage: Stage) -> tuple[CaseEvent, ...]:
    entry = stage.entry(stage.line.named[0])
    return (decisions.withdraw(stage.acting, entry, reason=stage.line.one("reason")),)


def _settle(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    keep = stage.entry(line.one("keep"))
    if line.named[0] in stage.acting.case.programme.facts:
        return (decisions.settle_fact(stage.acting, keep, of=stage.of(), reason=line.one("reason")),)
    place = stage.place(line.named[0])
    return (decisions.settle(stage.acting, place, keep, reason=line.one("reason")),)


def _regrade(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    checklist, item = stage.names.item(line.named[0], line.line)
    grades = stage.acting.case.programme.grades.values()
    grade = next((one.id for one in grades if item.id in (one.set_by, one.regraded_by)), None)
    if grade is None:
        raise RefusedError(f"“{item.prompt}” sets no grade in {checklist}. Name the item that does.")
    return (
        decisions.regrade(
            stage.acting, grade, line.one("choice"), stage.at, of=stage.of(), reason=line.one("reason")
        ),
    )


def _explain(stage: Stage) -> tuple[CaseEvent, ...]:
    place = stage.place(stage.line.named[0])
    return (decisions.explain(stage.acting, place, reason=stage.line.one("reason")),)


def _extend(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    until = read_when(line.one("until"))
    return (decisions.extend(stage.acting, stage.place(line.named[0]), until, reason=line.one("reason")),)


def _judge(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    subjects = line.many("of") or ("",)
    # An item of the case fits to no subject, and is judged once however many are named.
    places = tuple(
        dict.fromkeys(stage.names.fitting(text, line.line, of=of) for text in line.named for of in subjects)
    )
    verdict = _word(line.one("as"), get_args(Verdict))
    return (
        decisions.judge(
            stage.acting, places, verdict, stage.at, reason=line.one("reason"), review=stage.review
        ),
    )


def _override(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    gate = ClockId(line.one("gate"))
    return (decisions.override(stage.acting, stage.place(line.named[0]), gate, reason=line.one("reason")),)


def _review(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    review = ReviewId(line.id or f"review-{line.line}")
    held = ReviewHeld(
        at=stage.at,
        review=review,
        discharges=_discharged(stage),
        outcome=line.one("outcome"),
        text=line.one("text"),
        exception=line.one("exception"),
        next_date=date.fromisoformat(line.one("next")) if line.one("next") else None,
        next_reason=line.one("next_reason"),
    )
    # In a rehearsal a review is opened and held in one line.
    opened = decisions.open_review(stage.acting, review, stage.at, meant_for=held.discharges)
    return (opened, decisions.hold_review(stage.acting, held))


def _discharged(stage: Stage) -> tuple[Discharged, ...]:
    named = (text for text in stage.line.named if text != UNSCHEDULED)
    also = stage.line.many("also")
    return (
        *(_one_discharged(stage, text) for text in named),
        *(_one_discharged(stage, text, is_further=True) for text in also),
    )


def _one_discharged(stage: Stage, text: str, *, is_further: bool = False) -> Discharged:
    """Settle what a review discharges; `of` is for those that are about somebody or something."""
    name, _, about = (part.strip() for part in text.partition("@"))
    rule = stage.acting.case.programme.rule(ScheduleId(name))
    of = stage.of()
    if not about and of and rule is not None and (rule.type == "event" or rule.of is not None):
        # Whom the line is of says nothing of a further review that is about something else.
        about = of if not is_further or _is_about(stage, rule, of) else ""
    return Discharged(rule=ScheduleId(name), of=stage.entries.get(about, about) or None)


def _is_about(stage: Stage, rule: ReviewRule, of: str) -> bool:
    if rule.of is not None:
        return rule.of in stage.names.kinds_of.get(of, ())
    due = (one for one in dischargeable(stage.acting.evaluation()) if one.rule.id == rule.id)
    return any(stage.entries.get(of, of) in (one.of, one.trigger) for one in due)


def _action(stage: Stage) -> tuple[CaseEvent, ...]:
    line = stage.line
    return (
        decisions.raise_action(
            stage.acting,
            ActionId(line.one("as") or f"action-{line.line}"),
            line.named[0],
            owner=stage.people[line.one("for")],
            due=date.fromisoformat(line.one("due")),
            at=stage.at,
            review=stage.review,
        ),
    )


def _action_done(stage: Stage) -> tuple[CaseEvent, ...]:
    action = ActionId(stage.line.named[0])
    return (decisions.finish_action(stage.acting, action, stage.at, result=stage.line.one("result")),)


def _assign(stage: Stage) -> tuple[CaseEvent, ...]:
    role = _word(stage.line.named[0], get_args(HolderRole))
    to = stage.line.one("to")
    return (decisions.assign(stage.acting, role, None if to == "none" else stage.people[to], stage.at),)


def _absence(stage: Stage) -> tuple[CaseEvent, ...]:
    person = stage.people[stage.line.named[0]]
    absent = stage.line.verb == "absent"
    return (decisions.record_absence(stage.acting, person, stage.at, absent=absent),)


def _move(stage: Stage) -> tuple[CaseEvent, ...]:
    name, _, version = stage.line.named[0].partition(" ")
    return (decisions.move(stage.acting, ChecklistId(name), Version(version.strip()), stage.at),)


def _reopen(stage: Stage) -> tuple[CaseEvent, ...]:
    return (decisions.reopen(stage.acting, stage.at, why=stage.line.named[0]),)


def _note(stage: Stage) -> tuple[CaseEvent, ...]:
    return (decisions.add_note(stage.acting, stage.line.named[0], stage.at),)


def _calendar(_: Stage) -> tuple[CaseEvent, ...]:
    return ()


def _word(text: str, words: tuple[T, ...]) -> T:
    return next(word for word in words if word == text)


_ACTS: Mapping[str, Act] = {
    "clock": _clock,
    "target": _target,
    "add": _add,
    "fact": _fact,
    "answer": _answer,
    "correct": _correct,
    "withdraw": _withdraw,
    "change": _change,
    "extend": _extend,
    "settle": _settle,
    "reopen": _reopen,
    "regrade": _regrade,
    "explain": _explain,
    "judge": _judge,
    "review": _review,
    "action": _action,
    "action_done": _action_done,
    "assign": _assign,
    "absent": _absence,
    "back": _absence,
    "move": _move,
    "calendar": _calendar,
    "override": _override,
    "note": _note,
}
