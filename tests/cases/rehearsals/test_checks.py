"""What a rehearsal compares and how: subsets, sets, minutes, and what is told though it is not asked for."""

import pytest

from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import RehearsalError
from tests.cases.rehearsal_texts import rehearsal

CHILDREN = (
    "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-a",
    "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-b",
    "at: 2026-04-30 10:20, by: farrow, fact: victim-is-child, is: yes, of: child-a",
)
EPISODES = (
    *CHILDREN,
    "at: 2026-04-30 12:00, by: farrow, add: missing-episode, of: child-a, as: episode-1, id: first",
    "at: 2026-04-30 13:00, by: farrow, add: missing-episode, of: child-a, as: episode-2, id: second",
)
EXTENDED = "at: 2026-04-30 11:00, by: okell, extend: record-crime, until: 2026-05-03 24:00, reason: Agreed"
APART = (
    "at: 2026-04-30 11:00, by: farrow, answer: record-crime, id: mine",
    "at: 2026-04-30 12:00, received: 2026-05-01 09:00, by: okell, answer: record-crime, unseen: mine",
)
PASSED_BY_THEN = (
    "record-crime",
    "research-systems",
    "assess-immediate-risk",
    "apply-exploitation-flag",
    "tell-duty-supervisor",
    "allocate-investigator",
    "assess-complexity",
)


def differences(*events: str, expect: str, as_at: str = "2026-05-01 09:00") -> list[str]:
    """What is found other than expected, each without file and line."""
    text = rehearsal(*events, expect=f"  - {{as_at: {as_at}, {expect}}}\n")
    found = check(play(read(text, file="small.yaml")))
    return [f"{one.about}: {one.expected} / {one.found}" for one in found]


def test_nothing_that_is_not_written_is_compared() -> None:
    assert differences(*CHILDREN, expect="items: [{item: record-crime}]") == []


def test_an_item_of_several_subjects_applies_if_it_does_for_any() -> None:
    assert differences(*CHILDREN, expect="items: [{item: see-child, applies: yes}]") == []
    assert differences(*CHILDREN, expect="items: [{item: see-child, of: child-b, applies: may}]") == []
    assert differences(*CHILDREN[:2], expect="items: [{item: see-child, applies: may}]") == []
    assert differences(expect="items: [{item: plan-identify-suspect, applies: may}]") == []


def test_the_state_of_an_item_of_several_subjects_is_asked_of_one() -> None:
    (found,) = differences(*CHILDREN, expect="items: [{item: see-child, state: running}]")
    assert found == "see-child, state: running / different for each subject; say of which"


def test_a_question_of_a_review_is_asked_by_the_id_of_the_review() -> None:
    events = (
        "at: 2026-05-01 08:00, by: okell, review: 24-hour, id: first",
        "at: 2026-05-01 08:30, by: okell, answer: review-lines, of: first, text: Three",
    )
    asked = (
        "items: [{item: review-discussed, of: first, applies: yes, state: running, ends: 2026-05-05 24:00}]"
    )
    assert differences(*events, expect=asked) == []
    assert differences(*events, expect=asked, as_at="2026-04-30 12:00") != []
    late = asked.replace("running", "passed")
    assert differences(*events, expect=late) == ["review-discussed @ first, state: passed / running"]


def test_the_state_of_the_only_subject_need_not_name_it() -> None:
    only = (CHILDREN[0], CHILDREN[2])
    assert (
        differences(*only, expect="items: [{item: see-child, state: due soon, ends: 2026-05-01 10:20}]") == []
    )


def test_a_subject_that_is_not_on_the_case_has_nothing() -> None:
    late = CHILDREN[0].replace("2026-04-30", "2026-05-02")
    (found,) = differences(late, expect="items: [{item: see-child, of: child-a, state: running}]")
    assert found == "see-child @ child-a, state: running / nothing"


