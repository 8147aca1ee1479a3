"""Decisions about what is known: subjects, facts, clocks and dates that somebody else set.

A clock may be set again: the last that was said holds (of a rolling one, each begins a round). A fact may
contradict what the program set from an act; the later in effect holds. Both stay in the history.
"""

from datetime import date

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, ask_if_before_report, kind_words, refuse_ahead, subject_of_kind
from sopcheck.cases.authority import require
from sopcheck.cases.decisions.case import close
from sopcheck.cases.events import (
    CaseClosed,
    ClockSet,
    FactSet,
    FactValue,
    SubjectAdded,
    SubjectChanged,
    SubjectId,
    TargetSet,
    When,
)
from sopcheck.cases.gates import is_hard
from sopcheck.cases.gating import require_open_gate
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.checklists.definition import Clock, ClockId, FactId, KindId


def add_subject(
    acting: Acting,
    subject: SubjectId,
    kinds: tuple[KindId, ...],
    label: str,
    at: When,
    *,
    of: str | None = None,
    confirmed: bool = False,
) -> SubjectAdded:
    """Add a child, suspect, event, device …; one that belongs to another says to which.

    Raises:
        ConfirmationNeededError: it is earlier than the report; ask, and call again `confirmed`.
        RefusedError: the kind, the one it belongs to, the label or the time.
    """
    require(acting.by, "add a subject")
    _check_kinds(acting, kinds)
    if subject in acting.case.subjects:
        raise ActRefusedError("This subject is on the case already. Change it, or add another.")
    refuse_ahead(acting, at)
    # Some kinds are about the past by nature: an earlier arrest, a device seized before anybody told.
    past = any(acting.case.programme.kinds[kind].may_precede_report for kind in kinds)
    ask_if_before_report(acting, at, confirmed=confirmed or past, what=f"A {kind_words(acting, kinds[0])}")
    return SubjectAdded(
        at=at,
        subject=subject,
        kinds=kinds,
        label=texts.line(label, what="label", required=True),
        of=_belongs_to(acting, kinds, of),
        confirmed=confirmed,
    )


def change_subject(
    acting: Acting, subject: SubjectId, at: When, *, add_kinds: tuple[KindId, ...] = (), label: str = ""
) -> SubjectChanged:
    """Give a subject further kinds from a time on, or another label; it loses none."""
    require(acting.by, "add a subject")
    if subject not in acting.case.subjects:
        raise ActRefusedError("There is no such subject on the case. Add it first.")
    if not add_kinds and not label:
        raise ActRefusedError("Nothing was changed. Say what it is too, or give it another label.")
    if add_kinds:
        _check_kinds(acting, add_kinds)
    refuse_ahead(acting, at)
    return SubjectChanged(at=at, subject=subject, add_kinds=add_kinds, label=texts.line(label, what="label"))


def _check_kinds(acting: Acting, kinds: tuple[KindId, ...]) -> None:
    unknown = [kind for kind in kinds if kind not in acting.case.programme.kinds]
    if unknown or not kinds:
        raise ActRefusedError(
            "No checklist of the case knows this kind of subject. Choose one that it names."
        )


def _belongs_to(acting: Acting, kinds: tuple[KindId, ...], of: str | None) -> SubjectId | None:
    programme = acting.case.programme
    owner = next((part for kind in kinds if (part := programme.kinds[kind].part_of) is not None), None)
    if owner is not None:
        return subject_of_kind(acting, of, owner, what=f"A {kind_words(acting, kinds[0])}")
    # A location of a suspect may say so, though nothing asks for it.
    if of is not None and of not in acting.case.subjects:
        raise ActRefusedError("There is no such subject on the case that this could belong to. Add it first.")
    return None if of is None else acting.case.subjects[of].subject


