"""What is not known yet, asked where it matters."""

from dataclasses import replace

import pytest
from msgspec import structs
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import When
from sopcheck.cases.standing import Subject
from sopcheck.checklists.definition import FactId, KindId
from sopcheck.services.views import CaseView
from sopcheck.ui.case.unknown import UnknownFact, UnknownFacts, unknown_facts
from tests.ui.case_book import CASE, SUSPECT, heather, new_case
from tests.ui.fakes import NOW

UNDER_18 = UnknownFact(FactId("victim-is-child"), "The victim is under 18 now.", ("s1",), "Child A, 15")
NETWORK = UnknownFact(FactId("network-suspected"), "Two or more linked suspects.", (), "")


def unknown(view: CaseView, item: str) -> tuple[UnknownFact, ...]:
    state = next(one for one in view.evaluation.places if one.place.item == item)
    return unknown_facts(view, state)


@pytest.fixture
def card(qtbot: QtBot) -> UnknownFacts:
    made = UnknownFacts()
    qtbot.addWidget(made)
    made.show_facts((UNDER_18, NETWORK))
    return made


def said(card: UnknownFacts) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def test_a_fact_of_a_subject_is_asked_of_that_subject() -> None:
    view = heather().refresh(CASE)
    (fact,) = unknown(view, "attend-child-protection-conference")
    child = view.case.subjects_of(KindId("child"))[0]
    assert (fact.fact, fact.of, fact.label) == ("conference-required", (child.subject,), "Child A, 15")


def test_what_belongs_to_somebody_asks_about_them() -> None:
    book = heather()
    suspect = book.refresh(CASE).case.subjects_of(SUSPECT)[0].subject
    view = book.add_subject(CASE, (KindId("suspect-event"),), "Arrest", When(NOW), of=suspect)
    asked = {
        fact
        for state in view.evaluation.places
        if state.place.of is not None
        for fact in unknown_facts(view, state)
    }
    assert all(fact.of == () or view.subject_label(fact.of[0]) == fact.label for fact in asked)


def test_a_fact_of_the_case_is_asked_of_the_case() -> None:
    (fact,) = unknown(new_case().refresh(CASE), "record-rape-report")
    assert (fact.of, fact.label) == ((), "")


def test_without_a_subject_the_question_is_about_all_there_will_be() -> None:
    (fact,) = unknown(new_case().refresh(CASE), "record-child-words")
    assert (fact.fact, fact.of) == ("victim-is-child", ())


def test_what_applies_asks_nothing() -> None:
    assert unknown(heather().refresh(CASE), "record-crime") == ()


def test_each_fact_is_a_statement_with_yes_and_no(card: UnknownFacts) -> None:
    assert "Child A, 15: The victim is under 18 now." in said(card)
    assert "Two or more linked suspects." in said(card)


@pytest.mark.parametrize("value", ["Yes", "No"])
def test_the_answer_says_which_fact_it_is_about(card: UnknownFacts, qtbot: QtBot, value: str) -> None:
    from PySide6.QtWidgets import QPushButton

    name = f"{value}: Two or more linked suspects."
    wanted = next(one for one in card.findChildren(QPushButton) if one.accessibleName() == name)
    with qtbot.waitSignal(card.answered) as answered:
        wanted.click()
    assert answered.args == [NETWORK, value.lower()]


def test_the_same_question_stays_as_it_is(card: UnknownFacts) -> None:
    before = card.findChildren(QLabel)
    card.show_facts((UNDER_18, NETWORK))
    assert card.findChildren(QLabel) == before


def test_with_nothing_unknown_it_goes_away(card: UnknownFacts) -> None:
    card.show_facts(())
    assert card.isHidden()


def test_subjects_that_two_vaults_made_part_of_each_other_hold_nothing_up() -> None:
    view = heather().refresh(CASE)
    state = next(
        one for one in view.evaluation.places if one.place.item == "attend-child-protection-conference"
    )
    (suspect,), (child,) = view.case.subjects_of(SUSPECT), view.case.subjects_of(KindId("child"))
    subjects: dict[str, Subject] = {
        child.subject: structs.replace(child, kinds=(), of=suspect.subject),
        suspect.subject: structs.replace(suspect, of=child.subject),
    }
    merged = replace(view, case=replace(view.case, subjects=subjects))
    assert all(fact.of == () for fact in unknown_facts(merged, state))
