"""How the rows of a case are painted."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.cases.states import PlaceState
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.case.items import ItemsList
from sopcheck.ui.case.outline import Folded, Part, Row
from sopcheck.ui.case.row_words import Speaker
from sopcheck.ui.kit.row_delegate import selected_ground
from sopcheck.ui.theme import Look, apply, tokens_of
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, heather, place
from tests.ui.fakes import CSE, NOW

PART = Part(
    checklist=CSE,
    stage=heather().refresh(CASE).evaluation.places[0].stage,
    number=1,
    title="Receive and record",
    checklist_title="CSE",
)
WIDTH = 420


def state(item: str, /, **changes: object) -> PlaceState:
    found = heather().refresh(CASE).state(place(item))
    assert found is not None
    return msgspec.structs.replace(found, **changes)


def prompted(words: str) -> PlaceState:
    one = state("place-markers")
    return msgspec.structs.replace(one, item=msgspec.structs.replace(one.item, prompt=words))


@pytest.fixture
def painted(qtbot: QtBot) -> Callable[..., ItemsList]:
    def paint(*rows: Row, label: str = "") -> ItemsList:
        view = ItemsList("Items")
        qtbot.addWidget(view)
        view.resize(WIDTH, 400)
        programme = heather().refresh(CASE).case.programme
        speaker = Speaker(
            words=Words(LONDON, NOW),
            label=lambda of: label if of else "",
            clocks=programme.clocks,
            facts=programme.facts,
            kinds=programme.kinds,
        )
        view.show_rows(rows, speaker)
        view.show()
        view.activateWindow()
        view.setFocus()
        QApplication.processEvents()
        return view

    return paint


def of_state(one: PlaceState) -> Row:
    return Row(part=PART, state=one)


def colours(view: ItemsList, at: int) -> set[str]:
    rect = view.visualRect(view.items.index(at))
    picture = view.viewport().grab(rect).toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def picture_of(view: ItemsList, at: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.items.index(at))).toImage()


def height(view: ItemsList, at: int = 0) -> int:
    return view.sizeHintForIndex(view.items.index(at)).height()


def test_what_is_passed_is_red_and_nothing_else_is(painted: Callable[..., ItemsList]) -> None:
    passed = of_state(state("tell-duty-supervisor"))
    calm = of_state(state("place-markers"))
    view = painted(Row(part=PART), calm, passed)
    view.clearSelection()
    red = QColor(tokens_of(view).passed).name()
    assert red in colours(view, 2)
    assert red not in colours(view, 1)


def test_what_is_done_has_its_sign_and_quiet_words(painted: Callable[..., ItemsList]) -> None:
    view = painted(of_state(state("place-markers")), of_state(state("record-crime")))
    tokens = tokens_of(view)
    assert QColor(tokens.met).name() in colours(view, 1)
    assert QColor(tokens.ink).name() not in colours(view, 1)


def test_the_row_on_which_one_stands_is_seen_and_has_a_ring(painted: Callable[..., ItemsList]) -> None:
    view = painted(of_state(state("place-markers")), of_state(state("record-crime")))
    view.go_to(place("place-markers"))
    QApplication.processEvents()
    assert selected_ground(tokens_of(view)).name() in colours(view, 0)
    assert QColor(tokens_of(view).accent).name() in colours(view, 0)
    assert selected_ground(tokens_of(view)).name() not in colours(view, 1)


def test_markup_is_painted_as_it_is(painted: Callable[..., ItemsList]) -> None:
    marked = painted(of_state(prompted("<b>x</b>")))
    plain = painted(of_state(prompted("x")))
    marked.clearSelection()
    plain.clearSelection()
    assert picture_of(marked, 0) != picture_of(plain, 0)
    assert marked.items.words(0).title == "<b>x</b>"


def test_an_ampersand_is_no_shortcut(painted: Callable[..., ItemsList]) -> None:
    assert picture_of(painted(of_state(prompted("a &b"))), 0) != picture_of(
        painted(of_state(prompted("a b"))), 0
    )


@pytest.mark.parametrize("words", ["x" * 5000, "word " * 2000, "\u202e\u200b" * 500, "", "日本語 👮 ʼ"])
def test_no_text_makes_a_row_taller_than_three_lines(painted: Callable[..., ItemsList], words: str) -> None:
    view = painted(of_state(prompted(words)), of_state(prompted("short")))
    line = view.fontMetrics().lineSpacing()
    assert height(view, 0) <= height(view, 1) + 2 * line
    assert not picture_of(view, 0).isNull()


def test_a_row_with_a_limit_has_a_line_more(painted: Callable[..., ItemsList]) -> None:
    short = state("tell-duty-supervisor")
    item = msgspec.structs.replace(short.item, prompt="Short.")
    view = painted(
        of_state(msgspec.structs.replace(short, item=item)),
        of_state(msgspec.structs.replace(short, item=item, limit=None)),
    )
    assert height(view, 0) > height(view, 1)


def test_a_long_subject_is_cut_and_stays_inside(painted: Callable[..., ItemsList]) -> None:
    named = msgspec.structs.replace(state("place-markers"), place=place("place-markers", "child-a"))
    view = painted(of_state(named), label="Child A, " * 60)
    right = QRect(WIDTH - 12, 0, 10, height(view))
    edge = view.viewport().grab(right).toImage()
    view.clearSelection()
    assert len({edge.pixelColor(x, y).name() for x in range(8) for y in range(edge.height())}) <= 4


def test_a_fold_reads_like_a_link(painted: Callable[..., ItemsList]) -> None:
    view = painted(Row(part=PART), Row(part=PART, folded=Folded(not_asked=3)))
    assert QColor(tokens_of(view).accent).name() in colours(view, 1)


def test_a_heading_stands_further_from_what_is_above_it(painted: Callable[..., ItemsList]) -> None:
    other = Part(checklist=CSE, stage=PART.stage, number=2, title="Next", checklist_title="CSE")
    view = painted(Row(part=PART), of_state(state("place-markers")), Row(part=other))
    assert height(view, 2) > height(view, 0)


def test_in_the_dark_the_words_are_light(painted: Callable[..., ItemsList], qapp: QApplication) -> None:
    apply(qapp, Look(theme="dark"))
    qapp.setProperty("worn", "dark 1.0")
    view = painted(of_state(state("record-crime")), of_state(state("place-markers")))
    view.clearSelection()
    assert QColor("#E9EBED").name() in colours(view, 1)
    assert QColor("#1D2125").name() in colours(view, 1)
