"""The questions of a review as rows: by part, answered, unconfirmed or open, and where each is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sopcheck.cases.known_items import SAID_IN_CONCLUSION
from sopcheck.checklists.definition import Item, StageId
from sopcheck.services.conclusions import decided_in, decided_words, is_decided
from sopcheck.ui.case.row_words import title_of
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.words import status_sign, tr

if TYPE_CHECKING:
    from sopcheck.cases.events import Given
    from sopcheck.cases.states import Answer, PlaceState
    from sopcheck.checklists.definition import Checklist
    from sopcheck.services.views import Conclusion, ReviewView

How = Literal["here", "beside", "listed", "program"]
"""Where a question is answered: here, in the conclusion, by decisions on exceptions, or by the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it stands; `carried` is its last answer, `beside` what is said to it elsewhere."""

    state: PlaceState
    how: How
    carried: Answer | None = None
    beside: str = ""

    @property
    def item(self) -> Item:
        """What is asked."""
        return self.state.item

    @property
    def unconfirmed(self) -> bool:
        """Is it open, with a last answer that could be confirmed?"""
        return self.how == "here" and self.state.status == "open" and self.carried is not None

    @property
    def waits(self) -> bool:
        """Does it wait for an answer that is given here?"""
        return self.how == "here" and self.state.status == "open" and self.state.applies == "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the review checklist with the questions that are asked in it."""

    stage: StageId
    title: str
    number: int
    questions: tuple[Question, ...]

    @property
    def unconfirmed(self) -> int:
        """How many last answers could be confirmed."""
        return sum(question.unconfirmed for question in self.questions)

    @property
    def answered(self) -> int:
        """How many questions are answered, here or beside."""
        return sum(is_answered(question) for question in self.questions)


Row = Part | Question


def parts_of(view: ReviewView, checklist: Checklist | None, conclusion: Conclusion) -> tuple[Part, ...]:
    """The parts in the order of the checklist, with the questions that apply or may apply."""
    titles = {stage.id: stage.title for stage in checklist.stages} if checklist else {}
    stages = dict.fromkeys(state.stage for state in view.questions)
    asked = [question_of(state, view, conclusion) for state in view.questions if state.applies != "no"]
    made = (
        Part(
            stage=stage,
            title=titles.get(stage, str(stage)),
            number=number,
            questions=tuple(question for question in asked if question.state.stage == stage),
        )
        for number, stage in enumerate(stages, start=1)
    )
    return tuple(part for part in made if part.questions)


def question_of(state: PlaceState, view: ReviewView, conclusion: Conclusion) -> Question:
    """A question, with what is known of it."""
    field = SAID_IN_CONCLUSION.get(state.item.id)
    # Before what the program fills in: the outcome is filled in too, but from what is typed beside.
    if field is not None:
        return Question(state=state, how="beside", beside=str(getattr(conclusion, field)))
    if state.item.filled_from:
        return Question(state=state, how="program")
    listed = decided_in(state.item)
    if listed is not None:
        words = decided_words(view.view, listed)
        return Question(state=state, how="listed", beside=words if is_decided(words) else "")
    return Question(state=state, how="here", carried=view.carried.get(state.place.item))


def rows_of(parts: tuple[Part, ...]) -> Iterator[Row]:
    """The rows of the list: each part, and its questions below it."""
    for part in parts:
        yield part
        yield from part.questions


def key_of(row: Row) -> str:
    """What a row is known by when the list is shown again."""
    return f"part/{row.stage}" if isinstance(row, Part) else f"{row.item.id}/{row.state.place.of}"


def row_text(row: Row) -> RowText:
    """How a row reads."""
    return _part_text(row) if isinstance(row, Part) else _question_text(row)


def question_sign(question: Question) -> Sign:
    """The state of a question; a last answer is unconfirmed until somebody confirms it."""
    if question.how == "beside":
        return (
            Sign(tr("in the conclusion"), "disc", "met")
            if question.beside
            else Sign(tr("open"), "ring", "ink")
        )
    if question.how == "listed":
        return (
            Sign(tr("decided"), "disc", "met")
            if question.beside
            else Sign(tr("to decide in the list"), "ring", "ink")
        )
    if question.how == "program":
        return Sign(tr("filled in by the program"), "disc", "muted")
    if question.unconfirmed:
        return Sign(tr("unconfirmed"), "question", "soon")
    return status_sign(question.state)


def is_answered(question: Question) -> bool:
    """Does the question need nothing more?"""
    if question.how in ("beside", "listed"):
        return bool(question.beside)
    return question.state.status != "open"


def answer_words(question: Question) -> str:
    """What was said to a question, in a line; of an unconfirmed one what was said last time."""
    if question.how in ("beside", "listed"):
        return question.beside
    if question.state.answer is not None:
        return given_line(question.state.answer.given)
    return given_line(question.carried.given) if question.carried is not None else ""


def given_line(given: Given) -> str:
    """An answer without its status, which a sign tells beside it."""
    return " · ".join(part for part in (given.choice, given.reference, given.text, given.reason) if part)


def _part_text(part: Part) -> RowText:
    waiting = tr("{count} to confirm").format(count=part.unconfirmed) if part.unconfirmed else ""
    done = tr("{done} of {all}").format(done=part.answered, all=len(part.questions))
    return RowText(
        primary=f"{part.number}  {part.title}",
        trailing=" · ".join(words for words in (waiting, done) if words),
        strong=True,
        spoken=tr("Part {number}, {title}, {done} answered, {waiting} to confirm").format(
            number=part.number, title=part.title, done=done, waiting=part.unconfirmed
        ),
    )


def _question_text(question: Question) -> RowText:
    return RowText(
        primary=title_of(question.state),
        secondary=answer_words(question),
        sign=question_sign(question),
        sign_first=True,
        muted=question.how == "program" or is_answered(question),
        most_lines=2,
    )
