"""Decisions about supervision: reviews, what they discharge, and actions (convention 9)."""

from datetime import date, timedelta

import msgspec

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, refuse_ahead, subject_of_kind
from sopcheck.cases.authority import require, require_fit
from sopcheck.cases.events import (
    ActionDone,
    ActionId,
    ActionRaised,
    Discharged,
    ReviewHeld,
    ReviewId,
    ReviewOpened,
    When,
)
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.register.register import Person
from sopcheck.cases.reviews.reviews import chain_rules, dischargeable
from sopcheck.cases.reviews.signed import signed_reviews
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.definition import ReviewPlan, ReviewRule
from sopcheck.checklists.limits import end_after
from sopcheck.checklists.local_time import day_of

_WORDS_OF_REVIEW = (
    "outcome",
    "reasons",
    "risk",
    "risk_change",
    "childs_voice",
    "child_seen",
    "cause_of_delay",
    "discussion",
    "investigators_comment",
    "good_work",
    "exception",
    "next_reason",
)


def open_review(
    acting: Acting, review: ReviewId, at: When, *, meant_for: tuple[Discharged, ...] = ()
) -> ReviewOpened:
    """Begin a review; its id is the place of its answers.

    Raises:
        RefusedError: the role, or a review that the schedule does not have.
    """
    require(acting.by, "hold a review")
    refuse_ahead(acting, at)
    if review in acting.case.opened_reviews:
        raise ActRefusedError("This review is open already. Go on with it.")
    settled = tuple(_settled(acting, one)[0] for one in meant_for)
    return ReviewOpened(at=at, review=review, meant_for=settled)


def hold_review(acting: Acting, held: ReviewHeld) -> ReviewHeld:
    """Hold a review as it was filled in, and discharge what it says; nothing discharged is unscheduled.

    The event comes back with its reviews settled: of which suspect, subject or event each is.

    Raises:
        IndependenceRefusedError: the reviewer had a part in the case and no exception is given.
        RankRefusedError: a review asks for a higher rank.
        RefusedError: a review is unknown or not due, a time is wrong, or a date has no reason.
    """
    require(acting.by, "hold a review")
    refuse_ahead(acting, held.at)
    received = acting.case.report_received
    if received is None or held.at.at < received:
        raise ActRefusedError(
            "A review cannot come before the report was received. Give the time of the review."
        )
    # A review that was withdrawn, too: its signed record is kept under its name, and never changes.
    if any(one.review == held.review for one in signed_reviews(acting.case)):
        raise ActRefusedError("This review is held and signed. Begin another one.")
    _check_words(held)
    settled = [_settled(acting, one) for one in held.discharges]
    _require_reviewer(acting, [rule for _, rule in settled], exception=held.exception)
    _require_due(acting.evaluation(), settled)
    _check_next_date(acting, held, [rule for _, rule in settled])
    return msgspec.structs.replace(held, discharges=tuple(one for one, _ in settled))


def _check_words(held: ReviewHeld) -> None:
    for field in _WORDS_OF_REVIEW:
        texts.reason(getattr(held, field), what=field.replace("_", " "))
    texts.note(held.text)


def _plan(acting: Acting) -> ReviewPlan:
    plan = acting.case.programme.plan
    if plan is None:
        raise ActRefusedError("No checklist of the case has a schedule of reviews. Follow one that has.")
    return plan


def _settled(acting: Acting, one: Discharged) -> tuple[Discharged, ReviewRule]:
    _plan(acting)
    rule = acting.case.programme.rule(one.rule)
    if rule is None:
        raise ActRefusedError("The schedule has no such review. Choose one of the schedule.")
    if rule.of is None:
        return one, rule
    of = subject_of_kind(acting, one.of, rule.of, what=f"“{rule.title}”")
    return msgspec.structs.replace(one, of=of), rule


def _require_reviewer(acting: Acting, rules: list[ReviewRule], *, exception: str) -> None:
    apart = "" if exception.strip() else _who_else(acting, rules)
    for rule in rules:
        # Named is the review that insists, not the one beside it that would only be flagged.
        insists = "" if rule.if_not_independent == "flag" else apart
        require_fit(acting.by, rule.rank, what=f"“{rule.title}”", apart=insists)
    require_fit(acting.by, None, what="A review", apart=apart)


