"""The pages of a record on the screen: how they lie, how large they are, and what a screen reader says."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.ui.record.pages import PageLayout, PagesView
from sopcheck.ui.record.rendering import Pages, PageSize, read_pages
from sopcheck.ui.tasks import TaskRunner
from tests.ui.record_fakes import pdf
from tests.ui.showing import shown

Settle = Callable[[], None]
SIZES = st.lists(st.builds(PageSize, st.floats(50, 2000), st.floats(50, 2000)), min_size=1, max_size=12).map(
    tuple
)


@given(sizes=SIZES, zoom=st.floats(0.25, 4), gap=st.integers(0, 40), room=st.integers(0, 5000))
def test_pages_never_overlap_and_lie_inside(
    sizes: tuple[PageSize, ...], zoom: float, gap: int, room: int
) -> None:
    layout = PageLayout(sizes=sizes, zoom=zoom, gap=gap)
    rects = layout.rects(room)
    assert all(one.bottom() < other.top() for one, other in pairwise(rects))
    assert rects[-1].bottom() + gap < layout.height
    assert all(rect.left() >= 0 and rect.width() + 2 * gap <= layout.width for rect in rects)


@pytest.fixture
def view(qtbot: QtBot, tasks: TaskRunner, settle: Settle) -> PagesView:
    made = PagesView("Record", tasks)
    made.resize(700, 600)
    shown(qtbot, made)
    made.show_pages(read_pages(pdf(4)))
    settle()
    return made


def test_pages_first_fit_the_width(view: PagesView) -> None:
    before = view.zoom
    view.resize(1000, 600)
    assert view.fit == "width"
    assert view.zoom > before


def test_a_whole_page_fits_the_height(view: PagesView) -> None:
    view.set_fit("page")
    assert view.zoom * 842 * 96 / 72 < view.height()


@pytest.mark.parametrize(("key", "larger"), [("+", True), ("=", True), ("-", False)])
def test_keys_zoom(qtbot: QtBot, view: PagesView, key: str, larger: bool) -> None:
    before = view.zoom
    qtbot.keyClicks(view, key)
    assert (view.zoom > before) is larger
    assert view.fit == "none"


def test_zoom_ends_at_four_times_and_a_quarter(view: PagesView) -> None:
    for _ in range(20):
        view.zoom_by(1)
    assert view.zoom == 4
    for _ in range(20):
        view.zoom_by(-1)
    assert view.zoom == 0.25


@pytest.mark.parametrize(("key", "fit"), [("w", "width"), ("p", "page")])
def test_keys_fit(qtbot: QtBot, view: PagesView, key: str, fit: str) -> None:
    view.zoom_by(1)
    with qtbot.waitSignal(view.zoom_changed):
        qtbot.keyClicks(view, key)
    assert view.fit == fit


def wheel(view: PagesView, *, control: bool) -> None:
    keys = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_scrolls_and_with_control_zooms(view: PagesView) -> None:
    zoom = view.zoom
    wheel(view, control=False)
    assert view.verticalScrollBar().value() > 0
    assert view.zoom == zoom
    wheel(view, control=True)
    assert view.zoom < zoom


def test_end_and_home_go_to_the_last_and_the_first_page(qtbot: QtBot, view: PagesView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 3
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0


def test_page_down_goes_on(qtbot: QtBot, view: PagesView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_going_to_a_page_tells_which_it_is(qtbot: QtBot, view: PagesView) -> None:
    with qtbot.waitSignal(view.page_changed) as told:
        view.go_to(2)
    assert told.args == [2]
    assert view.page == 2


@pytest.mark.parametrize("page", [-1, 4, 99])
def test_a_page_that_is_not_there_is_not_gone_to(view: PagesView, page: int) -> None:
    view.go_to(page)
    assert view.page == 0


def test_a_screen_reader_hears_the_place_and_the_words(view: PagesView, settle: Settle) -> None:
    view.go_to(1)
    settle()
    assert view.accessibleName() == "Record, page 2 of 4"
    assert "page 2 of 4" in view.accessibleDescription()


def test_what_is_in_sight_is_painted(view: PagesView, settle: Settle) -> None:
    view.grab()
    settle()
    picture = view.grab().toImage()
    light = [picture.pixelColor(x, y).lightness() for x in range(40, 660, 2) for y in range(80, 140, 2)]
    assert min(light) < 80
    assert max(light) == 255


def test_no_pages_show_nothing(view: PagesView) -> None:
    view.show_pages(None)
    assert view.accessibleName() == "Record"
    assert view.verticalScrollBar().maximum() == 0
    view.grab()


def test_a_page_that_cannot_be_read_is_told(qtbot: QtBot, view: PagesView) -> None:
    with qtbot.waitSignal(view.failed):
        view.show_pages(Pages(pdf=b"broken", sizes=(PageSize(595, 842),)))
