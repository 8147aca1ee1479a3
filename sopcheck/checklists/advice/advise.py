"""Advice on a definition: what its author may want to write otherwise. It stops nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sopcheck.checklists.advice.language import Words, explained_in, to_avoid, unexplained
from sopcheck.checklists.advice.phrasing import (
    MOST_WORDS,
    begins_without_verb,
    double_negative,
    left_open,
    long_sentences,
    second_action,
)
from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.problem import NO_LINES, Lines, Path, Problem, in_order

__all__ = ["Words", "advice"]


@dataclass(frozen=True, slots=True)
class _Said:
    """A text that people read, where it stands, and what it belongs to."""

    path: Path
    owner: str
    text: str


def advice(
    checklist: Checklist, *, words: Words, lines: Lines = NO_LINES, file: str = ""
) -> tuple[Problem, ...]:
    """Give all advice on a definition, in the order of its lines; `words` are those to avoid."""
    found = (*_on_prompts(checklist), *_on_texts(checklist, words), *_on_abbreviations(checklist))
    return in_order(
        Problem(file, lines.at(*said.path), said.owner, word, sentence) for said, word, sentence in found
    )


_Advice = tuple[_Said, str, str]


def _on_prompts(checklist: Checklist) -> Iterator[_Advice]:
    for said in _items_texts(checklist, "prompt"):
        first, other = begins_without_verb(said.text), second_action(said.text)
        if first:
            yield (
                said,
                "verb-first",
                f"“{first}” stands first. Begin with what is to be done: Record, Ask, Tell.",
            )
        if other:
            yield said, "one-action", f"“{other}” begins a second action. Ask for one thing in each item."
        for count in long_sentences(said.text, most=MOST_WORDS):
            sentence = (
                f"This has {count} words. Ask it in {MOST_WORDS} or fewer, and explain in the guidance."
            )
            yield said, "long-sentence", sentence


def _on_texts(checklist: Checklist, words: Words) -> Iterator[_Advice]:
    blaming = to_avoid(words)
    for said in _texts(checklist):
        for word, better in blaming(said.text):
            yield said, "may-blame", f"“{word}” may read as blame. Better: {better}."
    for said in (*_items_texts(checklist, "prompt"), *_items_texts(checklist, "guidance")):
        twice, vague = double_negative(said.text), left_open(said.text)
        if twice:
            yield said, "double-negative", f"“{twice}” says no twice. Say what is to be done."
        if vague:
            yield said, "left-open", f"“{vague}” leaves it to the reader. Say when, or which."
    for said in _items_texts(checklist, "guidance"):
        for count in long_sentences(said.text, most=MOST_WORDS * 3 // 2):
            yield said, "long-sentence", f"A sentence here has {count} words. Make two of it."


def _on_abbreviations(checklist: Checklist) -> Iterator[_Advice]:
    explained = explained_in(said.text for said in _texts(checklist))
    # Once is enough: the author explains it at its first place.
    told: set[str] = set()
    for said in _texts(checklist):
        for short in unexplained(said.text, explained):
            if short not in told:
                told.add(short)
                sentence = f"“{short}” is explained nowhere. Write it in full where it stands first."
                yield said, "unexplained", sentence


def _items_texts(checklist: Checklist, key: str) -> Iterator[_Said]:
    for stage_at, stage in enumerate(checklist.stages):
        for at, item in enumerate(stage.items):
            text = item.prompt if key == "prompt" else item.guidance
            if text:
                yield _Said(("stages", stage_at, "items", at, key), item.id, text)


def _texts(checklist: Checklist) -> Iterator[_Said]:
    """Give every text that people read while they work; sources are citations."""
    yield _Said(("title",), "", checklist.title)
    yield _Said(("purpose",), "", checklist.purpose)
    for stage_at, stage in enumerate(checklist.stages):
        yield _Said(("stages", stage_at, "title"), stage.id, stage.title)
    for key in ("prompt", "guidance"):
        yield from _items_texts(checklist, key)
    yield from _choices(checklist)
    for clock_id, clock in checklist.clocks.items():
        yield _Said(("clocks", clock_id, "says"), clock_id, clock.says)
    for fact_id, fact in checklist.facts.items():
        yield _Said(("facts", fact_id, "says"), fact_id, fact.says)


def _choices(checklist: Checklist) -> Iterable[_Said]:
    for stage_at, stage in enumerate(checklist.stages):
        for at, item in enumerate(stage.items):
            for choice in item.choices:
                yield _Said(("stages", stage_at, "items", at, "choices"), item.id, choice)
