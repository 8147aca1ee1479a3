"""What a record says of a reviewed case, beside its front and its lists."""

from datetime import UTC, date, datetime

import msgspec

from sopcheck.cases.reviews.reviewed import Marking, Reviewed
from sopcheck.records.annex_content import annex_of
from sopcheck.records.content import record_of
from sopcheck.records.record import Text
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

ACTION = "at: 2026-05-01 09:00, by: okell, action: Ring the school, for: farrow, due: 2026-05-04, as: a1"


def said(case: Reviewed, **words: str) -> Reviewed:
    """The same case, with a review that says this too."""
    return msgspec.structs.replace(case, held=msgspec.structs.replace(case.held, **words))


def test_the_marking_of_the_force_and_a_notice_are_taken_over() -> None:
    marking = Marking(marking="OFFICIAL", handling="Keep.", notice="Fictitious")
    record = record_of(msgspec.structs.replace(reviewed(FIRST), marking=marking))
    assert (record.marking, record.handling, record.notice) == ("OFFICIAL", "Keep.", "Fictitious")


def test_the_decision_begins_with_a_capital_and_keeps_the_reviewers_words() -> None:
    case = said(reviewed(FIRST), outcome="on track", reasons="sound plan", cause_of_delay="capacity")
    decision = record_of(case).decision
    assert (decision.outcome, decision.why) == ("On track", Text("sound plan"))
    assert decision.main_cause_of_delay == Text("Capacity")


def test_the_discussion_is_what_the_reviewer_says_and_nothing_where_nothing_was_said() -> None:
    full = record_of(
        said(reviewed(FIRST), discussion="The plan", good_work="Quick", investigators_comment="Yes")
    )
    assert (full.discussion.discussed, full.discussion.good_work) == (Text("The plan"), Text("Quick"))
    assert full.discussion.comment == Text("Yes")
    assert record_of(reviewed(FIRST)).discussion.discussed is None


def test_an_action_raised_in_the_review_is_new() -> None:
    record = record_of(reviewed(FIRST))
    assert (record.new_actions, record.previous_actions) == ((), ())
    (action,) = record_of(reviewed(FIRST, ACTION, THIRD)).previous_actions
    assert (action.what, action.owner, action.state) == (Text("Ring the school"), "DC Farrow", "carried")
    assert action.due is not None
    assert action.due.date() == date(2026, 5, 4)


def test_a_finished_action_is_told_once_with_its_result() -> None:
    done = "at: 2026-05-02 09:00, by: farrow, action_done: a1, result: Rung"
    second = "at: 2026-05-03 09:00, by: okell, review: 72-hour"
    (action,) = record_of(reviewed(FIRST, ACTION, done, second)).previous_actions
    assert (action.state, action.note) == ("complete", Text("Rung"))
    assert record_of(reviewed(FIRST, ACTION, done, second, THIRD)).previous_actions == ()


def test_the_next_reviews_come_soonest_first_each_with_its_rule() -> None:
    coming = record_of(reviewed(FIRST)).next_reviews
    assert [review.kind for review in coming][:2] == ["Second review", "Third review"]
    assert [review.due for review in coming] == sorted(review.due for review in coming if review.due)
    assert coming[0].rule.startswith("72 hours from when the report was received")


def test_the_sign_off_is_the_reviewers() -> None:
    signed = record_of(reviewed(FIRST)).sign_off
    assert (signed.person.name, signed.at) == ("DS Okell", datetime(2026, 5, 1, 8, 0, tzinfo=UTC))


def test_entries_without_a_witness_are_counted_where_there_are_some() -> None:
    oldest = datetime(2026, 4, 30, 9, 15, tzinfo=UTC)
    case = msgspec.structs.replace(reviewed(FIRST), unwitnessed=7, oldest_unwitnessed=oldest)
    found = record_of(case).unwitnessed
    assert found is not None
    assert (found.entries, found.oldest) == (7, oldest)
    assert record_of(reviewed(FIRST)).unwitnessed is None


def test_what_is_sensitive_is_counted_and_named_by_a_reference() -> None:
    plan = "at: 2026-04-30 12:00, by: farrow, answer: agree-safety-plan, of: child-a, text: At her aunt's"
    case = reviewed(*CHILD, plan, FIRST)
    sensitive = record_of(case, annex_of(case), "digest of the annex").sensitive
    assert sensitive is not None
    assert (sensitive.reference, sensitive.digest) == ("NV/CSE/26/0900/S1", "digest of the annex")
    assert (sensitive.intelligence_items, sensitive.other_texts, sensitive.lines) == (1, 1, 2)


def test_the_annex_has_every_item_that_applies_but_no_intelligence() -> None:
    items = record_of(reviewed(*CHILD, FIRST)).items
    found = {item.item_id: item for item in items}
    assert (found["see-child"].of, found["see-child"].limit) == (
        Text("Child A"),
        "met\nFri 1 May 2026, 10:15",
    )
    assert (found["see-child"].checklist, found["see-child"].stage) == (
        "CSE investigation SOP",
        "Immediate safeguarding",
    )
    assert "review-intelligence" not in found
    assert "consider-sensitive-tactics" not in found
    assert "review-outcome" in found


def test_an_item_of_the_annex_has_its_answer_with_both_times() -> None:
    typed = "at: 2026-04-30 12:00, recorded: 2026-04-30 13:00, by: farrow, answer: record-crime"
    items = record_of(reviewed(f"{typed}, reference: NV-1, text: Two offences", FIRST)).items
    found = next(item for item in items if item.item_id == "record-crime")
    assert (found.reference, found.words, found.by) == ("NV-1", Text("Two offences"), "DC Farrow")
    assert found.done == datetime(2026, 4, 30, 11, 0, tzinfo=UTC)
    assert found.recorded == datetime(2026, 4, 30, 12, 0, tzinfo=UTC)


def test_an_open_item_of_the_annex_has_no_answer() -> None:
    items = record_of(reviewed("at: 2026-04-30 11:00, by: okell, review: 24-hour", assume=False)).items
    found = next(item for item in items if item.item_id == "record-crime")
    assert (found.status, found.done, found.by, found.words, found.choice) == ("open", None, "", None, "")


def test_no_id_of_anybody_or_anything_stands_in_the_words() -> None:
    record = record_of(reviewed(*CHILD, FIRST, ACTION, THIRD))
    ids = {"child-a", "farrow", "okell", record.review_id}
    said_in_clear = msgspec.json.encode(msgspec.structs.replace(record, review_id="", items=()))
    assert not [one for one in ids if f'"{one}"'.encode() in said_in_clear]
