"""The stages of a case with their figures."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, When
from sopcheck.checklists.definition import StageId
from sopcheck.services.views import CaseView
from sopcheck.ui.case.outline import parts_of
from sopcheck.ui.case.stages import StageList, StageRow, stage_rows
from tests.ui.case_book import CASE, heather, new_case, place
from tests.ui.fakes import CSE, NOW

FIRST = (CSE, StageId("receive-and-record"))


def rows(view: CaseView) -> tuple[StageRow, ...]:
    return stage_rows(view, parts_of(view.case))


def figure(view: CaseView, shown: object) -> str:
    return next(row.figure for row in rows(view) if row.shown == shown)


@pytest.fixture
def stages(qtbot: QtBot) -> StageList:
    made = StageList()
    qtbot.addWidget(made)
    view = heather().refresh(CASE)
    made.show_case(view, parts_of(view.case))
    return made


def test_everything_the_next_things_and_what_is_passed_come_first() -> None:
    assert [row.title for row in rows(heather().refresh(CASE))[:3]] == ["All", "Next", "Passed"]


def test_one_checklist_needs_no_title_and_several_have_theirs() -> None:
    assert all(row.shown is not None for row in rows(new_case().refresh(CASE)))
    titles = [row.title for row in rows(heather().refresh(CASE)) if row.shown is None]
    assert titles == ["CSE investigation SOP", "CSE intelligence management SOP"]


def test_stages_are_numbered_in_each_checklist_anew() -> None:
    numbered = [row.title for row in rows(heather().refresh(CASE)) if isinstance(row.shown, tuple)]
    assert numbered[0] == "1  Receive and record"
    assert sum(title.startswith("1  ") for title in numbered) == 2


def test_a_stage_counts_different_items_answered_of_applicable() -> None:
    book = new_case()
    before = figure(book.refresh(CASE), FIRST)
    after = figure(book.answer(CASE, place("place-markers"), Given(status="done"), When(NOW)), FIRST)
    answered, applicable = (int(part) for part in before.split(" / "))
    assert after == f"{answered + 1} / {applicable}"


def test_all_is_the_sum_of_its_stages() -> None:
    view = heather().refresh(CASE)
    sums = [0, 0]
    for row in rows(view):
        if isinstance(row.shown, tuple):
            sums = [one + int(part) for one, part in zip(sums, row.figure.split(" / "), strict=True)]
    assert figure(view, "all") == f"{sums[0]} / {sums[1]}"


def test_passed_counts_what_is_passed_and_not_done() -> None:
    view = heather().refresh(CASE)
    passed = [one for one in view.evaluation.places if one.limit and one.limit.word == "passed"]
    assert figure(view, "passed") == str(sum(one.applies == "yes" for one in passed))
    assert figure(view, "next") == str(len(view.evaluation.next_five))


def test_a_screen_reader_hears_the_figure_as_words(stages: StageList) -> None:
    at = next(at for at, row in enumerate(stages.rows.values) if row.shown == FIRST)
    spoken = stages.rows.data(stages.rows.index(at), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("1  Receive and record, 5 of 9 answered")


def test_at_first_everything_is_chosen(stages: StageList) -> None:
    current = stages.current()
    assert current is not None
    assert current.shown == "all"


def test_what_was_chosen_stays_chosen_when_figures_change(stages: StageList) -> None:
    assert stages.choose_shown(FIRST)
    view = heather().answer(CASE, place("place-markers"), Given(status="done"), When(NOW))
    stages.show_case(view, parts_of(view.case))
    current = stages.current()
    assert current is not None
    assert current.shown == FIRST
    assert current.figure == "6 / 9"


def test_a_stage_that_is_not_there_is_not_chosen(stages: StageList) -> None:
    assert not stages.choose_shown((CSE, StageId("no-such-stage")))


def test_the_figures_keep_clear_of_the_titles_however_narrow_the_pane(qtbot: QtBot) -> None:
    stages = StageList()
    qtbot.addWidget(stages)
    stages.resize(1, 300)
    font = stages.fontMetrics()
    assert stages.minimumWidth() > font.horizontalAdvance("safeguarding 12 / 38")
