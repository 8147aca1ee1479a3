"""A draft as a tree: a correct model of every part, which tells a drop and changes nothing itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from sopcheck.checklists.definition import Checklist
from sopcheck.ui.editor.nodes import Node, PartRef, branches_of
from sopcheck.ui.editor.parts_model import PartsModel
from sopcheck.ui.editor.tree import PartsTree
from sopcheck.ui.tokens import LIGHT
from tests.ui.fakes import CSE, shipped
from tests.ui.showing import shown

SOP = next(held for held in shipped() if held.checklist == CSE)
FIRST, SECOND = SOP.stages[0], SOP.stages[1]
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def model(qtbot: QtBot) -> PartsModel:
    made = PartsModel()
    made.show(SOP)
    return made


@pytest.fixture
def drops(model: PartsModel) -> list[tuple[PartRef, PartRef | None, int]]:
    heard: list[tuple[PartRef, PartRef | None, int]] = []
    model.dropped.connect(lambda part, below, before: heard.append((part, below, before)))
    return heard


def nodes(checklist: Checklist = SOP) -> list[Node]:
    return [node for top, below in branches_of(checklist) for node in (top, *below)]


def rows(model: PartsModel) -> list[Node | None]:
    """Every row as a view finds it, from the top down."""
    tops = [model.index(at, 0) for at in range(model.rowCount())]
    return [node for top in tops for node in (model.node(top), *rows_below(model, top))]


def rows_below(model: PartsModel, parent: QModelIndex) -> list[Node | None]:
    return [model.node(model.index(at, 0, parent)) for at in range(model.rowCount(parent))]


@pytest.mark.parametrize("checklist", shipped(), ids=lambda held: held.checklist)
def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, checklist: Checklist) -> None:
    model = PartsModel()
    qtmodeltester.check(model)
    model.show(checklist)
    assert model.rowCount() == 1 + len(checklist.stages) + 5


def test_every_item_clock_and_fact_is_there_once() -> None:
    refs = [node.ref for node in nodes() if node.ref is not None]
    assert len(refs) == len(set(refs))
    assert {ref.id for ref in refs if ref.under == "items"} == {item.id for item in SOP.items()}
    assert {ref.id for ref in refs if ref.under == "clocks"} == set(SOP.clocks)
    assert {ref.id for ref in refs if ref.under == "facts"} == set(SOP.facts)


def test_items_stand_below_their_stage_in_order(model: PartsModel) -> None:
    below = rows_below(model, model.find(PartRef("stages", FIRST.id)))
    assert [node.ref.id for node in below if node and node.ref] == [item.id for item in FIRST.items]


def test_a_part_that_is_not_there_has_no_index(model: PartsModel) -> None:
    assert not model.find(PartRef("items", "no-such-item")).isValid()


def test_a_row_is_heard_with_its_limit(model: PartsModel) -> None:
    item = next(item for item in SOP.items() if item.limit is not None)
    said = model.data(model.find(PartRef("items", item.id)), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(f"{item.prompt}, ")


def test_the_whole_prompt_is_in_the_tooltip(model: PartsModel) -> None:
    item = FIRST.items[1]
    shown_by_hovering = model.data(model.find(PartRef("items", item.id)), Qt.ItemDataRole.ToolTipRole)
    assert shown_by_hovering == f"<span>{item.prompt}</span>"


def test_items_and_stages_can_be_dragged_and_nothing_else(model: PartsModel) -> None:
    dragged = Qt.ItemFlag.ItemIsDragEnabled
    kinds = {
        node.ref.under
        for node in nodes()
        if node.ref is not None and model.flags(model.find(node.ref)) & dragged
    }
    assert kinds == {"items", "stages"}


def test_an_item_dropped_in_another_stage_is_told_and_nothing_moves(
    model: PartsModel, drops: list[tuple[PartRef, PartRef | None, int]]
) -> None:
    item = PartRef("items", FIRST.items[0].id)
    below = model.find(PartRef("stages", SECOND.id))
    assert not model.dropMimeData(model.mimeData([model.find(item)]), MOVE, 2, 0, below)
    assert drops == [(item, PartRef("stages", SECOND.id), 2)]
    assert model.rowCount(below) == len(SECOND.items)


def test_an_item_dropped_on_a_stage_goes_to_its_end(
    model: PartsModel, drops: list[tuple[PartRef, PartRef | None, int]]
) -> None:
    item = PartRef("items", FIRST.items[0].id)
    model.dropMimeData(
        model.mimeData([model.find(item)]), MOVE, -1, -1, model.find(PartRef("stages", SECOND.id))
    )
    assert drops == [(item, PartRef("stages", SECOND.id), len(SECOND.items))]


def test_a_stage_is_dropped_between_stages(
    model: PartsModel, drops: list[tuple[PartRef, PartRef | None, int]]
) -> None:
    stage = PartRef("stages", FIRST.id)
    model.dropMimeData(model.mimeData([model.find(stage)]), MOVE, 3, 0, QModelIndex())
    assert drops == [(stage, None, 2)]


@pytest.mark.parametrize("where", ["item", "clock"])
def test_nothing_is_dropped_where_it_does_not_belong(
    model: PartsModel, drops: list[tuple[PartRef, PartRef | None, int]], where: str
) -> None:
    ids = {"item": SECOND.items[0].id, "clock": next(iter(SOP.clocks))}
    below = next(node.ref for node in nodes() if node.ref and node.ref.id == ids[where])
    item = model.mimeData([model.find(PartRef("items", FIRST.items[0].id))])
    assert not model.dropMimeData(item, MOVE, 0, 0, model.find(below))
    assert drops == []


def test_a_stage_is_not_dropped_into_a_stage(
    model: PartsModel, drops: list[tuple[PartRef, PartRef | None, int]]
) -> None:
    stage = model.mimeData([model.find(PartRef("stages", FIRST.id))])
    assert not model.dropMimeData(stage, MOVE, 0, 0, model.find(PartRef("stages", SECOND.id)))
    assert drops == []


@st.composite
def arranged(draw: st.DrawFn) -> Checklist:
    """Some of the stages and items in any order, an item perhaps twice, as a draft may have it."""
    ids = [item for stage in SOP.stages[:4] for item in stage.items[:4]]
    stages = draw(st.lists(st.sampled_from(SOP.stages[:4]), max_size=5))
    below = [tuple(draw(st.lists(st.sampled_from(ids), max_size=5))) for _ in stages]
    held = zip(stages, below, strict=True)
    return replace(SOP, stages=tuple(replace(stage, items=items) for stage, items in held))


@given(st.lists(arranged(), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_comes_and_goes_the_rows_are_those_of_the_draft(drafts: list[Checklist]) -> None:
    model = PartsModel()
    for draft in drafts:
        model.show(draft)
        assert rows(model) == nodes(draft)
        assert all(model.parent(model.index(0, 0, top)) == top for top in with_rows(model))


def with_rows(model: PartsModel) -> list[QModelIndex]:
    tops = [model.index(at, 0) for at in range(model.rowCount())]
    return [top for top in tops if model.rowCount(top)]


def test_qts_rules_are_kept_while_rows_come_and_go(qtmodeltester: ModelTester) -> None:
    model = PartsModel()
    model.show(SOP)
    qtmodeltester.check(model)
    turned = replace(FIRST, items=FIRST.items[::-1])
    for stages in ((turned, *SOP.stages[1:]), SOP.stages[1:], (), (SECOND, FIRST), SOP.stages):
        model.show(replace(SOP, stages=stages))
        assert rows(model) == nodes(replace(SOP, stages=stages))


def test_a_row_that_stays_is_the_same_row_when_others_come_and_go(model: PartsModel) -> None:
    last = QPersistentModelIndex(model.find(PartRef("items", SECOND.items[-1].id)))
    stages = (replace(SECOND, items=SECOND.items[2:]), *SOP.stages[2:])
    model.show(replace(SOP, stages=stages))
    node = model.node(last)
    assert node is not None
    assert node.ref == PartRef("items", SECOND.items[-1].id)


def test_one_item_moved_lays_out_no_more_than_the_rows_between(model: PartsModel) -> None:
    heard: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: heard.append((first, last)))
    model.modelReset.connect(lambda: heard.append((-1, -1)))
    one, two, *others = FIRST.items
    model.show(replace(SOP, stages=(replace(FIRST, items=(two, one, *others)), *SOP.stages[1:])))
    assert heard == [(0, 1)]


def test_other_words_close_and_move_nothing(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    qtbot.addWidget(tree)
    tree.show_checklist(SOP)
    closed = tree.rows.find(PartRef("stages", SECOND.id))
    tree.setExpanded(closed, False)
    tree.choose(PartRef("items", FIRST.items[1].id))
    tree.show_checklist(SOP)
    assert not tree.isExpanded(tree.rows.find(PartRef("stages", SECOND.id)))
    current = tree.current()
    assert current is not None
    assert current.ref == PartRef("items", FIRST.items[1].id)


def test_stages_are_open_at_first_and_the_rest_is_closed(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    qtbot.addWidget(tree)
    tree.show_checklist(SOP)
    tops = [tree.rows.index(at, 0) for at in range(tree.rows.rowCount())]
    assert sum(tree.isExpanded(index) for index in tops) == len(SOP.stages)


def test_a_row_that_one_is_on_still_shows_that_it_opens(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    tree.show_checklist(SOP)
    shown(qtbot, tree)
    tree.setFocus()
    for ref, opens in ((PartRef("stages", FIRST.id), True), (PartRef("definition"), False)):
        tree.choose(ref)
        row = tree.visualRect(tree.currentIndex())
        beside = tree.viewport().grab(QRect(2, row.top() + 2, row.left() - 2, row.height() - 4)).toImage()
        seen = [beside.pixelColor(x, y) for x in range(beside.width()) for y in range(beside.height())]
        assert (min(colour.lightness() for colour in seen) < 150) is opens


def test_the_row_that_one_is_on_has_the_ring_while_the_tree_has_the_keys(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    tree.show_checklist(SOP)
    shown(qtbot, tree)
    row = tree.visualRect(tree.currentIndex())
    for act, ringed in ((tree.setFocus, True), (tree.clearFocus, False)):
        act()
        seen = tree.viewport().grab().toImage()
        assert (seen.pixelColor(row.right() - 40, row.top()).name().upper() == LIGHT.accent) is ringed


def test_of_a_very_long_checklist_the_stages_are_closed_until_one_goes_there(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    qtbot.addWidget(tree)
    tree.show()
    many = tuple(replace(FIRST.items[0], id=f"item-{at}") for at in range(260))
    tree.show_checklist(replace(SOP, stages=(replace(FIRST, items=many), SECOND)))
    stage = tree.rows.find(PartRef("stages", FIRST.id))
    assert not tree.isExpanded(stage)
    tree.choose(PartRef("items", "item-200"))
    assert tree.isExpanded(stage)


def test_what_is_taken_out_leaves_one_on_the_row_beside_it(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    qtbot.addWidget(tree)
    tree.show_checklist(SOP, at=PartRef("items", FIRST.items[2].id))
    kept = (*FIRST.items[:2], *FIRST.items[3:])
    tree.show_checklist(replace(SOP, stages=(replace(FIRST, items=kept), *SOP.stages[1:])))
    node = tree.current()
    assert node is not None
    assert node.ref in {PartRef("items", FIRST.items[at].id) for at in (1, 3)}


def test_showing_a_draft_is_no_choice_of_a_person(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    qtbot.addWidget(tree)
    heard: list[Node] = []
    tree.chosen.connect(heard.append)
    tree.show_checklist(SOP, at=PartRef("items", FIRST.items[2].id))
    tree.show_checklist(replace(SOP, stages=SOP.stages[1:]))
    assert heard == []
    tree.choose(PartRef("items", SECOND.items[0].id))
    assert [node.ref for node in heard] == [PartRef("items", SECOND.items[0].id)]


def test_a_heading_that_gets_its_first_row_can_be_opened(qtbot: QtBot) -> None:
    tree = PartsTree("Parts")
    qtbot.addWidget(tree)
    tree.resize(600, 900)
    tree.show_checklist(replace(SOP, stages=(), clocks={}))
    tree.show()
    qtbot.waitExposed(tree)
    clocks = tree.rows.index(1, 0)

    def has_arrow() -> bool:
        """Whether anything is drawn in front of the words."""
        row = tree.visualRect(clocks)
        grabbed = tree.viewport().grab(QRect(0, row.top() + 4, row.left() - 2, row.height() - 8)).toImage()
        return len({grabbed.pixel(x, y) for x in range(grabbed.width()) for y in range(grabbed.height())}) > 1

    assert not has_arrow()
    tree.show_checklist(replace(SOP, stages=()))
    qtbot.waitUntil(has_arrow)
