"""The people, events and things of a case."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import SubjectAdded, When
from sopcheck.checklists.definition import KindId
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.case.sheets import AddSubject, ChangeSubject, kind_options
from sopcheck.ui.case.subjects import kind_counts, subject_rows
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, CHILD, SUSPECT, VICTIM, heather, new_case, wall
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW

EVENT = KindId("suspect-event")


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


def adding(shown: Screen) -> AddSubject:
    shown.click("Add a child, suspect, event…")
    return shown.sheet(AddSubject)


def labels(shown: Screen) -> list[str]:
    return [one.label for one in shown.page.acts.must_view.case.subjects.values()]


def test_a_child_victim_counts_as_a_child_and_not_again_as_a_victim() -> None:
    assert [(kind, count) for kind, _, count in kind_counts(heather().refresh(CASE))] == [
        (CHILD, 1),
        (SUSPECT, 1),
    ]


def test_an_adult_victim_gives_victims_a_count_of_their_own() -> None:
    view = heather().add_subject(CASE, (VICTIM,), "Survivor, 24", When(NOW))
    assert [(kind, count) for kind, _, count in kind_counts(view)] == [(CHILD, 1), (VICTIM, 2), (SUSPECT, 1)]


def test_a_subject_tells_its_other_kinds_and_since_when() -> None:
    rows = subject_rows(heather().refresh(CASE), Words(LONDON, NOW))
    assert [row.title for row in rows] == ["Children", "Child A, 15", "Suspects", "Suspect A"]
    assert rows[1].told == "also victim · since Thu 30 Apr, 10:15"


def test_what_belongs_to_somebody_tells_to_whom() -> None:
    book = heather()
    suspect = next(iter(book.refresh(CASE).case.subjects_of(SUSPECT))).subject
    view = book.add_subject(CASE, (EVENT,), "Arrest", When(NOW), of=suspect)
    rows = subject_rows(view, Words(LONDON, NOW))
    assert "of Suspect A · since Thu 7 May, 09:00" in [row.told for row in rows]


def test_what_belongs_to_another_is_offered_after_those_it_may_belong_to() -> None:
    view = heather().refresh(CASE)
    known = view.case.programme.kinds
    belongs = [known[kinds[0]].part_of is not None for kinds, _ in kind_options(view)]
    assert (belongs, True in belongs) == (sorted(belongs), True)


def test_a_child_who_is_a_victim_is_the_first_choice() -> None:
    kinds = [kinds for kinds, _ in kind_options(heather().refresh(CASE))]
    assert kinds[0] == (CHILD, VICTIM)
    assert (CHILD,) in kinds
    assert (SUSPECT,) in kinds


def test_a_child_victim_is_added_as_one_subject(shown: Screen) -> None:
    sheet = adding(shown)
    sheet.label.setText("Child B, 13")
    shown.click("Add", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, SubjectAdded)
    assert event.kinds == (CHILD, VICTIM)
    assert "Child B, 13" in labels(shown)


def test_without_a_label_nothing_is_added_and_the_sheet_says_what_to_write(shown: Screen) -> None:
    sheet = adding(shown)
    shown.click("Add", within=sheet)
    assert sheet.isVisible()
    assert len(labels(shown)) == 2
    assert "never a name" in sheet.label.accessibleDescription()
    sheet.reject()


def test_an_event_asks_whose_it_is(shown: Screen) -> None:
    sheet = adding(shown)
    sheet.kinds.choose((EVENT,))
    sheet.kinds.chosen.emit()
    sheet.label.setText("Arrest")
    sheet.at.edit.setText("5 may 21:40")
    shown.click("Add", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, SubjectAdded)
    assert event.of == next(iter(shown.page.acts.must_view.case.subjects_of(SUSPECT))).subject
    assert event.at.at == wall("2026-05-05 21:40")


def test_what_was_said_of_one_kind_is_not_said_of_the_next(qtbot: QtBot, tasks: TaskRunner) -> None:
    sheet = adding(screen(qtbot, tasks, new_case()))
    for kind, said in (((KindId("victim-device"),), True), ((SUSPECT,), False)):
        sheet.kinds.choose(kind)
        sheet.kinds.chosen.emit()
        assert bool(sheet.line.text) == said
    sheet.reject()


def test_a_kind_whose_owner_is_missing_says_what_to_add_first(shown: Screen) -> None:
    sheet = adding(shown)
    sheet.kinds.choose((KindId("victim-device"),))
    sheet.kinds.chosen.emit()
    sheet.label.setText("Telephone")
    assert sheet.of.value() is not None
    sheet.reject()


def test_a_refusal_is_told_in_the_sheet_with_everything_still_there(shown: Screen) -> None:
    sheet = adding(shown)
    sheet.label.setText("Child B, 13")
    sheet.at.edit.setText("tomorrow 10:00")
    shown.click("Add", within=sheet)
    assert "ahead of now" in sheet.line.text
    assert sheet.label.text() == "Child B, 13"
    assert sheet.primary.isEnabled()
    sheet.reject()


def test_a_time_that_is_not_understood_is_told_in_the_sheet(shown: Screen) -> None:
    sheet = adding(shown)
    sheet.label.setText("Child B, 13")
    sheet.at.edit.setText("whenever")
    shown.click("Add", within=sheet)
    assert ("not understood" in sheet.at.meaning, sheet.line.text) == (True, "")
    sheet.reject()


def test_a_time_before_the_report_is_asked_about_in_the_sheet(shown: Screen) -> None:
    sheet = adding(shown)
    sheet.kinds.choose((SUSPECT,))
    sheet.label.setText("Suspect B")
    sheet.at.edit.setText("1 apr 10:00")
    shown.click("Add", within=sheet)
    shown.click("Yes, record it so", within=sheet)
    assert "Suspect B" in labels(shown)


def test_a_chip_leads_to_the_subjects_of_its_kind(shown: Screen) -> None:
    shown.click("Suspects 1")
    current = shown.page.side.subjects.list.current()
    assert current is not None
    assert current.title == "Suspect A"


def test_a_subject_gets_another_label_and_a_further_kind(shown: Screen) -> None:
    shown.click("Suspects 1")
    shown.press("Return")
    sheet = shown.sheet(ChangeSubject)
    sheet.label.setText("Suspect A, 17")
    shown.click("child", within=sheet)
    shown.click("Save", within=sheet)
    changed = next(
        one for one in shown.page.acts.must_view.case.subjects.values() if one.label == "Suspect A, 17"
    )
    assert changed.kind_names == (SUSPECT, CHILD)


def test_changing_nothing_is_refused_with_what_to_do(shown: Screen) -> None:
    shown.click("Children 1")
    shown.click("Change…", within=shown.page.side.subjects)
    sheet = shown.sheet(ChangeSubject)
    shown.click("Save", within=sheet)
    assert sheet.line.text.startswith("Nothing was changed.")
    sheet.reject()


def test_hostile_labels_are_shown_as_they_are(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    book.add_subject(CASE, (SUSPECT,), "<b>&\u202esuspect", When(NOW))
    shown = screen(qtbot, tasks, book)
    shown.click("Suspects 2")
    assert "<b>&\u202esuspect" in [row.title for row in shown.page.side.subjects.list.rows.values]


def test_without_children_or_victims_there_is_no_child_victim_to_add() -> None:
    view = heather().refresh(CASE)
    programme = view.case.programme
    kinds = {kind: known for kind, known in programme.kinds.items() if kind != "child"}
    other = replace(view, case=replace(view.case, programme=replace(programme, kinds=kinds)))
    assert all(len(option) == 1 for option, _ in kind_options(other))
