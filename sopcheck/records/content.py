"""From a reviewed case to what its supervision record says (`domain.md` 4.3, in that order).

Items of print class intelligence-sensitive stand in no list; one line counts them. The words of
staff-personal and victim-safety items keep their class, and the ordinary print leaves them out.
"""

from sopcheck.cases.duties import Duty
from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.reviews.explanations import why_review
from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.states import ActionState
from sopcheck.cases.states import NextReview as Coming
from sopcheck.records.annex_content import INTELLIGENCE
from sopcheck.records.case_lists import exceptions_of
from sopcheck.records.directed import directions
from sopcheck.records.front import basis, enrolled, identity, risk
from sopcheck.records.items import asked, item_state
from sopcheck.records.naming import noon, person_name
from sopcheck.records.phrases import sentence
from sopcheck.records.record import (
    Action,
    Decision,
    Discussion,
    NextReview,
    SensitiveAnnex,
    SignOff,
    SupervisionRecord,
    Text,
    Unwitnessed,
)
from sopcheck.records.sheets import Annex, lines_of


def record_of(reviewed: Reviewed, annex: Annex | None = None, annex_digest: str = "") -> SupervisionRecord:
    """The record of a review, in words and times; of its sensitive annex it has the digest and the counts."""
    held, who = reviewed.held, identity(reviewed)
    return SupervisionRecord(
        review_id=held.review,
        marking=reviewed.marking.marking,
        handling=reviewed.marking.handling,
        notice=reviewed.marking.notice,
        identity=who,
        basis=basis(reviewed),
        risk=risk(reviewed),
        exceptions=exceptions_of(reviewed),
        decision=Decision(
            outcome=sentence(held.outcome),
            why=_text(held.reasons),
            main_cause_of_delay=_text(sentence(held.cause_of_delay)),
        ),
        previous_actions=(*_actions(reviewed, new=False), *directions(reviewed, new=False)),
        new_actions=(*_actions(reviewed, new=True), *directions(reviewed, new=True)),
        next_reviews=_next_reviews(reviewed),
        discussion=_discussion(held),
        sign_off=SignOff(person=enrolled(reviewed.reviewer, who.reviewer.role), at=held.at.at),
        unwitnessed=_unwitnessed(reviewed),
        sensitive=_sensitive(annex, annex_digest),
        items=tuple(item_state(reviewed, duty) for duty in _annexed(reviewed)),
    )


def _actions(reviewed: Reviewed, *, new: bool) -> tuple[Action, ...]:
    """The actions raised in this review; or those before it, open or finished since the last review."""
    found = (action for action in reviewed.evaluation.actions if _is_new(reviewed, action) == new)
    return tuple(_action(reviewed, action) for action in found if new or _is_current(reviewed, action))


def _is_new(reviewed: Reviewed, action: ActionState) -> bool:
    return action.review == reviewed.held.review


def _is_current(reviewed: Reviewed, action: ActionState) -> bool:
    previous = reviewed.previous
    return action.done is None or previous is None or action.done > previous


def _action(reviewed: Reviewed, action: ActionState) -> Action:
    standing = "new" if _is_new(reviewed, action) else "carried"
    return Action(
        what=Text(action.text),
        owner=person_name(reviewed, action.owner),
        due=noon(action.due),
        due_day_only=True,
        state=standing if action.state == "open" else action.state,
        note=_text(action.result),
    )


def _next_reviews(reviewed: Reviewed) -> tuple[NextReview, ...]:
    coming = sorted(reviewed.evaluation.next_reviews, key=lambda one: one.due)
    return tuple(NextReview(kind=one.rule.title, due=one.due, rule=_rule_of(reviewed, one)) for one in coming)


def _rule_of(reviewed: Reviewed, coming: Coming) -> str:
    return why_review(reviewed.case, reviewed.calendar, reviewed.evaluation.at, coming, on_paper=True)


def _discussion(held: ReviewHeld) -> Discussion:
    return Discussion(
        discussed=_text(held.discussion),
        comment=_text(held.investigators_comment),
        good_work=_text(held.good_work),
    )


def _unwitnessed(reviewed: Reviewed) -> Unwitnessed | None:
    if not reviewed.unwitnessed:
        return None
    return Unwitnessed(entries=reviewed.unwitnessed, oldest=reviewed.oldest_unwitnessed)


def _sensitive(annex: Annex | None, digest: str) -> SensitiveAnnex | None:
    """The line that says what the sensitive annex holds; none where there is nothing sensitive."""
    if annex is None:
        return None
    counted = {part.print_class: len(part.items) for part in annex.parts}
    intelligence = counted.pop(INTELLIGENCE, 0)
    return SensitiveAnnex(
        reference=annex.reference,
        intelligence_items=intelligence,
        other_texts=sum(counted.values()),
        lines=lines_of(annex.parts),
        digest=digest,
    )


def _annexed(reviewed: Reviewed) -> tuple[Duty, ...]:
    return tuple(duty for duty in asked(reviewed) if duty[0].item.print_class != INTELLIGENCE)


def _text(words: str) -> Text | None:
    return Text(words) if words else None
