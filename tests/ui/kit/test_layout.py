"""Rows, columns, and what is taken out of them again."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.layout import column, emptied, holding, keep_focus_in_view, narrow, row, scrolling
from sopcheck.ui.theme import em, step
from tests.ui.showing import shown


def test_distances_are_steps_of_the_grid(qtbot: QtBot) -> None:
    holder = holding(column(QLabel("a"), 3, QLabel("b"), None, gap=4, margins=(1, 2, 3, 4)))
    qtbot.addWidget(holder)
    layout = holder.layout()
    assert layout is not None
    margins = layout.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == tuple(
        map(step, (1, 2, 3, 4))
    )
    assert (layout.spacing(), layout.count()) == (step(4), 4)


def test_an_emptied_layout_lets_everything_in_it_go(qtbot: QtBot) -> None:
    label, deep = QLabel("a"), QLabel("b")
    box = column(label, row(deep))
    holder = holding(box)
    qtbot.addWidget(holder)
    gone: list[str] = []
    for part in (label, deep):
        part.destroyed.connect(lambda: gone.append("gone"))
    emptied(box)
    qtbot.waitUntil(lambda: gone == ["gone", "gone"])
    assert box.count() == 0


def test_a_narrow_widget_is_as_wide_as_it_may_be(qtbot: QtBot) -> None:
    inner = QWidget()
    holder = narrow(inner, 20)
    qtbot.addWidget(holder)
    holder.resize(em(60), 100)
    holder.show()
    assert (inner.width(), inner.x()) == (em(20), 0)


def test_what_scrolls_takes_no_focus_of_its_own(qtbot: QtBot) -> None:
    area = scrolling(QLabel("long"))
    qtbot.addWidget(area)
    assert area.focusPolicy().value == 0


def test_what_has_the_focus_stays_in_view_where_what_is_above_it_grows(qtbot: QtBot) -> None:
    above, field, inner = QLabel("a"), QLineEdit(), QWidget()
    above.setFixedHeight(40)
    inner.setLayout(column(above, field))
    area = scrolling(inner)
    keep_focus_in_view(area)
    qtbot.addWidget(area)
    area.resize(200, 120)
    shown(qtbot, area)
    field.setFocus()
    above.setFixedHeight(400)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
