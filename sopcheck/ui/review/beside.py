"""What the conclusion says that the checklist asks too: joined into one text, and given as answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from sopcheck.cases.events import Given
from sopcheck.cases.known_items import SAID_IN_CONCLUSION, SaidField
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import Item, ItemId
from sopcheck.services.views import Conclusion

_BETWEEN = ": "


@dataclass(frozen=True, slots=True)
class Said:
    """A choice and the words that go with it; either may be missing."""

    choice: str = ""
    words: str = ""

    @property
    def joined(self) -> str:
        """Both as one text, `high: seen near the school on Monday`."""
        return _BETWEEN.join(part for part in (self.choice, self.words) if part)


def parted(text: str, choices: Sequence[str]) -> Said:
    """Take a joined text apart again: the longest choice that it begins with, and the rest."""
    for choice in sorted(choices, key=len, reverse=True):
        if text == choice:
            return Said(choice)
        if text.startswith(choice + _BETWEEN):
            return Said(choice, text[len(choice + _BETWEEN) :])
    return Said(words=text)


def answers_beside(questions: Iterable[PlaceState], conclusion: Conclusion) -> Iterator[tuple[ItemId, Given]]:
    """The answers that the conclusion gives to questions, where they stand differently or not at all."""
    for state in questions:
        field = SAID_IN_CONCLUSION.get(state.item.id)
        text = getattr(conclusion, field) if field else ""
        if not text or state.item.filled_from or state.applies == "no":
            continue
        given = _given(state.item, text)
        if state.answer is None or state.answer.given != given:
            yield state.item.id, given


def with_answers_taken(conclusion: Conclusion, questions: Iterable[PlaceState]) -> Conclusion:
    """The conclusion with what was confirmed as an answer, where it says nothing itself."""
    for state in questions:
        field = SAID_IN_CONCLUSION.get(state.item.id)
        if field is None or state.answer is None or getattr(conclusion, field):
            continue
        given = state.answer.given
        conclusion = _saying(conclusion, field, Said(given.choice, given.text).joined)
    return conclusion


def _saying(conclusion: Conclusion, field: SaidField, text: str) -> Conclusion:
    match field:
        case "risk":
            return replace(conclusion, risk=text)
        case "childs_voice":
            return replace(conclusion, childs_voice=text)
        case "cause_of_delay":
            return replace(conclusion, cause_of_delay=text)
        case "good_work":
            return replace(conclusion, good_work=text)
        case "discussion":
            return replace(conclusion, discussion=text)
        case "outcome":
            return replace(conclusion, outcome=text)
    assert_never(field)


def choices_of(questions: Iterable[PlaceState], item: ItemId) -> tuple[str, ...]:
    """What a question of the review offers to choose from; nothing where it is not asked."""
    return next((state.item.choices for state in questions if state.item.id == item), ())


def _given(item: Item, text: str) -> Given:
    said = parted(text, item.choices)
    return Given(status="done", choice=said.choice, text=said.words)
