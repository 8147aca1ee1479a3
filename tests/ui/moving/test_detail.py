"""What a supervisor reads of each item before signing for a move: both wordings, and sentences."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck import settings
from sopcheck.cases.events import CaseId
from sopcheck.cases.moving import PlaceMove, ReviewMove
from sopcheck.checklists.compare import compare
from sopcheck.checklists.definition import Checklist, ScheduleId, Version
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.moving.detail import PlaceDetail
from sopcheck.ui.moving.sheet import MovingSheet
from sopcheck.ui.moving.words import fate_words, review_words, told_words
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import StoppedError, TaskRunner
from sopcheck.ui.words import Words
from tests.services.owners import second_owner
from tests.services.test_moving import NEXT, followed, published, three
from tests.ui.fakes import NOW, FakeAccess, FakeDesk, shipped
from tests.ui.moving_fakes import FakeMoving
from tests.ui.showing import shown
from tests.world import MAIN, World, template

Settle = Callable[[], None]


def places() -> tuple[PlaceMove, ...]:
    """An item that is reworded, one that is new and one that is left out."""
    (found,) = FakeMoving().impact_on(CaseId("c1"), shipped()[0]).cases
    return found.preview.places


REWORDED, ADDED, LEFT_OUT = places()


@pytest.mark.parametrize(
    ("one", "change", "says"),
    [
        (
            REWORDED,
            {"answered_under": "1.0"},
            "It was answered under version 1.0, and the answer stands. Version",
        ),
        (REWORDED, {}, "It was answered before, and the answer stands. Version 1.1 asks it in other words"),
        (
            REWORDED,
            {"ask_again": False, "answered_under": "1.0"},
            "under version 1.0, and the answer stands.",
        ),
        (LEFT_OUT, {}, "The answer stays readable, and prints as “Withdrawn in 1.1”."),
        (LEFT_OUT, {"answered": False}, "Version 1.1 asks it no more. It was not answered."),
        (
            LEFT_OUT,
            {"answered": False, "word_before": "passed"},
            "had passed before, and that stays on the record.",
        ),
        (LEFT_OUT, {"fate": "changed", "answered": False}, "In version 1.1 it does not apply to this case."),
        (
            ADDED,
            {"asked_now": False, "perhaps_now": True},
            "It may apply to this case: a fact that decides it",
        ),
        (ADDED, {"asked_now": False}, "It does not apply to this case, before or after."),
        (ADDED, {"why_now": "24 hours from the move."}, "24 hours from the move."),
    ],
)
def test_what_the_move_makes_of_an_item_is_said_in_sentences(
    one: PlaceMove, change: dict[str, object], says: str
) -> None:
    assert says in told_words(structs.replace(one, **change), "1.1")


def test_what_replaces_another_item_says_so() -> None:
    item = structs.replace(ADDED.item, replaces=(LEFT_OUT.item.id,))
    assert fate_words(structs.replace(ADDED, item=item)) == "New, replaces another"
    assert fate_words(structs.replace(LEFT_OUT, fate="replaced")) == "Replaced"


def test_a_review_that_moves_is_told_with_both_its_dates() -> None:
    due = NOW + timedelta(days=2, hours=3)
    moves = ReviewMove(rule=ScheduleId("7-day"), title="Third review", due_before=due, due_now=None)
    assert review_words(moves, Words(LONDON, NOW)) == (
        "Third review: due by Sat 9 May, 12:00, after the move not due."
    )


def edited() -> tuple[Checklist, Checklist]:
    """The shipped SOP and the next version, in which the first item is reworded."""
    old = shipped()[0]
    first, *others = old.stages
    item = structs.replace(first.items[0], prompt="Record who reported, and how.")
    stage = structs.replace(first, items=(item, *first.items[1:]))
    return old, structs.replace(old, version=Version("1.1"), stages=(stage, *others))


def test_both_wordings_of_an_item_can_be_read_in_full(qtbot: QtBot) -> None:
    detail = shown(qtbot, PlaceDetail())
    old, new = edited()
    detail.show_place(REWORDED, "Record who reported, and how.", compare(old, new))
    assert len(detail.differences.rows.values) == 1
    said = detail.differences.rows.data(detail.differences.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert f"was: {old.stages[0].items[0].prompt}, is: Record who reported, and how." in said


def test_of_what_is_new_there_is_no_difference_to_read(qtbot: QtBot) -> None:
    detail = shown(qtbot, PlaceDetail())
    detail.show_place(ADDED, "Do it.", compare(*edited()))
    assert (detail.prompt.text(), detail.differences.isHidden()) == ("Do it.", True)
    detail.show_place(None, "", None)
    assert detail.isHidden()


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A vault with three cases of the first version, after the next one came into force."""
    made = World.in_copy(second_owner(template(tmp_path_factory)), tmp_path / "vault")
    three(made)
    published(made)
    yield made
    made.desk.lock()


