"""What belongs to an answer besides its status, and what is kept of it half typed."""

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, When
from sopcheck.checklists.definition import Item
from sopcheck.ui.case.choice import ChoiceField
from sopcheck.ui.case.fields import AnswerFields
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Field
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import CASE, heather, place
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW

KEY = f"case:{CASE}/cse-investigation/place-markers/"


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather(), at=place("place-markers"))


def fields(shown: Screen) -> AnswerFields:
    return shown.page.side.item.fields


def item(name: str) -> Item:
    found = heather().refresh(CASE).state(place(name))
    assert found is not None
    return found.item


def test_only_what_the_item_asks_for_is_there_at_first(shown: Screen) -> None:
    assert not fields(shown).reference.isVisible()
    assert not fields(shown).note.isVisible()
    shown.go_to("record-crime")
    shown.press("T")
    assert fields(shown).reference.isVisible()
    assert fields(shown).reference.placeholderText() == "crime numbers"


def test_a_press_shows_what_the_item_does_not_ask_for(shown: Screen) -> None:
    shown.click("+ note")
    assert shown.has_focus(fields(shown).note)
    shown.click("+ reference")
    assert shown.has_focus(fields(shown).reference)


def test_what_is_half_typed_is_kept_when_one_moves_on_and_comes_back(shown: Screen) -> None:
    shown.press("R")
    shown.write("NV-C-26")
    shown.go_to("see-child")
    assert shown.desk.fake.drafts.kept == {f"{KEY}/reference": "NV-C-26"}
    assert fields(shown).reference.text() == ""
    shown.go_to("place-markers")
    shown.qtbot.waitUntil(lambda: fields(shown).reference.text() == "NV-C-26")
    assert fields(shown).reference.isVisible()


def test_what_is_half_typed_can_be_saved_at_a_lock(shown: Screen) -> None:
    shown.press("R")
    shown.write("NV-C-26")
    found = [draft.unsaved() for draft in shown.page.findChildren(Draft)]
    assert (f"{KEY}/reference", "NV-C-26") in found


def test_an_answer_saved_leaves_no_draft(shown: Screen) -> None:
    shown.press("R")
    shown.write("NV-C-26")
    shown.go_to("see-child")
    shown.go_to("place-markers")
    shown.qtbot.waitUntil(lambda: fields(shown).reference.text() == "NV-C-26")
    shown.press("D")
    assert shown.desk.fake.drafts.kept == {}
    assert shown.state.answer is not None
    assert shown.state.answer.given.reference == "NV-C-26"


def test_an_answer_saved_after_moving_on_leaves_no_draft_either(shown: Screen) -> None:
    shown.press("R")
    shown.write("NV-C-26")
    shown.page.answering.press("now")
    shown.page.go_to(place("check-record-language"))
    shown.settle()
    assert shown.desk.fake.drafts.kept == {}
    assert shown.state_of(place("place-markers")).status == "done"
    assert shown.state.place == place("check-record-language")


def test_running_down_the_list_reads_no_drafts(shown: Screen) -> None:
    shown.go_to("record-first-report")
    before = len(shown.page.findChildren(Draft))
    for _ in range(5):
        shown.page.middle.list.setFocus()
        shown.press("Down")
    assert len(shown.page.findChildren(Draft)) <= before


def test_enter_in_a_field_records_it(shown: Screen) -> None:
    shown.press("R")
    shown.write("NV-C-26-40117")
    shown.press("Return")
    assert shown.state.answer is not None
    assert shown.state.answer.given.reference == "NV-C-26-40117"


def test_ctrl_enter_in_the_note_records_it_and_enter_is_a_new_line(shown: Screen) -> None:
    shown.click("+ note")
    shown.write("one")
    shown.press("Return")
    shown.write("two")
    assert shown.state.status == "open"
    shown.press("Ctrl+Return")
    assert shown.state.answer is not None
    assert shown.state.answer.given.text == "one\ntwo"


