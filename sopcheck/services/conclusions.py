"""The conclusion of a review: kept while it is half-written, completed by the answers, made the event."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from sopcheck.cases.events import Discharged, Given, ListedAs, ReviewHeld, ReviewId, When
from sopcheck.cases.judged_rows import decided_on
from sopcheck.cases.known_items import SAID_IN_CONCLUSION
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import Item, ItemId, ScheduleId
from sopcheck.services.views import CaseView, Conclusion, ReviewView

_UNDECIDED = "not decided"


def kept(conclusion: Conclusion) -> str:
    """The conclusion as text, to be kept with the half-typed texts."""
    held = asdict(conclusion)
    held["discharges"] = [{"rule": one.rule, "of": one.of} for one in conclusion.discharges]
    return json.dumps(held, default=str, ensure_ascii=False)


def conclusion_of(text: str) -> Conclusion:
    """The conclusion that was kept; an empty one where the text is of another form."""
    try:
        held = json.loads(text)
        discharges = tuple(
            Discharged(rule=ScheduleId(one["rule"]), of=one["of"]) for one in held.pop("discharges")
        )
        day = held.pop("next_date")
        return Conclusion(discharges=discharges, next_date=date.fromisoformat(day) if day else None, **held)
    # Kept by an older version, say; half-typed words are no reason to keep anybody from the review.
    except (ValueError, KeyError, TypeError, AttributeError):
        return Conclusion()


def with_answers(conclusion: Conclusion, questions: tuple[PlaceState, ...]) -> Conclusion:
    """The conclusion with what its questions were answered where it says nothing itself."""
    said: dict[str, str] = {}
    for state in questions:
        field = SAID_IN_CONCLUSION.get(state.place.item)
        if field and state.answer is not None and not getattr(conclusion, field):
            given = state.answer.given
            said[field] = ": ".join(part for part in (given.choice, given.text) if part)
    return conclusion_of(json.dumps({**json.loads(kept(conclusion)), **said})) if said else conclusion


# A question for each row of an exception list, by the derived fact on which it is asked.
_LISTS: Mapping[str, ListedAs] = {
    "not-done-present": "not done",
    "not-applicable-present": "not applicable",
}
_VERDICTS = ("justified", "not justified", "action", _UNDECIDED)


def decided_in(item: Item) -> ListedAs | None:
    """The exception list whose decisions answer a question; none where it is answered in words."""
    if item.filled_from or "choice-per-item" not in item.asks or not isinstance(item.applies_when, str):
        return None
    return _LISTS.get(item.applies_when)


def decided_words(view: CaseView, listed: ListedAs) -> str:
    """How many rows of a list were decided in which way: `2 justified, 1 not decided`."""
    said: Counter[str] = Counter()
    for lists in (view.evaluation.exceptions, view.evaluation.annex):
        for row in lists.not_done if listed == "not done" else lists.not_applicable:
            found = decided_on(view.case, listed, row[0])
            said[_UNDECIDED if found is None else found.verdict] += 1
    return ", ".join(f"{said[word]} {word}" for word in _VERDICTS if said[word])


def is_decided(words: str) -> bool:
    """Whether nothing of a list is left to decide."""
    return not words.endswith(_UNDECIDED)


def answers_decided(view: ReviewView) -> Iterator[tuple[ItemId, Given]]:
    """The answers that the decisions on exceptions give to questions which stand open."""
    for state in view.questions:
        listed = decided_in(state.item)
        if listed is not None and state.applies == "yes" and state.status == "open":
            yield state.item.id, Given(status="done", text=decided_words(view.view, listed))


def held_of(review: ReviewId, conclusion: Conclusion, *, at: When, calendar: str) -> ReviewHeld:
    """The event of the held review, without the digest of its record, which is not frozen yet."""
    return ReviewHeld(
        at=at,
        review=review,
        discharges=conclusion.discharges,
        outcome=conclusion.outcome,
        reasons=conclusion.reasons,
        risk=conclusion.risk,
        risk_change=conclusion.risk_change,
        childs_voice=conclusion.childs_voice,
        child_seen=conclusion.child_seen,
        cause_of_delay=conclusion.cause_of_delay,
        discussion=conclusion.discussion,
        investigators_comment=conclusion.investigators_comment,
        good_work=conclusion.good_work,
        exception=conclusion.exception,
        next_date=conclusion.next_date,
        next_reason=conclusion.next_reason,
        calendar=calendar,
    )
