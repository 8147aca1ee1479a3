"""From the first review to the second on a real vault: what was typed once is carried, signed and printed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from sopcheck import settings
from sopcheck.cases.events import CaseId, ReviewId
from sopcheck.ui.record.preview import RecordPage
from sopcheck.ui.record.sheets import DisclosureSheet
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.review.question_words import Question
from sopcheck.ui.review.signing import RecordSheet
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import em
from tests.ui.record_fakes import FakeMachine, child
from tests.ui.review_fakes import pressed
from tests.ui.showing import shown
from tests.world import World, template

Settle = Callable[[], None]


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    yield made
    made.desk.lock()


@pytest.fixture
def case(world: World) -> CaseId:
    """A case with a child, of which a limit passes before anybody reviews it."""
    opened = world.open().id
    world.add_child(opened)
    world.clock.forward(hours=30)
    world.as_("okell")
    return opened


class Supervisor:
    """DS Okell before the window."""

    def __init__(self, qtbot: QtBot, world: World, tasks: TaskRunner, settle: Settle) -> None:
        self.qtbot = qtbot
        self.world = world
        self.settle = settle
        access = world.program.access
        self.session = Session(
            desk=world.desk,
            tasks=tasks,
            now=world.clock.now,
            force=settings.shipped(),
            strength=access.strength,
        )

    def open(self, case: CaseId) -> ReviewPage:
        page = ReviewPage(self.session, case)
        page.resize(em(84), em(60))
        shown(self.qtbot, page)
        page.refresh()
        self.settle()
        return page

    def sign(self, page: ReviewPage) -> ReviewId:
        pressed(page, "Sign…")
        self.settle()
        sheet = child(page, RecordSheet)
        with self.qtbot.waitSignal(page.record_wanted) as told:
            sheet.primary.click()
        self.settle()
        page.hide()
        return ReviewId(told.args[1])


@pytest.fixture
def supervisor(qtbot: QtBot, world: World, tasks: TaskRunner, settle: Settle, case: CaseId) -> Supervisor:
    return Supervisor(qtbot, world, tasks, settle)


def say(page: ReviewPage, **words: str) -> None:
    for name, text in words.items():
        page.conclusion.fields[name].say(text)


def question(page: ReviewPage, item: str) -> Question:
    rows = page.questions.list.rows.values
    return next(row for row in rows if isinstance(row, Question) and row.item.id == item)


def test_a_review_is_held_signed_and_carried_into_the_next(
    qtbot: QtBot, supervisor: Supervisor, case: CaseId, world: World
) -> None:
    page = supervisor.open(case)
    page.questions.list.setFocus()
    qtbot.keyClick(page.questions.list, Qt.Key.Key_D)
    supervisor.settle()
    say(page, outcome="on track", reasons="Sound plan", risk="high: Seen near the school")
    supervisor.sign(page)
    world.clock.forward(days=3)

    again = supervisor.open(case)
    assert again.changes.since_review.heading.startswith("Since the last signed review, Fri 8 May")
    assert question(again, "review-read-record").unconfirmed
    risk = question(again, "review-risk-now")
    assert risk.how == "beside"
    pressed(again.conclusion, "Risk to the child now: same as last time")
    assert again.conclusion.conclusion().risk == "high: Seen near the school"


def test_limits_judged_in_the_review_stand_on_its_record(
    qtbot: QtBot, supervisor: Supervisor, case: CaseId, world: World
) -> None:
    page = supervisor.open(case)
    boxes = [box for box in page.exceptions.findChildren(QCheckBox) if box.isVisible()]
    boxes[0].click()
    page.exceptions.bar.reason.setText("The system was down")
    pressed(page.exceptions.bar, "Justified: decide on these exceptions")
    supervisor.settle()
    say(page, outcome="on track")
    review = supervisor.sign(page)
    record = RecordPage(supervisor.session, case, review)
    shown(qtbot, record)
    record.refresh()
    supervisor.settle()
    assert record.view.pages is not None
    words = " ".join(record.view.pages.words(at) for at in range(record.view.pages.count))
    assert words.count("Justified") == len(page.exceptions.sections[0].rows)
    foot = " ".join(label.text() for label in record.findChildren(QLabel))
    assert "signed" in foot
    assert "nothing changed since" in foot
    assert "The system was" in " ".join(words.split())


def test_a_saved_print_verifies_as_what_was_signed(
    qtbot: QtBot, supervisor: Supervisor, case: CaseId, tmp_path: Path
) -> None:
    page = supervisor.open(case)
    say(page, outcome="on track")
    review = supervisor.sign(page)
    (tmp_path / "prints").mkdir()
    machine = FakeMachine(tmp_path / "prints")
    record = RecordPage(supervisor.session, case, review, machine=machine)
    shown(qtbot, record)
    record.refresh()
    supervisor.settle()
    pressed(record, "Save a numbered PDF…")
    sheet = child(record, DisclosureSheet)
    sheet.purpose.setText("Case file")
    sheet.recipient.setText("DI Teal")
    sheet.primary.click()
    supervisor.settle()
    (saved,) = (tmp_path / "prints").iterdir()
    assert supervisor.world.desk.printing.verify(saved.read_bytes()).word == "same"


def test_a_half_written_conclusion_survives_a_lock(
    supervisor: Supervisor, case: CaseId, world: World, qtbot: QtBot, tasks: TaskRunner, settle: Settle
) -> None:
    page = supervisor.open(case)
    say(page, reasons="Half a thou")
    page.hide()
    supervisor.settle()
    world.as_("farrow")
    world.as_("okell")
    again = Supervisor(qtbot, world, tasks, settle).open(case)
    assert again.conclusion.conclusion().reasons == "Half a thou"
