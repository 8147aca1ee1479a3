"""The head of a review: what is due and ticked, and whether the person may hold it."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Discharged, MovePlanned, When
from sopcheck.checklists.definition import ChecklistId, Digest, ScheduleId, Version
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import Conclusion
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.head import ReviewHead, discharged_of, due_words, is_near
from sopcheck.ui.words import Words
from tests.ui.fakes import NOW
from tests.ui.review_fakes import BOTH, CASE, Story, StorySupervision, busy_story, pressed
from tests.ui.showing import shown

WORDS = Words(LONDON, NOW)
SECOND, THIRD = Discharged(rule=ScheduleId("72-hour")), Discharged(rule=ScheduleId("7-day"))


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


@pytest.fixture
def head(qtbot: QtBot, supervision: StorySupervision) -> ReviewHead:
    made = shown(qtbot, ReviewHead())
    made.show_view(supervision.open(CASE), WORDS)
    return made


def ticks(head: ReviewHead) -> dict[str, bool]:
    return {box.accessibleName(): box.isChecked() for box in head.findChildren(QCheckBox) if box.isVisible()}


def said(head: ReviewHead) -> str:
    return " ".join(label.text() for label in head.findChildren(Label) if label.isVisible())


def test_what_is_overdue_or_due_soon_is_offered_and_the_suggested_ticked(head: ReviewHead) -> None:
    assert ticks(head) == {
        "Second review · Sun 3 May, 10:15, 3 days ago · overdue": True,
        "Third review · end of today, in 15 h · due": False,
    }
    assert head.discharges() == (SECOND,)


def test_later_reviews_are_one_press_away_and_what_is_ticked_stays(head: ReviewHead) -> None:
    head.findChildren(QCheckBox)[1].click()
    pressed(head, "Show 5 others")
    assert len(ticks(head)) == 7
    assert head.discharges() == (SECOND, THIRD)


def test_a_review_before_a_gate_may_be_held_at_any_time(head: ReviewHead) -> None:
    pressed(head, "Show 5 others")
    for box in head.findChildren(QCheckBox):
        box.setChecked(box.accessibleName().startswith(("Before a decision", "Closure")))
    assert {(one.rule, one.of) for one in head.discharges()} == {
        (ScheduleId("pre-nfa"), "Suspect 1"),
        (ScheduleId("closure"), None),
    }


def test_with_nothing_ticked_it_is_an_interim_review(head: ReviewHead) -> None:
    assert "an interim review" not in said(head)
    head.findChildren(QCheckBox)[0].click()
    assert "an interim review, outside the schedule" in said(head)


def test_what_was_kept_goes_before_what_is_suggested(qtbot: QtBot, supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    supervision.keep(CASE, view.review, Conclusion(discharges=(THIRD,)))
    head = shown(qtbot, ReviewHead())
    head.show_view(supervision.open(CASE), WORDS)
    assert head.discharges() == (THIRD,)


def test_reading_again_changes_no_tick(head: ReviewHead, supervision: StorySupervision) -> None:
    head.findChildren(QCheckBox)[0].click()
    head.show_view(supervision.open(CASE), WORDS)
    assert head.discharges() == ()


def test_a_tick_is_told(qtbot: QtBot, head: ReviewHead) -> None:
    with qtbot.waitSignal(head.changed):
        head.findChildren(QCheckBox)[1].click()


def test_somebody_independent_is_told_so_and_asked_for_nothing(head: ReviewHead) -> None:
    assert "You are independent on this case." in said(head)
    assert not head.exception.isVisible()
    assert head.exception_text() == ""


def test_who_had_a_part_is_told_why_and_asked_for_the_reason(qtbot: QtBot) -> None:
    supervision = StorySupervision(busy_story(BOTH))
    head = shown(qtbot, ReviewHead())
    head.show_view(supervision.open(CASE), WORDS)
    assert "Not independent: you are or were the investigator of this case." in said(head)
    head.exception.say("No other supervisor before Monday")
    assert head.exception_text() == "No other supervisor before Monday"
    head.focus_exception()
    assert head.exception.words.hasFocus()


def test_for_the_first_review_it_is_only_flagged(qtbot: QtBot) -> None:
    supervision = StorySupervision(Story(BOTH))
    head = shown(qtbot, ReviewHead())
    head.show_view(supervision.open(CASE), WORDS)
    for box in head.findChildren(QCheckBox):
        box.setChecked(box.accessibleName().startswith("First review"))
    assert "Partly independent" in said(head)
    assert not head.exception.isVisible()


def test_the_later_reviews_change_nothing_about_independence(qtbot: QtBot) -> None:
    head = shown(qtbot, ReviewHead())
    head.show_view(StorySupervision(Story(BOTH)).open(CASE), WORDS)
    before = said(head)
    (others,) = (made for made in head.findChildren(QPushButton) if made.text().endswith("others"))
    others.click()
    assert "independent" in before
    assert "You are independent" not in said(head)


def test_who_asked_for_the_later_reviews_goes_on_with_the_first_of_them(head: ReviewHead) -> None:
    near = ticks(head)
    pressed(head, "Show 5 others")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == next(name for name in ticks(head) if name not in near)


def test_a_tick_changes_what_independence_means(qtbot: QtBot) -> None:
    supervision = StorySupervision(Story(BOTH))
    head = shown(qtbot, ReviewHead())
    head.show_view(supervision.open(CASE), WORDS)
    for box in head.findChildren(QCheckBox):
        box.setChecked(True)
    assert head.exception.isVisible()


def test_a_due_review_is_named_as_it_was_named_before(supervision: StorySupervision) -> None:
    state = supervision.open(CASE).due[0]
    known = Discharged(rule=state.rule.id, of=state.trigger)
    assert discharged_of(state, (known,)) is known
    assert discharged_of(state, ()).rule == state.rule.id


def test_near_is_overdue_or_within_a_week(supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    near = [state.rule.id for state in view.due if is_near(state, view)]
    assert near == ["72-hour", "7-day"]


def test_a_line_says_what_when_and_how_it_stands(supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    assert (
        due_words(view.due[0], view.view, WORDS) == "Second review · Sun 3 May, 10:15, 3 days ago · overdue"
    )


def test_the_box_that_has_the_focus_keeps_it_when_the_later_reviews_are_shown(
    head: ReviewHead, supervision: StorySupervision
) -> None:
    head.findChildren(QCheckBox)[1].setFocus()
    pressed(head, "Show 5 others")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Third review")


def test_a_move_that_waits_for_the_review_is_told_before_it_is_signed(
    head: ReviewHead, supervision: StorySupervision
) -> None:
    assert "A move waits" not in said(head)
    planned = MovePlanned(
        at=When(NOW),
        checklist=ChecklistId("cse-investigation"),
        version=Version("1.1"),
        digest=Digest("d"),
        reason="New limits",
    )
    supervision.story.act(lambda _: planned)
    head.show_view(supervision.open(CASE), WORDS)
    assert "once you sign, the case follows CSE investigation SOP 1.1." in said(head)
