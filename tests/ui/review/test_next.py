"""Which review comes next: what signing would bring about, worked out before anybody signs."""

from datetime import date

import pytest

from sopcheck.cases.events import Discharged
from sopcheck.checklists.definition import ScheduleId
from sopcheck.services.views import Conclusion
from sopcheck.ui.review.next import following
from tests.ui.review_fakes import CASE, StorySupervision, busy_story


def meets(*rules: str) -> Conclusion:
    return Conclusion(discharges=tuple(Discharged(rule=ScheduleId(rule)) for rule in rules))


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


def test_after_the_second_review_comes_the_third(supervision: StorySupervision) -> None:
    coming = following(supervision.open(CASE), meets("72-hour"))
    assert (coming.title, coming.settable) == ("Third review", False)
    assert "7 calendar days" in coming.why


def test_after_the_third_comes_the_28_day_review_which_may_be_set(supervision: StorySupervision) -> None:
    coming = following(supervision.open(CASE), meets("72-hour", "7-day"))
    assert (coming.title, coming.settable) == ("28-day review", True)
    assert coming.usual == date(2026, 6, 4)


def test_a_review_outside_the_schedule_moves_nothing(supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    coming = following(view, Conclusion())
    assert (coming.title, coming.settable) == ("Third review", False)
    assert supervision.story.case.held_reviews[-1].review != view.review


def test_what_it_says_is_what_signing_brings(supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    conclusion = meets("72-hour", "7-day")
    coming = following(view, conclusion)
    signed = supervision.sign(CASE, view.review, conclusion)
    assert signed.view.evaluation.next_reviews[0].rule.title == coming.title