@pytest.fixture
def sheet(ground: QWidget, world: World, tasks: TaskRunner, settle: Settle) -> Iterator[MovingSheet]:
    """The sheet for all cases."""
    session = Session(
        desk=world.desk,
        tasks=tasks,
        now=world.clock.now,
        force=settings.shipped(),
        strength=FakeAccess(FakeDesk()).strength,
    )
    made = MovingSheet(ground, session, [((MAIN, NEXT), "CSE investigation SOP 1.1")])
    made.open()
    settle()
    yield made
    made.reject()


def test_nothing_is_moved_that_nobody_chose(sheet: MovingSheet, world: World, settle: Settle) -> None:
    assert set(sheet.choices.values()) == {"stay"}
    sheet.reason.setPlainText("New limits")
    sheet.primary.click()
    settle()
    assert sheet.line.text == "Every case stays. Choose for at least one when it moves."
    assert {followed(world.desk, case) for case in sheet.choices} == {"1.0"}


def test_the_cases_that_need_nobody_can_be_chosen_at_once(
    sheet: MovingSheet, world: World, settle: Settle
) -> None:
    seen, quiet, _ = sheet.choices
    world.answer(quiet, "record-crime", reference="1")
    sheet.version.chosen.emit()
    settle()
    sheet.all.choose("unseen now")
    sheet.all.chosen.emit()
    assert (sheet.choices[seen], sheet.choices[quiet]) == ("stay", "now")


def test_the_item_on_which_the_table_stands_is_told_below_it(sheet: MovingSheet) -> None:
    crime = next(one for one in sheet.items.rows.values if one.place.item == "record-crime")
    sheet.items.choose(crime)
    assert sheet.detail.prompt.text() == crime.item.prompt
    rows = sheet.detail.differences.rows
    said = rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "was: 24 hours" in said
    assert "is: 12 hours" in said


def test_a_case_that_was_planned_to_move_says_that_it_waits(
    sheet: MovingSheet, world: World, settle: Settle
) -> None:
    first = next(iter(sheet.choices))
    world.desk.moving.plan(first, MAIN, NEXT, reason="New limits")
    sheet.version.chosen.emit()
    settle()
    assert [sheet.cases.rows.index(at, 3).data() for at in range(3)].count("Waits for a review") == 1


def test_where_moving_was_stopped_only_what_was_not_moved_is_left_to_choose(
    sheet: MovingSheet, world: World, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = sheet.choices

    def stopped(choices: dict[CaseId, str], *_: object, **__: object) -> None:
        world.desk.moving.move(first, MAIN, NEXT, reason="New limits")
        raise StoppedError("Stopped before the end; start it again when there is time.")

    monkeypatch.setattr(world.desk.moving, "move_many", stopped)
    sheet.all.choose("now")
    sheet.all.chosen.emit()
    sheet.reason.setPlainText("New limits")
    sheet.primary.click()
    settle()
    assert sheet.line.text.startswith("Stopped before the end")
    assert sheet.choices == dict.fromkeys(others, "now")
