"""What holds for every page and sheet, at every size of text: literal words, names, keys, nothing cut off."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sopcheck.cases.sampling import Frame
from sopcheck.checklists.definition import Version
from sopcheck.ui.assurance.add_person import AddPersonSheet
from sopcheck.ui.assurance.page import AssurancePage
from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.display import DisplaySheet
from sopcheck.ui.entrance.create_vault import CreatePage
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.moving.sheet import MovingSheet
from sopcheck.ui.page import Page
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.rehearsal.page import RehearsalPage, example
from sopcheck.ui.review.extras import DatesSheet
from sopcheck.ui.review.queue_page import ReviewsPage
from sopcheck.ui.review.sample_sheets import DrawnSheet, SampleSheet
from sopcheck.ui.review.sheets import DirectionSheet
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import WORK
from sopcheck.ui.theme import Look, apply
from sopcheck.ui.work.open_case import OpenCasePage
from sopcheck.ui.work.worklist import WorkPage
from tests.ui.fakes import CSE, FakeAccess, FakeDesk
from tests.ui.moving_fakes import FakeMoving
from tests.ui.showing import Windows, shown

Settle = Callable[[], None]
Build = Callable[[Session, QWidget], QWidget]
ACTED_ON = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


def moving(session: Session, window: QWidget) -> MovingSheet:
    """The sheet that moves cases, over a desk that moves nothing."""
    object.__setattr__(session.desk, "moving", FakeMoving())
    return MovingSheet(window, session, [((CSE, Version("1.0")), "CSE investigation SOP 1.0")])


EVERY: dict[str, Build] = {
    "work": lambda session, _: WorkPage(session),
    "reviews": lambda session, _: ReviewsPage(session),
    "open case": lambda session, _: OpenCasePage(session),
    "checklists": lambda session, _: ChecklistsPage(session),
    "assurance": lambda session, _: AssurancePage(session),
    "rehearsals": lambda session, _: RehearsalPage(session),
    "a rehearsal": lambda session, _: RehearsalPage(session, example("bank-holiday-weekend")),
    "shell": lambda session, _: Shell(session),
    "unlock": lambda session, _: UnlockPage(FakeAccess(FakeDesk()), session.tasks),
    "create": lambda session, _: CreatePage(FakeAccess(FakeDesk()), session.tasks),
    "search": lambda session, window: SearchSheet(window, session),
    "display": lambda _, window: DisplaySheet(window, Look()),
    "add person": lambda session, window: AddPersonSheet(window, session),
    "direction": lambda session, window: DirectionSheet(window, session, title="See the child", key="k"),
    "sample": lambda session, window: SampleSheet(window, session, session.desk.sampling.choices()),
    "drawn": lambda session, window: DrawnSheet(window, session.desk.sampling.draw(Frame(), size=2)),
    "dates": lambda _, window: DatesSheet(window),
    "moving": moving,
}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget())


@pytest.fixture(params=list(EVERY))
def part(
    request: pytest.FixtureRequest, qtbot: QtBot, session: Session, settle: Settle, window: QWidget
) -> QWidget:
    made = EVERY[request.param](session, window)
    made.resize(1100, 760)
    show(made, qtbot, settle)
    return made


def show(made: QWidget, qtbot: QtBot, settle: Settle) -> None:
    shown(qtbot, made, owned=made.parent() is not None)
    if isinstance(made, Page):
        made.refresh()
    if isinstance(made, Shell):
        made.show_spot(WORK)
    for _ in range(2):
        settle()
        # What was read has to be laid out too.
        QApplication.processEvents()


@pytest.fixture
def large(qapp: QApplication) -> None:
    apply(qapp, Look(theme="high contrast", scale=2.0))
    qapp.setProperty("worn", None)


def shown_parts(part: QWidget, kinds: type | tuple[type, ...]) -> list[QWidget]:
    found = [each for each in part.findChildren(QWidget) if isinstance(each, kinds)]
    return [each for each in found if each.isVisible()]


def test_no_words_are_ever_taken_for_markup(part: QWidget) -> None:
    labels = part.findChildren(QLabel)
    assert {label.textFormat() for label in labels} <= {Qt.TextFormat.PlainText}


def test_no_tooltip_is_taken_for_markup(part: QWidget) -> None:
    tips = {each.toolTip() for each in part.findChildren(QWidget)} - {""}
    assert all(tip.startswith("<span>") and "<" not in tip[6:-7] for tip in tips)


def test_whatever_a_person_acts_on_has_a_name(part: QWidget) -> None:
    nameless = [
        each
        for each in shown_parts(part, ACTED_ON)
        if not each.accessibleName() and not isinstance(each, QHeaderView) and not inside_another(each)
    ]
    assert nameless == []


def inside_another(each: QWidget) -> bool:
    """The list of a combo box and the corner of a table belong to what they lie in."""
    return isinstance(each.parentWidget(), QComboBox | QAbstractItemView) or "qt_" in each.objectName()


def test_everything_is_reached_by_tab_and_tab_is_never_caught(part: QWidget, qtbot: QtBot) -> None:
    wanted = {id(each) for each in shown_parts(part, QWidget) if reachable(each)}
    reached: set[int] = set()
    for _ in range(3 * len(wanted) + 3):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(id(focused))
        qtbot.keyClick(focused or part, Qt.Key.Key_Tab)
    assert wanted <= reached


def reachable(each: QWidget) -> bool:
    policy = each.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and each.isEnabled() and each.focusProxy() is None


def test_nothing_is_shown_as_a_window_of_its_own(
    qtbot: QtBot, session: Session, settle: Settle, window: QWidget, qapp: QApplication
) -> None:
    windows = Windows(qapp)
    for build in EVERY.values():
        windows.opened.clear()
        made = build(session, window)
        show(made, qtbot, settle)
        assert set(windows.opened) <= {made}
        made.close()
    qapp.removeEventFilter(windows)


@pytest.mark.usefixtures("large")
def test_at_twice_the_size_no_words_are_cut_off(part: QWidget) -> None:
    cut = [
        label.text()
        for label in shown_parts(part, QLabel)
        if isinstance(label, QLabel) and label.text() and label.height() < needed(label)
    ]
    assert cut == []


def needed(label: QLabel) -> int:
    return label.heightForWidth(label.width()) if label.wordWrap() else label.fontMetrics().height()


@pytest.mark.usefixtures("large")
def test_at_twice_the_size_nothing_must_be_scrolled_sideways(part: QWidget) -> None:
    part.resize(1100, 760)
    areas = [each for each in shown_parts(part, QScrollArea) if isinstance(each, QScrollArea)]
    assert [area for area in areas if too_wide(area)] == []


def too_wide(area: QScrollArea) -> bool:
    inner = area.widget()
    return inner is not None and inner.minimumSizeHint().width() > area.viewport().width()
