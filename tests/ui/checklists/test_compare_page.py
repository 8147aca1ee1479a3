"""Two versions side by side: what weighs first, the words marked by shape, why, and a paper for the board."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.checklists.board import BoardPart, BoardRow
from sopcheck.checklists.compare_words import Mark, marks
from sopcheck.checklists.drafting.edits import Changed
from sopcheck.ui.checklists.compare_page import ComparePage
from sopcheck.ui.checklists.differences import Differences
from sopcheck.ui.spots import Spot, build_page
from sopcheck.ui.tasks import TaskRunner
from tests.records.prints import words
from tests.services.owners import second_owner
from tests.ui.owner_screen import CSE, FIRST, NEXT, Owner
from tests.ui.showing import shown
from tests.world import World, copied, template

NEW = "See the child alone, and not by telephone."


class ChosenFiles:
    """Chooses one place for everything."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.names: list[str] = []

    def choose_definition(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        done(self.place)

    def choose_place(self, parent: QWidget, name: str, done: Callable[[Path], None]) -> None:
        self.names.append(name)
        done(self.place)


@pytest.fixture
def owner(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Owner]:
    folder = copied(second_owner(template(tmp_path_factory)), tmp_path / "vault")
    made = Owner(qtbot, tasks, World.on(folder))
    drafting = made.world.desk.drafting
    draft = drafting.begin(CSE, FIRST)
    changed = draft.done(Changed(under="items", id="see-child", key="prompt", value=NEW))
    changed = changed.done(Changed(under="items", id="place-markers", key="source", value="The board, 2026"))
    changed = changed.done(Changed(under="schedule", id="24-hour", key="title", value="The first look"))
    drafting.propose(changed, reason="A child speaks more freely alone.")
    yield made
    made.settle()
    made.world.desk.lock()


@pytest.fixture
def page(owner: Owner) -> ComparePage:
    made = ComparePage(owner.session, CSE, NEXT)
    owner.show(made)
    return made


def rows(page: ComparePage) -> list[str]:
    """What is listed: the headings, and what each row is about."""
    held = page.table.rows.values
    return [one.heading if isinstance(one, BoardPart) else one.about for one in held]


def row(page: ComparePage, about: str) -> BoardRow:
    return next(one for one in page.table.rows.values if isinstance(one, BoardRow) and one.about == about)


def test_what_people_must_do_stands_first_and_a_weight_without_changes_is_left_out(page: ComparePage) -> None:
    assert rows(page) == [
        "What people must do",
        "see-child",
        "What people read and find",
        "review 24-hour",
        "Sources and spelling",
        "place-markers",
    ]
    assert page.says.text().startswith("3 differences, of which 1 changes what people must do. 88 items")


def test_words_that_went_and_came_are_marked(page: ComparePage) -> None:
    kinds = {mark.text.strip(): mark.kind for mark in row(page, "see-child").marks if mark.text.strip()}
    assert (kinds["See the child"], kinds["in person"], kinds["telephone"]) == ("same", "gone", "new")


def test_the_reason_and_the_source_that_it_cites_are_shown(page: ComparePage) -> None:
    assert page.why.text() == "Proposed by DS Okell: A child speaks more freely alone."
    assert row(page, "place-markers").source == "The board, 2026"


def test_a_screen_reader_is_told_both_texts_and_the_kind_of_change(page: ComparePage) -> None:
    at = rows(page).index("see-child")
    said = page.table.rows.index(at).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("see-child, Reworded · source: ")
    assert "was: See the child in person" in said
    assert f"is: {NEW}" in said


def test_only_what_weighs_can_be_asked_for(page: ComparePage) -> None:
    page.weighty.setChecked(True)
    assert rows(page) == ["What people must do", "see-child"]
    page.weighty.setChecked(False)
    assert len(rows(page)) == 6


def test_the_same_version_has_no_differences(owner: Owner) -> None:
    page = ComparePage(owner.session, CSE, FIRST)
    owner.show(page)
    assert page.says.text() == "The two versions say the same."
    assert rows(page) == []
    assert page.why.isHidden()


def test_what_was_chosen_stays_chosen_when_the_page_is_read_again(owner: Owner, page: ComparePage) -> None:
    page.was.setCurrentIndex(page.is_.currentIndex())
    page.was.chosen.emit()
    owner.settle()
    page.refresh()
    owner.settle()
    assert page.says.text() == "The two versions say the same."


def test_the_board_gets_a_paper_with_the_changes_the_reason_and_the_sources(
    owner: Owner, tmp_path: Path
) -> None:
    files = ChosenFiles(tmp_path / "changes.pdf")
    page = ComparePage(owner.session, CSE, NEXT, files=files)
    owner.show(page)
    next(one for one in page.beside_title.findChildren(QPushButton)).click()
    owner.settle()
    said = words((tmp_path / "changes.pdf").read_bytes())
    assert files.names == ["changes-cse-investigation-1.1.pdf"]
    for wanted in (NEW, "A child speaks more freely alone.", "The board, 2026", "What people must do (1)"):
        assert wanted in said
    assert page.line.text == "The paper is saved as changes.pdf."


REWORDED = BoardRow(
    about="a",
    prompt="",
    change="Reworded",
    was="Do it soon.",
    is_="Do it now.",
    marks=marks("Do it soon.", "Do it now."),
    source="",
)


def painted(qtbot: QtBot, one: BoardRow, *, width: int = 900) -> tuple[Differences, QImage]:
    """The list with one row that is not chosen, as it is painted."""
    table = Differences("Differences")
    table.resize(width, 300)
    table.show_parts([BoardPart("What people must do", (one,))])
    shown(qtbot, table)
    return table, table.viewport().grab().toImage()


def ink(picture: QImage, rect: QRect) -> int:
    """How many dark pixels there are."""
    return sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom())
    )


