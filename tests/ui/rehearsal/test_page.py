"""The rehearsals page: opened by button, dialog or drop; what is not in order is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.rehearsal.page import EXAMPLES, RehearsalPage, choose_file, dropped_file, example
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import Spot
from tests.cases.rehearsal_texts import rehearsal
from tests.services.rehearsed import CHILD, UNOPENED, WEEKEND
from tests.ui.rehearsal_screen import Settle, words_in
from tests.ui.showing import shown

REHEARSAL = Spot(page="rehearsal")


@pytest.fixture
def shell(qtbot: QtBot, session: Session, settle: Settle) -> Shell:
    made = shown(qtbot, Shell(session))
    made.resize(1280, 800)
    made.show_spot(Spot(page="checklists"))
    settle()
    return made


def page_of(shell: Shell) -> RehearsalPage:
    assert isinstance(shell.page, RehearsalPage)
    return shell.page


def open_file(shell: Shell, file: Path, settle: Settle) -> RehearsalPage:
    shell.go_to(Spot(page="rehearsal", file=file))
    settle()
    settle()
    return page_of(shell)


def mime(*urls: str) -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl(url) for url in urls])
    return made


def chosen(file: Path) -> Callable[[QWidget, Callable[[Path], None]], None]:
    return lambda _, done: done(file)


def test_the_checklists_page_leads_here_and_back_leads_there(
    shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    checklists = shell.page
    assert isinstance(checklists, ChecklistsPage)
    checklists.rehearsals.click()
    settle()
    assert shell.spot == REHEARSAL
    qtbot.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert shell.spot == Spot(page="checklists")


def test_without_a_file_it_offers_to_open_one_and_to_try_those_that_ship(
    shell: Shell, settle: Settle
) -> None:
    shell.show_page("rehearsal")
    settle()
    page = page_of(shell)
    assert page.open_first.hasFocus()
    assert "Nothing here touches a case of this vault." in words_in(page)
    assert not page.stage.isVisible()


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_in_order(name: str, session: Session) -> None:
    assert session.desk.rehearsing.open(example(name)).differs == 0
    assert read_file(example(name)).title


def test_a_file_is_opened_and_bears_its_title(shell: Shell, settle: Settle) -> None:
    page = open_file(shell, WEEKEND, settle)
    assert shell.head.title == "Bank holiday weekend, nothing wrong"
    assert page.stage.isVisible()
    assert page.stage.stops.hasFocus()
    assert page.line.text == ""


def test_another_file_takes_its_place_and_back_leads_to_the_one_before(shell: Shell, settle: Settle) -> None:
    open_file(shell, WEEKEND, settle)
    assert open_file(shell, UNOPENED, settle).file == UNOPENED
    shell.go_back()
    settle()
    settle()
    assert page_of(shell).file == WEEKEND


def test_the_same_file_is_shown_as_it_was_left(shell: Shell, settle: Settle) -> None:
    page = open_file(shell, WEEKEND, settle)
    page.stage.go_to(9)
    settle()
    shell.show_page("work")
    shell.show_spot(Spot(page="rehearsal", file=WEEKEND))
    settle()
    assert page_of(shell) is page
    assert page.stage.place == 9


def test_a_mistake_is_shown_with_its_file_and_line_and_one_press_opens_another(
    shell: Shell, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(rehearsal("at: 2026-05-01 09:00, by: farrow, answer: make-tea"), encoding="utf-8")
    page = open_file(shell, broken, settle)
    assert page.line.text.startswith("broken.yaml:")
    assert "There is no item “make-tea”" in page.line.text
    assert page.line.press_button.hasFocus()
    page._choose = chosen(WEEKEND)  # noqa: SLF001 - what the dialog would give
    qtbot.keyClick(page.line.press_button, Qt.Key.Key_Space)
    settle()
    settle()
    assert page_of(shell).file == WEEKEND


def test_a_file_by_the_dialog_is_opened(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, RehearsalPage(session, choose=chosen(WEEKEND)))
    with qtbot.waitSignal(page.file_wanted) as wanted:
        qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [WEEKEND]


def test_the_dialog_does_not_block(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, RehearsalPage(session))
    files: list[Path] = []
    choose_file(page, files.append)
    dialog = next(one for one in page.findChildren(QWidget) if one.inherits("QFileDialog"))
    dialog.fileSelected.emit(str(WEEKEND))  # type: ignore[attr-defined]  # of the file dialog
    assert files == [WEEKEND]
    dialog.close()


def test_one_file_of_this_machine_can_be_dropped(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, RehearsalPage(session))
    data = mime(QUrl.fromLocalFile(str(WEEKEND)).toString())
    entered = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    dropped = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.file_wanted) as wanted:
        page.dropEvent(dropped)
    assert wanted.args == [WEEKEND]


@pytest.mark.parametrize(
    "urls", [(), ("https://example.invalid/case.yaml",), ("file:///a.yaml", "file:///b.yaml")]
)
def test_nothing_else_can_be_dropped(urls: tuple[str, ...]) -> None:
    assert dropped_file(mime(*urls)) is None


def test_the_search_leads_here(shell: Shell, settle: Settle) -> None:
    shell.open_search()
    sheet = next(
        one for one in shell.findChildren(QWidget) if one.accessibleName() == "Search" and one.isWindow()
    )
    sheet.page_wanted.emit("rehearsal")  # type: ignore[attr-defined]  # of the search sheet
    sheet.close()
    settle()
    assert shell.spot == REHEARSAL


def test_after_an_unlock_the_same_file_is_there(session: Session, qtbot: QtBot, settle: Settle) -> None:
    spot = Spot(page="rehearsal", file=WEEKEND)
    again = shown(qtbot, Shell(session))
    again.show_spot(spot)
    settle()
    settle()
    assert page_of(again).stage.view is not None
    assert again.spot == spot


def test_a_whole_journey_by_keys_alone(shell: Shell, qtbot: QtBot, settle: Settle) -> None:
    """Open an example, step, look why, ask what if, reset: an SOP owner who has no mouse."""
    shell.show_page("rehearsal")
    settle()
    qtbot.keyClick(page_of(shell).open_first, Qt.Key.Key_Tab)
    focused = shell.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    settle()
    settle()
    stage = page_of(shell).stage
    for _ in range(12):
        qtbot.keyClick(stage.stops, Qt.Key.Key_Down)
    settle()
    buttons = stage.beside.buttons["what-if"]
    buttons.setFocus()
    qtbot.keyClick(buttons, Qt.Key.Key_Space)
    form = stage.panel.form
    form.kind.setFocus()
    qtbot.keyClick(form.kind, Qt.Key.Key_End)
    form.primary.setFocus()
    qtbot.keyClick(form.primary, Qt.Key.Key_Space)
    settle()
    settle()
    assert "Event 13 did not happen." in words_in(stage.panel)
    stage.panel.reset_button.setFocus()
    qtbot.keyClick(stage.panel.reset_button, Qt.Key.Key_Space)
    settle()
    assert stage.panel.tried_changes == ()


def test_a_rehearsal_without_events_beside_those_of_the_start_is_a_story_too(
    shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(rehearsal(CHILD), encoding="utf-8")
    assert len(open_file(shell, file, settle).stage.stops.rows.values) == 4
