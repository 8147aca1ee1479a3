"""Decisions about items: answers, corrections, grades; for each rule what holds and what is refused."""

from datetime import UTC, datetime

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import (
    ActRefusedError,
    ConfirmationNeededError,
    CorrectionNeededError,
    IndependenceRefusedError,
    RankRefusedError,
    RoleRefusedError,
)
from sopcheck.cases.events import FactValue, Given, ItemAnswered, Place, When
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import ChecklistId, GradeId, ItemId
from sopcheck.errors import RefusedError
from tests.cases.desk import (
    AUDITOR,
    BST,
    CSE,
    DONE,
    FARROW,
    OKELL,
    ONLINE,
    STAFF,
    TEAL,
    Desk,
    accepted,
    after,
    place,
    when,
)

NOON = when(hours=2)


def try_answer(
    item: str, given: Given = DONE, *, of: str | None = None, by: Person = FARROW, done: When = NOON
) -> ItemAnswered:
    """Decide on an answer at a fresh desk with a child and a suspect."""
    return decisions.answer(peopled().acting(by), place(item, of), given, done)


def peopled() -> Desk:
    """A desk with a child who is a victim, and a suspect."""
    desk = Desk()
    desk.add("child-a", "child", "victim")
    desk.add("suspect-a", "suspect")
    return desk


def test_an_answer_says_when_it_was_done() -> None:
    assert try_answer("record-crime").at == NOON


def test_a_supervisors_item_may_be_typed_by_an_investigator() -> None:
    assert accepted(try_answer("decide-arrest", of="suspect-a", by=FARROW))


def test_an_auditor_answers_nothing() -> None:
    with pytest.raises(RoleRefusedError):
        try_answer("record-crime", by=AUDITOR)


def test_an_item_that_no_checklist_of_the_case_has_is_refused() -> None:
    with pytest.raises(ActRefusedError, match="follows no checklist with this item"):
        decisions.answer(
            Desk().acting(), Place(ChecklistId("learning-review"), ItemId("learn-chair")), DONE, NOON
        )


@pytest.mark.parametrize(
    ("item", "of", "word"),
    [
        ("record-crime", "child-a", "once for the case"),
        ("see-child", "nobody", "no such child"),
        ("see-child", "suspect-a", "not a child"),
        ("tell-victim-of-suspect-event", None, "belongs to one suspect event"),
    ],
)
def test_the_subject_of_an_answer_is_of_the_kind_that_the_item_repeats_for(
    item: str, of: str | None, word: str
) -> None:
    with pytest.raises(ActRefusedError, match=word):
        try_answer(item, of=of)


def test_the_only_subject_of_its_kind_need_not_be_named() -> None:
    assert try_answer("see-child").of == ("child-a",)


def test_one_act_may_serve_several_subjects_and_items() -> None:
    desk = peopled()
    desk.add("child-b", "child")
    refer = place("refer-to-social-care")
    also = (place("act-on-access-to-children", "suspect-a"),)
    event = decisions.answer(desk.acting(), refer, DONE, NOON, of=("child-a", "child-b"), also=also)
    assert (event.of, event.also) == (("child-a", "child-b"), also)


def test_done_now_is_taken_and_a_minute_ahead_is_not() -> None:
    assert accepted(try_answer("record-crime", done=when(days=1)))
    with pytest.raises(ActRefusedError, match="ahead of now"):
        try_answer("record-crime", done=when(days=1, minutes=1))


def test_today_known_to_the_day_is_not_ahead_and_tomorrow_is() -> None:
    today, tomorrow = (When(datetime(2026, 5, day, tzinfo=BST), "day") for day in (1, 2))
    assert accepted(try_answer("record-crime", done=today))
    with pytest.raises(ActRefusedError, match="ahead"):
        try_answer("record-crime", done=tomorrow)


def test_an_act_before_the_report_is_asked_about_and_taken_if_confirmed() -> None:
    acting = peopled().acting()
    before = when(minutes=-1)
    with pytest.raises(ConfirmationNeededError, match="before the report"):
        decisions.answer(acting, place("record-crime"), DONE, before)
    assert decisions.answer(acting, place("record-crime"), DONE, before, confirmed=True).confirmed


