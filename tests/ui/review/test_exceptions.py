"""The left pane: six lists, rows that are read in full, and judged one by one or many at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Judged
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.exception_list import ExceptionSection, ExceptionWidget
from sopcheck.ui.review.exception_words import ExceptionList, ExceptionRow, ListKind
from sopcheck.ui.review.exceptions import ExceptionsPane
from sopcheck.ui.session import Session
from tests.cases.desk import place
from tests.ui.review_fakes import pressed
from tests.ui.showing import shown


def row(number: int, kind: ListKind = "limits") -> ExceptionRow:
    return ExceptionRow(
        key=f"row-{number}",
        listed=kind,
        named=(Judged(place=place(f"item-{number}")),),
        places=(place(f"item-{number}"),),
        title=f"Item {number}",
        sign=Sign("limit passed", "triangle", "passed"),
        facts="national · over by 1 h",
        why="24 hours from when the report was received.",
        notes=("Reason, written today by DC Farrow: “<b>Busy</b>”",),
    )


def some(kind: ListKind, title: str, count: int) -> ExceptionList:
    return ExceptionList(kind=kind, title=title, rows=tuple(row(number, kind) for number in range(count)))


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


def test_every_row_of_every_list_can_be_ticked(pane: ExceptionsPane) -> None:
    names = [box.accessibleName() for box in boxes(pane)]
    assert len(names) == 7
    assert names[0] == "Tick all of “Limits passed”"
    assert names[1].startswith("Item 0, limit passed, national")
    assert names[4] == "Tick all of “Not done”"


def test_while_nothing_is_ticked_the_first_without_a_decision_is_judged(
    qtbot: QtBot, pane: ExceptionsPane
) -> None:
    assert "To decide (5 left): Item 0" in words(pane.bar)
    with qtbot.waitSignal(pane.judge_wanted) as told:
        pressed(pane, "Action: decide on these exceptions")
    assert told.args == [(row(0),), "action", ""]


def test_what_is_decided_gives_way_to_what_is_not(pane: ExceptionsPane) -> None:
    decided = replace(row(0), judged=Sign("justified", "disc", "met"))
    pane.show_lists((replace(LISTS[0], rows=(decided, row(1), row(2))), *LISTS[1:]))
    assert "To decide (4 left): Item 1" in words(pane.bar)
    assert pane.undecided[0] == row(1)


def test_where_all_is_decided_the_bar_comes_with_a_tick(pane: ExceptionsPane) -> None:
    decided = replace(row(0), judged=Sign("justified", "disc", "met"))
    pane.show_lists(tuple(replace(shown, rows=(decided,) if shown.rows else ()) for shown in LISTS))
    assert not pane.bar.isVisible()
    boxes(pane)[0].click()
    assert pane.bar.isVisible()
    boxes(pane)[0].click()
    assert not pane.bar.isVisible()


@pytest.mark.parametrize(
    ("key", "verdict"),
    [(Qt.Key.Key_J, "justified"), (Qt.Key.Key_N, "not justified"), (Qt.Key.Key_A, "action")],
)
def test_each_verdict_has_a_key_that_keeps_the_reason_typed(
    qtbot: QtBot, pane: ExceptionsPane, key: Qt.Key, verdict: str
) -> None:
    pane.focus_first()
    qtbot.keyClicks(pane.bar.reason, "Seen")
    with qtbot.waitSignal(pane.judge_wanted) as told:
        qtbot.keyClick(pane.bar.reason, key, Qt.KeyboardModifier.AltModifier)
    assert told.args[1:] == [verdict, "Seen"]


def test_several_are_judged_with_one_press_and_one_reason(qtbot: QtBot, pane: ExceptionsPane) -> None:
    boxes(pane)[1].click()
    boxes(pane)[3].click()
    pane.bar.reason.setText("One mailbox was not opened")
    with qtbot.waitSignal(pane.judge_wanted) as told:
        pressed(pane, "Justified: decide on these exceptions")
    assert told.args == [(row(0), row(2)), "justified", "One mailbox was not opened"]


def test_rows_of_several_lists_are_judged_together(qtbot: QtBot, pane: ExceptionsPane) -> None:
    boxes(pane)[2].click()
    boxes(pane)[6].click()
    with qtbot.waitSignal(pane.judge_wanted) as told:
        pressed(pane, "Justified: decide on these exceptions")
    assert told.args[0] == (row(1), row(1, "not done"))


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("Justified", "justified"), ("Not justified", "not justified"), ("Action", "action")],
)
def test_each_verdict_has_its_press(qtbot: QtBot, pane: ExceptionsPane, name: str, verdict: str) -> None:
    boxes(pane)[1].click()
    with qtbot.waitSignal(pane.judge_wanted) as told:
        pressed(pane, f"{name}: decide on these exceptions")
    assert told.args[1] == verdict


def test_all_are_ticked_at_once_and_a_missing_one_takes_the_tick_off(pane: ExceptionsPane) -> None:
    boxes(pane)[0].click()
    assert all(box.isChecked() for box in boxes(pane)[:4])
    boxes(pane)[2].click()
    assert [box.isChecked() for box in boxes(pane)[:4]] == [False, True, False, True]


def test_what_is_ticked_stays_ticked_when_the_review_is_read_again(pane: ExceptionsPane) -> None:
    boxes(pane)[2].click()
    judged = replace(row(0), judged=Sign("justified", "disc", "met"))
    pane.show_lists((replace(LISTS[0], rows=(judged, row(1), row(2))), *LISTS[1:]))
    assert [box.isChecked() for box in boxes(pane)[:4]] == [False, False, True, False]
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
    assert len(boxes(pane)) == 10
    boxes(pane)[0].click()
    assert len(boxes(pane)) == 13
    assert all(box.isChecked() for box in boxes(pane)[:10])


def test_show_all_and_show_fewer(pane: ExceptionsPane) -> None:
    pane.show_lists((some("limits", "Limits passed", 9), *LISTS[1:]))
    pressed(pane, "Limits passed: Show all 9")
    assert len(boxes(pane)) == 13
    pressed(pane, "Limits passed: Show fewer")
    assert len(boxes(pane)) == 10


def test_a_direction_and_the_case_are_one_press_away(qtbot: QtBot, pane: ExceptionsPane) -> None:
    with qtbot.waitSignal(pane.direct_wanted) as told:
        pressed(pane.sections[2], "Give a direction on Item 1")
    assert told.args == [row(1, "not done")]
    with qtbot.waitSignal(pane.place_wanted) as told:
        pressed(pane.sections[2], "Show in the case: Item 1")
    assert told.args == [place("item-1")]


def test_a_late_review_has_no_place_to_go_to(qtbot: QtBot, pane: ExceptionsPane) -> None:
    late = replace(row(0, "reviews"), places=())
    pane.show_lists((*LISTS, ExceptionList(kind="reviews", title="Reviews", rows=(late,))))
    assert not [link for link in pane.sections[3].findChildren(QPushButton) if link.isVisible()]


def test_the_keyboard_begins_with_the_reason_and_ticks_from_row_to_row(
    qtbot: QtBot, pane: ExceptionsPane
) -> None:
    pane.focus_first()
    assert pane.bar.reason.hasFocus()
    assert "Item 0" in pane.bar.reason.accessibleName()
    first = boxes(pane)[1]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert first.isChecked()


def test_where_all_is_decided_the_focus_goes_to_the_first_row(qtbot: QtBot, pane: ExceptionsPane) -> None:
    decided = replace(row(0), judged=Sign("justified", "disc", "met"))
    pane.show_lists((replace(LISTS[0], rows=(decided,)), replace(LISTS[2], rows=())))
    pane.focus_first()
    assert boxes(pane)[0].hasFocus()


def test_without_rows_there_is_nothing_to_go_to(qtbot: QtBot) -> None:
    section = ExceptionSection("Not done")
    qtbot.addWidget(section)
    section.show_rows(())
    assert not section.focus_first()


def test_the_row_that_is_decided_next_comes_into_sight(qtbot: QtBot, pane: ExceptionsPane) -> None:
    decided = tuple(replace(one, judged=Sign("justified", "disc", "met")) for one in LISTS[0].rows)
    pane.show_lists((replace(LISTS[0], rows=decided), *LISTS[1:]))
    (widget,) = (
        one for one in pane.sections[2].findChildren(ExceptionWidget) if "Item 0" in one.accessibleName()
    )

    def is_in_sight() -> bool:
        return not widget.visibleRegion().isEmpty()

    qtbot.waitUntil(is_in_sight)


def test_in_a_low_window_the_bar_scrolls_with_the_lists(qtbot: QtBot, pane: ExceptionsPane) -> None:
    scrolled = pane.findChild(QScrollArea)
    assert scrolled is not None
    pane.resize(400, 200)
    qtbot.waitUntil(lambda: scrolled.isAncestorOf(pane.bar))
    pane.focus_first()
    qtbot.waitUntil(lambda: not pane.bar.reason.visibleRegion().isEmpty())
    pane.resize(400, 700)
    qtbot.waitUntil(lambda: not scrolled.isAncestorOf(pane.bar))
    assert pane.bar.isVisible()


def test_the_keys_stay_with_the_reason_when_the_bar_moves(qtbot: QtBot, pane: ExceptionsPane) -> None:
    scrolled = pane.findChild(QScrollArea)
    assert scrolled is not None
    pane.focus_first()
    pane.resize(400, 200)
    qtbot.waitUntil(lambda: scrolled.isAncestorOf(pane.bar))
    assert pane.bar.reason.hasFocus()
    pane.resize(400, 700)
    qtbot.waitUntil(lambda: not scrolled.isAncestorOf(pane.bar))
    assert pane.bar.reason.hasFocus()


def test_whoever_scrolls_is_not_taken_back_when_the_lists_grow(qtbot: QtBot, pane: ExceptionsPane) -> None:
    scrolled = pane.findChild(QScrollArea)
    assert scrolled is not None
    pane.show_lists((some("limits", "Limits passed", 30), *LISTS[1:]))
    bar = scrolled.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.triggerAction(QScrollBar.SliderAction.SliderToMaximum)
    before, most = bar.value(), bar.maximum()
    pressed(pane, "Limits passed: Show all 30")
    qtbot.waitUntil(lambda: bar.maximum() > most)
    # What brings the next row into sight runs as soon as nothing else does.
    qtbot.wait(1)
    assert bar.value() >= before


def test_a_pane_without_any_exception_can_be_entered_all_the_same(qtbot: QtBot, pane: ExceptionsPane) -> None:
    pane.show_lists(tuple(replace(one, rows=()) for one in LISTS))
    pane.focus_first()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.isAncestorOf(focused)


def test_a_row_that_is_read_again_keeps_the_focus(qtbot: QtBot, pane: ExceptionsPane) -> None:
    boxes(pane)[2].setFocus()
    explained = tuple(replace(one, notes=("Reason, written just now",)) for one in LISTS[0].rows)
    pane.show_lists((replace(LISTS[0], rows=explained), *LISTS[1:]))
    assert boxes(pane)[2].hasFocus()


def ticked(pane: ExceptionsPane) -> list[str]:
    return [row.key for section in pane.sections for row in section.ticked()]


def test_one_key_ticks_what_is_undecided_in_the_list_and_the_next_press_unticks(
    qtbot: QtBot, pane: ExceptionsPane
) -> None:
    decided = replace(row(1), judged=Sign("justified", "disc", "met"))
    pane.show_lists((replace(LISTS[0], rows=(row(0), decided, row(2))), *LISTS[1:]))
    pane.focus_first()
    qtbot.keyClick(pane.bar.reason, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert ticked(pane) == ["row-0", "row-2"]
    assert pane.bar.reason.hasFocus()
    qtbot.keyClick(pane.bar.reason, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert ticked(pane) == []


def test_rows_that_were_folded_away_are_shown_before_they_are_ticked(
    qtbot: QtBot, pane: ExceptionsPane
) -> None:
    pane.show_lists((some("limits", "Limits passed", 9),))
    pressed(pane, "Tick all 9 in its list  (Alt+T)")
    assert len(ticked(pane)) == 9
    assert pane.findChildren(ExceptionWidget)[-1].isVisible()


def test_where_one_is_left_in_a_list_nothing_offers_to_tick_all_and_the_key_types_no_letter(
    qtbot: QtBot, pane: ExceptionsPane
) -> None:
    pane.show_lists((replace(LISTS[0], rows=(row(0),)), *LISTS[1:]))
    assert not any("Alt+T" in made.text() for made in pane.findChildren(QPushButton) if made.isVisible())
    pane.focus_first()
    qtbot.keyClick(pane.bar.reason, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert (pane.bar.reason.text(), ticked(pane)) == ("", ["row-0"])
