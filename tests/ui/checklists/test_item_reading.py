"""One item for reading: when it is asked, by when, of whom, and everything literally."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sopcheck.checklists.definition import Checklist, Clause, Item
from sopcheck.ui.checklists.item_reading import ItemReading, asked_words, by_when, condition_words
from tests.ui.fakes import CSE, shipped

SOP = next(held for held in shipped() if held.checklist == CSE)
FIRST = SOP.stages[0].items[0]


def words(reading: ItemReading) -> str:
    labels = reading.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if not label.isHidden())


def test_an_item_is_shown_with_its_guidance_and_source(qtbot: QtBot) -> None:
    reading = ItemReading()
    qtbot.addWidget(reading)
    reading.show_item(SOP, FIRST)
    assert FIRST.prompt in words(reading)
    assert "This sets the clock “report received”" in words(reading)
    assert FIRST.source in words(reading)


def test_the_item_before_leaves_nothing_behind(qtbot: QtBot) -> None:
    reading = ItemReading()
    qtbot.addWidget(reading)
    for item in SOP.stages[0].items:
        reading.show_item(SOP, item)
    assert FIRST.prompt not in words(reading)


def test_markup_in_guidance_prints_as_it_stands(qtbot: QtBot) -> None:
    reading = ItemReading()
    qtbot.addWidget(reading)
    reading.show_item(SOP, replace(FIRST, guidance="<b>not bold</b> &amp;"))
    assert "<b>not bold</b> &amp;" in words(reading)


def test_an_item_without_a_condition_is_always_asked() -> None:
    assert asked_words(SOP, FIRST) == "Always."


def test_a_condition_reads_as_a_sentence_with_brackets_where_they_are_needed() -> None:
    facts = list(SOP.facts)[:3]
    inner = Clause(any=(facts[1], facts[2]))
    said = condition_words(SOP, Clause(all=(facts[0], inner, Clause(not_=facts[1]))))
    assert " and (" in said
    assert " or " in said
    assert "it is not so that " in said


EVERY = [(held, item) for held in shipped() for item in held.items()]


@pytest.mark.parametrize(("checklist", "item"), EVERY, ids=[item.id for _, item in EVERY])
def test_every_item_that_ships_says_when_it_is_asked_and_by_when(checklist: Checklist, item: Item) -> None:
    assert asked_words(checklist, item).endswith(".")
    due = by_when(checklist, item)
    assert bool(due) == bool(item.limit or item.gate)
    assert not due or due.endswith((" (national).", " (local)."))
