"""A vault that is an older state of itself: it is told as long as it is, and there are two ways on."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.ui.assurance.behind import BehindCard
from sopcheck.ui.assurance.page import AssurancePage
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from tests.ui.fakes import OKELL, FakeDesk
from tests.ui.record_fakes import child
from tests.ui.showing import shown

Settle = Callable[[], None]
OLDER = "This vault is older than the last state seen on this machine: 3 entries are missing."


@pytest.fixture
def card(qtbot: QtBot, session: Session) -> BehindCard:
    made = shown(qtbot, BehindCard(session))
    made.show_behind(OLDER)
    return made


def accept(card: BehindCard, reason: str) -> Sheet:
    card.accept_button.click()
    sheet = child(card, Sheet)
    child(sheet, ManyLines).insertPlainText(reason)
    sheet.primary.click()
    return sheet


def test_an_administrator_accepts_the_loss_with_a_reason(
    card: BehindCard, desk: FakeDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(card.told) as caught:
        accept(card, "The disk is gone")
    assert caught.args == ["Noted in the access book, with 2 findings; work can go on."]
    assert desk.fake.assurance.accepted == ["The disk is gone"]


def test_without_a_reason_nothing_is_accepted(card: BehindCard, desk: FakeDesk) -> None:
    sheet = accept(card, "")
    assert desk.fake.assurance.accepted == []
    sheet.reject()


def test_a_refusal_is_told(card: BehindCard, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.fake.assurance.refusal = RefusedError("This machine misses nothing of this vault.")
    with qtbot.waitSignal(card.refused) as caught:
        accept(card, "The disk is gone")
    assert str(caught.args[0]) == "This machine misses nothing of this vault."


def test_nobody_else_is_offered_to_accept_it(card: BehindCard, desk: FakeDesk) -> None:
    desk.fake.me = OKELL
    card.show_behind(OLDER)
    assert (card.accept_button.isHidden(), card.restore_button.isHidden()) == (True, False)


def test_the_page_shows_it_first_and_only_while_it_is_so(
    qtbot: QtBot, session: Session, desk: FakeDesk, settle: Settle
) -> None:
    page = shown(qtbot, AssurancePage(session))
    page.refresh()
    settle()
    assert not page.behind.isVisible()
    desk.fake.behind = OLDER
    page.refresh()
    settle()
    assert (page.behind.isVisible(), page.behind.says.text()) == (True, OLDER)
    page.behind.restore_button.click()
    child(page.backups, Sheet).reject()


def test_every_page_says_so_and_leads_to_what_can_be_done(
    qtbot: QtBot, session: Session, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.behind, desk.fake.notices = OLDER, (OLDER,)
    shell = shown(qtbot, Shell(session))
    shell.show_page("work")
    qtbot.waitUntil(lambda: shell.behind.text == OLDER)
    settle()
    assert shell.line.text == ""
    shell.behind.press_button.click()
    assert isinstance(shell.page, AssurancePage)
    desk.fake.behind, desk.fake.notices = "", ()
    shell.read_counts()
    qtbot.waitUntil(lambda: shell.behind.text == "")
