"""A checklist as a tree: a correct model, every item in its stage, its limit in words."""

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from sopcheck.checklists.definition import ChecklistId
from sopcheck.ui.checklists.tree import ChecklistModel, ChecklistTree, due_words
from sopcheck.ui.theme import em
from tests.ui.fakes import CSE, shipped
from tests.ui.showing import shown

SOP = next(held for held in shipped() if held.checklist == CSE)


def test_the_model_keeps_qts_rules_for_every_checklist_that_ships(qtmodeltester: ModelTester) -> None:
    model = ChecklistModel()
    qtmodeltester.check(model)
    for checklist in shipped():
        model.show(checklist)
        assert model.rowCount() == len(checklist.stages)


def test_every_item_is_in_the_tree_once() -> None:
    model = ChecklistModel()
    model.show(SOP)
    stages = [model.index(at, 0) for at in range(model.rowCount())]
    items = [model.item(model.index(at, 0, stage)) for stage in stages for at in range(model.rowCount(stage))]
    assert [item.id for item in items if item] == [item.id for item in SOP.items()]


def test_an_item_knows_its_stage_and_a_stage_has_none_above() -> None:
    model = ChecklistModel()
    model.show(SOP)
    stage = model.index(1, 0)
    assert model.parent(model.index(0, 0, stage)) == stage
    assert model.parent(stage) == QModelIndex()
    assert model.item(stage) is None


def test_an_item_is_heard_with_its_limit_and_position() -> None:
    model = ChecklistModel()
    model.show(SOP)
    stage = model.index(0, 0)
    said = model.data(model.index(1, 0, stage), Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith(f", 1 hour · local, 2 of {model.rowCount(stage)}")


def test_stages_are_numbered_and_counted() -> None:
    model = ChecklistModel()
    model.show(SOP)
    assert model.data(model.index(0, 0)) == f"1  {SOP.stages[0].title}"
    assert model.data(model.index(0, 1)) == f"{len(SOP.stages[0].items)} items"


@pytest.mark.parametrize(
    ("item", "words"),
    [("record-crime", "24 hours · national"), ("record-first-report", ""), ("strategy-discussion", None)],
)
def test_by_when_is_said_in_short(item: str, words: str | None) -> None:
    found = next((each for each in SOP.items() if each.id == item), None)
    if found is not None and words is not None:
        assert due_words(found) == words


def test_a_gate_says_before_what() -> None:
    gated = [item for held in shipped() for item in held.items() if item.gate is not None]
    assert gated
    assert all(due_words(item).startswith("before ") for item in gated)


def test_the_arrows_choose_an_item(qtbot: QtBot) -> None:
    tree = ChecklistTree("Items")
    qtbot.addWidget(tree)
    tree.show_checklist(SOP)
    with qtbot.waitSignal(tree.chosen) as caught:
        qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert caught.args == [SOP.stages[0].items[1]]


def test_in_a_narrow_pane_the_prompts_have_all_the_room(qtbot: QtBot) -> None:
    tree = ChecklistTree("Items")
    qtbot.addWidget(tree)
    tree.show_checklist(SOP)
    tree.show()
    hidden = []
    for width in (em(40), em(20)):
        tree.resize(width, 300)
        hidden.append(tree.isColumnHidden(1))
    assert hidden == [False, True]


def test_the_review_checklist_can_be_read_too(qtbot: QtBot) -> None:
    tree = ChecklistTree("Items")
    qtbot.addWidget(tree)
    review = next(held for held in shipped() if held.checklist == ChecklistId("supervisor-review"))
    tree.show_checklist(review)
    assert tree.rows.item(tree.currentIndex()) == review.stages[0].items[0]


@pytest.mark.parametrize("width", [60, 30, 20])
def test_a_prompt_has_as_many_lines_as_it_needs(qtbot: QtBot, width: int) -> None:
    tree = ChecklistTree("Items")
    qtbot.addWidget(tree)
    tree.show_checklist(SOP)
    tree.resize(em(width), 600)
    shown(qtbot, tree)
    for at, item in enumerate(SOP.stages[0].items):
        place = tree.visualRect(tree.rows.index(at, 0, tree.rows.index(0, 0)))
        room = QRect(0, 0, place.width(), 0)
        needed = tree.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.prompt)
        assert place.height() >= needed.height()