def test_an_item_that_waits_for_a_victim_reads_none_yet_of_each_event_as_well() -> None:
    suspect = "at: 2026-04-30 10:20, by: farrow, add: suspect, as: suspect-a"
    arrest = "at: 2026-04-30 11:00, by: farrow, add: suspect-event, of: suspect-a, as: arrest"
    none_yet = "items: [{item: tell-victim-of-suspect-event, of: arrest, state: none yet}]"
    assert differences(suspect, arrest, expect=none_yet) == []
    victim = "at: 2026-04-30 12:00, by: farrow, add: victim, as: victim-a"
    assert differences(suspect, arrest, victim, expect=none_yet) == [
        "tell-victim-of-suspect-event @ arrest, state: none yet / running"
    ]


def test_ends_are_compared_to_the_minute() -> None:
    ends = "items: [{item: record-crime, ends: 2026-05-01 10:15}]"
    assert differences(expect=ends) == []
    assert differences(expect=ends.replace("10:15", "10:16")) == [
        "record-crime, ends: 2026-05-01 10:16 / 2026-05-01 10:15"
    ]


@pytest.mark.parametrize("written", ["1h", "60m", "0d1h0m"])
def test_an_overrun_may_be_written_in_several_ways(written: str) -> None:
    expect = f"items: [{{item: tell-duty-supervisor, over: {written}}}]"
    assert differences(expect=expect, as_at="2026-04-30 15:15") == []


def test_what_is_not_over_has_no_overrun() -> None:
    assert differences(expect="items: [{item: record-crime, over: 1h}]") == [
        "record-crime, over: 1h / nothing"
    ]


def test_an_extension_is_told_though_it_is_not_asked_for() -> None:
    assert differences(EXTENDED, expect="items: [{item: record-crime, state: running}]") == [
        "record-crime, extended: nothing / 2026-05-03 24:00"
    ]
    asked = "items: [{item: record-crime, state: running, extended: 2026-05-03 24:00}]"
    assert differences(EXTENDED, expect=asked) == []


def test_an_extension_that_never_was_is_told() -> None:
    asked = "items: [{item: record-crime, extended: 2026-05-03 24:00}]"
    assert differences(expect=asked) == ["record-crime, extended: 2026-05-03 24:00 / nothing"]


def test_a_conflict_is_told_though_it_is_not_asked_for() -> None:
    assert differences(*APART, expect="items: [{item: record-crime, state: met}]") == [
        "record-crime, conflict: nothing / yes"
    ]
    assert differences(*APART, expect="items: [{item: record-crime, conflict: true}]") == []


def test_no_conflict_may_be_asked_for() -> None:
    assert differences(*APART[:1], expect="items: [{item: record-crime, conflict: false}]") == []
    assert differences(*APART, expect="items: [{item: record-crime, conflict: false}]") != []


def test_lists_are_compared_as_sets() -> None:
    both = "exceptions: {limits_passed: [tell-duty-supervisor, assess-immediate-risk]}"
    assert differences(expect=both, as_at="2026-04-30 16:00") == []
    one = both.replace(", assess-immediate-risk", "")
    assert differences(expect=one, as_at="2026-04-30 16:00") == [
        "exceptions, limits_passed: assess-immediate-risk not in the list / in it"
    ]


def test_a_list_that_is_not_named_is_not_compared() -> None:
    assert differences(expect="exceptions: {not_done: []}", as_at="2026-04-30 16:00") == []


def test_items_that_one_act_joins_may_be_written_in_any_order() -> None:
    late = "at: 2026-05-06 10:00, by: farrow, answer: assess-needs, also: [refer-to-support]"
    for joined in ("refer-to-support + assess-needs", "assess-needs + refer-to-support"):
        rows = ", ".join((f"{joined} @ child-a", *PASSED_BY_THEN))
        expect = f"exceptions: {{limits_passed: [{rows}]}}"
        assert differences(CHILDREN[0], late, expect=expect, as_at="2026-05-06 12:00") == []


