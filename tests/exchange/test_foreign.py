from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.problem import kebab
from sopcheck.checklists.problems import problems
from sopcheck.exchange.foreign import Asked, Form, Misfit, Question, converted, joined, numbered


def _form(*questions: Question) -> Form:
    return Form(
        name="Form",
        title="",
        source="Somewhere",
        groups=(),
        questions=questions,
        misfits=(Misfit("row 1", "Odd."),),
    )


def _question(name: str, text: str, **more: object) -> Question:
    return Question(where=name, name=name, group="", text=text, **more)  # type: ignore[arg-type]  # a test's own keys


@pytest.mark.parametrize(
    ("name", "made"), [("Is_Urgent", "is-urgent"), ("1.1", "1-1"), ("a-b", "a-b"), ("Łó", "x"), ("", "x")]
)
def test_a_name_becomes_an_id(name: str, made: str) -> None:
    assert kebab(name, otherwise="x") == made


def test_names_that_make_one_id_are_told_apart() -> None:
    made = converted(
        _form(_question("a_b", "Do one."), _question("a.b", "Do two."), _question("a_b", "Do three."))
    )
    assert problems(made.checklist) == ()
    assert len({item.id for item in made.checklist.items()}) == 3


names = st.sampled_from(["x", "X", "x-2", "x-3", "x 2", "x_2", "X!", "", "item", "item-2", "stage", "Ł"])


@given(st.lists(st.tuples(names, names), min_size=1, max_size=12))
def test_whatever_things_are_called_each_has_an_id_of_its_own(called: list[tuple[str, str]]) -> None:
    questions = [
        replace(_question(name, f"Do {at}."), group=group) for at, (name, group) in enumerate(called)
    ]
    made = converted(_form(*questions)).checklist
    assert problems(made) == ()
    assert sum(1 for _ in made.items()) == len(called)


@given(st.lists(names, min_size=1, max_size=6, unique=True), names)
def test_each_choice_that_is_waited_for_has_a_fact_of_its_own(choices: list[str], name: str) -> None:
    kinds: dict[str, object] = {"asks": ("status", "choice"), "choices": tuple(choices)}
    waiting = [_question(f"w{at}", f"Do {at}.", when=(Asked(name, one),)) for at, one in enumerate(choices)]
    made = converted(_form(_question(name, "Choose.", **kinds), *waiting)).checklist
    assert len(made.facts) == len({one.applies_when for one in made.items() if one.applies_when})
    assert len(made.facts) == len(choices)


def test_what_a_form_said_before_stays_in_the_report() -> None:
    assert converted(_form(_question("a", "Do."))).misfits == (Misfit("row 1", "Odd."),)


def test_what_is_told_names_the_question_as_far_as_one_knows_it_again() -> None:
    assert str(Misfit("row 1", "Odd.")) == "row 1: Odd."
    told = str(Misfit("row 1", "Odd.", "Why? " * 50))
    assert told.startswith("row 1 (“Why? Why?")
    assert told.endswith(" …”): Odd.")
    assert len(told) < 90


def test_a_fact_is_said_in_the_words_of_the_question() -> None:
    when = (Asked("a", "Yes"),)
    choice = _question("a", "Is it urgent?", asks=("status", "choice"), choices=("Yes", "No"))
    (fact,) = converted(_form(choice, _question("b", "Do b.", when=when))).checklist.facts.values()
    assert fact.says == "“Is it urgent?” was answered “Yes”."


def test_two_items_that_wait_for_one_answer_share_its_fact() -> None:
    when = (Asked("a", "Yes"),)
    choice = _question("a", "Choose.", asks=("status", "choice"), choices=("Yes", "No"))
    made = converted(_form(choice, _question("b", "Do b.", when=when), _question("c", "Do c.", when=when)))
    assert list(made.checklist.facts) == ["a-yes"]


def test_an_item_that_waits_for_nothing_that_is_asked_is_always_asked() -> None:
    made = converted(_form(_question("b", "Do b.", when=(Asked("a", "Yes"),))))
    assert [item.applies_when for item in made.checklist.items()] == [None]
    assert "It is always asked now." in made.misfits[-1].sentence


def test_choices_stand_once_and_texts_together() -> None:
    assert numbered(["a", "", "b", "a"]) == ("a", "b")
    assert joined(["a", "", "b"]) == "a\nb"
