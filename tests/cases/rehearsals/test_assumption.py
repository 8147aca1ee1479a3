"""The standing assumption: what the file does not tell is done in good time, by whom it belongs to."""

from datetime import datetime

import pytest

from sopcheck.cases.events import Place, Recorded
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.checklists.definition import ChecklistId, ClockId, FactId, ItemId
from sopcheck.checklists.local_time import LONDON, parse_wall
from sopcheck.checklists.time_words import wall_text
from tests.cases.rehearsal_texts import rehearsal

ASSUME = "assume: other-items-done\n"
CSE, CONTACT = ChecklistId("cse-investigation"), ChecklistId("victim-engagement")
CHILD = "at: 2026-04-30 12:15, by: farrow, add: [child, victim], as: child-a"
SUSPECT = "at: 2026-04-30 12:15, by: farrow, add: suspect, as: suspect-a"
EVENT = "at: 2026-05-01 09:00, by: farrow, add: suspect-event, as: arrest, of: suspect-a"


def played(*events: str, leave: str = "", start: str | None = None, checklists: str = "") -> Played:
    """Play a small rehearsal that assumes what it does not tell."""
    head = ASSUME + (f"leave_open: [{leave}]\n" if leave else "")
    text = rehearsal(*events, head=head) if start is None else rehearsal(*events, head=head, start=start)
    text = text.replace(
        "checklists: [cse-investigation 1.0]", f"checklists: [cse-investigation 1.0{checklists}]"
    )
    return play(read(text, file="small.yaml"))


def assumed(found: Played, item: str, of: str | None = None, checklist: ChecklistId = CSE) -> Recorded | None:
    """The assumed answer of a place, if there is one."""
    case, _ = found.at(moment("2030-01-01 00:00"))
    answers = [one for one in case.history(Place(checklist, ItemId(item), of)) if one.assumed]
    return case.entry(answers[0].entry) if answers else None


def moment(text: str) -> datetime:
    """A wall time as an instant."""
    return parse_wall(text, zone=LONDON)


def done(found: Played, item: str, of: str | None = None) -> str:
    """When an item is assumed to be done."""
    entry = assumed(found, item, of)
    return "" if entry is None or entry.event is None else wall_text(entry.event.at.at, zone=LONDON)


def test_without_the_assumption_nothing_is_assumed() -> None:
    found = play(read(rehearsal(), file="small.yaml"))
    assert not [entry for entry in found.entries if entry.assumed]


def test_an_item_is_done_halfway_through_its_limit() -> None:
    assert done(played(), "record-crime") == "2026-04-30 22:15"
    assert done(played(), "assess-complexity") == "2026-05-01 22:15"


def test_half_a_minute_is_left_out() -> None:
    # Thursday 12:15, when the child was added, to midnight on Friday: 35 h 45 min; half is 17 h 52 min 30 s.
    assert done(played(CHILD), "assess-needs", "child-a") == "2026-05-01 06:07"


def test_it_is_recorded_at_once() -> None:
    entry = assumed(played(), "record-crime")
    assert entry is not None
    assert entry.event is not None
    assert entry.recorded == entry.event.at.at


def test_it_is_done_by_the_person_it_belongs_to() -> None:
    found = played()
    for item, person in (("record-crime", "farrow"), ("assess-complexity", "okell")):
        entry = assumed(found, item)
        assert entry is not None
        assert entry.by == person


def test_before_anybody_holds_the_case_it_is_done_by_the_first_who_does() -> None:
    start = "  - {at: 2026-04-30 10:15, by: teal, clock: report-received}\n"
    found = played("at: 2026-05-02 10:15, by: teal, assign: supervisor, to: okell", start=start)
    entry = assumed(found, "assess-complexity")
    assert entry is not None
    assert entry.by == "okell"


def test_after_a_change_it_is_done_by_the_new_holder() -> None:
    found = played("at: 2026-05-01 10:00, by: okell, assign: supervisor, to: teal")
    entry = assumed(found, "assess-complexity")
    assert entry is not None
    assert entry.by == "teal"


def test_without_a_limit_it_is_done_when_it_first_applied() -> None:
    found = played(SUSPECT)
    assert done(found, "place-markers") == "2026-04-30 10:15"
    assert done(found, "profile-suspect", "suspect-a") == "2026-04-30 12:15"


def test_before_a_gate_it_is_done_when_it_first_applied() -> None:
    found = played(SUSPECT, "at: 2026-05-03 09:00, by: farrow, fact: nfa-proposed, is: yes, of: suspect-a")
    assert done(found, "authorise-nfa", "suspect-a") == "2026-05-03 09:00"


def test_what_only_may_apply_is_left_alone() -> None:
    assert assumed(played(CHILD), "see-child", "child-a") is None


