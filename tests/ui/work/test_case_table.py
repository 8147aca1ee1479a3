"""The table of cases: what a person needs to choose one, filtered and ordered by keys too."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.services.lazy_rows import LazyRows
from sopcheck.services.views import CaseRow
from sopcheck.ui.session import Session
from sopcheck.ui.work.case_table import CaseTable
from tests.ui.fakes import CASE_ROW, FARROW, NOW, FakeDesk
from tests.ui.showing import shown

LARCH = replace(
    CASE_ROW,
    case=CaseId("case-2"),
    reference="NV/CSE/26/0050",
    operation="Larch",
    answered=4,
    next_limit=None,
    next_limit_words="",
    next_basis=None,
    last_review=None,
    marks=("no activity for 14 days", "owner absent"),
)


@pytest.fixture
def cases(qtbot: QtBot, session: Session) -> CaseTable:
    made = shown(qtbot, CaseTable(session))
    made.show_values((CASE_ROW, LARCH))
    return made


def cells(cases: CaseTable, row: int) -> list[str]:
    model = cases.table.rows
    return [str(model.data(model.index(row, at))) for at in range(model.columnCount())]


def test_a_supervisor_sees_who_holds_a_case_and_its_marks(cases: CaseTable) -> None:
    assert cells(cases, 0) == [
        "NV/CSE/26/0101",
        "Heather",
        "31 of 56",
        "today, 12:00, social care referral · national",
        "Mon 4 May",
        "DC Farrow",
        "DS Okell",
        "",
    ]
    assert cells(cases, 1)[4] == "none yet"
    assert cells(cases, 1)[7] == "no activity for 14 days, owner absent"


def test_an_investigator_sees_the_supervisor_alone(qtbot: QtBot, session: Session, desk: FakeDesk) -> None:
    desk.fake.me = msgspec.structs.replace(FARROW, roles=("investigator",))
    cases = CaseTable(session)
    qtbot.addWidget(cases)
    titles = [column.title for column in cases.table.rows.columns]
    assert titles[5:] == ["supervisor"]


def test_where_no_case_is_marked_there_is_no_column_for_it(cases: CaseTable) -> None:
    hidden = [cases.table.isColumnHidden(7)]
    cases.show_values((CASE_ROW,), marked=False)
    hidden.append(cases.table.isColumnHidden(7))
    assert hidden == [False, True]


def test_of_thousands_of_cases_only_those_in_sight_are_made(qtbot: QtBot, session: Session) -> None:
    made: list[int] = []

    def row(number: int) -> CaseRow:
        made.append(number)
        return replace(CASE_ROW, case=CaseId(str(number)))

    cases = shown(qtbot, CaseTable(session))
    cases.show_values(LazyRows(range(10_000), row))
    cases.grab()
    assert "Cases (10,000)" in cases.heading.text().replace("10000", "10,000")
    assert 0 < len(made) < 100


def test_a_filter_passes_over_figures(cases: CaseTable) -> None:
    cases.filter.setText("31 of 56")
    assert len(cases.table.rows.values) == 0
    cases.filter.setText("larch")
    assert len(cases.table.rows.values) == 1


def test_no_case_is_shown_with_a_percentage(cases: CaseTable) -> None:
    assert "%" not in "".join(cells(cases, 0) + cells(cases, 1))


def test_a_case_is_heard_whole(cases: CaseTable) -> None:
    said = cases.table.rows.data(cases.table.rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "NV/CSE/26/0050, Larch, 4 of 56 answered, no activity for 14 days, owner absent"


def test_slash_goes_to_the_filter_and_typing_filters(cases: CaseTable, qtbot: QtBot) -> None:
    cases.table.setFocus()
    qtbot.keyClick(cases.table, Qt.Key.Key_Slash)
    assert cases.filter.hasFocus()
    qtbot.keyClicks(cases.filter, "larch")
    assert cases.table.rows.values == (LARCH,)


def test_the_order_can_be_chosen_by_keys(cases: CaseTable) -> None:
    cases.order.choose(2)
    cases.order.chosen.emit()
    assert cases.table.rows.values == (LARCH, CASE_ROW)
    cases.order.choose(-1)
    cases.order.chosen.emit()
    assert cases.table.rows.values == (CASE_ROW, LARCH)


def test_a_press_on_a_title_shows_in_the_choice(cases: CaseTable) -> None:
    cases.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert cases.order.value() == 0


def test_cases_without_a_limit_stand_last(cases: CaseTable) -> None:
    later = replace(CASE_ROW, case=CaseId("case-3"), next_limit=NOW + timedelta(days=9))
    cases.show_values((LARCH, later, CASE_ROW))
    cases.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert cases.table.rows.values == (CASE_ROW, later, LARCH)


def test_the_cases_are_counted(cases: CaseTable) -> None:
    assert cases.heading.text() == "Cases (2)"