def _who_else(acting: Acting, rules: list[ReviewRule]) -> str:
    """Say who else it takes, if the person had a part in the case that a review of it must not have."""
    part = acting.case.not_independent_because(acting.by.person)
    if not part or (rules and all(rule.if_not_independent == "flag" for rule in rules)):
        return ""
    had = "is or was the investigator" if part == "investigator" else "answered an investigator's item"
    return (
        f"somebody independent, not one who {had} on this case,"
        " or the reason for an exception, which will print"
    )


def _require_due(evaluation: Evaluation, settled: list[tuple[Discharged, ReviewRule]]) -> None:
    # A review may be held before its time comes; what comes next may be discharged as what is overdue.
    there = {state.rule.id for state in dischargeable(evaluation)}
    there |= {coming.rule.id for coming in evaluation.next_reviews}
    for one, rule in settled:
        # A review before a gate is due whenever somebody holds it.
        if one.rule not in there and rule.type != "before":
            raise ActRefusedError(
                f"“{rule.title}” is not due on this case. Choose a review that is, or none."
            )


def _check_next_date(acting: Acting, held: ReviewHeld, rules: list[ReviewRule]) -> None:
    if held.next_date is None:
        return
    chain = chain_rules(_plan(acting))
    if not any(rule.id in chain for rule in rules):
        raise ActRefusedError(
            "Only a review of the 28-day chain sets the date of the next. Leave the date out."
        )
    held_on = day_of(held.at.at, acting.case.programme.zone)
    if held.next_date <= held_on:
        raise ActRefusedError("The date of the next review is not after this one. Give a later date.")
    usual = _usual_next(acting, held)
    # Earlier is always good for the child; later has to say why.
    if usual is not None and held.next_date > usual and not held.next_reason.strip():
        raise ActRefusedError(
            "The next review would be later than the schedule has it. Give the reason; it will print."
        )


def _usual_next(acting: Acting, held: ReviewHeld) -> date | None:
    zone = acting.case.programme.zone
    rolling = next((rule for rule in _plan(acting).schedule if rule.type == "rolling"), None)
    if rolling is None or rolling.due is None or rolling.due.amount is None:
        return None
    due = rolling.due
    end = end_after(rolling.due.amount, due.unit, held.at.at, zone=zone, calendar=acting.calendar).end
    # An end at midnight is that of the day before.
    return day_of(end - timedelta(minutes=1), zone)


def raise_action(
    acting: Acting,
    action: ActionId,
    text: str,
    *,
    owner: Person,
    due: date,
    at: When,
    review: ReviewId | None = None,
) -> ActionRaised:
    """Raise an action with an owner and a date."""
    require(acting.by, "raise an action")
    refuse_ahead(acting, at)
    if any(one.action == action for one in acting.case.actions):
        raise ActRefusedError("This action is there already. Raise another one.")
    if due < day_of(at.at, acting.case.programme.zone):
        raise ActRefusedError("The action would be due before it is raised. Give a later date.")
    return ActionRaised(
        at=at,
        action=action,
        text=texts.reason(text, what="action", required=True),
        owner=owner.person,
        due=due,
        review=review,
    )


def finish_action(
    acting: Acting, action: ActionId, at: When, *, result: str = "", dropped: bool = False
) -> ActionDone:
    """Say that an action is complete, or was dropped; dropping takes a reason."""
    require(acting.by, "finish an action")
    refuse_ahead(acting, at)
    found = next((one for one in acting.case.actions if one.action == action), None)
    if found is None:
        raise ActRefusedError("There is no such action on the case. Choose one of its actions.")
    if found.state != "open":
        raise ActRefusedError("This action is finished already. Raise another if more is to be done.")
    written = texts.reason(
        result, what="reason for dropping the action" if dropped else "result", required=dropped
    )
    return ActionDone(at=at, action=action, result=written, dropped=dropped)