def test_a_limit_whose_clock_has_not_started_is_left_alone() -> None:
    bail = "at: 2026-05-01 09:00, by: farrow, fact: bail-granted, is: yes, of: suspect-a"
    assert assumed(played(SUSPECT, bail), "act-before-bail-limit", "suspect-a") is None
    start = "at: 2026-05-02 09:00, by: farrow, clock: bail-start, of: suspect-a"
    assert done(played(SUSPECT, bail, start), "act-before-bail-limit", "suspect-a") == "2026-06-17 04:30"


def test_what_the_file_answers_is_left_to_the_file() -> None:
    found = played("at: 2026-05-02 09:00, by: farrow, answer: record-crime")
    assert assumed(found, "record-crime") is None


def test_what_the_file_answers_by_the_way_is_left_to_it() -> None:
    found = played(
        SUSPECT, "at: 2026-05-02 09:00, by: farrow, answer: record-crime, also: [profile-suspect @ suspect-a]"
    )
    assert assumed(found, "profile-suspect", "suspect-a") is None


def test_a_refused_answer_answers_nothing() -> None:
    found = played(
        "at: 2026-05-03 09:00, recorded: 2026-05-02 09:00, by: farrow, answer: record-crime, refused: ahead"
    )
    assert done(found, "record-crime") == "2026-04-30 22:15"


def test_an_answer_for_one_subject_leaves_the_other_to_the_assumption() -> None:
    other = SUSPECT.replace("suspect-a", "suspect-b")
    found = played(
        SUSPECT,
        other,
        "at: 2026-05-02 09:00, by: okell, answer: decide-arrest, of: suspect-a, choice: arrest",
    )
    assert assumed(found, "decide-arrest", "suspect-a") is None
    assert done(found, "decide-arrest", "suspect-b") == "2026-05-02 00:15"


def test_what_is_left_open_stays_open_for_the_subject_named_or_for_all() -> None:
    other = SUSPECT.replace("suspect-a", "suspect-b")
    one = played(SUSPECT, other, leave="decide-arrest @ suspect-a")
    both = played(SUSPECT, other, leave="cse-investigation/decide-arrest")
    assert (done(one, "decide-arrest", "suspect-a"), bool(done(one, "decide-arrest", "suspect-b"))) == (
        "",
        True,
    )
    assert (done(both, "decide-arrest", "suspect-a"), done(both, "decide-arrest", "suspect-b")) == ("", "")


def test_an_assumed_answer_starts_the_clock_that_the_file_does_not_set() -> None:
    found = played()
    # Allocated halfway through 24 hours, so the plan is done halfway through 48 hours from then.
    assert done(found, "allocate-investigator") == "2026-04-30 22:15"
    assert done(found, "write-investigation-plan") == "2026-05-01 22:15"


def test_an_assumed_answer_leaves_a_clock_alone_that_the_file_sets() -> None:
    found = played("at: 2026-05-02 09:00, by: okell, clock: allocated")
    case, _ = found.at(moment("2026-06-01 00:00"))
    assert done(found, "allocate-investigator") == "2026-04-30 22:15"
    assert case.clock(ClockId("allocated")) == moment("2026-05-02 09:00")


def test_an_assumed_answer_has_no_choice_and_sets_no_fact() -> None:
    found = played(CHILD, "at: 2026-04-30 12:15, by: farrow, fact: victim-is-child, is: yes")
    case, _ = found.at(moment("2026-06-01 00:00"))
    assert done(found, "assess-immediate-risk") == "2026-04-30 10:45"
    assert case.fact_history(FactId("immediate-risk"), "child-a") == ()


def test_what_is_known_in_the_same_minute_is_known_before_anything_is_done_in_it() -> None:
    found = played("at: 2026-04-30 10:15, by: farrow, fact: suspect-identified, is: no", SUSPECT)
    assert done(found, "plan-identify-suspect") == ""


def test_what_first_applies_in_the_minute_of_a_hard_gate_is_done_before_it() -> None:
    proposed = "at: 2026-05-02 12:00, by: farrow, fact: nfa-proposed, is: yes, of: suspect-a"
    decided = "at: 2026-05-02 12:00, by: teal, clock: nfa-decision, of: suspect-a"
    found = played(SUSPECT, proposed, decided)
    assert found.differences == ()
    left = played(SUSPECT, proposed, decided, leave="authorise-nfa")
    assert "(authorise-nfa)" in left.steps[-1].refused
    assert "check-lines" not in left.steps[-1].refused


def test_what_applied_at_the_time_was_done_though_it_applies_no_more() -> None:
    found = played(
        "at: 2026-04-30 10:15, by: farrow, fact: suspect-identified, is: no",
        SUSPECT.replace("04-30", "05-09"),
    )
    assert done(found, "plan-identify-suspect") == "2026-05-02 10:15"


