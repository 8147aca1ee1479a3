"""Rows, columns, and what is taken out of them again."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.layout import column, emptied, holding, narrow, row, scrolling
from sopcheck.ui.theme import em, step


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
