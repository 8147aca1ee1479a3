"""The small form at the foot of a pane."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import When
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.ui.case.ask_form import AskForm
from sopcheck.ui.case.asking import Asking, ReasonAsked, Said, TimeAsked
from sopcheck.ui.kit.fields import Choice, ManyLines
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.session import Session
from tests.ui.case_book import wall
from tests.ui.fakes import FakeDesk

WHY = ReasonAsked(words="Why?", draft="case:1/reason")
PEOPLE = ((PersonId("farrow"), "DC Farrow"), (PersonId("okell"), "DS Okell"))


def opened(qtbot: QtBot, session: Session, asking: Asking) -> AskForm:
    form = AskForm(asking, session)
    qtbot.addWidget(form)
    form.resize(480, 400)
    form.show()
    form.activateWindow()
    form.begin()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return form


def write(form: AskForm, words: str) -> None:
    QTest.keyClicks(form.focusWidget(), words)


def enter(form: AskForm, *, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, held)


def part(form: AskForm, kind: type[ManyLines] | type[TimeField]) -> ManyLines | TimeField:
    found = form.findChild(kind)
    assert isinstance(found, kind)
    return found


def heard(form: AskForm) -> list[Said]:
    said: list[Said] = []
    form.said.connect(said.append)
    return said


def test_a_reason_alone_has_the_focus_and_is_handed_over(qtbot: QtBot, session: Session) -> None:
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    said = heard(form)
    write(form, "  No access.  ")
    form.primary.click()
    assert said == [Said(reasons=("No access.",))]


def test_a_time_comes_before_a_reason(qtbot: QtBot, session: Session) -> None:
    asking = Asking(
        title="Extend", primary="Save", time=TimeAsked(words="Until when?", ahead=True), reasons=(WHY,)
    )
    form = opened(qtbot, session, asking)
    said = heard(form)
    write(form, "9 may 12:00")
    enter(form)
    assert [one.when for one in said] == [When(wall("2026-05-09 12:00"))]


def test_a_time_that_stands_is_there_to_be_typed_over(qtbot: QtBot, session: Session) -> None:
    start = When(wall("2026-05-05 16:10"))
    asking = Asking(title="Change", primary="Save", time=TimeAsked(words="When?", start=start))
    form = opened(qtbot, session, asking)
    said = heard(form)
    form.primary.click()
    write(form, "yesterday 9:00")
    form.primary.click()
    assert [one.when for one in said] == [start, When(wall("2026-05-06 09:00"))]


@pytest.mark.parametrize(
    ("typed", "says"), [("", "Give the time."), ("soonish", "This time is not understood.")]
)
def test_without_a_time_nothing_is_handed_over(qtbot: QtBot, session: Session, typed: str, says: str) -> None:
    form = opened(qtbot, session, Asking(title="Done", primary="Save", time=TimeAsked(words="When?")))
    said = heard(form)
    write(form, typed)
    form.primary.click()
    (field,) = form.findChildren(TimeField)
    assert (said, form.line.text, field.edit.hasFocus()) == ([], "", True)
    assert says in field.meaning


def test_a_line_that_refused_goes_when_all_is_well(qtbot: QtBot, session: Session) -> None:
    form = opened(qtbot, session, Asking(title="Done", primary="Save", time=TimeAsked(words="When?")))
    write(form, "yesterday 9:00")
    form.refuse(RefusedError("That cannot be."))
    form.primary.click()
    assert form.line.text == ""


def test_who_did_it_is_asked_where_several_might_have(qtbot: QtBot, session: Session) -> None:
    asking = Asking(title="Done", primary="Save", time=TimeAsked(words="When?"), people=PEOPLE)
    form = opened(qtbot, session, asking)
    said = heard(form)
    choice = next(one for one in form.findChildren(Choice) if one.accessibleName() == "Who did it?")
    assert choice.value() == "farrow"
    choice.choose(PersonId("okell"))
    write(form, "yesterday 9:00")
    form.primary.click()
    assert [one.person for one in said] == ["okell"]


def test_where_only_one_could_have_nobody_is_asked(qtbot: QtBot, session: Session) -> None:
    asking = Asking(title="Done", primary="Save", time=TimeAsked(words="When?"), people=PEOPLE[:1])
    assert opened(qtbot, session, asking).findChildren(Choice) == []


def test_a_choice_is_handed_over_as_its_value(qtbot: QtBot, session: Session) -> None:
    asking = Asking(title="Grade", primary="Save", choice="New grade", choices=(("h", "high"), ("l", "low")))
    form = opened(qtbot, session, asking)
    said = heard(form)
    form.primary.click()
    assert [one.choice for one in said] == ["h"]


def test_several_reasons_keep_their_order(qtbot: QtBot, session: Session) -> None:
    asking = Asking(title="Correct", primary="Save", reasons=(WHY, ReasonAsked(words="Why is it corrected?")))
    form = opened(qtbot, session, asking)
    said = heard(form)
    for text, words in zip(form.findChildren(ManyLines), ("one", "two"), strict=True):
        text.setPlainText(words)
    form.primary.click()
    assert said[0].reasons == ("one", "two")
    assert (said[0].reason(1), said[0].reason(2)) == ("two", "")


@pytest.mark.parametrize("control", [False, True])
def test_enter_in_a_reason_records_it(qtbot: QtBot, session: Session, control: bool) -> None:
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    said = heard(form)
    write(form, "one")
    enter(form, control=control)
    assert said == [Said(reasons=("one",))]


def test_it_cannot_be_pressed_twice_but_again_after_a_refusal(qtbot: QtBot, session: Session) -> None:
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    form.wait()
    assert not form.primary.isEnabled()
    form.refuse(RefusedError("The reason is empty. Write it before you save."))
    assert form.primary.isEnabled()
    assert form.line.text == "The reason is empty. Write it before you save."


def test_a_question_is_asked_in_the_form(qtbot: QtBot, session: Session) -> None:
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    yes: list[str] = []
    form.wait()
    form.ask("Is it meant so?", lambda: yes.append("yes"))
    assert form.primary.isEnabled()
    form.line.pressed.emit()
    assert yes == ["yes"]


def test_cancel_closes_without_a_word(qtbot: QtBot, session: Session) -> None:
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    said = heard(form)
    with qtbot.waitSignal(form.closed):
        next(one for one in form.findChildren(type(form.primary)) if one.text() == "Cancel").click()
    assert said == []


def test_a_reason_half_written_is_kept_and_forgotten_when_it_is_saved(
    qtbot: QtBot, session: Session, desk: FakeDesk
) -> None:
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    write(form, "Half")
    form.keep()
    qtbot.waitUntil(lambda: desk.fake.drafts.kept == {"case:1/reason": "Half"})
    form.finish()
    qtbot.waitUntil(lambda: desk.fake.drafts.kept == {})
    assert form.draft_keys == ("case:1/reason",)


def test_a_reason_half_written_is_brought_back(qtbot: QtBot, session: Session, desk: FakeDesk) -> None:
    desk.fake.drafts.keep("case:1/reason", "Half")
    form = opened(qtbot, session, Asking(title="Not done", primary="Save", reasons=(WHY,)))
    text = part(form, ManyLines)
    assert isinstance(text, ManyLines)
    qtbot.waitUntil(lambda: text.text() == "Half")
