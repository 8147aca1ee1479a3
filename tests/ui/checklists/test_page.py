"""The Checklists page: versions, the tree of one, an item of it; for reading."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel
from pytestqt.qtbot import QtBot

from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.session import Session
from tests.ui.fakes import CSE, shipped
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Settle) -> ChecklistsPage:
    made = shown(qtbot, ChecklistsPage(session))
    made.refresh()
    settle()
    settle()
    return made


def words(page: ChecklistsPage) -> str:
    return "\n".join(label.text() for label in page.item.findChildren(QLabel))


def test_every_version_is_listed_with_its_identity_and_status(page: ChecklistsPage) -> None:
    said = page.versions.rows.data(page.versions.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("CSE investigation SOP 1.0, illustrative baseline · 90 items")
    assert len(page.versions.rows.values) == len(shipped())


def test_the_first_version_and_its_first_item_are_shown(page: ChecklistsPage) -> None:
    current = page.versions.current()
    assert current is not None
    assert current.checklist == CSE
    assert shipped()[0].stages[0].items[0].prompt in words(page)


def test_another_version_can_be_chosen_by_keys(page: ChecklistsPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(page.versions, Qt.Key.Key_Down)
    settle()
    assert shipped()[1].stages[0].items[0].prompt in words(page)


def test_whoever_moves_on_quickly_sees_the_last_one(page: ChecklistsPage, settle: Settle) -> None:
    for row in page.versions.rows.values[1:4]:
        page.versions.choose(row)
    settle()
    assert page.tree.rows.item(page.tree.currentIndex()) == shipped()[3].stages[0].items[0]


def test_nothing_can_be_edited_here(page: ChecklistsPage) -> None:
    none = QAbstractItemView.EditTrigger.NoEditTriggers
    assert {page.versions.editTriggers(), page.tree.editTriggers()} == {none}


def test_reading_again_keeps_the_place(page: ChecklistsPage, settle: Settle) -> None:
    row = page.versions.rows.values[2]
    page.versions.choose(row)
    page.refresh()
    settle()
    assert page.versions.current() == row


def test_where_there_is_little_room_the_page_scrolls_and_the_tree_stays(
    page: ChecklistsPage, settle: Settle
) -> None:
    page.resize(900, 250)
    settle()
    assert page.tree.height() > page.tree.sizeHintForRow(0) * 4
