from collections.abc import Mapping

import pytest

from sopcheck.checklists.asking import fact_words, said_condition, why_asked
from sopcheck.checklists.conditions import Truth
from sopcheck.checklists.definition import Clause, Condition, Fact, FactId
from tests.checklists.samples import pack

FACTS = {
    FactId("child"): Fact(says="The victim is under 18 now."),
    FactId("rape"): Fact(says="Rape is among the offences alleged."),
    FactId("risk"): Fact(says="`assess-risk` said so.", when="the risk was assessed as immediate"),
    FactId("cps"): Fact(says="CPS advice is wanted."),
}
STANDING: Mapping[str, Truth] = {"child": "yes", "rape": "no", "risk": "unknown", "cps": "unknown"}


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (None, "Always asked."),
        ("child", "Asked because the victim is under 18 now."),
        ("rape", "Not asked, because it is not so that rape is among the offences alleged."),
        ("risk", "May apply: it is not known yet whether the risk was assessed as immediate."),
        ("cps", "May apply: it is not known yet whether CPS advice is wanted."),
        (
            Clause(not_="rape"),
            "Asked because it is not so that rape is among the offences alleged.",
        ),
        (
            Clause(all=("child", Clause(not_="rape"))),
            "Asked because the victim is under 18 now"
            " and it is not so that rape is among the offences alleged.",
        ),
        (Clause(any=("rape", "child", "risk")), "Asked because the victim is under 18 now."),
        (
            Clause(all=("child", "rape", "risk")),
            "Not asked, because it is not so that rape is among the offences alleged.",
        ),
        (
            Clause(all=("child", "risk", "cps")),
            "May apply: it is not known yet whether the risk was assessed as immediate"
            " or whether CPS advice is wanted.",
        ),
        (Clause(not_=Clause(any=("child", "risk"))), "Not asked, because the victim is under 18 now."),
        ("gone", "Asked because “gone” holds."),
    ],
)
def test_an_item_says_why_it_is_asked(condition: Condition | None, sentence: str) -> None:
    standing: dict[str, Truth] = {**STANDING, "gone": "yes"}
    assert why_asked(condition, standing.__getitem__, FACTS) == sentence


def test_three_reasons_are_listed() -> None:
    sentence = why_asked(Clause(all=("child", "rape", "cps")), lambda _: "yes", FACTS)
    assert "under 18 now, rape is among the offences alleged and CPS advice is wanted." in sentence


def test_a_reason_is_given_once() -> None:
    sentence = why_asked(Clause(all=("child", Clause(any=("child", "rape")))), STANDING.__getitem__, FACTS)
    assert sentence == "Asked because the victim is under 18 now."


@pytest.mark.parametrize("name", ["cse-investigation", "cse-intelligence", "online-cse", "victim-engagement"])
def test_no_fact_that_ships_speaks_of_ids_in_a_sentence(name: str) -> None:
    facts = pack(name).facts
    assert not [fact for fact in facts if "`" in fact_words(fact, facts)]


def test_a_sentence_that_begins_with_a_loses_its_capital_and_an_abbreviation_keeps_its_own() -> None:
    said = {
        FactId("warrant"): Fact(says="A warrant is needed."),
        FactId("cse"): Fact(says="CSE is suspected."),
    }
    assert fact_words(FactId("warrant"), said) == "a warrant is needed"
    assert fact_words(FactId("cse"), said) == "CSE is suspected"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("child", "the victim is under 18 now"),
        (Clause(all=("child", "cps")), "the victim is under 18 now and CPS advice is wanted"),
        (
            Clause(not_=Clause(any=("child", "cps"))),
            "it is not so that (the victim is under 18 now or CPS advice is wanted)",
        ),
        (
            Clause(all=("cps", Clause(any=("child", "rape")))),
            "CPS advice is wanted and (the victim is under 18 now or rape is among the offences alleged)",
        ),
        (Clause(all=("cps", Clause(any=("child",)))), "CPS advice is wanted and the victim is under 18 now"),
    ],
)
def test_a_condition_is_said_in_words_with_brackets_only_inside_another(
    condition: Condition, words: str
) -> None:
    assert said_condition(condition, FACTS) == words
