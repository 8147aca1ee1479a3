"""The parts of a checklist as the rows of a tree: what it is, stages and items, clocks, facts and more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from sopcheck.checklists.asking import fact_words
from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.definition import Checklist
from sopcheck.ui.checklists.tree import due_words
from sopcheck.ui.editor.options import clock_name
from sopcheck.ui.words import tr


@dataclass(frozen=True, slots=True)
class PartRef:
    """A part of a checklist: its sort and, where there are several, its id."""

    under: Under
    id: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A row: what it stands for (a heading: nothing), its words, and what is added there."""

    ref: PartRef | None
    words: str
    trailing: str = ""
    adds: Under | None = None


class Branch(NamedTuple):
    """A row at the top and those below it."""

    top: Node
    below: tuple[Node, ...]


def branches_of(checklist: Checklist) -> tuple[Branch, ...]:
    """Every row, in the order of the tree."""
    return tuple(
        Branch(top, tuple(replace(one, adds=top.adds) for one in below))
        for top, below in _branches(checklist)
    )


def _branches(checklist: Checklist) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    yield Node(PartRef("definition"), tr("The checklist")), ()
    for number, stage in enumerate(checklist.stages, 1):
        items = tuple(Node(PartRef("items", item.id), item.prompt, due_words(item)) for item in stage.items)
        title = f"{number}  {stage.title}"
        yield Node(PartRef("stages", stage.id), title, str(len(items)), adds="items"), items
    clocks = tuple(
        Node(PartRef("clocks", key), clock_name(key, clock)) for key, clock in checklist.clocks.items()
    )
    yield Node(None, tr("Clocks"), str(len(clocks)), adds="clocks"), clocks
    facts = tuple(
        Node(PartRef("facts", key), _sentence(fact_words(key, checklist.facts))) for key in checklist.facts
    )
    yield Node(None, tr("Facts"), str(len(facts)), adds="facts"), facts
    kinds = tuple(Node(PartRef("subjects", key), kind.label) for key, kind in checklist.subjects.items())
    yield Node(None, tr("Kinds of subject"), str(len(kinds)), adds="subjects"), kinds
    grades = tuple(Node(PartRef("grades", one.id), one.id.replace("-", " ")) for one in checklist.grades)
    yield Node(None, tr("Grades"), str(len(grades)), adds="grades"), grades
    rules = checklist.reviews.schedule if checklist.reviews else ()
    reviews = tuple(Node(PartRef("schedule", rule.id), rule.title) for rule in rules)
    yield Node(PartRef("reviews"), tr("Review schedule"), str(len(reviews)), adds="schedule"), reviews


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
