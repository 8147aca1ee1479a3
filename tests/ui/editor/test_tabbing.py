"""Tab through the editor in a whole window: as it is read, each stop once, out of the page and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.page import EditorPage
from sopcheck.ui.kit.tabbing import stops_of
from sopcheck.ui.shell import Shell
from tests.ui.owner_screen import CSE, FIRST, Owner
from tests.ui.showing import shown

SEE_CHILD, MARKERS = PartRef("items", "see-child"), PartRef("items", "place-markers")


@pytest.fixture
def page(owner: Owner) -> EditorPage:
    shell = Shell(owner.session)
    shell.resize(1400, 900)
    shown(owner.qtbot, shell)
    shell.open_version("draft", CSE, FIRST)
    found = shell.page
    assert isinstance(found, EditorPage)
    owner.qtbot.waitUntil(lambda: found.draft is not None)
    owner.settle()
    return found


def went_to(owner: Owner, page: EditorPage, ref: PartRef) -> None:
    page.go_to_part(ref)
    owner.qtbot.waitUntil(lambda: page.form is not None and page.form.isVisible())
    owner.settle()


def around(page: EditorPage, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Every stop from the tree on until it is there again."""
    page.tree.setFocus()
    found: list[QWidget] = []
    for _ in range(200):
        here = focused()
        if here is page.tree and found:
            return found
        found.append(here)
        QTest.keyClick(here, key)
    pytest.fail("Tab does not come back to the tree")


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def names(found: list[QWidget]) -> list[str]:
    return [one.accessibleName() for one in found]


@pytest.mark.parametrize("pane", ["look", "print", "findings", "changes", "trying", "file"])
def test_tab_goes_once_around_the_window_whatever_is_beside_the_form(
    owner: Owner, page: EditorPage, pane: str
) -> None:
    page.beside.switch.show_pane(pane)
    # Forms of other parts are made and let go on the way.
    for ref in (SEE_CHILD, PartRef("facts", "missing-linked"), MARKERS, SEE_CHILD):
        went_to(owner, page, ref)
    found = around(page)
    assert len(found) == len(set(found))
    assert set(stops_of(page.areas)) <= set(found)
    assert {"Work", "Search, Ctrl+K", "Undo (Ctrl+Z)"} <= set(names(found))


def test_from_the_tree_tab_goes_into_the_form_and_then_beside_it(owner: Owner, page: EditorPage) -> None:
    went_to(owner, page, SEE_CHILD)
    found = names(around(page))
    assert found[:4] == ["Parts of the checklist", "The item", "Guidance", "Source"]
    assert found.index("Replaces the items") < found.index("As it reads") < found.index("Work")


def test_what_is_added_to_the_form_has_its_place_in_the_order(owner: Owner, page: EditorPage) -> None:
    went_to(owner, page, MARKERS)
    before = len(stops_of(page.areas))
    owner.click(page, "Add a fact")
    owner.qtbot.waitUntil(lambda: len(stops_of(page.areas)) > before)
    after = names(around(page))
    assert after.index("Which of them") < after.index("Fact") < after.index("Add a fact")


def test_backwards_is_the_same_way_back(owner: Owner, page: EditorPage) -> None:
    went_to(owner, page, SEE_CHILD)
    page.tree.setFocus()
    there = [focused()]
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        there.append(focused())
    back = [focused()]
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back.append(focused())
    assert there == back[::-1]


def test_before_the_first_stop_lies_what_is_above_the_page(page: EditorPage) -> None:
    stops_of(page.areas)[0].setFocus()
    QTest.keyClick(stops_of(page.areas)[0], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused().accessibleName() == "Propose…"


def test_f6_goes_from_pane_to_pane_and_back_to_the_field_one_was_in(owner: Owner, page: EditorPage) -> None:
    went_to(owner, page, SEE_CHILD)
    assert page.form is not None
    source = page.form.part("source")
    assert source is not None
    source.setFocus()
    field, came = focused(), []
    for key in ("F6", "F6", "F6", "Shift+F6"):
        owner.press(page, key)
        came.append(focused())
    assert page.beside.isAncestorOf(came[0])
    assert came[1:] == [page.tree, field, page.tree]


def test_a_field_that_tab_goes_back_to_is_seen_with_its_label(owner: Owner, page: EditorPage) -> None:
    went_to(owner, page, SEE_CHILD)
    assert page.form is not None
    guidance, below = page.form.part("guidance"), page.form.part("replaces")
    assert guidance is not None
    assert below is not None
    below.setFocus()
    while focused() is not guidance.focusProxy():
        QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    field = guidance.parentWidget()
    assert field is not None
    assert field.visibleRegion().boundingRect() == field.rect()
