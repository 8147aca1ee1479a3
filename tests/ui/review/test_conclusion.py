"""The right pane: every field typed once, kept, and what the front page would still lack."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, ReviewId
from sopcheck.checklists.definition import ItemId
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import Conclusion
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.conclusion import ConclusionPane
from sopcheck.ui.review.next import Following
from sopcheck.ui.session import Session
from sopcheck.ui.words import Words
from tests.ui.fakes import NOW
from tests.ui.review_fakes import CASE, StorySupervision, busy_story, pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
WORDS = Words(LONDON, NOW)
REVIEW = ReviewId("now")
FULL = Conclusion(
    outcome="on track with actions",
    reasons="Lines are perishable",
    risk="high: Seen near the school",
    risk_change="higher",
    childs_voice="She wants it to stop",
    child_seen="seen since the last review",
    cause_of_delay="digital",
    discussion="Same day",
    investigators_comment="Agrees",
    good_work="Quick arrest",
)


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


@pytest.fixture
def pane(qtbot: QtBot, session: Session, supervision: StorySupervision, settle: Settle) -> ConclusionPane:
    made = ConclusionPane(session)
    made.resize(420, 800)
    shown(qtbot, made)
    made.show_view(supervision.open(CASE), WORDS)
    settle()
    return made


def said(pane: ConclusionPane) -> str:
    return " ".join(label.text() for label in pane.findChildren(Label) if label.isVisible())


def test_nothing_is_said_at_first(pane: ConclusionPane) -> None:
    assert pane.conclusion() == Conclusion()


@pytest.mark.parametrize("name", [name for name in FULL.__slots__ if getattr(FULL, name)])
def test_every_field_is_read_as_it_was_said(pane: ConclusionPane, name: str) -> None:
    pane.fields[name].say(getattr(FULL, name))
    assert pane.conclusion() == replace(Conclusion(), **{name: getattr(FULL, name)})


def test_what_was_kept_is_there_again(
    qtbot: QtBot, session: Session, supervision: StorySupervision, settle: Settle
) -> None:
    supervision.open(CASE)
    supervision.keep(CASE, REVIEW, FULL)
    pane = shown(qtbot, ConclusionPane(session))
    pane.show_view(supervision.open(CASE), WORDS)
    settle()
    assert pane.conclusion() == FULL


def test_reading_again_overwrites_nothing(pane: ConclusionPane, supervision: StorySupervision) -> None:
    supervision.keep(CASE, REVIEW, FULL)
    pane.fields["reasons"].say("Typed meanwhile")
    pane.show_view(supervision.open(CASE), WORDS)
    assert pane.conclusion() == Conclusion(reasons="Typed meanwhile")


def test_the_choices_are_those_of_the_checklist(pane: ConclusionPane) -> None:
    choice = pane.fields["outcome"].choice
    words = [choice.itemText(at) for at in range(choice.count())]
    assert words[:3] == ["Not said yet", "On track", "On track with actions"]


def test_a_confirmed_answer_fills_an_empty_field_and_no_other(
    pane: ConclusionPane, supervision: StorySupervision
) -> None:
    pane.fields["childs_voice"].say("She wants it to stop")
    given = Given(status="done", choice="medium", text="Contact has stopped")
    view = supervision.answer(CASE, REVIEW, ItemId("review-risk-now"), given)
    pane.show_view(view, WORDS)
    assert pane.conclusion().risk == "medium: Contact has stopped"
    assert pane.conclusion().childs_voice == "She wants it to stop"


def test_what_is_emptied_again_stays_empty(pane: ConclusionPane, supervision: StorySupervision) -> None:
    given = Given(status="done", choice="medium")
    pane.show_view(supervision.answer(CASE, REVIEW, ItemId("review-risk-now"), given), WORDS)
    pane.fields["risk"].say("")
    pane.show_view(supervision.open(CASE), WORDS)
    assert pane.conclusion().risk == ""


def test_what_was_said_last_time_is_one_press_away(pane: ConclusionPane) -> None:
    assert "Last time, Fri 1 May: medium: Contact has stopped" in said(pane)
    pressed(pane, "Risk to the child now: same as last time")
    assert pane.conclusion().risk == "medium: Contact has stopped"


def test_it_tells_what_the_front_page_would_lack(pane: ConclusionPane) -> None:
    assert "Not said yet: risk, the child's voice, whether the child was seen, outcome, reasons" in said(pane)
    for name in ("risk", "childs_voice", "child_seen", "outcome", "reasons"):
        pane.fields[name].say(getattr(FULL, name))
    assert "Not said yet: " not in said(pane)


def test_a_date_is_concluded_only_where_the_schedule_lets_it(pane: ConclusionPane) -> None:
    pane.next.take(date(2026, 6, 10), "Trial")
    assert pane.conclusion().next_date is None
    pane.next.show_following(Following(settable=True, usual=date(2026, 6, 4)), WORDS)
    assert (pane.conclusion().next_date, pane.conclusion().next_reason) == (date(2026, 6, 10), "Trial")


def test_a_change_is_told(qtbot: QtBot, pane: ConclusionPane) -> None:
    with qtbot.waitSignal(pane.changed):
        qtbot.keyClicks(pane.fields["reasons"].words, "x")


def test_going_to_a_field_puts_the_focus_there(pane: ConclusionPane) -> None:
    pane.go_to("good_work")
    assert pane.fields["good_work"].words.hasFocus()
    pane.focus_first()
    assert pane.fields["risk"].choice.hasFocus()


def test_preview_and_sign_are_always_in_sight_and_wait_while_busy(qtbot: QtBot, pane: ConclusionPane) -> None:
    with qtbot.waitSignal(pane.preview_wanted):
        pressed(pane, "Preview page one")
    with qtbot.waitSignal(pane.sign_wanted):
        pressed(pane, "Sign…")
    pane.busy(busy=True, words="Making the record…")
    with qtbot.assertNotEmitted(pane.sign_wanted):
        pressed(pane, "Sign…")
    assert "Making the record…" in said(pane)


def test_the_way_to_the_end_goes_through_what_is_missing_to_the_signature(pane: ConclusionPane) -> None:
    pane.focus_unsaid()
    assert pane.fields["risk"].choice.hasFocus()
    for name in ("risk", "childs_voice", "child_seen", "outcome", "reasons"):
        pane.fields[name].say(getattr(FULL, name))
    pane.focus_unsaid()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Sign…"


def test_a_date_that_was_concluded_is_there_again(
    qtbot: QtBot, session: Session, supervision: StorySupervision, settle: Settle
) -> None:
    supervision.open(CASE)
    supervision.keep(CASE, REVIEW, Conclusion(next_date=date(2026, 6, 10), next_reason="Trial"))
    pane = shown(qtbot, ConclusionPane(session))
    pane.show_view(supervision.open(CASE), WORDS)
    pane.next.show_following(Following(settable=True, usual=date(2026, 6, 4)), WORDS)
    settle()
    assert (pane.conclusion().next_date, pane.conclusion().next_reason) == (date(2026, 6, 10), "Trial")


def test_in_a_low_window_the_signature_scrolls_with_the_fields(qtbot: QtBot, pane: ConclusionPane) -> None:
    scrolled = pane.findChild(QScrollArea)
    sign = next(one for one in pane.findChildren(QPushButton) if one.text() == "Sign…")
    assert scrolled is not None
    sign.setFocus()
    pane.resize(420, 150)
    qtbot.waitUntil(lambda: scrolled.isAncestorOf(sign))
    assert sign.hasFocus()
    assert scrolled.height() > pane.height() - 10
    assert len(pane.areas) == 1
    pane.resize(420, 800)
    qtbot.waitUntil(lambda: not scrolled.isAncestorOf(sign))
    assert sign.hasFocus()