def test_a_case_that_was_typed_late_is_assumed_to_have_been_worked_in_time() -> None:
    start = "  - {at: 2026-04-30 10:15, recorded: 2026-05-04 09:00, by: okell, clock: report-received}\n"
    found = played(start=start)
    _, evaluation = found.at(moment("2026-05-04 09:00"))
    assert done(found, "record-crime") == "2026-04-30 22:15"
    assert evaluation.exceptions.limits_passed == ()
    assert evaluation.exceptions.late_records_and_corrections == ()


def test_two_items_that_are_one_duty_are_answered_once() -> None:
    found = played(CHILD, SUSPECT, EVENT, checklists=", victim-engagement 1.0")
    twins = ("tell-victim-of-suspect-event", "contact-tell-events")
    answered = [entry for entry in found.entries if getattr(entry.event, "item", "") in twins]
    assert len(answered) == 1
    assert assumed(found, "contact-tell-events", "arrest", CONTACT) == assumed(found, twins[0], "arrest")


def test_one_of_two_that_the_file_answers_serves_the_other() -> None:
    told = "at: 2026-05-04 09:00, by: farrow, answer: contact-tell-events, of: arrest"
    found = played(CHILD, SUSPECT, EVENT, told, checklists=", victim-engagement 1.0")
    assert assumed(found, "tell-victim-of-suspect-event", "arrest") is None


@pytest.mark.parametrize("left", ["tell-victim-of-suspect-event", "contact-tell-events @ arrest"])
def test_a_duty_that_is_left_open_in_one_pack_is_left_open_in_the_other(left: str) -> None:
    found = played(CHILD, SUSPECT, EVENT, leave=left, checklists=", victim-engagement 1.0")
    assert assumed(found, "tell-victim-of-suspect-event", "arrest") is None
    assert assumed(found, "contact-tell-events", "arrest", CONTACT) is None


RISK = "at: 2026-04-30 12:15, by: farrow, fact: child-at-risk, is: yes"


def test_an_answer_that_names_nobody_is_of_the_only_subject_there_was_then() -> None:
    gains = "at: 2026-05-04 09:00, by: farrow, change: suspect-a, add_kinds: [child]"
    refers = "at: 2026-05-01 11:00, by: farrow, answer: refer-to-social-care"
    found = played(SUSPECT, CHILD, RISK, refers, gains)
    assert found.differences == ()
    assert assumed(found, "refer-to-social-care", "child-a") is None
    assert assumed(found, "refer-to-social-care", "suspect-a") is not None


def test_an_act_that_meets_an_item_of_the_only_other_subject_tells_of_it_too() -> None:
    also = "also: [act-on-access-to-children]"
    refers = f"at: 2026-05-01 11:00, by: farrow, answer: refer-to-social-care, {also}"
    found = played(SUSPECT, CHILD, RISK, refers)
    assert found.differences == ()
    assert assumed(found, "act-on-access-to-children", "suspect-a") is None


def test_a_rolling_item_is_left_alone_until_something_sets_its_clock() -> None:
    found = played(CHILD, checklists=", victim-engagement 1.0")
    assert assumed(found, "contact-regular-update", "child-a", CONTACT) is None


def test_a_rolling_item_whose_clock_the_file_sets_is_done_once_and_met() -> None:
    contact = "at: 2026-05-01 09:00, by: farrow, clock: last-contact, of: child-a"
    found = played(CHILD, contact, checklists=", victim-engagement 1.0")
    entry = assumed(found, "contact-regular-update", "child-a", CONTACT)
    assert entry is not None
    assert not entry.sets_clock
    _, evaluation = found.at(moment("2026-07-01 09:00"))
    words = {one.word for one in evaluation.places if one.place.item == "contact-regular-update"}
    assert words == {"met"}


def test_an_assumed_answer_is_nobodys_recording_that_ends_a_free_change() -> None:
    found = played(
        "at: 2026-04-30 11:00, by: farrow, answer: record-crime, reference: C-1",
        "at: 2026-04-30 11:00, recorded: 2026-05-02 11:00, by: farrow, answer: record-crime, reference: C-2",
    )
    assert found.differences == ()
    _, evaluation = found.at(moment("2026-05-02 11:00"))
    assert [row[0].corrected for row in evaluation.exceptions.late_records_and_corrections] == [False]


def test_a_reviewer_stays_independent_where_nobody_is_investigator() -> None:
    start = "  - {at: 2026-04-30 10:15, by: okell, clock: report-received}\n"
    text = rehearsal("at: 2026-05-02 10:00, by: okell, review: 72-hour", head=ASSUME, start=start)
    text = text.replace("  farrow: {name: DC Farrow, role: investigator, rank: constable}\n", "")
    assert play(read(text, file="small.yaml")).differences == ()
