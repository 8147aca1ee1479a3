"""The left pane: six lists, rows that are read in full, and limits judged many at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review_exception_list import ExceptionSection
from sopcheck.ui.review_exception_words import ExceptionList, ExceptionRow, ListKind
from sopcheck.ui.review_exceptions import ExceptionsPane
from sopcheck.ui.session import Session
from tests.cases.desk import place
from tests.ui.review_fakes import pressed
from tests.ui.showing import shown


def row(number: int) -> ExceptionRow:
    return ExceptionRow(
        key=f"row-{number}",
        places=(place(f"item-{number}"),),
        title=f"Item {number}",
        sign=Sign("limit passed", "triangle", "passed"),
        facts="national · over by 1 h",
        why="24 hours from when the report was received.",
        notes=("Reason, written today by DC Farrow: “<b>Busy</b>”",),
    )


def some(kind: ListKind, title: str, count: int) -> ExceptionList:
    return ExceptionList(kind=kind, title=title, rows=tuple(row(number) for number in range(count)))


LISTS = (
    some("limits", "Limits passed", 3),
    some("gates", "Gates not met", 0),
    some("not done", "Not done", 2),
)


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ExceptionsPane:
    made = ExceptionsPane(session)
    made.resize(400, 700)
    shown(qtbot, made)
    made.show_lists(LISTS)
    return made


def words(parent: QWidget) -> list[str]:
    return [label.text() for label in parent.findChildren(Label) if label.isVisible() and label.text()]


def boxes(pane: ExceptionsPane) -> list[QCheckBox]:
    return [box for box in pane.findChildren(QCheckBox) if box.isVisible()]


def test_an_empty_list_says_none_as_the_record_does(pane: ExceptionsPane) -> None:
    said = words(pane.sections[1])
    assert said == ["Gates not met: none"]


def test_a_row_is_read_in_full_and_literally(pane: ExceptionsPane) -> None:
    said = words(pane.sections[0])
    for text in (row(0).title, row(0).facts, row(0).why, *row(0).notes, "limit passed"):
        assert text in said


def test_only_limits_can_be_ticked(pane: ExceptionsPane) -> None:
    names = [box.accessibleName() for box in boxes(pane)]
    assert len(names) == 4
    assert names[0] == "Tick all of “Limits passed”"
    assert names[1].startswith("Item 0, limit passed, national")


def test_the_bar_comes_with_the_first_tick(pane: ExceptionsPane) -> None:
    assert not pane.bar.isVisible()
    boxes(pane)[1].click()
    assert pane.bar.isVisible()
    boxes(pane)[1].click()
    assert not pane.bar.isVisible()


def test_several_are_judged_with_one_press_and_one_reason(qtbot: QtBot, pane: ExceptionsPane) -> None:
    boxes(pane)[1].click()
    boxes(pane)[3].click()
    pane.bar.reason.setText("One mailbox was not opened")
    with qtbot.waitSignal(pane.judge_wanted) as told:
        pressed(pane, "Justified: decide on the ticked limits")
    assert told.args == [
        (place("item-0"), place("item-2")),
        "justified",
        "One mailbox was not opened",
    ]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("Justified", "justified"), ("Not justified", "not justified"), ("Action", "action")],
)
def test_each_verdict_has_its_press(qtbot: QtBot, pane: ExceptionsPane, name: str, verdict: str) -> None:
    boxes(pane)[1].click()
    with qtbot.waitSignal(pane.judge_wanted) as told:
        pressed(pane, f"{name}: decide on the ticked limits")
    assert told.args[1] == verdict


def test_all_are_ticked_at_once_and_a_missing_one_takes_the_tick_off(pane: ExceptionsPane) -> None:
    boxes(pane)[0].click()
    assert all(box.isChecked() for box in boxes(pane))
    boxes(pane)[2].click()
    assert [box.isChecked() for box in boxes(pane)] == [False, True, False, True]


def test_what_is_ticked_stays_ticked_when_the_review_is_read_again(pane: ExceptionsPane) -> None:
    boxes(pane)[2].click()
    judged = replace(row(0), judged=Sign("justified", "disc", "met"))
    pane.show_lists((replace(LISTS[0], rows=(judged, row(1), row(2))), *LISTS[1:]))
    assert [box.isChecked() for box in boxes(pane)] == [False, False, True, False]
    assert "justified" in words(pane)


def test_after_a_decision_nothing_is_ticked_and_no_reason_left(pane: ExceptionsPane) -> None:
    boxes(pane)[1].click()
    pane.bar.reason.setText("Seen")
    pane.judged()
    assert not any(box.isChecked() for box in boxes(pane))
    assert pane.bar.reason.text() == ""


def test_a_half_typed_reason_is_kept_with_the_review(
    qtbot: QtBot, pane: ExceptionsPane, session: Session
) -> None:
    pane.begin_judging("r1")
    boxes(pane)[1].click()
    qtbot.keyClicks(pane.bar.reason, "Half a")
    qtbot.waitUntil(lambda: session.desk.drafts.get("review:r1/judging") == "Half a")


def test_a_long_list_is_folded_and_ticking_all_unfolds_it_first(pane: ExceptionsPane) -> None:
    pane.show_lists((some("limits", "Limits passed", 9), *LISTS[1:]))
    assert len(boxes(pane)) == 7
    boxes(pane)[0].click()
    assert len(boxes(pane)) == 10
    assert all(box.isChecked() for box in boxes(pane))


def test_show_all_and_show_fewer(pane: ExceptionsPane) -> None:
    pane.show_lists((some("limits", "Limits passed", 9), *LISTS[1:]))
    pressed(pane, "Limits passed: Show all 9")
    assert len(boxes(pane)) == 10
    pressed(pane, "Limits passed: Show fewer")
    assert len(boxes(pane)) == 7


def test_a_direction_and_the_case_are_one_press_away(qtbot: QtBot, pane: ExceptionsPane) -> None:
    with qtbot.waitSignal(pane.direct_wanted) as told:
        pressed(pane.sections[2], "Give a direction on Item 1")
    assert told.args == [row(1)]
    with qtbot.waitSignal(pane.place_wanted) as told:
        pressed(pane.sections[2], "Show in the case: Item 1")
    assert told.args == [place("item-1")]


def test_a_late_review_has_no_place_to_go_to(qtbot: QtBot, pane: ExceptionsPane) -> None:
    late = replace(row(0), places=())
    pane.show_lists((*LISTS, ExceptionList(kind="reviews", title="Reviews", rows=(late,))))
    assert not [link for link in pane.sections[3].findChildren(QPushButton) if link.isVisible()]


def test_the_keyboard_ticks_from_row_to_row(qtbot: QtBot, pane: ExceptionsPane) -> None:
    pane.focus_first()
    first = boxes(pane)[1]
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert first.isChecked()


def test_a_row_that_cannot_be_ticked_takes_the_focus_on_its_first_link(
    qtbot: QtBot, session: Session
) -> None:
    section = ExceptionSection("Not done", tickable=False)
    shown(qtbot, section)
    section.show_rows((row(0),))
    assert section.focus_first()
    focused = section.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Give a direction on Item 0"


def test_without_rows_there_is_nothing_to_go_to(qtbot: QtBot) -> None:
    section = ExceptionSection("Not done", tickable=False)
    qtbot.addWidget(section)
    section.show_rows(())
    assert not section.focus_first()
