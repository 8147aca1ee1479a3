"""The case page over a real vault: what is said is signed, encrypted and there again after a lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck import settings
from sopcheck.cases.events import CaseId
from sopcheck.services.desk import Desk
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.world import World, place, template

MARKERS = place("place-markers")


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    yield made
    made.desk.lock()


@pytest.fixture
def case(world: World) -> CaseId:
    return world.open().id


def page_of(qtbot: QtBot, tasks: TaskRunner, world: World, desk: Desk, case: CaseId) -> CasePage:
    session = Session(
        desk=desk,
        tasks=tasks,
        now=world.clock.now,
        force=settings.shipped(),
        strength=world.program.access.strength,
    )
    page = CasePage(session, case, at=MARKERS)
    qtbot.addWidget(page)
    page.resize(1080, 640)
    page.show()
    page.activateWindow()
    page.refresh()
    qtbot.waitUntil(lambda: not tasks.busy and page.acts.view is not None)
    page.focus_first()
    return page


def press(qtbot: QtBot, tasks: TaskRunner, page: QWidget, *keys: str) -> None:
    for key in keys:
        QTest.keySequence(QApplication.focusWidget() or page, key)
        qtbot.waitUntil(lambda: not tasks.busy)


def test_an_answer_is_there_again_after_a_lock(
    qtbot: QtBot, tasks: TaskRunner, world: World, case: CaseId
) -> None:
    page = page_of(qtbot, tasks, world, world.as_("farrow"), case)
    press(qtbot, tasks, page, "D")
    page.close()
    state = world.as_("okell").casework.view(case).state(MARKERS)
    assert state is not None
    assert state.answer is not None
    assert state.answer.done == world.clock.now()


def test_looking_is_logged_once_for_a_page(
    qtbot: QtBot, tasks: TaskRunner, world: World, case: CaseId
) -> None:
    desk = world.as_("farrow")
    before = desk.status().entries
    page = page_of(qtbot, tasks, world, desk, case)
    page.refresh()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert desk.status().entries == before + 1


def test_half_typed_text_is_there_again_after_a_lock(
    qtbot: QtBot, tasks: TaskRunner, world: World, case: CaseId
) -> None:
    page = page_of(qtbot, tasks, world, world.as_("farrow"), case)
    press(qtbot, tasks, page, "R")
    QTest.keyClicks(page.side.item.fields.reference, "NV-C-26-40117")
    page.go_to(place("record-crime"))
    qtbot.waitUntil(lambda: not tasks.busy)
    page.close()
    world.as_("okell")
    again = page_of(qtbot, tasks, world, world.as_("farrow"), case)
    qtbot.waitUntil(lambda: again.side.item.fields.reference.text() == "NV-C-26-40117")


def test_an_answer_of_another_takes_a_correction(
    qtbot: QtBot, tasks: TaskRunner, world: World, case: CaseId
) -> None:
    world.as_("farrow")
    world.answer(case, "place-markers")
    page = page_of(qtbot, tasks, world, world.as_("okell"), case)
    press(qtbot, tasks, page, "T")
    form = page.side.item.bar.form
    assert form is not None
    press(qtbot, tasks, page, "Return")
    assert "reason for the correction" in form.line.text


def test_an_answer_can_be_taken_back_at_once(
    qtbot: QtBot, tasks: TaskRunner, world: World, case: CaseId
) -> None:
    page = page_of(qtbot, tasks, world, world.as_("farrow"), case)
    press(qtbot, tasks, page, "D", "Ctrl+Z")
    state = page.acts.must_view.state(MARKERS)
    assert state is not None
    assert state.status == "open"
    assert len(page.acts.must_view.case.withdrawn) == 1
