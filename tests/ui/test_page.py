"""What all pages share: a title, a message line, work whose failures are told in that line."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError, SopcheckError
from sopcheck.ui.page import Page
from sopcheck.ui.session import Session

Settle = Callable[[], None]


def refuse() -> None:
    raise RefusedError("That may not be.")


def page_of(qtbot: QtBot, session: Session) -> Page:
    page = Page(session, title="Work")
    qtbot.addWidget(page)
    return page


def test_a_new_title_is_told(qtbot: QtBot, session: Session) -> None:
    page = page_of(qtbot, session)
    with qtbot.waitSignal(page.title_changed) as caught:
        page.rename("Reviews")
    assert (caught.args, page.title) == (["Reviews"], "Reviews")


def test_a_failure_is_told_in_the_line_of_the_page(qtbot: QtBot, session: Session, settle: Settle) -> None:
    page = page_of(qtbot, session)
    page.run(refuse, lambda _: None)
    settle()
    assert page.line.text == "That may not be."


def test_a_page_may_take_a_failure_itself(qtbot: QtBot, session: Session, settle: Settle) -> None:
    page, taken = page_of(qtbot, session), list[SopcheckError]()
    page.run(refuse, lambda _: None, taken.append)
    settle()
    assert (len(taken), page.line.text) == (1, "")


def test_an_action_stands_beside_the_title(qtbot: QtBot, session: Session) -> None:
    page, button = page_of(qtbot, session), QPushButton("Open a case")
    page.add_action(button)
    assert page.beside_title.isAncestorOf(button)
