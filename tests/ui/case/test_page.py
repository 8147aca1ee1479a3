"""The page of one case: what it shows, how one moves about in it, what it keeps."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import When
from sopcheck.cases.refusals import GateRefusedError
from sopcheck.errors import DamagedError
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.case.sheets import AddSubject
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import CASE, SUSPECT, BookCasework, heather, new_case, place
from tests.ui.case_screen import HELD, Screen, screen
from tests.ui.fakes import NOW, OKELL


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


def test_the_page_is_called_by_reference_and_operation(shown: Screen) -> None:
    assert shown.page.title == "NV/CSE/26/0101 · Operation Heather"


def test_looking_at_a_case_is_logged_once_however_often_it_is_read(shown: Screen) -> None:
    shown.page.refresh()
    shown.page.minute_passed()
    shown.settle()
    assert shown.book.viewed == 1


def test_going_to_another_page_counts_as_having_looked_and_a_lock_does_not(shown: Screen) -> None:
    stack, other = QStackedWidget(), QWidget()
    shown.qtbot.addWidget(stack)
    for page in (shown.page, other):
        stack.addWidget(page)
    stack.show()
    stack.hide()
    shown.settle()
    assert shown.desk.fake.supervision.looks == []
    stack.show()
    stack.setCurrentWidget(other)
    shown.settle()
    assert shown.desk.fake.supervision.looks == [CASE]
    # The screen closes the page by itself.
    shown.page.setParent(None)


def test_it_opens_on_the_first_thing_to_do(shown: Screen) -> None:
    assert shown.state.status == "open"
    assert shown.state.applies == "yes"


def test_it_opens_at_the_place_that_was_wanted(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather(), at=place("record-crime"))
    assert shown.state.place == place("record-crime")


def test_a_place_that_is_folded_away_is_unfolded_when_it_is_wanted(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, new_case(), at=place("record-rape-report"))
    assert shown.state.place == place("record-rape-report")


def test_a_case_that_cannot_be_read_says_so_in_the_page(qtbot: QtBot, tasks: TaskRunner) -> None:
    class Damaged(BookCasework):
        def view(self, case: object) -> object:  # type: ignore[override]  # it gives nothing at all
            raise DamagedError("An entry of this case was altered. Verify the vault before you go on.")

    shown = screen(qtbot, tasks, Damaged())
    assert shown.page.line.text.startswith("An entry of this case was altered.")
    shown.press("D", "N", "F6")
    assert shown.book.entries == []


def test_up_and_down_go_from_item_to_item_past_headings(shown: Screen) -> None:
    shown.go_to("record-first-report")
    shown.press("Down", "Down")
    assert shown.state.place == place("research-systems")
    shown.press("Up")
    assert shown.state.place == place("assess-immediate-risk")


def test_f6_goes_round_the_panes_and_back(shown: Screen) -> None:
    page = shown.page
    shown.press("F6")
    assert shown.has_focus(page.side.item.reading)
    shown.press("F6")
    assert shown.has_focus(page.stages)
    shown.press("Shift+F6")
    assert shown.has_focus(page.side.item.reading)


def test_arrows_go_from_pane_to_pane(shown: Screen) -> None:
    page = shown.page
    shown.press("Left")
    assert shown.has_focus(page.stages)
    shown.press("Right", "Right")
    assert shown.has_focus(page.side.item.reading)
    shown.press("Left")
    assert shown.has_focus(page.middle.list)


def test_the_first_pane_has_nothing_at_its_left(shown: Screen) -> None:
    shown.press("Left", "Left")
    assert shown.has_focus(shown.page.stages)


def test_choosing_a_stage_shows_its_items_alone(shown: Screen) -> None:
    shown.page.stages.choose_shown("passed")
    assert all(row.state is None or row.state.limit for row in shown.page.middle.list.items.rows)
    assert shown.page.middle.shown == "passed"


def test_enter_on_an_item_goes_to_the_item(shown: Screen) -> None:
    shown.press("Return")
    assert shown.has_focus(shown.page.side.item.reading)


def test_f_goes_to_the_facts_and_escape_back_to_the_items(shown: Screen) -> None:
    shown.press("F")
    assert shown.has_focus(shown.page.side.facts.list)
    shown.press("Escape")
    assert shown.has_focus(shown.page.middle.list)


def test_slash_filters_and_escape_ends_it(shown: Screen) -> None:
    before = len(shown.page.middle.list.items.rows)
    shown.press("/")
    shown.write("strategy discussion")
    assert 0 < len(shown.page.middle.list.items.rows) < before
    shown.press("Escape")
    assert len(shown.page.middle.list.items.rows) == before
    assert shown.has_focus(shown.page.middle.list)


def test_a_filter_that_finds_nothing_says_so(shown: Screen) -> None:
    shown.page.middle.filter.setText("no such words")
    texts = [label.text() for label in shown.page.middle.findChildren(QLabel) if label.isVisible()]
    assert "No item has these words." in texts


def test_letters_are_letters_while_something_is_typed(shown: Screen) -> None:
    shown.press("/")
    shown.write("dead")
    assert shown.page.middle.filter.text() == "dead"
    assert len(shown.book.entries) == len(heather().entries)


def test_n_goes_on_to_the_next_open_item(shown: Screen) -> None:
    shown.go_to("record-first-report")
    shown.press("N")
    assert shown.state.status == "open"
    assert shown.has_focus(shown.page.middle.list)


def test_a_fold_opens_and_closes_by_enter(shown: Screen) -> None:
    rows = shown.page.middle.list.items
    at = next(at for at, row in enumerate(rows.rows) if row.folded is not None)
    before = rows.rowCount()
    shown.page.middle.list.setCurrentIndex(rows.index(at))
    shown.press("Return")
    assert rows.rowCount() > before
    at = next(at for at, row in enumerate(rows.rows) if row.folded is not None)
    shown.page.middle.list.setCurrentIndex(rows.index(at))
    shown.press("Return")
    assert rows.rowCount() == before


def test_an_open_minute_later_the_words_follow_the_time(shown: Screen) -> None:
    shown.book.now = shown.book.now.replace(hour=23)
    shown.page.minute_passed()
    shown.settle()
    assert shown.page.acts.must_view.read_at == shown.book.now


def test_review_and_records_are_wishes_of_the_page(shown: Screen) -> None:
    with shown.qtbot.waitSignal(shown.page.review_wanted) as wanted:
        shown.click("Review this case")
    assert wanted.args == [CASE]
    shown.printing.held = (HELD,)
    shown.click("Supervision records")
    with shown.qtbot.waitSignal(shown.page.record_wanted) as record:
        shown.press("Return")
    assert record.args == [CASE, "r1"]


def test_each_saved_answer_is_told_to_the_window(shown: Screen) -> None:
    shown.go_to("place-markers")
    with shown.qtbot.waitSignal(shown.page.saved):
        shown.press("D")


def test_a_refusal_by_a_gate_leads_to_the_first_item_that_stands_before_it(shown: Screen) -> None:
    refusal = GateRefusedError("“Record …” must come before that.", places=(place("record-crime"),))
    shown.page.acts.refused.emit(refusal)
    assert shown.state.place == place("record-crime")
    assert shown.page.line.text == "“Record …” must come before that."
    assert "record-crime" in str(refusal)  # which the command line tells, and the window does not


def test_what_needs_a_yes_asks_in_the_page_and_does_it_on_yes(shown: Screen) -> None:
    seen: list[bool] = []
    shown.page.acts.confirm_wanted.emit(
        "That is before the report. Is it meant so?", lambda: seen.append(True)
    )
    assert shown.page.line.text == "That is before the report. Is it meant so?"
    shown.click("Yes, record it so")
    assert seen == [True]
    assert shown.page.line.text == ""


def test_another_page_wide_key_does_nothing_before_the_case_is_read(qtbot: QtBot, tasks: TaskRunner) -> None:
    unread = screen(qtbot, tasks, new_case())
    page = CasePage(unread.page.session, CASE)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    for key in (Qt.Key.Key_D, Qt.Key.Key_X, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_M, Qt.Key.Key_Plus):
        QTest.keyClick(page, key)
    assert page.acts.view is None


def test_before_the_case_is_read_no_button_stands_there_without_words(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    unread = screen(qtbot, tasks, new_case())
    page = CasePage(unread.page.session, CASE)
    qtbot.addWidget(page)
    page.show()
    assert [one.text() for one in page.findChildren(QPushButton) if one.isVisible()] == []
    page.refresh()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page.header.facts.isVisible()
    assert page.side.item.isVisible()


def test_a_subject_is_added_by_one_key_and_the_rest_is_in_a_menu_by_another(shown: Screen) -> None:
    QTest.keyClick(shown.page.middle.list, Qt.Key.Key_Plus)
    sheet = shown.page.findChild(AddSubject)
    assert sheet is not None
    sheet.reject()
    QTest.keyClick(shown.page.middle.list, Qt.Key.Key_M)
    menu = shown.page.findChild(QMenu)
    assert menu is not None
    assert any("Hand over" in action.text().replace("&", "") for action in menu.actions())
    menu.close()


def test_hostile_text_is_shown_as_it_is(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    book.add_subject(CASE, (SUSPECT,), "<img src=x> & <b>Suspect</b>", When(NOW))
    book.describe(CASE, operation="<b>Bold</b> &amp; Sons")
    shown = screen(qtbot, tasks, book)
    assert shown.page.title == "NV/CSE/26/0101 · <b>Bold</b> &amp; Sons"
    spoken = [
        shown.page.middle.list.items.words(at).subject
        for at in range(shown.page.middle.list.items.rowCount())
    ]
    assert "<img src=x> & <b>Suspect</b>" in spoken
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in shown.page.findChildren(QLabel)
        if label.text()
    )


def test_an_absent_holder_is_told_at_the_head(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    book.absence(CASE, OKELL.person, True, When(NOW))
    shown = screen(qtbot, tasks, book)
    texts = [label.text() for label in shown.page.header.findChildren(QLabel) if label.isVisible()]
    assert "DS Okell is absent" in texts


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_page(
    qtbot: QtBot, tasks: TaskRunner, wear: Callable[[float], None], scale: float
) -> None:
    wear(scale)
    shown = screen(qtbot, tasks, heather())
    shown.page.resize(920, 560)
    shown.settle()
    assert shown.page.width() == 920
    for part in (shown.page.header, shown.page.stages, shown.page.middle, shown.page.side):
        right = part.mapTo(shown.page, part.rect().topRight()).x()
        assert right <= shown.page.width(), part


@pytest.fixture
def wear(qapp: object) -> Callable[[float], None]:
    from PySide6.QtWidgets import QApplication

    from sopcheck.ui.theme import Look, apply

    def at_scale(scale: float) -> None:
        assert isinstance(qapp, QApplication)
        qapp.setProperty("worn", f"light {scale}")
        apply(qapp, Look(theme="light", scale=scale))

    return at_scale


@pytest.mark.parametrize("key", ["X", "T"])
def test_at_twice_the_size_a_form_is_seen_with_its_buttons(
    qtbot: QtBot, tasks: TaskRunner, wear: Callable[[float], None], key: str
) -> None:
    wear(2.0)
    shown = screen(qtbot, tasks, heather())
    shown.page.resize(1120, 620)
    shown.go_to("place-markers")
    shown.press(key)
    form = shown.form
    qtbot.waitUntil(lambda: form.primary.visibleRegion().boundingRect() == form.primary.rect())
    assert shown.focused in form.findChildren(QWidget)


def test_at_twice_the_size_the_foot_is_whole(
    qtbot: QtBot, tasks: TaskRunner, wear: Callable[[float], None]
) -> None:
    wear(2.0)
    shown = screen(qtbot, tasks, heather())
    shown.page.resize(920, 560)
    shown.go_to("place-markers")
    shown.press("X")
    pane = shown.page.side.item
    form = pane.bar.form
    assert form is not None
    shown.qtbot.waitUntil(lambda: form.height() >= form.heightForWidth(form.width()))
    assert pane.height() >= pane.minimumSizeHint().height()