def test_the_day_of_the_report_is_not_before_it() -> None:
    assert accepted(try_answer("record-crime", done=When(datetime(2026, 4, 30, tzinfo=BST), "day")))


@pytest.mark.parametrize("status", ["not done", "not applicable"])
def test_not_done_and_not_applicable_take_a_reason(status: str) -> None:
    with pytest.raises(RefusedError, match=f"reason for “{status}” is empty"):
        try_answer("record-crime", Given(status=status, reason=" "))  # type: ignore[arg-type]
    assert accepted(try_answer("record-crime", Given(status=status, reason="No offence")))  # type: ignore[arg-type]


def test_not_done_takes_no_reason_where_the_item_asks_for_none() -> None:
    assert accepted(try_answer("check-record-language", Given(status="not done")))


def test_deferring_takes_a_reason() -> None:
    with pytest.raises(RefusedError, match="reason for this choice"):
        try_answer("decide-arrest", Given(status="done", choice="defer with reason"), of="suspect-a")


@pytest.mark.parametrize(("item", "choice"), [("assess-immediate-risk", "perhaps"), ("place-markers", "yes")])
def test_a_choice_is_one_of_the_choices(item: str, choice: str) -> None:
    with pytest.raises(ActRefusedError, match="choice"):
        try_answer(item, Given(status="done", choice=choice))


def test_a_list_of_the_forces_own_takes_any_choice() -> None:
    assert accepted(try_answer("record-outcome", Given(status="done", choice="Outcome 16")))


def test_a_choice_may_be_left_out() -> None:
    assert accepted(try_answer("assess-immediate-risk"))


def test_a_second_answer_of_somebody_else_is_a_correction() -> None:
    desk = peopled()
    desk.answer("record-crime", by=FARROW)
    with pytest.raises(CorrectionNeededError, match="Correct the answer"):
        decisions.answer(desk.acting(OKELL), place("record-crime"), DONE, NOON)


def test_the_author_may_change_an_answer_until_somebody_else_records() -> None:
    desk = peopled()
    desk.answer("record-crime")
    desk.answer("record-crime", Given(status="done", reference="NV-C-1"))
    desk.do(lambda acting: decisions.add_note(acting, "Read", NOON), by=OKELL)
    with pytest.raises(CorrectionNeededError):
        desk.answer("record-crime")


def test_not_done_then_done_is_a_new_answer() -> None:
    desk = peopled()
    desk.answer("record-crime", Given(status="not done", reason="System down"))
    desk.answer("place-markers", by=OKELL)
    desk.answer("record-crime", by=OKELL)
    standing = desk.case.answer(place("record-crime"))
    assert standing is not None
    assert (standing.given.status, standing.correction) == ("done", False)


def test_not_done_then_not_applicable_is_a_correction() -> None:
    desk = peopled()
    desk.answer("record-crime", Given(status="not done", reason="System down"))
    desk.answer("place-markers", by=OKELL)
    with pytest.raises(CorrectionNeededError, match="Correct the answer"):
        desk.answer("record-crime", Given(status="not applicable", reason="No crime"))


def test_a_correction_replaces_what_it_names_and_keeps_the_rest() -> None:
    desk = peopled()
    desk.answer("record-crime", Given(status="done", reference="NV-C-1"))
    later = when(hours=3)
    desk.do(
        lambda acting: decisions.correct(acting, place("record-crime"), reason="Log", done=later), by=OKELL
    )
    standing = desk.case.answer(place("record-crime"))
    assert standing is not None
    assert (standing.given.reference, standing.done) == ("NV-C-1", later.at)
    assert [one.correction for one in desk.case.history(place("record-crime"))] == [False, True]


def test_the_time_of_an_answer_comes_back_as_it_was_given() -> None:
    desk = peopled()
    desk.answer("record-crime")
    standing = desk.case.answer(place("record-crime"))
    assert standing is not None
    assert decisions.done_of(standing).at.isoformat() == NOON.at.isoformat()


