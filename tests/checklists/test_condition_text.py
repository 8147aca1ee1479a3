import pytest
from hypothesis import given

from sopcheck.checklists.condition_text import (
    ConditionRefusedError,
    can_be_said,
    condition_words,
    parse_condition,
)
from sopcheck.checklists.definition import Clause, Condition
from tests.checklists.generated import CONDITIONS

A, B = "a", "b"


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("a", A),
        ("a and b", Clause(all=(A, B))),
        ("a or b or c", Clause(any=(A, B, "c"))),
        ("not a", Clause(not_=A)),
        ("not a and b", Clause(all=(Clause(not_=A), B))),
        ("a and (b or c)", Clause(all=(A, Clause(any=(B, "c"))))),
        ("not (a and b)", Clause(not_=Clause(all=(A, B)))),
        ("not not a", Clause(not_=Clause(not_=A))),
    ],
)
def test_a_condition_reads_as_it_is_written(words: str, condition: Condition) -> None:
    assert condition_words(condition) == words
    assert parse_condition(words) == condition


def test_brackets_may_stand_close_and_too_many_do_no_harm() -> None:
    assert parse_condition(" ((a)and(b)) ") == Clause(all=(A, B))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "A fact is missing at the end."),
        ("a and", "A fact is missing at the end."),
        ("and a", "A fact is missing before “and”."),
        ("a and b or c", "“or” is left over. Put brackets around one side of it."),
        ("a b", "“b” is left over."),
        ("(a", "A bracket is not closed."),
        ("a)", "“)” is left over."),
        ("not", "A fact is missing at the end."),
        ("(" * 200 + "a", "nested too deeply"),
        ("not " * 200 + "a", "nested too deeply"),
    ],
)
def test_what_is_no_condition_is_refused_with_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ConditionRefusedError) as refused:
        parse_condition(text)
    assert said in str(refused.value)


@given(CONDITIONS)
def test_what_can_be_said_reads_as_the_same(condition: Condition) -> None:
    if can_be_said(condition):
        assert parse_condition(condition_words(condition)) == condition


@pytest.mark.parametrize("condition", [Clause(all=(A,)), Clause(any=("and", A)), "not"])
def test_what_words_cannot_say_is_known(condition: Condition) -> None:
    assert not can_be_said(condition)
