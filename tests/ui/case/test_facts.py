"""The facts of a case."""

from dataclasses import replace

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import FactSet, When
from sopcheck.checklists.definition import FactId
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.case.facts import FactRow, fact_counts, fact_rows
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, SUSPECT, heather, place, wall
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    made = screen(qtbot, tasks, heather())
    made.page.header.facts.click()
    made.settle()
    return made


def rows() -> tuple[FactRow, ...]:
    return fact_rows(heather().refresh(CASE), Words(LONDON, NOW))


def row(fact: str) -> FactRow:
    return next(one for one in rows() if one.fact == fact)


def test_what_items_wait_for_comes_first_then_what_is_known() -> None:
    order = ["waited for", "known", "other"]
    assert [one.group for one in rows() if one.fact is None][:2] == order[:2]
    assert [order.index(one.group) for one in rows()] == sorted(order.index(one.group) for one in rows())


def test_a_fact_tells_of_whom_since_when_and_who_says_so() -> None:
    assert row("victim-is-child").told == "Child A, 15 · since Thu 30 Apr, 10:15 · DC Farrow"


def test_a_fact_that_an_answer_set_says_so() -> None:
    assert row("suspect-identified").told.endswith("from an answer")


def test_what_the_program_works_out_is_not_asked() -> None:
    assert not any(one.fact == "limit-passed-present" for one in rows())


def test_the_chip_counts_what_is_known_and_what_is_waited_for() -> None:
    known, waiting = fact_counts(heather().refresh(CASE))
    assert known == sum(one.group == "known" and one.fact is not None for one in rows())
    assert waiting == sum(one.group == "waited for" and one.fact is not None for one in rows())


def test_the_list_has_the_focus_and_stands_on_a_fact(shown: Screen) -> None:
    facts = shown.page.side.facts
    assert shown.has_focus(facts.list)
    current = facts.list.current()
    assert current is not None
    assert current.fact is not None


@pytest.mark.parametrize(("key", "value"), [("Y", "yes"), ("N", "no")])
def test_a_key_says_how_it_is_from_now_on(shown: Screen, key: str, value: str) -> None:
    shown.page.side.facts.go_to(FactId("network-suspected"))
    shown.press(key)
    assert shown.page.acts.must_view.case.fact(FactId("network-suspected"), None, NOW) == value
    event = shown.book.entries[-1].event
    assert isinstance(event, FactSet)
    assert event.at.at == NOW


def test_after_what_was_not_known_comes_the_next_that_is_not(shown: Screen) -> None:
    facts = shown.page.side.facts
    waiting = [one for one in facts.list.rows.values if one.group == "waited for" and one.fact is not None]
    assert waiting[0].fact is not None
    facts.go_to(waiting[0].fact)
    shown.press("N")
    current = facts.list.current()
    assert current is not None
    assert current.key == waiting[1].key


def test_the_last_that_was_not_known_is_stood_on_still(shown: Screen) -> None:
    facts = shown.page.side.facts
    waiting = [one for one in facts.list.rows.values if one.group == "waited for"]
    assert waiting[-1].fact is not None
    facts.list.choose(waiting[-1])
    shown.press("N")
    current = facts.list.current()
    assert current is not None
    assert (current.key, current.value) == (waiting[-1].key, "no")


def test_the_keys_say_nothing_while_a_time_is_typed(shown: Screen) -> None:
    before = len(shown.book.entries)
    shown.page.side.facts.since.setFocus()
    shown.write("yun")
    assert shown.page.side.facts.since.edit.text() == "yun"
    assert len(shown.book.entries) == before


def test_u_says_that_it_is_not_known_after_all(shown: Screen) -> None:
    shown.page.side.facts.go_to(FactId("rape-alleged"))
    shown.press("U")
    assert shown.page.acts.must_view.case.fact(FactId("rape-alleged"), None, NOW) == "unknown"


def test_a_fact_can_be_said_to_hold_since_a_time(shown: Screen) -> None:
    facts = shown.page.side.facts
    facts.go_to(FactId("network-suspected"))
    facts.since.edit.setText("5 may 16:00")
    shown.click("Yes (Y)")
    event = shown.book.entries[-1].event
    assert isinstance(event, FactSet)
    assert event.at.at == wall("2026-05-05 16:00")
    assert facts.since.edit.text() == ""


def test_enter_leads_from_the_list_to_since_when(shown: Screen) -> None:
    facts = shown.page.side.facts
    facts.go_to(FactId("network-suspected"))
    shown.press("Return")
    assert shown.has_focus(facts.since.edit)


def test_a_time_that_is_not_understood_is_told_and_nothing_is_recorded(shown: Screen) -> None:
    facts = shown.page.side.facts
    before = len(shown.book.entries)
    facts.since.edit.setText("some day")
    shown.click("Yes (Y)")
    assert ("not understood" in facts.since.meaning, facts.since.edit.hasFocus()) == (True, True)
    assert len(shown.book.entries) == before


def test_a_time_before_the_report_is_asked_about(shown: Screen) -> None:
    facts = shown.page.side.facts
    facts.go_to(FactId("network-suspected"))
    facts.since.edit.setText("1 apr 12:00")
    shown.click("Yes (Y)")
    shown.click("Yes, record it so", within=facts)
    event = shown.book.entries[-1].event
    assert isinstance(event, FactSet)
    assert event.confirmed


def test_the_fact_of_a_subject_is_set_on_that_subject(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    book.add_subject(CASE, (SUSPECT,), "Suspect B", When(NOW))
    shown = screen(qtbot, tasks, book)
    shown.page.side.show_facts()
    facts = shown.page.side.facts
    second = next(
        one for one in facts.list.rows.values if one.label == "Suspect B" and one.fact == "suspect-police"
    )
    facts.list.choose(second)
    shown.press("Y")
    case = shown.page.acts.must_view.case
    values = [case.fact(FactId("suspect-police"), one.subject, NOW) for one in case.subjects_of(SUSPECT)]
    assert values == ["no", "yes"]


def test_items_come_with_the_fact_while_the_list_of_facts_stays(shown: Screen) -> None:
    items = shown.page.middle.list.items
    assert items.find(place("record-rape-report")) is None
    shown.page.side.facts.go_to(FactId("rape-reported-not-crimed"))
    shown.press("Y")
    assert items.find(place("record-rape-report")) is not None
    current = shown.page.side.facts.list.current()
    assert current is not None
    assert current.fact == "rape-reported-not-crimed"


def test_escape_goes_back_to_the_item(shown: Screen) -> None:
    shown.press("Escape")
    assert shown.page.side.shows_item
    assert shown.has_focus(shown.page.middle.list)


def test_a_fact_on_which_two_people_differ_says_so() -> None:
    view = heather().refresh(CASE)
    facts = tuple(structs.replace(one, conflict=True, value="unknown") for one in view.evaluation.facts)
    told = fact_rows(
        replace(view, evaluation=structs.replace(view.evaluation, facts=facts)), Words(LONDON, NOW)
    )
    assert all("two people say differently" in one.told for one in told if one.fact is not None)
    assert not any("two people" in one.told for one in rows())
