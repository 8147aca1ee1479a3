"""Which pages are shown again as they were, and which are made anew."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId, Place, ReviewId
from sopcheck.checklists.definition import ChecklistId, ItemId, Version
from sopcheck.ui import page_stack
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.page import Page
from sopcheck.ui.page_stack import PageStack
from sopcheck.ui.session import Session
from sopcheck.ui.spots import WORK, Spot
from tests.ui.fakes import CSE, FakeDesk

Settle = Callable[[], None]
ONE, TWO = CaseId("one"), CaseId("two")
PLACE = Place(CSE, ItemId("see-child"))


class Sketch(Page):
    """A page with one line in it, which remembers where it was sent."""

    def __init__(self, session: Session, spot: Spot, parent: QWidget) -> None:
        super().__init__(session, title=spot.page, parent=parent)
        self.places: list[Place] = []
        self.line_of_text = QLineEdit()
        self.body.addWidget(self.line_of_text)
        Draft(self.line_of_text, f"{spot.case}/note", session)

    def go_to(self, place: Place) -> None:
        self.places.append(place)


@pytest.fixture
def stack(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> PageStack:
    monkeypatch.setattr(page_stack, "build_page", Sketch)
    made = PageStack(session)
    qtbot.addWidget(made)
    return made


def case(of: CaseId, place: Place | None = None) -> Spot:
    return Spot(page="case", case=of, place=place)


def test_at_first_there_is_no_page(stack: PageStack) -> None:
    assert (stack.page, stack.spot) == (None, WORK)


def test_a_page_of_the_rail_is_kept(stack: PageStack) -> None:
    work = stack.show_spot(WORK)
    stack.show_spot(Spot(page="reviews"))
    assert stack.show_spot(WORK) is work


def test_the_draft_of_another_checklist_is_another_page(stack: PageStack) -> None:
    draft = Spot(page="draft", version=(CSE, Version("1.0")))
    page = stack.show_spot(draft)
    assert stack.show_spot(draft) is page
    other = stack.show_spot(Spot(page="draft", version=(ChecklistId("online-cse"), Version("1.0"))))
    assert other is not page


def test_the_same_case_is_shown_as_it_was_left(stack: PageStack) -> None:
    page = stack.show_spot(case(ONE))
    stack.show_spot(WORK)
    assert stack.show_spot(case(ONE)) is page


def test_the_same_case_goes_to_another_place_of_it(stack: PageStack) -> None:
    page = stack.show_spot(case(ONE))
    assert isinstance(page, Sketch)
    assert stack.show_spot(case(ONE, PLACE)) is page
    assert page.places == [PLACE]


def test_another_case_takes_the_place_of_the_one_before(stack: PageStack, qtbot: QtBot) -> None:
    gone: list[str] = []
    stack.show_spot(case(ONE)).destroyed.connect(lambda: gone.append("one"))
    second = stack.show_spot(case(TWO))
    qtbot.waitUntil(lambda: gone == ["one"])
    assert stack.page is second


def test_a_review_is_opened_anew_each_time(stack: PageStack) -> None:
    spot = Spot(page="review", case=ONE)
    first = stack.show_spot(spot)
    assert stack.show_spot(spot) is not first


def test_another_record_of_the_same_case_is_another_page(stack: PageStack) -> None:
    first = stack.show_spot(Spot(page="record", case=ONE, review=ReviewId("a")))
    second = stack.show_spot(Spot(page="record", case=ONE, review=ReviewId("b")))
    assert first is not second


def test_what_is_half_typed_is_kept_before_a_page_goes(
    stack: PageStack, desk: FakeDesk, settle: Settle
) -> None:
    page = stack.show_spot(case(ONE))
    settle()
    assert isinstance(page, Sketch)
    page.line_of_text.setText("half a sen")
    stack.show_spot(case(TWO))
    settle()
    assert desk.fake.drafts.kept == {"one/note": "half a sen"}


def test_new_pages_and_those_that_go_are_told(stack: PageStack) -> None:
    told: list[str] = []
    stack.page_added.connect(lambda page: told.append(f"added {page.title}"))
    stack.page_dropped.connect(lambda page: told.append(f"dropped {page.title}"))
    for spot in (WORK, case(ONE), WORK, case(TWO)):
        stack.show_spot(spot)
    assert told == ["added work", "added case", "dropped case", "added case"]


def test_a_page_knows_no_places_unless_it_says_so(qtbot: QtBot, session: Session) -> None:
    page = Page(session, title="Work")
    qtbot.addWidget(page)
    page.go_to(PLACE)
    assert isinstance(page.layout(), QVBoxLayout)
