import pytest

from sopcheck.checklists.problems import check
from tests.checklists.samples import Broken, assert_only, broken, changed, words

ALL_OF = "applies_when: {all: [urgent, {not: alarmed}]}"
REQUIRED = "reason_when_not_done: required"
POSSIBLE = [
    "applies_when: {all: [urgent, alarmed]}",
    "applies_when: {any: [graded-high, graded-low]}",
    "applies_when: {not: {all: [graded-high, graded-low]}}",
    "applies_when: not-done-present",
]


@pytest.mark.parametrize("case", broken("logic"))
def test_what_can_never_be_is_found_at_its_line(case: Broken) -> None:
    assert_only(case)


@pytest.mark.parametrize("condition", POSSIBLE)
def test_a_condition_that_can_be_is_no_problem(condition: str) -> None:
    assert check(changed(ALL_OF, condition), name="small.yaml") == ()


def test_a_fact_that_the_program_does_not_derive_is_found() -> None:
    found = check(changed("  not-done-present:\n", "  nobody-there:\n"), name="small.yaml")
    assert words(found) == [("derived-unknown", "nobody-there")]
    assert "late-recording-present" in found[0].sentence


def test_a_fact_set_only_by_what_waits_for_it_is_a_cycle() -> None:
    found = check(changed(REQUIRED, "applies_when: urgent"), name="small.yaml")
    assert words(found) == [("condition-cycle", "urgent")]
    assert "Only record-report can set this fact" in found[0].sentence


def test_a_cycle_over_two_items_is_found_on_each_fact() -> None:
    text = changed(REQUIRED, "applies_when: graded-high")
    text = changed("sets_grade: danger", "sets_grade: danger\n        applies_when: urgent", text)
    cycles = [("condition-cycle", name) for name in ("urgent", "graded-high", "graded-low")]
    assert words(check(text, name="small.yaml")) == cycles


@pytest.mark.parametrize(
    "condition", ["{not: urgent}", "alarmed", "somebody-there", "{any: [urgent, alarmed]}"]
)
def test_an_item_that_can_come_to_apply_without_its_own_fact_makes_no_cycle(condition: str) -> None:
    assert check(changed(REQUIRED, f"applies_when: {condition}"), name="small.yaml") == ()


def test_a_fact_that_another_checklist_may_set_is_no_cycle() -> None:
    text = changed(REQUIRED, "applies_when: urgent")
    text = changed("is urgent.\n    set_by: [record-report]", "is urgent.\n    set_by: [elsewhere]", text)
    assert check(text, name="small.yaml") == ()


def test_a_fact_that_waits_by_way_of_a_clock_is_a_cycle() -> None:
    text = changed("sets_fact: alarmed", "set_by: [finish]\n    sets_fact: alarmed")
    waits = "applies_when: alarmed\n        sets_clock: alarm"
    text = changed("applies_when: {any: [urgent, somebody-there]}", waits, text)
    assert words(check(text, name="small.yaml")) == [("condition-cycle", "alarmed")]


def test_kinds_that_are_part_of_each_other_are_found() -> None:
    found = check(changed("plural: people", "plural: people\n    part_of: device"), name="small.yaml")
    assert words(found) == [("kind-cycle", "person"), ("kind-cycle", "device")]


def test_a_condition_over_very_many_facts_is_taken_to_be_possible() -> None:
    facts = "".join(f"  many-{n}:\n    says: Number {n}.\n" for n in range(13))
    many = ", ".join(f"many-{n}" for n in range(13))
    text = changed("facts:\n", f"facts:\n{facts}")
    text = changed(ALL_OF, f"applies_when: {{all: [{many}, {{not: many-0}}]}}", text)
    assert check(text, name="small.yaml") == ()
