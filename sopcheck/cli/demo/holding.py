"""Holding a review in a story: the questions, the decisions on passed limits, actions, the signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sopcheck.cases.events import Discharged, Given, Verdict
from sopcheck.checklists.definition import ItemId, ScheduleId
from sopcheck.checklists.local_time import LONDON, to_local
from sopcheck.cli.demo.story import Story
from sopcheck.services.views import Conclusion

if TYPE_CHECKING:
    from sopcheck.cases.states import PlaceState
    from sopcheck.cli.demo.performing import StoryClock
    from sopcheck.services.desk import Desk
    from sopcheck.services.views import ReviewView

Decision = tuple[Verdict, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a supervisor says in one review.

    `said` answers questions in words (`choice: text` where the question has choices); `judged` decides on
    passed limits by item, `otherwise` on the rest; `actions` are text, owner and days; `directions` go to
    items.
    """

    conclusion: Conclusion
    said: Mapping[str, str] = field(default_factory=dict)
    judged: Mapping[str, Decision] = field(default_factory=dict)
    otherwise: Decision | None = None
    actions: Sequence[tuple[str, str, int]] = ()
    directions: Mapping[str, str] = field(default_factory=dict)


# What is said where a review says nothing of its own; short, as people write it.
_USUAL = {
    "review-read-record": "Checklist, decision log and everything new since the last review.",
    "review-not-done": "Each reason was discussed and stands.",
    "review-not-applicable": "Each reason was discussed and stands.",
    "review-late-recorded": "Typed up after the shift; the gap changes nothing.",
    "review-other-children": "None beyond those on the case.",
    "review-language": "Read for tone; nothing to change.",
    "review-safety-plan": "Holds as it is; the carer has the duty number.",
    "review-partner-actions": "None overdue.",
    "review-lines": "Lines of the plan are in hand; none missing.",
    "review-suspect-focus": "The plan tests what the suspect did.",
    "review-suspect-status": "Known and recorded; no change.",
    "review-intelligence": "Submitted and linked.",
    "review-victims-code": "Contacts made in time; support offered.",
    "review-capacity": "content",
    "review-network": "no",
    "review-delay-cause": "none",
    "review-good-practice": "Clear decision log.",
    "review-discussed": "With the investigator at the desk; agreed.",
}


def review(story: Story, who: str, rules: str, at: str, held: Held) -> None:
    """Hold and sign a review that meets these reviews of the schedule; none: outside the schedule."""

    def act(desk: Desk, clock: StoryClock) -> None:
        meant = tuple(Discharged(rule=ScheduleId(rule)) for rule in rules.split())
        opened = desk.supervision.open(story.case, meant)
        clock.pass_(6)
        _ask(story, desk, clock, opened, held)
        _judge(story, desk, opened, held)
        _order(story, desk, clock, opened, held)
        clock.pass_(4)
        desk.supervision.sign(story.case, opened.review, replace(held.conclusion, discharges=meant))

    story.do(who, at, act)


def begin(story: Story, who: str, at: str, held: Held) -> None:
    """Begin the review that is due, answer some of its questions, and leave it half-written."""

    def act(desk: Desk, clock: StoryClock) -> None:
        opened = desk.supervision.open(story.case)
        for item, said in held.said.items():
            clock.pass_(2)
            given = Given(status="done", text=said)
            desk.supervision.answer(story.case, opened.review, ItemId(item), given)
        conclusion = replace(held.conclusion, discharges=opened.suggested)
        desk.supervision.keep(story.case, opened.review, conclusion)

    story.do(who, at, act)


def _ask(story: Story, desk: Desk, clock: StoryClock, opened: ReviewView, held: Held) -> None:
    """Say what this review has to say; confirm the rest of each part as it was, or in the usual words."""
    asked = [
        state
        for state in opened.questions
        if state.applies == "yes" and not (state.none_yet or state.item.filled_from)
    ]
    as_it_was = [state for state in asked if state.place.item in opened.carried.keys() - held.said.keys()]
    for state in asked:
        if state not in as_it_was:
            said = held.said.get(state.place.item, _USUAL.get(state.place.item, ""))
            desk.supervision.answer(story.case, opened.review, state.place.item, _given(state, said))
            clock.pass_(1)
    for stage in dict.fromkeys(state.stage for state in as_it_was):
        desk.supervision.no_change(story.case, opened.review, stage)
        clock.pass_(2)


def _given(state: PlaceState, said: str) -> Given:
    choice, _, words = said.partition(": ")
    if choice in state.item.choices:
        return Given(status="done", choice=choice, text=words)
    first = state.item.choices[0] if state.item.choices else ""
    return Given(status="done", choice=first, text=said)


def _judge(story: Story, desk: Desk, opened: ReviewView, held: Held) -> None:
    decided: dict[Decision, list[PlaceState]] = {}
    for row in opened.view.evaluation.exceptions.limits_passed:
        decision = held.judged.get(row[0].place.item, held.otherwise)
        if decision is not None and row[0].judged is None:
            decided.setdefault(decision, []).extend(row)
    for (verdict, reason), states in decided.items():
        places = tuple(dict.fromkeys(state.place for state in states))
        desk.supervision.judge(story.case, opened.review, places, verdict, reason)


def _order(story: Story, desk: Desk, clock: StoryClock, opened: ReviewView, held: Held) -> None:
    today = to_local(clock.now(), LONDON).date()
    for text, owner, days in held.actions:
        due = today + timedelta(days=days)
        desk.supervision.raise_action(story.case, opened.review, text, story.people[owner], due)
    for item, text in held.directions.items():
        desk.supervision.direct(story.case, opened.review, story.place(item), text)