def test_what_was_stands_at_the_left_and_what_is_at_the_right(qtbot: QtBot) -> None:
    plain = BoardRow(about="a", prompt="", change="Added", was="", is_="Do it now.", marks=(), source="")
    table, picture = painted(qtbot, plain)
    body = table.visualRect(table.rows.index(1)).adjusted(8, 55, -8, -8)
    left, right = QRect(body), QRect(body)
    left.setRight(body.center().x() - 10)
    right.setLeft(body.center().x() - 5)
    assert ink(picture, left) == 0
    assert ink(picture, right) > 50


def test_a_mark_is_a_line_through_or_below_the_words(qtbot: QtBot) -> None:
    unmarked = BoardRow(
        about="a", prompt="", change="Reworded", was=REWORDED.was, is_=REWORDED.is_, marks=(), source=""
    )
    with_marks, without = (painted(qtbot, one)[1] for one in (REWORDED, unmarked))
    assert ink(with_marks, with_marks.rect()) > ink(without, without.rect()) + 20


def test_in_a_narrow_window_one_text_stands_below_the_other(qtbot: QtBot) -> None:
    wide, _ = painted(qtbot, REWORDED)
    narrow, _ = painted(qtbot, REWORDED, width=320)
    heights = [one.visualRect(one.rows.index(1)).height() for one in (wide, narrow)]
    assert heights[1] > heights[0]


def test_letters_beyond_the_first_plane_are_marked_where_they_stand(qtbot: QtBot) -> None:
    odd = BoardRow(
        about="a",
        prompt="",
        change="Reworded",
        was="😀😀 soon",
        is_="😀😀 now",
        marks=(Mark("same", "😀😀 "), Mark("gone", "soon"), Mark("new", "now")),
        source="",
    )
    table, _ = painted(qtbot, odd)
    assert table.visualRect(table.rows.index(1)).height() > 0


def test_arrows_go_through_the_rows_from_the_first_difference_on(owner: Owner, page: ComparePage) -> None:
    page.table.setFocus()
    seen = []
    for _ in range(5):
        held = page.table.current()
        seen.append(held.about if isinstance(held, BoardRow) else "-")
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert seen == ["see-child", "-", "review 24-hour", "-", "place-markers"]


def test_the_window_opens_it_where_the_earlier_version_is_chosen(owner: Owner) -> None:
    page = build_page(owner.session, Spot(page="compare", version=(CSE, NEXT)))
    owner.show(page)
    page.focus_first()
    assert isinstance(page, ComparePage)
    assert page.was.hasFocus()
    assert page.says.text().startswith("3 differences")


def test_whoever_chooses_fast_sees_only_what_was_chosen_last(owner: Owner, page: ComparePage) -> None:
    seen: list[str] = []
    page.table.rows.modelReset.connect(lambda: seen.append(page.says.text()))
    both = page.was.currentIndex(), page.is_.currentIndex()
    page.was.setCurrentIndex(both[1])
    page.was.chosen.emit()
    page.was.setCurrentIndex(both[0])
    page.was.chosen.emit()
    owner.settle()
    assert page.says.text().startswith("3 differences")
    assert "The two versions say the same." not in seen
