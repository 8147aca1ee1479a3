"""Further acts on an item, where they belong."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import DirectionGiven, Given, ItemAnswered, LimitExplained, Place, TargetSet, When
from sopcheck.checklists.definition import ChecklistId, FactId, KindId, Version
from sopcheck.ui.case.item_acts import offer_of, way_words
from sopcheck.ui.case.sheets import AddSubject
from sopcheck.ui.kit.fields import Choice, ManyLines
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import AUDITOR, CASE, SUSPECT, BookCasework, heather, new_case, place, wall
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW, OKELL

PASSED = "tell-duty-supervisor"


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


def supervised(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather(OKELL))


def ways(book: BookCasework, item: str) -> tuple[str, ...]:
    view = book.refresh(CASE)
    state = next(one for one in view.evaluation.places if one.place.item == item)
    offer = offer_of(view, state)
    return tuple(way_words(way, offer) for way in offer.ways)


def test_what_is_open_can_be_answered_in_four_ways() -> None:
    assert ways(heather(), "place-markers") == ("Done now", "Done at…", "Not done…", "Not applicable…")


def test_your_own_answer_can_be_changed() -> None:
    assert ways(heather(), "record-crime") == ("Change…", "Not done…", "Not applicable…")
    assert ways(heather(), "decide-police-protection") == ("Done at…", "Not done…", "Change…")


def test_an_answer_that_somebody_may_rely_on_can_be_corrected() -> None:
    book = heather(OKELL)
    assert ways(book, "record-crime") == ("Correct…", "Not done…", "Not applicable…")


def test_whoever_may_not_answer_has_no_way_to() -> None:
    assert ways(heather(AUDITOR), "place-markers") == ()


def test_e_explains_a_limit_that_has_passed(shown: Screen) -> None:
    shown.go_to(PASSED)
    shown.press("E")
    shown.write("No supervisor was on duty until noon.")
    shown.press("Ctrl+Return")
    explained = shown.state_of(place(PASSED)).explained
    assert explained is not None
    assert explained.reason == "No supervisor was on duty until noon."
    assert "No supervisor was on duty" in shown.page.side.item.text


def test_an_explanation_half_written_is_kept(shown: Screen) -> None:
    shown.go_to(PASSED)
    shown.press("E")
    shown.write("No supervisor")
    shown.press("Escape")
    assert f"case:{CASE}/cse-investigation/{PASSED}//explanation" in shown.desk.fake.drafts.kept
    shown.press("E", "Ctrl+Return")
    assert f"case:{CASE}/cse-investigation/{PASSED}//explanation" not in shown.desk.fake.drafts.kept
    assert isinstance(shown.book.entries[-1].event, LimitExplained)


def test_without_a_limit_there_is_nothing_to_explain(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("E")
    assert shown.page.side.item.bar.form is None


def test_a_supervisor_extends_a_limit_until_a_time(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = supervised(qtbot, tasks)
    shown.go_to(PASSED)
    shown.click("Extend the limit…")
    shown.find(TimeField, "Until when?").edit.setText("9 may 12:00")
    shown.find(ManyLines, "Why?").setPlainText("Cover arranged.")
    shown.click("Extend")
    limit = shown.state_of(place(PASSED)).limit
    assert limit is not None
    assert limit.extended_to == wall("2026-05-09 12:00")


def test_a_rank_too_low_is_told_in_the_form(shown: Screen) -> None:
    shown.go_to(PASSED)
    shown.click("Extend the limit…")
    shown.find(TimeField, "Until when?").edit.setText("9 may 12:00")
    shown.find(ManyLines, "Why?").setPlainText("Cover arranged.")
    shown.click("Extend")
    form = shown.page.side.item.bar.form
    assert form is not None
    assert "rank of sergeant" in form.line.text


def test_a_supervisor_lets_a_hard_gate_pass_without_an_item(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = supervised(qtbot, tasks)
    gate = next(
        one.place
        for one in shown.page.acts.must_view.evaluation.places
        if one.limit is not None and one.limit.clock == "case-closed" and one.applies == "yes"
    )
    shown.page.go_to(gate)
    shown.click("Let the gate pass without it…")
    shown.find(ManyLines, "Why?").setPlainText("Agreed with the superintendent.")
    shown.click("Override")
    assert shown.page.acts.must_view.case.overrides[gate][0].reason == "Agreed with the superintendent."
    assert "The gate was let pass without it" in shown.page.side.item.text


def test_an_investigator_is_not_offered_to_override(shown: Screen) -> None:
    gate = next(
        one
        for one in shown.page.acts.must_view.evaluation.places
        if one.limit is not None and one.limit.clock == "case-closed" and one.applies == "yes"
    )
    assert "override" not in offer_of(shown.page.acts.must_view, gate).further


def graded() -> BookCasework:
    book = new_case()
    book.adopt(CASE, ChecklistId("online-cse"), Version("1.0"))
    book.set_fact(CASE, FactId("online-element"), "yes", When(NOW))
    book.answer(CASE, online("online-assess-risk"), Given(status="done", choice="medium"), When(NOW))
    return book


def online(item: str) -> Place:
    return place(item, checklist=ChecklistId("online-cse"))


def test_a_grade_can_be_changed_and_the_first_stands(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, graded(), at=online("online-assess-risk"))
    shown.click("Change the grade…")
    shown.find(Choice, "New grade").choose("high")
    shown.find(ManyLines, "Why?").setPlainText("A second platform.")
    shown.click("Change")
    assert [one.choice for one in shown.page.acts.must_view.case.grades] == ["medium", "high"]
    assert shown.state_of(online("online-assess-risk")).answer is not None


def test_a_clock_that_nobody_sets_by_an_answer_is_set_beside_its_limit(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    book = heather()
    suspect = next(iter(book.refresh(CASE).case.subjects_of(SUSPECT))).subject
    book.set_fact(CASE, FactId("bail-granted"), "yes", When(NOW), of=(suspect,))
    shown = screen(qtbot, tasks, book, at=place("act-before-bail-limit", suspect))
    shown.click("Say when it happened…")
    shown.find(TimeField, "When did it happen?").edit.setText("2 may")
    shown.click("Save")
    limit = shown.state.limit
    assert limit is not None
    assert limit.word == "running"


def test_a_date_that_somebody_else_sets_is_typed_in(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    view = book.add_subject(CASE, (KindId("action-plan"),), "Action plan 1", When(NOW))
    wanted = next(
        one.place
        for one in view.evaluation.places
        if one.item.limit is not None and one.item.limit.unit == "target-date" and one.place.of
    )
    shown = screen(qtbot, tasks, book, at=wanted)
    shown.click("Set the date…")
    shown.find(TimeField, "Which day?").edit.setText("18 sep")
    shown.click("Set the date")
    event = shown.book.entries[-1].event
    assert isinstance(event, TargetSet)
    assert event.date.isoformat() == "2026-09-18"


def test_what_waits_for_somebody_leads_to_adding_one(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = new_case()
    waiting = next(
        one
        for one in book.refresh(CASE).evaluation.places
        if one.none_yet and one.item.repeats_for == "suspect"
    )
    shown = screen(qtbot, tasks, book, at=waiting.place)
    shown.click("Add one…")
    sheet = shown.sheet(AddSubject)
    assert sheet.kinds.value() == (SUSPECT,)
    sheet.reject()


def test_what_may_apply_is_answered_in_its_place(shown: Screen) -> None:
    state = shown.go_to("attend-child-protection-conference")
    assert state.applies == "may"
    shown.click("Yes: The section 47 enquiry about the child led to a child protection conference.")
    assert shown.state.place == state.place
    assert shown.state.applies == "yes"
    assert not shown.page.side.item.unknown.isVisible()


def test_answered_with_no_it_is_not_asked_and_the_row_waits(shown: Screen) -> None:
    state = shown.go_to("attend-child-protection-conference")
    shown.click("No: The section 47 enquiry about the child led to a child protection conference.")
    assert shown.state.place == state.place
    assert shown.state.applies == "no"


def conflicting() -> BookCasework:
    """Two answers to one item that did not know of each other."""
    book = heather()
    book.answer(CASE, place("place-markers"), Given(status="done"), When(wall("2026-05-06 10:00")))
    known = book.entries[-1]
    assert isinstance(known.event, ItemAnswered)
    book.append((msgspec.structs.replace(known.event, at=When(wall("2026-05-06 11:00"))),))
    book.entries[-1] = msgspec.structs.replace(book.entries[-1], unseen=frozenset({known.entry}))
    return book


def test_two_answers_recorded_apart_are_settled_with_a_reason(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, conflicting(), at=place("place-markers"))
    wanted = place("place-markers")
    assert shown.state_of(wanted).conflict
    shown.click("Settle which answer holds…")
    shown.find(ManyLines, "Why?").setPlainText("The earlier one was written at the scene.")
    shown.click("This one holds")
    settled = shown.state_of(wanted)
    assert (settled.conflict, settled.status) == (False, "done")


def directed(book: BookCasework) -> BookCasework:
    """The case with a direction on what has passed, as a supervisor gave it."""
    given = DirectionGiven(at=When(NOW), place=place(PASSED), text="Tell her today", due=NOW.date())
    book.append((given,))
    return book


def test_a_direction_is_answered_at_its_item(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, directed(heather()))
    shown.go_to(PASSED)
    assert "Tell her today" in shown.page.side.item.text
    shown.click("Answer the direction…")
    shown.write("Told at noon")
    shown.press("Ctrl+Return")
    (direction,) = shown.book.refresh(CASE).case.directions
    assert [answer.text for answer in direction.answers] == ["Told at noon"]
    assert "Told at noon" in shown.page.side.item.text
    assert "direction" not in offered(shown)
    assert shown.page.middle.list.hasFocus()


def offered(shown: Screen) -> tuple[str, ...]:
    view = shown.book.refresh(CASE)
    return offer_of(view, shown.state_of(place(PASSED))).further


def test_an_item_without_a_direction_offers_no_answer_to_one(shown: Screen) -> None:
    assert "direction" not in offered(shown)
