"""Parts that flow like words."""

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.flow import Flow


def shown(qtbot: QtBot, *, width: int, parts: list[QPushButton]) -> Flow:
    holder = Flow(*parts)
    qtbot.addWidget(holder)
    holder.setFixedWidth(width)
    holder.show()
    QApplication.processEvents()
    return holder


def buttons(count: int = 4) -> list[QPushButton]:
    made = [QPushButton(f"Button {number}") for number in range(count)]
    for one in made:
        one.setFixedSize(100, 30)
    return made


def test_parts_stand_beside_each_other_where_there_is_room(qtbot: QtBot) -> None:
    parts = buttons()
    holder = shown(qtbot, width=600, parts=parts)
    assert all(part.parentWidget() is holder for part in parts)
    assert len({part.y() for part in parts}) == 1
    assert [part.x() for part in parts] == sorted({part.x() for part in parts})


def test_parts_go_on_below_where_the_line_is_full(qtbot: QtBot) -> None:
    parts = buttons()
    holder = shown(qtbot, width=230, parts=parts)
    assert [part.y() > 0 for part in parts] == [False, False, True, True]
    assert all(part.geometry().right() < holder.width() for part in parts)


def test_the_height_follows_from_the_width(qtbot: QtBot) -> None:
    holder = shown(qtbot, width=600, parts=buttons())
    assert holder.heightForWidth(230) > holder.heightForWidth(600)


def test_a_hidden_part_takes_no_room(qtbot: QtBot) -> None:
    parts = buttons(3)
    parts[1].hide()
    holder = shown(qtbot, width=230, parts=parts)
    assert parts[2].y() == parts[0].y()
    assert parts[2].geometry().right() < holder.width()


def test_a_part_wider_than_the_line_is_made_to_fit(qtbot: QtBot) -> None:
    wide = QPushButton("A button with a great many words on it, more than the line can hold")
    holder = shown(qtbot, width=120, parts=[wide])
    assert wide.width() <= holder.width() == 120


def test_a_part_can_be_put_between_others(qtbot: QtBot) -> None:
    parts = buttons(2)
    holder = shown(qtbot, width=600, parts=parts)
    between = buttons(1)[0]
    holder.insert(1, between)
    QApplication.processEvents()
    assert parts[0].x() < between.x() < parts[1].x()
    assert parts[0].nextInFocusChain() is between


def test_a_part_hidden_before_it_was_given_stays_hidden(qtbot: QtBot) -> None:
    parts = buttons(2)
    parts[0].hide()
    holder = shown(qtbot, width=600, parts=parts)
    assert not parts[0].isVisibleTo(holder)
    assert parts[1].isVisibleTo(holder)


def test_all_parts_can_go(qtbot: QtBot) -> None:
    holder = shown(qtbot, width=600, parts=buttons())
    holder.clear()
    assert holder.heightForWidth(600) == 0


def test_a_part_that_grows_makes_other_lines(qtbot: QtBot) -> None:
    parts = buttons(2)
    holder = shown(qtbot, width=230, parts=parts)
    before = holder.heightForWidth(230)
    parts[0].setFixedSize(180, 30)
    QApplication.processEvents()
    assert holder.heightForWidth(230) > before


def test_a_part_that_got_other_words_unseen_has_room_for_them_when_it_is_seen(qtbot: QtBot) -> None:
    part = QPushButton("Not done")
    holder = shown(qtbot, width=600, parts=[part])
    holder.hide()
    part.setText("Not done, and here is why")
    holder.show()
    assert part.width() == part.sizeHint().width()