def set_fact(
    acting: Acting,
    fact: FactId,
    value: FactValue,
    at: When,
    *,
    of: tuple[str, ...] = (),
    confirmed: bool = False,
) -> FactSet:
    """Say that a fact is so, is not so, or is not known, from a time on.

    Without `of`, a fact of a kind is that of all subjects of the kind there are so far, else of the case.

    Raises:
        ConfirmationNeededError: it is earlier than the report; ask, and call again `confirmed`.
        RefusedError: the fact, the subject or the time.
    """
    require(acting.by, "set a fact")
    known = acting.case.programme.facts.get(fact)
    if known is None:
        raise ActRefusedError("No checklist of the case asks for this fact. Choose one that it names.")
    # Typed, it would contradict the case that everybody can see.
    if known.derived:
        raise ActRefusedError("This fact is worked out by the program from the case. Nothing needs typing.")
    if known.of is None and of:
        raise ActRefusedError("This fact is one of the case, not of a subject. Leave the subject out.")
    refuse_ahead(acting, at)
    ask_if_before_report(acting, at, confirmed=confirmed, what="A fact")
    return FactSet(
        at=at, fact=fact, value=value, of=_subjects_of_fact(acting, known.of, of), confirmed=confirmed
    )


def _subjects_of_fact(acting: Acting, kind: KindId | None, of: tuple[str, ...]) -> tuple[SubjectId, ...]:
    if kind is None:
        return ()
    if of:
        return tuple(subject_of_kind(acting, one, kind, what="This fact") for one in of)
    return tuple(subject.subject for subject in acting.case.subjects_of(kind))


def set_clock(
    acting: Acting, clock: ClockId, at: When, *, of: str | None = None, confirmed: bool = False
) -> ClockSet | CaseClosed:
    """Say when the event that a clock marks happened; `case-closed` closes the case.

    Raises:
        GateRefusedError: it is a hard gate and items that must come before are open.
        ConfirmationNeededError: it is earlier than the report; ask, and call again `confirmed`.
        RefusedError: the clock, its subject or the time.
    """
    if clock == CASE_CLOSED:
        return close(acting, at)
    require(acting.by, "set a clock")
    known = _clock(acting, clock)
    if known.target_date:
        raise ActRefusedError("This is a date that somebody else sets. Type the date in instead.")
    owner = _owner(acting, known, of)
    if not known.may_be_ahead:
        refuse_ahead(acting, at)
    # The report cannot come before itself; setting it again earlier is how a wrong time is put right.
    past = known.may_precede_report or clock == REPORT_RECEIVED
    ask_if_before_report(acting, at, confirmed=confirmed or past, what="This event")
    if is_hard(acting.case, clock):
        require_open_gate(acting, clock, of=owner)
    return ClockSet(at=at, clock=clock, of=owner, confirmed=confirmed)


def set_target(acting: Acting, clock: ClockId, day: date, at: When, *, of: str | None = None) -> TargetSet:
    """Type in a date that somebody else set; a limit on it ends with that day."""
    require(acting.by, "set a clock")
    known = _clock(acting, clock)
    if not known.target_date:
        raise ActRefusedError(
            "This clock is a moment that happened, not a date that is set. Give the time instead."
        )
    refuse_ahead(acting, at)
    return TargetSet(at=at, clock=clock, date=day, of=_owner(acting, known, of))


def _clock(acting: Acting, clock: ClockId) -> Clock:
    known = acting.case.programme.clocks.get(clock)
    if known is None:
        raise ActRefusedError("No checklist of the case has this clock. Choose one that it names.")
    return known


def _owner(acting: Acting, clock: Clock, of: str | None) -> str | None:
    if clock.of == "case":
        if of is not None:
            raise ActRefusedError("This clock is one of the case, not of a subject. Leave the subject out.")
        return None
    if clock.of == "review":
        if of not in acting.case.opened_reviews:
            raise ActRefusedError("This clock belongs to a review. Say which review of the case.")
        return of
    return subject_of_kind(acting, of, KindId(clock.of), what="This clock")
