"""A later review takes twelve key presses and the words typed: real key events, where the focus is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import (
    CaseEvent,
    Discharged,
    FactSet,
    Given,
    ItemAnswered,
    ReviewHeld,
    ReviewId,
    ReviewOpened,
    Status,
)
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import FactId, ScheduleId
from sopcheck.ledger.entry import PersonId
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.review.signing import RecordSheet
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import em
from tests.cases.desk import CALENDAR, DEFINITIONS
from tests.ui.fakes import NOW, session_of
from tests.ui.record_fakes import child, pdf
from tests.ui.review_fakes import CASE, OKELL, REVIEWS, ReviewDesk, Story, at
from tests.ui.showing import shown

Settle = Callable[[], None]
MOST_PRESSES = 12
DUTY = Person(
    person=PersonId("duty"),
    name="Supt Vale",
    rank="superintendent",
    roles=("investigator", "supervisor"),
)
FACTS = (
    "victim-is-child",
    "child-at-risk",
    "child-suspected-of-offence",
    "cross-border",
    "device-seized",
    "exhibits-held",
    "location-identified",
    "rape-alleged",
    "recent-contact-offence",
    "third-party-material",
    "trafficking-indicators",
)
PASSED = "see-child"


def open_places(story: Story) -> list[PlaceState]:
    evaluation = evaluate(story.case, DEFINITIONS, CALENDAR, NOW)
    asked = [state for state in evaluation.places if state.applies == "yes" and not state.none_yet]
    return [state for state in asked if state.status == "open"]


def record(story: Story, when: str, event: CaseEvent, *, by: Person = OKELL) -> None:
    story.tell(when, lambda _: event, by=by)


def answered(state: PlaceState, when: str, given: Given) -> ItemAnswered:
    of = () if state.place.of is None else (state.place.of,)
    return ItemAnswered(at=at(when), checklist=state.place.checklist, item=state.item.id, given=given, of=of)


def answer_in_time(story: Story) -> None:
    """Answer all that has a limit, a quarter of an hour after the report, but seeing the child."""
    # What is answered sets clocks and facts, which ask for more.
    for _ in range(4):
        for state in open_places(story):
            if state.limit is not None and state.item.id != PASSED:
                choice = state.item.choices[-1] if state.item.choices else ""
                given = Given(status="done", choice=choice, reference="1")
                record(story, "30 10:30", answered(state, "30 10:20", given), by=DUTY)


def leave_out(story: Story, *statuses: Status) -> None:
    """Say of items without a limit, one each, that they were not done or are not applicable."""
    plain = [state for state in open_places(story) if state.limit is None and state.item.gate is None]
    for state, status in zip(reversed(plain), statuses, strict=False):
        given = Given(status=status, reason="Agreed with the duty officer")
        record(story, "30 12:00", answered(state, "30 12:00", given), by=DUTY)


def hold(story: Story, name: str, rule: str, when: str) -> None:
    """Hold a review of the schedule with every question answered, as DS Okell."""
    review = ReviewId(name)
    record(story, when, ReviewOpened(at=at(when), review=review))
    checklist = DEFINITIONS.newest(REVIEWS)
    assert checklist is not None
    for item in (item for stage in checklist.stages for item in stage.items if not item.filled_from):
        said = Given(status="done", choice=item.choices[0] if item.choices else "", text="As discussed")
        event = ItemAnswered(at=at(when), checklist=REVIEWS, item=item.id, given=said, of=(review,))
        record(story, when, event)
    discharged = (Discharged(rule=ScheduleId(rule)),)
    record(story, when, ReviewHeld(at=at(when), review=review, discharges=discharged))


def a_week_in() -> Story:
    """A case of at least 56 items with two reviews held, the third due, and three exceptions."""
    story = Story()
    for fact in FACTS:
        record(story, "30 10:16", FactSet(at=at("30 10:16"), fact=FactId(fact), value="yes"), by=DUTY)
    answer_in_time(story)
    leave_out(story, "not done", "not applicable")
    hold(story, "first", "24-hour", "1 09:00")
    hold(story, "second", "72-hour", "3 09:00")
    (late,) = (state for state in open_places(story) if state.item.id == PASSED)
    record(story, "4 10:00", answered(late, "4 09:30", Given(status="done")), by=DUTY)
    return story


class Hands:
    """Two hands on a keyboard: every press is counted, letters typed into a text are words."""

    def __init__(self, qtbot: QtBot, settle: Settle) -> None:
        self._qtbot = qtbot
        self._settle = settle
        self.presses = 0

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        self.presses += 1
        self._qtbot.keyClick(self.focused(), key, held)
        self._settle()

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(self.focused(), words)
        self._settle()

    @staticmethod
    def focused() -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


@pytest.fixture
def desk() -> ReviewDesk:
    made = ReviewDesk(a_week_in())
    made.printed.pdfs[ReviewId("now")] = pdf(2)
    return made


@pytest.fixture
def session(desk: ReviewDesk, tasks: TaskRunner) -> Session:
    return session_of(desk, tasks)


@pytest.fixture
def shell(qtbot: QtBot, session: Session, settle: Settle) -> Shell:
    """The window of an unlocked vault, with the queue before the supervisor."""
    made = Shell(session)
    made.resize(em(100), em(60))
    shown(qtbot, made)
    made.show_page("reviews")
    settle()
    return made


def test_the_case_has_56_items_and_three_exceptions(desk: ReviewDesk) -> None:
    view = desk.viewing.view(CASE)
    lists = view.evaluation.exceptions
    assert sum(state.applies == "yes" for state in view.evaluation.places) >= 56
    assert [
        len(lists.limits_passed),
        len(lists.gates_not_met),
        len(lists.not_done),
        len(lists.not_applicable),
        len(lists.late_records_and_corrections),
        len(lists.reviews_late_or_missed),
    ] == [1, 0, 1, 1, 0, 0]


def test_the_queue_has_the_case_and_waits_for_a_key(shell: Shell, desk: ReviewDesk) -> None:
    (row,) = desk.supervision.queue()
    assert (row.case, row.rule_title) == (CASE, "Third review")
    assert Hands.focused().accessibleName() == "Due within a week"
    assert shell.spot.page == "reviews"


def test_a_later_review_takes_twelve_key_presses_and_the_words(
    qtbot: QtBot, desk: ReviewDesk, shell: Shell, settle: Settle
) -> None:
    """From the row of the queue to the signed record on the screen."""
    hands = Hands(qtbot, settle)
    hands.press(Qt.Key.Key_Return)
    page = shell.page
    assert isinstance(page, ReviewPage)
    for reason in ("The duty officer was at the scene", "Access came on Friday", "No such place"):
        hands.type(reason)
        hands.press(Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    while page.questions.waiting:
        hands.press(Qt.Key.Key_P)
    hands.type("on")
    hands.press(Qt.Key.Key_Tab)
    hands.type("The plan is sound and the child is safe.")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet = child(page, RecordSheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    with qtbot.waitSignal(page.record_wanted):
        hands.press(Qt.Key.Key_Return)
    assert hands.presses <= MOST_PRESSES
    assert (shell.spot.page, shell.spot.review) == ("record", ReviewId("now"))
    signed = desk.reviewing.signed[0]
    assert (signed.outcome, signed.reasons) == ("on track", "The plan is sound and the child is safe.")
    assert (signed.risk, signed.risk_change) == ("standard: As discussed", "unchanged")
    assert (signed.childs_voice, signed.child_seen) == ("As discussed", "seen since the last review")
