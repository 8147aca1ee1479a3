"""Supervision: a review is held by somebody independent, signs what was shown, and prints."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sopcheck.cases.events import ActionId, CaseId, Discharged, Given, Place, ReviewId, When
from sopcheck.checklists.definition import ChecklistId, ItemId, ScheduleId, StageId, Version
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import ACCESS
from sopcheck.services.views import Conclusion, NewCase, SignedReview
from tests.world import World, place

FIRST = (Discharged(rule=ScheduleId("24-hour")),)
ON_TRACK = Conclusion(outcome="on track", reasons="Sound plan", discharges=FIRST)


def held(world: World, who: str = "okell", conclusion: Conclusion = ON_TRACK) -> tuple[CaseId, SignedReview]:
    case = world.open().id
    desk = world.as_(who)
    opened = desk.supervision.open(case, conclusion.discharges)
    return case, desk.supervision.sign(case, opened.review, conclusion)


def test_a_review_in_time_is_met_and_signed_with_a_code(world: World) -> None:
    _, signed = held(world)
    state = next(one for one in signed.view.evaluation.reviews if one.rule.id == "24-hour")
    assert (state.word, state.independent) == ("met", "yes")
    assert len(signed.code) == 24


def test_a_review_late_by_an_hour_is_late_by_an_hour(world: World) -> None:
    case = world.open().id
    world.clock.forward(hours=23)
    desk = world.as_("okell")
    opened = desk.supervision.open(case, FIRST)
    signed = desk.supervision.sign(case, opened.review, ON_TRACK)
    state = next(one for one in signed.view.evaluation.reviews if one.rule.id == "24-hour")
    assert (state.word, state.over_seconds) == ("late", 3600)


def test_the_queue_has_what_is_overdue_before_what_is_due(world: World) -> None:
    world.open("NV/1")
    world.clock.forward(hours=30)
    world.open("NV/2")
    queue = world.as_("okell").supervision.queue()
    assert (queue[0].reference, queue[0].word) == ("NV/1", "overdue")


def test_going_back_to_a_review_loses_nothing(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    opened = desk.supervision.open(case)
    desk.supervision.keep(case, opened.review, replace(opened.draft, reasons="Half a thou"))
    again = world.as_("okell").supervision.open(case)
    assert (again.review, again.draft.reasons) == (opened.review, "Half a thou")


def test_the_overdue_review_is_suggested(world: World) -> None:
    case = world.open().id
    world.clock.forward(hours=25)
    opened = world.as_("okell").supervision.open(case)
    assert opened.suggested == FIRST


def test_an_investigator_may_hold_no_review(world: World) -> None:
    case = world.open().id
    with pytest.raises(RefusedError, match="role of supervisor"):
        world.as_("farrow").supervision.open(case)


def test_whoever_answered_an_item_needs_an_exception_for_the_second_review(world: World) -> None:
    case = world.open().id
    world.as_("okell").casework.answer(
        case, place("assess-immediate-risk"), Given(status="done", choice="prompt"), When(world.clock.now())
    )
    second = replace(ON_TRACK, discharges=(Discharged(rule=ScheduleId("72-hour")),))
    opened = world.desk.supervision.open(case, second.discharges)
    assert opened.independent == "no"
    with pytest.raises(RefusedError, match="independent"):
        world.desk.supervision.sign(case, opened.review, second)
    signed = world.desk.supervision.sign(
        case, opened.review, replace(second, exception="Nobody else on duty")
    )
    state = next(one for one in signed.view.evaluation.reviews if one.rule.id == "72-hour")
    assert (state.independent, state.exception) == ("partly", "Nobody else on duty")


def test_a_senior_review_takes_the_rank(world: World) -> None:
    case = world.open().id
    senior = replace(ON_TRACK, discharges=(Discharged(rule=ScheduleId("3-month")),))
    opened = world.as_("okell").supervision.open(case)
    with pytest.raises(RefusedError, match="inspector"):
        world.desk.supervision.sign(case, opened.review, senior)


def test_a_question_is_answered_and_may_be_changed_before_signing(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    desk.supervision.answer(case, review, ItemId("review-lines"), Given(status="done", text="One"))
    seen = desk.supervision.answer(case, review, ItemId("review-lines"), Given(status="done", text="Two"))
    state = next(one for one in seen.questions if one.place.item == "review-lines")
    assert state.answer is not None
    assert state.answer.given.text == "Two"


def test_an_answer_of_a_review_changed_after_somebody_recorded_is_a_correction(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case, FIRST).review
    question = ItemId("review-childs-voice")
    desk.supervision.answer(case, review, question, Given(status="done", text="Not heard yet"))
    world.as_("farrow").casework.note(case, "Seen at school", When(world.clock.now()))
    desk = world.as_("okell")
    desk.supervision.answer(case, review, question, Given(status="done", text="She wants one officer"))
    asked = Place(ChecklistId("supervisor-review"), question, review)
    first, second = desk.casework.refresh(case).case.history(asked)
    assert (first.given.text, second.given.text) == ("Not heard yet", "She wants one officer")
    assert second.why == "Changed while the review was being held"


def test_a_case_whose_checklists_have_no_reviews_has_no_questions(world: World) -> None:
    new = NewCase(
        reference="NV/2",
        received=When(world.clock.now()),
        checklists=((ChecklistId("online-cse"), Version("1.0")),),
    )
    case = world.as_("farrow").casework.open_case(new).id
    supervision = world.as_("okell").supervision
    with pytest.raises(RefusedError, match="No checklist of this case has reviews"):
        supervision.answer(case, ReviewId("none"), ItemId("review-lines"), Given(status="done"))


def test_no_change_confirms_one_part_from_the_last_review(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    first = desk.supervision.open(case, FIRST)
    desk.supervision.answer(case, first.review, ItemId("review-lines"), Given(status="done", text="One"))
    desk.supervision.sign(case, first.review, ON_TRACK)
    world.clock.forward(days=2)
    second = desk.supervision.open(case)
    assert second.carried[ItemId("review-lines")].given.text == "One"
    confirmed = desk.supervision.no_change(case, second.review, StageId("investigation"))
    state = next(one for one in confirmed.questions if one.place.item == "review-lines")
    assert state.status == "done"


def test_no_change_needs_something_to_carry_forward(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    with pytest.raises(RefusedError, match="earlier review"):
        desk.supervision.no_change(case, review, StageId("investigation"))


def test_many_passed_limits_are_judged_at_once(world: World) -> None:
    case = world.open().id
    world.clock.forward(hours=30)
    desk = world.as_("okell")
    opened = desk.supervision.open(case)
    rows = opened.view.evaluation.exceptions.limits_passed
    places = tuple(row[0].place for row in rows)
    seen = desk.supervision.judge(case, opened.review, places, "not justified", "Left lying")
    assert all(row[0].judged for row in seen.view.evaluation.exceptions.limits_passed)


def test_an_action_is_raised_carried_and_finished(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    due = (world.clock.now() + timedelta(days=3)).date()
    seen = desk.supervision.raise_action(case, review, "Ring the school", world.people["farrow"], due)
    action = seen.view.evaluation.actions[0]
    assert action.state == "open"
    world.as_("farrow").supervision.finish_action(case, ActionId(seen.view.case.actions[0].action), "Rung")
    assert world.desk.casework.refresh(case).evaluation.actions[0].state == "complete"


def test_an_action_cannot_be_due_before_it_is_raised(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    review = desk.supervision.open(case).review
    with pytest.raises(RefusedError, match="later date"):
        desk.supervision.raise_action(case, review, "Ring", world.people["farrow"], date(2026, 5, 1))


def test_what_changed_since_the_last_review_is_told_in_words(world: World) -> None:
    case, _ = held(world)
    world.clock.forward(hours=1)
    world.as_("farrow")
    world.answer(case, "record-crime", reference="1")
    seen = world.as_("okell").supervision.open(case)
    assert [line.by_name for line in seen.since_review.lines if "Record every crime" in line.words] == [
        "DC Farrow"
    ]


def test_a_preview_prints_and_leaves_nothing(world: World) -> None:
    case = world.open().id
    desk = world.as_("okell")
    opened = desk.supervision.open(case, FIRST)
    entries = desk.opened.vault.ledger.count()
    assert desk.supervision.preview(case, opened.review, ON_TRACK).startswith(b"%PDF")
    assert desk.opened.vault.ledger.count() == entries


def test_a_print_has_a_number_a_purpose_and_stands_in_the_access_book(world: World) -> None:
    case, signed = held(world)
    printed = world.desk.printing.print_document(
        "record", case, signed.review, purpose="Case conference", recipient="DI Teal"
    )
    assert printed.number.endswith("00001")
    assert world.desk.opened.vault.ledger.entries(ACCESS)[-1].kind == "RecordPrinted"
    assert "Okell" not in printed.file_name


@pytest.mark.parametrize(("purpose", "recipient"), [("", "DI Teal"), ("Conference", " ")])
def test_a_print_without_purpose_or_recipient_is_refused(world: World, purpose: str, recipient: str) -> None:
    case, signed = held(world)
    with pytest.raises(RefusedError, match="print is empty"):
        world.desk.printing.print_document(
            "record", case, signed.review, purpose=purpose, recipient=recipient
        )


def test_a_printed_file_verifies_as_the_same_and_an_altered_one_does_not(world: World) -> None:
    case, signed = held(world)
    pdf = world.desk.printing.print_document(
        "record", case, signed.review, purpose="File", recipient="Court"
    ).pdf
    assert world.desk.printing.verify(pdf).word == "same"
    changed = bytearray(pdf)
    changed[len(changed) // 2] ^= 1
    assert world.desk.printing.verify(bytes(changed)).word == "altered"
    assert world.desk.printing.verify(b"%PDF-1.7 nothing").word == "not a record"


def test_an_earlier_record_is_superseded_and_still_intact(world: World) -> None:
    case, signed = held(world)
    pdf = world.desk.printing.print_document(
        "record", case, signed.review, purpose="File", recipient="Court"
    ).pdf
    world.clock.forward(days=2)
    second = world.desk.supervision.open(case)
    world.desk.supervision.sign(case, second.review, replace(ON_TRACK, discharges=()))
    assert world.desk.printing.verify(pdf).word == "superseded"


def test_a_signed_record_never_changes_when_the_case_does(world: World) -> None:
    case, signed = held(world)
    snapshot = world.desk.opened.vault.snapshots.get(signed.review)
    world.as_("farrow")
    world.answer(case, "record-crime", reference="1")
    assert world.desk.opened.vault.snapshots.get(signed.review) == snapshot
