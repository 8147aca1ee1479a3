import pytest

from sopcheck.checklists.problems import check
from tests.checklists.samples import Broken, assert_only, broken, changed


@pytest.mark.parametrize("case", broken("reviewing"))
def test_a_review_that_can_never_fall_due_is_found_at_its_line(case: Broken) -> None:
    assert_only(case)


@pytest.mark.parametrize(
    "trigger", ["{added: person}", "{reassigned: investigator}", "{clock: alarm, first_for_each: person}"]
)
def test_each_cause_of_an_event_review_will_do(trigger: str) -> None:
    assert check(changed("trigger: {clock: alarm}", f"trigger: {trigger}"), name="small.yaml") == ()