def test_reviews_of_one_kind_are_told_apart_by_subject_or_entry() -> None:
    for of, due in (("episode-1", "12:00"), ("first", "12:00"), ("episode-2", "13:00"), ("second", "13:00")):
        expect = f"reviews: [{{review: event-missing-episode, of: {of}, due: 2026-05-01 {due}, state: due}}]"
        assert differences(*EPISODES, expect=expect) == []


def test_a_review_discharges_the_entry_that_it_names() -> None:
    held = "at: 2026-04-30 14:00, by: okell, review: event-missing-episode, of: second"
    expect = "reviews: [{review: event-missing-episode, of: episode-2, state: met}, "
    expect += "{review: event-missing-episode, of: episode-1, state: due}]"
    assert differences(*EPISODES, held, expect=expect) == []


def test_reviews_to_come_are_a_subset_and_an_empty_list_means_none() -> None:
    assert differences(expect="next_reviews: [{review: 72-hour, due: 2026-05-03 10:15}]") == []
    (found,) = differences(expect="next_reviews: []")
    assert found.startswith("next reviews: none / 24-hour 2026-05-01 10:15, 72-hour")


def test_a_version_that_is_not_followed_is_told() -> None:
    expect = "versions: [{checklist: online-cse 1.0, from: 2026-04-30 10:15}]"
    assert differences(expect=expect) == ["versions: online-cse 1.0 / cse-investigation 1.0"]


def test_notes_and_clocks_are_found_in_the_order_of_their_instants() -> None:
    notes = (
        "at: 2026-04-30 12:00, recorded: 2026-04-30 15:00, by: farrow, note: Seen, as: seen",
        "at: 2026-04-30 11:00, recorded: 2026-04-30 15:01, by: farrow, note: Called, as: called",
    )
    assert differences(*notes, expect="timeline: [report-received, called, seen]") == []
    assert differences(*notes, expect="timeline: [seen, called]")[0].startswith("timeline: called next / ")


@pytest.mark.parametrize(
    ("expect", "word"),
    [
        ("items: [{item: make-tea}]", "no item “make-tea”"),
        ("items: [{item: see-child, of: nobody}]", "no subject “nobody”"),
        ("reviews: [{review: weekly}]", "no review “weekly”"),
        ("next_reviews: [{review: weekly}]", "no review “weekly”"),
        ("reviews: [{review: pre-nfa, of: nobody}]", "no subject “nobody”"),
        ("next_reviews: [{review: 24-hour, of: nobody}]", "no subject “nobody”"),
    ],
)
def test_an_expectation_about_nothing_is_a_mistake_of_the_file(expect: str, word: str) -> None:
    with pytest.raises(RehearsalError, match=word):
        differences(expect=expect)


def test_what_happened_at_one_instant_is_found_in_any_order() -> None:
    notes = (
        "at: 2026-04-30 11:00, by: farrow, note: Seen, as: seen",
        "at: 2026-04-30 11:00, by: farrow, note: Called, as: called",
        "at: 2026-04-30 12:00, by: farrow, note: Left, id: left",
    )
    for order in ("seen, called, left", "called, seen, left", "called, left"):
        assert differences(*notes, expect=f"timeline: [{order}]") == []
    for order in ("left, seen", "seen, seen"):
        assert differences(*notes, expect=f"timeline: [{order}]")[0].startswith("timeline: ")


def test_of_several_subjects_what_is_the_same_of_each_may_be_asked_without_one() -> None:
    same = "items: [{item: assess-needs, state: running, ends: 2026-05-01 24:00, basis: baseline}]"
    assert differences(*CHILDREN, expect=same, as_at="2026-04-30 18:00") == []
    done = "at: 2026-04-30 12:00, by: farrow, answer: assess-needs, of: child-a"
    assert differences(*CHILDREN, done, expect=same, as_at="2026-04-30 18:00") == [
        "assess-needs, state: running / different for each subject; say of which"
    ]
