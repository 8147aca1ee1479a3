import msgspec
import pytest

from sopcheck.checklists.problems import check, problems
from tests.checklists.samples import Broken, assert_only, broken, changed, pack, words


@pytest.mark.parametrize("case", broken("answers"))
def test_what_cannot_be_answered_or_come_about_is_found_at_its_line(case: Broken) -> None:
    assert_only(case)


@pytest.mark.parametrize(
    "asked",
    [
        "[status, choice]\n        choice_is: outcome code",
        "[status, choice-per-item, text]",
        "[status, choice-per-limit]",
        "[status, actions]\n        actions_have: [text, owner]",
        "[status, date-time]",
    ],
)
def test_what_can_be_answered_is_no_problem(asked: str) -> None:
    assert check(changed("asks: [status, text]", f"asks: {asked}"), name="small.yaml") == ()


def test_one_duty_in_two_checklists_is_named_in_both() -> None:
    engagement, investigation = pack("victim-engagement"), pack("cse-investigation")
    apart = msgspec.structs.replace(engagement, stages=engagement.stages[:1])
    others = [pack(name) for name in ("cse-intelligence", "supervisor-review", "online-cse")]
    assert problems(investigation, beside=[engagement, *others]) == ()
    assert ("unknown-item", "tell-victim-of-suspect-event") in words(
        problems(investigation, beside=[apart, *others])
    )


def test_the_levels_of_a_grade_are_the_choices_of_the_item_that_sets_it() -> None:
    found = check(changed("choice: low, fact", "choice: lower, fact"), name="small.yaml")
    assert words(found) == [("choice-without-level", "danger"), ("choice-unknown", "grade-danger")]
    assert "Is “low” meant?" in found[1].sentence


def test_a_clock_is_not_said_to_be_set_by_an_item_that_does_not_set_it() -> None:
    text = changed(
        "says: When the alarm was raised.", "says: When the alarm was raised.\n    set_by: [finish]"
    )
    assert words(check(text, name="small.yaml")) == [("set-by-idle", "alarm")]