@pytest.mark.parametrize(
    ("reason", "hours", "word"), [(" ", 3, "reason for the correction"), ("Log", 30, "ahead of now")]
)
def test_a_correction_takes_a_reason_and_a_time_that_came(reason: str, hours: int, word: str) -> None:
    desk = peopled()
    desk.answer("record-crime")
    with pytest.raises(RefusedError, match=word):
        decisions.correct(desk.acting(), place("record-crime"), reason=reason, done=when(hours=hours))


def test_without_an_answer_there_is_nothing_to_correct() -> None:
    with pytest.raises(ActRefusedError, match="no answer here to correct"):
        decisions.correct(peopled().acting(), place("record-crime"), reason="Log")


def proposed(network: FactValue = "no") -> Desk:
    """A desk where no further action is proposed, and a network is suspected or not."""
    desk = peopled()
    desk.fact("nfa-proposed")
    desk.fact("network-suspected", network)
    return desk


@pytest.mark.parametrize(
    ("by", "network", "word"),
    [(OKELL, "no", "inspector"), (STAFF, "no", "inspector"), (TEAL, "yes", "superintendent")],
)
def test_an_item_that_asks_for_a_rank_is_refused_below_it(by: Person, network: FactValue, word: str) -> None:
    with pytest.raises(RankRefusedError, match=word):
        decisions.answer(proposed(network).acting(by), place("authorise-nfa", "suspect-a"), DONE, NOON)


def test_an_item_that_asks_for_a_rank_is_taken_from_it() -> None:
    assert accepted(
        decisions.answer(proposed().acting(TEAL), place("authorise-nfa", "suspect-a"), DONE, NOON)
    )


def test_an_authority_is_not_given_by_who_is_or_was_on_the_case() -> None:
    desk = proposed()
    desk.do(lambda acting: decisions.assign(acting, "supervisor", TEAL, NOON), by=OKELL)
    desk.do(lambda acting: decisions.assign(acting, "supervisor", OKELL, when(hours=3)), by=OKELL)
    with pytest.raises(IndependenceRefusedError, match="independent"):
        decisions.answer(desk.acting(TEAL), place("authorise-nfa", "suspect-a"), DONE, NOON)


def test_both_rank_and_independence_are_named_where_both_lack() -> None:
    with pytest.raises(RankRefusedError, match=r"inspector.*independent"):
        decisions.answer(proposed().acting(OKELL), place("authorise-nfa", "suspect-a"), DONE, NOON)


def test_the_rank_asked_is_that_of_who_did_it_not_of_who_typed_it() -> None:
    event = decisions.answer(
        proposed().acting(FARROW), place("authorise-nfa", "suspect-a"), DONE, NOON, done_by=TEAL
    )
    assert event.done_by == TEAL.person


GRADE = GradeId("online-risk")


def graded() -> Desk:
    """A desk with a medium online risk."""
    desk = Desk(CSE, ONLINE)
    assess = place("online-assess-risk", checklist=ONLINE)
    medium = Given(status="done", choice="medium")
    desk.do(lambda acting: decisions.answer(acting, assess, medium, NOON))
    return desk


def test_a_grade_may_be_changed_from_a_time_on() -> None:
    desk = graded()
    desk.do(lambda acting: decisions.regrade(acting, GRADE, "high", when(hours=5)), by=OKELL)
    assert [one.choice for one in desk.case.grades] == ["medium", "high"]


@pytest.mark.parametrize(
    ("grade", "choice", "hours", "word"),
    [
        ("mood", "high", 5, "no checklist with this grade"),
        ("online-risk", "huge", 5, "does not have that choice"),
        ("online-risk", "high", 25, "ahead"),
    ],
)
def test_a_grade_that_cannot_be_given_is_refused(grade: str, choice: str, hours: int, word: str) -> None:
    with pytest.raises(ActRefusedError, match=word):
        decisions.regrade(graded().acting(), GradeId(grade), choice, when(hours=hours))


def test_what_was_never_graded_is_not_graded_again() -> None:
    with pytest.raises(ActRefusedError, match="Nothing was graded yet"):
        decisions.regrade(Desk(CSE, ONLINE).acting(), GRADE, "high", NOON)


def test_the_moment_of_recording_counts_in_utc() -> None:
    desk = Desk()
    desk.now = after(hours=3)
    assert desk.acting().now.tzinfo is UTC
