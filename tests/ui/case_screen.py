"""The case page on a screen, over a case in memory, with hands that press keys and buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId, Place, ReviewId, When
from sopcheck.cases.states import Answer, PlaceState
from sopcheck.services.printing import Printing
from sopcheck.services.views import HeldReview
from sopcheck.ui.case.ask_form import AskForm
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import CASE, BookCasework, place
from tests.ui.fakes import NOW, OKELL, FakeDesk, session_of

W = TypeVar("W", bound=QWidget)


class FakePrinting(Printing):
    """Knows which reviews were held."""

    def __init__(self) -> None:
        self.held: tuple[HeldReview, ...] = ()

    def reviews(self, case: CaseId) -> tuple[HeldReview, ...]:
        del case
        return self.held


HELD = HeldReview(
    review=ReviewId("r1"),
    title="24-hour review",
    held=NOW,
    by_name="DS Okell",
    outcome="on track",
    code="7F3K-2M9Q",
)


@dataclass(repr=False)
class Screen:
    """A page and whoever sits before it."""

    qtbot: QtBot
    tasks: TaskRunner
    book: BookCasework
    desk: FakeDesk
    printing: FakePrinting
    page: CasePage

    def settle(self) -> None:
        """Wait until everything that was asked for is done and shown."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)
        QApplication.processEvents()

    def press(self, *keys: str) -> None:
        """Press keys where the focus is, one after the other, each until its work is done."""
        for key in keys:
            QTest.keySequence(self.focused, key)
            self.settle()

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(self.focused, text)
        QApplication.processEvents()

    def click(self, name: str, *, within: QWidget | None = None) -> None:
        """Press a button that can be seen, by what a screen reader calls it."""
        QTest.mouseClick(self.button(name, within=within), Qt.MouseButton.LeftButton)
        self.settle()

    def button(self, name: str, *, within: QWidget | None = None) -> QAbstractButton:
        """A button that can be seen, by its accessible name."""
        return self.find(QAbstractButton, name, within=within)

    def find(self, kind: type[W], name: str, *, within: QWidget | None = None) -> W:
        """A part of the page that can be seen, by its accessible name."""
        parts = (within or self.page).findChildren(kind)
        found = {part.accessibleName(): part for part in reversed(parts) if part.isVisible()}
        assert name in found, f"{name} is not among {sorted(found)}"
        return found[name]

    @property
    def form(self) -> AskForm:
        """The form at the foot of the item."""
        form = self.page.side.item.bar.form
        assert form is not None
        return form

    def part(self, kind: type[W], *, within: QWidget) -> W:
        """The first part of a kind."""
        found = within.findChild(kind)
        assert isinstance(found, kind)
        return found

    def has_focus(self, part: QWidget) -> bool:
        """Is it there that a key goes?"""
        return QApplication.focusWidget() is part

    @property
    def focused(self) -> QWidget:
        """Where the focus is, else the page."""
        return QApplication.focusWidget() or self.page

    @property
    def state(self) -> PlaceState:
        """The item on which the list stands."""
        state = self.page.middle.state
        assert state is not None
        return state

    def state_of(self, place: Place) -> PlaceState:
        """The state of an item of the case as it was last shown."""
        state = self.page.acts.must_view.state(place)
        assert state is not None
        return state

    def go_to(self, item: str, of: str | None = None) -> PlaceState:
        """Stand on an item, with the focus in the list."""
        states = self.page.acts.must_view.evaluation.places
        wanted = next(one for one in states if one.place.item == item and of in (None, one.place.of))
        self.page.go_to(wanted.place)
        self.page.focus_first()
        self.settle()
        return wanted

    def sheet(self, kind: type[W]) -> W:
        """The form that opened over the page."""
        found = [part for part in self.page.findChildren(kind) if part.isVisible()]
        assert found, f"no {kind.__name__} is open"
        return found[-1]


def screen(
    qtbot: QtBot,
    tasks: TaskRunner,
    book: BookCasework,
    *,
    at: Place | None = None,
    change: Callable[[Session], Session] = lambda session: session,
) -> Screen:
    """Show the page of the case in the book."""
    desk, printing = FakeDesk(me=book.me), FakePrinting()
    object.__setattr__(desk, "casework", book)
    object.__setattr__(desk, "printing", printing)
    page = CasePage(change(session_of(desk, tasks)), CASE, at=at)
    qtbot.addWidget(page)
    page.resize(1080, 640)
    page.show()
    page.activateWindow()
    page.refresh()
    made = Screen(qtbot, tasks, book, desk, printing, page)
    made.settle()
    page.focus_first()
    return made


def answer_at(shown: Screen, item: str) -> Answer:
    """The answer that stands at an item of the case."""
    answer = shown.state_of(place(item)).answer
    assert answer is not None
    return answer


def by_another(book: BookCasework) -> BookCasework:
    """Somebody else has recorded since, so that answers take a correction."""
    me, book.me = book.me, OKELL
    book.note(CASE, "Read by the supervisor.", When(NOW))
    book.me = me
    return book