def test_enter_in_a_field_presses_the_form_that_is_open(shown: Screen) -> None:
    shown.press("T")
    shown.write("yesterday 9:30")
    fields(shown).write_reference()
    shown.write("NV-1")
    shown.press("Return")
    assert shown.state.answer is not None
    assert shown.state.answer.given.reference == "NV-1"
    assert shown.state.answer.done < NOW


def test_enter_on_a_link_presses_the_link(shown: Screen) -> None:
    shown.button("+ note").setFocus()
    shown.press("Return")
    assert shown.has_focus(fields(shown).note)
    assert shown.state.status == "open"


def test_a_hint_is_shown_and_holds_nothing_up(shown: Screen) -> None:
    shown.click("+ note")
    shown.write("Seen with her boyfriend.")
    field = fields(shown).note.parentWidget()
    assert isinstance(field, Field)
    shown.qtbot.waitUntil(lambda: "an adult is contacting the child" in _hint(field))
    shown.click("Done now (D)")
    assert shown.state.answer is not None
    assert shown.state.answer.given.text == "Seen with her boyfriend."


def _hint(field: Field) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in field.findChildren(QLabel) if label.isVisible())


def test_a_note_too_long_to_keep_is_refused_with_what_to_do(shown: Screen) -> None:
    shown.click("+ note")
    fields(shown).note.refused.emit("That is too long.")
    field = fields(shown).note.parentWidget()
    assert isinstance(field, Field)
    assert field.problem == "That is too long."


def test_nothing_is_chosen_until_somebody_chooses(qtbot: QtBot) -> None:
    choice = ChoiceField()
    qtbot.addWidget(choice)
    choice.show_for(item("assess-complexity"))
    assert choice.asked
    assert choice.value() == ""
    button = choice.findChildren(QAbstractButton)[2]
    button.click()
    assert choice.value() == "critical incident"
    choice.clear()
    assert choice.value() == ""


def test_what_stands_is_chosen_already(qtbot: QtBot) -> None:
    choice = ChoiceField()
    qtbot.addWidget(choice)
    choice.show_for(item("assess-complexity"), chosen="complex")
    assert choice.value() == "complex"
    choice.show_for(item("assess-complexity"))
    assert choice.value() == ""


def test_a_list_of_the_forces_own_is_typed(qtbot: QtBot) -> None:
    own = msgspec.structs.replace(item("assess-complexity"), choices=(), choice_is="the force's code")
    choice = ChoiceField()
    qtbot.addWidget(choice)
    choice.show_for(own, chosen="K7")
    assert choice.value() == "K7"
    choice.begin()
    choice.clear()
    assert choice.value() == ""


def test_where_no_choice_is_asked_for_there_is_none(qtbot: QtBot) -> None:
    choice = ChoiceField()
    qtbot.addWidget(choice)
    choice.show_for(item("place-markers"))
    assert not choice.asked
    assert choice.value() == ""


def test_a_change_begun_is_there_when_it_is_gone_on_with(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather(), at=place("record-crime"))
    shown.press("T")
    fields(shown).reference.setText("NV-C-26-99999")
    shown.press("Escape")
    shown.go_to("see-child")
    shown.go_to("record-crime")
    assert fields(shown).reference.text() == "NV-C-26-40117"
    shown.press("T")
    shown.qtbot.waitUntil(lambda: fields(shown).reference.text() == "NV-C-26-99999")


def test_a_half_typed_change_is_bound_to_the_answer_that_stands(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = heather()
    shown = screen(qtbot, tasks, book, at=place("record-crime"))
    shown.press("T")
    fields(shown).reference.setText("NV-C-26-99999")
    shown.press("Escape")
    shown.go_to("see-child")
    kept = dict(shown.desk.fake.drafts.kept)
    assert list(kept.values()) == ["NV-C-26-99999"]
    book.answer(CASE, place("record-crime"), Given(status="done", reference="NV-C-26-50000"), When(NOW))
    shown.page.refresh()
    shown.settle()
    shown.go_to("record-crime")
    shown.press("T")
    assert fields(shown).reference.text() == "NV-C-26-50000"
