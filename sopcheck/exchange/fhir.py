"""FHIR Questionnaire (R4, R5) as JSON, made into a draft.

Groups on the first level become stages. `enableWhen` becomes a condition where it is one answer of a question
with choices; anything else is told in the report.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import msgspec

from sopcheck.checklists.definition import Ask
from sopcheck.errors import RefusedError
from sopcheck.exchange.foreign import (
    REPEATS,
    Asked,
    Converted,
    Form,
    Misfit,
    Question,
    converted,
    joined,
    numbered,
)

MOST_BYTES = 5_000_000
MOST_NESTED = 20
MOST_QUESTIONS = 5_000
_ASKS: dict[str, tuple[Ask, ...]] = {
    "boolean": ("status",),
    "decimal": ("status", "text"),
    "integer": ("status", "text"),
    "quantity": ("status", "text"),
    "string": ("status", "text"),
    "text": ("status", "text"),
    "date": ("status", "date-time"),
    "dateTime": ("status", "date-time"),
    "time": ("status", "date-time"),
    "url": ("status", "reference"),
    "reference": ("status", "reference"),
    "choice": ("status", "choice"),
    "open-choice": ("status", "choice"),
    "coding": ("status", "choice"),
    "question": ("status", "choice"),
}


class _Loose(msgspec.Struct, frozen=True, rename="camel"):
    """What all parts have in common: keys that are not named here are passed over."""


class _Coding(_Loose, frozen=True):
    """A code with the words for it."""

    code: str = ""
    display: str = ""


class _Option(_Loose, frozen=True):
    """One answer that may be chosen."""

    value_coding: _Coding | None = None
    value_string: str = ""
    value_integer: int | None = None

    def words(self) -> str:
        """How the option reads."""
        coded = (self.value_coding.display or self.value_coding.code) if self.value_coding else ""
        return coded or self.value_string or ("" if self.value_integer is None else str(self.value_integer))


class _When(_Loose, frozen=True):
    """A condition on the answer to another item."""

    question: str = ""
    operator: str = "="
    answer_coding: _Coding | None = None
    answer_string: str = ""


class _Item(_Loose, frozen=True):
    """A question, or a group of them."""

    link_id: str = ""
    text: str = ""
    type: str = ""
    required: bool = False
    repeats: bool = False
    enable_when: tuple[_When, ...] = ()
    enable_behavior: Literal["all", "any", ""] = ""
    answer_option: tuple[_Option, ...] = ()
    answer_value_set: str = ""
    max_length: int = 0
    read_only: bool = False
    initial: tuple[msgspec.Raw, ...] = ()
    extension: tuple[msgspec.Raw, ...] = ()
    item: tuple["_Item", ...] = ()


class _Questionnaire(_Loose, frozen=True):
    """The form as a whole."""

    resource_type: str
    name: str = ""
    title: str = ""
    id: str = ""
    version: str = ""
    item: tuple[_Item, ...] = ()


class FormRefusedError(RefusedError):
    """This is no form that is read here."""


def read_questionnaire(data: bytes, *, name: str) -> Converted:
    """Make a draft of a questionnaire; messages call the file `name`.

    Raises:
        FormRefusedError: it is none, is too large, or is nested without end.
    """
    found = _decoded(data)
    called = found.name or found.id or found.title or name.rpartition(".")[0]
    source = " ".join(part for part in ("FHIR Questionnaire", called, found.version) if part)
    reading = _Reading(_options(found.item))
    reading.take(found.item, group="", depth=1)
    asked = len(reading.questions)
    if asked > MOST_QUESTIONS:
        raise FormRefusedError(
            f"This questionnaire has {asked:,} questions; {MOST_QUESTIONS:,} are the most. Divide it."
        )
    return converted(
        Form(
            name=called,
            title=found.title or called,
            source=source,
            groups=tuple(reading.groups),
            questions=tuple(reading.questions),
            misfits=tuple(reading.misfits),
        )
    )


def _decoded(data: bytes) -> _Questionnaire:
    if len(data) > MOST_BYTES:
        raise FormRefusedError("This file is larger than 5 MB. Divide the questionnaire.")
    try:
        found = msgspec.json.decode(data, type=_Questionnaire)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FormRefusedError("This is not a FHIR Questionnaire as JSON. Name another file.") from None
    # One that asks nothing makes no draft.
    if found.resource_type != "Questionnaire" or not found.item:
        raise FormRefusedError("This is not a FHIR Questionnaire with questions. Name another file.")
    return found


def _options(items: tuple[_Item, ...], depth: int = 1) -> dict[str, dict[str, str]]:
    """Give how each option of each question reads, by its code."""
    found: dict[str, dict[str, str]] = {}
    for item in items if depth <= MOST_NESTED else ():
        coded = (option for option in item.answer_option if option.value_coding)
        found[item.link_id] = {
            option.value_coding.code: option.words() for option in coded if option.value_coding
        }
        found |= _options(item.item, depth + 1)
    return found


class _Reading:
    """A questionnaire while it is read; `misfits` is what no checklist can say."""

    def __init__(self, options: dict[str, dict[str, str]]) -> None:
        self.groups: list[tuple[str, str]] = []
        self.questions: list[Question] = []
        self.misfits: list[Misfit] = []
        self._options = options

    def take(self, items: tuple[_Item, ...], *, group: str, depth: int) -> None:
        """Read items and what stands below them."""
        if depth > MOST_NESTED:
            raise FormRefusedError("This questionnaire is nested too deeply. Make it simpler.")
        for item in items:
            inner = group
            if item.type == "group":
                inner = self._begin(item, group)
            elif item.type == "display":
                self._add_note(item)
            elif item.type in _ASKS:
                self._ask(item, group)
            else:
                self._note(item, f"A checklist has nothing of the type “{item.type[:30]}”. It is left out.")
            self.take(item.item, group=inner, depth=depth + 1)

    def _note(self, item: _Item, sentence: str) -> None:
        self.misfits.append(Misfit(f"linkId {item.link_id}", sentence, item.text))

    def _begin(self, item: _Item, group: str) -> str:
        if item.repeats:
            self._note(item, REPEATS)
        if item.enable_when:
            self._note(item, "The condition of a whole group is left out. Give it to its items.")
        if group:
            self._note(item, "A group in a group became part of the outer one.")
            return group
        self.groups.append((item.link_id, item.text or item.link_id))
        return item.link_id

    def _add_note(self, item: _Item) -> None:
        if not self.questions:
            self._note(item, "A note before the first question is left out.")
            return
        last = self.questions[-1]
        self.questions[-1] = replace(last, hint=joined((last.hint, item.text)))

    def _ask(self, item: _Item, group: str) -> None:
        for told in _misfits(item):
            self._note(item, told)
        self.questions.append(
            Question(
                where=f"linkId {item.link_id}",
                name=item.link_id,
                group=group,
                text=item.text,
                asks=_ASKS[item.type],
                choices=numbered(option.words() for option in item.answer_option),
                required=item.required,
                when=self._when(item),
                any_of_them=item.enable_behavior == "any",
            )
        )

    def _when(self, item: _Item) -> tuple[Asked, ...]:
        found = [self._asked(when) for when in item.enable_when]
        if all(found):
            return tuple(one for one in found if one)
        self._note(item, "Its condition is more than a checklist can take over. It is always asked now.")
        return ()

    def _asked(self, when: _When) -> Asked | None:
        if when.operator != "=":
            return None
        code = when.answer_coding.code if when.answer_coding else ""
        words = self._options.get(when.question, {}).get(code) or when.answer_string
        return Asked(when.question, words) if words else None


def _misfits(item: _Item) -> Iterator[str]:
    if item.repeats:
        yield "Of several answers only one can be given here."
    if item.type in {"decimal", "integer", "quantity"}:
        yield "A number is asked for as a text."
    if item.answer_value_set:
        yield "Its choices stand in another file. Write them in."
    if not all(option.words() for option in item.answer_option):
        yield "Choices that are neither codes nor texts nor numbers are left out."
    asides = (
        ("maxLength", item.max_length),
        ("readOnly", item.read_only),
        ("initial", item.initial),
        ("extension", item.extension),
    )
    yield from (f"Its `{key}` is left out." for key, held in asides if held)
