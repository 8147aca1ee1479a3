"""A form of another program made into a draft; what has no place in a checklist is told, not dropped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from textwrap import shorten

from sopcheck.checklists.definition import (
    FORMAT,
    Ask,
    Checklist,
    ChecklistId,
    Clause,
    Condition,
    Fact,
    FactId,
    FactRule,
    Item,
    ItemId,
    Stage,
    StageId,
    Version,
)
from sopcheck.checklists.problem import kebab

DRAFT = Version("0.1")
REPEATS = "A part that repeats is asked once here. Say of its items what they repeat for."
"""What becomes of a part that is filled in several times."""
_GENERAL = "general"
_TIME_ZONE = "Europe/London"


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something of a form that a checklist cannot say: where, what became of it, and what is asked there."""

    where: str
    sentence: str
    asked: str = ""

    def __str__(self) -> str:
        """Give the line of the report, with as much of the question as one knows it again by."""
        asked = f" (“{shorten(self.asked, 60, placeholder=' …')}”)" if self.asked else ""
        return f"{self.where}{asked}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Asked:
    """On what a question depends: another question, and the choice of it."""

    question: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a form; `when` has the answers on which it is asked, all of them or any."""

    where: str
    name: str
    group: str
    text: str
    hint: str = ""
    asks: tuple[Ask, ...] = ("status",)
    choices: tuple[str, ...] = ()
    required: bool = False
    when: tuple[Asked, ...] = ()
    any_of_them: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it was read: what it is called, the titles of its groups, its questions, what did not fit."""

    name: str
    title: str
    source: str
    groups: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    misfits: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """A draft made of a form, and the report of what did not fit."""

    checklist: Checklist
    misfits: tuple[Misfit, ...]


def converted(form: Form) -> Converted:
    """Make a draft of a form."""
    making = _Making(replace(form, questions=tuple(_named_apart(form.questions))))
    return Converted(making.checklist(), tuple(making.misfits))


def _named_apart(questions: Iterable[Question]) -> Iterator[Question]:
    """Give each question a name of its own; others wait for the first of two that share one."""
    taken: set[str] = set()
    for question in questions:
        yield replace(question, name=_unique(question.name, taken))


def _unique(name: str, taken: set[str]) -> str:
    """Give a name that nothing has yet, and take it: `x`, `x-2`, `x-3`."""
    others = (f"{name}-{number}" for number in count(2))
    found = next(one for one in chain((name,), others) if one not in taken)
    taken.add(found)
    return found


@dataclass(slots=True)
class _Making:
    """A draft while it is made."""

    form: Form
    misfits: list[Misfit] = field(init=False)
    _ids: dict[str, ItemId] = field(init=False)
    _facts: dict[FactId, Asked] = field(init=False)
    _choices: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.misfits = list(self.form.misfits)
        self._ids = {}
        self._facts = {}
        self._choices = {one.name: one.choices for one in self.form.questions}
        taken: set[str] = set()
        for question in self.form.questions:
            self._ids[question.name] = ItemId(_unique(kebab(question.name, otherwise="item"), taken))

    def checklist(self) -> Checklist:
        """Give the draft."""
        conditions = {question.name: self._condition(question) for question in self.form.questions}
        texts = {question.name: question.text or question.name for question in self.form.questions}
        return Checklist(
            format=FORMAT,
            checklist=ChecklistId(kebab(self.form.name, otherwise="imported")),
            version=DRAFT,
            title=self.form.title or self.form.name,
            baseline="imported",
            time_zone=_TIME_ZONE,
            stages=tuple(self._stages(conditions)),
            facts={
                name: Fact(
                    says=f"“{texts[asked.question]}” was answered “{asked.choice}”.",
                    set_by=(self._ids[asked.question],),
                )
                for name, asked in self._facts.items()
            },
        )

    def _stages(self, conditions: dict[str, Condition | None]) -> Iterator[Stage]:
        titles = {_GENERAL: "General", **dict(self.form.groups)}
        taken: set[str] = set()
        for group in dict.fromkeys(question.group or _GENERAL for question in self.form.questions):
            inside = [one for one in self.form.questions if (one.group or _GENERAL) == group]
            name = _unique(kebab(group, otherwise="stage"), taken)
            items = tuple(self._item(one, conditions[one.name]) for one in inside)
            yield Stage(id=StageId(name), title=titles.get(group) or group, items=items)

    def _item(self, question: Question, condition: Condition | None) -> Item:
        rules = [
            FactRule(
                fact=name,
                yes_if=(asked.choice,),
                no_if=tuple(choice for choice in question.choices if choice != asked.choice),
            )
            for name, asked in self._facts.items()
            if asked.question == question.name
        ]
        return Item(
            id=self._ids[question.name],
            prompt=question.text or question.name,
            guidance=question.hint,
            answered_by="investigator",
            asks=question.asks,
            choices=question.choices,
            reason_when_not_done="required" if question.required else "optional",
            applies_when=condition,
            sets_fact=tuple(rules),
            source=self.form.source,
        )

    def _condition(self, question: Question) -> Condition | None:
        """Give the condition of a question; what it waits for becomes a fact that the other item sets."""
        for asked in question.when:
            # Only choices can set a fact; a text or a number cannot.
            if asked.choice not in self._choices.get(asked.question, ()):
                sentence = (
                    "It waits for an answer that is no choice of another question. It is always asked now."
                )
                self.misfits.append(Misfit(question.where, sentence, question.text))
                return None
        facts = [self._fact(asked) for asked in question.when]
        if len(facts) < 2:
            return facts[0] if facts else None
        return Clause(any=tuple(facts)) if question.any_of_them else Clause(all=tuple(facts))

    def _fact(self, asked: Asked) -> FactId:
        known = next((name for name, one in self._facts.items() if one == asked), None)
        if known is not None:
            return known
        name = f"{self._ids[asked.question]}-{kebab(asked.choice, otherwise='chosen')}"
        fact = FactId(_unique(name, {str(one) for one in self._facts}))
        self._facts[fact] = asked
        return fact


def numbered(choices: Iterable[str]) -> tuple[str, ...]:
    """Give choices once each, in their order."""
    return tuple(dict.fromkeys(choice for choice in choices if choice))


def joined(parts: Sequence[str]) -> str:
    """Put the texts of one question together."""
    return "\n".join(part for part in parts if part)
