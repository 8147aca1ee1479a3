"""Who somebody is: nothing is taken that is missing, weak or typed differently the second time."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.services.people import Strength
from sopcheck.ui.entrance.person_form import NewPassphrase, PersonForm
from tests.ui.fakes import PASSPHRASE


def meter(passphrase: str) -> Strength:
    score = min(len(passphrase) // 5, 4)
    return Strength(score=score, words=f"{score} of 4", good_enough=score >= 3)


@pytest.fixture
def form(qtbot: QtBot) -> PersonForm:
    made = PersonForm(("investigator",))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def passphrase(qtbot: QtBot) -> NewPassphrase:
    made = NewPassphrase(meter)
    qtbot.addWidget(made)
    return made


def test_the_person_is_made_of_what_was_typed_without_space_around_it(form: PersonForm) -> None:
    form.name.setText("  DC Hale ")
    form.number.setText(" 2211 ")
    form.rank.choose("chief-inspector")
    person = form.maker()()
    assert (person.name, person.number, person.label) == ("DC Hale", "2211", "2211")
    assert (person.rank, person.roles) == ("chief-inspector", ("investigator",))


def test_police_staff_have_no_rank(form: PersonForm) -> None:
    assert form.rank.currentText() == "None (police staff)"
    assert form.rank.value() is None


@pytest.mark.parametrize(("name", "number"), [("", "1"), ("A", ""), (" ", " ")])
def test_a_name_and_a_number_are_needed(form: PersonForm, name: str, number: str) -> None:
    form.name.setText(name)
    form.number.setText(number)
    assert not form.complete()
    assert [bool(problem) for problem in form.problems] == [not name.strip(), not number.strip()]


def test_what_was_filled_in_is_complaint_no_more(form: PersonForm) -> None:
    form.complete()
    form.name.setText("A")
    form.number.setText("1")
    assert form.complete()
    assert form.problems == ("", "")


def test_the_maker_keeps_what_was_typed_when_it_was_asked_for(form: PersonForm) -> None:
    form.name.setText("A")
    maker = form.maker()
    form.name.setText("B")
    assert maker().name == "A"


@pytest.mark.parametrize(
    ("typed", "words"), [("abc", "0 of 4"), ("abcdefghij", "2 of 4"), (PASSPHRASE, "4 of 4")]
)
def test_the_meter_speaks_as_one_types(passphrase: NewPassphrase, typed: str, words: str) -> None:
    passphrase.first.edit.setText(typed)
    assert passphrase.says == words
    assert passphrase.first.edit.accessibleDescription() == words


def test_before_anything_is_typed_the_meter_is_silent(passphrase: NewPassphrase) -> None:
    assert passphrase.says == ""
    assert not passphrase.complete()


@pytest.mark.parametrize(
    ("first", "again", "complete"),
    [(PASSPHRASE, PASSPHRASE, True), (PASSPHRASE, PASSPHRASE.upper(), False), ("abc", "abc", False)],
)
def test_a_passphrase_is_strong_and_twice_the_same(
    passphrase: NewPassphrase, first: str, again: str, complete: bool
) -> None:
    passphrase.first.edit.setText(first)
    passphrase.again.edit.setText(again)
    assert passphrase.complete() == complete


def test_typing_on_takes_the_complaint_away(passphrase: NewPassphrase) -> None:
    passphrase.complete()
    assert passphrase.problems[0]
    passphrase.first.edit.setText("abcd")
    assert passphrase.problems == ("", "")


def test_what_was_typed_can_be_forgotten(passphrase: NewPassphrase) -> None:
    passphrase.first.edit.setText(PASSPHRASE)
    passphrase.again.edit.setText(PASSPHRASE)
    passphrase.clear()
    assert passphrase.text() == passphrase.again.text() == ""


def test_a_refusal_says_what_the_meter_says_and_only_once(passphrase: NewPassphrase) -> None:
    passphrase.first.edit.setText("abcdef")
    assert not passphrase.complete()
    assert (passphrase.problems, passphrase.says) == (("1 of 4", ""), "")
