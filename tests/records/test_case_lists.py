"""The six lists of a record, worded from a reviewed case."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import msgspec

from sopcheck.cases.events import Judged, ListedAs, Place
from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.standing import Direction, RowJudgement
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.records.case_lists import exceptions_of
from sopcheck.records.record import Judgement, Text
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

LATE_CRIME = "at: 2026-05-01 14:00, by: farrow, answer: record-crime, reference: NV-C-26-1"
SOP = "CSE investigation SOP"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_case_that_goes_well_has_six_empty_lists() -> None:
    lists = exceptions_of(reviewed(*CHILD, FIRST))
    assert [getattr(lists, name) for name in lists.__struct_fields__] == [()] * 6


def test_a_limit_met_late_says_when_it_ended_when_it_was_done_and_by_how_much() -> None:
    lists = exceptions_of(reviewed(FIRST, LATE_CRIME, THIRD))
    (row,) = lists.limits_passed
    assert row.item.startswith("Record every crime disclosed")
    assert (row.checklist, row.basis) == (SOP, "national")
    assert (row.ended, row.done) == (instant("2026-05-01 09:15"), instant("2026-05-01 13:00"))
    assert row.overrun == "3 h 45 min"
    assert (row.reason, row.judged) == (None, "")


def test_the_clock_of_a_limit_reads_as_a_sentence() -> None:
    (row,) = exceptions_of(reviewed(FIRST, LATE_CRIME, THIRD)).limits_passed
    assert row.clock == ("24 hours from when the report was received (Thu 30 Apr 2026, 10:15).")


def test_a_limit_that_is_still_open_has_no_time_of_doing() -> None:
    lists = exceptions_of(reviewed("at: 2026-05-01 11:00, by: okell, review: 24-hour", assume=False))
    row = next(row for row in lists.limits_passed if row.item_id == "record-crime")
    assert (row.done, row.overrun) == (None, "45 min")


def test_the_reason_and_when_it_was_written_stand_beside_the_decision() -> None:
    lists = exceptions_of(
        reviewed(
            FIRST,
            LATE_CRIME,
            "at: 2026-05-01 15:00, by: farrow, explain: record-crime, reason: The registrar was away",
            THIRD,
            "at: 2026-05-06 15:00, by: okell, judge: record-crime, as: justified, reason: It was so",
        )
    )
    (row,) = lists.limits_passed
    assert (row.reason, row.reason_by) == (Text("The registrar was away"), "DC Farrow")
    assert row.reason_at == instant("2026-05-01 14:00")


def test_working_days_are_told_beside_the_elapsed_time() -> None:
    late = "at: 2026-05-07 09:00, by: farrow, answer: assess-needs, of: child-a"
    lists = exceptions_of(reviewed(*CHILD, FIRST, late, "at: 2026-05-07 15:00, by: okell, review: 7-day"))
    (row,) = lists.limits_passed
    assert row.overrun == "5 days 9 h (3 working days)"
    assert row.of == Text("Child A")


def test_one_act_that_was_late_for_two_items_is_one_row() -> None:
    late = "at: 2026-05-01 14:00, by: farrow, answer: record-crime, also: [apply-exploitation-flag]"
    (row,) = exceptions_of(reviewed(FIRST, late, THIRD)).limits_passed
    assert row.item_id == "record-crime + apply-exploitation-flag"
    assert " · Apply the child sexual exploitation flag" in row.item


def test_the_reason_of_a_safety_item_keeps_its_class() -> None:
    given = "answer: agree-safety-plan, of: child-a, is: not applicable, reason: Placed elsewhere"
    lists = exceptions_of(reviewed(*CHILD, f"at: 2026-04-30 12:00, by: farrow, {given}", FIRST))
    (row,) = lists.not_applicable
    assert row.reason == Text("Placed elsewhere", "victim-safety")
    assert (row.by, row.challenged) == ("DC Farrow", False)


def test_a_direction_on_an_item_that_was_set_aside_challenges_it() -> None:
    given = "answer: place-markers, is: not applicable, reason: No address"
    case = reviewed(f"at: 2026-04-30 12:00, by: farrow, {given}", FIRST)
    (row,) = exceptions_of(directed(case, "place-markers", "Ask again")).not_applicable
    assert (row.challenged, row.challenge) == (True, Text("Ask again"))


def directed(case: Reviewed, item: str, text: str) -> Reviewed:
    """The case with a direction on an item."""
    place = Place(ChecklistId("cse-investigation"), ItemId(item))
    mark = case.case.held_reviews[0].mark
    direction = Direction(mark=mark, place=place, text=text, due=None, review=None)
    return msgspec.structs.replace(case, case=replace(case.case, directions=(direction,)))


def test_an_item_not_done_has_its_reason() -> None:
    given = "answer: place-markers, is: not done, reason: No address yet"
    (row,) = exceptions_of(reviewed(f"at: 2026-04-30 12:00, by: farrow, {given}", FIRST)).not_done
    assert (row.reason, row.by) == (Text("No address yet"), "DC Farrow")
    assert (row.checklist, row.at) == (SOP, instant("2026-04-30 11:00"))


def test_a_gate_passed_without_an_item_says_which_event_and_why() -> None:
    suspect = "at: 2026-04-30 11:00, by: farrow, add: suspect, as: suspect-a, label: Suspect A"
    arrest = "at: 2026-04-30 12:00, by: farrow, add: suspect-event, as: arrest, of: suspect-a"
    override = "override: plan-suspect-welfare, of: suspect-a, gate: suspect-released, reason: In hospital"
    lists = exceptions_of(
        reviewed(
            suspect,
            f"{arrest}, label: Arrest",
            f"at: 2026-04-30 15:00, by: okell, {override}",
            "at: 2026-04-30 16:00, by: farrow, clock: suspect-released, of: suspect-a",
            "at: 2026-04-30 17:00, by: farrow, answer: plan-suspect-welfare, of: suspect-a",
            FIRST,
        )
    )
    (row,) = lists.gates_not_met
    assert row.gate == "before the suspect left custody or the interview ended"
    assert (row.of, row.event_at) == (Text("Suspect A"), instant("2026-04-30 15:00"))
    assert (row.override, row.override_by) == (Text("In hospital"), "DS Okell")


def test_a_correction_has_old_and_new_value_who_when_and_why() -> None:
    answered = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-1"
    corrected = "correct: record-crime, done_at: 2026-04-30 12:30, reason: The e-mail shows it"
    lists = exceptions_of(reviewed(answered, FIRST, f"at: 2026-05-02 09:00, by: farrow, {corrected}", THIRD))
    (row,) = lists.late_records_and_corrections
    assert row.kind == "correction"
    assert row.old == Text("done; NV-1; Thu 30 Apr 2026, 12:00")
    assert row.new == Text("done; NV-1; Thu 30 Apr 2026, 12:30")
    assert (row.by, row.at, row.why) == (
        "DC Farrow",
        instant("2026-05-02 08:00"),
        Text("The e-mail shows it"),
    )


def test_a_correction_of_words_leaves_the_time_out() -> None:
    answered = "at: 2026-04-30 12:00, by: farrow, answer: assess-immediate-risk, choice: prompt"
    corrected = "correct: assess-immediate-risk, choice: immediate, reason: Misread"
    case = reviewed(answered, FIRST, f"at: 2026-05-02 09:00, by: farrow, {corrected}", THIRD)
    row = exceptions_of(case).late_records_and_corrections[0]
    assert (row.old, row.new) == (Text("done; prompt"), Text("done; immediate"))


def test_each_of_two_corrections_has_a_row_of_its_own() -> None:
    answered = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-1"
    first = "at: 2026-05-02 09:00, by: farrow, correct: record-crime, done_at: 2026-04-30 12:30, reason: One"
    second = "at: 2026-05-03 09:00, by: farrow, correct: record-crime, done_at: 2026-04-30 12:40, reason: Two"
    rows = exceptions_of(reviewed(answered, FIRST, first, second, THIRD)).late_records_and_corrections
    assert [row.why for row in rows] == [Text("One"), Text("Two")]
    assert rows[0].new == rows[1].old


def test_a_late_record_says_how_late_it_was_made() -> None:
    typed = "at: 2026-04-30 12:00, recorded: 2026-05-02 13:30, by: farrow, answer: record-crime"
    lists = exceptions_of(reviewed(FIRST, typed, THIRD))
    (row,) = lists.late_records_and_corrections
    assert row.kind == "late record, 2 days 1 h 30 min after the act"
    assert (row.old, row.new, row.done) == (None, Text("done"), instant("2026-04-30 11:00"))
    assert lists.limits_passed == ()


def test_reviews_held_late_and_missed_are_listed_with_their_dates() -> None:
    late = "at: 2026-05-01 11:15, by: okell, review: 24-hour, outcome: on track"
    lists = exceptions_of(reviewed(late, THIRD))
    held, missed = lists.reviews_late_or_missed
    assert (held.review, held.state, held.over) == ("First review", "held late", "1 h")
    assert (missed.review, missed.state, missed.held) == ("Second review", "missed", None)


def test_nothing_that_is_about_intelligence_stands_in_a_list() -> None:
    case = reviewed(
        'at: 2026-04-30 11:00, by: farrow, add: intelligence-report, as: ir, label: "IR-1"',
        "at: 2026-05-01 11:15, by: okell, review: 24-hour",
        assume=False,
        packs="cse-intelligence 1.0",
    )
    assert case.evaluation.annex.limits_passed
    assert not [row for row in exceptions_of(case).limits_passed if "intel" in row.item_id]


def judged(case: Reviewed, item: str, reason: str, *, of: str | None = None) -> Reviewed:
    """The case with a decision on the rows of an item, in whatever list they are."""
    place = Place(ChecklistId("cse-investigation"), ItemId(item), of)
    mark = case.case.held_reviews[0].mark
    decisions = tuple(
        RowJudgement(
            mark=mark,
            listed=listed,
            row=Judged(place=place),
            verdict="not justified",
            reason=reason,
            review=None,
        )
        for listed in get_args(ListedAs)
    )
    return msgspec.structs.replace(case, case=replace(case.case, row_judgements=decisions))


def test_what_was_decided_on_an_item_not_done_is_in_the_record_with_who_and_when() -> None:
    given = "answer: place-markers, is: not done, reason: No address yet"
    case = reviewed(f"at: 2026-04-30 12:00, by: farrow, {given}", FIRST)
    assert exceptions_of(case).not_done[0].judged is None
    (row,) = exceptions_of(judged(case, "place-markers", "Ask again")).not_done
    assert row.judged == Judgement(
        verdict="not justified",
        by="DS Okell",
        at=case.case.held_reviews[0].recorded,
        reason=Text("Ask again"),
    )


def test_a_decision_on_a_safety_item_keeps_its_class_and_prints_without_its_words() -> None:
    given = "answer: agree-safety-plan, of: child-a, is: not applicable, reason: Placed elsewhere"
    case = reviewed(*CHILD, f"at: 2026-04-30 12:00, by: farrow, {given}", FIRST)
    subject = next(one.subject for one in case.case.subjects.values() if one.label == "Child A")
    (row,) = exceptions_of(judged(case, "agree-safety-plan", "Her aunt was asked", of=subject)).not_applicable
    assert row.judged is not None
    assert row.judged.reason == Text("Her aunt was asked", "victim-safety")
